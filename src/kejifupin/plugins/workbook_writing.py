"""A plugin workbook written: a sheet for each kind of definition, headers, lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kejifupin.errors import DefinitionError
from kejifupin.exchange.json_schemas import described_keys
from kejifupin.exchange.type_forms import accepted, is_sequence, plain
from kejifupin.plugins.workbook_cells import LONGEST, NO, YES, labels_of, to_cell
from kejifupin.plugins.workbook_sheets import (
    FIELDS,
    HELP,
    PROGRAMME,
    ROWS,
    SheetColumn,
    SheetForm,
    sheet_forms,
)
from kejifupin.plugins.workbook_unfolding import Row, programmes_of, unfolded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_INTRODUCTION = (
    "这个工作簿就是一个插件：一张工作表一种定义，一行一条。",
    "检查：kejifupin check 本文件。使用：在任何命令后加 --plugin 本文件。",
    "几个值写在一格里，用顿号（、）隔开。是或否写“是”“否”。日期写成日期。",
    "条件、算法等写成 { 键 = 值 } 的样子，与 TOML 一样，引号用英文的。",
    "空着的格就是不写。以 # 开头的行、列、工作表不读，可以写自己的备注。",
    "工作簿里有几个方案的，各表加一列“方案”，写方案的键。",
)
_LAST_ROW = 2000
_LONGEST_LIST = 250
_WIDTHS: Mapping[str, int] = {"出处.原话": 40, "算法": 50, "条件": 40, "应当成立": 50, "原文": 40}


def workbook_bytes(files: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A plugin workbook that says what the files of a plugin folder say.

    Args:
        files: Path inside the folder → its data; those of ``clauses.csv`` as ``clauses``.

    Raises:
        DefinitionError: Something is longer than a cell can hold.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    _write_help(sheet)
    rows = unfolded(files)
    named = len(programmes_of(files)) > 1
    for form in sheet_forms():
        documents = any(row.get(PROGRAMME) is not None for row in rows[form.name])
        columns = _columns(form, rows[form.name], named=named and documents)
        _write_sheet(book.create_sheet(form.name), form, columns, rows[form.name])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _columns(form: SheetForm, rows: Sequence[Row], *, named: bool) -> tuple[SheetColumn, ...]:
    """The columns of a sheet; that of the programme only where there is more than one."""
    several = named or len({row.get(PROGRAMME) for row in rows}) > 1
    return tuple(each for each in form.columns if each.path != PROGRAMME or several)


def _write_sheet(
    sheet: Worksheet, form: SheetForm, columns: Sequence[SheetColumn], rows: Sequence[Row]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.header)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFF2CC" if column.required else "D9E2F3")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.header, 16)
        _offer(sheet, column, letter)
    sheet.freeze_panes = "B2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    positions = {column.path: number for number, column in enumerate(columns, 1)}
    types = {column.path: column.type for column in columns}
    for line, row in enumerate(rows, 2):
        for path, value in row.items():
            if path not in positions:
                # The programme of a workbook that holds only one.
                continue
            content = to_cell(value, types[path])
            if isinstance(content, str) and len(content) > LONGEST:
                raise _too_long(form, row)
            cell = sheet.cell(line, positions[path], content)
            cell.alignment = wrapped
            if isinstance(content, str):
                # What begins with = is a text, not a formula.
                cell.data_type = "s"
                cell.number_format = "@"
            elif isinstance(content, date):
                cell.number_format = "yyyy-mm-dd"


def _offer(sheet: Worksheet, column: SheetColumn, letter: str) -> None:
    """The words that a cell of the column may hold, as a list to choose from."""
    from openpyxl.worksheet.datavalidation import DataValidation

    type_ = plain(column.type)
    words = list(labels_of(type_).values()) if not is_sequence(type_) else []
    if accepted(type_) == (bool,):
        words = [YES, NO]
    listed = ",".join(words)
    if not words or len(listed) > _LONGEST_LIST or "," in "".join(words):
        return
    offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    offer.errorTitle, offer.error = "请从列表里选", f"可选：{'、'.join(words)}"
    offer.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(offer)


def _write_help(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = HELP
    for text in _INTRODUCTION:
        sheet.append([text])
    sheet.append([])
    sheet.append(["工作表", "列", "对应 TOML 的键", "必填", "写什么", "可选"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for form in sheet_forms():
        for column in form.columns:
            words = "、".join(labels_of(column.type).values())
            must = "必填" if column.required else ""
            path = ".".join(column.path)
            sheet.append([form.name, column.header, path, must, _says(form, column), words])
    for letter, width in zip("ABCDEF", (12, 18, 24, 6, 70, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=len(_INTRODUCTION) + 2):
        row[4].alignment = Alignment(wrap_text=True, vertical="top")


def _says(form: SheetForm, column: SheetColumn) -> str:
    own: Mapping[tuple[str, ...], str] = {
        PROGRAMME: "方案的键；只有一个方案时不用写",
        ("kind",): "记录类型的键" if form is FIELDS else "",
        ("rows",): "明细行字段的键；写了的，这一行是它的一栏",
        ("form",): "表式的键" if form is ROWS else "",
        ("block",): "第几个版块；同一版块的各行写一样的数",
        ("row",): "整行写成 TOML：小标题 { section = … }、明细行 { repeat = …, columns = […] }",
    }
    class_name, key = column.owner
    if column.path[0] == "cells":
        return "一格：栏目名称，或填写处 {键}"
    return described_keys().get(class_name, {}).get(key, "") or own.get(column.path, "")


def _too_long(form: SheetForm, row: Row) -> DefinitionError:
    key = row.get(("key",), "")
    return DefinitionError(
        f"sheet {form.name!r}, {key!r}: longer than a cell can hold",
        f"工作表“{form.name}”的“{key}”太长，一格放不下",
        "这样的插件仍用 TOML 文件夹",
    )
