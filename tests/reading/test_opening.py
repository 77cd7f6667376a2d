"""Archives are opened once, and what is broken in them is told for the file concerned."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest

from kejifupin.exchange.inputs import MAX_BYTES, InputPath, find_inputs, read_input
from kejifupin.reading.opening import Opener


def archive_of(tmp_path, contents, name="a.zip", method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(tmp_path / name, "w", method) as archive:
        for member, content in contents.items():
            archive.writestr(member, content)
    return find_inputs([tmp_path / name])


@pytest.fixture
def opener():
    made = Opener()
    yield made
    made.close()


def test_what_is_opened_is_what_one_file_alone_would_be(tmp_path, opener):
    """Forms, pictures, and names without an ending, in an archive and beside it."""
    (tmp_path / "b.docx").write_bytes(b"beside")
    inputs = (
        *archive_of(tmp_path, {"a.docx": b"one", "b.XLSX": b"two", "c.jpg": b"3", "d": b"four"}),
        *find_inputs([tmp_path / "b.docx"]),
    )
    assert [opener.open(each) for each in inputs] == [read_input(each) for each in inputs]
    assert [opener.open(each).content for each in inputs] == [
        *(b"one", b"two", None, b"four", b"beside"),
    ]


def test_an_archive_of_thousands_is_listed_once(tmp_path, opener, monkeypatch):
    """Listing it again for each member would take minutes."""
    inputs = archive_of(tmp_path, {f"{n}.docx": str(n) for n in range(300)})
    listed = []
    plain = zipfile.ZipFile

    def counted(*args, **kwargs):
        listed.append(args)
        return plain(*args, **kwargs)

    monkeypatch.setattr(zipfile, "ZipFile", counted)
    found = {opener.open(each).content for each in inputs}
    assert found == {str(n).encode() for n in range(300)}
    assert len(listed) == 1


def test_archives_in_turn(tmp_path, opener):
    """Back and forth between two of them."""
    one = archive_of(tmp_path, {"a.docx": b"1", "b.docx": b"2"}, "one.zip")
    two = archive_of(tmp_path, {"a.docx": b"3", "b.docx": b"4"}, "two.zip")
    mixed = [one[0], two[0], one[1], two[1]]
    assert [opener.open(each).content for each in mixed] == [b"1", b"3", b"2", b"4"]


def test_a_member_too_large_or_locked_is_told(tmp_path, opener):
    """By its size as the archive states it, before anything is unpacked."""
    inputs = archive_of(tmp_path, {"a.docx": b"x" * (MAX_BYTES + 1)})
    assert opener.open(inputs[0]).issue.code == "input.bad_zip"
    (locked,) = archive_of(tmp_path, {"a.docx": b"x"})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert opener.open(locked).issue.code == "input.bad_zip"


def test_a_file_that_went_is_told(tmp_path, opener):
    """The archive, or the member in it."""
    gone = InputPath("gone.zip/a.docx", tmp_path / "gone.zip", "a.docx")
    assert opener.open(gone).issue.code == "input.unreadable"
    (inside,) = archive_of(tmp_path, {"a.docx": b"1"})
    other = InputPath("a.zip/b.docx", inside.path, "b.docx")
    assert opener.open(other).issue.code == "input.unreadable"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_archive_is_told_whatever_its_codec_raises(tmp_path, method):
    """Flipped bits: each member is read whole or told, and none ends the run."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for number in range(4):
            archive.writestr(f"{number}.docx", random.Random(number).randbytes(300) * 9)
    path = tmp_path / "a.zip"
    path.write_bytes(whole.getvalue())
    inputs = find_inputs([path])
    told = 0
    for seed in range(120):
        chance = random.Random(seed)
        data = bytearray(whole.getvalue())
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        opener = Opener()
        for number, each in enumerate(inputs):
            opened = opener.open(each)
            if opened.content is None:
                told += 1
                assert opened.issue.place.file == each.name
            else:
                assert opened.content == random.Random(number).randbytes(300) * 9
        opener.close()
    assert told > 40
