"""``submissions`` and ``remind``, as somebody in an office would use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

WINTER = Path(__file__).parents[2] / "examples" / "jilin-winter"
DAY = ("--as-of", "2018-06-10")


@pytest.fixture
def given(run):
    """Run a command on the example's winter returns with its register of receipts."""

    def run_on(command, *options):
        forms = [str(each) for each in sorted(WINTER.rglob("附件4*"))]
        received = ("--received", str(WINTER / "收文登记.csv"))
        return run(command, "jilin-winter-2017", *forms, *received, *DAY, *options)

    return run_on


def objects(result):
    """The JSON objects that a command printed."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_states_are_told_in_a_table_and_counted(given):
    """延边州's own came six days late, 白山市's counties' in time, seven are missing."""
    result = given("submissions", "--form", "统计表")

    assert result.exit_code == 0
    assert "共9项：未报送7，按时1，迟报1" in result.stderr
    assert "延边朝鲜族自治州\t" in result.stdout


def test_each_form_owed_is_one_object(given):
    """With its versions, the parts that lack and whether it came in time."""
    (late,) = objects(given("submissions", "--json", "--state", "迟报"))

    assert (late["division"], late["state"], late["days_late"]) == ("222400", "late", 6)
    assert (late["timely"], late["complete"], late["form"]) == (False, False, "winter_return")


def test_rates_add_up(given):
    """The province's counts are its prefectures' together."""
    rates = objects(given("submissions", "--rates", "--json", "--form", "winter_return"))
    whole = next(each for each in rates if each["division"] == "220000" and each["form"] is None)
    parts = [each for each in rates if each["division"] != "220000" and each["form"] is None]

    assert (whole["expected"], whole["received"], whole["timely_share"]) == (9, 2, "1/9")
    for key in ("expected", "received", "timely"):
        assert whole[key] == sum(each[key] for each in parts)


def test_what_happened_is_read_from_the_register_of_events(given, tmp_path):
    """A return that the next line undoes, and a line that cannot be understood."""
    register = tmp_path / "报送记录.csv"
    text = (
        "序号,日期,事项,地区,表式,原因,撤销序号\n"
        "1,2018-06-07,退回,延边州,统计表,缺签字,\n"
        "2,2018-06-08,飞走,延边州,统计表,,\n"
    )
    register.write_text(text, encoding="utf-8")
    options = ("--events", str(register), "--form", "统计表", "--division", "延边州")

    back = given("submissions", *options)
    register.write_text(f"{text}3,2018-06-09,撤销,,,退错了,1\n", encoding="utf-8")
    undone = given("submissions", *options)

    assert "退回（缺签字）" in back.stdout
    assert "第3行：事项“飞走”看不懂" in back.stderr
    assert "共1项：迟报1" in undone.stderr


def test_own_returns_are_held_against_those_below(given):
    """延边州 says fewer training sessions than its counties together."""
    found = objects(given("submissions", "--own", "--json"))

    against = [each["indicator"] for each in found if each["contradicts"]]
    assert against == ["winter_return.training_sessions"]


def test_reminders_are_written_as_a_file(given, tmp_path):
    """With the number of divisions and things told."""
    file = tmp_path / "催报清单.xlsx"

    result = given("remind", "-o", str(file))

    assert result.exit_code == 0
    assert "9个地区共36项" in result.stderr or "9个地区共9项" in result.stderr
    assert file.read_bytes().startswith(b"PK")


def test_reminders_name_what_lacks(given):
    """白山市 handed in its counties' forms; parts and other counties lack."""
    found = objects(given("remind", "--json", "--division", "白山市"))

    last = next(each for each in found if each["form"] == "winter_return")
    assert last["state"] == "on_time"
    assert "书面总结材料" in last["lacking"]
    assert last["text"].startswith("白山市：")


def test_what_is_not_known_is_told(given):
    """With what may be written instead."""
    result = given("submissions", "--form", "月报")

    assert result.exit_code == 2
    assert "月报" in result.stderr
    assert "winter_return" in result.stderr


def test_returns_are_entered_in_the_register_of_events(run, tmp_path):
    """And a second run with it finds nothing more to send back."""
    register = tmp_path / "报送记录.csv"
    forms = [str(each) for each in sorted(WINTER.rglob("附件2*"))]

    def sent_back(folder, *more):
        to = ("-o", str(tmp_path / folder), "--note", str(register))
        return run("return", "jilin-winter-2017", *forms, *DAY, *to, *more)

    first = sent_back("a")
    again = sent_back("b", "--events", str(register))

    count = len(register.read_text(encoding="utf-8-sig").splitlines()) - 1
    assert count > 0
    assert f"退回{count}份" in first.stdout
    assert "退回0份" in again.stdout


def test_a_register_that_is_none_is_told_and_nothing_twice(run, tmp_path):
    """A register of receipts without a header, and a row of events that says nothing known."""
    receipts, events = tmp_path / "收文登记.csv", tmp_path / "报送记录.csv"
    receipts.write_text("附件4.docx,2018-05-25\n", encoding="utf-8")
    events.write_text("日期,事项,地区,表式\n2018-06-01,批准,延边州,统计表\n", encoding="utf-8")
    form = str(next(WINTER.rglob("附件4*")))

    given = ("--received", str(receipts), "--events", str(events))
    told = run("submissions", "jilin-winter-2017", form, *DAY, *given).stderr

    assert told.count("没有找到表头") == 1
    assert told.count("事项“批准”看不懂") == 1


def test_nothing_is_entered_in_a_workbook(run, tmp_path):
    """More lines would spoil it; it stays as it was."""
    register = tmp_path / "报送记录.xlsx"
    register.write_bytes(b"PK")
    form = str(next(WINTER.rglob("附件2*")))
    to = ("-o", str(tmp_path / "a"), "--note", str(register))

    result = run("return", "jilin-winter-2017", form, *DAY, *to)

    assert result.exit_code == 2
    assert ".csv" in result.stderr
    assert register.read_bytes() == b"PK"
