"""``kejifupin award``: states, registers, the public notice, next year's places."""

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from kejifupin.cli.app import app

ASSESSMENT = """
[[assessments]]
key = "spring"
label = "春季考核"
citation = "五"
subjects = { level = "county" }
grades = [{ key = "good", label = "优秀", at_least = 60 }, { key = "fair", label = "合格" }]

[[assessments.criteria]]
key = "sessions"
label = "培训"
points = 100
reads = { indicator = "spring_return.sessions" }
per_event = { points = 10 }
"""
AWARDS = """
[[awards]]
key = "model"
label = "先进县"
assessment = "spring"
quota = 1
unproven = "lowest"
amount = 5
notice = { days = 7, kind = "calendar" }
citation = "六"

[[awards]]
key = "strict"
label = "标兵县"
assessment = "spring"
quota = 1
citation = "六"

[[award_quotas]]
key = "next"
label = "下年度指标"
assessment = "spring"
total = 7
unproven = "lowest"
citation = "六"
"""
DAY = ("--as-of", "2018-04-30")


@pytest.fixture
def award(plugin, forms):
    folder = plugin / "programmes" / "spring-2018"
    (folder / "assessment.toml").write_text(ASSESSMENT, encoding="utf-8")
    (folder / "awards.toml").write_text(AWARDS, encoding="utf-8")

    def run_award(*words, points=10):
        said = ASSESSMENT.replace("points = 10 }", f"points = {points} }}")
        (folder / "assessment.toml").write_text(said, encoding="utf-8")
        arguments = ["award", "spring-2018", str(forms), *DAY, *words, "--plugin", str(plugin)]
        return CliRunner().invoke(app, arguments)

    return run_award


def states(done):
    return {
        each["subject"]: (each["state"], each["amount"])
        for each in map(json.loads, done.stdout.splitlines())
    }


def test_the_best_is_proposed_and_what_is_not_known_waits(award):
    """通榆县 has 10 to 19 sessions: full marks at least; 镇赉县 has 4, 40 points."""
    found = states(award("--award", "model", "--json"))

    assert found["220822"] == ("proposed", 5)
    assert found["220821"] == ("not_chosen", None)
    # Of 标兵县 nothing is sure while other counties have not reported.
    assert states(award("--award", "标兵县", "--json"))["220822"][0] == "undecided"


def test_the_register_moves_places_on(award):
    lines = "序号,日期,奖项,对象,事项,原因\n1,2018-04-20,model,通榆县,评审不通过,材料不全\n"
    register = lines + "2,2018-04-24,model,镇赉县,公示,\n3,某日,model,镇赉县,公示,\n"
    Path("评奖记录.csv").write_text(register, encoding="utf-8")

    done = award("--award", "model", "--record", "评奖记录.csv", "--json", "--strict")

    assert done.exit_code == 1
    assert "评奖记录.csv 第4行" in done.output
    kept = [line for line in done.stdout.splitlines() if line.startswith("{")]
    found = {each["subject"]: each for each in map(json.loads, kept)}
    assert found["220822"]["state"] == "rejected"
    assert found["220821"]["notice_end"] == "2018-05-01"
    assert found["220821"]["moved_up"] is True


def test_the_notice_names_those_with_a_place(award):
    done = award("--award", "model", "--notice", "公示.docx")

    assert done.exit_code == 0
    document = docx.Document("公示.docx")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "至2018年5月7日止" in text
    assert "通榆县" in cells
    assert "镇赉县" not in cells


def test_next_years_places_add_up(award):
    done = award("--quota", "next", "--json")

    places = {each["subject"]: each["places"] for each in map(json.loads, done.stdout.splitlines())}
    # 100 and 40 points: 7 places as 5 and 2.
    assert (places["220822"], places["220821"]) == (5, 2)
    assert sum(places.values()) == 7


def test_next_years_places_are_told_with_what_they_come_from(award):
    """4 sessions at 2.55 are 10.2 points, beside 10 sessions or more: decimals, not 51/5."""
    done = award("--quota", "next", points="2.55")

    (row,) = [line.split("\t") for line in done.stdout.splitlines() if "220821" in line]
    weight, exact, places = row[2:]
    assert weight == "10.2"
    assert abs(float(exact) - int(places)) < 1
    assert "/" not in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有写是哪一个"),
        (("--award", "modle"), "是否应为“model”"),
        (("--quota", "later"), "没有奖补指标“later”"),
        (("--award", "model", "--record", "无.csv"), "无.csv"),
    ],
)
def test_wrong_use_is_told_in_a_line(award, words, said):
    done = award(*words)

    assert done.exit_code == 2
    assert said in done.output
