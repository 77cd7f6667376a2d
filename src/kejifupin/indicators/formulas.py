"""How an indicator is counted, in Chinese, as an explanation prints it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from kejifupin.indicators.deriving import operand_keys
from kejifupin.indicators.expressions import Expression, Requirement
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.measures import KeyScope, Measure, MeasureKind
from kejifupin.indicators.plan import Plan
from kejifupin.records.cohort_members import find_cohort
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import RecordKind
from kejifupin.records.operands import Operand, Scalar
from kejifupin.records.setting import Setting
from kejifupin.terms.display import chinese_date
from kejifupin.terms.quantities import format_number


def formula_text(indicator: Indicator, plan: Plan, setting: Setting) -> str:
    """How an indicator is counted or worked out, in Chinese."""
    measure = indicator.measure
    if measure.name is not None:
        return plan.measures[measure.name].label
    if measure.expression is not None:
        return _expression_text(measure.expression, plan)
    if measure.requirement is not None:
        return _requirement_text(measure, plan, setting)
    return measure_text(measure, setting)


def operand_formulas(
    indicator: Indicator, plan: Plan, setting: Setting
) -> Mapping[str, tuple[str, str]]:
    """Key of each indicator that one is worked out from → its label and its own formula."""
    return {
        key: (plan.indicators[key].label, formula_text(plan.indicators[key], plan, setting))
        for key in operand_keys(indicator, plan.indicators)
    }


def measure_text(measure: Measure, setting: Setting) -> str:
    """What a measure of the closed set counts, in Chinese."""
    if measure.numerator is not None and measure.denominator is not None:
        above = measure_text(measure.numerator, setting)
        return f"（{above}）÷（{measure_text(measure.denominator, setting)}）"
    kind = setting.kind(measure.records)
    where = f"，只计{condition_text(measure.where, kind, setting)}的" if measure.where else ""
    if measure.within is not None and measure.by is not None:
        where += f"，只计“{kind.field(measure.by).label}”在{measure.within.words()}的"
    if measure.cohort is not None:
        where += f"，只计{find_cohort(measure.cohort, setting).label}的"
    match measure.kind:
        case MeasureKind.COUNT:
            return f"“{kind.label}”的份数{where}"
        case MeasureKind.COUNT_DISTINCT:
            keys = "、".join(kind.field(key).label for key in measure.distinct)
            apart = "，各地分别区分" if measure.key_scope is KeyScope.DIVISION else ""
            return f"“{kind.label}”中不重复的{keys}个数{apart}{where}"
        case _:
            label = kind.field(measure.field or "").label
            return f"“{kind.label}”中“{label}”的{measure.kind.label}{where}"


def _label(key: str, plan: Plan) -> str:
    found = plan.indicators.get(key)
    return f"“{found.label if found is not None else key}”"


def _expression_text(expression: Expression, plan: Plan) -> str:
    if expression.indicator is not None:
        return _label(expression.indicator, plan)
    if expression.constant is not None:
        return format_number(expression.constant)
    signs = (
        (expression.sum, "＋"),
        (expression.difference, "－"),
        (expression.product, "×"),
        (expression.ratio, "÷"),
    )
    parts, sign = next((parts, sign) for parts, sign in signs if parts)
    return sign.join(
        f"（{_expression_text(part, plan)}）" if part.parts else _expression_text(part, plan)
        for part in parts
    )


def _requirement_text(measure: Measure, plan: Plan, setting: Setting) -> str:
    met = _met_text(measure.requirement, plan) if measure.requirement else ""
    if measure.cohort is not None:
        return f"{find_cohort(measure.cohort, setting).label}中{met}的个数"
    if measure.level is not None:
        return f"{met}的{measure.level.label}个数"
    return f"{met}的计1，否则计0"


def _met_text(requirement: Requirement, plan: Plan) -> str:
    if requirement.parts:
        words = "或" if requirement.any else "且"
        return words.join(
            f"（{_met_text(part, plan)}）" if part.parts else _met_text(part, plan)
            for part in requirement.parts
        )
    indicator = plan.indicators.get(requirement.indicator or "")
    unit = "" if indicator is None else indicator.unit
    return f"{_label(requirement.indicator or '', plan)}{requirement.bound.text(unit)}"


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
        key = condition.operand.field
        of_words = key is not None and bool(self.kind.field(key).ranks)
        floor, ceiling = ("不低于", "不高于") if of_words else ("不小于", "不大于")
        words = []
        if condition.at_least is not None:
            words.append(f"{floor}{self._operand(condition.at_least)}")
        if condition.at_most is not None:
            words.append(f"{ceiling}{self._operand(condition.at_most)}")
        return "且".join(words)

    def _operand(self, operand: Operand) -> str:
        key = operand.field or operand.day_of
        if key is not None:
            return f"“{self.kind.field(key).label}”"
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
