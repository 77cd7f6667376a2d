"""Texts that do not fit into a cell: what is done with them, and where the rest of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from kejifupin.office.book import BookColumn, BookRow, BookSheet
from kejifupin.office.cleaning import LONGEST_TEXT

REST_SHEET: Final = "特殊文字"
"""Name of the sheet that tells of such texts."""
_GOES_ON: Final = f"……（未完，下文见工作表“{REST_SHEET}”）"
_UNFIT: Final = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("\r\n?|\x0b|\x0c")
_PICTURES: Final = 0x2400
_MOST_TOLD: Final = 10_000


class UnfitTexts:
    """Makes texts fit, and remembers which could not stand as they were (特殊文字)."""

    def __init__(self) -> None:
        self._cut: list[BookRow] = []
        self._changed: list[BookRow] = []
        self._n_changed = 0

    def fit(self, text: str, sheet: str, cell: str) -> str:
        """A text as a cell can hold it.

        Args:
            text: Any text.
            sheet: Name of the sheet.
            cell: Address of the cell.
        """
        fit = _BREAKS.sub("\n", text)
        if _UNFIT.search(fit) is not None:
            fit = _UNFIT.sub(_visible, fit)
            self._n_changed += 1
            if len(self._changed) < _MOST_TOLD:
                told = "有不能写入的控制字符，以“␇”一类的符号代替"
                self._changed.append(BookRow((sheet, cell, told, None)))
        if len(fit) * 2 <= LONGEST_TEXT or _units(fit) <= LONGEST_TEXT:
            return fit
        first, rest = _split(fit, LONGEST_TEXT - _units(_GOES_ON))
        number = 0
        while rest:
            number += 1
            piece, rest = _split(rest, LONGEST_TEXT)
            self._cut.append(BookRow((sheet, cell, f"续文第{number}段", piece)))
        return first + _GOES_ON

    def sheet(self) -> BookSheet | None:
        """What there is to tell; None for nothing."""
        if not self._cut and not self._changed:
            return None
        more = self._n_changed - len(self._changed)
        rows = chain(self._cut, self._changed, _folded(more))
        return BookSheet(
            REST_SHEET,
            "超长文字和特殊字符",
            (
                BookColumn("工作表", 18),
                BookColumn("单元格", 12, "center"),
                BookColumn("说明", 40),
                BookColumn("文字", 60),
            ),
            rows,
            notes=("一个单元格最多32767个字符，装不下的接在这里；控制字符在电子表格里写不进去。",),
        )


def _folded(more: int) -> Iterator[BookRow]:
    if more:
        yield BookRow((None, None, f"……另有{more}个单元格也有这样的字符", None))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < ord(" ") else "\ufffd"


def _units(text: str) -> int:
    """Its length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def _split(text: str, units: int) -> tuple[str, str]:
    """The beginning of a text that has at most so many units, and the rest of it."""
    first = text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
    return first, text[len(first) :]
