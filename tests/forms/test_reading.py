"""Forms as they come back: moved, cut, copied, retyped; read right or told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from forms_documents import document, sheet, word_table
from forms_jilin import load_kinds, load_layouts, make_setting

from kejifupin.forms import CODES, Block, form_reader
from kejifupin.forms.reading import FormReading, read_form
from kejifupin.office.findings import finding
from kejifupin.office.grid import Document
from kejifupin.office.markers import slot_name
from kejifupin.records.values import DivisionName, Unread
from kejifupin.terms.issues import Effect, Severity
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
TITLE = "一户一策调查表"

HOUSEHOLD = [
    ["  户名", "张甲", "地区名称", "镇赉县"],
    ["详细地址", "东屏镇甲村", "<", "<"],
    ["联系人", "李乙", "联系电话", "13800000000"],
    ["家庭人口总数", "4", "有劳动能力人口数", "2人"],
    ["人均耕地面积", "3.5亩", "", ""],
    ["致贫原因\n（在对应□内打√）", "因病□ 因残☑ 因学□ 缺水√\n其它：\n", "<", "<"],
    ["发展潜在优势", "有山", "<", "<"],
    ["科技服务需求\n（在对应□内打√）", "种植☑养殖□加工□水产□\n其它:编织", "<", "<"],
    ["其它需要\n说明事项", "", "<", "<"],
]
VALUES = {
    "household": "张甲",
    "division": DivisionName("镇赉县", "220821"),
    "address": "东屏镇甲村",
    "contact": "李乙",
    "phone": "13800000000",
    "members": 4,
    "able_workers": 2,
    "farmland_per_capita": Decimal("3.5"),
    "poverty_causes": ("因残", "缺水"),
    "strengths": "有山",
    "service_needs": ("种植",),
    "service_needs_other": "编织",
}
CELLS = {
    "household": "表1!R1C2",
    "division": "表1!R1C4",
    "address": "表1!R2C2",
    "contact": "表1!R3C2",
    "phone": "表1!R3C4",
    "members": "表1!R4C2",
    "able_workers": "表1!R4C4",
    "farmland_per_capita": "表1!R5C2",
    "poverty_causes": "表1!R6C2",
    "poverty_causes_other": "表1!R6C2",
    "strengths": "表1!R7C2",
    "service_needs": "表1!R8C2",
    "service_needs_other": "表1!R8C2",
    "notes": "表1!R9C2",
}
TEAM = [
    ["带队人员", "<", "<", "<", "<", "<"],
    ["姓名", "张甲", "<", "联系方式", "13800000000", "<"],
    ["工作单位", "省农科院", "<", "职    务", "主任", "<"],
    ["扶贫工作队人员组成", "<", "<", "<", "<", "<"],
    ["", "姓  名", "单  位", "职称", "年龄", "联系电话"],
    ["专家1", "李乙", "农大", "教授", "50", "13900000000"],
    ["专家2", "王丙", "", "讲师", "", ""],
    ["……", "赵丁", "畜牧站", "", "", ""],
    ["……", "", "", "", "", ""],
    ["送科技下乡活动安排", "<", "<", "<", "<", "<"],
    ["", "时  间", "地  点", "主要内容", "<", "<"],
    ["活动1", "12月5日", "甲村", "讲课", "<", "<"],
    ["活动2", "春节前", "乙村", "咨询", "<", "<"],
    ["……", "……", "", "", "<", "<"],
]
RETURN_TITLE = "吉林省2017-2018年度“科技之冬”活动统计表"
RETURN_LINE = "填表单位：延边州科协        （统计时间：2017年12月—2018年4月）"
RETURN_FIELDS = [row.cells[1].unit_of for row in LAYOUTS["winter_return"].blocks[1].rows[1:]]
RETURN = [["内 容", "计量单位", "数 量"]] + [
    [row.cells[0].label, KINDS["winter_return"].field(key).unit, str(number)]
    for number, (row, key) in enumerate(
        zip(LAYOUTS["winter_return"].blocks[1].rows[1:], RETURN_FIELDS, strict=True), 1
    )
]
RETURN_VALUES = {key: number for number, key in enumerate(RETURN_FIELDS, 1)}


def read(*blocks, only: str | None = None, **more) -> FormReading:
    layouts = [layout for key, layout in LAYOUTS.items() if only in (None, key)]
    return read_form(document(*blocks, **more), layouts, SETTING)


def values(record) -> dict:
    return {key: value for key, value in record.items() if value is not None}


def codes(reading: FormReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def changed(rows, row: int, col: int, text: str):
    """The rows with one cell replaced."""
    copy = [list(each) for each in rows]
    copy[row][col] = text
    return copy


def test_a_form_is_read_whole():
    """Every value, and the cell of every field, blank ones included."""
    reading = read("附件2", TITLE, word_table(1, HOUSEHOLD), "")
    (record,) = reading.records
    assert values(record) == VALUES
    assert codes(reading) == []
    assert reading.forms == ("household_survey",)
    assert dict(record.origin.cells) == CELLS
    assert (record.origin.file, record.origin.table) == ("表.docx", "表1")
    assert (record.origin.layout, record.origin.sha256) == ("household_survey", "0" * 64)


MESS = {
    "no title": (word_table(1, HOUSEHOLD),),
    "moved rows": (
        TITLE,
        word_table(1, [HOUSEHOLD[at] for at in (3, 0, 5, 1, 8, 2, 4, 7, 6)]),
    ),
    "an added row": (
        TITLE,
        word_table(1, [*HOUSEHOLD[:2], ["是否低保", "是", "户主年龄", "50"], *HOUSEHOLD[2:]]),
    ),
    "a table in front": (
        word_table(1, [["收文", "编号"], ["3", "17"]]),
        TITLE,
        word_table(2, HOUSEHOLD),
    ),
    "other paragraphs around": (
        "关于报送调查表的说明：请查收。",
        TITLE,
        "填表须知：如实填写。",
        word_table(1, HOUSEHOLD),
        "填表人：王某    填表日期：2017年11月20日",
    ),
    "an extra column": (
        TITLE,
        word_table(1, [[*row[:2], "<" if row[2] == "<" else "", *row[2:]] for row in HOUSEHOLD]),
    ),
    "a column of units": (
        TITLE,
        word_table(
            1,
            [
                [*row[:2], "<" if row[2] == "<" else "", *row[2:]]
                if at != 3
                else ["家庭人口总数", "人", "4", "有劳动能力人口数", "2人"]
                for at, row in enumerate(HOUSEHOLD)
            ],
        ),
    ),
    "two tables": (TITLE, word_table(1, HOUSEHOLD[:4]), "", word_table(2, HOUSEHOLD[4:])),
    "a label that spans two columns": (
        TITLE,
        word_table(1, [[row[0], "<", *row[1:]] for row in HOUSEHOLD]),
    ),
    "other wordings": (
        TITLE,
        word_table(1, changed(changed(HOUSEHOLD, 0, 0, "户主姓名"), 8, 0, "其他需要说明事项")),
    ),
    "a sheet": (sheet("附件2", [[TITLE, "<", "<", "<"], *HOUSEHOLD]),),
    "a sheet with rows above": (
        sheet("附件2", [["附件2", "", "", ""], [TITLE, "<", "<", "<"], [""] * 4, *HOUSEHOLD]),
    ),
}


@pytest.mark.parametrize("mess", sorted(MESS))
def test_harmless_mess_does_not_matter(mess):
    """The record is the same, and there is nothing to tell."""
    reading = read(*MESS[mess])
    assert [values(record) for record in reading.records] == [VALUES]
    assert codes(reading) == []


def test_what_stands_beside_the_table_is_not_taken_for_a_value():
    """A column of remarks fills no blank; that it was not read is told where it could matter."""
    rows = [[TITLE, "<", "<", "<", ""], *([*row, "请核对"] for row in HOUSEHOLD)]
    reading = read(sheet("附件2", rows))
    assert [values(record) for record in reading.records] == [VALUES]
    assert [(each.code, each.field) for each in reading.issues] == [("form.beside_unread", "notes")]


def test_a_blank_column_put_in_before_the_values_is_stepped_over():
    """If most values stand one cell farther on, they all do."""
    rows = [[row[0], "", row[1], *row[2:]] for row in HOUSEHOLD]
    reading = read(TITLE, word_table(1, rows))
    assert [values(record) for record in reading.records] == [VALUES]


def test_a_deleted_row_is_told_and_the_rest_is_read():
    """Its fields are not reported, and have no cell."""
    reading = read(TITLE, word_table(1, HOUSEHOLD[:2] + HOUSEHOLD[3:]))
    (record,) = reading.records
    expected = {k: v for k, v in VALUES.items() if k not in ("contact", "phone")}
    assert values(record) == expected
    assert codes(reading) == ["form.label_missing"]
    assert "联系人、联系电话" in reading.issues[0].message
    assert record.origin.cell("phone") is None


def test_values_beside_their_labels_in_one_cell():
    """户名：张三 in cells, several in one cell, and in paragraphs without any table."""
    rows = [
        ["户名：张甲", "地区名称：镇赉县"],
        ["详细地址：东屏镇甲村", "<"],
        ["联系人：李乙  联系电话：13800000000", "<"],
        ["家庭人口总数：4", "有劳动能力人口数：2人"],
        ["人均耕地面积：3.5亩", ""],
        *[[row[0], row[1]] for row in HOUSEHOLD[5:]],
    ]
    reading = read(TITLE, word_table(1, rows))
    assert [values(record) for record in reading.records] == [VALUES]
    assert codes(reading) == []
    assert reading.records[0].origin.cell("phone") == "表1!R3C1"

    reading = read(
        TITLE,
        "户名：张甲    地区名称：___镇赉县___",
        "详细地址：东屏镇甲村",
        "联系人：李乙  联系电话：13800000000",
        "家庭人口总数：4   有劳动能力人口数：2人；人均耕地面积：3.5亩",
        "致贫原因：因残√ 缺水√ 因病□",
        "发展潜在优势：有山",
        "科技服务需求：种植",
        "其它需要说明事项：",
    )
    (record,) = reading.records
    expected = {k: v for k, v in VALUES.items() if k != "service_needs_other"}
    assert values(record) == expected
    assert record.origin.cell("able_workers") == "段落5"
    assert record.origin.table is None


def test_a_form_of_one_kind_is_not_read_as_another():
    """A village's form shares most labels with a household's, and is none."""
    village = [["村名", "甲村", "地区名称", "镇赉县"], *HOUSEHOLD[1:3]]
    village += [["总户数", "40", "贫困户数", "5"], ["总人口", "90", "人均耕地面积", "3"]]
    village += HOUSEHOLD[5:]
    reading = read(word_table(1, village))
    assert reading.forms == ("village_survey",)
    reading = read(word_table(1, village), only="household_survey")
    assert reading.records == ()
    assert codes(reading) == ["form.unknown"]
    message = reading.issues[0].message
    assert "一户一策调查表" in message
    for word in ("户名", "家庭人口总数", "有劳动能力人口数"):
        assert word in message


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        ("关于召开会议的通知", "请各单位派员参加。"),
        (word_table(1, [["序号", "品名"], ["1", "锄头"]]),),
        (sheet("Sheet1", [["a", "b"], [1, 2]]),),
    ],
)
def test_a_document_without_a_form_is_told(blocks):
    """Never a blank list."""
    reading = read(*blocks)
    assert (reading.records, codes(reading)) == ((), ["form.unknown"])
    assert reading.issues[0].severity is Severity.ERROR


def test_an_unreadable_file_keeps_its_own_issue():
    """What the office stage said is the answer; nothing is added to it."""
    broken = Document("坏.docx", "docx", "", issues=(finding("file.broken", "坏.docx"),))
    reading = read_form(broken, tuple(LAYOUTS.values()), SETTING)
    assert codes(reading) == ["file.broken"]


def test_a_blank_form_gives_no_record():
    """It is told; beside filled ones it is only noted."""
    blank = [[row[0], "", row[2] if row[2] != "<" else "<", ""] for row in HOUSEHOLD]
    blank[5][1:] = ["因病□ 因残□\n其它：\n", "<", "<"]
    reading = read(TITLE, word_table(1, blank))
    assert (reading.records, codes(reading)) == ((), ["form.empty"])
    assert reading.issues[0].severity is Severity.WARNING
    reading = read(TITLE, word_table(1, HOUSEHOLD), TITLE, word_table(2, blank))
    assert [values(record) for record in reading.records] == [VALUES]
    assert [(each.code, each.severity) for each in reading.issues] == [
        ("form.empty", Severity.INFO)
    ]


def test_two_answers_to_one_question_are_both_left():
    """Neither is chosen; the issue names both cells."""
    rows = [*HOUSEHOLD, ["家庭人口总数", "5", "有劳动能力人口数", "2人"]]
    reading = read(TITLE, word_table(1, rows))
    (record,) = reading.records
    assert record.get("members") is None
    assert record.get("able_workers") == 2
    (issue,) = reading.issues
    assert (issue.code, issue.field, issue.effect) == (
        "form.two_candidates",
        "members",
        Effect.FIELD,
    )
    assert issue.place.cell == record.origin.cell("members") == "表1!R4C2"
    assert "第1表第4行第2列和第1表第10行第2列" in issue.message


def test_two_answers_about_who_it_is_take_the_record_away():
    """Of whom it speaks must be certain."""
    reading = read(TITLE, word_table(1, [*HOUSEHOLD, ["户名", "王丙", "", ""]]))
    assert [(each.code, each.effect) for each in reading.issues] == [
        ("form.two_candidates", Effect.RECORD)
    ]
    assert "王丙" not in reading.issues[0].text()


def test_many_forms_in_one_file():
    """Table after table, or all in one table; each has its own cells."""
    second = changed(HOUSEHOLD, 0, 1, "王丙")
    for blocks in (
        (TITLE, word_table(1, HOUSEHOLD), TITLE, word_table(2, second)),
        (word_table(1, HOUSEHOLD), "", word_table(2, second)),
        (word_table(1, HOUSEHOLD + second),),
        (sheet("甲", HOUSEHOLD), sheet("乙", second)),
        (sheet("甲", [[TITLE, "<", "<", "<"], *HOUSEHOLD, [TITLE, "<", "<", "<"], *second]),),
    ):
        reading = read(*blocks)
        assert [values(record) for record in reading.records] == [
            VALUES,
            VALUES | {"household": "王丙"},
        ]
        assert codes(reading) == []
        first, last = (record.origin.cell("household") for record in reading.records)
        assert first != last


def test_forms_of_several_kinds_in_one_file():
    """Annex 3, then annex 4, with their paragraphs between."""
    reading = read(
        "附件3",
        "扶贫工作队工作安排表",
        "安图县地区扶贫工作队",
        word_table(1, TEAM),
        "备注：一支工作队填报一张表。",
        "附件4",
        RETURN_TITLE,
        RETURN_LINE,
        word_table(2, RETURN),
    )
    assert reading.forms == ("team_workplan", "winter_return")
    team, counted = reading.records
    assert team.get("division") == DivisionName("安图县", "222426")
    assert counted.get("reporting_unit") == "延边州科协"
    assert codes(reading) == []


def test_a_reworded_label_is_read_by_position_with_a_warning():
    """It must look like the printed words, and stand where they are printed."""
    reading = read(TITLE, word_table(1, changed(HOUSEHOLD, 3, 0, "家庭总人口数")))
    assert values(reading.records[0]) == VALUES
    assert codes(reading) == ["form.label_altered"]
    reading = read(TITLE, word_table(1, changed(HOUSEHOLD, 1, 0, "")))
    assert values(reading.records[0]) == VALUES
    assert codes(reading) == ["form.label_altered"]


def test_another_question_in_the_place_of_a_label_is_not_answered_for_it():
    """低保户数 is not 贫困户数, wherever it stands."""
    reading = read(TITLE, word_table(1, changed(HOUSEHOLD, 3, 2, "低保金额")))
    assert reading.records[0].get("able_workers") is None
    assert codes(reading) == ["form.label_missing", "form.left_over"]
    assert reading.issues[1].place.cell == "表1!R4C3"


def test_a_hidden_marker_finds_what_its_label_no_longer_tells():
    """Evidence of where the blank form had the place; told all the same."""
    rows = changed(HOUSEHOLD, 3, 2, "在家务农的")
    slots = {slot_name("able_workers"): ("表1!R4C4",)}
    reading = read(TITLE, word_table(1, rows), slots=slots)
    assert reading.records[0].get("able_workers") == 2
    assert [(each.code, each.place.cell) for each in reading.issues] == [
        ("form.by_marker", "表1!R4C4")
    ]


def test_another_version_of_a_form_is_told():
    """By the marker that the blank form carries."""
    properties = {"form": "household_survey", "version": "0"}
    reading = read(TITLE, word_table(1, HOUSEHOLD), properties=properties)
    assert values(reading.records[0]) == VALUES
    assert codes(reading) == ["form.other_version"]


def test_annex_3_has_a_leader_and_rows():
    """姓名 is the leader's above and each expert's below; dotted and blank rows are no rows."""
    reading = read(
        "扶贫工作队工作安排表", "     安图县    地区扶贫工作队", word_table(1, TEAM), "备注：略。"
    )
    (record,) = reading.records
    assert record.get("leader_name") == "张甲"
    assert record.get("leader_position") == "主任"
    assert [values(row) for row in record.get("experts")] == [
        {
            "name": "李乙",
            "employer": "农大",
            "title": "教授",
            "age": 50,
            "phone": "13900000000",
        },
        {"name": "王丙", "title": "讲师"},
        {"name": "赵丁", "employer": "畜牧站"},
    ]
    assert [values(row) for row in record.get("planned_activities")] == [
        {"when": date(2017, 12, 5), "where": "甲村", "content": "讲课"},
        {"when": "春节前", "where": "乙村", "content": "咨询"},
    ]
    assert codes(reading) == []
    assert record.origin.cell("division") == "段落2"
    second = record.get("experts")[1]
    assert second.kind.key == "team_workplan.experts"
    assert (second.origin.row, second.origin.cell("age")) == (7, "表1!R7C5")
    assert record.get("planned_activities")[0].origin.cell("content") == "表1!R12C4"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("安图县地区扶贫工作队", "222426"),
        ("____安图县____地区扶贫工作队", "222426"),
        ("吉林省延边州和龙市扶贫工作队", "222406"),
        ("镇赉县科技助力扶贫工作队", "220821"),
        ("地区：通榆县", "220822"),
    ],
)
def test_the_place_may_stand_before_its_label(line, code):
    """地区扶贫工作队 comes behind the blank; people retype the line."""
    reading = read("扶贫工作队工作安排表", line, word_table(1, TEAM))
    assert reading.records[0].get("division").code == code


def test_growing_tables_go_on_over_a_page():
    """With and without the heading repeated; their rows stay in order."""
    for rest in (TEAM[7:], [TEAM[4], *TEAM[7:]]):
        reading = read(
            "扶贫工作队工作安排表",
            "安图县地区扶贫工作队",
            word_table(1, TEAM[:7]),
            "",
            word_table(2, rest),
        )
        (record,) = reading.records
        assert [row.get("name") for row in record.get("experts")] == ["李乙", "王丙", "赵丁"]
        assert len(record.get("planned_activities")) == 2
        assert codes(reading) == []


def test_annex_4_line_by_line():
    """观众人数 stands twice; the line above tells which is which."""
    reading = read("附件4", RETURN_TITLE, RETURN_LINE, word_table(1, RETURN))
    (record,) = reading.records
    assert {key: record.get(key) for key in RETURN_FIELDS} == RETURN_VALUES
    assert record.get("reporting_unit") == "延边州科协"
    assert record.get("division") == DivisionName("延边州科协", "222400")
    assert record.get("period") == Period(date(2017, 12, 1), date(2018, 4, 30))
    assert codes(reading) == []
    cells = record.origin.cells
    assert cells["reporting_unit"] == cells["division"] == cells["period"] == "段落3"
    assert cells["film_attendances"] == "表1!R15C3"
    assert cells["exhibition_attendances"] == "表1!R21C3"


ANNEX_4 = {
    "moved pairs": [
        RETURN[0],
        *RETURN[19:21],
        *RETURN[13:15],
        *RETURN[1:13],
        *RETURN[15:19],
        *RETURN[21:],
    ],
    "no heading": RETURN[1:],
    "no column of units": [[row[0], row[2]] for row in RETURN],
    "no units and no heading": [[row[0], row[2]] for row in RETURN[1:]],
    "a column of remarks": [[*row, "备注" if at == 0 else "附注"] for at, row in enumerate(RETURN)],
    "a column of numbers": [
        ["序号" if at == 0 else str(at), *row] for at, row in enumerate(RETURN)
    ],
    "numbers in the column of units": [
        RETURN[0],
        *([row[0], f"{row[2]}{row[1]}", ""] for row in RETURN[1:]),
    ],
    "units behind the numbers": [[row[0], "", f"{row[2]} {row[1]}"] for row in RETURN[1:]],
    "units in brackets behind the labels": [
        [f"{row[0]}（{row[1]}）", row[2]] for row in RETURN[1:]
    ],
    "the columns changed over": [[row[0], row[2], row[1]] for row in RETURN],
}


@pytest.mark.parametrize("mess", sorted(ANNEX_4))
def test_the_columns_of_annex_4_are_found_by_what_they_say(mess):
    """Whatever was moved, left out or added, each number goes to its line."""
    reading = read(RETURN_TITLE, RETURN_LINE, word_table(1, ANNEX_4[mess]))
    (record,) = reading.records
    assert {key: record.get(key) for key in RETURN_FIELDS} == RETURN_VALUES
    assert codes(reading) == []


def test_annex_4_on_two_pages():
    """With and without its heading repeated; 观众人数 finds its line over the page."""
    line = RETURN_LINE
    for rest in (RETURN[14:], [RETURN[0], *RETURN[14:]]):
        reading = read(RETURN_TITLE, line, word_table(1, RETURN[:14]), "", word_table(2, rest))
        (record,) = reading.records
        assert {key: record.get(key) for key in RETURN_FIELDS} == RETURN_VALUES
        assert codes(reading) == []
        assert record.origin.cell("funds_invested").startswith("表2!")


def test_a_form_of_which_every_answer_is_disputed_is_not_blank():
    """Its issues are told."""
    blank = [[row[0], "", row[2], ""] for row in HOUSEHOLD]
    rows = [*changed(blank, 0, 1, "张甲"), ["户名", "王丙", "", ""]]
    rows = changed(rows, 5, 1, "")
    reading = read(TITLE, word_table(1, rows))
    assert codes(reading) == ["form.two_candidates"]
    assert len(reading.records) == 1


def test_a_line_of_annex_4_left_out_is_not_filled_from_its_namesake():
    """Without the line 8.科普展览次数 its 观众人数 is still told by its neighbours."""
    reading = read(RETURN_TITLE, RETURN_LINE, word_table(1, RETURN[:19] + RETURN[20:]))
    record = reading.records[0]
    assert record.get("exhibitions") is None
    assert (record.get("film_attendances"), record.get("exhibition_attendances")) == (14, 20)
    reading = read(RETURN_TITLE, RETURN_LINE, word_table(1, RETURN[:14] + RETURN[15:]))
    record = reading.records[0]
    assert (record.get("film_attendances"), record.get("exhibition_attendances")) == (None, 20)
    assert "放映科教影视片观众人数" in reading.issues[0].message


def test_a_namesake_that_nothing_tells_apart_is_not_read():
    """Two 观众人数 in a row behind lines that are neither's."""
    rows = [RETURN[0], *RETURN[22:], RETURN[14], *RETURN[1:14], *RETURN[15:22]]
    reading = read(RETURN_TITLE, RETURN_LINE, word_table(1, rows))
    record = reading.records[0]
    assert record.get("film_attendances") is None
    assert record.get("exhibition_attendances") == 20
    assert "form.label_unclear" in codes(reading)


