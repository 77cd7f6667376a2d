"""The reference pages say what the code says, no more and no less."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
from enum import Enum
from typing import get_args, get_type_hints

import attrs
import pytest
from snippets import ROOT, tool
from typer.main import get_command

import kejifupin
from kejifupin.cli.app import app, run
from kejifupin.exchange.type_forms import keys_of
from kejifupin.plugins import folder, hookspecs
from kejifupin.programme import open_programme
from kejifupin.targets import State

REFERENCE = ROOT / "docs" / "reference"
CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*[a-z]")


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def make_reference():
    return tool("make_reference")


def test_generated_parts_are_up_to_date(make_reference):
    """`python tools/make_reference.py` has nothing to change."""
    assert make_reference.main(["--check"]) == 0


def literals(path, families) -> set[str]:
    """Issue codes written out in a module: given to an Issue, or of a family that is known."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Issue" and node.args:
            found.add(getattr(node.args[0], "value", None))
        if isinstance(node, ast.Constant) and str(node.value).split(".")[0] in families:
            found.add(node.value)
    codes = {each for each in found if isinstance(each, str) and CODE.fullmatch(each)}
    # "work.json" is the name of a file.
    return {code for code in codes if not code.endswith((".js", ".json", ".jsonl", ".toml"))}


def test_every_code_that_the_source_tells_is_on_the_page(make_reference):
    """No issue has a code that the page does not know."""
    known = set(make_reference.issue_codes())
    families = {code.split(".")[0] for code in known}
    source = ROOT / "src" / "kejifupin"
    told = set().union(*(literals(path, families) for path in source.rglob("*.py")))

    assert told - known == set()


def test_the_example_tells_only_codes_of_the_page(checkout, make_reference):
    """What the example finds is explained on the page."""
    folder = checkout / "examples" / "jilin-winter"
    programme = open_programme("jilin-winter-2017").read(
        folder / "forms", register=folder / "村名册.xlsx", received=folder / "收文登记.csv"
    )

    codes = {issue.code for issue in programme.issues}

    assert codes
    assert codes <= set(make_reference.issue_codes())


def hooks() -> dict[str, object]:
    return {
        name: value
        for name, value in vars(hookspecs).items()
        if inspect.isfunction(value) and hasattr(value, f"{hookspecs.PROJECT}_spec")
    }


def test_hooks_and_their_arguments_are_the_headings_of_the_page():
    """`### name(arguments)`, in the order of the specifications, is every hook."""
    stated = re.findall(r"^### `(\w+\(.*\))`$", page("hooks.md"), re.MULTILINE)
    expected = [
        f"{name}({', '.join(inspect.signature(hook).parameters)})" for name, hook in hooks().items()
    ]

    assert stated == expected


def toml_tables() -> dict[str, list[list[str]]]:
    """Class → rows of its table on the page of TOML keys."""
    found = {}
    parts = re.split(r"<!-- class: ([\w.]+) -->", page("toml.zh-CN.md"))
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        table = re.match(r"\s*((?:^\|.*\|\n)+)", text, re.MULTILINE)
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in table[1].splitlines()[2:]
        ]
        found[name] = rows
    return found


def class_of(path: str) -> type:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


TABLES = toml_tables() if (REFERENCE / "toml.zh-CN.md").exists() else {}


@pytest.mark.parametrize("path", TABLES)
def test_every_key_of_a_toml_table_is_on_the_page(path):
    """Each table lists the keys of its class in order, with what is required."""
    keys = keys_of(class_of(path))
    stated = {row[0].strip("`"): row[1] for row in TABLES[path]}
    required = {key for key, each in keys.items() if each.default is attrs.NOTHING}

    assert list(stated) == list(keys)
    assert {key for key, word in stated.items() if word == "必填"} == required


