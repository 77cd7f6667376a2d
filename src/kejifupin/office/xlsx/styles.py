"""How cells look in Excel: each look becomes one entry of the styles part."""

from __future__ import annotations

from typing import Final, NamedTuple

from attrs import evolve, frozen

from kejifupin.office.looks import LOOKS
from kejifupin.office.packing import HEADER, attribute

SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_DEFAULT_FONT: Final = ("宋体", 11)
_BUILTIN: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "@": 49}
_FIRST_OWN: Final = 164
_THIN: Final = "".join(
    f'<{side} style="thin"><color rgb="FF000000"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)


@frozen
class CellLook:
    """The look of one cell (单元格样式).

    Args:
        style: Name of a page style, which gives font and size.
        align: Horizontal alignment of text.
        number_align: Horizontal alignment of numbers.
        bordered: Whether it has borders on all sides.
        format: Number format.
        quoted: Whether the text is marked as text, so that editing does not make it a formula.
        half_points: Size, if not that of the page style.
    """

    style: str
    align: str
    number_align: str
    bordered: bool
    format: str = "General"
    quoted: bool = False
    half_points: int | None = None


class Family(NamedTuple):
    """The numbers of one look for text, for numbers, and for text like a formula (样式组)."""

    plain: int
    numeric: int
    quoted: int


class Styles:
    """Collects the looks of a workbook and numbers them (样式表)."""

    def __init__(self) -> None:
        self._looks: dict[CellLook, int] = {}
        self._fonts: dict[tuple[str, int], int] = {_DEFAULT_FONT: 0}
        self._formats: dict[str, int] = {}

    def family(self, look: CellLook) -> Family:
        """The numbers by which cells refer to a look in all its forms; 0 is Excel's own look.

        All are listed whatever the cells hold, so that the styles are the same for every filling.
        """
        numeric = evolve(look, align=look.number_align)
        return Family(
            self._index(look), self._index(numeric), self._index(evolve(look, quoted=True))
        )

    def _index(self, look: CellLook) -> int:
        return self._looks.setdefault(look, len(self._looks) + 1)

    def part(self) -> str:
        """The styles part."""
        entries = "".join(self._entry(look) for look in self._looks)
        fonts = "".join(
            f'<font><sz val="{size}"/><name val={attribute(name)}/><charset val="134"/></font>'
            for name, size in self._fonts
        )
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode={attribute(code)}/>'
            for code, number in self._formats.items()
        )
        own = f'<numFmts count="{len(self._formats)}">{formats}</numFmts>' if formats else ""
        return (
            f'{HEADER}<styleSheet xmlns="{SHEET}">{own}'
            f'<fonts count="{len(self._fonts)}">{fonts}</fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
            f"<border>{_THIN}<diagonal/></border></borders>"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            f'</cellStyleXfs><cellXfs count="{len(self._looks) + 1}">'
            f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{entries}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )

    def _entry(self, look: CellLook) -> str:
        paper = LOOKS[look.style]
        size = look.half_points or paper.half_points
        font = self._fonts.setdefault((paper.font, size // 2), len(self._fonts))
        quote = ' quotePrefix="1"' if look.quoted else ""
        return (
            f'<xf numFmtId="{self._format(look.format)}" fontId="{font}" fillId="0"'
            f' borderId="{int(look.bordered)}" xfId="0"{quote} applyNumberFormat="1"'
            ' applyFont="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{look.align}" vertical="center" wrapText="1"/></xf>'
        )

    def _format(self, code: str) -> int:
        if code in _BUILTIN:
            return _BUILTIN[code]
        return self._formats.setdefault(code, _FIRST_OWN + len(self._formats))
