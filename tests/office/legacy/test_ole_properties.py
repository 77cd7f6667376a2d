"""What old files say about themselves."""

from __future__ import annotations

import struct

import pytest
from legacy_compound import compound_file

from kejifupin.office.legacy.compound_file import CompoundFile
from kejifupin.office.legacy.ole_properties import read_ole_properties

SUMMARY, MORE = "\x05SummaryInformation", "\x05DocumentSummaryInformation"


def texts(page: int, values: dict[int, object], names: dict[int, str] | None = None) -> bytes:
    """One property set."""
    encoding = {1200: "utf-16-le", 65001: "utf-8", 936: "gb18030"}[page]
    entries = {1: struct.pack("<LHH", 2, page if page < 0x8000 else page - 0x10000, 0)
               if page < 0x8000 else struct.pack("<LHH", 2, page, 0)}  # fmt: skip
    for key, value in values.items():
        if isinstance(value, bool):
            entries[key] = struct.pack("<LL", 11, 0xFFFF if value else 0)
        elif isinstance(value, int):
            entries[key] = struct.pack("<Ll", 3, value)
        else:
            raw = (str(value) + "\0").encode(encoding)
            entries[key] = struct.pack("<LL", 30, len(raw)) + raw
    if names:
        listed = struct.pack("<L", len(names))
        for key, name in names.items():
            raw = (name + "\0").encode(encoding)
            if page == 1200:
                listed += struct.pack("<LL", key, len(raw) // 2) + raw + bytes(-len(raw) % 4)
            else:
                listed += struct.pack("<LL", key, len(raw)) + raw
        entries[0] = listed
    body, offsets = b"", b""
    start = 8 + 8 * len(entries)
    for key, content in entries.items():
        offsets += struct.pack("<LL", key, start + len(body))
        body += content + bytes(-len(content) % 4)
    return struct.pack("<LL", start + len(body), len(entries)) + offsets + body


def stream(*sections: bytes) -> bytes:
    head = struct.pack("<HHL", 0xFFFE, 0, 0) + bytes(16) + struct.pack("<L", len(sections))
    at = 28 + 20 * len(sections)
    for section in sections:
        head += bytes(16) + struct.pack("<L", at)
        at += len(section)
    return head + b"".join(sections)


@pytest.mark.parametrize("page", [936, 65001, 1200])
def test_markers_keywords_and_the_program(page):
    streams = {
        SUMMARY: stream(texts(936, {5: "调查", 18: "某文字处理"})),
        MORE: stream(
            texts(936, {15: "某单位"}),
            texts(
                page, {2: "household_survey", 3: 1, 4: True}, {2: "form", 3: "version", 4: "完成"}
            ),
        ),
    }
    properties = read_ole_properties(CompoundFile(compound_file(streams)))
    assert dict(properties.texts) == {
        "keywords": "调查",
        "form": "household_survey",
        "version": "1",
        "完成": "true",
    }
    assert (properties.producer, properties.custom) == ("某文字处理", True)


def test_wps_names_its_build():
    custom = texts(1200, {2: "2052-11.1.0.10314"}, {2: "KSOProductBuildVer"})
    streams = {MORE: stream(texts(936, {}), custom)}
    properties = read_ole_properties(CompoundFile(compound_file(streams)))
    assert (properties.producer, properties.custom) == ("WPS 2052-11.1.0.10314", False)


def test_properties_that_cannot_be_read_count_as_absent():
    whole = stream(texts(936, {5: "调查"}), texts(936, {2: "x"}, {2: "form"}))
    for cut in range(0, len(whole), 3):
        file = CompoundFile(compound_file({SUMMARY: whole[:cut], MORE: whole[:cut]}))
        assert read_ole_properties(file).producer is None
