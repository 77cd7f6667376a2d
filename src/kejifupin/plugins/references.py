"""Whether the definitions of a programme fit together, checked before any data are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from kejifupin.forms.checking import check_layout
from kejifupin.plugins.assessment_references import assessment_issues
from kejifupin.plugins.award_references import award_issues
from kejifupin.plugins.indicator_references import indicator_issues
from kejifupin.plugins.kind_references import kind_issues
from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.plugins.report_references import report_references
from kejifupin.plugins.target_references import conditional_cohort_issues, target_issues
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.schedules import Schedule
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "reference.circle": "口径绕一圈又由自己导出",
    "reference.layout": "表式与记录类型对不上",
    "reference.senders": "报送时限所指的口径不能说明谁报送",
}


@frozen
class References(ReferenceBase):
    """A programme's definitions with their places, ready to be held against each other."""

    def issues(self) -> tuple[Issue, ...]:
        """Everything that does not fit."""
        checks = (
            self._definition(),
            kind_issues(self),
            self._cohorts(),
            indicator_issues(self),
            conditional_cohort_issues(self),
            target_issues(self),
            self._rules(),
            self._swings(),
            self._spot_checks(),
            assessment_issues(self),
            award_issues(self),
            self._layouts(),
            self._reports(),
        )
        return tuple(issue for check in checks for issue in check)

    def _definition(self) -> Iterator[Issue]:
        definition = self.catalogue.definition
        if self.divisions.find(definition.scope, definition.period.start) is None:
            yield Issue(
                "reference.unknown",
                f"没有代码为“{definition.scope}”的行政区划",
                place=self.place("programme", "", "scope"),
                remedy="写六位行政区划代码，如 220000",
            )
        agencies = [agency.key for agency in definition.agencies]
        for number, duty in enumerate(definition.duties):
            for index, agency in enumerate(duty.agencies):
                place = self.place("programme", "", "duties", number, "agencies", index)
                yield from self.unknown("部门", "agencies", agency, agencies, place)
            for index, kind in enumerate(duty.shown_by):
                place = self.place("programme", "", "duties", number, "shown_by", index)
                yield from self.unknown("记录类型", "kinds", kind, self.catalogue.kinds, place)
        for number, schedule in enumerate(definition.schedules):
            for index, form in enumerate(schedule.forms):
                place = self.place("programme", "", "schedules", number, "forms", index)
                yield from self.unknown("记录类型", "kinds", form, self.catalogue.kinds, place)
            yield from self._owed_by(number, schedule)

    def _owed_by(self, number: int, schedule: Schedule) -> Iterator[Issue]:
        """A schedule's cohort: there, of divisions, and of the level that hands in."""
        if schedule.cohort is None:
            return
        place = self.place("programme", "", "schedules", number, "cohort")
        cohorts = self.catalogue.cohorts
        yield from self.unknown("口径", "cohorts", schedule.cohort, cohorts, place)
        cohort = cohorts.get(schedule.cohort)
        if cohort is None:
            return
        if cohort.level is not schedule.sender or cohort.indicator is not None:
            yield Issue(
                "reference.senders",
                f"口径“{cohort.label}”不是{schedule.sender.label}的固定名单，不能说明谁报送",
                place=place,
                remedy=f'换一个 level = "{schedule.sender}" 的口径，或改 sender',
            )

    def _cohorts(self) -> Iterator[Issue]:
        cohorts = self.catalogue.cohorts
        held = {each.key for each in self.divisions.designations}
        for kind in self.catalogue.kinds.values():
            held |= {field.designates for field in kind.fields if field.designates}
        for key, _ in self.own("cohorts"):
            cohort = cohorts[key]
            if cohort.records is not None:
                place = self.place("cohorts", key, "records")
                yield from self.kind_fields(cohort.records, (), place, place)
                yield from self.condition(cohort.where, cohort.records, "cohorts", key, "where")
            if cohort.ancestors_of is not None:
                place = self.place("cohorts", key, "ancestors_of")
                yield from self.unknown("口径", "cohorts", cohort.ancestors_of, cohorts, place)
                yield from self._circle(key, place)
            if cohort.designation is not None and cohort.designation not in held:
                yield self._unknown_designation(cohort.designation, key, held)

    def _circle(self, key: str, place: Place) -> Iterator[Issue]:
        """A cohort that is derived from itself, told at each of those in the circle."""
        way = [key]
        while (cohort := self.catalogue.cohorts.get(way[-1])) is not None:
            if cohort.ancestors_of is None or cohort.ancestors_of in way[1:]:
                return
            way.append(cohort.ancestors_of)
            if cohort.ancestors_of == key:
                yield Issue(
                    "reference.circle",
                    f"口径“{key}”绕一圈又由自己导出：{'→'.join(way)}",
                    place=place,
                    remedy="去掉其中一个 ancestors_of，改用 level、designation",
                )
                return

    def _unknown_designation(self, name: str, cohort: str, held: Iterable[str]) -> Issue:
        # Who is designated may come from another plugin; what looks like a slip does not.
        close = nearest(name, held)
        return Issue(
            "reference.unknown",
            f"没有叫“{name}”的认定",
            Severity.ERROR if close else Severity.WARNING,
            self.place("cohorts", cohort, "designation"),
            remedy=f"是否应为“{close[0]}”？"
            if close
            else "在 divisions.toml 的 [[designations]] 或名册中提供，或安装提供它的插件",
        )

    def _rules(self) -> Iterator[Issue]:
        for key, _ in self.own("rules"):
            rule = self.catalogue.rules[key]
            kind_place = self.place("rules", key, "kind")
            blames = [rule.blames] if rule.blames else []
            place = self.place("rules", key, "blames")
            yield from self.kind_fields(rule.kind, blames, kind_place, place)
            yield from self.condition(rule.must, rule.kind, "rules", key, "must")
            yield from self.condition(rule.when, rule.kind, "rules", key, "when")

    def _swings(self) -> Iterator[Issue]:
        for key, _ in self.own("swings"):
            rule = self.catalogue.swings[key]
            kind_place = self.place("swings", key, "kind")
            for index, name in enumerate(rule.fields):
                place = self.place("swings", key, "fields", index)
                yield from self.kind_fields(rule.kind, [name], kind_place, place)
            place = self.place("swings", key, "reason")
            yield from self.kind_fields(
                rule.kind, [rule.reason] if rule.reason else [], kind_place, place
            )

    def _spot_checks(self) -> Iterator[Issue]:
        for key, _ in self.own("spot_checks"):
            check = self.catalogue.spot_checks[key]
            for index, kind in enumerate(check.kinds):
                place = self.place("spot_checks", key, "kinds", index)
                yield from self.kind_fields(kind, (), place, place)
                if kind in self.catalogue.kinds:
                    yield from self.condition(check.where, kind, "spot_checks", key, "where")

    def _layouts(self) -> Iterator[Issue]:
        for key, _ in self.own("layouts"):
            layout = self.catalogue.layouts[key]
            kind = self.catalogue.kinds.get(layout.kind)
            if kind is None:
                place = self.place("layouts", key, "kind")
                yield from self.unknown(
                    "记录类型", "kinds", layout.kind, self.catalogue.kinds, place
                )
                continue
            for path, message, remedy in check_layout(layout, kind):
                yield Issue(
                    "reference.layout",
                    message,
                    place=self.place("layouts", key, *path),
                    remedy=remedy,
                )

    def _reports(self) -> Iterator[Issue]:
        for key, _ in self.own("reports"):
            report = self.catalogue.reports[key]
            yield from report_references(self, key, report)
