"""Whether the definitions of a programme fit together, checked before any data are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from attrs import frozen

from kejifupin.forms.checking import check_layout
from kejifupin.indicators.measures import Measure
from kejifupin.plugins.catalogue import ProgrammeCatalogue
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import FieldType, RecordKind
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.quantities import find_unit, is_unit
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "reference.unknown": "提到了没有定义的东西",
    "reference.unit": "计量单位对不上",
    "reference.layout": "表式与记录类型对不上",
}

PlaceOf = Callable[..., Place]


@frozen
class References:
    """A programme's definitions with their places, ready to be held against each other."""

    catalogue: ProgrammeCatalogue
    divisions: Divisions
    place_of: PlaceOf
    lost: Collection[tuple[str, str]] = frozenset()
    """Tables and keys of definitions that could not be understood; others may name them."""

    def issues(self) -> tuple[Issue, ...]:
        """Everything that does not fit."""
        checks = (
            self._definition(),
            self._cohorts(),
            self._indicators(),
            self._targets(),
            self._rules(),
            self._layouts(),
            self._reports(),
        )
        return tuple(issue for check in checks for issue in check)

    def own(self, table: str) -> Iterator[tuple[str, object]]:
        """Keys and definitions that the programme has of its own, not by inheritance."""
        key = self.catalogue.definition.key
        for name, owned in self.catalogue.owned[table].items():
            if owned.programme == key:
                yield name, owned.value

    def place(self, table: str, key: str, *path: str | int) -> Place:
        """Where a definition, or a key inside it, stands."""
        return self.place_of(self.catalogue.definition.key, table, key, *path)

    def _unknown(
        self, what: str, table: str, name: str, known: Iterable[str], place: Place
    ) -> Iterator[Issue]:
        known = tuple(known)
        if name in known or (table, name) in self.lost:
            return
        if table == "indicators" and ("kinds", name.split(".")[0]) in self.lost:
            return
        close = nearest(name, known)
        listed = "、".join(known[:8]) + ("……" if len(known) > 8 else "")
        yield Issue(
            "reference.unknown",
            f"没有叫“{name}”的{what}",
            place=place,
            remedy=f"是否应为“{close[0]}”？" if close else f"可用：{listed or '（还没有定义）'}",
        )

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
                yield from self._unknown("部门", "agencies", agency, agencies, place)
        for number, schedule in enumerate(definition.schedules):
            for index, form in enumerate(schedule.forms):
                place = self.place("programme", "", "schedules", number, "forms", index)
                yield from self._unknown("记录类型", "kinds", form, self.catalogue.kinds, place)

    def _cohorts(self) -> Iterator[Issue]:
        cohorts = self.catalogue.cohorts
        held = {each.key for each in self.divisions.designations}
        for kind in self.catalogue.kinds.values():
            held |= {field.designates for field in kind.fields if field.designates}
        for key, _ in self.own("cohorts"):
            cohort = cohorts[key]
            if cohort.records is not None:
                place = self.place("cohorts", key, "records")
                yield from self._kind_fields(cohort.records, (), place, place)
                yield from self._condition(cohort.where, cohort.records, "cohorts", key, "where")
            if cohort.ancestors_of is not None:
                place = self.place("cohorts", key, "ancestors_of")
                yield from self._unknown("口径", "cohorts", cohort.ancestors_of, cohorts, place)
            if cohort.designation is not None and cohort.designation not in held:
                yield self._unknown_designation(cohort.designation, key, held)

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

    def _indicators(self) -> Iterator[Issue]:
        indicators = self.catalogue.indicators
        for key, _ in self.own("indicators"):
            indicator = indicators[key]
            if not is_unit(indicator.unit):
                yield Issue(
                    "reference.unit",
                    f"不认识计量单位“{indicator.unit}”",
                    place=self.place("indicators", key, "unit"),
                    remedy="改用已有的单位，如 个、人次、万人次、万元、%",
                )
            if indicator.cohort is not None:
                place = self.place("indicators", key, "cohort")
                yield from self._unknown(
                    "口径", "cohorts", indicator.cohort, self.catalogue.cohorts, place
                )
            yield from self._measure(indicator.measure, key, indicator.unit, "measure")

    def _measure(self, measure: Measure, key: str, unit: str | None, *path: str) -> Iterator[Issue]:
        if measure.name is not None:
            place = self.place("indicators", key, *path, "name")
            yield from self._unknown(
                "自定义算法", "measures", measure.name, self.catalogue.measures, place
            )
            return
        for name, part in (("numerator", measure.numerator), ("denominator", measure.denominator)):
            if part is not None:
                yield from self._measure(part, key, None, *path, name)
        if not measure.records:
            return
        kind_place = self.place("indicators", key, *path, "records")
        fields = [each for each in (measure.field, measure.by, *measure.distinct) if each]
        field_place = self.place("indicators", key, *path, "field")
        yield from self._kind_fields(measure.records, fields, kind_place, field_place)
        yield from self._condition(
            measure.where, measure.records, "indicators", key, *path, "where"
        )
        kind = self.catalogue.kinds.get(measure.records)
        if kind is None or unit is None or not measure.field or measure.field not in kind:
            return
        own = kind.field(measure.field).unit
        if own is not None and is_unit(unit) and own != unit:
            same = find_unit(own).dimension == find_unit(unit).dimension
            remedy = f"把 unit 写成“{own}”"
            yield Issue(
                "reference.unit",
                f"指标按“{unit}”计，字段“{measure.field}”按“{own}”填"
                + ("" if same else "，两者不能换算"),
                place=self.place("indicators", key, "unit"),
                remedy=remedy,
            )

    def _targets(self) -> Iterator[Issue]:
        indicators, cohorts = self.catalogue.indicators, self.catalogue.cohorts
        for key, _ in self.own("targets"):
            target = self.catalogue.targets[key]
            place = self.place("targets", key, "indicator")
            yield from self._unknown("指标", "indicators", target.indicator, indicators, place)
            if target.cohort is not None:
                place = self.place("targets", key, "cohort")
                yield from self._unknown("口径", "cohorts", target.cohort, cohorts, place)
            day = self.catalogue.definition.period.end
            codes = [("allocations", code) for code in target.allocations]
            codes += [("scope", target.scope)] if target.scope is not None else []
            for name, code in codes:
                if self.divisions.carried(code, day).code is None:
                    yield Issue(
                        "reference.unknown",
                        f"没有代码为“{code}”的行政区划",
                        place=self.place("targets", key, name),
                        remedy="写六位行政区划代码，如 220000",
                    )

    def _rules(self) -> Iterator[Issue]:
        for key, _ in self.own("rules"):
            rule = self.catalogue.rules[key]
            kind_place = self.place("rules", key, "kind")
            blames = [rule.blames] if rule.blames else []
            place = self.place("rules", key, "blames")
            yield from self._kind_fields(rule.kind, blames, kind_place, place)
            yield from self._condition(rule.must, rule.kind, "rules", key, "must")
            yield from self._condition(rule.when, rule.kind, "rules", key, "when")

    def _layouts(self) -> Iterator[Issue]:
        for key, _ in self.own("layouts"):
            layout = self.catalogue.layouts[key]
            kind = self.catalogue.kinds.get(layout.kind)
            if kind is None:
                place = self.place("layouts", key, "kind")
                yield from self._unknown(
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
            if report.form is not None:
                place = self.place("reports", key, "form")
                yield from self._unknown(
                    "表式", "layouts", report.form, self.catalogue.layouts, place
                )

    def _kind_fields(
        self, kind_key: str, fields: Iterable[str], kind_place: Place, field_place: Place
    ) -> Iterator[Issue]:
        kind = self.catalogue.kinds.get(kind_key)
        if kind is None:
            yield from self._unknown(
                "记录类型", "kinds", kind_key, self.catalogue.kinds, kind_place
            )
            return
        for name in fields:
            if name not in kind:
                known = [each.key for each in kind.fields]
                yield from self._unknown(
                    f"字段（记录类型“{kind_key}”）", "fields", name, known, field_place
                )

    def _condition(
        self, condition: Condition | None, kind_key: str, table: str, key: str, *path: str
    ) -> Iterator[Issue]:
        kind = self.catalogue.kinds.get(kind_key)
        if condition is None or kind is None:
            return
        place = self.place(table, key, *path)
        yield from self._kind_fields(kind_key, dict.fromkeys(condition.fields()), place, place)
        yield from _labels(condition, kind, place)
        yield from _units(condition, kind, place)


def _labels(condition: Condition, kind: RecordKind, place: Place) -> Iterator[Issue]:
    """Constants compared with choices must be among them."""
    if condition.negated is not None:
        yield from _labels(condition.negated, kind, place)
    for part in (*condition.all, *condition.any):
        yield from _labels(part, kind, place)
    key = condition.field
    if key is None or key not in kind or not kind.field(key).choices:
        return
    equals = condition.equals.constant if condition.equals else None
    for label in (condition.contains, equals, *condition.is_in):
        if isinstance(label, str) and label not in kind.field(key).choices:
            close = nearest(label, kind.field(key).choices)
            yield Issue(
                "reference.unknown",
                f"“{kind.field(key).label}”没有“{label}”这个选项",
                place=place,
                remedy=f"是否应为“{close[0]}”？"
                if close
                else f"可选：{'、'.join(kind.field(key).choices)}",
            )


def _units(condition: Condition, kind: RecordKind, place: Place) -> Iterator[Issue]:
    """Fields that are compared must measure the same thing."""
    for part in (*condition.all, *condition.any, *filter(None, (condition.negated,))):
        yield from _units(part, kind, place)
    if condition.all or condition.any or condition.negated:
        return
    specs = [kind.field(key) for key in condition.fields() if key in kind]
    dimensions = {spec.dimension for spec in specs if spec.type is FieldType.NUMBER}
    products = any(
        side is not None and side.product
        for side in (condition.operand, condition.at_least, condition.at_most, condition.equals)
    )
    # 户 and 人 are compared in earnest (受培训示范户人数), but never converted.
    if len(dimensions) > 1 and not products:
        units = "、".join(f"{spec.label}（{spec.unit}）" for spec in specs)
        yield Issue(
            "reference.unit",
            f"条件比较了不能换算的计量单位：{units}",
            place=place,
            remedy="只比较同类的数",
        )
