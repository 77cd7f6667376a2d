"""What the properties of runs, paragraphs and drawings say about the text in them."""

from __future__ import annotations

from typing import Final

from lxml import etree

from kejifupin.office.docx.flow import ALTERNATE, VALUE, alternative
from kejifupin.office.glyphs import symbol_font
from kejifupin.office.markup import W, is_on

RUN_PROPERTIES: Final = f"{W}rPr"

_FONTS: Final = f"{W}rFonts"
_VANISH: Final = f"{W}vanish"
_TEXT_BOX: Final = f"{W}txbxContent"


def appearance(run: etree._Element) -> tuple[str | None, bool]:
    """The symbol font of a run's Latin half, and whether the run is hidden."""
    font, hidden = None, False
    if len(run) and (properties := run[0]).tag == RUN_PROPERTIES:
        for item in properties:
            tag = item.tag
            if tag == _FONTS:
                if item.get(f"{W}asciiTheme") is None:
                    font = symbol_font(item.get(f"{W}ascii")) or symbol_font(item.get(f"{W}hAnsi"))
            elif tag == _VANISH:
                hidden = is_on(item.get(VALUE))
    return font, hidden


def mark_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked deletion joins a paragraph with the next."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def text_boxes(drawn: etree._Element) -> list[etree._Element]:
    """The outermost text boxes of a drawing."""
    found: list[etree._Element] = []
    waiting = [drawn]
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT_BOX:
            found.append(element)
        elif element.tag == ALTERNATE:
            branch = alternative(element)
            waiting += [] if branch is None else [branch]
        else:
            waiting += reversed(element)
    return found
