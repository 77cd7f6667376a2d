"""TOML files are read with their lines, whatever Windows did to them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange.config_codes import ENCODING, TOML_SYNTAX, UNREADABLE
from kejifupin.exchange.toml_files import MAX_BYTES, Source, dotted, read_toml, read_toml_bytes
from kejifupin.terms.origins import Place

TEXT = '# 目标\n[[targets]]\nlabel = "农技协"\nshare = 0.70\n'
DATA = {"targets": [{"label": "农技协", "share": Decimal("0.70")}]}


def test_a_file_gives_data_lines_and_no_issue(tmp_path: Path) -> None:
    """Numbers with a point are decimals with the digits as written."""
    path = tmp_path / "targets.toml"
    path.write_text(TEXT, encoding="utf-8")
    data, source, issues = read_toml(path)
    assert data == DATA
    assert str(data["targets"][0]["share"]) == "0.70"
    assert source.place(("targets", 0, "share")) == Place(str(path), line=4, key="targets[0].share")
    assert issues == ()


def test_a_byte_order_mark_is_tolerated() -> None:
    """Old versions of Notepad write one."""
    data, _, issues = read_toml_bytes(TEXT.encode("utf-8-sig"), "t.toml")
    assert (data, issues) == (DATA, ())


@pytest.mark.parametrize(
    ("encoding", "word", "line"),
    [("gbk", "GBK", 1), ("gb18030", "GBK", 1), ("utf-16", "UTF-16", 1)],
)
def test_another_encoding_is_told_and_read_all_the_same(
    encoding: str, word: str, line: int
) -> None:
    """So that the other mistakes in the file are told in the same run."""
    data, source, (issue,) = read_toml_bytes(TEXT.encode(encoding), "t.toml")
    assert data == DATA
    assert source.line(("targets", 0, "label")) == 3
    assert (issue.code, issue.place) == (ENCODING, Place("t.toml", line=line))
    assert word in issue.message
    assert "UTF-8" in (issue.remedy or "")


def test_the_first_line_in_another_encoding_is_named() -> None:
    """The comment is the only Chinese in the file."""
    _, _, (issue,) = read_toml_bytes(b"a = 1\nb = 2 # " + "注释".encode("gbk"), "t.toml")
    assert issue.place.line == 2


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\xff\xff",
        b"\x00\x01\x80\xff",
        b"\xff\xfe\x00",
        b"PK\x03\x04\x00\x00\xb5\xd8",
    ],
)
def test_what_is_no_text_is_told(content: bytes) -> None:
    """A picture renamed to .toml."""
    data, _, issues = read_toml_bytes(content, "t.toml")
    assert data is None
    assert [issue.code for issue in issues] == [UNREADABLE]


def test_a_missing_file_a_folder_and_a_huge_file_are_told(tmp_path: Path) -> None:
    """Each with what to do, none with an exception."""
    huge = tmp_path / "huge.toml"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    for path, words in (
        (tmp_path / "no.toml", "没有这个文件"),
        (tmp_path, "打不开"),
        (huge, "太大"),
    ):
        data, source, (issue,) = read_toml(path)
        assert data is None
        assert (issue.code, issue.place.file, source.file) == (UNREADABLE, str(path), str(path))
        assert words in issue.message


def test_a_broken_line_leaves_the_rest_of_the_file() -> None:
    """The mistake is told with its line; the table that lost a line is marked."""
    data, source, (issue,) = read_toml_bytes((TEXT + "due_on = 2018-5-1\n").encode(), "t.toml")
    assert data == DATA
    assert (issue.code, issue.place.line) == (TOML_SYNTAX, 5)
    assert source.incomplete == {("targets", 0)}


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    """The nearest enclosing position, the first line in the end."""
    _, source, _ = read_toml_bytes(b"\n[a]\nb = { c = 1 }\n", "t.toml")
    assert source.place(("a", "b", "d", "e")) == Place("t.toml", line=3, key="a.b.d.e")
    assert source.place(("a", "z")).line == 2
    assert source.place(("z",)).line == 1
    assert source.place(()) == Place("t.toml", line=1)
    assert Source("x").place(("z",)) == Place("x", key="z")


def test_key_paths_are_written_as_in_toml() -> None:
    """Quoted where TOML needs quotes or a dot would mislead."""
    assert dotted(("a", 0, "b.c", "", "县", "x-1", 3)) == 'a[0]."b.c"."".县.x-1[3]'


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    """No bytes raise; without data there is an issue."""
    data, _, issues = read_toml_bytes(content, "t.toml")
    assert data is not None or issues
