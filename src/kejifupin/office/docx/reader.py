"""A Word document's body as paragraphs and grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kejifupin.office.archive import Archive
from kejifupin.office.docx.blocks import BlockBuilder
from kejifupin.office.docx.margins import read_margins
from kejifupin.office.docx.refilling import refill
from kejifupin.office.docx.walking import Section, walk
from kejifupin.office.findings import finding
from kejifupin.office.grid import Document, Paragraph
from kejifupin.office.limits import Limits
from kejifupin.office.markup import transitional
from kejifupin.office.package import Package
from kejifupin.office.properties import read_properties
from kejifupin.terms.issues import Issue


def read_docx(archive: Archive, name: str, limits: Limits) -> Document:
    """Read the body of a Word document; headers and footers apart; notes are not part of a form.

    Raises:
        RefusedFileError: If it is broken or unsafe.
    """
    package = Package(archive, limits)
    main = package.main_part("word/document.xml")
    data = transitional(package.read(main))
    sections: Sequence[Section] = ()
    filled = None if _has_own_margins(data) else refill(data, name, limits)
    if filled is None:
        body, revised = walk(data, name, limits)
        builder: BlockBuilder[Any] = body
        sections = body.sections
    else:
        builder, revised = filled
    properties = read_properties(package)
    return Document(
        name,
        "docx",
        "",
        blocks=tuple(block for block in builder.blocks if block is not None),
        issues=(*_package_issues(package, main, data, builder, revised), *builder.issues),
        properties=properties.texts,
        producer=properties.producer,
        slots={slot: tuple(places) for slot, places in builder.slots.items()},
        margins=read_margins(package, main, data, name, limits, sections=sections),
    )


def _has_own_margins(data: bytes) -> bool:
    """Whether a document may have several sections with different headers or footers."""
    several = data.count(b"headerReference") > 1 or data.count(b"footerReference") > 1
    return several and data.count(b":sectPr") > len((b"<w:sectPr>", b"</w:sectPr>"))


def _package_issues(
    package: Package,
    main: str,
    data: bytes,
    builder: BlockBuilder[Any],
    revised: bool,  # noqa: FBT001
) -> tuple[Issue, ...]:
    name = builder.name
    codes = []
    if b"altChunk" in data:
        codes.append("file.embedded_part")
    if revised:
        codes.append("file.tracked_changes")
    if package.has_any("word/activex/"):
        codes.append("file.form_controls")
    if any(package.reaches_out(part) for part in (main, "word/settings.xml")):
        codes.append("file.external_link")
    silent = all(
        isinstance(block, Paragraph) and not block.text.strip() for block in builder.blocks
    )
    if silent and any(sign in data for sign in (b":drawing", b":pict", b":object")):
        codes.append("file.only_pictures")
    oversized = (
        finding("file.oversized_part", name, member.name[:80])
        for member in package.archive.members.values()
        if member.size > package.limits.total_bytes
    )
    return (*(finding(code, name) for code in codes), *oversized)
