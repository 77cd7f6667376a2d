"""What the properties of runs, paragraphs and drawings say about the text in them."""

from __future__ import annotations

from typing import Final, NamedTuple

from lxml import etree

from kejifupin.office.docx.flow import ALTERNATE, VALUE, alternative
from kejifupin.office.glyphs import symbol_font
from kejifupin.office.markup import W, is_on

RUN_PROPERTIES: Final = f"{W}rPr"

_FONTS: Final = f"{W}rFonts"
_VANISH: Final = f"{W}vanish"
_STRUCK: Final = frozenset({f"{W}strike", f"{W}dstrike"})
_RAISED: Final = f"{W}vertAlign"
_TEXT_BOX: Final = f"{W}txbxContent"


class Appearance(NamedTuple):
    """How the text of a run looks, as far as it changes what it says (文字外观).

    Args:
        font: The symbol font of its Latin half.
        hidden: Whether it is hidden.
        struck: Whether it is crossed out.
        raised: Whether it is superscript.
    """

    font: str | None = None
    hidden: bool = False
    struck: bool = False
    raised: bool = False


PLAIN: Final = Appearance()


def appearance(run: etree._Element) -> Appearance:
    """How the text of a run looks."""
    font, hidden, struck, above = PLAIN
    if len(run) and (properties := run[0]).tag == RUN_PROPERTIES:
        for item in properties:
            tag = item.tag
            if tag == _FONTS:
                if item.get(f"{W}asciiTheme") is None:
                    font = symbol_font(item.get(f"{W}ascii")) or symbol_font(item.get(f"{W}hAnsi"))
            elif tag == _VANISH:
                hidden = is_on(item.get(VALUE))
            elif tag in _STRUCK:
                struck = struck or is_on(item.get(VALUE))
            elif tag == _RAISED:
                above = item.get(VALUE) == "superscript"
    return Appearance(font, hidden, struck, above)


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