@pytest.mark.parametrize("path", TABLES)
def test_the_words_to_choose_from_are_on_the_page(path):
    """Where a key takes one of several words, the page names all of them."""
    class_ = class_of(path)
    hints = get_type_hints(class_)
    rows = {row[0].strip("`"): row[2] for row in TABLES[path]}
    for key, attribute in keys_of(class_).items():
        words = choices(hints[attribute.name])
        stated = set(re.findall(r"`([^`]+)`", rows[key]))
        assert words <= stated, (key, words - stated)


def choices(hint: object) -> set[str]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {each.value for each in hint} if hint.__name__ != "Level" else set()
    return set().union(*(choices(each) for each in get_args(hint))) if get_args(hint) else set()


def reached(class_: type, seen: set[type]) -> set[type]:
    """A class and all attrs classes that its keys take."""
    if class_ in seen:
        return seen
    seen.add(class_)
    hints = get_type_hints(class_)
    for attribute in keys_of(class_).values():
        for each in inner(hints[attribute.name]):
            reached(each, seen)
    return seen


def inner(hint: object) -> set[type]:
    if isinstance(hint, type) and attrs.has(hint):
        return {hint}
    return set().union(*(inner(each) for each in get_args(hint))) if get_args(hint) else set()


def test_every_class_that_a_folder_may_hold_has_a_table():
    """Nothing can be written in a plugin folder that the page does not tell."""
    classes = {
        *folder.SINGLE_FILES.values(),
        *(each for tables in folder.TABLE_FILES.values() for each in tables.values()),
        folder.ProgrammeDefinition,
        *folder.DIVISION_TABLES.values(),
    }
    expected = set().union(*(reached(each, set()) for each in classes))

    assert {class_of(path) for path in TABLES} == expected


def commands() -> dict[str, object]:
    return get_command(app).commands


def test_commands_are_the_headings_of_the_page():
    """Every command has its section, in the order of the help."""
    stated = re.findall(r"^## `kejifupin ([\w-]+)`$", page("command-line.md"), re.MULTILINE)

    assert stated == list(commands())


def test_every_option_is_in_the_section_of_its_command():
    """The page names every option and argument of a command, and no other."""
    sections = re.split(r"^## `kejifupin ([\w-]+)`$", page("command-line.md"), flags=re.MULTILINE)
    for name, text in zip(sections[1::2], sections[2::2], strict=True):
        text = text.split("\n## ")[0]
        expected = {
            max(each.opts, key=len)
            for each in commands()[name].params
            if each.opts[0].startswith("-")
        } - {"--help"}
        stated = set(re.findall(r"^\| `(--[\w-]+)[ `]", text, re.MULTILINE))

        assert stated == expected, name


def test_every_state_is_on_its_page():
    """Each state has its own row with its Chinese word."""
    text = page("states.md")
    for state in State:
        assert re.search(rf"^\| `{state.value}` \| {state.label} \|", text, re.MULTILINE), state


def stated_keys(name: str) -> set[str]:
    """Keys of a table of the JSON page."""
    text = page("json.md").split(f"<!-- keys: {name} -->")[1]
    table = re.match(r"\s*((?:^\|.*\|\n)+)", text, re.MULTILINE)
    return {
        key
        for line in table[1].splitlines()[2:]
        for key in re.findall(r"`(\w+)`", line.split("|")[1])
    }


def printed(capsys, *words: str) -> list[dict[str, object]]:
    assert run(words) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


GIVEN = ("forms", "--register", "村名册.xlsx", "--received", "收文登记.csv")


def test_the_keys_of_json_records_and_issues(checkout, capsys, monkeypatch):
    """The page names every key that `read --json` prints."""
    monkeypatch.chdir(checkout / "examples" / "jilin-winter")

    found = printed(capsys, "read", "jilin-winter-2017", *GIVEN, "--json")

    for type_ in ("record", "issue"):
        keys = {key for each in found if each["type"] == type_ for key in each}
        assert keys == stated_keys(type_)


