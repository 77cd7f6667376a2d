"""Forms as they are written, seen through python-docx and openpyxl."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting

from kejifupin.forms.layouts import Block, FormLayout, LayoutCell, Row
from kejifupin.forms.reading import read_form
from kejifupin.forms.rendering import value_text
from kejifupin.forms.writing import write_form, write_forms, write_rows
from kejifupin.office import read_document
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import make_record
from kejifupin.records.values import DivisionName, Unread
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))


def word(data: bytes):
    return docx.Document(io.BytesIO(data))


def excel(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(table) -> list[list[str]]:
    """The texts of each row, a merged cell once."""
    found = []
    for row in table.rows:
        cells: list = []
        for cell in row.cells:
            if not cells or cells[-1]._tc is not cell._tc:
                cells.append(cell)
        found.append([cell.text for cell in cells])
    return found


def blank(key: str, format_: str = "docx") -> bytes:
    return write_form(LAYOUTS[key], KINDS[LAYOUTS[key].kind], format=format_)


def household(**more):
    values = {
        "household": "张甲",
        "division": DivisionName("镇赉县", "220821"),
        "members": 4,
        "farmland_per_capita": Decimal("3.5"),
        "phone": "013800000000",
        "poverty_causes": ("因病", "缺水"),
        "service_needs": ("种植",),
        "service_needs_other": "=编织",
    }
    return make_record(KINDS["household_survey"], values | more)


def test_annex_1_looks_as_it_is_printed():
    """Line by line as in the official document."""
    document = word(blank("village_survey"))
    assert [p.text for p in document.paragraphs if p.text] == ["附件1", "一村一品调查表"]
    assert rows_of(document.tables[0]) == [
        ["村名", "", "地区名称", ""],
        ["详细地址", ""],
        ["联系人", "", "联系电话", ""],
        ["总户数", "", "贫困户数", ""],
        ["总人口", "", "人均耕地面积", ""],
        ["致贫原因", ""],
        ["发展潜在优势", ""],
        ["科技服务需求\n（在对应□内打√）", "种植□ 养殖□ 加工□ 水产□\n其它："],
        ["其它需要\n说明事项", ""],
    ]


def test_annex_3_looks_as_it_is_printed():
    """Sections across, two numbered rows and two dotted ones in each table, the note below."""
    document = word(blank("team_workplan"))
    texts = [p.text.strip() for p in document.paragraphs if p.text.strip()]
    assert texts == [
        "附件3",
        "扶贫工作队工作安排表",
        "地区扶贫工作队",
        "备注：一支工作队填报一张表。",
    ]
    assert rows_of(document.tables[0]) == [
        ["带队人员"],
        ["姓名", "", "联系方式", ""],
        ["工作单位", "", "职    务", ""],
        ["扶贫工作队人员组成"],
        ["", "姓  名", "单  位", "职称", "年龄", "联系电话"],
        ["专家1", "", "", "", "", ""],
        ["专家2", "", "", "", "", ""],
        ["……", "", "", "", "", ""],
        ["……", "", "", "", "", ""],
        ["送科技下乡活动安排"],
        ["", "时  间", "地  点", "主要内容"],
        ["活动1", "", "", ""],
        ["活动2", "", "", ""],
        ["……", "", "", ""],
        ["……", "", "", ""],
    ]


def test_annex_4_prints_its_line_its_units_and_its_slip():
    """统计时间 is printed as the document has it; the unit column comes from the kind."""
    document = word(blank("winter_return"))
    texts = [p.text for p in document.paragraphs if p.text.strip()]
    assert texts[2] == "填表单位：        （统计时间：2017年12月—2017年4月）"
    rows = rows_of(document.tables[0])
    assert rows[0] == ["内 容", "计量单位", "数 量"]
    assert rows[4] == ["2.科技下乡受服务的农民总人数", "万人次", ""]
    assert rows[-1] == ["11.经费总投入金额", "万元", ""]
    assert len(rows) == 25


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", sorted(LAYOUTS))
def test_the_same_form_gives_the_same_bytes(key, format_):
    """Nothing of the day or the machine gets in."""
    assert blank(key, format_) == blank(key, format_)


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", sorted(LAYOUTS))
def test_a_blank_form_says_what_it_is_and_holds_nothing(key, format_):
    """Its markers name form and version; reading it finds it blank."""
    document = read_document(blank(key, format_), f"空白.{format_}")
    assert (document.properties["form"], document.properties["version"]) == (key, "1")
    reading = read_form(document, tuple(LAYOUTS.values()), SETTING)
    assert (reading.forms, reading.records) == ((key,), ())
    assert [issue.code for issue in reading.issues] == ["form.empty"]


def test_excel_holds_numbers_as_numbers_and_text_as_text():
    """A phone keeps its zero, a text that starts with = is no formula."""
    data = write_form(
        LAYOUTS["household_survey"], KINDS["household_survey"], household(), format="xlsx"
    )
    page = excel(data).worksheets[0]
    cells = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value}
    assert cells[4].data_type == "n"
    assert cells[3.5].data_type == "n"
    assert cells["013800000000"].number_format == "@"
    needs = next(value for value in cells if str(value).startswith("种植"))
    assert needs == "种植☑ 养殖□ 加工□ 水产□\n其它：=编织"
    assert "A3:A3" not in {str(area) for area in page.merged_cells.ranges}
    assert "B4:D4" in {str(area) for area in page.merged_cells.ranges}


def test_a_choice_of_one_is_a_list_in_excel_and_boxes_in_word():
    """Both read back as the label."""
    kind = RecordKind(
        "k",
        "表",
        (
            Field("name", "名称"),
            Field("grade", "等次", FieldType.CHOICE, choices=("优秀", "良好", "合格")),
        ),
        identity=("name",),
    )
    row = Row((LayoutCell("名称"), LayoutCell(field="name")))
    other = Row((LayoutCell("等次"), LayoutCell(field="grade")))
    layout = FormLayout("k", "k", "等次登记表", (Block(rows=(row, other)),))
    setting = make_setting(date(2018, 5, 31), {"k": kind})
    record = make_record(kind, {"name": "甲", "grade": "良好"})
    for format_ in ("docx", "xlsx"):
        data = write_form(layout, kind, record, format=format_)
        reading = read_form(read_document(data, f"表.{format_}"), (layout,), setting)
        assert [dict(each.items()) for each in reading.records] == [dict(record.items())]
    (validation,) = excel(data).worksheets[0].data_validations.dataValidation
    assert validation.formula1 == '"优秀,良好,合格"'
    table = word(write_form(layout, kind, record)).tables[0]
    assert table.cell(1, 1).text == "优秀□ 良好☑ 合格□"


def test_a_filled_form_leaves_open_what_was_not_reported():
    """The printed period stands in blank forms only."""
    kind = KINDS["winter_return"]
    record = make_record(kind, {"reporting_unit": "延边州科协", "outreach_events": 0})
    document = word(write_form(LAYOUTS["winter_return"], kind, record))
    line = next(p.text for p in document.paragraphs if "填表单位" in p.text)
    assert line == "填表单位：延边州科协（统计时间：        ）"
    assert rows_of(document.tables[0])[1] == ["1.开展科技下乡活动次数", "次", "0"]


def test_rows_beyond_the_printed_ones_are_added():
    """Three experts get three numbers."""
    kind = KINDS["team_workplan"]
    experts = tuple(
        make_record(kind.row_kind("experts"), {"name": name}) for name in ("甲", "乙", "丙")
    )
    record = make_record(kind, {"leader_name": "丁", "experts": experts})
    rows = rows_of(word(write_form(LAYOUTS["team_workplan"], kind, record)).tables[0])
    assert [row[:2] for row in rows[5:8]] == [["专家1", "甲"], ["专家2", "乙"], ["专家3", "丙"]]
    assert rows[8] == ["送科技下乡活动安排"]


def test_a_place_known_by_its_code_is_named():
    """Records that were computed have no words of their own."""
    record = household(division=DivisionName("", "220821"))
    kind = KINDS["household_survey"]
    data = write_form(LAYOUTS["household_survey"], kind, record, setting=SETTING)
    assert rows_of(word(data).tables[0])[0][3] == "镇赉县"


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_several_records_in_one_file(format_):
    """Each on a page or sheet of its own, read back in order."""
    kind, layout = KINDS["household_survey"], LAYOUTS["household_survey"]
    records = [household(household=name) for name in ("甲", "乙", "丙")]
    data = write_forms(layout, kind, records, format_)
    document = read_document(data, f"表.{format_}")
    reading = read_form(document, tuple(LAYOUTS.values()), SETTING)
    assert [dict(each.items()) for each in reading.records] == [dict(r.items()) for r in records]
    assert reading.forms == ("household_survey",) * 3


def test_a_blank_register_has_rows_to_fill_in():
    """Its heading repeats on every page."""
    data = write_rows(LAYOUTS["village_register"], KINDS["village_register"], ())
    page = excel(data).worksheets[0]
    assert page.print_title_rows is not None
    assert page.max_row == 22


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (NONE_OF_ITEM, "-"),
        (Vague(300, 399, "300余"), "300余"),
        (Unread("不详"), "不详"),
        (date(2017, 12, 5), "2017年12月5日"),
        (Period(date(2017, 12, 1), date(2017, 12, 31)), "2017年12月"),
        (Period(date(2017, 12, 1), date(2018, 4, 30)), "2017年12月—2018年4月"),
        (Period(date(2017, 12, 5), date(2017, 12, 8)), "2017年12月5日—2017年12月8日"),
        (DivisionName("镇赉", "220821"), "镇赉"),
    ],
)
def test_values_are_written_as_people_write_them(value, text):
    """And so that they are read back as they were."""
    assert value_text(value) == text
