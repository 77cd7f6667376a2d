"""``return``: what goes back to each sender."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from kejifupin.cli.app import run as run_command

DAY = "2018-06-30"
PLUGIN = Path(__file__).resolve().parents[2] / "plugins" / "jilin"


@pytest.fixture(scope="module")
def sent_back(example_folder, tmp_path_factory):
    """The example, sent back once."""
    folder = tmp_path_factory.mktemp("back") / "退回"
    code = run_command(
        [
            "return", "jilin-winter-2017", str(example_folder / "forms"),
            "--as-of", DAY, "--to", str(folder),
            "--register", str(example_folder / "村名册.xlsx"),
            "--received", str(example_folder / "收文登记.csv"),
            "--plugin", str(PLUGIN),
        ]
    )  # fmt: skip
    assert not code
    return folder


def by_name(folder, name):
    (found,) = [path for path in folder.rglob("*") if path.name == name]
    return found


def test_a_word_form_comes_back_with_a_comment_in_the_wrong_cell(sent_back):
    """The comment says what is wrong and what to write, and no name."""
    content = by_name(sent_back, "附件2-02.docx").read_bytes()

    comments = [comment.text for comment in docx.Document(BytesIO(content)).comments]
    assert any("有劳动能力人口数大于家庭人口总数" in text for text in comments)
    assert not any("王桂兰" in text for text in comments)


def test_a_workbook_comes_back_with_a_comment_in_the_wrong_cell(sent_back):
    """The cell that holds 18600 has the comment."""
    book = openpyxl.load_workbook(BytesIO(by_name(sent_back, "附件4-统计表.xlsx").read_bytes()))

    commented = {
        cell.value: cell.comment.text
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.comment
    }
    assert "万人次" in commented[18600]


def test_every_sender_gets_a_list(sent_back):
    """Each folder that goes back has its list of what to correct."""
    assert len(list(sent_back.rglob("*清单*.docx"))) >= 3


def test_nothing_is_overwritten(sent_back, example_folder, capsys):
    """A folder that holds an earlier return is left as it is."""
    code = run_command(
        [
            "return", "jilin-winter-2017", str(example_folder / "forms"),
            "--as-of", DAY, "--to", str(sent_back), "--plugin", str(PLUGIN),
        ]
    )  # fmt: skip

    assert code == 2
    assert "换一个空文件夹" in capsys.readouterr().err


@pytest.fixture
def send(run, plugin):
    """Send back the small plugin's forms."""

    def send_back(forms, to, *more):
        day = ("--as-of", "2018-04-30")
        return run("return", "spring-2018", forms, *day, "--to", to, "--plugin", plugin, *more)

    return send_back


def test_nothing_goes_back_into_the_folder_that_came_in(send, forms):
    """It would be read as handed in the next time; what lies there stays as it is."""
    before = {path: path.read_bytes() for path in forms.rglob("*") if path.is_file()}

    result = send(forms, forms)

    assert result.exit_code == 2
    assert "退回的文件不能放进去" in result.stderr
    assert {path: path.read_bytes() for path in forms.rglob("*") if path.is_file()} == before


def test_what_went_back_before_is_not_mixed_with_new_files(send, forms, tmp_path):
    """A second run into the same folder writes nothing, and says which file is in the way."""
    folder = tmp_path / "退回"
    assert send(forms, folder).exit_code == 0
    before = sorted(folder.rglob("*"))

    result = send(forms, folder)

    assert result.exit_code == 2
    assert "不覆盖 → 换一个空文件夹" in result.stderr
    assert "Errno" not in result.stderr
    assert sorted(folder.rglob("*")) == before


def test_events_are_not_entered_into_another_table(send, forms, tmp_path):
    """The register of receipts stays as it was, and nothing has gone back yet."""
    receipts = tmp_path / "收文登记.csv"
    receipts.write_text("文件,收文日期\n甲.docx,2018-04-01\n", encoding="utf-8")
    before = receipts.read_bytes()

    result = send(forms, tmp_path / "退回", "--note", receipts)

    assert result.exit_code == 2
    assert "不是报送记录" in result.stderr
    assert receipts.read_bytes() == before
    assert not (tmp_path / "退回").exists()
