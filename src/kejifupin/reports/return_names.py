"""Names for what goes back: each once in its folder, and fit for every system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
# In UTF-8 a Chinese character takes three of the 255 bytes that most systems allow.
_LONGEST: Final = 70
_LONGEST_ENDING: Final = 10


class Names:
    """Hands out the names of one folder (文件命名).

    Args:
        taken: Names that are not to be had.

    >>> names = Names(("清单.docx",))
    >>> names.of("附件4.docx"), names.of("附件4.docx"), names.of("../清单.docx"), names.of("甲/乙?")
    ('附件4.docx', '附件4 (2).docx', '清单 (2).docx', '乙_')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def of(self, wanted: str) -> str:
        """A name as near as may be to the last part of the one wanted."""
        name = _fit(re.split(r"[\\/]+", wanted)[-1])
        ending = PurePosixPath(name).suffix
        ending = ending if len(ending) <= _LONGEST_ENDING else ""
        stem = name.removesuffix(ending)[:_LONGEST]
        chosen, count = f"{stem}{ending}", 1
        while chosen.casefold() in self._taken:
            count += 1
            chosen = f"{stem} ({count}){ending}"
        self._taken.add(chosen.casefold())
        return chosen


def _fit(name: str) -> str:
    fit = _FORBIDDEN.sub("_", name).strip().rstrip(". ").lstrip(".") or "文件"
    return f"_{fit}" if _RESERVED.match(fit) else fit
