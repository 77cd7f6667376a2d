"""New plugins, workbooks in the place of folders, and schemas from the command line."""

import json

import pytest

from kejifupin.cli.app import run


def told(capsys, *words):
    code = run(words)
    found = capsys.readouterr()
    return code, found.out, found.err


def test_a_new_plugin_checks_clean(capsys, tmp_path, monkeypatch):
    """A province by name, dates as people write them; the check finds nothing."""
    monkeypatch.chdir(tmp_path)

    made = told(capsys, "new-plugin", "guizhou", "--division", "贵州省", "--from", "2017年1月1日")

    assert made[0] == 0
    assert "guizhou-2017" in made[2]
    assert told(capsys, "check", "guizhou", "--strict")[:2] == (0, "没有发现问题\n")
    again = told(capsys, "new-plugin", "guizhou", "--division", "520000")
    assert again[0] == 2
    assert "不覆盖" in again[2]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("Guizhou", "--division", "520000"), "guizhou"),
        (("guizhou", "--division", "529999"), "代码"),
        (("guizhou", "--division", "贵洲省"), "贵州省"),
        (("guizhou", "--division", "520000", "--from", "去年"), "--from"),
        (("guizhou", "--division", "520000", "--programme", "national-2016"), "已有方案"),
        (("guizhou", "f", "--division", "520000", "--xlsx", "a.xlsx"), "一个"),
        (("guizhou", "--division", "520000", "--xlsx", "a.docx"), ".xlsx"),
    ],
)
def test_wrong_use_is_told_in_a_line(capsys, tmp_path, monkeypatch, words, hint):
    """Names, divisions, dates and files that cannot be: what is wrong and what to write."""
    monkeypatch.chdir(tmp_path)

    code, out, err = told(capsys, "new-plugin", *words)

    assert (code, out) == (2, "")
    assert hint in err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_stands_for_a_folder(capsys, tmp_path, monkeypatch):
    """It is checked, listed, used and turned into a folder."""
    monkeypatch.chdir(tmp_path)
    new = told(capsys, "new-plugin", "baicheng", "--division", "220800", "--xlsx", "白城.xlsx")
    assert new[0] == 0

    assert told(capsys, "check", "白城.xlsx")[1] == "没有发现问题\n"
    assert "training_return" in told(capsys, "forms", "baicheng-2016", "--plugin", "白城.xlsx")[1]
    assert "白城" in told(capsys, "plugins", "--plugin", "白城.xlsx")[1]
    assert told(capsys, "convert-plugin", "白城.xlsx", "folder")[0] == 0
    assert told(capsys, "check", "folder", "--strict")[0] == 0
    assert told(capsys, "convert-plugin", "folder", "again.xlsx")[0] == 0
    assert told(capsys, "convert-plugin", "folder", "again.xlsx")[0] == 2


def test_the_check_of_a_workbook_names_the_cell(capsys, tmp_path, monkeypatch):
    """In the table and in JSON."""
    from openpyxl import load_workbook

    monkeypatch.chdir(tmp_path)
    told(capsys, "new-plugin", "baicheng", "--division", "220800", "--xlsx", "a.xlsx")
    book = load_workbook("a.xlsx")
    book["目标"]["C2"] = "nothing"
    book.save("a.xlsx")

    code, out, _ = told(capsys, "check", "a.xlsx", "--strict")
    assert code == 1
    assert "目标!C2" in out
    (issue,) = map(json.loads, told(capsys, "check", "a.xlsx", "--json")[1].splitlines())
    assert issue["source"]["cell"] == "目标!C2"


def test_schemas(capsys, tmp_path, monkeypatch):
    """One by the name of its file, all into a folder, the nearest for a misspelt name."""
    monkeypatch.chdir(tmp_path)

    schema = json.loads(told(capsys, "schema", "programmes/x/targets.toml")[1])
    assert schema["title"] == "targets.toml"
    assert "targets" in told(capsys, "schema")[1]
    assert told(capsys, "schema", "--all", "-o", "schemas")[0] == 0
    assert json.loads((tmp_path / "schemas" / "targets.schema.json").read_text("utf-8")) == schema
    code, _, err = told(capsys, "schema", "targts.toml")
    assert code == 2
    assert "“targets”" in err
    assert told(capsys, "schema", "--all")[0] == 2
