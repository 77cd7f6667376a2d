"""What an object shows of itself, before it is HTML or plain text."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from attrs import frozen

from kejifupin.terms.looks import Look


@frozen
class Marked:
    """Words with the look of what they say (带标识的文字).

    Args:
        text: The words.
        look: Colour and sign.
    """

    text: str
    look: Look

    def __str__(self) -> str:
        return f"{self.look.sign}{self.text}"


Cell = str | Marked
"""What stands in one place of a table."""


@frozen
class Table:
    """Rows to be shown; a long table is folded (表格).

    Args:
        header: Names of the columns.
        items: What the rows are made of, one each.
        cells: From an item to its row, as many cells as the header has.
        numbers: Names of the columns that hold numbers, which stand right-aligned.
        title: What it is a table of; empty where that is plain.
        folded: Whether it is shown only when opened; it has a title then.
    """

    header: tuple[str, ...]
    items: Sequence[Any]
    cells: Callable[[Any], Sequence[Cell]]
    numbers: tuple[str, ...] = ()
    title: str = ""
    folded: bool = False


@frozen
class View:
    """What an object shows of itself (展示内容).

    Args:
        title: What it is and how much of it there is.
        marks: How much of it stands how.
        facts: Names with what is to be said under them.
        tables: Its tables.
    """

    title: str
    marks: tuple[Marked, ...] = ()
    facts: tuple[tuple[str, Cell], ...] = ()
    tables: tuple[Table, ...] = ()


WHOLE = 20
"""Rows up to which a table is shown whole."""
HEAD = 10
"""First rows shown of a longer one."""
TAIL = 5
"""Last rows shown of a longer one."""


@frozen
class Rows:
    """The rows of a table as far as they are shown (所列各行).

    Args:
        first: The first rows.
        skipped: How many are left out behind them.
        last: The last rows.
        count: How many there are in all.
    """

    first: tuple[Sequence[Cell], ...]
    skipped: int
    last: tuple[Sequence[Cell], ...]
    count: int


def rows_of(table: Table, *, whole: int = WHOLE, head: int = HEAD, tail: int = TAIL) -> Rows:
    """The first and the last rows of a table; what is streamed is gone through once.

    Args:
        table: The table.
        whole: Rows up to which all are shown.
        head: First rows shown of a longer one.
        tail: Last rows shown of a longer one.
    """
    items = iter(table.items)
    first = list(islice(items, whole))
    count, last = len(first), deque[Any](maxlen=tail)
    for each in items:
        count += 1
        last.append(each)
    if count > whole:
        last.extendleft(reversed(first[head:][-(tail - len(last)) :]) if len(last) < tail else ())
        first = first[:head]
    shown = tuple(tuple(map(table.cells, each)) for each in (first, last))
    return Rows(shown[0], count - len(first) - len(last), shown[1], count)


def count_marks(looks: Iterable[Marked]) -> tuple[Marked, ...]:
    """How many there are of each, in the order given first; the number stands behind the words.

    >>> from kejifupin.terms.looks import DONE
    >>> [str(each) for each in count_marks([Marked("已完成", DONE)] * 3)]
    ['✔已完成3']
    """
    counts: dict[Marked, int] = {}
    for each in looks:
        counts[each] = counts.get(each, 0) + 1
    return tuple(Marked(f"{each.text}{count}", each.look) for each, count in counts.items())
