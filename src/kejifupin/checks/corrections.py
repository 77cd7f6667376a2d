"""What spot checks change of the records: corrected, taken as not reported, or left out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from itertools import groupby

import attrs
from attrs import frozen

from kejifupin.checks.findings import Finding, FindingOutcome, gravest
from kejifupin.checks.left_out import LeftOut
from kejifupin.records.identities import identity_key, place_of, value_key
from kejifupin.records.record import Record, with_values
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue
from kejifupin.terms.issues import Issue, Severity

CODES: Mapping[str, str] = {
    "finding.corrected": "这一项按抽查核实的数计",
    "finding.set_aside": "这一项抽查不符，没有写核实后的数，按未报计",
    "finding.conflict": "同一天的抽查结论互相矛盾，这一项按未报计",
}

_REASONS: Mapping[FindingOutcome, tuple[str, str]] = {
    FindingOutcome.FABRICATED: ("record.fabricated", "抽查认定弄虚作假"),
    FindingOutcome.NOT_FOUND: ("record.not_found", "抽查时查无此人此事"),
    FindingOutcome.DIFFERS: ("record.differs", "抽查不符，又没有写明是哪一项"),
}


@frozen
class Verdict:
    """What the findings about one record come to (核实结论).

    Args:
        outcome: What was last found of the record as a whole.
        fields: Key of a field that differs → what is right instead, None where nobody knows.
        conflicts: Fields of which one day's findings say different things.
        found_on: Day of the last finding.
    """

    outcome: FindingOutcome
    fields: Mapping[str, FieldValue] = attrs.field(factory=dict, hash=False, repr=False)
    conflicts: frozenset[str] = frozenset()
    found_on: date = date.min

    @property
    def removes(self) -> bool:
        """Whether the record does not count at all."""
        if self.outcome is FindingOutcome.DIFFERS:
            return not self.fields
        return self.outcome is not FindingOutcome.CONFIRMED


@frozen
class Corrections:
    """The findings of spot checks by the record that they speak of (抽查更正).

    Args:
        findings: Kind and identity of a record → its findings, by day.
    """

    findings: Mapping[Hashable, tuple[Finding, ...]] = attrs.field(factory=dict, hash=False)

    @classmethod
    def of(cls, findings: Iterable[Finding], setting: Setting) -> Corrections:
        """Those findings that exist on the day of the setting."""
        known = sorted(
            (each for each in findings if each.found_on <= setting.as_of),
            key=lambda each: each.found_on,
        )
        by_record: dict[Hashable, tuple[Finding, ...]] = {}
        for each in known:
            key = (each.record.kind, each.record.identity)
            by_record[key] = (*by_record.get(key, ()), each)
        return cls(by_record)

    def __bool__(self) -> bool:
        return bool(self.findings)

    def verdict(self, record: Record, received_on: date | None, setting: Setting) -> Verdict | None:
        """What the findings about a record come to, None where there are none.

        A version that was received after a visit was not what was looked at: earlier findings do
        not concern it.
        """
        found = self.findings.get((record.kind.key, identity_key(record, setting)), ())
        concerned = [each for each in found if received_on is None or each.found_on >= received_on]
        return fold_findings(concerned) if concerned else None


def fold_findings(findings: Iterable[Finding]) -> Verdict:
    """What findings about one record come to: the later day decides, on one day the gravest.

    Args:
        findings: Findings about one record, at least one.
    """
    outcome = FindingOutcome.CONFIRMED
    fields: dict[str, FieldValue] = {}
    conflicts: set[str] = set()
    last = date.min
    by_day = sorted(findings, key=lambda each: each.found_on)
    for day, group in groupby(by_day, key=lambda each: each.found_on):
        today, last = tuple(group), day
        whole = [each.outcome for each in today if each.field is None]
        if whole:
            outcome = gravest(whole)
        if whole and outcome is not FindingOutcome.DIFFERS:
            fields, conflicts = {}, set()
        said: dict[str, dict[Hashable, FieldValue]] = {}
        for each in today:
            if each.field is not None and each.outcome is FindingOutcome.DIFFERS:
                said.setdefault(each.field, {})[value_key(each.found)] = each.found
            elif each.field is not None:
                fields.pop(each.field, None)
        for key, values in said.items():
            fields[key] = next(iter(values.values())) if len(values) == 1 else None
            (conflicts.discard if len(values) == 1 else conflicts.add)(key)
    if fields and outcome is FindingOutcome.CONFIRMED:
        outcome = FindingOutcome.DIFFERS
    return Verdict(outcome, fields, frozenset(conflicts), last)


def removed(record: Record, verdict: Verdict) -> LeftOut:
    """The record as left out, with the reason that a spot check gave."""
    code, reason = _REASONS[verdict.outcome]
    return LeftOut(record, code, reason)


def corrected(record: Record, verdict: Verdict) -> tuple[Record, tuple[Issue, ...]]:
    """The record with what spot checks found in place of what was written, and what is told.

    Its origin says so too, for whoever follows a figure down to the cell.
    """
    if not verdict.fields:
        return record, ()
    issues = tuple(_told(record, key, verdict) for key in sorted(verdict.fields))
    origin = record.origin
    if origin is not None and origin.passage is None:
        labels = "、".join(record.kind.field(key).label for key in sorted(verdict.fields))
        passage = f"{verdict.found_on.isoformat()}抽查，{labels}以核实为准"
        origin = attrs.evolve(origin, passage=passage)
    return with_values(record, verdict.fields, origin), issues


def _told(record: Record, key: str, verdict: Verdict) -> Issue:
    label, place = record.kind.field(key).label, place_of(record, key)
    if key in verdict.conflicts:
        return Issue(
            "finding.conflict",
            f"“{label}”同一天的抽查结论互相矛盾，按未报计",
            Severity.ERROR,
            place,
            field=key,
            remedy="核对抽查结论，只留一条",
        )
    if verdict.fields[key] is None:
        return Issue(
            "finding.set_aside",
            f"“{label}”经抽查不符，按未报计",
            Severity.WARNING,
            place,
            field=key,
            remedy="按核实情况改正后重新报送，或在抽查结论中写明核实后的数",
        )
    return Issue(
        "finding.corrected",
        f"“{label}”经抽查不符，按核实的数计",
        Severity.WARNING,
        place,
        field=key,
        remedy="按核实情况改正后重新报送",
    )
