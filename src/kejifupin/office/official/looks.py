"""How the parts of an official document look (GB/T 9704—2012, 5.2, 7.3 and 7.5)."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from kejifupin.office.looks import BODY_FONT, HEAD_FONT, KAI_FONT, NUMBER_FONT, TITLE_FONT

LINE: Final = 579
"""Height of a line: 22 of them, 28.95 points each, fill the 225 mm of the type area."""
CHARACTER: Final = 315
"""Width of a character with its spacing: 28 of them fill the 156 mm of the type area."""
TIGHTER: Final = -5
"""Spacing between characters: of 16 points each, 27 alone would stand on a line."""
LINES_A_PAGE: Final = 22
CHARACTERS_A_LINE: Final = 28
TITLE_CHARACTERS: Final = 19
"""Characters of 22 points that stand on a line of a title, with a little room at its ends."""
FOOTER: Final = 1429
"""From the edge of the paper to the page number, whose dashes then stand 7 mm below the text."""


@frozen
class OfficialLook:
    """The look of one kind of paragraph (公文样式); all lengths are twentieths of a point.

    Args:
        name: Its name in Word.
        font: Font of every script.
        half_points: Size.
        align: Alignment.
        indent: How far the first line stands in.
        before: Space above.
        after: Space below.
        line: Height of a line; 0 for what the font needs.
        spacing: Added to each character.
        outline: Level of a heading, from 0; None for no heading.
        kept: Whether it stays on one page with the next paragraph.
    """

    name: str
    font: str = BODY_FONT
    half_points: int = 32
    align: str = "both"
    indent: int = 0
    before: int = 0
    after: int = 0
    line: int = LINE
    spacing: int = TIGHTER
    outline: int | None = None
    kept: bool = False


_IN: Final = 2 * CHARACTER
OFFICIAL_LOOKS: Final = {
    "title": OfficialLook(
        "Title", TITLE_FONT, 44, "center", after=LINE, spacing=0, outline=0, kept=True
    ),
    "subtitle": OfficialLook("Subtitle", KAI_FONT, align="center", kept=True),
    "body": OfficialLook("Body", indent=_IN),
    "note": OfficialLook("Note", half_points=24, align="left", before=60, line=360, spacing=0),
    "annex": OfficialLook("AnnexNumber", HEAD_FONT, align="left", after=LINE, kept=True),
    "recipients": OfficialLook("Recipients", align="left"),
    "heading1": OfficialLook("Heading1", HEAD_FONT, indent=_IN, outline=1, kept=True),
    "heading2": OfficialLook("Heading2", KAI_FONT, indent=_IN, outline=2, kept=True),
    "heading3": OfficialLook("Heading3", indent=_IN, outline=3),
    "heading4": OfficialLook("Heading4", indent=_IN, outline=4),
    "annex_list": OfficialLook("AnnexList", align="left"),
    "signature": OfficialLook("Signature", align="right", kept=True),
    "caption": OfficialLook(
        "Caption", half_points=24, align="center", before=60, after=120, line=360, spacing=0
    ),
    "chart": OfficialLook("Chart", align="center", before=120, line=0, kept=True),
    "number": OfficialLook("PageNumber", NUMBER_FONT, 28, line=320, spacing=0),
    "label": OfficialLook("CellLabel", half_points=24, align="center", line=320, spacing=0),
    "value": OfficialLook("CellValue", half_points=24, align="left", line=320, spacing=0),
    "section": OfficialLook("CellSection", HEAD_FONT, 24, "center", line=320, spacing=0),
    "header": OfficialLook("CellHeader", HEAD_FONT, 24, "center", line=320, spacing=0),
    "unit": OfficialLook("CellUnit", half_points=24, align="center", line=320, spacing=0),
}
"""By the styles of pages; ``chart`` and ``number`` are for what stands on no page."""
