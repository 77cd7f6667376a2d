"""Which events stand: those that were not undone, or whose undoing was undone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date

from attrs import frozen

from kejifupin.submissions.events import EventKind, SubmissionEvent, in_order

Subjects = Callable[[SubmissionEvent], frozenset[Hashable]]
"""What an event speaks of; two events about one submission share something."""


@frozen
class Standing:
    """Events after all undoing (有效事项).

    Args:
        events: Those that stand, in order; no undoing among them.
        vain: Undoings that found nothing to undo.
    """

    events: tuple[SubmissionEvent, ...]
    vain: tuple[SubmissionEvent, ...] = ()


def standing_events(events: Iterable[SubmissionEvent], subjects: Subjects, as_of: date) -> Standing:
    """What stands of events as of a day.

    An undoing takes away the event that it numbers, or else the last event before it that speaks
    of the same submission and still stands. What undoes an undoing brings back what that took.

    Args:
        events: The events in any order.
        subjects: What an event speaks of.
        as_of: The day asked about; later events do not exist.
    """
    ordered = in_order(each for each in events if each.on <= as_of)
    stands = [True] * len(ordered)
    taken: dict[int, int] = {}
    vain: list[SubmissionEvent] = []

    def turn(place: int, *, on: bool) -> None:
        stands[place] = on
        if place in taken:
            turn(taken[place], on=not on)

    for place, event in enumerate(ordered):
        if event.kind is not EventKind.UNDONE:
            continue
        found = _undone_by(place, ordered, stands, subjects)
        if found is None:
            vain.append(event)
            stands[place] = False
        else:
            taken[place] = found
            turn(found, on=False)
    kept = (
        event
        for event, still in zip(ordered, stands, strict=True)
        if still and event.kind is not EventKind.UNDONE
    )
    return Standing(tuple(kept), tuple(vain))


def _undone_by(
    place: int, ordered: tuple[SubmissionEvent, ...], stands: list[bool], subjects: Subjects
) -> int | None:
    undoing = ordered[place]
    if undoing.undoes is not None:
        return next(
            (
                at
                for at, each in enumerate(ordered)
                if each.number == undoing.undoes
                and at != place
                and stands[at]
                and each.on <= undoing.on
            ),
            None,
        )
    about = subjects(undoing)
    return next(
        (
            at
            for at in reversed(range(place))
            if stands[at]
            and ordered[at].kind is not EventKind.UNDONE
            and not about.isdisjoint(subjects(ordered[at]))
        ),
        None,
    )
