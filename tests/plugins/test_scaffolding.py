"""A new plugin is complete and sound, for a province, a city and a county."""

import subprocess
import sys
import tomllib
from datetime import date

import pytest

from kejifupin import open_programme
from kejifupin.errors import DefinitionError
from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.scaffolding import plan_plugin, plugin_files, write_plugin


@pytest.mark.parametrize(
    ("name", "division"),
    [("guizhou", "520000"), ("baicheng", "220800"), ("zhenlai", "220821"), ("beijing", "110000")],
)
def test_a_new_plugin_is_sound(tmp_path, name, division):
    """Not one issue, not even a doubt; and it opens."""
    write_plugin(plan_plugin(name, division), tmp_path / name)

    assert [each.text() for each in check_folder(tmp_path / name)] == []
    programme = open_programme(f"{name}-2016", (tmp_path / name,), entry_points=False)
    assert programme.catalogue.definition.scope == division
    assert len(programme.catalogue.targets) >= 4
    assert programme.blank("training_return", "docx")


def test_what_is_asked_for_is_written(tmp_path):
    """Title, key and dates stand where they belong, whatever signs the title has."""
    title = '贵州省"科技助力"\\精准扶贫'
    plan = plan_plugin(
        "guizhou",
        "520000",
        title=title,
        programme="guizhou-2017",
        start=date(2017, 1, 1),
        end=date(2019, 12, 31),
    )
    files = plugin_files(plan)

    data = tomllib.loads(files["src/kejifupin_guizhou/programmes/guizhou-2017/programme.toml"])
    assert (data["key"], data["title"], data["scope"]) == ("guizhou-2017", title, "520000")
    assert data["period"] == {"start": date(2017, 1, 1), "end": date(2019, 12, 31)}
    project = tomllib.loads(files["pyproject.toml"])["project"]
    assert project["entry-points"]["kejifupin"] == {"guizhou": "kejifupin_guizhou:plugin"}
    assert not [name for name, text in files.items() if "@" in text.replace("@dashed@", "x@y")]


def test_its_own_tests_run(tmp_path):
    """The three lines of its tests pass where they stand, installed or not."""
    write_plugin(plan_plugin("guizhou", "520000"), tmp_path / "guizhou")

    done = subprocess.run(
        (
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-k",
            "finds_no_errors or cited or rules_say",
        ),
        cwd=tmp_path / "guizhou",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Guizhou", "guizhou"),
        ("gui-zhou", "gui_zhou"),
        ("贵州", "拼音"),
        ("1a", "a"),
        ("class", "class_plan"),
        ("builtin", "builtin_plan"),
        ("", "拼音"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(name, hint):
    """With the nearest that can."""
    with pytest.raises(DefinitionError) as caught:
        plan_plugin(name, "520000")

    assert hint in caught.value.remedy


@pytest.mark.parametrize(
    ("code", "hint"), [("520001", "520000"), ("贵州", "520000"), ("", "520000")]
)
def test_an_unknown_division_is_refused(code, hint):
    """With the nearest code."""
    with pytest.raises(DefinitionError) as caught:
        plan_plugin("guizhou", code)

    assert hint in caught.value.remedy


def test_dates_and_keys_are_checked():
    """The end comes behind the start; a programme's key is new and plain."""
    with pytest.raises(DefinitionError, match="before"):
        plan_plugin("a", "520000", start=date(2018, 1, 1), end=date(2017, 1, 1))
    with pytest.raises(DefinitionError, match="exists"):
        plan_plugin("a", "520000", programme="b-1", taken=("b-1",))
    with pytest.raises(DefinitionError, match="usable"):
        plan_plugin("a", "520000", programme="../b")
    with pytest.raises(DefinitionError, match="control"):
        plan_plugin("a", "520000", title="甲\n乙")


def test_nothing_is_overwritten(tmp_path):
    """A folder with anything in it is left alone."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")

    with pytest.raises(DefinitionError, match="exists"):
        write_plugin(plan_plugin("guizhou", "520000"), tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
