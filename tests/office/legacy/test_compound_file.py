"""Compound files: what is in them comes out, and nothing makes reading them long or large."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_compound import compound_file

from kejifupin.office.legacy.compound_file import CompoundFile
from kejifupin.office.refusal import RefusedFileError

NAMES = ("WordDocument", "1Table", "Data", "Workbook", "\x05SummaryInformation")


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 20_000), max_size=5),
    st.booleans(),
)
def test_streams_come_out_as_they_went_in(sizes, mini):
    streams = {name: bytes(n * 7 % 251 for n in range(size)) for name, size in sizes.items()}
    file = CompoundFile(compound_file(streams, mini=mini))
    for name, content in streams.items():
        assert file.stream(name)[: len(content)] == content
        assert file.stream(name.upper()) == file.stream(name)
    assert file.stream("Nothing") == b""


def test_olefile_reads_the_same():
    """An independent witness: the files of these tests are what they claim."""
    olefile = pytest.importorskip("olefile")
    streams = {"WordDocument": bytes(range(256)) * 40, "1Table": b"x" * 100, "Data": b"y" * 5_000}
    content = compound_file(streams)
    witness = olefile.OleFileIO(io.BytesIO(content))
    file = CompoundFile(content)
    for name, stream in streams.items():
        assert witness.openstream(name).read() == stream == file.stream(name)


def test_a_table_longer_than_the_header_names():
    """Above seven megabytes the sectors of the table are listed in further sectors."""
    content = compound_file({"WordDocument": bytes(7_500_000) + b"end"})
    n_fat = struct.unpack_from("<L", content, 44)[0]
    assert n_fat > 109
    first = (len(content) - 512) // 512
    start = first - n_fat
    numbers = [start + n for n in range(n_fat)]
    more = struct.pack("<127L", *(numbers[109:] + [0xFFFFFFFF] * 127)[:127])
    listed = bytearray(content) + more + struct.pack("<L", 0xFFFFFFFE)
    struct.pack_into("<2L", listed, 68, first, 1)
    assert CompoundFile(bytes(listed)).stream("WordDocument").endswith(b"end")


class TestTraps:
    def broken(self, content: bytes) -> CompoundFile | None:
        try:
            return CompoundFile(content)
        except RefusedFileError as refusal:
            told = refusal.code
        assert told == "file.broken"
        return None

    def test_a_chain_that_bites_its_tail(self):
        """The claimed size is four gigabytes; what is given is no more than the file holds."""
        content = bytearray(compound_file({"Data": b"x" * 5_000}, mini=False))
        entry = content.index("Data".encode("utf-16-le"))
        struct.pack_into("<L", content, entry + 120, 0xFFFFFFFF)
        table = struct.unpack_from("<L", content, 76)[0]
        struct.pack_into("<L", content, (table + 1) * 512, 0)
        stream = CompoundFile(bytes(content)).stream("Data")
        assert 5_000 < len(stream) <= len(content)

    def test_a_directory_that_bites_its_tail(self):
        content = bytearray(compound_file({"Data": b"x", "More": b"y"}))
        entry = content.index("Data".encode("utf-16-le"))
        struct.pack_into("<2L", content, entry + 68, 1, 1)
        assert CompoundFile(bytes(content)).names == {"data"}

    @pytest.mark.parametrize(
        ("at", "form", "value"),
        [
            *((30, "<H", 31), (30, "<H", 0), (32, "<H", 60), (44, "<L", 0xFFFFFFFF)),
            *((48, "<L", 0xFFFFFFFF), (48, "<L", 77_777), (60, "<L", 5), (64, "<L", 0xFFFFFFFF)),
            *((68, "<L", 0), (72, "<L", 0xFFFFFFFF), (76, "<L", 0xFFFFFFFF), (76, "<L", 3)),
        ],
    )
    def test_headers_that_lie(self, at, form, value):
        content = bytearray(compound_file({"Data": b"x" * 9_000, "Small": b"y"}))
        struct.pack_into(form, content, at, value)
        file = self.broken(bytes(content))
        if file is not None:
            assert len(file.stream("Data")) <= len(content)
            assert len(file.stream("Small")) <= len(content)

    def test_every_cut_end(self):
        content = compound_file({"Data": b"x" * 5_000, "Small": b"y" * 70})
        for cut in range(0, len(content), 37):
            file = self.broken(content[:cut])
            if file is not None:
                assert len(file.stream("Data")) <= 5_000
