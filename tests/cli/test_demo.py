"""``demo``: the whole path on the example that ships with the library."""

import csv
import json

import pytest
from typer.testing import CliRunner

from kejifupin.cli import demo_files
from kejifupin.cli.app import app
from kejifupin.cli.commands_demo import ISSUES_FILE, STATUS_FILE
from kejifupin.cli.demo_files import example_folder, example_plugin
from kejifupin.office.reading import read_document


def invoke(*arguments):
    return CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The demo run once, and the folder that it named."""
    folder = tmp_path_factory.mktemp("demo") / "结果 1"
    return invoke("demo", "--to", folder), folder


def test_the_demo_does_its_work(done):
    """Issues, statuses, files and the next command are shown, with no personal data."""
    result, folder = done
    assert result.exit_code == 0, result.output
    assert "已完成" in result.stdout
    assert "rule.broken" in result.stdout
    assert f"结果写在文件夹 {folder}" in result.stdout
    assert "kejifupin status jilin-winter-2017" in result.stdout


def test_the_folder_holds_what_was_named(done):
    """Two tables for Excel, and the rolled-up annex 4 in both formats."""
    result, folder = done
    files = {each.name for each in folder.iterdir() if each.is_file()}
    assert {each.rsplit(".", 1)[1] for each in files} == {"csv", "docx", "xlsx"}
    assert {ISSUES_FILE, STATUS_FILE} < files
    assert len(files) == 4
    assert all(str(folder / name) in result.stdout for name in files)


def test_the_tables_open_in_excel(done):
    """UTF-8 with its mark, and as many columns in every row."""
    _, folder = done
    for name in (ISSUES_FILE, STATUS_FILE):
        assert (folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
        with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        assert len(rows) > 5
        assert {len(row) for row in rows} == {len(rows[0])}


def test_both_formats_of_the_annex_hold_the_same(done):
    """Cell for cell; in the workbook title and notes are cells too, around the table."""
    _, folder = done
    texts = {}
    for path in folder.glob("*汇总*"):
        document = read_document(path.read_bytes(), path.name)
        cells = [cell.text.strip() for grid in document.grids for cell in grid.cells]
        texts[path.suffix] = [each for each in cells if each]
    word, excel = texts[".docx"], texts[".xlsx"]
    assert len(word) > 3 * 24
    first = excel.index(word[0])
    assert excel[first : first + len(word)] == word


def test_the_command_that_it_offers_works(done):
    """The example is copied beside the results, so that one can go on with it."""
    _, folder = done
    data = folder / "example"
    result = invoke(
        *("status", "jilin-winter-2017", data / "forms", "--as-of", "2018-05-31", "--json"),
        *("--register", data / "村名册.xlsx", "--received", data / "收文登记.csv"),
        *("--plugin", data / "jilin", "--level", "province"),
    )
    assert result.exit_code == 0, result.output
    assert {json.loads(line)["division"] for line in result.stdout.splitlines()} == {"220000"}


def test_the_demo_may_be_run_again_over_its_own_results(done):
    """The second run replaces the files of the first."""
    _, folder = done
    assert invoke("demo", "--to", folder, "--as-of", "2018-04-30").exit_code == 0


def test_a_folder_that_cannot_be_made_is_wrong_use(tmp_path):
    """One line, and how to choose another place."""
    file = tmp_path / "file"
    file.write_text("")
    result = invoke("demo", "--to", file)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "--to" in result.stderr


def test_the_packaged_copy_is_found_where_there_is_no_checkout(tmp_path, monkeypatch):
    """An installed wheel carries the example inside the package."""
    package = tmp_path / "site-packages" / "kejifupin"
    for each in ("_example/forms", "_example/plugin/programmes"):
        (package / each).mkdir(parents=True)
    monkeypatch.setattr(demo_files, "_PACKAGE", package)
    monkeypatch.setattr(demo_files, "_CHECKOUT", tmp_path / "nowhere")
    assert example_folder() == package / "_example"
    assert example_plugin() == package / "_example" / "plugin"


def test_without_the_example_the_demo_says_so(tmp_path, monkeypatch):
    """A broken installation ends in a line, not in a traceback."""
    monkeypatch.setattr(demo_files, "_PACKAGE", tmp_path)
    monkeypatch.setattr(demo_files, "_CHECKOUT", tmp_path)
    result = invoke("demo", "--to", tmp_path / "out")
    assert result.exit_code == 2
    assert "找不到示例" in result.stderr