def test_a_changed_unit_converts_or_is_an_issue():
    """人次 for 万人次 converts; 人 for 人次 is something else."""
    rows = changed(changed(RETURN, 4, 1, "人次"), 4, 2, "12000")
    rows = changed(rows, 10, 1, "人")
    reading = read(RETURN_TITLE, RETURN_LINE, word_table(1, rows))
    record = reading.records[0]
    assert record.get("farmer_attendances") == Decimal("1.2")
    assert record.get("training_farmer_attendances") == Unread("10")
    (issue,) = reading.issues
    assert (issue.code, issue.effect) == ("value.unit_dimension", Effect.FIELD)
    assert issue.place.cell == record.origin.cell("training_farmer_attendances")


def test_the_printed_period_that_runs_backwards_is_a_warning():
    """A form on which nothing else is filled in is blank for all that."""
    line = "填表单位：延边州科协（统计时间：2017年12月—2017年4月）"
    reading = read(RETURN_TITLE, line, word_table(1, RETURN))
    assert codes(reading) == ["period.reversed"]
    assert reading.records[0].get("period") == Unread("2017年12月—2017年4月")
    blank = [RETURN[0], *([row[0], row[1], ""] for row in RETURN[1:])]
    line = "填表单位：        （统计时间：2017年12月—2017年4月）"
    assert codes(read(RETURN_TITLE, line, word_table(1, blank))) == ["form.empty"]


