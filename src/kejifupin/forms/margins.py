"""What headers and footers add to a form: a field beside the table that its body lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve

from kejifupin.office.grid import HEADER, Document, Grid, Paragraph
from kejifupin.records.record import Record
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

if TYPE_CHECKING:
    from kejifupin.forms.reading import FormReading

CODES: Mapping[str, str] = MappingProxyType(
    {"form.margin": "页眉页脚里写有像填报内容的文字，没有读"}
)

_FILLED = re.compile("[^：:]{2,}[：:]\\s*[^\\s_＿：:].*", re.DOTALL)


def with_margins(document: Document, read: Callable[[Document], FormReading]) -> FormReading:
    """A document as read, with what only its headers and footers say.

    They stand on every page and mostly say nothing of the form. Hence they are tried as paragraphs
    before the first table and behind the last, and taken only where the forms and all their values
    stay as they were and a missing one is found.

    Args:
        document: The document.
        read: Reads the body of a document.
    """
    alone = read(document)
    if not document.margins:
        return alone
    together = read(evolve(document, blocks=_around_tables(document), margins=()))
    if together.forms == alone.forms and _adds(alone.records, together.records):
        return together
    written = next((each for each in document.margins if _FILLED.fullmatch(each.text)), None)
    if written is None or _said(written.text, alone.records):
        return alone
    told = Issue(
        "form.margin",
        "页眉或页脚里写有内容，没有读",
        Severity.INFO,
        Place(document.name, written.address),
        remedy="要上报的内容请写在表格里或表格旁边的正文里",
    )
    return evolve(alone, issues=(*alone.issues, told))


def _around_tables(document: Document) -> tuple[Paragraph | Grid, ...]:
    blocks, margins = document.blocks, document.margins
    above = [each for each in margins if each.address.startswith(HEADER)]
    below = [each for each in margins if not each.address.startswith(HEADER)]
    grids = [at for at, each in enumerate(blocks) if isinstance(each, Grid)]
    # A title begins a form, and what stands before it belongs to none.
    first, last = (grids[0], grids[-1] + 1) if grids else (0, len(blocks))
    return (*blocks[:first], *above, *blocks[first:last], *below, *blocks[last:])


def _adds(alone: Sequence[Record], together: Sequence[Record]) -> bool:
    """Whether records say all that they said, and something more."""
    if len(alone) != len(together):
        return False
    more = False
    for one, other in zip(alone, together, strict=True):
        if one.kind != other.kind:
            return False
        for key, value in one.items():
            if value is None:
                more = more or other.get(key) is not None
            elif other.get(key) != value:
                return False
    return more


def _said(text: str, records: Sequence[Record]) -> bool:
    """Whether what stands behind the colon is among what was read."""
    words = re.split("[：:]", text, maxsplit=1)[-1].split()
    values = {str(value) for record in records for _, value in record.items() if value is not None}
    return all(any(word in value for value in values) for word in words)
