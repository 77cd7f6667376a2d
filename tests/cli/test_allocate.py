"""``allocate``: dividing, checking, leading over, letters."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kejifupin.cli.app import app
from kejifupin.office.reading import read_document

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-30")
GOAL = ("--target", "sessions_in_all")
COUNTIES = ["洮北区", "镇赉县", "通榆县", "洮南市", "大安市"]


@pytest.fixture
def allocate(plugin, tmp_path, monkeypatch):
    """Run the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run_command(*words):
        given = ["allocate", KEY, *DAY, *map(str, words), "--plugin", str(plugin)]
        return CliRunner().invoke(app, given)

    return run_command


def rows_of(result):
    assert result.exit_code == 0, result.output
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    return {row[3]: row[5] for row in rows if row[0] == "sessions_in_all"}


def test_a_total_is_divided_among_the_counties(allocate):
    """10场次 by five is two each."""
    assert rows_of(allocate(*GOAL)) == dict.fromkeys(COUNTIES, "2")


def test_a_table_of_units_weighs_limits_and_adds_departments(allocate, tmp_path):
    """A department has a quota of 3; 7 by 3 to 1 with a floor of 2 are 5 and 2."""
    text = "单位,单位类别,权数,下限,指定数\n镇赉县,,3,,\n通榆县,,1,2,\n农科站,机构,,,3\n"
    (tmp_path / "单位.csv").write_text(text, encoding="utf-8")
    found = rows_of(allocate(*GOAL, "--units", "单位.csv"))
    assert found == {"镇赉县": "5", "通榆县": "2", "农科站": "3"}


def test_a_table_that_names_no_unit_divides_among_nobody(allocate, tmp_path):
    """Not among the counties, which are not those of the table; and nothing is written."""
    (tmp_path / "单位.csv").write_text("文件,权数\n甲.docx,3\n", encoding="utf-8")

    result = allocate(*GOAL, "--units", "单位.csv", "--csv", "分解.csv")

    assert result.exit_code == 2
    assert "一个单位也没有读到" in result.stderr
    assert not (tmp_path / "分解.csv").exists()


def test_json_and_toml_say_the_same(allocate):
    """One object a part; one line that goes into targets.toml."""
    result = allocate(*GOAL, "--json")
    parts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["unit_name"], each["number"]) for each in parts] == [
        (name, 2) for name in COUNTIES
    ]
    assert '"220821" = { at_least = 2 }' in allocate(*GOAL, "--toml").stdout.replace(
        "220821 =", '"220821" ='
    )


def test_what_it_writes_passes_its_own_check(allocate, tmp_path):
    """The table of --csv has nothing wrong, until somebody changes a number."""
    assert allocate(*GOAL, "--csv", "分解.csv").exit_code == 0
    fine = allocate("--check", "分解.csv", "--strict")
    assert fine.exit_code == 0
    assert "allocation." not in fine.stdout
    path = tmp_path / "分解.csv"
    text = path.read_text(encoding="utf-8-sig").replace("镇赉县,地区,2", "镇赉县,地区,1")
    path.write_text(text, encoding="utf-8-sig")
    wrong = allocate("--check", "分解.csv", "--strict")
    assert wrong.exit_code == 1
    assert "allocation.too_little" in wrong.stdout


def test_an_allocation_is_led_to_another_day(allocate):
    """Nothing changed in 白城: what was written is what comes out."""
    allocate(*GOAL, "--csv", "分解.csv")
    assert rows_of(allocate("--from", "分解.csv")) == dict.fromkeys(COUNTIES, "2")


def test_letters_mask_who_answers_unless_asked(allocate, tmp_path):
    """A letter for each unit; the name appears with --reveal, and nothing is written over."""
    text = "单位,责任人,职务\n镇赉县,李示例,主席\n通榆县,,\n"
    (tmp_path / "单位.csv").write_text(text, encoding="utf-8")
    given = (*GOAL, "--units", "单位.csv", "--issuer", "白城市科协")
    assert allocate(*given, "--letters", "一").exit_code == 0
    assert allocate(*given, "--letters", "二", "--reveal", "responsible").exit_code == 0

    def words(folder):
        content = (tmp_path / folder / "镇赉县目标责任书.docx").read_bytes()
        document = read_document(content, "a.docx")
        cells = [cell.text for grid in document.grids for cell in grid.cells]
        return " ".join([*cells, *(each.text for each in document.paragraphs)])

    assert "主席***" in words("一")
    assert "李示例" not in words("一")
    assert "李示例" in words("二")
    assert "白城市科协" in words("二")
    assert allocate(*given, "--letters", "一").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--target、--check、--from"),
        ((*GOAL, "--check", "x.csv"), "--target、--check、--from"),
        (("--target", "a_return_from_each"), "不是总量"),
        (("--target", "sessions_in_al"), "是否应为“sessions_in_all”"),
        (("--target", "zzz"), "可用：sessions_in_all"),
        ((*GOAL, "--weight", "人口数量"), "分解依据"),
        ((*GOAL, "--floor", "若干"), "--floor"),
        ((*GOAL, "--total", "x"), "--total"),
        ((*GOAL, "--units", "没有.csv"), "没有.csv"),
        ((*GOAL, "--level", "乡里"), "层级"),
        ((*GOAL, "--by", "旁边"), "汇总路径"),
        ((*GOAL, "--division", "镇赉县"), "--total"),
    ],
)
def test_wrong_use_is_one_line(allocate, words, said):
    """What is wrong and what to write, never a traceback."""
    result = allocate(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_floors_over_the_total_are_an_issue(allocate):
    """Five counties with three each are 15 of 10."""
    result = allocate(*GOAL, "--floor", "3", "--strict")
    assert result.exit_code == 1
    assert "多5场次" in result.stdout