@pytest.mark.parametrize(
    "line",
    [
        [RETURN_LINE, "<", "<"],
        ["填表单位：延边州科协", "（统计时间：2017年12月—2018年4月）", "<"],
        ["填表单位：", "延边州科协", "统计时间：2017年12月—2018年4月"],
        ["填表单位", "延边州科协", "统计时间：2017年12月—2018年4月"],
        ["填表单位：____延边州科协____", "", "统计时间：2017年12月—2018年4月"],
    ],
)
def test_the_line_above_the_table_in_a_sheet(line):
    """In one merged cell, in cells of its own, or spilled into the next cell."""
    reading = read(sheet("附件4", [[RETURN_TITLE, "<", "<"], line, *RETURN]))
    (record,) = reading.records
    assert record.get("reporting_unit") == "延边州科协"
    assert record.get("division").code == "222400"
    assert record.get("period") == Period(date(2017, 12, 1), date(2018, 4, 30))
    assert codes(reading) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "请各填表单位认真填写。",
        "填表单位应如实填写",
        "统计时间以文件为准",
        "各县组建，均称扶贫工作队",
    ],
)
def test_sentences_that_mention_a_place_are_not_taken_for_it(sentence):
    """A label in a paragraph is followed by a colon or by the blank to fill in."""
    reading = read(RETURN_TITLE, sentence, RETURN_LINE, word_table(1, RETURN))
    assert reading.records[0].get("reporting_unit") == "延边州科协"
    assert codes(reading) == []
    reading = read("扶贫工作队工作安排表", sentence, "安图县地区扶贫工作队", word_table(1, TEAM))
    assert reading.records[0].get("division").code == "222426"
    assert codes(reading) == []


