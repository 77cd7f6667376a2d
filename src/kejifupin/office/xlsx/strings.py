"""Texts of a workbook: Excel writes control characters as ``_x000D_`` and so must we."""

from __future__ import annotations

import re

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def decode(text: str) -> str:
    r"""A stored text as shown (ECMA-376 part 1, 22.4.2.4).

    >>> decode("甲_x000D_\n乙"), decode("_x005F_x0041_")
    ('甲\n乙', '_x0041_')
    """
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def encode(text: str) -> str:
    """A text as stored, so that `decode` gives it back.

    >>> encode("_x0041_")
    '_x005F_x0041_'
    """
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if char < "\ud800" or char > "\udfff" else "\ufffd"
