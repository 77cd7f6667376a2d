"""Which rare constructions a document has at all, so that others need no second look."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

# Wingdings and Webdings, Marlett, Symbol; vanish; superscript.
_STYLED: Final = (b"dings", b"arlett", b"ymbol", b"anish", b"superscript")
# LibreOffice also writes that a text is not crossed out.
_STRUCK: Final = re.compile(rb"""strike(?:\s*/?>|\s[^<>]*["'](?:1|true|on)["'])""")
_PRIVATE: Final = re.compile(rb"\xef[\x80-\x83][\x80-\xbf]")
# The space keeps out insideH, which every table has; the pattern then decides.
_PERHAPS_REVISED: Final = (b":ins ", b":del", b":move", b":cellDel", b":cellIns")
_REVISED: Final = re.compile(rb"<\w+:(?:ins|del|moveTo|moveFrom|cellIns|cellDel)[\s/>]")


@frozen
class Features:
    """Which rare constructions a document has at all, so that others need no look (构造).

    Args:
        styled: Symbol fonts, hidden, crossed out or raised text.
        boxed: Text boxes.
        revised: Tracked changes.
    """

    styled: bool
    boxed: bool
    revised: bool

    @classmethod
    def of(cls, data: bytes) -> Features:
        """Look for their names in the bytes of a part, in UTF-8."""
        return cls(
            styled=_names_any(data, _STYLED)
            or _PRIVATE.search(data) is not None
            or (b"strike" in data and _STRUCK.search(data) is not None),
            boxed=b"txbxContent" in data,
            revised=_names_any(data, _PERHAPS_REVISED) and _REVISED.search(data) is not None,
        )


def has_revisions(xml: bytes) -> bool:
    """Whether there is a tag of tracked changes, in any dress."""
    return _REVISED.search(xml) is not None


def _names_any(data: bytes, signs: tuple[bytes, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 - half the time of any() with a generator
        if sign in data:
            return True
    return False
