"""Layouts drafted from blank forms: our own, and made-up ones of every shape."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from datetime import date

import hypothesis
import pytest
from forms_documents import document, sheet, word_table
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records
from hypothesis import strategies as st

from kejifupin.errors import DefinitionError
from kejifupin.exchange.codec import structure, structure_tables
from kejifupin.exchange.toml_files import read_toml
from kejifupin.forms.checking import check_layout
from kejifupin.forms.drafting import Draft, draft_layout
from kejifupin.forms.layouts import FormLayout, cell_fields
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form, write_rows
from kejifupin.office import read_document
from kejifupin.plugins.checking import check_folder
from kejifupin.records.kinds import FieldType, RecordKind
from kejifupin.records.record import Record
from kejifupin.terms.disclosure import Privacy

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
ANNEXES = ("village_survey", "household_survey", "team_workplan", "winter_return")
PROGRAMME = """\
key = "my-plan"
title = "示例方案"
scope = "220000"
period = { start = 2018-01-01, end = 2018-12-31 }

[[documents]]
key = "plan"
title = "示例方案"
"""


def of_blank(key: str, format_: str) -> Draft:
    layout = LAYOUTS[key]
    data = write_form(layout, KINDS[layout.kind], format=format_)
    return draft_layout(read_document(data, f"空白.{format_}"), key=key)


def write_plugin(folder, draft: Draft):
    """A plugin folder that holds nothing but a draft."""
    place = folder / "plugin/programmes/my-plan"
    (place / "forms").mkdir(parents=True)
    (place / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (place / "records.toml").write_text(draft.kind_toml, encoding="utf-8")
    (place / f"forms/{draft.layout.key}.toml").write_text(draft.layout_toml, encoding="utf-8")
    return folder / "plugin"


def written(draft: Draft, folder) -> tuple[FormLayout, RecordKind]:
    """The draft as its TOML says it."""
    place = write_plugin(folder, draft) / "programmes/my-plan"
    data, source, _ = read_toml(place / f"forms/{draft.layout.key}.toml")
    layout, issues = structure(data, FormLayout, source=source)
    assert not issues
    data, source, _ = read_toml(place / "records.toml")
    tables, issues = structure_tables(data, {"kinds": RecordKind}, source=source)
    assert not issues
    return layout, tables["kinds"][0][1]


def fields(draft: Draft) -> dict[str, tuple]:
    return {each.key: (each.label, each.type.value, each.unit) for each in draft.kind.fields}


def values(record: Record) -> list:
    """What a record says, whatever its fields are called."""
    found = []
    for value in dict(record.items()).values():
        rows = isinstance(value, tuple) and value and isinstance(value[0], Record)
        found.append([values(row) for row in value] if rows else value)
    return found


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", ANNEXES)
def test_a_draft_passes_the_check(key, format_, tmp_path):
    """In a folder with a minimal programme there is nothing to tell."""
    folder = write_plugin(tmp_path, of_blank(key, format_))

    assert [issue.text() for issue in check_folder(folder)] == []


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", [*ANNEXES, "village_register"])
def test_the_toml_says_what_the_draft_says(key, format_, tmp_path):
    """Nothing is lost between the values and their file."""
    draft = of_blank(key, format_)
    layout, kind = written(draft, tmp_path)

    assert layout == draft.layout
    assert kind == draft.kind


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", ANNEXES)
def test_a_draft_has_the_labels_rows_and_choices_of_the_annex(key, format_):
    """Printed words with their inner spaces, spans, blank and dotted rows, options."""
    draft, own = of_blank(key, format_), LAYOUTS[key]
    kind = KINDS[own.kind]

    def shape(layout: FormLayout, kind: RecordKind) -> list:
        found = []
        for row in layout.rows:
            cells = []
            for cell in row.cells:
                words = cell.label if cell.label is not None else cell.text
                unit = kind.field(cell.unit_of).unit if cell.unit_of else None
                cells.append((words, cell.hint, unit, cell.field is not None, cell.span))
            columns = [
                (
                    each.number,
                    each.label
                    or (each.field and kind.row_kind(row.repeat).field(each.field).label),
                    each.span,
                )
                for each in row.columns
            ]
            found.append((row.section, cells, columns, row.blank_rows, row.more_rows))
        return found

    assert shape(draft.layout, draft.kind) == shape(own, kind)
    assert (draft.layout.title, draft.layout.annex) == (own.title, own.annex)
    drafted = [draft.kind.field(each) for each in cell_fields(draft.layout)]
    expected = [kind.field(each) for each in cell_fields(own)]
    assert [each.choices for each in drafted] == [each.choices for each in expected]
    assert [each.unit for each in drafted] == [each.unit for each in expected]
    assert [each.other is not None for each in drafted] == [
        each.other is not None for each in expected
    ]
    closed = zip(drafted, expected, strict=True)
    assert all(
        mine.privacy is not Privacy.OPEN for mine, own in closed if own.privacy is not Privacy.OPEN
    )


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", ANNEXES)
@hypothesis.given(data=st.data())
@hypothesis.settings(max_examples=hypothesis.settings().max_examples // 8)
def test_a_filled_official_form_is_read_by_the_draft_as_by_the_plugin(key, format_, data):
    """Field by field the same values, growing rows among them."""
    layout = LAYOUTS[key]
    record = data.draw(records(KINDS[layout.kind], layout, SETTING))
    draft = of_blank(key, format_)
    setting = make_setting(date(2018, 5, 31), {**KINDS, draft.kind.key: draft.kind})
    document_ = read_document(
        write_form(layout, record.kind, record, format=format_), f"表.{format_}"
    )

    (own,) = read_form(document_, tuple(LAYOUTS.values()), SETTING).records
    (found,) = read_form(document_, (draft.layout,), setting).records

    for place, official in zip(cell_fields(draft.layout), cell_fields(layout), strict=True):
        value, expected = found.get(place), own.get(official)
        if isinstance(expected, tuple) and expected and isinstance(expected[0], Record):
            assert [values(row) for row in value] == [values(row) for row in expected]
        else:
            assert value == expected, place


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", ANNEXES)
def test_a_blank_written_from_a_draft_reads_back_as_that_form(key, format_):
    """And drafting it again gives the same layout."""
    draft = of_blank(key, format_)
    setting = make_setting(date(2018, 5, 31), {**KINDS, draft.kind.key: draft.kind})
    data = write_form(draft.layout, draft.kind, format=format_)
    document_ = read_document(data, f"空白.{format_}")

    reading = read_form(document_, (draft.layout,), setting)

    assert reading.forms == (key,)
    assert [issue.code for issue in reading.issues] == ["form.empty"]
    again = draft_layout(document_, key=key)
    assert again.layout.rows == draft.layout.rows
    assert [each.key for each in again.kind.fields] == [each.key for each in draft.kind.fields]


def test_a_register_is_read_row_by_row():
    """A heading with empty rows and nothing else makes each row a record."""
    own, kind = LAYOUTS["village_register"], KINDS["village_register"]
    draft = draft_layout(read_document(write_rows(own, kind, ()), "空白.xlsx"), key="villages")
    setting = make_setting(date(2018, 5, 31), {"villages": draft.kind})
    table = sheet(
        "贫困村名册",
        [
            ["贫困村名册", "<", "<", "<", "<", "<", "<", "<"],
            [
                "村代码",
                "村名",
                "所属县（市、区）",
                "认定为贫困村日期",
                "退出贫困村日期",
                "总户数",
                "贫困户数",
                "示范户数",
            ],
            ["220821100200", "李家村", "镇赉县", "2016年1月1日", "", 300, 40, 5],
        ],
    )

    (record,) = read_form(document(table, name="册.xlsx"), (draft.layout,), setting).records

    assert draft.layout.rows_are_records
    assert (record.village, record.households, record.field_4) == ("李家村", 300, date(2016, 1, 1))
    assert record.division.code == "220821"


def test_blanks_in_paragraphs_are_slots():
    """Lines, runs of spaces, days to fill in, words printed for the moment, blanks in front."""
    draft = draft_layout(
        document(
            "附件3：脱贫户花名册",
            "      县（市、区）       乡（镇）",
            "填报单位（盖章）：          统计时间：2017年1月—2017年12月",
            word_table(1, [["姓名", "人口", "收入"], ["", "", ""], ["", "", ""]]),
            "填表人：________ 联系电话： 填表日期：    年   月   日",
        )
    )
    texts = [block.text for block in draft.layout.blocks if block.text]

    assert (draft.layout.annex, draft.layout.title) == ("附件3", "脱贫户花名册")
    assert texts == [
        "{division|      }县（市、区）{township|       }乡（镇）",
        "填报单位（盖章）：{reporting_unit|          }统计时间：{period|2017年1月—2017年12月}",
        (
            "填表人：{filled_in_by|________} 联系电话：{phone| }"
            "填表日期：{filled_in_on|    年   月   日}"
        ),
    ]
    found = fields(draft)
    assert found["division"] == ("县", "division", None)
    assert found["period"][1] == "period"
    assert found["filled_in_on"][1] == "date"
    assert check_layout(draft.layout, draft.kind) == ()


def test_a_title_may_stand_behind_blanks():
    """____县____乡脱贫户花名册 is a line to fill in, and a title."""
    draft = draft_layout(
        document(
            "       县（市、区）       乡镇脱贫户花名册",
            word_table(1, [["姓名", "人口"], ["", ""], ["", ""]]),
        )
    )

    assert draft.layout.title == "脱贫户花名册"
    assert draft.layout.blocks[0].text == "{division|       }县（市、区）{township|       }乡镇"


def test_labels_and_room_in_one_cell_are_taken_apart():
    """姓名：____ becomes two cells; the table is as wide as before."""
    draft = draft_layout(
        document(
            "登记卡",
            word_table(
                1,
                [
                    ["姓名：", "性别：□男 □女", "联系电话："],
                    ["家庭住址：", "<", "邮编："],
                    ["帮扶单位", "", "<"],
                ],
            ),
        )
    )

    assert [[cell.label or cell.field for cell in row.cells] for row in draft.layout.rows] == [
        ["姓名", "name", "性别", "gender", "联系电话", "phone"],
        ["家庭住址", "address", "邮编", "field_5"],
        ["帮扶单位", "field_6"],
    ]
    assert draft.kind.field("gender").type is FieldType.CHOICE
    assert draft.kind.field("gender").choices == ("男", "女")
    assert check_layout(draft.layout, draft.kind) == ()


def test_labels_that_stand_upright_and_growing_rows_beside_them():
    """基本情况 over three rows stays; beside 服务成员 a table grows."""
    draft = draft_layout(
        document(
            "登记表",
            word_table(
                1,
                [
                    ["基本\n情况", "姓名", "", "性别", "□男 □女"],
                    ["^", "出生年月", "", "民族", ""],
                    ["^", "工作单位", "", "<", "<"],
                    ["服务\n成员", "姓名", "职务", "电话", "专业"],
                    ["^", "", "", "", ""],
                    ["^", "", "", "", ""],
                    ["^", "", "", "", ""],
                    ["主要事迹", "", "<", "<", "<"],
                ],
            ),
        )
    )

    assert draft.layout.rows[0].cells[0].rowspan == 3
    assert draft.layout.rows[3].section == "服务\n成员"
    assert [each.label for each in draft.layout.rows[4].columns] == ["姓名", "职务", "电话", "专业"]
    assert draft.layout.rows[4].blank_rows == 3
    assert check_layout(draft.layout, draft.kind) == ()


def test_figures_under_two_headings_take_the_unit_of_the_form():
    """单位：万元 above the table holds where a label says nothing else."""
    draft = draft_layout(
        document(
            "产业情况统计表",
            "单位：万元",
            word_table(
                1,
                [["指标", "2016年", "2017年"], ["总产值", "", ""], ["人均纯收入（元）", "", ""]],
            ),
        )
    )

    assert list(fields(draft).values()) == [
        ("总产值2016年", "number", "万元"),
        ("总产值2017年", "number", "万元"),
        ("人均纯收入2016年", "number", "元"),
        ("人均纯收入2017年", "number", "元"),
    ]
    assert check_layout(draft.layout, draft.kind) == ()


def test_units_behind_the_room_and_in_it():
    """资金投入 | ____ | 万元, and 耕地面积 | ____亩."""
    draft = draft_layout(
        document(
            "投入表",
            word_table(1, [["资金投入", "", "万元"], ["耕地总面积", "      公顷", "<"]]),
        )
    )

    assert [each[2] for each in fields(draft).values()] == ["万元", "公顷"]
    assert draft.layout.rows[0].cells[2].unit_of == "funds"


def test_options_in_every_row_of_a_ledger():
    """A choice column of a growing table; a total row is left out and said to be."""
    draft = draft_layout(
        document(
            "科技服务台账",
            word_table(
                1,
                [
                    ["序号", "服务时间", "是否贫困户", "内容"],
                    ["1", "", "□是□否", ""],
                    ["2", "", "□是□否", ""],
                    ["合计", "", "", ""],
                ],
            ),
        )
    )
    (row,) = draft.layout.rows

    assert (row.columns[0].number, row.columns[0].label, row.blank_rows) == ("{n}", "序号", 2)
    assert draft.kind.field("field_2").choices == ("是", "否")
    assert draft.kind.field("field_2").type is FieldType.CHOICE


def test_a_heading_of_two_levels_keeps_its_lower_one():
    """And the draft says so."""
    draft = draft_layout(
        document(
            "农技协名册",
            word_table(
                1,
                [
                    ["序号", "协会名称", "负责人", "<"],
                    ["^", "^", "姓名", "电话"],
                    ["1", "", "", ""],
                    ["2", "", "", ""],
                ],
            ),
        )
    )

    assert [each.label for each in draft.layout.rows[0].columns] == [
        "序号",
        "协会名称",
        "姓名",
        "电话",
    ]


def test_a_sheet_keeps_its_paragraphs_and_its_empty_rows():
    """Merged rows above and below the table are paragraphs, not cells."""
    draft = draft_layout(
        document(
            sheet(
                "Sheet1",
                [
                    ["附件1", "", "", ""],
                    ["村情调查表", "<", "<", "<"],
                    ["填表单位：", "<", "<", "<"],
                    ["村名", "", "地区名称", ""],
                    ["家庭成员", "<", "<", "<"],
                    ["姓名", "年龄", "关系", "备注"],
                    ["", "", "", ""],
                    ["", "", "", ""],
                    ["注：请如实填写", "<", "<", "<"],
                ],
            )
        )
    )

    assert (draft.layout.annex, draft.layout.title) == ("附件1", "村情调查表")
    assert draft.layout.blocks[0].text == "填表单位：{reporting_unit}"
    assert draft.layout.rows[-1].repeat == "family_members"
    assert draft.layout.rows[-1].blank_rows == 2
    assert draft.layout.blocks[-1].note


def test_several_forms_in_one_document():
    """Each is drafted by its number; the others are counted."""
    made = document(
        "附件1",
        "村情表",
        word_table(1, [["村名", ""]]),
        "附件2",
        "户情表",
        word_table(2, [["户名", ""]]),
    )

    first, second = draft_layout(made), draft_layout(made, part=2)

    assert (first.layout.title, second.layout.title, first.others) == ("村情表", "户情表", 1)
    assert next(iter(fields(second))) == "household"
    with pytest.raises(DefinitionError, match="2 forms"):
        draft_layout(made, part=3)


def test_what_holds_no_form_is_said_to_hold_none():
    """A letter is no form."""
    with pytest.raises(DefinitionError, match="no form") as caught:
        draft_layout(document("关于做好工作的通知", "各单位：请认真落实。"))

    assert caught.value.chinese == "文件里没有表格，也没有要填的空"


def test_what_cannot_be_read_safely_is_told_at_the_top():
    """Two columns of the same name side by side: the draft says what is wrong with it."""
    rows = [["姓名", "单位", "姓名", "单位"], ["", "", "", ""]]
    draft = draft_layout(document("双栏名册", word_table(1, rows)))

    assert any("姓名" in each for each in draft.doubts[""])
    assert "# 核对：有两格都叫“姓名”" in draft.layout_toml


WORDS = st.text(
    st.sampled_from('村户名人数（亩）：□☑_ \u3000…1专家"\\{}|\n\t\x07其它、年月日备注单位合计是否'),
    max_size=9,
)


@hypothesis.given(
    rows=st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1, max_size=6)
    ),
    above=st.lists(WORDS, max_size=3),
    on_sheet=st.booleans(),
)
def test_anything_gives_a_draft_that_is_toml_or_a_clear_refusal(rows, above, on_sheet):
    """No table, however odd, is an error of the program."""
    table = sheet("S", rows) if on_sheet else word_table(1, rows)
    try:
        draft = draft_layout(document(*([] if on_sheet else above), table))
    except DefinitionError as error:
        hypothesis.target(len(error.chinese))
        return
    assert tomllib.loads(draft.layout_toml)["key"] == "new_form"
    assert tomllib.loads(draft.kind_toml)["kinds"][0]["key"] == "new_form"
    problems = [message for path, message, _ in check_layout(draft.layout, draft.kind)]
    # What is not the author's to decide is never wrong.
    assert not [each for each in problems if "列，表格是" in each or "恰好写一个" in each]
    write_form(draft.layout, draft.kind)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize(("format_", "other"), [("docx", "odt"), ("xlsx", "ods")])
def test_a_blank_saved_by_another_program_gives_the_same_draft(format_, other, tmp_path):
    """The four annexes, opened and saved twice by LibreOffice."""
    (tmp_path / "0").mkdir()
    for key in ANNEXES:
        data = write_form(LAYOUTS[key], KINDS[LAYOUTS[key].kind], format=format_)
        (tmp_path / f"0/{key}.{format_}").write_bytes(data)
    for number, ending in enumerate((other, format_)):
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                "--convert-to",
                ending,
                "--outdir",
                tmp_path / str(number + 1),
                *sorted((tmp_path / str(number)).iterdir()),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )

    for key in ANNEXES:
        path = tmp_path / f"2/{key}.{format_}"
        draft = draft_layout(read_document(path.read_bytes(), path.name), key=key)
        assert draft.kind == of_blank(key, format_).kind
        assert draft.layout.rows == of_blank(key, format_).layout.rows
