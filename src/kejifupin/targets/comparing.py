"""Two runs held against each other: what changed, and because of which records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from kejifupin.targets.changes import FieldChange, RecordChange, StatusChange
from kejifupin.targets.comparison import Comparison
from kejifupin.targets.history import RecordPoint, Run, StatusPoint

__all__ = ["Comparison", "compare_runs"]

Pair = tuple[RecordPoint | None, RecordPoint | None]


def compare_runs(before: Run, after: Run) -> Comparison:
    """What changed from one run to another, and because of which records.

    Records are the same where they have one identity; in a run that was saved, which keeps no
    names, where they stand in one place of one file, or else are the only ones of their kind with
    the same open identity in a division.

    Args:
        before: The earlier run.
        after: The later one.

    Returns:
        Every status whose state, value, bound or members changed, each with the records that were
        added, are gone, or changed in a field that its target counts.
    """
    pairs = tuple(_paired(before.records, after.records))
    changes = tuple(_record_changes(pairs))
    touched = _Touched(before, after, changes)
    failing, recovered = (_turned(before, after, these) for these in (pairs, _backwards(pairs)))
    old = {(each.target, each.division): each for each in before.statuses}
    new = {(each.target, each.division): each for each in after.statuses}
    found = []
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        now, no_longer = failing.get(key, ()), recovered.get(key, ())
        if not _is_same(one, other) or now or no_longer:
            found.append(StatusChange(one, other, touched.by(*key), now, no_longer))
    return Comparison(before, after, tuple(found), changes)


def _is_same(one: StatusPoint | None, other: StatusPoint | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.state, one.value, one.bound, one.failing, one.missing) == (
        other.state,
        other.value,
        other.bound,
        other.failing,
        other.missing,
    )


class _Touched:
    """Which changes of records a status rests on."""

    def __init__(self, before: Run, after: Run, changes: Iterable[RecordChange]) -> None:
        self._runs = (before, after)
        self._index: dict[tuple[str, str], list[RecordChange]] = defaultdict(list)
        for each in changes:
            above: dict[str, None] = {}
            for run, point in ((before, each.before), (after, each.after)):
                if point is not None:
                    above |= dict.fromkeys(run.chains.get(point.home, (point.home,)))
            for code in above:
                self._index[code, each.kind].append(each)

    def by(self, target: str, division: str) -> tuple[RecordChange, ...]:
        """The changes behind a target's status for a division."""
        found: dict[int, RecordChange] = {}
        for run in self._runs:
            for kind, fields in run.needs.get(target, {}).items():
                for each in self._index.get((division, kind), ()):
                    if each.is_whole or any(one.field in fields for one in each.fields):
                        found[id(each)] = each
        return tuple(found.values())


def _backwards(pairs: Iterable[Pair]) -> Iterator[Pair]:
    return ((other, one) for one, other in pairs)


def _turned(
    before: Run, after: Run, pairs: Iterable[Pair]
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Target and division → the members that are records and fail it only the second time."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one, other in pairs:
        if other is None or not other.failing:
            continue
        known = one.failing if one is not None else ()
        chain = after.chains.get(other.home) or before.chains.get(other.home) or (other.home,)
        for target in other.failing:
            if target not in known:
                for code in chain:
                    found[target, code].append(other.where)
    return {key: tuple(places) for key, places in found.items()}


def _record_changes(pairs: Iterable[Pair]) -> Iterator[RecordChange]:
    for one, other in pairs:
        if one is None or other is None:
            yield RecordChange(one, other, ())
        else:
            fields = tuple(_field_changes(one, other))
            if fields or one.home != other.home:
                yield RecordChange(one, other, fields)


def _field_changes(one: RecordPoint, other: RecordPoint) -> Iterator[FieldChange]:
    # A field that only one of the runs kept says nothing of a change.
    for key in one.figures.keys() & other.figures.keys():
        old, new = one.figures[key], other.figures[key]
        marked = old.mark is not None and new.mark is not None
        if (old.mark != new.mark) if marked else (old.text != new.text):
            yield FieldChange(key, new.label, old.text, new.text, old.cell, new.cell)


def _paired(before: Sequence[RecordPoint], after: Sequence[RecordPoint]) -> Iterator[Pair]:
    """Every record of one run with the one of the other that it is, or with nothing."""
    rest_before, rest_after = list(before), list(after)
    for key_of in (_identity, _place, _open_identity):
        pairs, rest_before, rest_after = _match(rest_before, rest_after, key_of)
        yield from pairs
    yield from ((each, None) for each in rest_before)
    yield from ((None, each) for each in rest_after)


def _match(
    before: Sequence[RecordPoint],
    after: Sequence[RecordPoint],
    key_of: Callable[[RecordPoint], Hashable],
) -> tuple[list[Pair], list[RecordPoint], list[RecordPoint]]:
    """Pairs of records with one key that nothing else has on its side, and what is left."""
    old, new = _unique(before, key_of), _unique(after, key_of)
    pairs: list[Pair] = [(each, new[key]) for key, each in old.items() if key in new]
    taken = {id(each) for pair in pairs for each in pair}
    rest_before = [each for each in before if id(each) not in taken]
    return pairs, rest_before, [each for each in after if id(each) not in taken]


def _unique(
    points: Sequence[RecordPoint], key_of: Callable[[RecordPoint], Hashable]
) -> Mapping[Hashable, RecordPoint]:
    keyed = [(key_of(each), each) for each in points]
    counts = Counter(key for key, _ in keyed)
    return {key: each for key, each in keyed if key is not None and counts[key] == 1}


def _identity(point: RecordPoint) -> Hashable:
    return point.identity


def _place(point: RecordPoint) -> Hashable:
    return None if point.file is None else (point.kind, point.file, point.place)


def _open_identity(point: RecordPoint) -> Hashable:
    return (point.kind, point.home, point.name)
