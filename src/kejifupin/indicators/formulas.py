"""How an indicator is counted, in Chinese, as an explanation prints it."""

from __future__ import annotations

from datetime import date

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
    where = f"，只计{condition_text(measure.where, kind)}的" if measure.where else ""
    match measure.kind:
        case MeasureKind.COUNT:
            return f"“{kind.label}”的份数{where}"
        case MeasureKind.COUNT_DISTINCT:
            keys = "、".join(kind.field(key).label for key in measure.distinct)
            return f"“{kind.label}”中不重复的{keys}个数{where}"
        case _:
            label = kind.field(measure.field or "").label
            return f"“{kind.label}”中“{label}”的{measure.kind.label}{where}"


def condition_text(condition: Condition, kind: RecordKind) -> str:
    """A condition in Chinese."""
    if condition.negated is not None:
        return f"不满足（{condition_text(condition.negated, kind)}）"
    if condition.all or condition.any:
        parts = condition.all or condition.any
        word = "且" if condition.all else "或"
        return word.join(_within(part, condition_text(part, kind)) for part in parts)
    left = _operand_text(condition.operand, kind)
    if condition.reported is not None:
        return f"{left}{'已填' if condition.reported else '未填'}"
    if condition.contains is not None:
        return f"{left}含“{condition.contains}”"
    if condition.is_in:
        return f"{left}为{'、'.join(map(_constant_text, condition.is_in))}之一"
    if condition.equals is not None:
        return f"{left}为{_operand_text(condition.equals, kind)}"
    if condition.between:
        low, high = (_operand_text(end, kind) for end in condition.between)
        return f"{left}在{low}到{high}之间"
    words = []
    if condition.at_least is not None:
        words.append(f"不小于{_operand_text(condition.at_least, kind)}")
    if condition.at_most is not None:
        words.append(f"不大于{_operand_text(condition.at_most, kind)}")
    return left + "且".join(words)


def _within(part: Condition, text: str) -> str:
    return f"（{text}）" if part.all or part.any else text


def _operand_text(operand: Operand, kind: RecordKind) -> str:
    if operand.field is not None:
        return f"“{kind.field(operand.field).label}”"
    if operand.programme is not None:
        return "方案起始日" if operand.programme == "start" else "方案结束日"
    if operand.sum:
        return "＋".join(_operand_text(part, kind) for part in operand.sum)
    if operand.product:
        parts = ((part, _operand_text(part, kind)) for part in operand.product)
        return "×".join(f"（{text}）" if part.sum else text for part, text in parts)
    return "" if operand.constant is None else _constant_text(operand.constant)


def _constant_text(constant: Scalar) -> str:
    return chinese_date(constant) if isinstance(constant, date) else str(constant)
