"""Styles of OpenDocument reduced to symbol fonts, hidden text and kinds of dates."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from attrs import frozen
from lxml import etree

from kejifupin.office.glyphs import symbol_font
from kejifupin.office.legacy.odf.names import FO, NUMBER, STYLE, SVG, TABLE, TEXT
from kejifupin.office.xlsx.formats import Kind

_DEEPEST: Final = 16
_PARTS: Final = MappingProxyType(
    {"year": "y", "month": "m", "day": "d", "day-of-week": "d", "hours": "h", "minutes": "h"}
)


@frozen
class OdfStyle:
    """What a style says of itself (样式).

    Args:
        parent: Name of the style that it is based on.
        font: Name of its font; empty for none.
        hidden: Whether its text is hidden, None where it does not say.
        struck: Whether its text is crossed out, None where it does not say.
        data: Name of the style of its numbers.
        shown: Whether a table of this style is shown.
        page: Name of the page style of a table of this style.
    """

    parent: str = ""
    font: str = ""
    hidden: bool | None = None
    struck: bool | None = None
    data: str = ""
    shown: bool = True
    page: str = ""


@frozen
class Look:
    """What text looks like (字符格式).

    Args:
        font: The symbol font, None for ordinary letters.
        hidden: Whether it is not shown.
        struck: Whether it is crossed out.
    """

    font: str | None = None
    hidden: bool = False
    struck: bool = False


PLAIN: Final = Look()
_NO_STYLE: Final = OdfStyle()


class Styles:
    """The styles of a document (样式表)."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], OdfStyle] = {}
        self._fonts: dict[str, str | None] = {}
        self._kinds: dict[str, Kind] = {}

    def learn(self, elements: Iterable[etree._Element]) -> None:
        """Take in fonts, styles and number styles; what is known is not changed."""
        for element in elements:
            tag, name = element.tag, element.get(f"{STYLE}name", "")
            if tag == f"{STYLE}font-face":
                family = element.get(f"{SVG}font-family", "").strip("'\" ")
                self._fonts.setdefault(name, symbol_font(family))
            elif tag == f"{STYLE}style":
                key = (element.get(f"{STYLE}family", ""), name)
                self._styles.setdefault(key, _style(element))
            elif tag in (f"{NUMBER}date-style", f"{NUMBER}time-style"):
                self._kinds.setdefault(name, _kind(element))

    def look(self, family: str, name: str | None, base: Look = PLAIN) -> Look:
        """The look of text in a style, inside text that looks otherwise."""
        font, hidden, struck = "", None, None
        for style in self._chain(family, name):
            font = font or style.font
            hidden = style.hidden if hidden is None else hidden
            struck = style.struck if struck is None else struck
        if not font and hidden is None and struck is None:
            return base
        own = self._fonts.get(font, symbol_font(font)) if font else base.font
        return Look(
            own,
            base.hidden if hidden is None else hidden,
            base.struck if struck is None else struck,
        )

    def kind_of_date(self, name: str | None) -> Kind | None:
        """What a cell style makes of dates, None where it says nothing."""
        for style in self._chain("table-cell", name):
            if style.data:
                return self._kinds.get(style.data)
        return None

    def is_shown(self, name: str | None) -> bool:
        """Whether a table of a style is shown."""
        return self._styles.get(("table", name or ""), _NO_STYLE).shown

    def page_of(self, name: str | None) -> str:
        """The page style of a table of a style; empty for the usual one."""
        return self._styles.get(("table", name or ""), _NO_STYLE).page

    def _chain(self, family: str, name: str | None) -> Iterable[OdfStyle]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent


def _style(element: etree._Element) -> OdfStyle:
    font, hidden, struck, shown = "", None, None, True
    for item in element:
        if item.tag == f"{STYLE}text-properties":
            font = item.get(f"{STYLE}font-name") or item.get(f"{FO}font-family", "").strip("'\" ")
            display = item.get(f"{TEXT}display")
            hidden = None if display is None else display == "none"
            line = item.get(f"{STYLE}text-line-through-style")
            struck = None if line is None else line != "none"
        elif item.tag == f"{STYLE}table-properties":
            shown = item.get(f"{TABLE}display") != "false"
    return OdfStyle(
        element.get(f"{STYLE}parent-style-name", ""),
        font,
        hidden,
        struck,
        element.get(f"{STYLE}data-style-name", ""),
        shown,
        element.get(f"{STYLE}master-page-name", ""),
    )


def _kind(element: etree._Element) -> Kind:
    letters = {_PARTS.get(str(item.tag).rsplit("}", 1)[-1], "") for item in element}
    if "h" in letters:
        return Kind.DATETIME if letters & {"d", "y"} else Kind.TIME
    return Kind.DATE if "d" in letters else Kind.MONTH
