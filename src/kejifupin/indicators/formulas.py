"""How an indicator is counted, in Chinese, as an explanation prints it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import Measure, MeasureKind
from kejifupin.indicators.plan import Plan
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import RecordKind
from kejifupin.records.operands import Operand, Scalar
from kejifupin.records.setting import Setting
from kejifupin.terms.display import chinese_date


def formula_text(indicator: Indicator, plan: Plan, setting: Setting) -> str:
    """How an indicator is counted, in Chinese."""
    if indicator.measure.name is not None:
        return plan.measures[indicator.measure.name].label
    return measure_text(indicator.measure, setting)


def measure_text(measure: Measure, setting: Setting) -> str:
    """What a measure of the closed set counts, in Chinese."""
    if measure.numerator is not None and measure.denominator is not None:
        above = measure_text(measure.numerator, setting)
        return f"（{above}）÷（{measure_text(measure.denominator, setting)}）"
    kind = setting.kind(measure.records)
    where = f"，只计{condition_text(measure.where, kind, setting)}的" if measure.where else ""
    match measure.kind:
        case MeasureKind.COUNT:
            return f"“{kind.label}”的份数{where}"
        case MeasureKind.COUNT_DISTINCT:
            keys = "、".join(kind.field(key).label for key in measure.distinct)
            return f"“{kind.label}”中不重复的{keys}个数{where}"
        case _:
            label = kind.field(measure.field or "").label
            return f"“{kind.label}”中“{label}”的{measure.kind.label}{where}"


def condition_text(condition: Condition, kind: RecordKind, setting: Setting) -> str:
    """A condition in Chinese; forms and divisions that it names by code are called by name."""
    return _Words(kind, setting).condition(condition)


@frozen
class _Words:
    """The words for conditions on one kind of record."""

    kind: RecordKind
    setting: Setting

    def condition(self, condition: Condition) -> str:
        if condition.negated is not None:
            return f"不满足（{self.condition(condition.negated)}）"
        if condition.all or condition.any:
            parts = condition.all or condition.any
            return ("且" if condition.all else "或").join(map(self._part, parts))
        return self._operand(condition.operand) + self._comparison(condition)

    def _part(self, part: Condition) -> str:
        text = self.condition(part)
        return f"（{text}）" if part.all or part.any else text

    def _comparison(self, condition: Condition) -> str:
        if condition.reported is not None:
            return "已填" if condition.reported else "未填"
        if condition.contains is not None:
            return f"含“{condition.contains}”"
        if condition.is_in:
            return f"为{'、'.join(map(self._constant, condition.is_in))}之一"
        if condition.equals is not None:
            return f"为{self._operand(condition.equals)}"
        if condition.between:
            low, high = map(self._operand, condition.between)
            return f"在{low}到{high}之间"
        words = []
        if condition.at_least is not None:
            words.append(f"不小于{self._operand(condition.at_least)}")
        if condition.at_most is not None:
            words.append(f"不大于{self._operand(condition.at_most)}")
        return "且".join(words)

    def _operand(self, operand: Operand) -> str:
        if operand.field is not None:
            return f"“{self.kind.field(operand.field).label}”"
        if operand.programme is not None:
            return "方案起始日" if operand.programme == "start" else "方案结束日"
        if operand.sum:
            return "＋".join(map(self._operand, operand.sum))
        if operand.product:
            parts = ((part, self._operand(part)) for part in operand.product)
            return "×".join(f"（{text}）" if part.sum else text for part, text in parts)
        return "" if operand.constant is None else self._constant(operand.constant)

    def _constant(self, constant: Scalar) -> str:
        if isinstance(constant, date):
            return chinese_date(constant)
        if not isinstance(constant, str):
            return str(constant)
        named = self.setting.kinds.get(constant)
        return named.label if named is not None else self.setting.division_name(constant)
