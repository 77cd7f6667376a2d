"""``read``: records and issues, personal data masked."""

import json
import zipfile

import pytest

from kejifupin.cli.issue_tables import HEADER

KEY = "spring-2018"
PERSONAL = ("李示例", "王示例", "57")


def lines_of(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_lines_have_the_shape_that_was_agreed(run, forms):
    """Every value of a record is what the issue says: numbers, vague, “-”, null, lists, dates."""
    result = run("read", KEY, forms, "--json")
    assert result.exit_code == 0
    first, second = (line for line in lines_of(result) if line["type"] == "record")
    assert first == {
        "type": "record",
        "kind": "spring_return",
        "source": {"file": "forms/a镇赉县.docx", "table": "表1"},
        "fields": {
            "division": "220821",
            "division_text": "镇赉县",
            "contact": "***",
            "sessions": 4,
            "attendances": 1.25,
            "books": "-",
            "needs": ["种植"],
            "held_on": "2018-02-01",
            "experts": [{"name": "***", "age": "***", "employer": "县农科站"}],
        },
    }
    assert second["fields"]["sessions"] == {"low": 10, "high": 19, "text": "10余"}
    assert second["fields"]["needs"] is None
    assert second["fields"]["contact"] is None
    assert second["source"]["file"] == "forms/b通榆县.xlsx"


def test_issues_carry_file_cell_and_severity(run, forms):
    """An issue is one line with its code, its place and its words."""
    found = [
        line for line in lines_of(run("read", KEY, forms, "--json")) if line["type"] == "issue"
    ]
    rule = next(line for line in found if line["code"] == "rule.broken")
    assert rule["severity"] == "error"
    assert rule["source"]["file"] == "forms/b通榆县.xlsx"
    assert rule["source"]["cell"].endswith("!B5")
    assert rule["message"] == "图书超过1000册"
    assert any(line["source"]["file"] == "forms/c.docx" for line in found)


def test_records_stand_before_the_issues_of_their_file(run, forms):
    """What one file gives stands together, in the order of the files."""
    lines = lines_of(run("read", KEY, forms, "--json"))
    files = [line["source"]["file"] for line in lines]
    assert files == sorted(files)
    of_second = [line["type"] for line in lines if "b通榆县" in line["source"]["file"]]
    assert of_second == sorted(of_second, reverse=True)


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_personal_value_shows_by_default(run, forms, form):
    """Names and ages stay in the forms, whichever way the result goes out."""
    result = run("read", KEY, forms, *form)
    assert result.stdout
    assert not any(value in result.output for value in PERSONAL[:2])
    assert '"age": 57' not in result.output


def test_reveal_opens_the_named_fields_and_no_other(run, forms):
    """``--reveal`` may be repeated, takes a comma, and a kind in front of the field."""
    result = run("read", KEY, forms, "--json", "--reveal", "contact", "--reveal", "age")
    assert "李示例" in result.stdout
    assert '"age": 57' in result.stdout
    assert "王示例" not in result.stdout
    both = run("read", KEY, forms, "--json", "--reveal", "name，spring_return.contact")
    assert "李示例" in both.stdout
    assert "王示例" in both.stdout


def test_reveal_all_opens_everything(run, forms):
    """``--reveal all`` leaves no mask."""
    result = run("read", KEY, forms, "--json", "--reveal", "all")
    assert "***" not in result.stdout
    assert all(value in result.stdout for value in PERSONAL)


def test_an_unknown_field_to_reveal_is_wrong_use(run, forms):
    """A misspelt field would silently stay masked; the nearest is named."""
    result = run("read", KEY, forms, "--reveal", "contakt")
    assert result.exit_code == 2
    assert "contact" in result.stderr


def test_a_field_where_a_path_belongs_is_explained(run, forms):
    """``--reveal contact name`` makes ``name`` a path; the line says how to write it."""
    result = run("read", KEY, forms, "name", "--reveal", "contact")
    assert result.exit_code == 2
    assert "--reveal name" in result.stderr


def test_in_a_pipe_there_are_plain_lines_with_tabs(run, forms):
    """Header, rows, no colours, nothing cut off; the cell in words."""
    result = run("read", KEY, forms)
    assert "\x1b" not in result.stdout
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert ["活动统计表", "spring_return", "2", "2"] in lines
    assert list(HEADER) in lines
    rule = next(line for line in lines if line[-1] == "rule.broken")
    assert rule[:2] == ["错误", "forms/b通榆县.xlsx"]
    assert rule[2].endswith("的B5单元格")


def test_issues_are_no_failure_but_strict_makes_them_one(run, forms):
    """Exit 0 when the command did its work, 1 for errors under ``--strict``."""
    assert run("read", KEY, forms).exit_code == 0
    assert run("read", KEY, forms, "--strict").exit_code == 1
    assert run("read", KEY, forms / "a镇赉县.docx", "--strict").exit_code == 0


def test_zip_file_and_folder_give_the_same_records(run, forms):
    """A PATH is a file, a folder or an archive; the file is named as found under it."""
    with zipfile.ZipFile("all.zip", "w") as archive:
        for each in sorted(forms.iterdir()):
            archive.write(each, f"x/{each.name}")
    of_zip = lines_of(run("read", KEY, "all.zip", "--json"))
    of_folder = lines_of(run("read", KEY, forms, "--json"))
    assert [line.get("fields") for line in of_zip] == [line.get("fields") for line in of_folder]
    assert of_zip[0]["source"]["file"] == "all.zip/x/a镇赉县.docx"


def test_a_pattern_that_the_shell_left_alone_is_expanded(run, forms):
    """cmd.exe passes ``*.docx`` on as it is."""
    result = run("read", KEY, f"{forms}/*.docx", "--json")
    assert {line["source"]["file"] for line in lines_of(result)} == {
        "forms/a镇赉县.docx",
        "forms/c.docx",
    }


def test_an_empty_folder_is_read_and_told(run, tmp_path):
    """Nothing to read is no failure; the counts say so."""
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("read", KEY, empty)
    assert result.exit_code == 0
    assert "读了0个文件，得到0条记录" in result.stdout


def test_receipts_and_registers_are_read_in_their_own_role(run, forms, tmp_path):
    """A register of receipts that names a missing file is told, at its line."""
    receipts = tmp_path / "收文登记.csv"
    receipts.write_text("文件,收文日期\nforms/没有.docx,2018-03-01\n", encoding="gb18030")
    found = lines_of(run("read", KEY, forms, "--received", receipts, "--json"))
    missing = next(line for line in found if line.get("code") == "receipt.no_such_file")
    assert missing["source"]["line"] == 2


def test_json_is_written_file_by_file(run, forms, monkeypatch):
    """The first file's lines are out before the second file is opened."""
    from kejifupin.cli import commands_read

    lines, opened = [], []
    monkeypatch.setattr(commands_read, "show_json", lines.append)
    monkeypatch.setattr(
        "kejifupin.cli.opening.ReadingBar.__call__",
        lambda bar, number, total, name: opened.append((name, len(lines))),
    )
    assert run("read", KEY, forms, "--json").exit_code == 0
    assert [name for name, _ in opened] == [
        *("forms/a镇赉县.docx", "forms/b通榆县.xlsx", "forms/c.docx")
    ]
    before = [count for _, count in opened]
    assert before[0] == 0 < before[1] < before[2] < len(lines)


def test_parquet_holds_the_records_and_is_read_back(run, forms, tmp_path, made):
    """A file for each kind, rows of their own; masked unless asked for; the run is repeatable."""
    import pyarrow.parquet as pq

    out = tmp_path / "out"
    for _ in range(2):
        result = run("read", KEY, forms, "--parquet", out, "--work", tmp_path / "work")
        assert result.exit_code == 0
    assert {each.name for each in out.iterdir()} == {
        "spring_return.parquet",
        "spring_return.experts.parquet",
    }
    assert f"spring_return\t2\t{out / 'spring_return.parquet'}" in result.stdout
    assert "rule.broken" in result.stdout
    table = pq.read_table(out / "spring_return.parquet").to_pydict()
    assert table["sessions"] == [4, 10]
    assert table["sessions__high"] == [None, 19]
    assert table["books__state"] == ["none", None]
    assert table["contact__text"] == ["***", None]
    assert table["source_file"] == ["forms/a镇赉县.docx", "forms/b通榆县.xlsx"]

    run("read", KEY, forms, "--parquet", out, "--reveal", "contact", "--json")
    clear = pq.read_table(out / "spring_return.parquet").to_pydict()
    assert clear["contact"] == [PERSONAL[0], None]


def test_with_parquet_json_shows_the_issues_alone(run, forms, tmp_path):
    """The records are in the files."""
    lines = lines_of(run("read", KEY, forms, "--parquet", tmp_path / "out", "--json"))
    assert lines
    assert {line["type"] for line in lines} == {"issue"}


def test_parquet_without_its_library_says_what_to_install(run, forms, tmp_path, monkeypatch):
    """And nothing is written."""
    import sys

    monkeypatch.delitem(sys.modules, "kejifupin.frames.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("read", KEY, forms, "--parquet", tmp_path / "out")
    assert result.exit_code == 2
    assert "pip install" in result.stderr
    assert "pyarrow" in result.stderr
    assert not (tmp_path / "out").exists()


def test_parquet_into_a_file_is_wrong_use(run, forms):
    """The option takes a folder."""
    result = run("read", KEY, forms, "--parquet", forms / "c.docx")
    assert result.exit_code == 2
    assert "文件夹" in result.stderr


def test_a_folder_with_nothing_in_it_is_told(run, tmp_path):
    """It may be the wrong one; folders in it are nothing either."""
    (tmp_path / "空" / "里").mkdir(parents=True)
    for more in ((), ("--json",)):
        result = run("read", "spring-2018", tmp_path / "空", *more)
        assert result.exit_code == 0
        assert "里没有文件" in result.stderr
