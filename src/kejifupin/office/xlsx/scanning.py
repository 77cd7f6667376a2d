"""A look through the sheets of a workbook before any is parsed: how large, and what is merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kejifupin.office.limits import Limits
from kejifupin.office.markup import check_head
from kejifupin.office.refusal import dangerous
from kejifupin.office.xlsx.merges import Merges

_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([^"'>]{1,40})["']""")
_LONGEST_GAP: Final = 1024 * 1024
# A cell with a value is four tags, with a formula or a text of its own six.
_TAGS_OF_A_CELL: Final = 6


class Scanner:
    """Scans sheet after sheet against one limit for the whole workbook (预检)."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tags = 0

    def scan(self, chunks: Iterable[bytes]) -> Merges:
        """Check a sheet's size and find its merged blocks, which stand behind the cells.

        Raises:
            RefusedFileError: If the sheet, or all sheets so far, are beyond the limits.
        """
        limits = self._limits
        refs: list[str] = []
        rows = 0
        rest = b""
        for chunk in chunks:
            check_head(chunk)
            whole = rest + chunk
            # A tag cut by the end of a piece waits for the next one.
            cut = max(whole.rfind(b"<"), 0)
            piece, rest = whole[:cut], whole[cut:]
            if len(rest) > _LONGEST_GAP:
                raise dangerous("单元格内容过长")
            rows += piece.count(b"</row>") + piece.count(b":row>")
            self._tags += piece.count(b"<")
            if rows > limits.sheet_rows:
                raise dangerous(f"工作表超过 {limits.sheet_rows} 行")
            if self._tags > limits.sheet_cells * _TAGS_OF_A_CELL:
                raise dangerous("工作簿的单元格过多")
            if b"mergeCell" in piece:
                refs += [ref.decode("ascii", "replace") for ref in _MERGE.findall(piece)]
                if len(refs) > limits.merged:
                    raise dangerous("合并单元格过多")
        return Merges(refs, limits)
