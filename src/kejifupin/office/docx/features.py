"""Which rare constructions a document has at all, so that others need no second look."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

# Wingdings and Webdings, Marlett, Symbol; vanish.
_STYLED: Final = (b"dings", b"arlett", b"ymbol", b"anish")
_PRIVATE: Final = re.compile(rb"\xef[\x80-\x83][\x80-\xbf]")
# The spaces keep out insideH, which every table has.
_REVISED: Final = (b":ins ", b":del", b":move", b":cellDel", b":cellIns")


@frozen
class Features:
    """Which rare constructions a document has at all, so that others need no look (构造).

    Args:
        styled: Symbol fonts or hidden text.
        boxed: Text boxes.
        revised: Tracked changes.
    """

    styled: bool
    boxed: bool
    revised: bool

    @classmethod
    def of(cls, data: bytes) -> Features:
        """Look for their names in the bytes of a part."""
        return cls(
            styled=_names_any(data, _STYLED) or _PRIVATE.search(data) is not None,
            boxed=b"txbxContent" in data,
            revised=_names_any(data, _REVISED),
        )


def _names_any(data: bytes, signs: tuple[bytes, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 - half the time of any() with a generator
        if sign in data:
            return True
    return False