@pytest.mark.parametrize(
    "line",
    [
        "填表单位 延边州科协   统计时间 2017年12月—2018年4月",
        "填 表 单 位：延边州科协（统计时间:2017年12月—2018年4月）",
        "填表单位(盖章)：延边州科协 统计时间：2017年12月—2018年4月",
        "统计时间：2017年12月—2018年4月      填表单位：延边州科协",
    ],
)
def test_the_line_above_the_table_retyped(line):
    """Colons left out, spaces put in, the two changed over."""
    reading = read(RETURN_TITLE, line, word_table(1, RETURN))
    (record,) = reading.records
    assert record.get("reporting_unit") == "延边州科协"
    assert record.get("period") == Period(date(2017, 12, 1), date(2018, 4, 30))
    assert codes(reading) == []


def test_a_reporting_unit_of_nowhere_takes_the_record_away():
    """The division is found from it, and its issue points to it."""
    line = "填表单位：科学技术协会（统计时间：2017年12月—2018年4月）"
    reading = read(RETURN_TITLE, line, word_table(1, RETURN))
    (issue,) = reading.issues
    assert (issue.field, issue.effect, issue.place.cell) == ("division", Effect.RECORD, "段落2")


def test_numbers_of_a_sheet_are_taken_as_stored():
    """Zero, “-” and blank stay three different things."""
    rows = [list(row) for row in RETURN]
    rows[1][2], rows[2][2], rows[3][2] = 0, "-", ""
    reading = read(sheet("附件4", [[RETURN_TITLE, "<", "<"], [RETURN_LINE, "<", "<"], *rows]))
    record = reading.records[0]
    assert [record.get(key) for key in RETURN_FIELDS[:4]] == [0, NONE_OF_ITEM, None, 4]
    assert record.origin.cell("outreach_villages") == "附件4!C6"


