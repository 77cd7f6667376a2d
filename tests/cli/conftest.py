"""A small plugin, a few filled forms, and two ways to run the command on them."""

import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kejifupin.cli.app import app
from kejifupin.programme import open_programme
from kejifupin.records.record import make_record
from kejifupin.records.values import DivisionName
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

KEY = "spring-2018"
FILES = {
    "programme.toml": """
key = "spring-2018"
title = "2018年春季活动"
scope = "220800"
period = { start = 2018-01-01, end = 2018-04-30 }

[[documents]]
key = "plan"
title = "2018年春季活动方案"
""",
    "records.toml": """
[[kinds]]
key = "spring_return"
label = "活动统计表"
reported_by = ["county"]
citation = "附件1"
fields = [
    { key = "division", label = "地区名称", type = "division", required = true },
    { key = "contact", label = "联系人", privacy = "personal" },
    { key = "sessions", label = "培训班次数", type = "number", unit = "场次", measure = "flow" },
    { key = "attendances", label = "受训农民", type = "number", unit = "万人次", decimals = 4, measure = "flow" },
    { key = "books", label = "发放图书", type = "number", unit = "册", measure = "flow" },
    { key = "needs", label = "需求", type = "choices", choices = ["种植", "养殖"] },
    { key = "held_on", label = "开班日期", type = "date" },
    { key = "experts", label = "专家名单", type = "rows", fields = [
        { key = "name", label = "姓名", privacy = "personal" },
        { key = "age", label = "年龄", type = "number", unit = "岁", privacy = "personal" },
        { key = "employer", label = "单位" },
    ] },
]

[[kinds]]
key = "village_register"
label = "村名册"
identity = ["code"]
register = true
fields = [
    { key = "code", label = "村代码", required = true },
    { key = "name", label = "村名", required = true },
    { key = "parent", label = "所属县", type = "division", required = true },
]
""",  # noqa: E501 - an inline table of TOML is one line
    "cohorts.toml": """
[[cohorts]]
key = "counties"
label = "县"
unit = "个县"
level = "county"
citation = "二"

[[cohorts]]
key = "villages"
label = "村"
unit = "个村"
level = "village"
citation = "二"
""",
    "indicators.toml": """
[[indicators]]
key = "returns"
label = "报来的表数"
unit = "份"
measure = { do = "count", records = "spring_return" }
silence = "zero"
citation = "三"
""",
    "targets.toml": """
[[targets]]
key = "sessions_in_all"
label = "举办培训班10场次"
indicator = "spring_return.sessions"
bound = { at_least = 10 }
due_on = 2018-04-30
citation = { clause = "二（一）", quote = "举办培训班10场次" }

[[targets]]
key = "a_return_from_each"
label = "每个县报一份表"
indicator = "returns"
basis = "each"
cohort = "counties"
bound = { at_least = 1 }
due_on = 2018-03-31
citation = "三"
""",
    "rules.toml": """
[[rules]]
key = "books_plausible"
kind = "spring_return"
must = { field = "books", at_most = 1000 }
message = "图书超过1000册"
remedy = "核对册数"
""",
    "forms/spring_return.toml": """
key = "spring_return"
kind = "spring_return"
title = "春季活动统计表"
citation = "附件1"

[[blocks]]
rows = [
    ["地区名称", { field = "division", span = 3 }],
    ["联系人", "{contact}", "开班日期", "{held_on}"],
    ["培训班次数", "{sessions}", "受训农民", "{attendances}"],
    ["发放图书", "{books}", "需求", "{needs}"],
    { section = "专家名单" },
    { repeat = "experts", blank_rows = 2, columns = ["编号{n}", "name", "age", "employer"] },
]
""",
    "forms/village_register.toml": """
key = "village_register"
kind = "village_register"
title = "村名册"
rows_are_records = true

[[blocks]]
rows = [{ blank_rows = 5, columns = ["code", "name", "parent"] }]
""",
    "reports/summary.toml": """
key = "summary"
title = "春季活动汇总表"
kind = "roll_up"
form = "spring_return"
citation = "四"
""",
}
PERSONAL = ("李示例", "王示例", "57")
"""What stands in personal fields of the forms below; invented people."""


def write_plugin(folder):
    """The small plugin, in a folder."""
    for name, text in FILES.items():
        path = folder / "programmes" / KEY / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return folder


def _form(programme, name, code, **values):
    kind = programme.catalogue.kinds["spring_return"]
    row = programme.catalogue.kinds["spring_return.experts"]
    people = tuple(make_record(row, each) for each in values.pop("experts", ()))
    division = DivisionName(name, code)
    return make_record(kind, {"division": division, "experts": people or None, **values})


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A plugin folder and a folder of forms, written once."""
    root = tmp_path_factory.mktemp("made")
    plugin = write_plugin(root / "spring")
    programme = open_programme(KEY, [plugin], entry_points=False)
    forms = root / "forms"
    forms.mkdir()
    first = _form(
        programme,
        "镇赉县",
        "220821",
        contact=PERSONAL[0],
        sessions=4,
        attendances=Decimal("1.25"),
        books=NONE_OF_ITEM,
        needs=("种植",),
        held_on=date(2018, 2, 1),
        experts=({"name": PERSONAL[1], "age": int(PERSONAL[2]), "employer": "县农科站"},),
    )
    second = _form(
        programme, "通榆县", "220822", sessions=Vague(10, 19, "10余"), books=5000, needs=()
    )
    (forms / "a镇赉县.docx").write_bytes(programme.filled(first, format="docx"))
    (forms / "b通榆县.xlsx").write_bytes(programme.filled(second, format="xlsx"))
    (forms / "c.docx").write_bytes(b"not a document")
    return root


@pytest.fixture
def plugin(made, tmp_path):
    """The plugin folder, a copy that a test may break."""
    return Path(shutil.copytree(made / "spring", tmp_path / "spring"))


@pytest.fixture
def forms(made, tmp_path, monkeypatch):
    """The folder of forms, as a relative path from where the test runs."""
    shutil.copytree(made / "forms", tmp_path / "forms")
    monkeypatch.chdir(tmp_path)
    return Path("forms")


@pytest.fixture
def run(plugin):
    """Run the command in this process; the small plugin is always given."""
    with_plugin = {"forms", "blank", "read", "status", "explain", "report", "plugins"}

    def run_command(*arguments):
        words = [str(each) for each in arguments]
        if words and words[0] in with_plugin:
            words += ["--plugin", str(plugin)]
        return CliRunner().invoke(app, words)

    return run_command


@pytest.fixture
def command(plugin):
    """Run the command as a process of its own."""

    def run_command(*arguments, stdout=subprocess.PIPE, **environment):
        words = [sys.executable, "-c", "from kejifupin.cli import main; main()"]
        words += [str(each) for each in arguments]
        if "--plugin" not in words:
            words += ["--plugin", str(plugin)]
        return subprocess.run(
            words,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
            check=False,
            timeout=120,
        )

    return run_command
