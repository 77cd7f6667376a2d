"""The rows of the sheets of a plugin workbook, each cell led to the key that its header names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from kejifupin.office.grid import Cell, Document, Grid, sheet_address
from kejifupin.plugins.workbook_cells import CellValue, UnreadableCellError, from_cell
from kejifupin.plugins.workbook_sheets import HELP, SheetColumn, SheetForm, sheet_forms
from kejifupin.plugins.workbook_words import header_key
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "workbook.unknown_sheet": "不认识的工作表，不会被读取",
    "workbook.unknown_column": "不认识的列",
    "workbook.column_twice": "两列是同一项",
    "workbook.no_column": "一列没有列名，内容不会被读取",
    "workbook.no_header": "工作表没有表头",
    "workbook.cell": "单元格里的列表或表写得不对",
    "workbook.formula": "单元格的公式没有算好的值",
}
_HEADER_WITHIN = 10
_BLANK_SHEET = 1


@frozen
class SheetRow:
    """One row of a sheet, as plain data (行).

    Args:
        form: The sheet.
        address: Its first cell.
        values: Path of a column → value, only where the cell holds something.
        cells: Path of a column → the cell, blank ones too.
        unread: Whether a cell of it could not be read.
    """

    form: SheetForm
    address: str
    values: Mapping[tuple[str, ...], Any] = field(repr=False)
    cells: Mapping[tuple[str, ...], str] = field(repr=False)
    unread: bool = False

    def get(self, *path: str) -> Any:
        """The value of a column; None where its cell is blank."""
        return self.values.get(path)

    def cell(self, *path: str) -> str:
        """The cell of a column, or the first of the row."""
        return self.cells.get(path, self.address)


def read_rows(document: Document, workbook: str) -> tuple[tuple[SheetRow, ...], tuple[Issue, ...]]:
    """The rows of all sheets that say something of a plugin.

    Args:
        document: The workbook as read.
        workbook: Its name, for issues.
    """
    rows: list[SheetRow] = []
    issues: list[Issue] = []
    for grid in document.grids:
        form = _form_of(grid, workbook, issues)
        if form is not None:
            rows += _sheet_rows(grid, form, workbook, issues)
    return tuple(rows), tuple(issues)


def _form_of(grid: Grid, workbook: str, issues: list[Issue]) -> SheetForm | None:
    name = grid.name.strip()
    forms = {form.name: form for form in sheet_forms()}
    if name == HELP or name.startswith("#"):
        return None
    if name in forms:
        return forms[name]
    if len(grid.cells) > _BLANK_SHEET:
        close = nearest(name, forms)
        message = f"不认识工作表“{name}”，其中的内容不会被读取"
        remedy = (
            f"是否应为“{close[0]}”？"
            if close
            else f"可用：{'、'.join(forms)}；名称前加 # 就不再提醒"
        )
        place = Place(workbook, cell=sheet_address(grid.name, 0, 0))
        issues.append(
            Issue("workbook.unknown_sheet", message, Severity.WARNING, place, remedy=remedy)
        )
    return None


def _sheet_rows(
    grid: Grid, form: SheetForm, workbook: str, issues: list[Issue]
) -> Iterator[SheetRow]:
    lines = [
        {col: grid.place(line.row, col, each) for col, each in _pairs(line)}
        for line in grid.lines()
    ]
    lines = [line for line in lines if any(_said(cell) for cell in line.values())]
    columns, below = _header(lines, form, workbook, issues)
    if columns:
        _tell_headless(lines, below, grid, workbook, issues)
    for line in lines[below:]:
        first = min((col for col, cell in line.items() if _said(cell)), default=0)
        if str(line[first].text).lstrip().startswith("#"):
            continue
        yield _row(line, form, columns, grid, issues, workbook)


def _tell_headless(
    lines: Sequence[Mapping[int, Cell]],
    below: int,
    grid: Grid,
    workbook: str,
    issues: list[Issue],
) -> None:
    """Columns in which something stands though nothing stands above it."""
    headed = {col for col, cell in lines[below - 1].items() if cell.text.strip()}
    first: dict[int, Cell] = {}
    for line in lines[below:]:
        if any(cell.text.lstrip().startswith("#") for cell in line.values()):
            continue
        for col, cell in line.items():
            if col not in headed and _said(cell):
                first.setdefault(col, cell)
    for _, cell in sorted(first.items()):
        issues.append(
            Issue(
                "workbook.no_column",
                "这一列没有列名，其中的内容不会被读取",
                Severity.WARNING,
                Place(workbook, cell=sheet_address(grid.name, cell.row, cell.col)),
                remedy="在表头那一行写上列名；只是附注的，列名写 #",
            )
        )


def _pairs(line: Any) -> Iterator[tuple[int, Any]]:
    return zip(line.cols, line.contents, strict=True)


def _said(cell: Cell) -> bool:
    return bool(cell.text.strip()) or cell.number is not None or cell.issue_code is not None


def _header(
    lines: Sequence[Mapping[int, Cell]], form: SheetForm, workbook: str, issues: list[Issue]
) -> tuple[Mapping[int, SheetColumn], int]:
    """The column of each position, and how many lines stand above the first row."""
    known = _known(form)
    best, at = 0, 0
    for index, line in enumerate(lines[:_HEADER_WITHIN]):
        count = sum(header_key(cell.text) in known for cell in line.values())
        if count > best:
            best, at = count, index
    if not lines:
        return {}, 0
    if not best:
        place = Place(workbook, cell=next(iter(lines[0].values())).address)
        remedy = f"第一行写列名：{'、'.join(each.header for each in form.columns[:8])}……"
        message = f"工作表“{form.name}”没有表头"
        issues.append(Issue("workbook.no_header", message, place=place, remedy=remedy))
        return {}, len(lines)
    found: dict[int, SheetColumn] = {}
    for col, cell in lines[at].items():
        if not cell.text.strip() or cell.text.lstrip().startswith("#"):
            continue
        column = known.get(header_key(cell.text))
        place = Place(workbook, cell=cell.address)
        if column is None:
            issues.append(_unknown_column(cell.text.strip(), form, place))
        elif column in found.values():
            message = f"两列都是“{column.header}”"
            issues.append(
                Issue("workbook.column_twice", message, place=place, remedy="删去其中一列")
            )
        else:
            found[col] = column
    return found, at + 1


def _known(form: SheetForm) -> Mapping[str, SheetColumn]:
    """Columns by header, and by the keys that they lead to."""
    by_path = {header_key(".".join(each.path)): each for each in form.columns}
    return by_path | {header_key(each.header): each for each in form.columns}


def _unknown_column(text: str, form: SheetForm, place: Place) -> Issue:
    headers = [each.header for each in form.columns]
    close = nearest(text, [*headers, *(".".join(each.path) for each in form.columns)])
    remedy = (
        f"是否应为“{close[0]}”？" if close else f"可用：{'、'.join(headers)}；列名前加 # 就不读"
    )
    return Issue(
        "workbook.unknown_column",
        f"工作表“{form.name}”没有“{text}”这一列",
        place=place,
        remedy=remedy,
    )


def _row(
    line: Mapping[int, Cell],
    form: SheetForm,
    columns: Mapping[int, SheetColumn],
    grid: Grid,
    issues: list[Issue],
    workbook: str,
) -> SheetRow:
    row = next(iter(line.values())).row
    values: dict[tuple[str, ...], Any] = {}
    cells: dict[tuple[str, ...], str] = {}
    unread = False
    for col, column in columns.items():
        address = sheet_address(grid.name, row, col)
        cells[column.path] = address
        cell = line.get(col)
        if cell is None or not _said(cell):
            continue
        place = Place(workbook, cell=address)
        if cell.issue_code is not None:
            unread = True
            issues.append(
                Issue(
                    "workbook.formula",
                    f"“{column.header}”是公式或错误值，读不出来",
                    place=place,
                    remedy="复制后选“粘贴为数值”，再保存",
                )
            )
            continue
        try:
            values[column.path] = from_cell(_content(cell), column.type)
        except UnreadableCellError:
            unread = True
            issues.append(_bad_cell(column, place))
    first = sheet_address(grid.name, row, min(columns, default=0))
    return SheetRow(form, first, values, cells, unread)


def _content(cell: Cell) -> CellValue:
    if cell.date is not None:
        return cell.date
    # A number stored as text keeps its text; 35% is stored as 0.35 and means the number.
    return cell.text if cell.number is None else cell.number


def _bad_cell(column: SheetColumn, place: Place) -> Issue:
    return Issue(
        "workbook.cell",
        f"“{column.header}”里的列表 […] 或表 {{…}} 写得不对",
        place=place,
        remedy='检查括号、引号和逗号，如 { field = "households", at_least = 1 }；引号用英文的',
    )
