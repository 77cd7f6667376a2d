"""The rows of a ledger, which are alike: one pattern for a whole row, made from some of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from kejifupin.office.xlsx.merges import column_index
from kejifupin.office.xlsx.plain_parts import SPACE, WORDS

_TYPE: Final = re.compile(' t="[a-zA-Z]+"')
_INLINE: Final = rf'<is><t(?: xml:space="preserve")?+>({WORDS})</t></is>'
_STORED: Final = rf"<v>({WORDS})</v>"
_NUMBERED: Final = "<v>([0-9]{1,9}+)</v>"
_MOST_COLUMNS: Final = 64


class Seen(NamedTuple):
    """How a cell that holds something is written (单元格写法)."""

    letters: str
    head: str
    inline: bool


class Found(NamedTuple):
    """Rows found in a text (相同各行).

    Args:
        others: What stands before each of them and behind the last: whole rows, or nothing.
        numbers: Their numbers.
        attributes: Their other attributes.
        columns: For each column what is stored in them, None for nothing.
    """

    others: list[str]
    numbers: list[str]
    attributes: list[str]
    columns: list[list[str | None]]


class AlikeRows:
    """Finds the rows of which every cell is written as usual in its column, or blank (同式各行).

    Args:
        usual: How the cells of each column are written.
    """

    def __init__(self, usual: Iterable[Seen]) -> None:
        self.usual = tuple(sorted(usual, key=lambda seen: column_index(seen.letters)))
        self.cols = tuple(column_index(seen.letters) for seen in self.usual)
        cells = "".join(map(_cell, self.usual))
        self._row = re.compile(rf'<row r="([1-9][0-9]{{0,6}})"([^<>]*+)(?<!/)>(?=<c ){cells}</row>')

    def find(self, text: str) -> Found:
        """The rows in some whole rows."""
        parts = self._row.split(text)
        step = len(self.cols) + 3
        others = [each if each and each.strip(SPACE) else "" for each in parts[::step]]
        columns = [parts[at::step] for at in range(3, step)]
        return Found(others, parts[1::step], parts[2::step], columns)


def alike(cells: Iterable[Seen]) -> AlikeRows | None:
    """How most of some cells are written in their columns, None where that is no ledger."""
    usual: dict[str, Seen] = {}
    for seen, _ in Counter(cells).most_common():
        usual.setdefault(seen.letters, seen)
    return AlikeRows(usual.values()) if 0 < len(usual) <= _MOST_COLUMNS else None


def _cell(seen: Seen) -> str:
    head, blank = re.escape(seen.head), re.escape(_TYPE.sub("", seen.head))
    held = _INLINE if seen.inline else _NUMBERED if ' t="s"' in seen.head else _STORED
    return rf'(?:<c r="{seen.letters}[0-9]{{1,7}}+"(?:{head}>{held}</c>|{blank}/>))?+'
