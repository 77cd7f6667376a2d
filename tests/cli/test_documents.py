"""``plugins``, ``forms``, ``blank`` and ``report``."""

import zipfile

import docx
import pytest
from typer.testing import CliRunner

from kejifupin.cli.app import app
from kejifupin.office.reading import read_document

KEY = "spring-2018"
DAY = ("--as-of", "2018-04-30")


def rows_of(result):
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def texts_of(path):
    document = read_document(path.read_bytes(), path.name)
    return " ".join(cell.text for grid in document.grids for cell in grid.cells)


def test_plugins_lists_the_plugins_with_their_programmes(run):
    """The built-in one and the folder given."""
    rows = rows_of(run("plugins"))
    assert rows[0][0] == "插件"
    assert ["spring", KEY, "2018年春季活动", "白城市", "2018-01-01—2018-04-30", ""] in rows
    assert any(row[:2] == ["builtin", "national-2016"] for row in rows)


def test_forms_lists_forms_registers_and_reports(run):
    """The keys that the other commands take."""
    found = {row[0]: row[1] for row in rows_of(run("forms", KEY))[1:]}
    reports = {"summary": "报告", "bulletin": "报告", "board": "报告"}
    assert found == {"spring_return": "表式", "village_register": "名册", **reports}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "XLSX"])
@pytest.mark.parametrize("form", ["spring_return", "village_register"])
def test_a_blank_form_is_written_and_read_back_as_blank(run, tmp_path, monkeypatch, form, ending):
    """The blank is a document of its ending, and holds no record."""
    monkeypatch.chdir(tmp_path)
    result = run("blank", KEY, form, "-o", f"空白.{ending}")
    assert result.exit_code == 0
    assert f"空白.{ending}" in result.stdout
    assert zipfile.is_zipfile(f"空白.{ending}")
    told = run("read", KEY, f"空白.{ending}", "--json")
    assert '"type": "record"' not in told.stdout
    assert "form.empty" in told.stdout


def test_a_file_that_was_there_is_replaced_whole(run, tmp_path):
    """Nothing of an older file is left, and no half-written one beside it."""
    path = tmp_path / "x.docx"
    path.write_bytes(b"old" * 100_000)
    assert run("blank", KEY, "spring_return", "-o", path).exit_code == 0
    assert zipfile.is_zipfile(path)
    assert [each.name for each in tmp_path.iterdir() if each.name != "spring"] == ["x.docx"]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_report_holds_the_sums(run, forms, tmp_path, ending):
    """1.25万人次 were reported by one county alone; 4 and 10 to 19 sessions make 14 to 23."""
    path = tmp_path / f"汇总.{ending}"
    result = run("report", KEY, "summary", forms, *DAY, "-o", path)
    assert result.exit_code == 0
    assert "春季活动汇总表" in result.stdout
    texts = texts_of(path)
    assert "1.25" in texts
    assert "14—23" in texts
    assert "错误" in result.stderr


def test_a_report_of_one_division_holds_its_figures_alone(run, forms, tmp_path):
    """The county that reported 4 sessions."""
    path = tmp_path / "县.docx"
    result = run("report", KEY, "summary", forms, *DAY, "-o", path, "--division", "镇赉县")
    assert "镇赉县" in result.stdout
    assert "14" not in texts_of(path)


def test_strict_still_writes_the_report(run, forms, tmp_path):
    """The exit code speaks of the forms, the report is there all the same."""
    path = tmp_path / "汇总.docx"
    assert run("report", KEY, "summary", forms, *DAY, "-o", path, "--strict").exit_code == 1
    assert path.exists()


def test_a_report_tells_what_only_the_figures_tell(example_folder, tmp_path, monkeypatch):
    """延边州's total is less than the sum of its counties: told with its cell, not only counted."""
    monkeypatch.chdir(example_folder)
    words = ["report", "jilin-winter-2017", "winter_summary", "forms", "--as-of", "2018-06-30"]
    words += ["--received", "收文登记.csv", "-o", str(tmp_path / "汇总.docx")]

    result = CliRunner().invoke(app, words)

    assert result.exit_code == 0
    assert "附件4-延边州统计表.docx 第1表第10行第3列" in result.stderr
    assert "小于所辖各地之和77场次" in result.stderr
    assert "数据中的问题：" in result.stderr


def test_a_blank_form_is_named_by_its_key_or_its_title(run, tmp_path, monkeypatch):
    """People in offices know the title; both give the same form."""
    monkeypatch.chdir(tmp_path)
    for name, file in (("spring_return", "a.docx"), ("活动统计表", "b.docx")):
        assert run("blank", "spring-2018", name, "-o", file).exit_code == 0
    texts = [[p.text for p in docx.Document(file).paragraphs] for file in ("a.docx", "b.docx")]
    assert texts[0] == texts[1]

    result = run("blank", "spring-2018", "活动统计", "-o", "c.docx")
    assert result.exit_code == 2
    assert "没有表式“活动统计”" in result.stderr
