"""Rows of large sheets that need no parser: what remains is parsed as ever.

Ledgers are rows of cells with a number or a text and nothing else, written alike by every program.
Such rows are taken out of the sheet by one pattern that allows nothing but what is well-formed;
whatever differs in any way, and all that stands around the rows, is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

PlainCell = tuple[bytes, bytes, bytes, bytes, bytes]
"""Letters of the column, style, type, stored value and text of its own; empty if not there."""

# No markup, no references, no character that XML forbids or changes.
_WORDS: Final = rb"[^<>&\x00-\x08\x0b-\x1f\x7f]*+"
_CELL: Final = (
    rb'<c r="([A-Z]{1,3}+)[0-9]{1,7}+"(?: s="([0-9]{1,5}+)")?+(?: t="(n|s|str|inlineStr)")?+'
    rb"(?:/>|>(?:<v>(" + _WORDS + rb")</v>"
    rb'|<is><t(?: xml:space="preserve")?+>(' + _WORDS + rb")</t></is>)?+</c>)"
)
_CELLS: Final = re.compile(_CELL)
_ROW: Final = re.compile(
    rb'\s*+<row r="([0-9]{1,7}+)"((?: [A-Za-z][A-Za-z0-9:]*+="[^"<>&\x00-\x1f]*+")*+)>'
    rb"((?:" + _CELL + rb")*+)\s*+"
)
_ROWS: Final = b"<sheetData>"
_ROWS_END: Final = b"</sheetData>"
_ROW_END: Final = b"</row>"
_USUAL: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml [^<>?]*encoding=["'][Uu][Tt][Ff]-8["'][^<>?]*\?>)?[^?!]*"""
)
_LONGEST: Final = 1024 * 1024


def without_plain_rows(
    chunks: Iterable[bytes], on_row: Callable[[int, list[PlainCell]], None]
) -> Iterator[bytes]:
    """A sheet without the rows that need no parser.

    Args:
        chunks: The sheet piece by piece.
        on_row: Takes each of these rows, with its number counted from 1.

    Yields:
        The rest, piece by piece, no less well-formed than the whole.
    """
    pieces = iter(chunks)
    held = b""
    for piece in pieces:
        held += piece
        if (start := held.find(_ROWS)) >= 0 or len(held) > _LONGEST:
            break
    else:
        yield held
        return
    start += len(_ROWS)
    if not held.startswith(_ROWS, start - len(_ROWS)) or not _USUAL.fullmatch(held, 0, start):
        yield held
        yield from pieces
        return
    yield held[:start]
    held = held[start:]
    while b"<!" not in held and b"<?" not in held and len(held) <= _LONGEST:
        end = held.find(_ROWS_END)
        done = held.rfind(_ROW_END, 0, end if end >= 0 else len(held))
        if done >= 0:
            yield b"".join(_left(held[:done].split(_ROW_END), on_row))
            held = held[done + len(_ROW_END) :]
        if end >= 0 or (piece := next(pieces, b"")) == b"":
            break
        held += piece
    yield held
    yield from pieces


def _left(rows: Iterable[bytes], on_row: Callable[[int, list[PlainCell]], None]) -> Iterator[bytes]:
    for row in rows:
        match = _ROW.fullmatch(row)
        if match is None or b"hidden" in match[2] or b"\xef\xbf" in row or not _is_utf8(row):
            yield row
            yield _ROW_END
        else:
            on_row(int(match[1]), _CELLS.findall(match[3]))


def _is_utf8(row: bytes) -> bool:
    try:
        row.decode()
    except UnicodeDecodeError:
        return False
    return True
