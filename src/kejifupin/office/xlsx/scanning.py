"""The sheets of a workbook as they pass by: how large they are, and what is merged."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kejifupin.office.limits import Limits
from kejifupin.office.markup import check_head
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.merges import Merges

_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([^"'>]{1,40})["']""")
_LONGEST_GAP: Final = 1024 * 1024
# A cell with a value is four tags, with a formula or a text of its own six.
_TAGS_OF_A_CELL: Final = 6
_FEW: Final = 512


@lru_cache(maxsize=64)
def _merges(refs: tuple[str, ...], limits: Limits) -> Merges:
    """The merged blocks that all forms made from one blank share."""
    return Merges(refs, limits)


class Scanner:
    """Watches sheet after sheet against one limit for the whole workbook (检视)."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tags = 0
        self._refs: list[str] = []

    def scan(self, chunks: Iterable[bytes]) -> Merges:
        """Check a sheet's size and find its merged blocks.

        Raises:
            RefusedFileError: If the sheet, or all sheets so far, are beyond the limits.
        """
        deque(self.watch(chunks), maxlen=0)
        return self.merges()

    def looks_too_large(self, beginning: bytes, size: int) -> bool:
        """Whether a sheet that goes on as it begins would be beyond the limits.

        Args:
            beginning: Some of it.
            size: How many bytes it has.
        """
        times = size / max(len(beginning), 1)
        rows, tags = beginning.count(b"row>"), beginning.count(b"<")
        most = self._limits.sheet_cells * _TAGS_OF_A_CELL - self._tags
        return rows * times > self._limits.sheet_rows or tags * times > most

    def merges(self) -> Merges:
        """The merged blocks of the sheet watched last, which stand behind its cells."""
        refs = tuple(self._refs)
        return (_merges if len(refs) <= _FEW else Merges)(refs, self._limits)

    def watch(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """A sheet piece by piece, each checked before it is handed on.

        Raises:
            RefusedFileError: If the sheet, or all sheets so far, are beyond the limits.
        """
        limits = self._limits
        refs = self._refs = []
        rows = 0
        rest = b""
        for chunk in chunks:
            if b"!" in chunk:
                check_head(chunk)
            whole = rest + chunk
            # A tag cut by the end of a piece waits for the next one.
            cut = max(whole.rfind(b"<"), 0)
            piece, rest = whole[:cut], whole[cut:]
            if len(rest) > _LONGEST_GAP:
                raise dangerous("单元格内容过长")
            rows += piece.count(b"</row>")
            if b":" in piece:
                rows += piece.count(b":row>")
            self._tags += piece.count(b"<")
            if rows > limits.sheet_rows:
                raise dangerous(f"工作表超过 {limits.sheet_rows} 行")
            if self._tags > limits.sheet_cells * _TAGS_OF_A_CELL:
                raise dangerous("工作簿的单元格过多")
            if b"mergeCell" in piece:
                refs += [ref.decode("ascii", "replace") for ref in _MERGE.findall(piece)]
                if len(refs) > limits.merged:
                    raise dangerous("合并单元格过多")
            yield chunk
