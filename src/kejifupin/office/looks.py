"""How an official document looks: fonts, sizes and spacing (GB/T 9704—2012, 5 and 7)."""

from __future__ import annotations

from typing import Final

from attrs import frozen

TITLE_FONT: Final = "方正小标宋简体"
BODY_FONT: Final = "仿宋_GB2312"
HEAD_FONT: Final = "黑体"
KAI_FONT: Final = "楷体_GB2312"
NUMBER_FONT: Final = "宋体"


@frozen
class Look:
    """The look of one paragraph style (样式).

    Args:
        name: Its name in Word.
        font: Font of every script.
        half_points: Size.
        align: Alignment unless a block says otherwise.
        before: Space above in twentieths of a point.
        after: Space below.
    """

    name: str
    font: str
    half_points: int
    align: str = "left"
    before: int = 0
    after: int = 0

    @property
    def line(self) -> int:
        """Height of one line in twentieths of a point."""
        return self.half_points * 14


LOOKS: Final = {
    "title": Look("Title", TITLE_FONT, 44, "center", 120, 240),
    "subtitle": Look("Subtitle", BODY_FONT, 32, "center", 0, 160),
    "body": Look("Body", BODY_FONT, 28, "left", 60, 60),
    "note": Look("Note", BODY_FONT, 24, "left", 60, 0),
    "annex": Look("Annex", HEAD_FONT, 32, "left", 0, 60),
    "recipients": Look("Recipients", BODY_FONT, 28, "left", 60, 60),
    "heading1": Look("Heading1", HEAD_FONT, 28, "left", 120, 60),
    "heading2": Look("Heading2", KAI_FONT, 28, "left", 60, 60),
    "heading3": Look("Heading3", BODY_FONT, 28, "left", 60, 60),
    "heading4": Look("Heading4", BODY_FONT, 28, "left", 60, 60),
    "annex_list": Look("AnnexList", BODY_FONT, 28, "left", 120, 60),
    "signature": Look("Signature", BODY_FONT, 28, "right", 240, 60),
    "caption": Look("Caption", BODY_FONT, 24, "center", 60, 60),
    "label": Look("CellLabel", BODY_FONT, 24, "center"),
    "value": Look("CellValue", BODY_FONT, 24, "left"),
    "section": Look("CellSection", HEAD_FONT, 24, "center"),
    "header": Look("CellHeader", HEAD_FONT, 24, "center"),
    "unit": Look("CellUnit", BODY_FONT, 24, "center"),
}


SMALLER_TITLES: Final = (36, 32)
"""Sizes, in half points, for titles that do not fit on one line at full size."""
