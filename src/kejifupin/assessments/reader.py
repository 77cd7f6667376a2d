"""What the evidence says of each subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from kejifupin.assessments.evidence import ALL, Evidence, Take
from kejifupin.assessments.readings import Ground, Reading
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.assessments.sheets import SheetEntries, entry_reading
from kejifupin.assessments.status_readings import status_reading
from kejifupin.assessments.subjects import Subject
from kejifupin.checks.findings import ERRORS, Finding, count_findings
from kejifupin.errors import UnknownNameError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import MeasureKind
from kejifupin.indicators.values import Values
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.rates import ReportingRates
from kejifupin.targets.statuses import Statuses
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.intervals import Interval

Rates = Mapping[tuple[str, str | None], ReportingRates]
"""(division, form) → what was owed and what came; the form is None for all forms."""


@frozen
class Reader:
    """Everything that an assessment reads (考核依据).

    Args:
        scheme: The scheme.
        values: Values of the indicators.
        statuses: Statuses of the targets.
        submissions: How forms were handed in.
        findings: What spot checks found.
        setting: The programme and its day.
        records: The records that count, for sheets and subjects that are records.
    """

    scheme: AssessmentScheme
    values: Values
    statuses: Statuses
    submissions: Rates
    findings: Sequence[Finding]
    setting: Setting
    records: Sequence[Record]

    def entries(self, subjects: Iterable[Subject]) -> Mapping[str, SheetEntries]:
        """The entries of each sheet, led to the subjects."""
        known = tuple(subjects)
        return {
            each.key: SheetEntries.of(each, self.scheme, known, self.records, self.setting)
            for each in self.scheme.sheets
        }

    def read(
        self,
        evidence: Evidence,
        subject: Subject,
        entries: Mapping[str, SheetEntries],
        criterion: str | None = None,
        scale: Iterable[str] = (),
    ) -> Reading:
        """What the evidence says of a subject.

        Args:
            evidence: What is read.
            subject: Of whom.
            entries: What was entered in the sheets.
            criterion: Key of the criterion, to find its entries.
            scale: The words that are understood.
        """
        source = evidence.source
        if source == "sheet":
            return entries[evidence.name].read(evidence, subject, criterion)
        if source == "field":
            return self._field(evidence, subject)
        division = subject.division
        if division is None:
            return Reading(evidence.taken.label, why="所在地区不明")
        if source == "indicator":
            return self.value(evidence.name, division)
        if source == "target":
            return self._status(evidence, division, tuple(scale))
        if source == "submissions":
            return self._submitted(evidence, division)
        return self._found(evidence, division)

    def value(self, indicator: str, division: str) -> Reading:
        """The value of an indicator for a division."""
        found = self.values.find(indicator, division)
        ground = (Ground(indicator=indicator, division=division),)
        if found is None:
            return Reading(f"指标“{indicator}”", why="没有数", grounds=ground)
        told: Indicator = found.indicator
        label = f"{told.label}"
        if found.value is None:
            no_base = told.measure.kind in (MeasureKind.RATIO, MeasureKind.AVERAGE)
            if no_base and found.reported and not found.missing:
                return Reading(label, applies=False, why="没有分母", grounds=ground)
            return Reading(label, why="无数据", grounds=ground)
        why = f"{len(found.missing)}处未报" if found.missing else ""
        return Reading(label, found.value, told.unit, why=why, grounds=ground)

    def _status(self, evidence: Evidence, division: str, scale: Sequence[str]) -> Reading:
        ground = (Ground(target=evidence.name, division=division),)
        try:
            status = self.statuses.get(evidence.name, division)
        except UnknownNameError:
            label = f"“{self._target_labels.get(evidence.name, evidence.name)}”"
            return Reading(label, applies=False, why="不涉及这一对象", grounds=ground)
        return status_reading(status, evidence.taken, scale).with_(grounds=ground)

    @cached_property
    def _target_labels(self) -> Mapping[str, str]:
        return {each.target.key: each.target.label for each in self.statuses}

    def _submitted(self, evidence: Evidence, division: str) -> Reading:
        form = None if evidence.name == ALL else evidence.name
        rates = self.submissions.get((division, form))
        label = evidence.taken.label
        if form is not None and form in self.setting.kinds:
            label = f"{self.setting.kinds[form].label}{label}"
        if rates is None or not rates.expected:
            return Reading(label, applies=False, why="没有应报的表")
        if not rates.due and evidence.taken not in _COUNTS:
            return Reading(label, applies=False, why="应报的表都没有到期")
        came = f"应报{rates.due}份，已报{rates.received}份，按时{rates.timely}份"
        undated = f"，日期不明{rates.undated}份" if rates.undated else ""
        return Reading(
            label, _submission_value(evidence.taken, rates), _unit(evidence), why=came + undated
        )

    @cached_property
    def _findings_by_place(self) -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, list[Finding]] = {}
        setting = self.setting
        for each in self.findings:
            if each.found_on > setting.as_of:
                continue
            home = setting.division_now(each.division)
            for code in setting.reach.chain(home) if home else ():
                found.setdefault(code, []).append(each)
        return {code: tuple(each) for code, each in found.items()}

    def _found(self, evidence: Evidence, division: str) -> Reading:
        wanted = frozenset(evidence.outcomes) or ERRORS
        here = self._findings_by_place.get(division, ())
        counts = count_findings(each for each in here if evidence.name in (ALL, each.record.kind))
        hits, label = counts.of(wanted), evidence.taken.label
        if evidence.outcomes:
            label = f"抽查{'、'.join(each.label for each in evidence.outcomes)}"
        drawn = f"抽查{counts.drawn}条，{hits}条" if counts.drawn else "没有抽查"
        if evidence.taken is Take.ERRORS:
            return Reading(label, Interval.exact(hits), "条", why=drawn)
        if not counts.drawn:
            return Reading(label, applies=False, why=drawn)
        rate = to_number(Fraction(hits * 100, counts.drawn))
        return Reading(label, Interval.exact(rate), "%", why=drawn)

    def _field(self, evidence: Evidence, subject: Subject) -> Reading:
        record = subject.record
        if record is None or evidence.name not in record.kind:
            return Reading(f"字段“{evidence.name}”", why="没有这一字段")
        spec = record.kind.field(evidence.name)
        return entry_reading(record, evidence.name, spec.label)


_COUNTS = (Take.MISSING, Take.LATE)


def _unit(evidence: Evidence) -> str:
    return "份" if evidence.taken in _COUNTS else "%"


def _submission_value(take: Take, rates: ReportingRates) -> Interval:
    def share(count: int) -> Fraction:
        return Fraction(count * 100, rates.due)

    match take:
        case Take.MISSING:
            return Interval.exact(rates.missing)
        case Take.LATE:
            late = rates.received - rates.timely
            return Interval(late - rates.undated, late)
        case Take.RECEIVED:
            return Interval.exact(to_number(share(rates.received)))
        case Take.COMPLETE:
            return Interval.exact(to_number(share(rates.complete)))
        case _:
            most = share(rates.timely + rates.undated)
            return Interval(to_number(share(rates.timely)), to_number(most))
