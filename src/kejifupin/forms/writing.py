"""Blank and filled forms as the official annexes print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from kejifupin.errors import DefinitionError
from kejifupin.forms.fillers import row_fillings
from kejifupin.forms.filling import Filler, compile_form
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.skeletons import filled_rows, growing_rows, make_skeleton
from kejifupin.office.heights import MOST_ROWS
from kejifupin.office.page import Page, with_fillings
from kejifupin.office.writing import Format, write_docx, write_long_xlsx, write_xlsx
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting

__all__ = ["Format", "form_page", "write_form", "write_forms", "write_rows"]


def write_form(
    layout: FormLayout,
    kind: RecordKind,
    record: Record | None = None,
    *,
    format: Format = "docx",
    setting: Setting | None = None,
    notes: Sequence[str] = (),
) -> bytes:
    """A form, blank or filled with a record.

    Where the layout names a template of that format, the document is the template, filled.

    Args:
        layout: The form.
        kind: The kind that it prints.
        record: A record of that kind; None for a blank form.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.
        notes: Paragraphs to set below the form.

    Returns:
        The bytes of the document; the same form gives the same bytes.

    Raises:
        OfficeError: The layout's cells do not fill its rows (`check_layout` tells).
        DefinitionError: The template does not fit the layout (`check_layout` tells).
    """
    if notes:
        return compile_form(layout, kind, format, setting, notes=notes).fill(record)
    return write_forms(layout, kind, () if record is None else (record,), format, setting=setting)


def write_forms(
    layout: FormLayout,
    kind: RecordKind,
    records: Sequence[Record],
    format: Format = "docx",
    *,
    setting: Setting | None = None,
) -> bytes:
    """Forms filled with several records, each on a page or sheet of its own.

    Where the layout names a Word document as its template, each form is that document, filled.

    Args:
        layout: The form.
        kind: The kind that it prints.
        records: Records of that kind; none for a blank form.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.

    Raises:
        OfficeError: As for `write_form`.
        DefinitionError: The template does not fit the layout, or is a workbook, of which there
            can be but one form in a document.
    """
    filler = compile_form(layout, kind, format, setting)
    if layout.rows_are_records and filler.has_template:
        return filler.fill_rows(records)
    if len(records) < 2 and not layout.rows_are_records:
        return filler.fill(next(iter(records), None))
    sheet = format == "xlsx"
    if filler.has_template and not layout.rows_are_records:
        return _joined(filler, records)
    if layout.rows_are_records:
        pages = [form_page(layout, kind, rows=records, sheet=sheet, setting=setting)]
    else:
        pages = [
            form_page(layout, kind, record, sheet=sheet, setting=setting) for record in records
        ]
    return write_xlsx(pages) if sheet else write_docx(pages)


def _joined(filler: Filler, records: Sequence[Record]) -> bytes:
    if filler.format == "xlsx":
        title = filler.layout.title
        raise DefinitionError(
            f"a document with several forms of {filler.layout.key!r}, whose template is a workbook",
            f"“{title}”的模板是 Excel 工作簿，几份表不能写进同一个文件",
            "一份表写一个文件，或写成 .docx",
        )
    from kejifupin.office.docx.joining import join_docx

    return join_docx([filler.fill(each) for each in records])


def write_rows(
    layout: FormLayout,
    kind: RecordKind,
    records: Iterable[Record],
    *,
    format: Format = "xlsx",
    setting: Setting | None = None,
) -> bytes:
    """A register or ledger, each record a row.

    An Excel sheet of one table is written as the records come, so that however many there are
    take the memory of the document alone.

    Args:
        layout: A layout whose rows are records.
        kind: The kind that it prints.
        records: The rows.
        format: ``docx`` or ``xlsx``.
        setting: Names divisions of which a record knows only the code.
    """
    waiting = iter(records)
    first = tuple(islice(waiting, MOST_ROWS + 1))
    templated = layout.template is not None and layout.template.format == format
    if templated or format == "docx" or len(first) <= MOST_ROWS or not _can_stream(layout):
        return write_forms(layout, kind, (*first, *waiting), format, setting=setting)
    skeleton = make_skeleton(layout, kind, (1,), sheet=True)
    name_of = str if setting is None else setting.division_name
    columns = skeleton.fillers.columns[0]
    return write_long_xlsx(
        skeleton.page,
        skeleton.first_rows[0],
        [fill(first[0], name_of) for fill in skeleton.fillers.places],
        (
            row_fillings(columns, row, number, name_of)
            for number, row in enumerate(chain(first, waiting), 1)
        ),
    )


def _can_stream(layout: FormLayout) -> bool:
    """Whether the rows stand in one table in which nothing is merged downwards or across."""
    growing = growing_rows(layout)
    return (
        layout.rows_are_records
        and len(growing) == 1
        and sum(bool(block.rows) for block in layout.blocks) == 1
        and all(column.span == 1 for column in growing[0].columns)
        and all(cell.rowspan == 1 for row in layout.rows for cell in row.cells)
    )


def form_page(
    layout: FormLayout,
    kind: RecordKind,
    record: Record | None = None,
    *,
    rows: Sequence[Record] = (),
    sheet: bool = False,
    setting: Setting | None = None,
) -> Page:
    """A form as a neutral page, blank or filled.

    Args:
        layout: The form.
        kind: The kind that it prints.
        record: A record of that kind; None for a blank form.
        rows: The records of a register, whose rows they are.
        sheet: Whether the page is for Excel.
        setting: Names divisions of which a record knows only the code.
    """
    whose = None if layout.rows_are_records else record
    filled = filled_rows(layout, whose, rows)
    common = record if record is not None else next(iter(rows), None)
    shape = None if common is None else tuple(map(len, filled))
    skeleton = make_skeleton(layout, kind, shape, sheet=sheet)
    name_of = str if setting is None else setting.division_name
    return with_fillings(skeleton.page, skeleton.fillers.fillings(common, filled, name_of))
