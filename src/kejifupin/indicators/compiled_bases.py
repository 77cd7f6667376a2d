"""Which records partials look at: a tree of conditions in which a shared one is tested once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import Factory, define, frozen

from kejifupin.indicators.plan import Partial
from kejifupin.indicators.windows import Window
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import RecordKind

Test = Condition | str
"""A condition, or the key of a field in which “-” does not stand."""


@frozen(eq=False)
class Base:
    """Which records some partials look at, whatever they then do with them (计数范围).

    Args:
        by: Date field that says from when on a record exists.
        within: The days that it must speak of to exist; None for any.
        tests: What must hold, in the order in which it is tested.
        partials: The partials.
    """

    by: str | None
    within: Window | None
    tests: tuple[Test, ...]
    partials: tuple[Partial, ...]


@define(eq=False)
class Branch:
    """A test with all that hangs on it (条件树)."""

    children: dict[Test, Branch] = Factory(dict)
    base: Base | None = None

    @classmethod
    def of(cls, bases: Iterable[Base]) -> Branch:
        """The tree of the tests of some bases."""
        root = cls()
        for base in bases:
            branch = root
            for test in base.tests:
                branch = branch.children.setdefault(test, Branch())
            branch.base = base
        return root


def bases_of(partials: Sequence[Partial], kind: RecordKind) -> Mapping[Partial, Base]:
    """Partial → which records it looks at, one and the same for all that look at the same.

    Tests that most partials share come first.
    """
    tests = {partial: tuple(dict.fromkeys(_tests(partial))) for partial in partials}
    shared = Counter(test for each in tests.values() for test in each)
    groups: dict[tuple[str | None, Window | None, tuple[Test, ...]], list[Partial]]
    groups = defaultdict(list)
    for partial, own in tests.items():
        ordered = _cut(sorted(own, key=lambda test: -shared[test]))
        groups[partial.by, partial.asked_of(kind), ordered].append(partial)
    bases = (Base(*of, tuple(found)) for of, found in groups.items())
    return {partial: base for base in bases for partial in base.partials}


def _cut(tests: Sequence[Test]) -> tuple[Test, ...]:
    """The same tests; of very many, the last become one, so that the tree does not grow deep."""
    conditions = [test for test in tests[_DEEPEST:] if isinstance(test, Condition)]
    if len(conditions) < 2:
        return tuple(tests)
    names = (test for test in tests[_DEEPEST:] if isinstance(test, str))
    return (*tests[:_DEEPEST], *names, Condition(all=tuple(conditions)))


_DEEPEST = 6


def _tests(partial: Partial) -> Iterator[Test]:
    if partial.where is not None:
        yield from _conjuncts(partial.where)
    yield from partial.without_none


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    if condition.all:
        for part in condition.all:
            yield from _conjuncts(part)
    else:
        yield condition
