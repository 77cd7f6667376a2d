"""A compiled layout gives, part for part, what its page written afresh gives."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records, row_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin.forms.filling import compile_form
from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import form_page, write_form, write_rows
from kejifupin.office import read_document, write_docx, write_xlsx
from kejifupin.office.heights import MOST_ROWS
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import make_record

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
quick = settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))
FORMATS = ("docx", "xlsx")


def afresh(layout, kind, record=None, *, rows=(), format_: str) -> bytes:
    """The page written with nothing kept from before."""
    sheet = format_ == "xlsx"
    page = form_page(layout, kind, record, rows=rows, sheet=sheet, setting=SETTING)
    return write_xlsx(page) if sheet else write_docx(page)


def parts(data: bytes) -> dict[str, bytes]:
    """The content of every part; reading them checks their checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("key", [k for k in LAYOUTS if not LAYOUTS[k].rows_are_records])
def test_a_compiled_form_is_the_page_part_for_part(key, format_):
    """For every layout and both formats, whatever the record says, before and after another."""
    layout, kind = LAYOUTS[key], KINDS[LAYOUTS[key].kind]
    filler = compile_form(layout, kind, format_, SETTING)

    @quick
    @given(record=records(kind, layout, SETTING))
    def check(record):
        filled = filler.fill(record)
        assert parts(filled) == parts(afresh(layout, kind, record, format_=format_))
        assert filled == filler.fill(record)

    check()
    assert parts(filler.fill()) == parts(afresh(layout, kind, format_=format_))


HARD = "\x00=1+1\r\n<&>\"'_x0041_\t\ud800￾ \v终", "-", "@", "x" * 40_000, " ", "\n\n", "  前后  "


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("text", HARD)
def test_hard_texts_are_cleaned_alike(text, format_):
    """Control characters, markup, formulas, lone surrogates, overlong text."""
    layout, kind = LAYOUTS["household_survey"], KINDS["household_survey"]
    record = make_record(kind, {"household": text, "strengths": text, "service_needs_other": text})
    data = compile_form(layout, kind, format_, SETTING).fill(record)
    assert parts(data) == parts(afresh(layout, kind, record, format_=format_))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert [info.date_time for info in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)] * len(
            archive.infolist()
        )
    assert not read_document(data, f"表.{format_}").issues


@quick
@given(data=st.data())
def test_the_same_filler_serves_every_shape(data):
    """Forms with more and fewer rows in turn do not disturb each other."""
    layout, kind = LAYOUTS["team_workplan"], KINDS["team_workplan"]
    filler = compile_form(layout, kind, "xlsx", SETTING)
    experts = row_records(kind.row_kind("experts"), SETTING)
    for _ in range(3):
        rows = tuple(data.draw(st.lists(experts, max_size=6)))
        record = make_record(kind, {"leader_name": "丁", "experts": rows})
        written = filler.fill(record)
        assert parts(written) == parts(afresh(layout, kind, record, format_="xlsx"))


def test_a_form_with_more_rows_than_are_kept_is_written_too():
    """300 experts, a template that is made and forgotten."""
    layout, kind = LAYOUTS["team_workplan"], KINDS["team_workplan"]
    row = make_record(kind.row_kind("experts"), {"name": "甲"})
    record = make_record(kind, {"leader_name": "丁", "experts": (row,) * 300})
    written = write_form(layout, kind, record)
    assert parts(written) == parts(afresh(layout, kind, record, format_="docx"))


LEDGER = RecordKind(
    "ledger",
    "台账",
    (
        Field("unit", "填报单位"),
        Field("household", "户名"),
        Field("members", "人数", FieldType.NUMBER, unit="人"),
        Field("grade", "等次", FieldType.CHOICE, choices=("优", "良")),
        Field("again", "复查等次", FieldType.CHOICE, choices=("优", "良")),
    ),
    identity=("household",),
)
LEDGER_LAYOUT = FormLayout(
    "ledger",
    "ledger",
    "帮扶台账",
    (
        Block(text="填报单位：{unit}"),
        Block(
            rows=(
                Row(
                    columns=(
                        Column(number="第{n}户"),
                        Column("household"),
                        Column("members"),
                        Column("grade"),
                        Column("again"),
                    )
                ),
            )
        ),
        Block(text="备注：逐户登记。", note=True),
    ),
    rows_are_records=True,
)


def ledger_rows(count: int):
    for number in range(1, count + 1):
        values = {
            "unit": "靖宇县科协",
            "household": "=甲" if number % 7 == 0 else f"户{number}",
            "members": number % 9,
            "grade": "优" if number % 2 else None,
            "again": "良",
        }
        yield make_record(LEDGER, values)


@pytest.mark.parametrize("count", [1, MOST_ROWS, MOST_ROWS + 1, 257, 600])
def test_a_streamed_ledger_is_the_page_byte_for_byte(count):
    """Numbers, lists to choose from, the note below the table and the print area included."""
    rows = tuple(ledger_rows(count))
    streamed = write_rows(LEDGER_LAYOUT, LEDGER, iter(rows), setting=SETTING)
    assert streamed == afresh(LEDGER_LAYOUT, LEDGER, rows=rows, format_="xlsx")


def test_a_streamed_ledger_stands_in_excel_as_it_should():
    """Seen through openpyxl: rows, numbers, the list over all rows, the note under the last."""
    data = write_rows(LEDGER_LAYOUT, LEDGER, ledger_rows(300))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in sheet[4]] == ["第1户", "户1", 1, "优", "良"]
    assert [cell.value for cell in sheet[303]] == ["第300户", "户300", 3, None, "良"]
    assert sheet["B10"].value == "=甲"
    assert sheet["B10"].data_type == "s"
    assert sheet["A304"].value == "备注：逐户登记。"
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) == "D4:D303 E4:E303"
    assert sheet.print_area == "'帮扶台账'!$A$1:$E$304"


def test_a_streamed_ledger_reads_back():
    """Row by row, in order."""
    rows = tuple(ledger_rows(300))
    setting = make_setting(date(2018, 5, 31), {"ledger": LEDGER})
    document = read_document(write_rows(LEDGER_LAYOUT, LEDGER, rows), "台账.xlsx")
    reading = read_form(document, (LEDGER_LAYOUT,), setting)
    assert [dict(each.items()) for each in reading.records] == [dict(each.items()) for each in rows]


def test_a_register_with_merged_columns_is_written_whole():
    """What cannot be streamed is written all the same."""
    wide = Row(columns=(Column("household", span=2), Column("members")))
    layout = FormLayout("w", "ledger", "宽表", (Block(rows=(wide,)),), rows_are_records=True)
    rows = tuple(ledger_rows(100))
    data = write_rows(layout, LEDGER, rows)
    assert data == afresh(layout, LEDGER, rows=rows, format_="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert len(sheet.merged_cells.ranges) == 1 + 1 + 100


def test_a_cell_over_several_rows_before_the_growing_ones():
    """Every row keeps its own number however far down it stands."""
    head = (
        Row(cells=(LayoutCell("甲", rowspan=2), LayoutCell("乙"))),
        Row(cells=(LayoutCell("丙"),)),
        Row(columns=(Column("household"), Column("members"))),
    )
    layout = FormLayout("h", "ledger", "表", (Block(rows=head),), rows_are_records=True)
    rows = tuple(ledger_rows(70))
    data = write_rows(layout, LEDGER, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in sheet[5]] == ["户1", 1]
    assert [cell.value for cell in sheet[74]] == ["=甲", 7]
