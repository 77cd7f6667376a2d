"""Layouts as TOML says them, and every mistake in one told at once."""

from __future__ import annotations

import attrs
import pytest
from forms_jilin import load_kinds, load_layouts

from kejifupin.exchange.codec import structure
from kejifupin.exchange.toml_files import read_toml_bytes
from kejifupin.forms.anchors import Role
from kejifupin.forms.checking import check_layout
from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.layouts import (
    Block,
    Column,
    FormLayout,
    LayoutCell,
    Row,
    cell_fields,
    text_fields,
    text_pieces,
)
from kejifupin.records.kinds import Field, FieldType, RecordKind

KIND = RecordKind(
    "survey",
    "调查表",
    (
        Field("village", "村名"),
        Field("division", "地区", FieldType.DIVISION),
        Field("households", "户数", FieldType.NUMBER, unit="户"),
        Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖"), other="needs_other"),
        Field("needs_other", "其它需求"),
        Field("people", "人员", FieldType.ROWS, fields=(Field("name", "姓名"),)),
    ),
)


def layout(*blocks: Block, **more) -> FormLayout:
    return FormLayout("survey", "survey", "调查表", blocks, **more)


def table(*rows, widths=()) -> Block:
    made = [row if isinstance(row, Row) else Row(tuple(map(cell, row))) for row in rows]
    return Block(rows=tuple(made), widths=widths)


def cell(words) -> LayoutCell:
    return words if isinstance(words, LayoutCell) else LayoutCell.from_shorthand(words)


SOUND = (
    Block(text="填表地区：{division}"),
    table(
        ["村名", "{village}", "户数", "{households}"],
        [LayoutCell(label="需求"), LayoutCell(field="needs", span=3)],
        Row(section="人员"),
        Row(repeat="people", columns=(Column(number="第{n}人"), Column("name", span=3))),
    ),
)


def test_a_sound_layout_has_no_problems():
    """The fields behind 其它 and those in paragraphs have their place."""
    assert check_layout(layout(*SOUND), KIND) == ()


@pytest.mark.parametrize("key", sorted(load_layouts()))
def test_the_jilin_layouts_are_sound(key):
    """Every one fits its kind."""
    found = load_layouts()[key]
    assert check_layout(found, load_kinds()[found.kind]) == ()


@pytest.mark.parametrize(
    ("blocks", "path", "words"),
    [
        (
            (SOUND[0], table(["村名", "{vilage}", "户数", "{households}"])),
            ("blocks", 1, "rows", 0, "cells", 1, "field"),
            "没有字段“vilage”",
        ),
        ((SOUND[0],), ("blocks",), "“households”"),
        (
            (SOUND[0], table(["村名", "{village}"], ["户数"])),
            ("blocks", 1, "rows", 1),
            "共占1列，表格是2列",
        ),
        (
            (SOUND[0], table([LayoutCell(label="甲", field="village")])),
            ("blocks", 1, "rows", 0, "cells", 0),
            "恰好写一个",
        ),
        ((Block(),), ("blocks", 0), "恰好写一个"),
        ((Block(text="{division}"),), ("blocks", 0, "text"), "前后没有文字"),
        (
            (table(Row(repeat="peple", columns=(Column("name"),))),),
            ("blocks", 0, "rows", 0, "repeat"),
            "没有字段“peple”",
        ),
        (
            (table(Row(repeat="village", columns=(Column("name"),))),),
            ("blocks", 0, "rows", 0, "repeat"),
            "应为明细行",
        ),
        (
            (table(Row(columns=(Column("village"),))),),
            ("blocks", 0, "rows", 0),
            "属于哪个字段",
        ),
        (
            (table(Row(repeat="people", columns=(Column("nme"),))),),
            ("blocks", 0, "rows", 0, "columns", 0, "field"),
            "没有字段“nme”",
        ),
        (
            (table(Row(repeat="people", columns=(Column("name"), Column("name")))),),
            ("blocks", 0, "rows", 0, "columns"),
            "占了2列",
        ),
        (
            (table(["户数", "{village:unit}"]),),
            ("blocks", 0, "rows", 0, "cells", 1, "unit_of"),
            "数字",
        ),
        ((table(["人员", "{people}"]),), ("blocks", 0, "rows", 0, "cells", 1, "field"), "明细行"),
        ((table(["村", "{village}"], ["名", "{village}"]),), ("blocks",), "有2处"),
        ((table(Row()),), ("blocks", 0, "rows", 0), "恰好写一个"),
    ],
)
def test_a_mistake_is_told_where_it_stands(blocks, path, words):
    """With its key path, what is wrong, and what to write instead."""
    problems = check_layout(layout(*blocks), KIND)
    found = [problem for problem in problems if problem[0] == path and words in problem[1]]
    assert found, problems
    assert all(remedy for _, _, remedy in found)


def test_the_nearest_field_is_named():
    """A slip of the pen is answered with the word meant."""
    blocks = (table(["村名", "{vilage}"]),)
    remedies = [remedy for _, _, remedy in check_layout(layout(*blocks), KIND)]
    assert "是否应为“village”？" in remedies


