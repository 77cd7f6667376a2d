"""Rows of numbers and texts, and nothing else, taken out of a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from kejifupin.office.cells import Content
from kejifupin.office.markup import is_on
from kejifupin.office.xlsx.alike_rows import AlikeRows, Seen, alike
from kejifupin.office.xlsx.cell_values import NO_RESULT, CellValues, Kept
from kejifupin.office.xlsx.merges import column_index
from kejifupin.office.xlsx.plain_parts import SPACE, WORDS

OnRow = Callable[[int, tuple[int, ...], tuple[Content, ...], bool], None]
"""Takes a row: number counted from 0, columns, contents, and whether it is hidden."""

_FORMULA: Final = r"(?:[^<>&\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|&(?:amp|lt|gt|quot|apos);)*+"
_CELL: Final = re.compile(
    r'<c r="([A-Z]{1,3}+)[0-9]{1,7}+"([^<>]*+)(?:(?<=/)>|>'
    rf'(?:(<f)(?: t="shared"(?: ref="[A-Z0-9:]++")?+ si="[0-9]++")?+(?:/>|>{_FORMULA}</f>))?+'
    rf"(?:<v>({WORDS})</v>"
    rf'|<is><t(?: xml:space="preserve")?+>({WORDS})</t></is>)?+</c>)'
)
_GROUPS: Final = 6
_HEAD: Final = re.compile(r'(?: s="([0-9]{1,9})")?(?: t="([a-zA-Z]+)")?(?: s="([0-9]{1,9})")?/?')
_NEXT: Final = re.compile(
    r'[ \t\n]*+(</row>)?+[ \t\n]*+<row r="([1-9][0-9]{0,6})"([^<>]*)(?<!/)>[ \t\n]*+'
)
_ROW: Final = re.compile(r'<row r="([1-9][0-9]{0,6})"([^<>]*?)(/?)>|</row>')
_ATTRIBUTE: Final = re.compile(
    r' (?:(\w+):)?([A-Za-z]\w*)="([^"<>&\x00-\x1f\ufffe\uffff]*)"', re.ASCII
)
_ROW_END: Final = "</row>"
_REMEMBERED: Final = 4096
# A pattern for whole rows costs milliseconds; a sheet may change its ways a few times.
_WORTH_LEARNING: Final = 64 * 1024
_LESSONS: Final = 4


class _NotPlainError(Exception):
    """Something that the parser must see."""


class _Heads(dict[str, Kept]):
    """Attributes of a cell as written → how its stored values are read.

    Args:
        values: Reads the values.
        inline: Whether for a text of the cell's own, which only cells of that type have.
    """

    def __init__(self, values: CellValues, *, inline: bool) -> None:
        self._values = values
        self._inline = inline

    def __missing__(self, attributes: str) -> Kept:
        kind, style = _kind_and_style(attributes)
        if self._inline and kind != "inlineStr":
            kept = Kept(lambda _: "")
        else:
            kept = self._values.kept(kind, style)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[attributes] = kept
        return kept


@lru_cache(maxsize=_REMEMBERED)
def _kind_and_style(attributes: str) -> tuple[str | None, str | None]:
    match = _HEAD.fullmatch(attributes)
    if match is None or (match[1] and match[3]):
        raise _NotPlainError
    return match[2], match[1] or match[3]


class _Taken(NamedTuple):
    number: int
    hidden: bool
    first: int


class PlainRows:
    """Takes the plain rows of a sheet (规整行).

    Args:
        values: Reads the values of the cells.
        on_row: Takes each of these rows.
    """

    opening = re.compile(rb"<sheetData>")
    unit_end = _ROW_END.encode()
    closing = b"</sheetData>"

    def __init__(self, values: CellValues, on_row: OnRow) -> None:
        self._heads = _Heads(values, inline=False)
        self._inline = _Heads(values, inline=True)
        self._on_row = on_row
        self._prefixes: frozenset[str] = frozenset()
        self._cols: dict[tuple[str, ...], tuple[int, ...]] = {}
        self._last = 0
        self._alike: AlikeRows | None = None
        self._lessons = _LESSONS

    def begin(self, prefixes: frozenset[str]) -> None:
        """Learn which prefixes are declared at the root."""
        self._prefixes = prefixes

    def take(self, text: str) -> str:
        """Take the plain ones of some whole rows, and give back the others.

        Rows without numbers count on from the one before, hence `end` in front of the others.
        """
        if self._alike is None and self._lessons and len(text) > _WORTH_LEARNING:
            self._lessons -= 1
            few = text.rfind(_ROW_END, 0, _WORTH_LEARNING)
            first = (few if few >= 0 else text.find(_ROW_END)) + len(_ROW_END)
            left, rest = self._take_any(text[:first], learn=True), text[first:]
            return left + self._take_alike(rest) if rest else left
        return self._take_alike(text)

    def end(self) -> str:
        """An empty row that says how far the numbers have come since the last one given back."""
        last, self._last = self._last, 0
        return f'<row r="{last}"/>' if last else ""

    def _take_alike(self, text: str) -> str:
        """Take rows that are like most others, and what is plain of the rest."""
        alike = self._alike
        if alike is None:
            return self._take_any(text)
        others, numbers, attributes, columns = alike.find(text)
        try:
            hidden = {each: self._is_hidden(each) for each in set(attributes)}
        except _NotPlainError:
            return self._take_any(text)
        kept = [(self._inline if seen.inline else self._heads)[seen.head] for seen in alike.usual]
        held = [each.column(stored) for each, stored in zip(kept, columns, strict=True)]
        rows = list(zip(numbers, attributes, zip(*held, strict=True), strict=True))
        left = []
        start = strange = 0
        for at in [at for at, other in enumerate(others) if other] + [len(rows)]:
            for number, each, contents in rows[start:at]:
                self._on_row(int(number) - 1, alike.cols, contents, hidden[each])
            if at > start:
                self._last = int(numbers[at - 1])
            start = at
            if others[at]:
                strange += others[at].count(_ROW_END)
                left.append(self._take_any(others[at]))
                others[at] = ""
        if strange > len(rows):
            self._alike = None
        return "".join(left)

    def _take_any(self, text: str, *, learn: bool = False) -> str:
        """Take whatever rows are plain."""
        if self._take(text, learn=learn):
            return ""
        *rows, rest = text.split(_ROW_END)
        each = [*(row + _ROW_END for row in rows), *([rest] if rest else ())]
        return "".join(self.end() + row for row in each if not self._take(row))

    def _take(self, text: str, *, learn: bool = False) -> bool:
        """Take rows, all or none."""
        parts = _CELL.split(text)
        inline, heads = self._inline, self._heads
        cells = [parts[group::_GROUPS] for group in range(1, _GROUPS)]
        try:
            rows = self._rows(parts[::_GROUPS])
            contents = [
                heads[head][stored] if own is None else inline[head][own]
                for _, head, _, stored, own in zip(*cells, strict=True)
            ]
        except _NotPlainError:
            return False
        if learn:
            self._alike = alike(
                Seen(letters, head, own is not None)
                for letters, head, formula, stored, own in zip(*cells, strict=True)
                if (stored or own) and not formula
            )
        if any(cells[2]):
            _add_results(cells, contents)
        if rows:
            self._last = rows[-1].number
        ends = [row.first for row in rows[1:]]
        for (number, hidden, first), end in zip(rows, [*ends, len(contents)], strict=True):
            names = tuple(cells[0][first:end])
            cols = self._cols.get(names)
            if cols is None:
                cols = self._cols[names] = tuple(map(column_index, names))
            self._on_row(number - 1, cols, tuple(contents[first:end]), hidden)
        return True

    def _rows(self, gaps: list[str]) -> list[_Taken]:
        """The rows that begin in what stands between cells, which must be nothing else."""
        rows: list[_Taken] = []
        final = len(gaps) - 1
        if final and not gaps[0]:
            raise _NotPlainError
        for at in [at for at, gap in enumerate(gaps) if gap]:
            gap = gaps[at]
            inside = 0 < at < final
            match = _NEXT.fullmatch(gap)
            if match is not None and at < final and bool(match[1]) == inside:
                rows.append(_Taken(int(match[2]), self._is_hidden(match[3]), at))
            elif not inside or gap.strip(SPACE):
                rows += self._gap(gap, at, within=at > 0, open_after=at < final)
        return rows

    def _gap(self, gap: str, at: int, *, within: bool, open_after: bool) -> Iterator[_Taken]:
        """The ends and beginnings of rows, which must take turns."""
        is_open, seen = within, 0
        for tag in _ROW.finditer(gap):
            ends = tag[1] is None
            if gap[seen : tag.start()].strip(SPACE) or ends != is_open:
                raise _NotPlainError
            seen = tag.end()
            is_open = not ends and not tag[3]
            if not ends:
                yield _Taken(int(tag[1]), self._is_hidden(tag[2]), at)
        if gap[seen:].strip(SPACE) or is_open != open_after:
            raise _NotPlainError

    def _is_hidden(self, attributes: str) -> bool:
        """Whether a row is hidden, by its attributes as written."""
        return _hides(attributes, self._prefixes)


@lru_cache(maxsize=_REMEMBERED)
def _hides(attributes: str, prefixes: frozenset[str]) -> bool:
    hidden, seen = False, 0
    names = {"r"}
    for match in _ATTRIBUTE.finditer(attributes):
        prefix, name, value = match.groups()
        # Two prefixes may stand for one namespace, and then two names are one.
        known = prefix is None or (prefix in prefixes and not any(":" in each for each in names))
        full = name if prefix is None else f"{prefix}:{name}"
        if match.start() != seen or full in names or name == "xmlns" or not known:
            raise _NotPlainError
        seen = match.end()
        names.add(full)
        if full == "hidden":
            hidden = is_on(value)
    if seen != len(attributes):
        raise _NotPlainError
    return hidden


def _add_results(cells: list[list[str]], contents: list[Content]) -> None:
    """Tell the formulas whose result was not stored."""
    for at, (_, head, formula, stored, own) in enumerate(zip(*cells, strict=True)):
        if formula and not stored:
            kind, _ = _kind_and_style(head)
            if kind != "str" and (own is None or kind != "inlineStr"):
                contents[at] = NO_RESULT
