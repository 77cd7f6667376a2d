"""``explain`` for every kind of target and figure, and ``--group`` and ``--by`` on the way."""

import json

import pytest
from typer.testing import CliRunner

from kejifupin.cli.app import app

KEY = "hills-2018"
GONGYI, XINMI, SONG, LUSHI = "410181", "410183", "410325", "411224"


@pytest.fixture
def ask(hills_folder, monkeypatch):
    """Run a command on the forms of the hills, from their folder."""
    monkeypatch.chdir(hills_folder)

    def run(command, *words):
        first = (command, KEY, *words[:1]) if command == "explain" else (command, KEY)
        rest = words[1:] if command == "explain" else words
        options = ("forms", "--plugin", "plugin", "--as-of", "2018-12-31")
        return CliRunner().invoke(app, [*first, *options, *rest])

    return run


def one(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("key", "options", "cells"),
    [
        ("twenty_sessions", (), {"表1!R2C2"}),
        ("twenty_sessions", ("--division", "新密市"), {"表1!R2C2"}),
        ("two_on_planting", (), {"活动台账!A3", "活动台账!A5", "活动台账!A6"}),
        ("activities:养殖", (), {"活动台账!A3", "活动台账!A4"}),
        ("activity_in_each", ("--division", "嵩县"), {"活动台账!A6"}),
        ("every_county_active", ("--division", SONG), {"活动台账!A6", "表1!R2C2"}),
        ("active", ("--division", SONG), {"活动台账!A6", "表1!R2C2"}),
        ("skills_of_most", (), {"表1!R2C4", "表1!R3C4", "表1!R5C4"}),
        ("people_per_activity", ("--division", SONG), {"活动台账!A6", "表1!R3C2"}),
        ("skills_of_most", ("--group", "hills"), {"表1!R2C4", "表1!R3C4"}),
        ("skills", ("--division", "410100", "--by", "reporting"), {"表1!R5C4"}),
        ("skills", ("--division", "410100"), {"表1!R2C4", "表1!R3C4", "表1!R5C4"}),
        ("sessions", ("--group", "hills", "--division", "hills"), {"表1!R2C2"}),
        ("sessions", ("--group", "山区县", "--division", "山区县"), {"表1!R2C2"}),
    ],
)
def test_every_kind_leads_to_its_cells(ask, key, options, cells):
    """As one JSON object and as text, with the same cells, counted."""
    found = one(ask("explain", key, *options, "--json"))
    text = ask("explain", key, *options)

    assert found["type"] == "explanation"
    assert {each["cell"] for each in found["records"]} == cells
    assert found["record_count"] == len(found["records"])
    assert found["version"]["programme"] == KEY
    assert text.exit_code == 0
    assert f"数据来源（{len(found['records'])}）：" in text.stdout
    assert all(f" {cell}（" in text.stdout for cell in cells)
    assert "规则：方案hills-2018，插件plugin，定义" in text.stdout


def test_a_derived_figure_tells_its_operands(ask):
    """410 people in 4 activities."""
    found = one(ask("explain", "fifty_people", "--json"))

    assert found["value"] == 102.5
    told = {each["indicator"]: each["value"] for each in found["operands"]}
    assert told == {"fair_return.attendances": 410, "activities": 4}


def test_status_of_a_group(ask):
    """What the hill counties come to, by key; the counties themselves by level."""
    result = ask("status", "--group", "hills", "--division", "hills", "--json")
    counties = ask("status", "--group", "hills", "--level", "county", "--json")

    found = {each["target"]: each for each in map(json.loads, result.stdout.splitlines())}
    assert found["activity_in_each"]["value"] == 2
    assert found["skills_of_most"]["value"] == 50
    assert found["skills_of_most"]["division_name"] == "山区县"
    lines = [json.loads(line)["division"] for line in counties.stdout.splitlines()]
    assert set(lines) == {GONGYI, SONG, LUSHI}


def test_status_by_reports(ask):
    """郑州 without 巩义市 has one able household, and it has a skill."""

    def value(*options):
        result = ask("status", "--division", "郑州市", "--json", *options)
        found = map(json.loads, result.stdout.splitlines())
        return next(each["value"] for each in found if each["target"] == "skills_of_most")

    assert value("--by", "reporting") == 100
    assert value("--by", "parent") == pytest.approx(66.67, abs=0.01)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--group", "hils"), "是否应为“hills”"),
        (("--group", "able_households"), "口径"),
        (("--by", "reports"), "reporting"),
        (("--division", "卢氏县"), "没有数"),
        (("--division", "999999"), "999999"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(ask, options, words):
    """And ends with the exit code of wrong use."""
    result = ask("explain", "sessions", *options)

    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_key_that_is_neither(ask):
    """The nearest target, else the nearest indicator."""
    assert "没有目标或指标" in ask("explain", "twenty_session").stderr
    assert "“twenty_sessions”" in ask("explain", "twenty_session").stderr
    assert "“activities:种植”" in ask("explain", "activites:种植").stderr
    assert ask("explain", "nothing_like_it").exit_code == 2


def test_conflicts_stand_among_the_notes_of_a_status(ask):
    """Each with its place and both figures; not only counted."""
    result = ask("status")

    assert "统计表-嵩县.docx 第1表第2行第2列：嵩县“统计表报的活动”是2场次" in result.stderr
    assert "统计表-新密市.docx" in result.stderr
    assert "数据中的问题" not in result.stderr


def test_conflicts_stand_in_the_list_of_issues(ask, hills_folder):
    """``read`` lists them file by file, with what to do."""
    result = CliRunner().invoke(app, ["read", KEY, "forms", "--plugin", "plugin"])

    assert result.stdout.count("indicator.conflict") == 2
    assert "核对后改正其一" in result.stdout
