"""Records drawn for a spot check, so that anyone with the seed and the list draws the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import ClassVar

import attrs
from attrs import frozen

from kejifupin.checks.sampling import drawing_order
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.errors import UnknownNameError
from kejifupin.records.conditions import holds
from kejifupin.records.homes import HomeFinder
from kejifupin.records.identities import content_key, identity_key, record_name
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.apportioning import Claim, divide
from kejifupin.terms.shown import Tabular
from kejifupin.terms.text import nearest
from kejifupin.terms.views import Cell, Table, View


@frozen
class DrawnRecord:
    """A record that was drawn (抽中的记录).

    Args:
        number: Its number in the list of its stratum, counted from 1.
        record: The record.
    """

    number: int
    record: Record = attrs.field(repr=False)


@frozen
class Stratum:
    """A list that is drawn from by itself, with what was drawn of it (抽样层).

    Args:
        kind: Key of the kind of its records.
        division: Code of the division that they belong to.
        label: The division and the kind by name.
        population: How many records stand in the list.
        size: How many are to be visited.
        fingerprint: SHA-256 of the list, in its order, with all that the records say: who changes
            the list afterwards changes it.
        order: What was drawn, in that order: what is visited first, then what steps in.
        gone: Numbers of those that cannot be visited.
        listed: The whole list by number, so that it can be published.
    """

    kind: str
    division: str
    label: str
    population: int
    size: int
    fingerprint: str
    order: tuple[DrawnRecord, ...] = ()
    gone: frozenset[int] = frozenset()
    listed: tuple[DrawnRecord, ...] = attrs.field(default=(), repr=False)

    @property
    def key(self) -> str:
        """Its key, a part of what the lots are made from."""
        return f"{self.kind}/{self.division}"

    @property
    def drawn(self) -> tuple[DrawnRecord, ...]:
        """What is visited, in the order drawn, what stepped in included."""
        return self._left[: self.size]

    @property
    def reserve(self) -> tuple[DrawnRecord, ...]:
        """What would step in next, in that order."""
        return self._left[self.size :]

    @property
    def short(self) -> int:
        """How many are missing because nothing is left to step in."""
        return self.size - len(self.drawn)

    @property
    def _left(self) -> tuple[DrawnRecord, ...]:
        return tuple(each for each in self.order if each.number not in self.gone)


@frozen(repr=False)
class Draw(Tabular):
    """What was drawn for a spot check (抽取结果).

    Args:
        check: The spot check.
        seed: The published text that it was drawn by.
        strata: Its strata, by division and kind.
    """

    check: SpotCheck
    seed: str
    strata: tuple[Stratum, ...]
    column_types: ClassVar[Mapping[str, str]] = {"number": "whole"}

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """What is visited as columns; a record is told by where it was read."""
        rows = tuple(self)
        return {
            "stratum": tuple(stratum.key for stratum, _ in rows),
            "label": tuple(stratum.label for stratum, _ in rows),
            "division": tuple(stratum.division for stratum, _ in rows),
            "kind": tuple(stratum.kind for stratum, _ in rows),
            "number": tuple(each.number for _, each in rows),
            "record": tuple(record_name(each.record) for _, each in rows),
        }

    def view(self) -> View:
        """What was drawn of each list, by the numbers in it."""
        header = ("抽样层", "总数", "应抽", "抽中的编号", "递补的编号", "还缺")
        table = Table(header, self.strata, _cells, numbers=("总数", "应抽", "还缺"))
        facts = (("抽取种子", self.seed), ("依据", self.check.citation.text()))
        return View(f"{self.check.label}：抽中{len(self)}份", facts=facts, tables=(table,))

    def __iter__(self) -> Iterator[tuple[Stratum, DrawnRecord]]:
        return ((stratum, each) for stratum in self.strata for each in stratum.drawn)

    def __len__(self) -> int:
        return sum(len(each.drawn) for each in self.strata)

    def find(self, stratum: str) -> Stratum:
        """The stratum of a key.

        Raises:
            UnknownNameError: No such stratum.
        """
        found = {each.key: each for each in self.strata}
        if stratum not in found:
            raise UnknownNameError("stratum", stratum, nearest(stratum, found))
        return found[stratum]

    def without(self, gone: Mapping[str, Iterable[int]]) -> Draw:
        """The draw where others step in for what cannot be visited, each in its own stratum.

        Args:
            gone: Key of a stratum → numbers in its list.

        Raises:
            UnknownNameError: No such stratum, or a number that was not drawn in it.
        """
        more = {self.find(key).key: frozenset(numbers) for key, numbers in gone.items()}
        for key, numbers in more.items():
            known = {each.number for each in self.find(key).order}
            for number in sorted(numbers - known):
                raise UnknownNameError("number drawn", str(number), tuple(map(str, sorted(known))))
        strata = tuple(
            attrs.evolve(each, gone=each.gone | more.get(each.key, frozenset()))
            for each in self.strata
        )
        return attrs.evolve(self, strata=strata)


def _cells(stratum: Stratum) -> tuple[Cell, ...]:
    parts = (stratum.drawn, stratum.reserve)
    numbers = ("、".join(str(each.number) for each in part) for part in parts)
    return (
        stratum.label,
        str(stratum.population),
        str(stratum.size),
        *numbers,
        str(stratum.short or ""),
    )


def draw_records(
    check: SpotCheck, records: Iterable[Record], setting: Setting, *, seed: str
) -> Draw:
    """Draw records for a spot check.

    Each stratum's list is put in an order of its own, by what its records say, so that the order
    in which files were read changes nothing; then `kejifupin.checks.sampling.drawing_order` draws
    numbers of it. Within a stratum every sample of the same size is equally likely, and strata
    are independent; with unequal shares among strata, records of different strata are not.

    Args:
        check: The spot check.
        records: The records that count.
        setting: The programme and its day.
        seed: Any text that nobody could know before it was published.

    Raises:
        ValueError: The seed is blank.
    """
    if not seed.strip():
        raise ValueError("a draw needs a seed that was published")
    lists = _lists(check, records, setting)
    sizes = _sizes(check, {key: len(each) for key, each in lists.items()})
    strata = []
    for key in sorted(lists):
        division, kind = key
        said, size = lists[key], sizes[key]
        listed = tuple(DrawnRecord(number, record) for number, (_, record) in enumerate(said, 1))
        order = drawing_order(seed, f"{kind}/{division}", len(listed))[: size + check.reserve]
        label = f"{setting.division_name(division)}·{setting.kind(kind).label}"
        strata.append(
            Stratum(
                kind,
                division,
                label,
                population=len(listed),
                size=size,
                fingerprint=_fingerprint(said),
                order=tuple(listed[number - 1] for number in order),
                listed=listed,
            )
        )
    return Draw(check, seed, tuple(strata))


_Listed = list[tuple[str, Record]]
_Key = tuple[str, str]


def _lists(check: SpotCheck, records: Iterable[Record], setting: Setting) -> dict[_Key, _Listed]:
    """Division and kind → its records with what each says, in the order of that."""
    homes, period = HomeFinder(setting), setting.definition.period
    lists: dict[_Key, _Listed] = {}
    for record in records:
        if record.kind.key not in check.kinds:
            continue
        if check.where is not None and holds(check.where, record, period) is False:
            continue
        home = homes.home(record)
        if home is None or home not in setting.reach:
            continue
        said = repr((identity_key(record, setting), content_key(record)))
        key = (_stratum_of(home, check, setting), record.kind.key)
        lists.setdefault(key, []).append((said, record))
    for listed in lists.values():
        listed.sort(key=lambda each: each[0])
    return lists


def _stratum_of(home: str, check: SpotCheck, setting: Setting) -> str:
    if check.level is None:
        return setting.scope
    for code in setting.reach.chain(home):
        if setting.divisions.get(code, setting.as_of).level is check.level:
            return code
    return home


def _sizes(check: SpotCheck, populations: Mapping[_Key, int]) -> dict[_Key, int]:
    if check.total is None:
        return {key: check.wanted(each) for key, each in populations.items()}
    least = {key: check.limited(0, each) for key, each in populations.items()}
    most = {key: check.limited(each, each) for key, each in populations.items()}
    claims = [
        Claim("/".join(key), Fraction(each), floor=least[key], ceiling=most[key])
        for key, each in populations.items()
    ]
    total = min(max(check.total, sum(least.values())), sum(most.values()))
    portions = divide(total, claims) or {}
    return {key: portions["/".join(key)].whole if portions else 0 for key in populations}


def _fingerprint(listed: Sequence[tuple[str, Record]]) -> str:
    return sha256("\n".join(said for said, _ in listed).encode()).hexdigest()
