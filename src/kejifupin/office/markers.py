"""Hidden marks by which a document is recognised when it comes back: evidence, never proof.

Bookmarks and custom properties in Word, defined names, custom properties and a hidden sheet in
Excel are what survives being saved by another program.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

PREFIX: Final = "kjfp_"
"""What every slot name begins with."""
MARKER_SHEET: Final = "_kejifupin"
"""Name of the hidden sheet that repeats the markers of a workbook."""

_IDENTIFIER: Final = "kejifupin?"
# Word cuts bookmark names at 40 characters; a second form in one file takes two or three more.
_LONGEST: Final = 36
_REPEAT = re.compile(r"__\d+$")
_NOT_WORD = re.compile(r"[^0-9A-Za-z_]+")


def slot_name(key: str) -> str:
    """The hidden name of a field's slot, fit for a bookmark and a defined name.

    >>> slot_name("household")
    'kjfp_household'
    >>> slot_name("training_demonstration_household_attendances")
    'kjfp_training_demonstration_63c82899'
    """
    name = PREFIX + _NOT_WORD.sub("_", key)
    if len(name) <= _LONGEST and name == PREFIX + key:
        return name
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST - 9]}_{digest}"


def repeated(name: str, count: int) -> str:
    """The name of the same slot in the second and further forms of a file."""
    return name if count == 1 else f"{name}__{count}"


def slot_of(name: str) -> str | None:
    """The slot behind a bookmark or defined name, or None for a stranger's."""
    return _REPEAT.sub("", name) if name.startswith(PREFIX) else None


def to_identifier(markers: Mapping[str, str]) -> str:
    """Markers as one line for the document's identifier property."""
    return _IDENTIFIER + urlencode(sorted(markers.items())) if markers else ""


def from_identifier(text: str) -> Mapping[str, str]:
    """The markers in an identifier property; empty if it is not one of ours.

    >>> from_identifier(to_identifier({"form": "household_survey", "version": "1"}))
    {'form': 'household_survey', 'version': '1'}
    """
    if not text.startswith(_IDENTIFIER):
        return {}
    return dict(parse_qsl(text[len(_IDENTIFIER) :]))
