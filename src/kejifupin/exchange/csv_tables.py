"""CSV files as people save them from Excel and WPS: any of their encodings and delimiters."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import field, frozen

from kejifupin.exchange.config_codes import (
    TABLE_EMPTY,
    TABLE_EXTRA_CELLS,
    TABLE_MISSING_COLUMN,
    TABLE_QUOTE,
    TABLE_UNREADABLE,
)
from kejifupin.exchange.csv_headers import (
    HEADER_WITHIN,
    Column,
    find_header,
    known_headers,
    match_columns,
    title,
)
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

DELIMITERS = (",", "\t", ";", "，", "；", "|")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_FORCED_TEXT = re.compile(r'="(.*)"', re.DOTALL)
__all__ = ["Column", "CsvRow", "read_csv_rows"]


@frozen
class CsvRow:
    """One row of a CSV file (行).

    Args:
        line: Line on which it starts, counted from 1.
        values: Column key → text, trimmed, empty where the cell is; every column has an entry.
    """

    line: int
    values: Mapping[str, str] = field(hash=False, repr=False)

    def __getitem__(self, key: str) -> str:
        return self.values[key]

    def place(self, file: str) -> Place:
        """Where the row stands."""
        return Place(file, line=self.line)


def read_csv_rows(
    data: bytes, name: str, *, columns: Sequence[Column]
) -> tuple[tuple[CsvRow, ...], tuple[Issue, ...]]:
    r"""The rows of a CSV file, by column key.

    UTF-8, UTF-16 and GB 18030 are told apart, and so are the delimiters. Lines above the header
    (a title) and blank lines are passed over.

    Args:
        data: The file's content.
        name: The file's name, for issues.
        columns: The columns that it may have.

    Returns:
        The rows in order, and the issues; never raises for bad content.

    >>> rows, issues = read_csv_rows(
    ...     "文件名；收到日期\na.docx；2018-05-30\n".encode("gb18030"),
    ...     "收文登记.csv",
    ...     columns=(Column("file", ("文件名",)), Column("received_on", ("收到日期",))),
    ... )
    >>> rows[0].line, rows[0]["received_on"], issues
    (2, '2018-05-30', ())
    """
    text = _decode(data)
    if text is None:
        message = "文件不是文本表格，或编码认不出来"
        remedy = "在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”"
        return (), (Issue(TABLE_UNREADABLE, message, place=Place(name), remedy=remedy),)
    lines = _LINE.findall(text)
    issues: list[Issue] = []
    delimiter = _delimiter(lines, columns)
    records = [
        (line, trimmed)
        for line, cells in _records(lines, delimiter, name, issues)
        if any(trimmed := [_trimmed(cell) for cell in cells])
    ]
    if not records:
        issues.append(_no_header(TABLE_EMPTY, "表格没有内容", columns, Place(name, line=1)))
        return (), tuple(issues)
    first = find_header([cells for _, cells in records], columns)
    if first is None:
        place = Place(name, line=records[0][0])
        issues.append(_no_header(TABLE_MISSING_COLUMN, "没有找到表头", columns, place))
        return (), tuple(issues)
    header_line, header = records[first]
    indexes, header_issues = match_columns(header, columns, Place(name, line=header_line))
    rows = []
    for line, cells in records[first + 1 :]:
        if any(cells[len(header) :]):
            issues.append(_extra_cells(len(cells), len(header), Place(name, line=line)))
        padded = (*cells, *[""] * len(header))
        values = {
            each.key: padded[indexes[each.key]] if each.key in indexes else "" for each in columns
        }
        rows.append(CsvRow(line, MappingProxyType(values)))
    return tuple(rows), (*header_issues, *issues)


def _decode(data: bytes) -> str | None:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # A workbook renamed to .csv decodes by chance; text has no NUL.
        return None if "\0" in text else text
    return None


def _delimiter(lines: Sequence[str], columns: Sequence[Column]) -> str:
    """The delimiter by which a line near the top has most of the headers known."""
    top = [line for line in lines[:100] if line.strip()][:HEADER_WITHIN]

    def score(delimiter: str) -> tuple[tuple[int, int], int]:
        split = [[_trimmed(cell.strip(' "\r\n')) for cell in line.split(delimiter)] for line in top]
        known = max((known_headers(cells, columns) for cells in split), default=(0, 0))
        return known, max(map(len, split), default=0)

    return max(DELIMITERS, key=score)


def _records(
    lines: Sequence[str], delimiter: str, name: str, issues: list[Issue]
) -> Iterator[tuple[int, list[str]]]:
    """The records with their first line; an open quote costs its own line, not all that follow."""
    start, width = 0, 0
    while start < len(lines):
        rest = (lines[index] for index in range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                if _swallows(cells, delimiter, width):
                    break
                yield start + done + 1, cells
                done, width = reader.line_num, max(width, len(cells))
            else:
                return
        except csv.Error:
            pass
        start += done
        if '"' in lines[start]:
            # Without one it is only a cell longer than the reader takes.
            issues.append(_open_quote(Place(name, line=start + 1)))
        yield start + 1, lines[start].replace('"', "").strip("\r\n").split(delimiter)
        start += 1


def _swallows(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell holds whole rows of the table, for want of a closing quote."""
    inner = (line for cell in cells for line in cell.splitlines()[1:-1])
    return width > 1 and any(line.count(delimiter) >= width - 1 for line in inner)


def _open_quote(place: Place) -> Issue:
    message = "本行的英文双引号不成对，按没有引号读"
    remedy = "格内的双引号写两遍，或改用中文引号“”"
    return Issue(TABLE_QUOTE, message, Severity.WARNING, place, remedy=remedy)


def _trimmed(cell: str) -> str:
    # Excel's way to keep a code a text: ="410182".
    forced = _FORCED_TEXT.fullmatch(cell.strip())
    return (forced[1] if forced else cell).strip()


def _no_header(code: str, message: str, columns: Sequence[Column], place: Place) -> Issue:
    names = "、".join(title(each) for each in columns if each.required)
    return Issue(code, message, place=place, remedy=f"第一行写表头：{names}")


def _extra_cells(cells: int, header: int, place: Place) -> Issue:
    message = f"本行有{cells}格，表头只有{header}格，多出的没有读"
    remedy = "格内有分隔符时，整格用英文双引号括起来"
    return Issue(TABLE_EXTRA_CELLS, message, Severity.WARNING, place, remedy=remedy)
