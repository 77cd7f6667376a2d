"""New files: all of them or none."""

import pytest

from kejifupin.exchange.new_files import write_new_files

FILES = (("甲/一.txt", b"1"), ("甲/二.txt", b"2"), ("乙/深/三.txt", b"3"))


def test_files_are_written_below_the_folder_in_order(tmp_path):
    """Folders are made as they are needed."""
    folder = tmp_path / "退回"
    written = write_new_files(FILES, folder)
    assert [path.relative_to(folder).as_posix() for path in written] == [name for name, _ in FILES]
    assert [path.read_bytes() for path in written] == [b"1", b"2", b"3"]


def test_a_file_that_is_there_leaves_everything_as_it_was(tmp_path):
    """The last of three is there: the first two and their folder go again."""
    there = tmp_path / "乙" / "深" / "三.txt"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"mine")

    with pytest.raises(FileExistsError):
        write_new_files(FILES, tmp_path)
    assert there.read_bytes() == b"mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [there]
    assert not (tmp_path / "甲").exists()


def test_a_mistake_while_files_are_made_leaves_nothing(tmp_path):
    """Content is made one by one, and making it may fail."""

    def made():
        yield "一.txt", b"1"
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_new_files(made(), tmp_path / "new")
    assert not (tmp_path / "new").exists()
