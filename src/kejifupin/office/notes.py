"""Notes on the cells of a file, and the comments that they become."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

from attrs import frozen

from kejifupin.office.cleaning import clean_for_office
from kejifupin.terms.issues import Severity
from kejifupin.terms.origins import cell_words

AUTHOR: Final = "kejifupin"
"""Who signs the comments."""


@frozen
class CellNote:
    """What is to be said about one cell of a file (单元格批注).

    Args:
        address: The cell as reading named it: ``表1!R3C2`` or ``段落2`` in Word, ``Sheet!B7`` in
            Excel; empty for the file as a whole.
        text: What to say, in Chinese, without personal data; newlines break the line.
        severity: How much it weighs.
    """

    address: str
    text: str
    severity: Severity = Severity.ERROR


def comment_texts(
    notes: Iterable[CellNote], known: Container[str], first: str
) -> Mapping[str, str]:
    r"""The text of each cell's comment: one comment a cell, with all that is said about it.

    Args:
        notes: The notes.
        known: Addresses that the file has.
        first: The address at which the rest is said, with its place in words.

    >>> notes = (CellNote("表1!R1C1", "空白"), CellNote("表9!R1C1", "太大", Severity.WARNING))
    >>> comment_texts(notes, ("表1!R1C1",), "表1!R1C1")
    {'表1!R1C1': '【错误】空白\n【提醒】第9表第1行第1列：太大'}
    """
    lines: dict[str, dict[str, None]] = {}
    for note in notes:
        found = note.address in known
        where = "" if found else f"{cell_words(note.address) or '整份文件'}："
        text, _ = clean_for_office(f"【{note.severity.label}】{where}{note.text.strip()}")
        lines.setdefault(note.address if found else first, {})[text] = None
    return {address: "\n".join(said) for address, said in lines.items()}
