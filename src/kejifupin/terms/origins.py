"""Where a record came from and where an issue points: files, tables, cells, lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

_NO_CELLS: Mapping[str, str] = MappingProxyType({})
_WORD_CELL = re.compile(r"表(\d+)!R(\d+)C(\d+)")
_WORD_PARAGRAPH = re.compile(r"段落(\d+)")
_MARGIN = re.compile("(页[眉脚])[0-9]+(.+)")


@frozen
class Origin:
    """Where one record was read (来源).

    The rows of one growing table share a single ``cells`` mapping in which ``{row}`` stands for
    the row number, so that a ledger of 100,000 rows does not carry 100,000 mappings.

    Args:
        file: The path as given, or as found under the path given; the name of a system or a
            document where no file stands behind the record.
        table: The table inside the file: ``表1`` in Word, the sheet's name in Excel.
        row: Row number of a row of a growing table, counted from 1.
        layout: Key of the form layout that was recognised.
        cells: Field key → address of its cell, ``{row}`` standing for the row.
        sha256: Hash of the file's content, in hexadecimal.
        passage: The words that the record was taken from, where it was told in prose.
    """

    file: str
    table: str | None = None
    row: int | None = None
    layout: str | None = None
    cells: Mapping[str, str] = field(default=_NO_CELLS, repr=False, hash=False)
    sha256: str | None = field(default=None, repr=False)
    passage: str | None = field(default=None, repr=False)

    def cell(self, key: str) -> str | None:
        """Address of the cell that a field was read from, or None where it had none."""
        pattern = self.cells.get(key)
        return None if pattern is None else pattern.replace("{row}", str(self.row))


@frozen
class Place:
    """Where an issue points to (位置).

    A place in a form has a file and a cell, a place in a plugin folder a file, a line and a key
    path; a place about no file at all has nothing.

    Args:
        file: Path of the file.
        cell: ``表1!R3C2`` or ``段落2`` in Word, ``Sheet!B7`` in Excel.
        line: Line number in a text file, counted from 1.
        key: Path of a key in a configuration file, e.g. ``targets[2].bound.at_least``.
    """

    file: str | None = None
    cell: str | None = None
    line: int | None = None
    key: str | None = None

    def words(self) -> str:
        """The place as a person would say it, in Chinese; empty for no place.

        >>> Place("a.docx", "表1!R3C2").words()
        'a.docx 第1表第3行第2列'
        >>> Place("targets.toml", line=12, key="targets[0].bound").words()
        'targets.toml 第12行 targets[0].bound'
        """
        parts = (
            self.file,
            cell_words(self.cell) if self.cell else None,
            f"第{self.line}行" if self.line else None,
            self.key,
        )
        return " ".join(part for part in parts if part)


def cell_words(address: str) -> str:
    """A cell's address in words for people who do not count in R and C.

    >>> cell_words("表2!R10C3"), cell_words("页眉1段落2"), cell_words("Sheet1!B7")
    ('第2表第10行第3列', '页眉第2段', '工作表“Sheet1”的B7单元格')
    """
    if match := _MARGIN.fullmatch(address):
        return f"{match[1]}{cell_words(match[2])}"
    if match := _WORD_CELL.fullmatch(address):
        return "第{}表第{}行第{}列".format(*match.groups())
    if match := _WORD_PARAGRAPH.fullmatch(address):
        return f"第{match[1]}段"
    sheet, mark, cell = address.rpartition("!")
    return f"工作表“{sheet}”的{cell}单元格" if mark else address
