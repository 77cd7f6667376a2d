"""What properties say about characters and paragraphs, as far as it changes what is read."""

from __future__ import annotations

from typing import Final, NamedTuple

from kejifupin.office.legacy.binary import Meter, i16, u16, u32
from kejifupin.office.legacy.doc.pages import Pages, style_and_modifiers
from kejifupin.office.legacy.doc.pieces import Piece
from kejifupin.office.legacy.doc.sprms import SHORT, Sprm, modifiers
from kejifupin.office.legacy.doc.styles import StyleSheet

_AS_STYLE, _NOT_AS_STYLE = 0x80, 0x81
_DEEPEST: Final = 16
_LONGEST_LIST: Final = 0x4000


class Look(NamedTuple):
    """What a run of text is like (字符格式).

    Args:
        font: Number of the font of its Latin half, None where nothing names one.
        other_font: Number of the font of its other signs.
        hidden: Whether it is not shown.
        deleted: Whether it is struck by a tracked change.
        struck: Whether one line crosses it out.
        struck_twice: Whether two lines do.
        revised: Whether a tracked change is about it.
        symbol: Font and code of the symbol that stands for each character.
        picture: Place in the data stream that belongs to it.
        data: Whether a form field lies there, not a picture.
    """

    font: int | None = None
    other_font: int | None = None
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    struck_twice: bool = False
    revised: bool = False
    symbol: tuple[int, int] | None = None
    picture: int | None = None
    data: bool = False


PLAIN: Final = Look()


class Setting(NamedTuple):
    """What a paragraph is: body text, or part of a table at some depth (段落格式).

    Args:
        style: Number of its style.
        depth: How many tables it stands in.
        row_end: Whether its mark ends a row.
        cell_end: Whether its mark, though not a cell mark, ends a cell of an inner table.
        table: Modifiers of the row that it ends.
    """

    style: int = 0
    depth: int = 0
    row_end: bool = False
    cell_end: bool = False
    table: bytes = b""


class Looks:
    """Looks up the properties of text and of paragraphs (格式查询).

    Args:
        characters: Pages about characters.
        paragraphs: Pages about paragraphs.
        styles: The style sheet.
        data: The data stream.
        meter: Counts the modifiers read.
    """

    def __init__(
        self, characters: Pages, paragraphs: Pages, styles: StyleSheet, *, data: bytes, meter: Meter
    ) -> None:
        self._characters = characters
        self._paragraphs = paragraphs
        self._styles = styles
        self._data = data
        self._meter = meter
        self._looks: dict[tuple[int, bytes, bytes | int], Look] = {}
        self._settings: dict[tuple[bytes, bytes | int], Setting] = {}

    def of_text(self, piece: Piece, position: int, style: int) -> tuple[Look, int]:
        """The look of a character, and the position after the last that shares its properties."""
        properties, reach = self._characters.at(piece.offset_of(position))
        key = (style, properties, piece.modifiers)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._look(*key)
        return look, max(position + 1, piece.position_of(reach))

    def of_paragraph(self, piece: Piece, mark: int) -> Setting:
        """The setting of the paragraph that a mark ends."""
        properties, _ = self._paragraphs.at(piece.offset_of(mark))
        key = (properties, piece.modifiers)
        setting = self._settings.get(key)
        if setting is None:
            setting = self._settings[key] = self._setting(*key)
        return setting

    def _look(self, style: int, properties: bytes, own: bytes | int) -> Look:
        base = self._changed(PLAIN, PLAIN, self._styles.of_characters(style))
        look = self._changed(base, base, properties)
        return self._changed(look, base, _spelt_out(own))

    def _changed(self, look: Look, base: Look, data: bytes) -> Look:
        for code, operand in modifiers(data):
            self._meter.take()
            match code:
                case Sprm.DELETED | Sprm.INSERTED:
                    on = _switched(operand[0], base=False)
                    look = look._replace(revised=look.revised or on)
                    if code == Sprm.DELETED:
                        look = look._replace(deleted=on)
                case Sprm.HIDDEN:
                    look = look._replace(hidden=_switched(operand[0], base=base.hidden))
                case Sprm.STRUCK:
                    look = look._replace(struck=_switched(operand[0], base=base.struck))
                case Sprm.STRUCK_TWICE:
                    on = _switched(operand[0], base=base.struck_twice)
                    look = look._replace(struck_twice=on)
                case Sprm.FONT:
                    look = look._replace(font=u16(operand, 0), other_font=u16(operand, 0))
                case Sprm.FONT_ASCII:
                    look = look._replace(font=u16(operand, 0))
                case Sprm.FONT_OTHER:
                    look = look._replace(other_font=u16(operand, 0))
                case Sprm.SYMBOL:
                    look = look._replace(symbol=(u16(operand, 0), u16(operand, 2)))
                case Sprm.PICTURE:
                    look = look._replace(picture=u32(operand, 0))
                case Sprm.DATA:
                    look = look._replace(data=_switched(operand[0], base=False))
                case Sprm.PLAIN:
                    look = _with_style(look._replace(symbol=None), base)
                case Sprm.CHARACTER_STYLE:
                    base = self._changed(base, base, self._styles.of_characters(u16(operand, 0)))
                    look = _with_style(look, base)
        return look

    def _setting(self, properties: bytes, own: bytes | int) -> Setting:
        style, data = style_and_modifiers(properties)
        setting = Setting(style)
        tables: list[bytes] = []
        for code, operand in self._followed(data + _spelt_out(own)):
            match code:
                case Sprm.STYLE:
                    setting = setting._replace(style=u16(operand, 0))
                case Sprm.IN_TABLE:
                    depth = max(setting.depth, 1) if operand[0] else 0
                    setting = setting._replace(depth=depth)
                case Sprm.DEPTH:
                    setting = setting._replace(depth=min(u32(operand, 0), _DEEPEST))
                case Sprm.DEPTH_CHANGE:
                    depth = setting.depth + i16(operand, 0)
                    setting = setting._replace(depth=max(0, min(depth, _DEEPEST)))
                case Sprm.ROW_END | Sprm.INNER_ROW_END:
                    setting = setting._replace(row_end=setting.row_end or operand[0] == 1)
                case Sprm.INNER_CELL_END:
                    setting = setting._replace(cell_end=operand[0] == 1)
                case _ if code >> 10 & 7 == 5:
                    tables.append(code.to_bytes(2, "little") + operand)
        return setting._replace(table=b"".join(tables))

    def _followed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The modifiers of a list, and those that it keeps in the data stream."""
        found: list[tuple[int, bytes]] = []
        for code, operand in modifiers(data):
            self._meter.take()
            if code in (Sprm.HUGE, Sprm.TABLE_PROPERTIES):
                at = u32(operand, 0)
                if at + 2 <= len(self._data):
                    size = min(u16(self._data, at), _LONGEST_LIST)
                    inner = list(modifiers(self._data[at + 2 : at + 2 + size]))
                    self._meter.take(len(inner))
                    found += inner
            else:
                found.append((code, operand))
        return found


def _with_style(look: Look, base: Look) -> Look:
    return look._replace(
        font=base.font,
        other_font=base.other_font,
        hidden=base.hidden,
        struck=base.struck,
        struck_twice=base.struck_twice,
    )


def _switched(value: int, *, base: bool) -> bool:
    if value == _AS_STYLE:
        return base
    if value == _NOT_AS_STYLE:
        return not base
    return value == 1


def _spelt_out(own: bytes | int) -> bytes:
    """What a piece changes, as a list of modifiers."""
    if isinstance(own, bytes):
        return own
    code = SHORT.get(own >> 1 & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes((own >> 8,))
