"""``status`` and ``explain``: how the targets stand, and the cells behind it."""

import json

import pytest

from kejifupin.cli.status_tables import HEADER

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-01")


def lines_of(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_lines_have_the_keys_that_were_agreed(run, forms):
    """4 and 10 to 19 sessions, three counties silent: 14 or more, where 10 were promised."""
    found = lines_of(run("status", KEY, forms, *DAY, "--division", "220800", "--json"))
    total = next(line for line in found if line["target"] == "sessions_in_all")
    agreed = {
        "target": "sessions_in_all",
        "indicator": "spring_return.sessions",
        "division": "220800",
        "division_name": "白城市",
        "state": "MET",
        "value": {"low": 14, "high": None},
        "bound": {"low": 10, "high": None},
        "unit": "场次",
        "due_on": "2018-04-30",
        "complete": False,
        "missing": ["220802", "220881", "220882"],
        "citation": "《2018年春季活动方案》二（一）",
    }
    assert agreed.items() <= total.items()
    # 91 of the 120 days from 1 January to 30 April have passed on 1 April: 10 × 91 / 120.
    assert total["pace"] == 7.58


def test_only_status_lines_are_on_the_output(run, forms):
    """A program that reads the lines finds nothing else among them."""
    found = lines_of(run("status", KEY, forms, *DAY, "--json"))
    assert {line["type"] for line in found} == {"status"}


def test_division_and_level_choose(run, forms):
    """A division alone, a level inside it, both by code or by word."""
    one = lines_of(run("status", KEY, forms, *DAY, "--division", "镇赉县", "--json"))
    assert {line["division"] for line in one} == {"220821"}
    by_key = lines_of(run("status", KEY, forms, *DAY, "--level", "county", "--json"))
    by_word = lines_of(run("status", KEY, forms, *DAY, "--level", "县市区", "--json"))
    assert by_key == by_word
    assert len({line["division"] for line in by_key}) == 5


@pytest.mark.parametrize(
    "written", ["2018-04-01", "2018.4.1", "2018年4月1日", "二〇一八年四月一日"]
)
def test_days_are_read_as_people_write_them(run, forms, written):
    """All of them are the same day."""
    found = lines_of(run("status", KEY, forms, "--as-of", written, "--json"))
    assert {line["as_of"] for line in found} == {"2018-04-01"}


def test_in_a_pipe_there_is_one_flat_table(run, forms):
    """The columns are named once, every row has all of them, nothing else is on the output."""
    result = run("status", KEY, forms, *DAY, "--level", "county")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows[0] == list(HEADER)
    assert len(rows) == 6
    assert all(len(row) == len(HEADER) for row in rows)
    assert rows[-1][:2] == ["a_return_from_each", "每个县报一份表"]
    assert "共5项" in result.stderr


def test_strict_counts_the_issues_of_the_forms(run, forms):
    """An error in a form makes the exit code 1 under ``--strict``, and not without."""
    assert run("status", KEY, forms, *DAY).exit_code == 0
    assert run("status", KEY, forms, *DAY, "--strict").exit_code == 1


def test_explain_leads_to_the_clause_and_the_cell(run, forms):
    """The words of the plan, the formula, and each record with its file and cell."""
    result = run("explain", KEY, "sessions_in_all", forms, *DAY, "--division", "220800")
    assert result.exit_code == 0
    assert "《2018年春季活动方案》二（一）“举办培训班10场次”" in result.stdout
    assert "forms/a镇赉县.docx 表1!R3C2（第1表第3行第2列）" in result.stdout
    assert "10余" in result.stdout
    assert "洮南市（220881）" in result.stdout


def test_explain_as_json_is_one_object(run, forms):
    """The same as a line for programs."""
    found = lines_of(
        run("explain", KEY, "sessions_in_all", forms, *DAY, "--division", "白城市", "--json")
    )
    assert len(found) == 1
    assert found[0]["type"] == "explanation"
    assert found[0]["state"] == "MET"
    cells = {each["file"]: each["cell"] for each in found[0]["records"]}
    assert cells["forms/a镇赉县.docx"] == "表1!R3C2"
    assert cells["forms/b通榆县.xlsx"].endswith("!B4")


def test_explain_also_opens_a_figure_of_a_form(run, forms):
    """A line of a statistical form is an indicator: its figure is traced the same way."""
    arguments = ("spring_return.attendances", forms, *DAY, "--division", "220821")
    result = run("explain", KEY, *arguments)
    assert "数值：1.25万人次" in result.stdout
    assert "表1!R3C4" in result.stdout
    found = lines_of(run("explain", KEY, *arguments, "--json"))
    assert found[0]["value"] == 1.25
    assert found[0]["records"][0]["cell"] == "表1!R3C4"


def test_a_day_before_the_receipt_knows_nothing_of_it(run, forms):
    """What is received later does not exist on the day asked about."""
    arguments = (KEY, forms, "--division", "220821", "--received-on", "2018-03-20", "--json")
    before, after = (
        next(
            line
            for line in lines_of(run("status", *arguments, "--as-of", day))
            if line["target"] == "a_return_from_each"
        )
        for day in ("2018-03-19", "2018-03-20")
    )
    assert before["value"] == 0
    assert after["value"] == 1
