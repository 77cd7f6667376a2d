"""Where in a Word document which field is filled in."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

BLANK: Final = "\u3000" * 4
"""What stands in an empty room: blank wherever it is read as text."""

RoomKind = Literal["text", "date", "list", "boxes"]


@frozen
class Room:
    """The room of one field (填写处).

    Args:
        key: Key of the field.
        label: What it is called in Word.
        kind: ``text``, ``date``, ``list`` (one of several) or ``boxes`` (ticked).
        choices: What a list offers.
        text: What is filled in; with ``boxes`` the options as printed. Empty for nothing.
        hint: What stands there as long as nothing is filled in.
        other: The field that takes what is written behind ``other_words``, with its label.
        other_words: The words behind which it is written.
    """

    key: str
    label: str
    kind: RoomKind = "text"
    choices: tuple[str, ...] = ()
    text: str = ""
    hint: str = BLANK
    other: tuple[str, str] | None = None
    other_words: str = ""


Piece = str | Room
"""Printed words, or a room."""
