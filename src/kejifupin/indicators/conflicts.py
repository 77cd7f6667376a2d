"""Indicators that should say the same and do not: a reported line against the ledger (数据打架)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from kejifupin.indicators.contributions import Contribution
from kejifupin.indicators.indicator import Counterpart, Indicator
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.tracing import contributions_at
from kejifupin.indicators.values import IndicatorValue, Values, interval_text
from kejifupin.records.identities import place_of
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number, add, multiply
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.quantities import convert, find_unit, format_number, is_unit

CODES: Mapping[str, str] = {
    "indicator.conflict": "同一件事两处的数对不上",
}


def conflicts(plan: Plan, values: Values, data: DataSource, setting: Setting) -> Iterator[Issue]:
    """Issues of indicators that surely differ from those they should be the same as.

    Each is told where it lies deepest: a province whose county contradicts itself is not told
    again.

    Args:
        plan: The plan that knows the indicators.
        values: Their values.
        data: The data behind them.
        setting: The programme and its day.

    Yields:
        An issue for each pair and division, at the cell of the first figure, or of the other where
        nothing was written down for the first; with both figures and where each stands.
    """
    for indicator in plan.indicators.values():
        if indicator.same_as is None or indicator.same_as.indicator not in plan.indicators:
            continue
        pair = _Pair(indicator, indicator.same_as, plan.indicators[indicator.same_as.indicator])
        gaps = pair.gaps(values)
        above = {code for each in gaps for code in setting.reach.chain(each)[1:]}
        deepest = {code: gap for code, gap in gaps.items() if code not in above}
        if deepest:
            own = _sources(pair.indicator, deepest, plan, data, setting)
            other = _sources(pair.other, deepest, plan, data, setting)
            for code in sorted(deepest):
                yield pair.issue(deepest[code], own.get(code), other.get(code))


@frozen
class _Gap:
    """Two values that surely differ, and by how much at least."""

    one: IndicatorValue
    other: IndicatorValue
    least: Number


@frozen
class _Places:
    """Where the records behind a figure stand: the first, and how many there are."""

    first: Place = Place()
    count: int = 0

    def words(self) -> str:
        if not self.count:
            return "没有记录"
        more = f"等{self.count}处" if self.count > 1 else ""
        return f"见{self.first.words() or '程序提供的记录'}{more}"


@frozen
class _Pair:
    """Two indicators of one thing."""

    indicator: Indicator
    terms: Counterpart
    other: Indicator

    def gaps(self, values: Values) -> dict[str, _Gap]:
        """Division → the two values, where they surely differ by more than is allowed."""
        found: dict[str, _Gap] = {}
        factor = self._factor()
        for one in values.where(indicator=self.indicator.key):
            other = values.find(self.other.key, one.division)
            if one.value is None or other is None or other.value is None:
                continue
            left, right = one.value, other.value.scaled(factor)
            for low, high in ((left.low, right.high), (right.low, left.high)):
                gap = self._gap(low, high)
                if gap is not None:
                    found[one.division] = _Gap(one, other, gap)
        return found

    def issue(self, gap: _Gap, own: _Places | None, other: _Places | None) -> Issue:
        """The two figures, where each stands, and what to do."""
        unit, name = self.indicator.unit, gap.one.division_name
        mine, theirs = own or _Places(), other or _Places()
        least = format_number(gap.least)
        exact = all(_is_exact(each.value) for each in (gap.one, gap.other))
        return Issue(
            "indicator.conflict",
            f"{name}“{self.indicator.label}”是{gap.one.text()}，而“{self.other.label}”是"
            f"{interval_text(gap.other.value, self.other.unit, self.other.decimals)}，"
            f"两者应当一致，{'' if exact else '至少'}相差{least}{unit}",
            Severity.WARNING,
            mine.first if mine.count else theirs.first,
            field=self.indicator.measure.field,
            rule=self.indicator.key,
            remedy=f"前一个数{mine.words()}，后一个数{theirs.words()}；核对后改正其一",
        )

    def _gap(self, low: Number | None, high: Number | None) -> Number | None:
        """By how much a value from ``low`` upwards exceeds one up to ``high`` beyond the terms."""
        if low is None or high is None or low <= high:
            return None
        gap = add(low, -high)
        # Compared in hundredths, so that no quotient has to be rounded.
        share = multiply(self.terms.tolerance_percent, low)
        allowed = max(multiply(self.terms.tolerance, 100), share)
        return gap if multiply(gap, 100) > allowed else None

    def _factor(self) -> Number:
        one, other = self.indicator.unit, self.other.unit
        if one == other or not (is_unit(one) and is_unit(other)):
            return 1
        same = find_unit(one).dimension == find_unit(other).dimension
        return convert(1, other, one) if same else 1


def _is_exact(value: Interval | None) -> bool:
    return value is not None and value.is_exact


def _sources(
    indicator: Indicator,
    divisions: Mapping[str, object],
    plan: Plan,
    data: DataSource,
    setting: Setting,
) -> Mapping[str, _Places]:
    """Division → where the records behind its value stand."""
    firsts: dict[str, Place] = {}
    counts: dict[str, int] = {}
    for each in contributions_at(indicator, plan, frozenset(divisions), data, setting):
        chain = setting.reach.chain(each.home)
        code = next((code for code in chain if code in divisions), None)
        if code is not None:
            firsts.setdefault(code, _place(each))
            counts[code] = counts.get(code, 0) + 1
    return {code: _Places(first, counts[code]) for code, first in firsts.items()}


def _place(told: Contribution) -> Place:
    if told.field is not None:
        return place_of(told.record, told.field)
    return Place(told.file, told.cell)
