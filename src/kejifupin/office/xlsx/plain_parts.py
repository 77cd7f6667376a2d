"""Parts of which most is so plain that it needs no parser: what remains is parsed as ever.

Ledgers are rows of cells with a number or a text and nothing else, written alike by every program;
so are their shared texts. Such units are taken out of a part by patterns that allow nothing but
what is well-formed; whatever differs in any way, and all that stands around, is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

WORDS: Final = r"[^<>&\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]*+"
"""Text without markup, references, and characters that XML forbids or changes."""
SPACE: Final = " \t\n"
"""What may stand between elements."""
_HEAD: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb"(?:<\?xml (?:(?!encoding)[^<>?])*(?:encoding=[\"'][Uu][Tt][Ff]-8[\"'][^<>?]*)?\?>)?"
    rb"\s*<[a-zA-Z]+(\s[^<>?!]*)>[^?!]*"
)
_DEFAULT: Final = re.compile(rb"\sxmlns\s*=\s*[\"'][^\"'<>]")
_PREFIX: Final = re.compile(rb"\sxmlns:(\w+)\s*=")
_LONGEST: Final = 1024 * 1024
_FEW: Final = 128 * 1024


class Units(Protocol):
    """Takes the plain units of a part (规整内容)."""

    opening: re.Pattern[bytes]
    """What stands right before the first unit."""
    unit_end: bytes
    """How each unit ends."""
    closing: bytes
    """What stands behind the last unit."""

    def begin(self, prefixes: frozenset[str]) -> None:
        """Learn which prefixes are declared at the root."""

    def take(self, text: str) -> str:
        """Take what is plain in some whole units, and give back the rest for the parser."""

    def end(self) -> str:
        """What the parser must meet before it goes on where no more units are taken."""


def without_plain(chunks: Iterable[bytes], units: Units) -> Iterator[bytes]:
    """A part without the units that need no parser.

    Args:
        chunks: The part piece by piece.
        units: Takes these units in their order.

    Yields:
        The rest, piece by piece, no less well-formed than the whole.
    """
    pieces = iter(chunks)
    held = b""
    start = None
    for piece in pieces:
        held += piece
        start = units.opening.search(held)
        if start is not None or len(held) > _LONGEST:
            break
    head = start and _HEAD.fullmatch(held, 0, start.end())
    if start is None or head is None or not head[1] or not _DEFAULT.search(head[1]):
        yield held
        yield from pieces
        return
    units.begin(frozenset(name.decode() for name in _PREFIX.findall(head[1])))
    yield held[: start.end()]
    held = held[start.end() :]
    end = -1
    while end < 0 and len(held) <= _LONGEST and not _strange(held):
        end = held.find(units.closing)
        done = held.rfind(units.unit_end, 0, end if end >= 0 else len(held))
        if done >= 0:
            done += len(units.unit_end)
            try:
                text = held[:done].decode()
            except UnicodeDecodeError:
                break
            if left := units.take(text):
                yield left.encode()
            held = held[done:]
        if end < 0:
            piece = next(pieces, b"")
            if not piece:
                break
            held += piece
    yield held if end >= 0 else units.end().encode() + held
    yield from pieces


def _strange(piece: bytes) -> bool:
    """Whether there may be comments, quoted stretches or instructions, which hide what they hold.

    One character is found ten times as fast as two.
    """
    return (b"!" in piece and b"<!" in piece) or (b"?" in piece and b"<?" in piece)


def in_few_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces put together, so that what is left of most parts is one."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size >= _FEW:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