def test_the_keys_of_json_statuses(checkout, capsys, monkeypatch):
    """The page names every key that `status --json` and `explain --json` print."""
    monkeypatch.chdir(checkout / "examples" / "jilin-winter")
    day = ("--as-of", "2018-05-31", "--json")

    statuses = printed(capsys, "status", "jilin-winter-2017", *GIVEN, *day)
    asked = ("two_provincial_teams", *GIVEN, *day, "--division", "220000")
    (explained,) = printed(capsys, "explain", "jilin-winter-2017", *asked)

    assert {key for each in statuses for key in each} == stated_keys("status")
    own = stated_keys("explanation") | stated_keys("status explanation")
    assert set(explained) == stated_keys("status") | own


def test_the_keys_of_json_values(checkout, capsys, monkeypatch):
    """The page names every key that `explain --json` prints of an indicator."""
    monkeypatch.chdir(checkout / "examples" / "jilin-winter")
    day = ("--as-of", "2018-06-30", "--json", "--division", "222400")
    asked = ("winter_return.training_sessions", *GIVEN, *day)

    (explained,) = printed(capsys, "explain", "jilin-winter-2017", *asked)

    assert set(explained) | {"part"} == stated_keys("value") | stated_keys("explanation")


def test_the_keys_of_json_assessments(checkout, capsys):
    """The page names every key that `assess --json` prints."""
    forms = checkout / "examples" / "jilin-winter" / "forms"
    asked = (
        "assess",
        "henan-2016",
        str(next(forms.rglob("*.docx"))),
        "--as-of",
        "2018-12-31",
        "--json",
    )

    found = printed(capsys, *asked)

    keys = stated_keys("assessment")
    assert {key for each in found for key in each} == keys
    named = page("json.md").split("<!-- keys: assessment -->")[1].split("\n## ")[0]
    inner = {
        key
        for each in found
        for name in ("parts", "lines", "vetoes")
        for one in each[name]
        for key in one
    }
    assert {key for key in inner if f"`{key}`" not in named} == set()


def test_the_keys_of_json_parts(checkout, capsys):
    """The page names every key that `allocate --json` prints of a part."""
    asked = ("--as-of", "2017-01-01", "--target", "federations_50", "--json")

    found = printed(capsys, "allocate", "henan-2016", *asked)

    keys = {key for each in found if each["type"] == "part" for key in each}
    assert keys == stated_keys("part")


def test_the_keys_of_json_services(checkout, capsys, monkeypatch):
    """The page names every key that `match --json` prints, changed pairings among them."""
    monkeypatch.chdir(checkout / "examples" / "jilin-winter")
    header = "编号,姓名,专业,服务地区,可服务户数\n"
    one, other = "A,张示例,种植,吉林省,9\n", "B,李示例,种植,吉林省,9\n"
    (checkout / "一.csv").write_text(header + one, encoding="utf-8")
    (checkout / "二.csv").write_text(header + other, encoding="utf-8")
    asked = ("match", "jilin-winter-2017", *GIVEN, "--as-of", "2018-05-31")

    printed(capsys, *asked, "--helpers", "../../一.csv", "--csv", "结对.csv", "--json")
    found = printed(capsys, *asked, "--helpers", "../../二.csv", "--pairings", "结对.csv", "--json")

    for type_ in ("service", "unserved", "pairing_change"):
        keys = {key for each in found if each["type"] == type_ for key in each}
        assert keys == stated_keys(type_), type_


def test_supported_names_are_all_on_the_page():
    """The page of Python names lists exactly what the package exports."""
    stated = re.findall(r"^\| \[`(\w+)`\]\(", page("python.md"), re.MULTILINE)

    assert stated == [name for name in kejifupin.__all__ if name != "__version__"]


def test_the_keys_of_json_draws(checkout, capsys, monkeypatch):
    """The page names every key that `draw --json` prints."""
    monkeypatch.chdir(checkout / "examples" / "jilin-winter")
    size = ("--kind", "village_survey", "--number", "2", "--seed", "种子")

    found = printed(
        capsys, "draw", "jilin-winter-2017", *GIVEN, *size, "--as-of", "2018-05-31", "--json"
    )

    for type_ in ("stratum", "error_rate"):
        keys = {key for each in found if each["type"] == type_ for key in each}
        assert keys == stated_keys(type_)
