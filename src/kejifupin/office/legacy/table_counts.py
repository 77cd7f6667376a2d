"""How many tables a file has, counted roughly and without reading it, to check a conversion."""

from __future__ import annotations

import re
from typing import Final

from kejifupin.office.archive import open_archive
from kejifupin.office.legacy.compound_file import CompoundFile
from kejifupin.office.legacy.doc.story import CELL_END, Story
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError

_TAGS: Final = {
    "html": re.compile(rb"<table\b", re.IGNORECASE),
    "wordml": re.compile(rb"<w:tbl\b"),
    "flat_opc": re.compile(rb"<w:tbl\b"),
    "spreadsheetml": re.compile(rb"<(?:\w+:)?Worksheet\b"),
}
_RTF_WORDS: Final = re.compile(rb"\\(trowd|row|intbl|pard|par)(?![a-z])")
_ODF_TABLE: Final = re.compile(rb"<table:table[\s/>]")


def count_tables(kind: str, data: bytes, limits: Limits) -> int | None:
    """The number of tables in a file, or None where it cannot be told.

    >>> count_tables("html", b"<TABLE><tr><td>1</table><table></table>", Limits())
    2
    """
    if kind in _TAGS:
        return len(_TAGS[kind].findall(_single_bytes(data)))
    if kind == "rtf":
        return _in_rtf(data)
    try:
        if kind == "doc":
            return _in_doc(data, limits)
        if kind == "odt":
            archive = open_archive(data, limits)
            return len(_ODF_TABLE.findall(archive.read("content.xml", limits)))
    except (RefusedFileError, ValueError, KeyError):
        pass
    return None


def _single_bytes(data: bytes) -> bytes:
    """Text in UTF-16 without its zeros: tags are ASCII."""
    return data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data


def _in_rtf(data: bytes) -> int:
    r"""Runs of rows between which no paragraph stands outside a table.

    >>> _in_rtf(rb"\trowd\intbl a\cell\row \pard b\par \trowd\intbl c\cell\row \trowd\row")
    2
    """
    count, inside, outside = 0, False, True
    for match in _RTF_WORDS.finditer(data):
        word = match[1]
        if word == b"trowd":
            count += not inside
            inside = True
        elif word == b"pard":
            outside = True
        elif word == b"intbl":
            outside = False
        elif word == b"par" and outside:
            inside = False
    return count


def _in_doc(data: bytes, limits: Limits) -> int:
    """Runs of paragraphs in tables."""
    count, inside = 0, False
    story = Story(CompoundFile(data), limits)
    for paragraph in story.paragraphs(0, story.end):
        in_table = paragraph.setting.depth > 0 or paragraph.mark == CELL_END
        count += in_table and not inside
        inside = in_table
    return count
