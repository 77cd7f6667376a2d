"""How cells look in Excel: each look becomes one entry of the styles part."""

from __future__ import annotations

from typing import Final, NamedTuple

from attrs import evolve, frozen

from kejifupin.office.looks import LOOKS
from kejifupin.office.packing import HEADER, attribute

SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_BUILTIN: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "@": 49}
_FIRST_OWN: Final = 164
_BLACK: Final = "000000"
_SIDES: Final = ("left", "right", "top", "bottom")
_FIXED_FILLS: Final = ("none", "gray125")


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
        font: Font, if not that of the page style.
        bold: Whether it is set in bold.
        underlined: Whether it is underlined, as links are.
        colour: Colour of the text in hexadecimal digits; black by default.
        fill: Colour of the ground; none by default.
        edge: Colour of the borders.
        indent: Steps by which text is set in.
        wrapped: Whether long text goes on in the next line.
    """

    style: str
    align: str
    number_align: str
    bordered: bool
    format: str = "General"
    quoted: bool = False
    half_points: int | None = None
    font: str | None = None
    bold: bool = False
    underlined: bool = False
    colour: str | None = None
    fill: str | None = None
    edge: str = _BLACK
    indent: int = 0
    wrapped: bool = True


class _Font(NamedTuple):
    name: str
    size: int
    bold: bool = False
    underlined: bool = False
    colour: str | None = None

    def markup(self) -> str:
        """The font as an element, its parts in the order that the standard lists them."""
        bold = "<b/>" if self.bold else ""
        line = "<u/>" if self.underlined else ""
        colour = f'<color rgb="FF{self.colour}"/>' if self.colour else ""
        return (
            f'<font>{bold}{line}<sz val="{self.size}"/>{colour}<name val={attribute(self.name)}/>'
            '<charset val="134"/></font>'
        )


_DEFAULT_FONT: Final = _Font("宋体", 11)


class Family(NamedTuple):
    """The numbers of one look for text, for numbers, and for text like a formula (样式组)."""

    plain: int
    numeric: int
    quoted: int


class Styles:
    """Collects the looks of a workbook and numbers them (样式表)."""

    def __init__(self) -> None:
        self._looks: dict[CellLook, int] = {}
        self._fonts: dict[_Font, int] = {_DEFAULT_FONT: 0}
        self._formats: dict[str, int] = {}
        self._fills: dict[str, int] = {}
        self._edges: dict[str, int] = {_BLACK: 1}
        self._signals: dict[tuple[str, str], int] = {}

    def family(self, look: CellLook) -> Family:
        """The numbers by which cells refer to a look in all its forms; 0 is Excel's own look.

        All are listed whatever the cells hold, so that the styles are the same for every filling.
        """
        numeric = evolve(look, align=look.number_align)
        return Family(
            self._index(look), self._index(numeric), self._index(evolve(look, quoted=True))
        )

    def signal(self, fill: str, text: str) -> int:
        """The number by which conditional formats refer to a ground with a colour of text."""
        return self._signals.setdefault((fill, text), len(self._signals))

    def _index(self, look: CellLook) -> int:
        return self._looks.setdefault(look, len(self._looks) + 1)

    def part(self) -> str:
        """The styles part."""
        entries = "".join(self._entry(look) for look in self._looks)
        fonts = "".join(font.markup() for font in self._fonts)
        fills = "".join(
            [f'<fill><patternFill patternType="{kind}"/></fill>' for kind in _FIXED_FILLS]
            + [
                '<fill><patternFill patternType="solid">'
                f'<fgColor rgb="FF{each}"/><bgColor indexed="64"/></patternFill></fill>'
                for each in self._fills
            ]
        )
        borders = "".join(map(_border, self._edges))
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode={attribute(code)}/>'
            for code, number in self._formats.items()
        )
        own = f'<numFmts count="{len(self._formats)}">{formats}</numFmts>' if formats else ""
        return (
            f'{HEADER}<styleSheet xmlns="{SHEET}">{own}'
            f'<fonts count="{len(self._fonts)}">{fonts}</fonts>'
            f'<fills count="{len(self._fills) + len(_FIXED_FILLS)}">{fills}</fills>'
            f'<borders count="{len(self._edges) + 1}">'
            "<border><left/><right/><top/><bottom/><diagonal/></border>"
            f"{borders}</borders>"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            f'</cellStyleXfs><cellXfs count="{len(self._looks) + 1}">'
            f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{entries}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
            f"{self._signal_looks()}</styleSheet>"
        )

    def _entry(self, look: CellLook) -> str:
        paper = LOOKS[look.style]
        size = (look.half_points or paper.half_points) // 2
        wanted = _Font(look.font or paper.font, size, look.bold, look.underlined, look.colour)
        font = self._fonts.setdefault(wanted, len(self._fonts))
        fill = 0
        if look.fill is not None:
            fill = self._fills.setdefault(look.fill, len(self._fills) + len(_FIXED_FILLS))
        border = 0
        if look.bordered:
            border = self._edges.setdefault(look.edge, len(self._edges) + 1)
        quote = ' quotePrefix="1"' if look.quoted else ""
        filled = ' applyFill="1"' if fill else ""
        wrap = ' wrapText="1"' if look.wrapped else ""
        indent = f' indent="{look.indent}"' if look.indent else ""
        return (
            f'<xf numFmtId="{self._format(look.format)}" fontId="{font}" fillId="{fill}"'
            f' borderId="{border}" xfId="0"{quote} applyNumberFormat="1"'
            f' applyFont="1"{filled} applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{look.align}" vertical="center"{wrap}{indent}/></xf>'
        )

    def _signal_looks(self) -> str:
        if not self._signals:
            return ""
        looks = "".join(
            f'<dxf><font><color rgb="FF{text}"/></font><fill><patternFill patternType="solid">'
            f'<fgColor rgb="FF{fill}"/><bgColor rgb="FF{fill}"/></patternFill></fill></dxf>'
            for fill, text in self._signals
        )
        return f'<dxfs count="{len(self._signals)}">{looks}</dxfs>'

    def _format(self, code: str) -> int:
        if code in _BUILTIN:
            return _BUILTIN[code]
        return self._formats.setdefault(code, _FIRST_OWN + len(self._formats))


def _border(colour: str) -> str:
    sides = "".join(f'<{side} style="thin"><color rgb="FF{colour}"/></{side}>' for side in _SIDES)
    return f"<border>{sides}<diagonal/></border>"
