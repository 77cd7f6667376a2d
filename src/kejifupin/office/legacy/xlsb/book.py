"""What the sheets of a binary workbook share: texts, styles, names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import field, frozen

from kejifupin.office.glyphs import symbol_font
from kejifupin.office.grid import sheet_address
from kejifupin.office.legacy.binary import Meter, u16, u32
from kejifupin.office.legacy.spelling import text_value
from kejifupin.office.legacy.xlsb.records import Brt, records, rich_text, wide_text
from kejifupin.office.limits import Limits
from kejifupin.office.markers import slot_of
from kejifupin.office.package import Package
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.formats import PLAIN, NumberFormat, number_format
from kejifupin.office.xlsx.values import Value

_FONT_NAME: Final = 21
_NAME_TEXT: Final = 9
_REFERENCES: Final = frozenset({0x3A, 0x5A, 0x7A})
_AREAS: Final = frozenset({0x3B, 0x5B, 0x7B})
_COLUMN: Final = 0x3FFF
_LONGEST_NAME: Final = 255


@frozen
class BookStyles:
    """Cell styles reduced to number format and symbol font (样式).

    Args:
        formats: Number format of each cell style.
        fonts: Symbol font of each cell style.
        all_fonts: Symbol font of each font.
    """

    formats: tuple[NumberFormat, ...] = ()
    fonts: tuple[str | None, ...] = ()
    all_fonts: tuple[str | None, ...] = ()

    def format_of(self, style: int) -> NumberFormat:
        """The number format of a cell style."""
        return self.formats[style] if style < len(self.formats) else PLAIN

    def font_of(self, style: int) -> str | None:
        """The symbol font of a cell style."""
        return self.fonts[style] if style < len(self.fonts) else None

    def runs(self, stored: tuple[tuple[int, int], ...]) -> list[tuple[int, str | None]]:
        """Runs of a text with the symbol font of each."""
        fonts = self.all_fonts
        return [(at, fonts[font] if font < len(fonts) else None) for at, font in stored]


@frozen
class SharedItem:
    """A shared text, as it stands in a cell of ordinary letters and before any font (共享文字)."""

    value: Value
    stored: str
    runs: tuple[tuple[int, int], ...]


@frozen
class Tab:
    """A sheet as the workbook lists it (工作表标签)."""

    name: str
    key: str
    visible: bool


@frozen
class Book:
    """What a workbook says of its sheets (工作簿).

    Args:
        tabs: Its sheets in order.
        from_1904: Whether days count from 1904.
        slots: Name of a hidden marker → the addresses at which it stands.
    """

    tabs: tuple[Tab, ...]
    from_1904: bool = False
    slots: Mapping[str, tuple[str, ...]] = field(factory=dict)


def read_book(package: Package, part: str, meter: Meter, limits: Limits) -> Book:
    """Read the main part.

    Raises:
        RefusedFileError: If it lists more sheets than any form has.
    """
    tabs: list[Tab] = []
    from_1904 = False
    names: list[tuple[str, bytes]] = []
    sheets: list[int] = []
    for kind, data in records(package.stream(part), meter):
        if kind == Brt.SHEET:
            key, after = wide_text(data, 8)
            name, _ = wide_text(data, after)
            if len(name) > _LONGEST_NAME:
                raise dangerous("工作表名称过长")
            tabs.append(Tab(name or f"表{len(tabs) + 1}", key, u32(data, 0) == 0))
        elif kind == Brt.BOOK:
            from_1904 = bool(u32(data, 0) & 1)
        elif kind == Brt.NAME:
            name, after = wide_text(data, _NAME_TEXT)
            if (slot := slot_of(name)) is not None:
                names.append((slot, data[after + 4 : after + 4 + u32(data, after)]))
        elif kind == Brt.EXTERNAL_SHEETS:
            count = min(u32(data, 0), len(data) // 12)
            sheets = [u32(data, 8 + 12 * number) for number in range(count)]
    if len(tabs) > limits.sheets:
        raise dangerous(f"工作表超过 {limits.sheets} 个")
    slots: dict[str, tuple[str, ...]] = {}
    for slot, formula in names:
        for sheet, row, col in _references(formula, sheets):
            if sheet < len(tabs):
                address = sheet_address(tabs[sheet].name, row, col)
                slots[slot] = (*slots.get(slot, ()), address)
    return Book(tuple(tabs), from_1904, slots)


def _references(formula: bytes, sheets: list[int]) -> Iterator[tuple[int, int, int]]:
    """Sheet, row and column of a formula that is one reference to a cell or an area."""
    if not formula or formula[0] not in _REFERENCES | _AREAS:
        return
    number, row = u16(formula, 1), u32(formula, 3)
    col = u16(formula, 11 if formula[0] in _AREAS else 7) & _COLUMN
    if number < len(sheets):
        yield sheets[number], row, col


def read_shared(package: Package, part: str, styles: BookStyles, meter: Meter) -> list[SharedItem]:
    """All shared texts in order."""
    found = []
    for kind, data in records(package.stream(part), meter):
        if kind == Brt.SHARED_ITEM:
            text, runs = rich_text(data, 0)
            value = text_value(text, None, styles.runs(runs))
            found.append(SharedItem(value, text, runs))
    return found


def read_book_styles(package: Package, part: str, meter: Meter) -> BookStyles:
    """Number formats and symbol fonts; nothing else in the styles is looked at."""
    codes: dict[int, str] = {}
    fonts: list[str | None] = []
    formats: list[NumberFormat] = []
    chosen: list[int] = []
    inside = False
    for kind, data in records(package.stream(part), meter):
        if kind == Brt.FORMAT:
            codes[u16(data, 0)] = wide_text(data, 2)[0]
        elif kind == Brt.FONT:
            fonts.append(symbol_font(wide_text(data, _FONT_NAME)[0]))
        elif kind in (Brt.STYLES_BEGIN, Brt.STYLES_END):
            inside = kind == Brt.STYLES_BEGIN
        elif kind == Brt.STYLE and inside:
            number = u16(data, 2)
            formats.append(number_format(number, codes.get(number)))
            chosen.append(u16(data, 4))
    named = tuple(fonts[font] if font < len(fonts) else None for font in chosen)
    return BookStyles(tuple(formats), named, tuple(fonts))
