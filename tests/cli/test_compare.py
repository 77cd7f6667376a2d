"""``status --save`` and ``compare``: what changed, and because of which cells."""

import json
import shutil

import pytest

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-01")


@pytest.fixture
def runs(run, forms, tmp_path):
    """Two saved results: with all forms, and without one of them."""
    both, one = tmp_path / "both.jsonl", tmp_path / "one.jsonl"
    assert run("status", KEY, forms, *DAY, "--save", both).exit_code == 0
    fewer = tmp_path / "fewer"
    shutil.copytree(forms, fewer)
    first = min(each for each in fewer.rglob("*") if each.is_file())
    first.unlink()
    assert run("status", KEY, fewer, *DAY, "--save", one).exit_code == 0
    return one, both, first.name


def test_what_changed_is_told_with_the_file_that_did_it(run, runs):
    """One form more: its name stands behind every status that changed."""
    before, after, name = runs

    result = run("compare", before, after)

    assert result.exit_code == 0, result.output
    assert "目标状态有变动的" in result.stdout
    assert name in result.stdout


def test_json_is_one_object(run, runs):
    """With the changes of the statuses, and each record once."""
    before, after, _ = runs

    (line,) = run("compare", before, after, "--json").stdout.splitlines()
    found = json.loads(line)

    assert found["type"] == "comparison"
    assert found["statuses"]
    assert all(
        number < len(found["records"]) for one in found["statuses"] for number in one["records"]
    )
    only = json.loads(run("compare", before, after, "--json", "--division", "220800").stdout)
    assert {each["division"] for each in only["statuses"]} <= {"220800"}


def test_the_same_results_do_not_differ(run, runs):
    """Nothing but the summary is told."""
    before, _, _ = runs

    lines = run("compare", before, before).stdout.splitlines()

    assert lines[1:] == ["目标状态有变动的0项；记录没有变动"]


def test_a_division_is_named_as_everywhere_else(run, runs):
    """By code or name; a slip in one is not an answer of no changes."""
    before, after, _ = runs
    by_code = run("compare", before, after, "--division", "220821")
    by_name = run("compare", before, after, "--division", "镇赉县")
    assert by_code.exit_code == by_name.exit_code == 0
    assert by_code.stdout == by_name.stdout

    for words, said in (
        (("--division", "镇来县"), "是否应为“镇赉县”"),
        (("--target", "sessions_in_al"), "是否应为“sessions_in_all”"),
    ):
        result = run("compare", before, after, *words)
        assert result.exit_code == 2
        assert said in result.stderr


def test_wrong_files_are_told(run, runs, tmp_path):
    """No saved results, another programme, and a name that is misspelt."""
    before, _, _ = runs
    other = tmp_path / "other.jsonl"
    other.write_text(
        before.read_text(encoding="utf-8").replace(
            '"programme": "spring-2018"', '"programme": "x"'
        ),
        encoding="utf-8",
    )
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b"\xff\xfe\x00")
    for wrong, words in ((other, "不是同一个方案"), (broken, "不是保存的结果")):
        result = run("compare", before, wrong)
        assert result.exit_code == 2
        assert words in result.stderr
    assert run("compare", before, tmp_path / "one.jsonI").exit_code == 2


def test_results_are_saved_as_jsonl_only(run, forms, tmp_path):
    """An ending that promises something else is refused before anything is read."""
    result = run("status", KEY, forms, *DAY, "--save", tmp_path / "a.docx")

    assert result.exit_code == 2
