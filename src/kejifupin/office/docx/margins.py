"""What stands in the headers and footers of a Word document: the same on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from kejifupin.office.docx.features import Features
from kejifupin.office.docx.walking import BodyWalk, Section
from kejifupin.office.grid import FOOTER, HEADER, Paragraph
from kejifupin.office.limits import Limits
from kejifupin.office.margins import lines_of
from kejifupin.office.markup import parse, transitional
from kejifupin.office.package import Package
from kejifupin.office.refusal import RefusedFileError

_WORDS: Final = {"header": HEADER, "footer": FOOTER}


def read_margins(
    package: Package,
    main: str,
    data: bytes,
    name: str,
    limits: Limits,
    *,
    sections: Sequence[Section] = (),
) -> tuple[Paragraph, ...]:
    """The paragraphs of headers, then of footers, without blank ones and each text once.

    Args:
        package: The package.
        main: Name of the main part.
        data: The main part, which refers to those in use.
        name: The path under which issues name the file.
        limits: The limits.
        sections: The sections of the body, where there are several.

    Returns:
        Paragraphs addressed as ``页眉1段落2``; a part that cannot be read is left out.
    """
    if b"headerReference" not in data and b"footerReference" not in data:
        return ()
    found: dict[str, Paragraph] = {}
    for kind, word in _WORDS.items():
        number = 0
        for relation in package.relations(main):
            if relation.kind != kind or f'"{relation.key}"'.encode() not in data:
                continue
            number += 1
            tables = _tables(relation.key, sections)
            for text, address in _texts(package, relation.target, name, limits):
                if not text.strip():
                    continue
                told = Paragraph(text, f"{word}{number}{address}", tables=tables)
                known = found.setdefault(text, told)
                if known.tables is not None:
                    both = None if tables is None else known.tables | tables
                    found[text] = evolve(known, tables=both)
    return tuple(found.values())


def _tables(key: str, sections: Sequence[Section]) -> frozenset[str] | None:
    """The tables on whose pages a header or footer stands; None for all."""
    own = [each for each in sections if key in each.margins.values()]
    if len(own) == len(sections):
        return None
    return frozenset[str]().union(*(each.tables for each in own))


def _texts(package: Package, part: str, name: str, limits: Limits) -> Iterator[tuple[str, str]]:
    if not package.has(part):
        return
    try:
        data = transitional(package.read(part))
        walk = BodyWalk(Features.of(data), name, limits)
        walk.read(parse(data, limits))
    except RefusedFileError:
        return
    yield from lines_of(walk.blocks)