def test_all_mistakes_come_at_once():
    """Ten in one layout give ten problems."""
    bad = layout(
        Block(),
        Block(text="{division}{households}"),
        table(
            ["甲", "{a}", "乙", "{b}"],
            ["丙", "{c:unit}"],
            Row(repeat="nobody", columns=(Column("x"),)),
        ),
        division_from="nothing",
    )
    problems = check_layout(attrs.evolve(bad, kind="other"), KIND)
    assert len(problems) >= 10
    assert len(set(problems)) == len(problems)


def test_labels_that_nothing_tells_apart_are_told():
    """Two 人数 one below the other are; with another label between them they are not."""
    kind = RecordKind(
        "k",
        "表",
        tuple(Field(key, f"第{key}项", FieldType.NUMBER, unit="人") for key in "abc"),
        identity=(),
    )
    near = FormLayout("k", "k", "表", (table(["甲", "{a}"], ["人数", "{b}"], ["人数", "{c}"]),))
    apart = FormLayout("k", "k", "表", (table(["人数", "{b}"], ["甲", "{a}"], ["人数", "{c}"]),))
    assert any("可以区分" in problem[1] for problem in check_layout(near, kind))
    assert check_layout(apart, kind) == ()


def test_an_option_that_begins_another_is_told():
    """A tick beside 缺水 could be one beside 缺水源."""
    kind = RecordKind(
        "k",
        "表",
        (Field("causes", "原因", FieldType.CHOICES, choices=("缺水", "缺水源")),),
        identity=(),
    )
    found = check_layout(FormLayout("k", "k", "表", (table(["原因", "{causes}"]),)), kind)
    assert [problem[0] for problem in found] == [("kind",)]
    assert "缺水源" in found[0][1]


def test_toml_says_a_layout_in_few_words():
    """A bare string is a label, braces are places, a bare list is a row."""
    data, source, _ = read_toml_bytes(
        """
key = "survey"
kind = "survey"
title = "调查表"
annex = "附件1"
citation = "附件1"

[[blocks]]
text = "填表地区：{division}"

[[blocks]]
widths = [1, 2, 1, 2]
rows = [
    ["村 名", "{village}", "{households:label}", "{households}"],
    [{ label = "需求", hint = "（打√）" }, { field = "needs", span = 3 }],
    { section = "人员" },
    { repeat = "people", blank_rows = 2, columns = ["第{n}人", { field = "name", span = 3 }] },
]
""".encode(),
        "a.toml",
    )
    made, issues = structure(data, FormLayout, source=source)
    assert not issues
    assert check_layout(made, KIND) == ()
    assert made.blocks[1].rows[0].cells[2] == LayoutCell(label_of="households")
    assert made.blocks[1].rows[3].columns[0] == Column(number="第{n}人")
    assert cell_fields(made) == ("village", "households", "needs", "people")
    assert text_fields(made.blocks[0]) == ("division",)


def test_a_place_in_a_paragraph_may_print_words_until_it_is_filled():
    """{period|2017年} stands for period and prints 2017年."""
    pieces = text_pieces("（统计时间：{period|2017年}）")
    assert [(piece.field, piece.words) for piece in pieces] == [
        (None, "（统计时间："),
        ("period", "2017年"),
        (None, "）"),
    ]


def test_each_line_of_annex_4_knows_its_number_and_its_unit():
    """Both are found by the heading of their column, and by counting from the label."""
    layouts, kinds = load_layouts(), load_kinds()
    compiled = compile_layout(layouts["winter_return"], kinds["winter_return"])
    words = {anchor.number: anchor.words[0] for anchor in compiled.anchors}
    lines = [anchor for anchor in compiled.anchors if anchor.role is Role.LABEL]
    assert len(lines) == 24
    for line in lines:
        (place,) = line.places
        assert (words[place.header], words[place.unit_header]) == ("数 量", "计量单位")
        assert (place.unit_offset, place.offset, line.beside) == (0, 1, 2)


def test_a_layout_is_compiled_once():
    """The same layout and kind give the same object."""
    layouts, kinds = load_layouts(), load_kinds()
    one = compile_layout(layouts["team_workplan"], kinds["team_workplan"])
    assert compile_layout(layouts["team_workplan"], kinds["team_workplan"]) is one


def test_labels_above_their_fields_are_found():
    """A row of labels over a row of places."""
    kind = RecordKind("k", "表", (Field("a", "甲"), Field("b", "乙")), identity=())
    compiled = compile_layout(
        FormLayout("k", "k", "表", (table(["甲", "乙"], ["{a}", "{b}"]),)), kind
    )
    labels = [anchor for anchor in compiled.anchors if anchor.role is Role.LABEL]
    assert [(each.words[0], each.places[0].field, each.places[0].below) for each in labels] == [
        ("甲", "a", True),
        ("乙", "b", True),
    ]
