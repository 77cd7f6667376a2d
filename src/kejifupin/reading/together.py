"""Files checked one by one as they come, and held against each other at the end."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, evolve, field, frozen

from kejifupin.checks.acceptance import Acceptance, accept_records
from kejifupin.checks.fields import check_fields
from kejifupin.checks.namesakes import Names, check_namesakes
from kejifupin.checks.rules import check_rules
from kejifupin.checks.wrong_fields import WrongFields
from kejifupin.forms.reading import FormReading
from kejifupin.indicators.compute import compute_values
from kejifupin.indicators.plan import Partial, Plan, make_plan
from kejifupin.indicators.record_data import RecordData
from kejifupin.indicators.reporting import own_return_stands
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.reading.gathering import KeyTable, Shared
from kejifupin.reading.slim_records import Slimmer
from kejifupin.records.identities import identity_key
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.lateness import check_lateness
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import (
    SUBMISSION_KIND,
    Submission,
    fold_submissions,
    submission_records,
)
from kejifupin.terms.issues import Effect, Issue

TOGETHER = frozenset({"record.repeated", "record.replaced", "record.conflict"})
"""Reasons that a record has in other records, of other files perhaps."""


@frozen
class _At:
    """A record with its place among all: number of its file, number in it."""

    file: int
    number: int
    record: Record


@define(eq=False)
class Together:
    """Readings on their way through, and what they tell together (合并核对).

    Of each record only hashes are kept. Where its kind's figures are compared with others (returns
    that cover a subtree, what an indicator has to be the same as), so is what figures read of it.

    Args:
        catalogue: All definitions of the programme.
        setting: The programme and its day.
        receipts: File → its entry in the register of receipts.
    """

    catalogue: ProgrammeCatalogue = field(repr=False)
    setting: Setting = field(repr=False)
    receipts: Mapping[str, Receipt] = field(repr=False)
    _keys: KeyTable = field(factory=KeyTable, init=False, repr=False)
    _files: dict[str, int] = field(factory=dict, init=False, repr=False)
    _compared: list[_At] = field(factory=list, init=False, repr=False)
    _submissions: list[Submission] = field(factory=list, init=False, repr=False)

    def take(self, reading: FormReading) -> FormReading:
        """A reading with all issues that it has by itself; what it shares with others is kept.

        Args:
            reading: The reading of a file, not yet checked.
        """
        checked = self.checked(reading)
        submissions = fold_submissions(checked.records, self.receipts, self.setting)
        accepted = accept_records(checked.records, checked.issues, submissions, self.setting)
        file = self._files.setdefault(checked.file, len(self._files))
        refused = {id(each.record) for each in accepted.left_out if each.code not in TOGETHER}
        wrong = WrongFields.of(checked.issues) if self._compared_kinds else None
        keys: list[Hashable] = []
        for number, record in enumerate(checked.records):
            if name := self._names.key(record):
                keys.append(("name", *name))
            if id(record) in refused:
                continue
            keys.append(self._identity(record))
            if wrong is not None and record.kind.key in self._compared_kinds:
                slim = self._slimmer.slim(wrong.cleaned(record))
                self._compared.append(_At(file, number, slim))
        self._keys.add(file, keys)
        if SUBMISSION_KIND.key in self._compared_kinds:
            self._submissions.extend(submissions)
        late = check_lateness(submissions, self.setting)
        alone = (each for each in accepted.issues if each.code not in TOGETHER)
        return evolve(checked, issues=(*checked.issues, *late, *alone))

    def checked(self, reading: FormReading) -> FormReading:
        """A reading with the issues that its records have each by itself."""
        records, rules = reading.records, self.catalogue.rules.values()
        found = check_fields(records) + check_rules(records, rules, self.setting)
        return evolve(reading, issues=(*reading.issues, *found)) if found else reading

    @cached_property
    def shared(self) -> Shared:
        """What stands more than once, asked once all readings were taken."""
        return self._keys.shared()

    @property
    def suspects(self) -> tuple[str, ...]:
        """Files that must be looked at again, in their order."""
        return tuple(file for file, number in self._files.items() if number in self.shared.files)

    def tell(self, again: Iterable[FormReading]) -> Iterator[FormReading]:
        """What only all files together tell, file by file in their order.

        Args:
            again: The readings of the `suspects` once more, not yet checked.

        Yields:
            For each file of which there is something to tell, a reading with these issues alone.
        """
        found: dict[str, list[Issue]] = {}
        for issue in self._told(again):
            if issue.place.file is not None:
                found.setdefault(issue.place.file, []).append(issue)
        order = dict.fromkeys((*self._files, *found))
        return (FormReading(file, (), found[file]) for file in order if file in found)

    def close(self) -> None:
        """Let go of everything."""
        self._keys.close()

    def _told(self, again: Iterable[FormReading]) -> Iterator[Issue]:
        suspects: list[_At] = []
        effects: list[Issue] = []
        for reading in map(self.checked, again):
            file = self._files[reading.file]
            ats = (_At(file, number, each) for number, each in enumerate(reading.records))
            suspects.extend(each for each in ats if self._is_shared(each.record))
            effects.extend(each for each in reading.issues if each.effect is not Effect.NONE)
        records = [each.record for each in suspects]
        yield from check_namesakes(records, self.setting)
        submissions = fold_submissions(records, self.receipts, self.setting)
        accepted = accept_records(records, effects, submissions, self.setting)
        yield from (each for each in accepted.issues if each.code in TOGETHER)
        if self._compared_kinds:
            yield from self._figures(suspects, accepted)

    def _figures(self, suspects: Sequence[_At], accepted: Acceptance) -> Iterator[Issue]:
        """What figures tell that do not fit each other."""
        left = {id(each.record) for each in accepted.left_out}
        kept = (each for each in suspects if id(each.record) not in left)
        chosen = [
            evolve(at, record=record)
            for at, record in zip(kept, accepted.records, strict=True)
            if record.kind.key in self._compared_kinds and self._identity(record) in self.shared
        ]
        alone = (each for each in self._compared if self._identity(each.record) not in self.shared)
        every = sorted((*alone, *chosen), key=lambda each: (each.file, each.number))
        known = (
            each
            for each in self._submissions
            if each.received_on is None or each.received_on <= self.setting.as_of
        )
        counted = (*(each.record for each in every), *submission_records(known))
        data = RecordData.of(counted, self.setting)
        yield from compute_values(self._plan, data, self.setting).issues

    def _is_shared(self, record: Record) -> bool:
        name = self._names.key(record)
        if name is not None and ("name", *name) in self.shared:
            return True
        return self._identity(record) in self.shared

    def _identity(self, record: Record) -> tuple[Hashable, ...]:
        return ("identity", *identity_key(record, self.setting))

    @cached_property
    def _names(self) -> Names:
        return Names(self.setting)

    @cached_property
    def _plan(self) -> Plan:
        return make_plan(self.catalogue.indicators.values(), self.catalogue.measures.values())

    @cached_property
    def _slimmer(self) -> Slimmer:
        return Slimmer(self._plan, self.setting)

    @cached_property
    def _compared_kinds(self) -> frozenset[str]:
        """Kinds whose figures are held against those of others."""
        kinds = self.catalogue.kinds
        found = {_top(kinds, part.records) for part in self._compared_parts()}
        return frozenset(found)

    def _compared_parts(self) -> Iterator[Partial]:
        plan = self._plan
        for key, indicator in plan.indicators.items():
            same = indicator.same_as
            if same is not None and same.indicator in plan.indicators:
                yield from (*plan.parts[key], *plan.parts[same.indicator])
            if len(plan.parts[key]) == 1 and own_return_stands(plan.parts[key][0], self.setting):
                yield plan.parts[key][0]


def _top(kinds: Mapping[str, RecordKind], key: str) -> str:
    """The kind in whose records those of a kind of rows stand, else the kind itself."""
    kind = kinds.get(key)
    return key if kind is None or kind.parent is None else kind.parent
