"""Who gets the places there are: by score, within the quotas, sure or not."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby

import attrs
from attrs import frozen

from kejifupin.assessments.award_scheme import EdgeTies
from kejifupin.assessments.marks import Marks


@frozen
class Entrant:
    """A candidate among others (参评对象).

    Args:
        key: Who it is.
        marks: The scores that are possible.
        eligible: Whether the rules allow it; None where that is not known.
        area: The area whose places it may take.
    """

    key: str
    marks: Marks
    eligible: bool | None = True
    area: str = ""


@frozen
class Places:
    """How many places there are (名额).

    Args:
        total: In all; None for any number.
        each_area: In each area; None for any number.
        edge_ties: What becomes of those with one score where the places end.
        taken: Area → places in it that are gone before anyone is selected.
    """

    total: int | None = None
    each_area: int | None = None
    edge_ties: EdgeTies = EdgeTies.REVIEW
    taken: Mapping[str, int] = attrs.field(factory=dict, hash=False)


def select(entrants: tuple[Entrant, ...], places: Places) -> Mapping[str, bool | None]:
    """Who is in: surely, surely not, or not known (None).

    A candidate is in where it is in even with its own lowest score against the highest ones of all
    others, of whom everyone that may be eligible is; it is out where it is out even the other way
    round. The order of the candidates does not matter.

    Args:
        entrants: The candidates, each key once.
        places: How many places there are.
    """
    if all(each.marks.is_exact and each.eligible is not None for each in entrants):
        return _select({each: each.marks.low for each in entrants if each.eligible}, places) | {
            each.key: False for each in entrants if not each.eligible
        }
    found: dict[str, bool | None] = {}
    for one in entrants:
        if one.eligible is False:
            found[one.key] = False
            continue
        others = [each for each in entrants if each is not one and each.eligible is not False]
        worst = {each: each.marks.high for each in others} | {one: one.marks.low}
        best = {each: each.marks.low for each in others if each.eligible} | {one: one.marks.high}
        sure = _select(worst, places)[one.key] is True and one.eligible is True
        possible = _select(best, places)[one.key] is not False
        found[one.key] = True if sure else (None if possible else False)
    return found


def _select(scores: Mapping[Entrant, Fraction], places: Places) -> dict[str, bool | None]:
    """Who is in by known scores; None for those with one score where the places end."""
    left = _Left(places)
    found: dict[str, bool | None] = {}
    ordered = sorted(scores, key=lambda each: (-scores[each], each.key))
    for _, level in groupby(ordered, key=lambda each: scores[each]):
        together = tuple(level)
        answers = left.take(together)
        if places.edge_ties is EdgeTies.ALL:
            answers = {key: answer is not False for key, answer in answers.items()}
        found |= answers
    return found


class _Left:
    """The places that are left while candidates take them."""

    def __init__(self, places: Places) -> None:
        gone, total = sum(places.taken.values()), places.total
        self._total = None if total is None else max(0, total - gone)
        self._each = places.each_area
        self._areas = dict(places.taken)

    def take(self, together: tuple[Entrant, ...]) -> dict[str, bool | None]:
        """What becomes of candidates with one score: all in, none, or nobody knows which."""
        answers: dict[str, bool | None] = {}
        seats = 0
        for area, members in groupby(
            sorted(together, key=lambda each: (each.area, each.key)), key=lambda each: each.area
        ):
            keys = [each.key for each in members]
            free = len(keys) if self._each is None else self._each - self._areas.get(area, 0)
            answer = True if free >= len(keys) else (None if free > 0 else False)
            answers |= dict.fromkeys(keys, answer)
            taken = max(0, min(free, len(keys)))
            self._areas[area] = self._areas.get(area, 0) + taken
            seats += taken
        if self._total is None:
            return answers
        if seats > self._total:
            # Which of them stand before the end is not known, unless there is none.
            fate = None if self._total > 0 else False
            answers = {key: False if answer is False else fate for key, answer in answers.items()}
        self._total = max(0, self._total - seats)
        return answers
