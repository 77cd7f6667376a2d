"""The paragraphs of an official document, each where the standard wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.measure import columns
from kejifupin.office.official.looks import (
    CHARACTER,
    LINE,
    OFFICIAL_LOOKS,
    TITLE_CHARACTERS,
)
from kejifupin.office.official.titles import title_lines
from kejifupin.office.packing import escape
from kejifupin.office.page import TextBlock

# Quotation marks, ellipses and dashes are half as wide in the Latin font.
_HINT: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_BREAKS = re.compile("([\n\t])")
_BREAK: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_ITEM = re.compile(r"(附件：)?(\d+\.)?")
_LANDSCAPE_TITLE: Final = 28


def paragraph(style: str, text: str, properties: str = "", *, section: str = "") -> str:
    """One paragraph.

    Args:
        style: Its style on the page.
        text: What it says.
        properties: What differs from the style: spacing, indents and alignment, in this order.
        section: The properties of the section that ends with it.
    """
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Official{OFFICIAL_LOOKS[style].name}"/>'
        f"{properties}{section}</w:pPr>{run(text)}</w:p>"
    )


def run(text: str) -> str:
    """A text with its line breaks."""
    cleaned, _ = clean_for_office(text)
    if not cleaned:
        return ""
    pieces = "".join(
        _BREAK.get(piece) or f'<w:t xml:space="preserve">{piece}</w:t>'
        for piece in _BREAKS.split(escape(cleaned))
        if piece
    )
    return f"<w:r>{_HINT}{pieces}</w:r>"


def paragraphs(block: TextBlock, *, landscape: bool = False) -> tuple[tuple[str, str, str], ...]:
    """What a block becomes: style, text and properties of each paragraph."""
    if block.style == "title":
        capacity = _LANDSCAPE_TITLE if landscape else TITLE_CHARACTERS
        return (("title", "\n".join(title_lines(block.text, capacity)), ""),)
    if block.style == "signature":
        return tuple(_signature(block.text))
    if block.style == "annex_list":
        return tuple(_annexes(block.text))
    justify = f'<w:jc w:val="{block.align}"/>' if block.align else ""
    # What stands at a side has no first line to set in.
    indent = '<w:ind w:firstLine="0"/>' if block.align else ""
    return ((block.style, block.text, indent + justify),)


def signature_indents(name: str, day: str) -> tuple[int, int]:
    """How far from the right edge a signature and its day end, in half characters (7.3.5).

    The name ends two characters from the edge and the day begins two characters after it does;
    where the day is so long that it would pass, it ends two characters from the edge instead.

    >>> signature_indents("吉林省科学技术协会办公室", "2018年6月30日")
    (4, 11)
    >>> signature_indents("吉林省科协", "2018年6月30日")
    (11, 4)
    """
    name_end, day_end = 4, columns(name) - columns(day)
    if day_end < name_end:
        day_end = 4
        name_end = 4 + columns(day) + 4 - columns(name)
    return name_end, day_end


def _signature(text: str) -> Iterator[tuple[str, str, str]]:
    *names, day = text.split("\n")
    for number, name in enumerate(names):
        end, _ = signature_indents(name, day)
        before = f'<w:spacing w:before="{LINE}"/>' if number == 0 else ""
        yield "signature", name, f'{before}<w:ind w:right="{end * CHARACTER // 2}"/>'
    _, end = signature_indents(names[-1], day) if names else (0, 4)
    yield "signature", day, f'<w:keepNext w:val="0"/><w:ind w:right="{end * CHARACTER // 2}"/>'


def _annexes(text: str) -> Iterator[tuple[str, str, str]]:
    """附件：1.… below each other, names under names (7.3.4)."""
    for number, line in enumerate(text.split("\n")):
        found = _ITEM.match(line)
        hanging = columns(found[0]) if found else 0
        left = 4 + (hanging if number == 0 or not hanging else 6 + hanging)
        before = f'<w:spacing w:before="{LINE}"/>' if number == 0 else ""
        half = CHARACTER // 2 + 1
        yield (
            "annex_list",
            line,
            f'{before}<w:ind w:left="{left * half}" w:hanging="{hanging * half}"/>',
        )
