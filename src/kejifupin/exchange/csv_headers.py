"""The header of a CSV file, matched with the columns that are known."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from kejifupin.exchange.config_codes import (
    TABLE_DUPLICATE_COLUMN,
    TABLE_MISSING_COLUMN,
    TABLE_UNKNOWN_COLUMN,
)
from kejifupin.exchange.wording import shortened
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import label_key, nearest

HEADER_WITHIN = 10
MAX_HEADER = 60


@frozen
class Column:
    """A column that a table may have (列).

    Args:
        key: Key of its values in the rows read.
        names: Headers by which people know it, in Chinese; the key itself is one too.
        required: Whether a table without it is told.
    """

    key: str
    names: tuple[str, ...] = ()
    required: bool = True


def title(column: Column) -> str:
    """The header by which people know a column."""
    return column.names[0] if column.names else column.key


def known_headers(cells: Sequence[str], columns: Sequence[Column]) -> tuple[int, int]:
    """How many columns a row of cells names, exactly and nearly."""
    names = _by_name(columns)
    keys = {label_key(cell) for cell in cells if 0 < len(cell) <= MAX_HEADER}
    exact = len({names[key].key for key in keys if key in names})
    return exact, sum(bool(nearest(key, names, 1)) for key in keys)


def find_header(records: Sequence[Sequence[str]], columns: Sequence[Column]) -> int | None:
    """Index of the first of the top rows that names most columns, None where none names any."""
    scores = [known_headers(cells, columns) for cells in records[:HEADER_WITHIN]]
    best = max(scores, default=(0, 0))
    return None if best == (0, 0) else scores.index(best)


def match_columns(
    header: Sequence[str], columns: Sequence[Column], place: Place
) -> tuple[dict[str, int], list[Issue]]:
    """Which cell of the header stands for which column.

    Args:
        header: The cells of the header.
        columns: The columns known.
        place: Where the header stands.

    Returns:
        Column key → index of its cell, counted from 0; and an issue for every column that is
        misspelt, missing, there twice or not known.
    """
    names = _by_name(columns)
    indexes: dict[str, int] = {}
    unknown: list[str] = []
    issues: list[Issue] = []
    for index, cell in enumerate(header):
        column = names.get(label_key(cell)) if cell else None
        if column is None:
            unknown += [cell] if cell else []
        elif column.key in indexes:
            message = f"“{title(column)}”一列出现两次，第二次的没有读"
            issues.append(Issue(TABLE_DUPLICATE_COLUMN, message, place=place, remedy="只留一列"))
        else:
            indexes[column.key] = index
    absent = [each for each in columns if each.key not in indexes]
    for cell in unknown:
        if (misspelt := _misspelt(cell, absent)) is not None:
            column, name = misspelt
            absent.remove(column)
            issues.append(_unknown(cell, place, column, f"是否应为“{name}”？"))
        elif indexes:
            # Where nothing is known the row may be no header at all, and its cells personal.
            issues.append(_unknown(cell, place, None, None))
    for column in absent:
        if column.required:
            message = f"缺少“{title(column)}”一列"
            remedy = f"在表头加上“{title(column)}”"
            issues.append(Issue(TABLE_MISSING_COLUMN, message, place=place, remedy=remedy))
    return indexes, issues


def _by_name(columns: Sequence[Column]) -> dict[str, Column]:
    return {label_key(name): each for each in columns for name in (each.key, *each.names)}


def _misspelt(cell: str, absent: Sequence[Column]) -> tuple[Column, str] | None:
    """The absent column that a header nobody knows may stand for, and its right name."""
    by_name = {name: each for each in absent for name in (*each.names, each.key)}
    close = nearest(cell[:MAX_HEADER], by_name, 1)
    if not close:
        return None
    column = by_name[close[0]]
    return column, close[0] if cell.isascii() else title(column)


def _unknown(cell: str, place: Place, column: Column | None, remedy: str | None) -> Issue:
    if column is None:
        severity = Severity.INFO
    else:
        severity = Severity.ERROR if column.required else Severity.WARNING
    message = f"不认识的列“{shortened(cell)}”，没有读"
    return Issue(TABLE_UNKNOWN_COLUMN, message, severity, place, remedy=remedy)
