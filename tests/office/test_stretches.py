"""Stretches deflated apart and stored blocks between them are one deflate stream."""

from __future__ import annotations

import io
import subprocess
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.office.stretches import Stretch, deflated
from kejifupin.office.zipping import PackedPackage, packed_part

texts = st.text(max_size=400) | st.text(min_size=1, max_size=3).map(lambda each: each * 40_000)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=8))
def test_what_is_put_together_inflates_to_what_was_said(pairs):
    """Empty stretches, empty fillings and fillings larger than a stored block included."""
    pieces: list[bytes] = []
    packed: list[bytes] = []
    for number, (fixed, said) in enumerate(pairs):
        plain, deflated_ = Stretch((fixed.encode("utf-8", "replace").decode(),)).between("", "", ())
        last = number == len(pairs) - 1
        pieces += (plain, b"" if last else encoded(said))
        packed.append(deflated_)
    part = deflated(pieces, packed)
    whole = b"".join(pieces)
    inflater = zlib.decompressobj(-15)
    assert inflater.decompress(b"".join(part.packed)) == whole
    assert inflater.eof
    assert inflater.unused_data == b""
    assert (part.size, part.crc) == (len(whole), zlib.crc32(whole))


@pytest.fixture
def package():
    """A package with a part of thirty stretches, and what the part is."""
    stretches = [Stretch((f"<w:p>{n}" * 20,)) for n in range(30)]
    pieces: list[bytes] = []
    packed: list[bytes] = []
    for number, each in enumerate(stretches):
        plain, deflated_ = each.between("<a>", "</a>", ())
        pieces += (plain, b"" if number == 29 else f"周广{number}".encode())
        packed.append(deflated_)
    part = deflated(pieces, packed)
    content = PackedPackage({"a.xml": "<a/>"}, "b.xml").with_part(
        packed_part("b.xml", part.packed, size=part.size, crc=part.crc)
    )
    return content, b"".join(pieces)


def test_zipfile_unpacks_it(package):
    """And finds the check sums of all parts right."""
    content, whole = package
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.read("b.xml") == whole


@pytest.mark.libreoffice
def test_another_program_unpacks_it(package, tmp_path):
    """Unzip checks the stream to its end."""
    path = tmp_path / "a.zip"
    path.write_bytes(package[0])
    assert subprocess.run(["unzip", "-tq", str(path)], capture_output=True).returncode == 0


def test_heights_and_frames_choose_among_what_was_deflated():
    """The same surroundings give the same bytes, before and after others."""
    stretch = Stretch(("<a>", 0, "</a>"))
    first = stretch.between("x", "y", ("640",))
    assert first[0] == b"x<a>640</a>y"
    assert stretch.between("", "", ("1000",))[0] == b"<a>1000</a>"
    assert stretch.between("x", "y", ("640",)) == first
