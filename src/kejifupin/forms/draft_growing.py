"""Growing tables in a blank form: a row of headings with rows to fill in below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from kejifupin.forms.draft_fields import has_options
from kejifupin.forms.draft_tables import Box, Table
from kejifupin.forms.labels import anchor_key

_NUMBERED = re.compile(r"^\s*([^\d\s…]{0,8}?)\s*(\d{1,3})\s*([.．、)）号]?)\s*$")
_CHINESE = re.compile(r"^\s*([^\d\s…]{0,6}?)([一二三四五六七八九十]{1,2})([.．、)）]?)\s*$")
_MORE = re.compile(r"^[\s.．。…·]*(?:…|\.{3,}|。{3,}|·{3,})[\s.．。…·]*$")
_ORDER = frozenset(map(anchor_key, ("序号", "编号", "序", "号", "NO", "No.")))
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计)")
_VERTICAL = 3
_ROOM = 10
"""Rows that a heading alone is given."""
_TWO = 2
_THREE = 3


@frozen
class GrowingTable:
    """A growing table as found in a blank form (增长表草稿).

    Args:
        top: Row of its heading.
        bottom: The row after its last.
        leaves: The cells that head its columns.
        groups: Headings above the leaves.
        lines: One cell a column: the first row to fill in.
        vertical: The cells at its left that stand beside all of it.
        number: What the numbering column prints, None without one.
        counted: Rows to fill in.
        dotted: Rows that begin with ``……``.
        doubts: What the author should check, in Chinese.
    """

    top: int
    bottom: int
    leaves: tuple[Box, ...]
    groups: tuple[Box, ...]
    lines: tuple[Box, ...]
    vertical: tuple[Box, ...]
    number: str | None
    counted: int
    dotted: int
    doubts: tuple[str, ...] = ()


def growing_at(table: Table, row: int) -> GrowingTable | None:
    """The growing table whose heading begins in a row, None where none does."""
    touching = table.touching(row)
    vertical = []
    while touching and touching[0].end_row >= row + _VERTICAL and not touching[0].blank:
        vertical.append(touching[0])
        touching = touching[1:]
    heads = [box for box in touching if box.row == row]
    if len(heads) < len(touching) or not heads:
        return None
    depth = max(box.rowspan for box in heads)
    below = row + depth
    left = heads[0].col
    leaves = tuple(
        sorted(
            (
                box
                for box in table.boxes
                if row <= box.row and box.end_row == below and box.col >= left
            ),
            key=lambda box: box.col,
        )
    )
    groups = tuple(box for box in heads if box not in leaves)
    if len(leaves) < _TWO or not all(map(_is_heading, (*leaves[1:], *groups))):
        return None
    if has_options(leaves[0].text) or len({anchor_key(box.text) for box in leaves}) < len(leaves):
        return None
    found = _lines(table, below, leaves)
    if found is None:
        return None
    bottom, rows, doubts = found
    numbered = any(_number(line[0].text) for line in rows) or anchor_key(leaves[0].text) in _ORDER
    if not rows:
        alone = below >= table.n_rows and len(leaves) >= _THREE and not leaves[0].blank
        if not alone or row > 0:
            return None
    elif not numbered and not leaves[0].blank and len(rows) < _TWO and len(leaves) < _THREE:
        return None
    if leaves[0].blank and not numbered and not any(_MORE.match(line[0].text) for line in rows):
        return None
    dotted = sum(_MORE.match(line[0].text) is not None for line in rows)
    first = next((made for line in rows if (made := _number(line[0].text))), "{n}")
    if groups:
        words = "、".join(box.text.strip() for box in groups)
        doubts = (*doubts, f"表头有两层，上层（{words}）没有起草")
    return GrowingTable(
        top=row,
        bottom=bottom,
        leaves=leaves,
        groups=groups,
        lines=rows[0] if rows else (),
        vertical=tuple(vertical),
        number=first if numbered else None,
        counted=len(rows) - dotted if rows else _ROOM,
        dotted=dotted,
        doubts=doubts,
    )


def _is_heading(box: Box) -> bool:
    return not box.blank and not has_options(box.text) and not box.text.rstrip().endswith("：")


def _lines(
    table: Table, below: int, leaves: Sequence[Box]
) -> tuple[int, list[tuple[Box, ...]], tuple[str, ...]] | None:
    """The row after the last, the rows to fill in, and what was left out."""
    starts = [(box.col, box.colspan) for box in leaves]
    rows: list[tuple[Box, ...]] = []
    doubts: tuple[str, ...] = ()
    row = below
    while row < table.n_rows:
        line = tuple(box for box in table.rows[row] if box.col >= leaves[0].col)
        total = bool(line) and _TOTAL.match(line[0].text) is not None
        if total and rows:
            doubts = ("原表有合计行，没有起草；合计由程序算",)
            row += 1
            continue
        if [(box.col, box.colspan) for box in line] != starts or any(
            box.rowspan > 1 for box in line
        ):
            break
        first = line[0].text
        opens = line[0].blank or _number(first) is not None or _MORE.match(first) is not None
        if not opens or not all(
            box.blank or has_options(box.text) or _MORE.match(box.text) for box in line[1:]
        ):
            break
        rows.append(line)
        row += 1
    return row, rows, doubts


def _number(text: str) -> str | None:
    """What a numbering column prints, its number as ``{n}``; None for other words.

    >>> _number("专家1"), _number("……")
    ('专家{n}', None)
    """
    found = _NUMBERED.match(text) or _CHINESE.match(text)
    return None if found is None else f"{found[1]}{{n}}{found[3]}"
