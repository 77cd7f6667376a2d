"""The texts that the sheets of a workbook share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kejifupin.office.cells import Content
from kejifupin.office.limits import Limits
from kejifupin.office.markup import stream
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.plain_parts import SPACE, WORDS, in_few_pieces, without_plain
from kejifupin.office.xlsx.texts import are_plain, own_text, rich_text

# Chinese Excel adds an element about the phonetic guide to every text, be there one or not.
_TEXT: Final = re.compile(
    rf'<si><t(?: xml:space="preserve")?+(?:/>|>({WORDS})</t>)'
    r'(?:<phoneticPr fontId="[0-9]++"(?: type="[a-zA-Z]++")?+(?: alignment="[a-zA-Z]++")?+/>)?+'
    r"</si>"
)
_ITEM: Final = re.compile(r"<si[\s/>]")
_TEXT_END: Final = "</si>"


def read_texts(
    chunks: Iterable[bytes], limits: Limits, *, plain: bool = True
) -> tuple[Content, ...]:
    """All shared texts in order.

    Args:
        chunks: Their part, piece by piece.
        limits: The limits.
        plain: Whether plain texts may be taken past the parser.

    Raises:
        RefusedFileError: If there are more than any workbook has, or they are not well-formed.
    """
    texts = PlainTexts(limits.sheet_cells)
    rest = in_few_pieces(without_plain(chunks, texts)) if plain else chunks
    for item in stream(rest, ("{*}si",), b"si>", limits):
        texts.fill(rich_text(item))
    return texts.texts


class PlainTexts:
    """Takes the plain ones of the shared texts, and keeps the places of the others (规整文字).

    Args:
        most: How many texts there may be.
    """

    opening = re.compile(rb"<sst(?:\s[^<>]*)?(?<!/)>")
    unit_end = _TEXT_END.encode()
    closing = b"</sst>"

    def __init__(self, most: int) -> None:
        self._most = most
        self._texts: list[Content] = []
        self._open: list[int] = []
        self._filled = 0

    @property
    def texts(self) -> tuple[Content, ...]:
        """All texts in order."""
        return tuple(self._texts)

    def begin(self, prefixes: frozenset[str]) -> None:
        """Nothing depends on the prefixes."""

    def take(self, text: str) -> str:
        """Take the plain ones of some whole texts, and give back the others."""
        if self._take(text):
            return ""
        left = []
        for item in text.split(_TEXT_END)[:-1]:
            whole = item + _TEXT_END
            if not self._take(whole):
                left.append(whole)
                for _ in _ITEM.findall(whole):
                    self._open.append(len(self._texts))
                    self._extend(("",))
        return "".join(left)

    def end(self) -> str:
        """Texts are not numbered."""
        return ""

    def fill(self, text: Content) -> None:
        """Put a text that was parsed in its place."""
        if self._filled < len(self._open):
            self._texts[self._open[self._filled]] = text
            self._filled += 1
        else:
            self._extend((text,))

    def _take(self, text: str) -> bool:
        """Take texts, all or none."""
        parts = _TEXT.split(text)
        if any(gap and gap.strip(SPACE) for gap in parts[::2]):
            return False
        found = parts[1::2]
        if are_plain(text):
            self._extend([own or "" for own in found])
        else:
            self._extend([own_text(own) if own else "" for own in found])
        return True

    def _extend(self, texts: Sequence[Content]) -> None:
        if len(self._texts) + len(texts) > self._most:
            raise dangerous("共享文字过多")
        self._texts.extend(texts)
