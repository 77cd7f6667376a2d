"""Files under paths: found once, in order, each with an answer."""

import zipfile

import pytest

from kejifupin.exchange.inputs import find_inputs, read_input


def names(found):
    return [each.name.rpartition("/")[2] for each in found]


def test_a_folder_is_searched_in_order_and_to_its_depth(tmp_path):
    """Files of folders inside are found, sorted by their path."""
    for name in ("b/2.docx", "a/1.docx", "0.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    assert names(find_inputs([tmp_path])) == ["0.xlsx", "1.docx", "2.docx"]


def test_a_file_named_twice_is_read_once(tmp_path):
    """A file given by itself and with its folder is one file."""
    (tmp_path / "1.docx").write_bytes(b"x")

    assert names(find_inputs([tmp_path / "1.docx", tmp_path])) == ["1.docx"]


def test_what_word_leaves_behind_is_passed_over(tmp_path):
    """Lock files and hidden files are nobody's return."""
    for name in ("~$1.docx", ".DS_Store", "Thumbs.db", "1.docx"):
        (tmp_path / name).write_bytes(b"x")

    assert names(find_inputs([tmp_path])) == ["1.docx"]


def test_the_files_of_other_roles_are_left_out(tmp_path):
    """The register of receipts is not a return."""
    (tmp_path / "收文登记.csv").write_bytes(b"x")
    (tmp_path / "1.docx").write_bytes(b"x")

    assert names(find_inputs([tmp_path], leave_out=[tmp_path / "收文登记.csv"])) == ["1.docx"]


def test_a_missing_path_is_an_error(tmp_path):
    """A path that is not there is a mistake of the caller."""
    with pytest.raises(FileNotFoundError):
        find_inputs([tmp_path / "nothing"])


def test_an_archive_of_a_chinese_windows_keeps_its_names(tmp_path):
    """Names in GBK without a flag are read as GBK."""
    path = tmp_path / "上报.zip"
    name = "附件4.xlsx".encode("gb18030")
    # The writer always sets the flag for such names, so the bytes are laid out by hand.
    info = zipfile.ZipInfo("x" * len(name))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, b"form")
    raw = path.read_bytes().replace(b"x" * len(name), name)
    path.write_bytes(raw)

    (found,) = find_inputs([path])

    assert found.name.endswith("上报.zip/附件4.xlsx")
    assert read_input(found).content == b"form"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"not a zip at all"])
def test_a_broken_archive_gets_an_issue(tmp_path, content):
    """An archive that cannot be opened is told and stops nothing."""
    (tmp_path / "a.zip").write_bytes(content)

    (found,) = find_inputs([tmp_path])
    given = read_input(found)

    assert given.content is None
    assert given.issue is not None
    assert given.issue.code == "input.bad_zip"


def test_other_files_are_told_and_not_read(tmp_path):
    """A photograph among the forms is named, not guessed at."""
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8")

    (found,) = find_inputs([tmp_path])

    assert read_input(found).issue.code == "input.skipped"


def test_a_register_of_receipts_among_the_forms_says_how_to_use_it(tmp_path):
    """收文登记.csv found among the forms leads to the option for it."""
    (tmp_path / "收文登记.csv").write_bytes(b"x")

    (found,) = find_inputs([tmp_path])

    assert "--received" in read_input(found).issue.remedy


def test_a_member_with_damaged_data_gets_an_issue(tmp_path):
    """Bits turned over inside a member are told, whatever the codec raises."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.docx", bytes(range(256)) * 400)
    content = bytearray(path.read_bytes())
    content[40:80] = bytes(255 - byte for byte in content[40:80])
    path.write_bytes(bytes(content))

    (found,) = find_inputs([tmp_path])

    assert read_input(found).issue.code in ("input.unreadable", "input.bad_zip")
