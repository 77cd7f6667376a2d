"""What headers and footers add to a form: a field beside the table that its body lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve

from kejifupin.office.grid import HEADER, Document, Grid, Paragraph
from kejifupin.office.margins import place_of
from kejifupin.records.record import Record
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

if TYPE_CHECKING:
    from kejifupin.forms.reading import FormReading

CODES: Mapping[str, str] = MappingProxyType(
    {"form.margin": "页眉页脚里写有像填报内容的文字，没有读"}
)

_FILLED = re.compile("[^：:]{2,}[：:]\\s*[^\\s_＿：:].*", re.DOTALL)
# The number of a page says nothing of a form.
_SAYS = re.compile("[\u4e00-\u9fff]\\s*[\u4e00-\u9fff]")
_PAGE = re.compile("[第共页/]")
_TRIED_ALONE = 32


def with_margins(document: Document, read: Callable[[Document], FormReading]) -> FormReading:
    """A document as read, with what only its headers and footers say.

    They stand on every page and mostly say nothing of the form. Hence they are tried as paragraphs
    beside the table of every form, those of a sheet beside that sheet, and taken only where the
    forms and all their values stay as they were and a missing one is found.

    Args:
        document: The document.
        read: Reads the body of a document.
    """
    alone = read(document)
    margins = tuple(each for each in document.margins if _SAYS.search(_PAGE.sub("", each.text)))
    if not margins:
        return alone
    if any(grid.sheet for grid in document.grids):
        together = _of_sheets(document, margins, alone, read)
    else:
        together = _of_tables(document, margins, alone, read)
    if together.forms == alone.forms and _adds(alone.records, together.records):
        return together
    written = next((each for each in margins if _FILLED.fullmatch(each.text)), None)
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


def _of_sheets(
    document: Document,
    margins: Sequence[Paragraph],
    alone: FormReading,
    read: Callable[[Document], FormReading],
) -> FormReading:
    """A workbook, every sheet of which is read with its own margins if they add something."""
    records: list[Record] = []
    forms: list[str] = []
    issues = list(alone.issues)
    for number, grid in enumerate(document.grids, 1):
        bare = read(evolve(document, blocks=(grid,), margins=()))
        own = [each for each in margins if place_of(each) == number]
        found = read(evolve(document, blocks=(*own, grid), margins=())) if own else bare
        if found.forms != bare.forms or not _adds(bare.records, found.records):
            found = bare
        gone = set(bare.issues) - set(found.issues)
        issues = [each for each in issues if each not in gone]
        issues += [each for each in found.issues if each not in issues]
        records += found.records
        forms += found.forms
    return evolve(alone, records=tuple(records), issues=issues, forms=tuple(forms))


def _of_tables(
    document: Document,
    margins: Sequence[Paragraph],
    alone: FormReading,
    read: Callable[[Document], FormReading],
) -> FormReading:
    """A Word document read with its margins beside all forms, or else those that lack them."""
    begun = {each.origin.table for each in alone.records if each.origin is not None} - {None}

    def beside(names: Collection[str | None]) -> FormReading:
        blocks = _beside_tables(document, margins, names)
        return read(evolve(document, blocks=blocks, margins=()))

    together = beside(begun)
    good = together.forms == alone.forms and _adds(alone.records, together.records)
    if good or not 1 < len(begun) <= _TRIED_ALONE:
        return together
    best, kept = alone, set[str | None]()
    for name in sorted(map(str, begun), key=lambda each: (len(each), each)):
        tried = beside({*kept, name})
        if tried.forms == best.forms and _adds(best.records, tried.records):
            best = tried
            kept.add(name)
    return best


def _beside_tables(
    document: Document, margins: Sequence[Paragraph], begun: Collection[str | None]
) -> tuple[Paragraph | Grid, ...]:
    """The document with the headers before the tables in which forms begin, and footers behind."""
    blocks = document.blocks
    above = [each for each in margins if each.address.startswith(HEADER)]
    below = [each for each in margins if not each.address.startswith(HEADER)]
    grids = [at for at, each in enumerate(blocks) if isinstance(each, Grid)]
    # A title begins a form, and what stands before it belongs to none.
    first, last = (grids[0], grids[-1] + 1) if grids else (0, len(blocks))
    found: list[Paragraph | Grid] = []
    for at, block in enumerate(blocks):
        name = block.name if isinstance(block, Grid) else None
        if name in begun if name else at == first:
            found += (each for each in above if _stands_by(each, name))
        found.append(block)
        ends = [each for each in below if each.tables and name == _last(each.tables)]
        found += ends
        if at == last - 1:
            found += (each for each in below if each.tables is None)
    return tuple(found)


def _stands_by(margin: Paragraph, table: str | None) -> bool:
    return margin.tables is None or table is None or table in margin.tables


def _last(tables: Collection[str]) -> str:
    return max(tables, key=lambda each: (len(each), each))


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
