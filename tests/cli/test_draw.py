"""``kejifupin draw``: the record, the list to fill in, and the rates of error."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kejifupin.cli.app import app

LIST = Path("抽查/抽查结论.csv")
OPTIONS = ("--as-of", "2018-04-30", "--seed", "第一期")


@pytest.fixture
def draw(plugin, forms):
    def run_draw(*words):
        arguments = ["draw", "spring-2018", str(forms), *OPTIONS, *words, "--plugin", str(plugin)]
        return CliRunner().invoke(app, arguments)

    return run_draw


SIZED = ("--kind", "spring_return", "--level", "county", "--share", "100%")


def test_the_record_and_the_list_are_written_once(draw):
    done = draw(*SIZED, "--to", "抽查")

    assert done.exit_code == 0
    rows = list(csv.DictReader(LIST.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["编号"] for row in rows] == ["spring_return/220821#1", "spring_return/220822#1"]
    listed = LIST.with_name("抽查名单.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[-1] for line in listed.splitlines()] == ["抽取结果", "抽中1", "抽中1"]
    again = draw(*SIZED, "--to", "抽查")
    assert "没有动它" in again.output


def test_what_was_found_gives_rates_and_goes_into_the_figures(draw, run):
    draw(*SIZED, "--to", "抽查")
    lines = LIST.read_text(encoding="utf-8-sig").splitlines()
    lines[1] = lines[1].removesuffix(",,,,,,") + ",弄虚作假,,,2018-04-20,,"
    Path("结论.csv").write_text("\n".join(lines), encoding="utf-8")

    rates = [
        each
        for each in map(
            json.loads, draw(*SIZED, "--findings", "结论.csv", "--json").stdout.splitlines()
        )
        if each["type"] == "error_rate"
    ]
    found = {each["division"]: (each["looked_at"], each["wrong"]) for each in rates}
    assert found == {"220800": (1, 1), "220821": (1, 1), "220822": (0, 0)}

    status = ("status", "spring-2018", "forms", "--as-of", "2018-04-30", "--division", "220821")
    values = {
        each["target"]: each["value"]
        for each in map(
            json.loads, run(*status, "--findings", "结论.csv", "--json").stdout.splitlines()
        )
    }
    assert values["a_return_from_each"] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--kind 和 --number"),
        (("--kind", "spring_retrun", "--number", "1"), "spring_return"),
        (("--kind", "spring_return", "--share", "许多"), "写 10 或 10%"),
        (("--kind", "spring_return", "--share", "nan"), "写 10 或 10%"),
        (("--kind", "spring_return", "--share", "Infinity"), "写 10 或 10%"),
        (("--kind", "spring_return", "--number", "1", "--total", "3"), "只写一个"),
        (("--kind", "spring_return", "--number", "0"), "错误：抽查“draw”的数量须大于0"),
        (("--check", "visits"), "没有抽查“visits”"),
        ((*SIZED, "--seed", " "), "--seed 是空的"),
    ],
)
def test_wrong_use_is_told_in_a_line(draw, words, said):
    done = draw(*words)

    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize("option", ["--findings", "--events"])
def test_a_table_beside_the_forms_that_cannot_be_used_is_told(forms, plugin, run, option):
    """What is wrong in it stands on the error stream of every command that reads it."""
    Path("旁.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")

    done = run("status", "spring-2018", "forms", "--as-of", "2018-04-30", option, "旁.csv")

    assert done.exit_code == 0
    assert "旁.csv" in done.stderr
