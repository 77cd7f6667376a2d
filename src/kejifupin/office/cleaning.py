"""Text made fit for Office files, in one place, so that what was changed can be told."""

from __future__ import annotations

import re
from typing import Final

LONGEST_TEXT: Final = 32_767
"""Characters that a cell of Excel holds, in UTF-16 units."""

_BREAKS = re.compile("\r\n?|\x0b|\x0c")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[\x00-\x1f&<>_\ud800-\udfff\ufffe\uffff]")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_for_office(text: str) -> tuple[str, bool]:
    r"""Make a text fit for a cell of Word or Excel.

    Control characters, lone surrogates and non-characters are dropped, every kind of line break
    becomes a newline, and what is longer than Excel holds is cut at the end.

    Args:
        text: Any text.

    Returns:
        The text to write, and whether it differs from what was given.

    >>> clean_for_office("第一行\r\n第二行\x07")
    ('第一行\n第二行', True)
    >>> clean_for_office("=1+1")
    ('=1+1', False)
    """
    if _UNFIT.search(text) is None and len(text) * 2 <= LONGEST_TEXT:
        return text, False
    cleaned = _ILLEGAL.sub("", _BREAKS.sub("\n", text))
    if len(cleaned) * 2 > LONGEST_TEXT:
        cleaned = _cut(cleaned)
    return cleaned, cleaned != text


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    return units[: LONGEST_TEXT * 2].decode("utf-16-le", "ignore")


def is_plain(text: str) -> bool:
    """Whether a text needs no cleaning, no escaping in XML or in Excel, and has no line breaks.

    Most texts are plain, and one look is less than four.
    """
    return len(text) * 2 <= LONGEST_TEXT and _SPECIAL.search(text) is None