def test_one_bad_form_does_not_stop_the_others(monkeypatch):
    """An error inside the program is an issue of that form, in a file as in a form."""

    class Broken(form_reader.FormReader):
        def read(self):
            if self.layout.layout.key == "team_workplan":
                raise ZeroDivisionError
            return super().read()

    monkeypatch.setattr("kejifupin.forms.reading.FormReader", Broken)
    blocks = ("安图县地区扶贫工作队", word_table(1, TEAM), RETURN_TITLE, RETURN_LINE)
    reading = read("扶贫工作队工作安排表", *blocks, word_table(2, RETURN))
    assert [record.kind.key for record in reading.records] == ["winter_return"]
    assert codes(reading) == ["form.internal"]
    assert "ZeroDivisionError" in reading.issues[0].message

    def fail(*args):
        raise RecursionError

    monkeypatch.setattr("kejifupin.forms.reading.regions_of", fail)
    assert codes(read(word_table(1, HOUSEHOLD))) == ["form.internal"]


def test_a_layout_of_an_unknown_kind_is_a_mistake_of_the_program():
    """It is raised, with the nearest name."""
    from kejifupin.errors import UnknownNameError

    wrong = attrs.evolve(LAYOUTS["household_survey"], kind="houshold_survey")
    with pytest.raises(UnknownNameError, match="household_survey"):
        read_form(document(TITLE), (wrong,), SETTING)


