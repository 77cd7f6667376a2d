"""``match``: needs and services on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kejifupin import make_record
from kejifupin.cli.app import app
from kejifupin.programme import open_programme
from kejifupin.records import DivisionName

KEY = "needs-2018"
FILES = {
    "programme.toml": """
key = "needs-2018"
title = "2018年需求调查"
scope = "220800"
period = { start = 2018-01-01, end = 2018-04-30 }
documents = [{ key = "plan", title = "2018年需求调查方案" }]
""",
    "records.toml": """
[[kinds]]
key = "survey"
label = "调查表"
identity = ["division", "household"]
citation = "附件1"
fields = [
    { key = "division", label = "地区", type = "division", required = true },
    { key = "household", label = "户名", privacy = "personal" },
    { key = "service_needs", label = "需求", type = "choices", choices = ["种植", "养殖"] },
]
""",
    "forms/survey.toml": """
key = "survey"
kind = "survey"
title = "调查表"
citation = "附件1"

[[blocks]]
rows = [["地区", "{division}"], ["户名", "{household}"], ["需求", "{service_needs}"]]
""",
}
NEEDS = (
    ("李示例", "镇赉县", "220821", ("种植",)),
    ("王示例", "镇赉县", "220821", ("种植", "养殖")),
    ("赵示例", "通榆县", "220822", ("种植",)),
)
HELPERS = "编号,姓名,专业,服务地区,可服务户数\nA,孙示例,种植,镇赉县,1\nB,周示例,种植,白城市,1\n"


@pytest.fixture
def match(tmp_path, monkeypatch):
    """Run the command on three households and two experts."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = tmp_path / "plugin" / "programmes" / KEY / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    programme = open_programme(KEY, [tmp_path / "plugin"], entry_points=False)
    kind = programme.catalogue.kinds["survey"]
    (tmp_path / "forms").mkdir()
    for number, (household, name, code, needs) in enumerate(NEEDS):
        values = {
            "division": DivisionName(name, code),
            "household": household,
            "service_needs": needs,
        }
        content = programme.filled(make_record(kind, values), format="xlsx")
        (tmp_path / "forms" / f"{number}.xlsx").write_bytes(content)
    (tmp_path / "专家.csv").write_text(HELPERS, encoding="utf-8")

    def run_command(*words):
        given = ["match", KEY, "forms", "--as-of", "2018-04-30", "--plugin", "plugin"]
        return CliRunner().invoke(app, [*given, *words])

    return run_command


def test_most_are_served_nearest_first_and_the_rest_is_explained(match):
    """One 种植 in 镇赉 by A, another by B; one is left, and nobody does 养殖."""
    result = match("--helpers", "专家.csv")
    assert result.exit_code == 0, result.output
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    services = [(row[0], row[1], row[5]) for row in rows if len(row) == 8 and row[5] in "AB"]
    assert ("镇赉县", "种植", "A") in services
    assert len(services) == 2
    assert [row[4] for row in rows if len(row) == 5][1:] == [
        "没有这一专业的服务力量",
        "本地这一专业的服务力量已满",
    ]
    assert "服务2户" in result.stderr
    assert "示例" not in result.output


def test_json_says_services_and_what_is_left(match):
    """One object a line; names only when asked."""
    result = match("--helpers", "专家.csv", "--json", "--reveal", "name")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["type"] for each in found] == ["service", "service", "unserved", "unserved"]
    assert {each["helper"] for each in found[:2]} == {"孙示例", "周示例"}
    assert {each["need"] for each in found} == {"***"}


def test_pairings_are_kept_until_the_goal_is_met(match, tmp_path):
    """The second run keeps both; once a goal is met, the one who is free takes the next."""
    given = ("--helpers", "专家.csv", "--pairings", "结对.csv")
    match("--helpers", "专家.csv", "--csv", "结对.csv")
    again = match(*given)
    assert "沿用原有结对2对，变动0对" in again.stderr
    path = tmp_path / "结对.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    met = [f"{line[:-1]}2018-03-01," if ",A," in line else line for line in lines]
    path.write_text("\n".join(met), encoding="utf-8")
    after = match(*given)
    assert "沿用原有结对1对，变动1对" in after.stderr
    assert "目标已实现，脱钩" in after.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--mode", "一对三"), "结对方式"),
        (("--helpers", "没有.csv"), "没有.csv"),
        (("--csv", "结对.pdf"), ".pdf"),
    ],
)
def test_wrong_use_is_one_line(match, words, said):
    """What is wrong and what to write."""
    result = match(*words)
    assert result.exit_code == 2
    assert said in result.stderr
