"""Small tables that people make by hand, read alike from CSV, Excel, Word and TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath
from types import MappingProxyType

from attrs import field, frozen

from kejifupin.exchange.config_codes import TABLE_EMPTY, TABLE_MISSING_COLUMN
from kejifupin.exchange.csv_headers import (
    HEADER_WITHIN,
    Column,
    find_header,
    known_headers,
    match_columns,
    title,
)
from kejifupin.exchange.csv_tables import CsvRow, read_csv_rows
from kejifupin.exchange.toml_files import read_toml_bytes
from kejifupin.office.grid import Cell, Grid
from kejifupin.office.reading import read_document
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import clean

_CSV = (".csv", ".txt", ".tsv")
_DOCUMENTS = (".xlsx", ".xlsm", ".xls", ".docx", ".docm", ".doc", ".toml")


@frozen
class GivenRow:
    """One row of a table (行).

    Args:
        place: Where it stands.
        values: Column key → text, trimmed, empty where there is none; every column has an entry.
        number: Its line in the file, or its number in the table, counted from 1.
    """

    place: Place
    values: Mapping[str, str] = field(hash=False, repr=False)
    number: int = 0

    def __getitem__(self, key: str) -> str:
        return self.values[key]


def read_given_table(
    data: bytes, name: str, *, columns: Sequence[Column]
) -> tuple[tuple[GivenRow, ...], tuple[Issue, ...]]:
    """The rows of a table in a file of any kind that people keep tables in.

    Of a workbook or a Word file the first table counts that has a header; in TOML each table of an
    array (``[[rows]]``) is a row, its keys the columns' keys or their Chinese names.

    Args:
        data: The file's content.
        name: The file's name, whose ending says what it is.
        columns: The columns that it may have.

    Returns:
        The rows in order, and the issues; never raises for bad content.
    """
    rows, issues = _read(data, name, columns)
    if not rows and not any(each.severity is Severity.ERROR for each in issues):
        message = "表里一行内容也没有"
        issues = (*issues, Issue(TABLE_EMPTY, message, place=Place(name), remedy="填好再交"))
    return rows, issues


def read_register_rows(
    data: bytes, name: str, *, columns: Sequence[Column]
) -> tuple[tuple[CsvRow, ...], tuple[Issue, ...]]:
    """The rows of a register that people keep line by line, as CSV or in a workbook.

    Args:
        data: The file's content.
        name: The file's name, whose ending says what it is; all that is no workbook, Word file or
            TOML is read as CSV.
        columns: The columns that it may have.

    Returns:
        The rows in order, and the issues; never raises for bad content. A row of a workbook is
        told by its number in the sheet.
    """
    if PurePath(name).suffix.lower() not in _DOCUMENTS:
        return read_csv_rows(data, name, columns=columns)
    rows, issues = _read(data, name, columns)
    return tuple(CsvRow(each.number, each.values) for each in rows), issues


def _read(
    data: bytes, name: str, columns: Sequence[Column]
) -> tuple[tuple[GivenRow, ...], tuple[Issue, ...]]:
    suffix = PurePath(name).suffix.lower()
    if suffix in _CSV:
        found, issues = read_csv_rows(data, name, columns=columns)
        return tuple(GivenRow(row.place(name), row.values, row.line) for row in found), issues
    if suffix == ".toml":
        return _from_toml(data, name, columns)
    document = read_document(data, name)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    best = max(grids, key=lambda grid: _score(grid, columns), default=None)
    if best is None or _score(best, columns) == (0, 0):
        if any(each.place.file for each in document.issues):
            return (), document.issues
        return (), (_no_header(columns, name, grids),)
    rows, issues = _from_grid(best, name, columns)
    return rows, (*document.issues, *issues)


def _score(grid: Grid, columns: Sequence[Column]) -> tuple[int, int]:
    top = islice(_lines(grid), HEADER_WITHIN)
    return max((known_headers(texts, columns) for _, _, texts in top), default=(0, 0))


def _lines(grid: Grid) -> Iterator[tuple[int, Sequence[Cell | None], list[str]]]:
    for row in range(grid.n_rows):
        cells = [grid.at(row, col) for col in range(grid.n_cols)]
        texts = ["" if cell is None else _text(cell) for cell in cells]
        if any(texts):
            yield row + 1, cells, texts


def _text(cell: Cell) -> str:
    if cell.number is not None and not cell.text.strip():
        return str(cell.number)
    return clean(cell.text)


def _from_grid(
    grid: Grid, name: str, columns: Sequence[Column]
) -> tuple[tuple[GivenRow, ...], tuple[Issue, ...]]:
    lines = list(_lines(grid))
    first = find_header([texts for _, _, texts in lines], columns)
    if first is None:
        return (), (_no_header(columns, name, (grid,)),)
    place = Place(name, cell=_address(lines[first][1]))
    indexes, issues = match_columns(lines[first][2], columns, place)
    rows = []
    for number, cells, texts in lines[first + 1 :]:
        values = {
            each.key: texts[indexes[each.key]] if each.key in indexes else "" for each in columns
        }
        rows.append(GivenRow(Place(name, cell=_address(cells)), MappingProxyType(values), number))
    return tuple(rows), tuple(issues)


def _address(cells: Sequence[Cell | None]) -> str | None:
    return next((cell.address for cell in cells if cell is not None and cell.address), None)


def _no_header(columns: Sequence[Column], name: str, grids: Sequence[Grid]) -> Issue:
    names = "、".join(title(each) for each in columns if each.required)
    code, message = (
        (TABLE_MISSING_COLUMN, "没有找到表头") if grids else (TABLE_EMPTY, "文件里没有表格")
    )
    return Issue(code, message, place=Place(name), remedy=f"第一行写表头：{names}")


def _from_toml(
    data: bytes, name: str, columns: Sequence[Column]
) -> tuple[tuple[GivenRow, ...], tuple[Issue, ...]]:
    tables, source, found = read_toml_bytes(data, name)
    issues, rows = list(found), []
    for key, items in (tables or {}).items():
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if not isinstance(item, dict):
                continue
            place = source.place((key, index))
            words = [*item]
            indexes, told = match_columns(words, columns, place)
            issues += told
            values = {
                each.key: clean(str(item[words[indexes[each.key]]])) if each.key in indexes else ""
                for each in columns
            }
            rows.append(GivenRow(place, MappingProxyType(values), index + 1))
    if not rows and not issues:
        issues.append(_no_header(columns, name, ()))
    return tuple(rows), tuple(issues)