def test_issues_hold_no_personal_words():
    """What was seen is kept apart from what is said about it."""
    rows = changed(changed(HOUSEHOLD, 2, 3, "我的号码"), 3, 1, "张甲一家")
    rows = changed(rows, 0, 3, "镇赉县张甲处")
    reading = read(TITLE, word_table(1, rows))
    assert {"value.phone", "value.number"} <= set(codes(reading))
    for issue in reading.issues:
        for words in ("张甲", "我的号码", "李乙"):
            assert words not in issue.text()
            assert words not in repr(issue)
    assert "张甲" not in repr(reading)


def test_every_code_that_is_found_is_explained():
    """The codes of all the readings above stand in the table."""
    rows = changed(HOUSEHOLD, 3, 1, "不详")
    for reading in (read(TITLE, word_table(1, rows)), read()):
        assert set(codes(reading)) <= set(CODES)


@pytest.mark.parametrize(
    ("heading", "again"),
    [("续表", ()), ("续表", (0,)), ("一户一策调查表（续）", ()), ("一户一策调查表", ())],
)
def test_a_form_over_two_pages_is_one_form(heading, again):
    """The second page may have the title again, or the row that says whose form it is."""
    second = word_table(2, [*(HOUSEHOLD[row] for row in again), *HOUSEHOLD[5:]])
    reading = read_form(
        document(TITLE, word_table(1, HOUSEHOLD[:5]), heading, second),
        tuple(LAYOUTS.values()),
        SETTING,
    )
    assert reading.forms == ("household_survey",)
    (record,) = reading.records
    assert {key: value for key, value in record.items() if value is not None} == VALUES
    row = 1 + len(again)
    assert record.origin.cell("poverty_causes") == f"表2!R{row}C2"
    assert not reading.issues


