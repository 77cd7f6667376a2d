"""A sheet's link to the drawing that holds its comments, set in without reading its cells.

A ledger is too large for a tree, so that only what stands behind the cells is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from kejifupin.office.limits import Limits
from kejifupin.office.markup import MC, UTF_16_MARKS, Element, R, S, transitional
from kejifupin.office.package import Package, relation_id
from kejifupin.office.refusal import broken, dangerous
from kejifupin.office.splicing import SplicedPart

_ROOT = re.compile(rb"(?:\s*<(?:\?.*?\?|!--.*?--)>)*\s*<[^!?>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>", re.DOTALL)
_CELLS = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData(?:\s[^<>]*)?/>")
_LONGEST_TAG: Final = 256
_LONGEST_TAIL: Final = 4 * 1024 * 1024
# What may only stand behind the link (ECMA-376 part 1, 18.3.1.99).
_BEHIND: Final = frozenset(
    S + name
    for name in (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
