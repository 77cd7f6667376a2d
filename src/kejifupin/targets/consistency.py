"""What in a programme's targets cannot be meant, found before any data are read (方案自查)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kejifupin.errors import KejifupinError
from kejifupin.targets.doubts import Definitions, Doubt
from kejifupin.targets.doubts_of_one import OWN_CHECKS
from kejifupin.targets.doubts_of_several import PAIR_CHECKS

__all__ = ["Definitions", "Doubt", "find_doubts"]


def find_doubts(keys: Iterable[str], definitions: Definitions) -> Iterator[Doubt]:
    """What is doubtful in some targets, one by one and against each other.

    Args:
        keys: Keys of the targets to look at.
        definitions: What they are held against.
    """
    for key in keys:
        target = definitions.targets[key]
        for check in (*OWN_CHECKS, *PAIR_CHECKS):
            try:
                yield from check(target, definitions)
            except (KejifupinError, LookupError):
                # A name that leads nowhere is told by itself.
                continue