def test_a_form_with_its_title_and_its_own_person_is_not_the_page_of_another():
    """Two titles and a label twice: two forms, the second told for what it lacks."""
    other = [["户名", "王丙", "地区名称", "镇赉县"], *HOUSEHOLD[5:]]
    reading = read_form(
        document(TITLE, word_table(1, HOUSEHOLD[:5]), TITLE, word_table(2, other)),
        tuple(LAYOUTS.values()),
        SETTING,
    )
    assert [record.household for record in reading.records] == ["张甲", "王丙"]
    assert [record.service_needs for record in reading.records] == [None, ("种植",)]


def test_a_titled_table_with_hardly_a_label_is_told():
    """What stands under a form's title is never passed over in silence."""
    reading = read_form(
        document(TITLE, word_table(1, HOUSEHOLD), TITLE, word_table(2, [["户名", "王丙"]])),
        tuple(LAYOUTS.values()),
        SETTING,
    )
    assert len(reading.records) == 1
    assert [(each.code, each.place.cell) for each in reading.issues] == [
        ("form.unknown", "表2!R1C1")
    ]


def test_what_is_left_of_a_label_is_not_guessed():
    """联系 may come from 联系人 or from 联系电话: neither takes what stands beside it."""
    rows = [list(row) for row in HOUSEHOLD]
    rows[2] = ["联系", "13800000000", "", ""]
    reading = read_form(document(TITLE, word_table(1, rows)), tuple(LAYOUTS.values()), SETTING)
    (record,) = reading.records
    assert record.contact is record.phone is None
    (told,) = [each for each in reading.issues if each.code == "form.label_missing"]
    assert "联系人、联系电话" in told.message


def test_a_value_in_a_text_ends_where_another_label_begins():
    """A label that the form does not have still is no part of the number in front of it."""
    text = "户名：张甲   联系电话：13800000000\n家里人口：4人\n有劳动能力人口数：2人   备注说明：好"
    more = "人均耕地面积：3.5亩\n致贫原因：因残\n科技服务需求：种植\n地区名称：镇赉县"
    more += "\n发展潜在优势：有山\n特长：木工"
    reading = read_form(
        document(TITLE, word_table(1, [[text], [more]])), tuple(LAYOUTS.values()), SETTING
    )
    (record,) = reading.records
    assert (record.household, record.phone, record.able_workers) == ("张甲", "13800000000", 2)
    assert record.strengths == "有山\n特长：木工"


@pytest.mark.parametrize("words", ["无", "/", "-"])
def test_none_behind_other_is_no_other_choice(words):
    """其它：无 says that there is nothing else."""
    rows = [list(row) for row in HOUSEHOLD]
    rows[7][1] = f"种植☑养殖□加工□水产□\n其它：{words}"
    reading = read_form(document(TITLE, word_table(1, rows)), tuple(LAYOUTS.values()), SETTING)
    (record,) = reading.records
    assert (record.service_needs, record.service_needs_other) == (("种植",), None)
    assert not reading.issues


@pytest.mark.parametrize(
    ("label", "key", "text", "value"),
    [
        ("家庭人口总数", "members", "", None),
        ("家庭人口总数", "members", "#REF!", Unread("#REF!")),
        ("科技服务需求\n（在对应□内打√）", "service_needs", "#REF!", Unread("#REF!")),
    ],
)
def test_a_formula_without_a_result_is_told_whatever_its_field_holds(label, key, text, value):
    """It looks blank, but somebody filled it in."""
    code = "cell.error_value" if text else "cell.formula_without_value"
    grid = word_table(1, HOUSEHOLD)
    label_cell = next(each for each in grid.cells if each.text == label)
    spot = label_cell.row, label_cell.col + 1
    cells = tuple(
        attrs.evolve(each, text=text, issue_code=code) if (each.row, each.col) == spot else each
        for each in grid.cells
    )
    reading = read_form(
        document(TITLE, attrs.evolve(grid, cells=cells)), tuple(LAYOUTS.values()), SETTING
    )
    (record,) = reading.records
    assert record.get(key) == value
    (told,) = reading.issues
    assert (told.code, told.field, told.place.cell) == (code, key, record.origin.cell(key))


@pytest.mark.parametrize("tail", ["　（单位：万元）", "　金额单位：万元", "（盖章）"])
def test_what_is_printed_behind_the_last_blank_is_no_part_of_it(tail):
    """With brackets and colons as printed, or with other ones."""
    layout = LAYOUTS["village_survey"]
    text = Block(text=f"地区：{{division}}　户数：{{households}}{tail}")
    kept = attrs.evolve(layout, blocks=(text,))
    filled = f"地区：镇赉县　户数：213{tail}"

    for words in (
        filled,
        filled.replace("（", "(").replace("）", ")"),
        filled.replace("：万", ":万"),
    ):
        reading = read_form(document(layout.title, words), (kept,), SETTING)
        assert reading.records[0].get("households") == 213


def test_what_stands_beyond_a_value_is_told_at_its_cell():
    """In a row of its own cells, or beside a label that is merged over several rows."""
    reading = read(TITLE, word_table(1, changed(HOUSEHOLD, 4, 3, "其中水田1亩")))
    assert [values(record) for record in reading.records] == [VALUES]
    assert [(each.code, each.place.cell) for each in reading.issues] == [
        ("form.left_over", "表1!R5C4")
    ]


def test_a_second_row_beside_a_merged_label_is_told():
    rows = [[*row] for row in HOUSEHOLD]
    rows.insert(7, ["^", "另有一处大棚", "<", "<"])
    reading = read(TITLE, word_table(1, rows))
    assert [values(record) for record in reading.records] == [VALUES]
    assert [(each.code, each.place.cell) for each in reading.issues] == [
        ("form.left_over", "表1!R8C2")
    ]


def test_a_number_merged_over_two_labels_is_for_neither():
    """5 people, or 5 mu? Each field tells, in the cell that both have."""
    rows = [[*row] for row in HOUSEHOLD]
    rows[4][1] = "^"
    reading = read(TITLE, word_table(1, rows))
    (record,) = reading.records
    assert isinstance(record.get("members"), Unread)
    assert isinstance(record.get("farmland_per_capita"), Unread)
    assert [(each.code, each.field, each.place.cell) for each in reading.issues] == [
        ("form.shared_cell", "members", "表1!R4C2"),
        ("form.shared_cell", "farmland_per_capita", "表1!R4C2"),
    ]


def test_words_merged_over_two_labels_are_read_for_both_and_told():
    rows = [[*row] for row in HOUSEHOLD]
    rows[7][1:] = ["^", "^", "^"]
    reading = read(TITLE, word_table(1, rows))
    assert {"form.shared_cell"} <= set(codes(reading))


def test_values_in_front_of_their_labels_are_told():
    """The value behind a label is then another's: the first cell that was not read says so."""
    rows = [[row[1], row[0], row[3], row[2]] for row in (HOUSEHOLD[0], HOUSEHOLD[2], HOUSEHOLD[3])]
    told = read(TITLE, word_table(1, rows)).issues.where(code="form.left_over")
    assert [each.place.cell for each in told] == ["表1!R1C1"]


@pytest.mark.parametrize("count", [2, 3])
def test_forms_that_follow_each_other_in_one_table_are_cut_at_their_first_row(count):
    """Even where the labels there are columns of other forms, and alone would tell nothing."""
    rows = []
    for number in range(count):
        rows += [[HOUSEHOLD[0][0], f"张{number}", *HOUSEHOLD[0][2:]], *HOUSEHOLD[1:]]
    reading = read(TITLE, word_table(1, rows))
    assert [record.get("household") for record in reading.records] == [
        f"张{number}" for number in range(count)
    ]
    assert all(values(each) == {**VALUES, "household": each.household} for each in reading.records)
    assert codes(reading) == []
