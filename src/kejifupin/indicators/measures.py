"""What an indicator counts, from a closed set that every engine can carry out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.indicators.expressions import Expression, Requirement
from kejifupin.indicators.windows import Window
from kejifupin.records.conditions import Condition
from kejifupin.terms.divisions import Level
from kejifupin.terms.intervals import Interval


class MeasureKind(StrEnum):
    """How records become a figure (计算方法)."""

    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"
    SUM = "sum"
    LATEST = "latest"
    RATIO = "ratio"
    AVERAGE = "average"
    DERIVED = "derived"
    MEETS = "meets"
    NAMED = "named"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "count": "记录数",
            "count_distinct": "不重复个数",
            "sum": "合计",
            "latest": "最新数",
            "ratio": "比率",
            "average": "平均数",
            "derived": "推算数",
            "meets": "达标个数",
            "named": "自定义算法",
        }[self.value]


ADDITIVE = frozenset(
    {MeasureKind.COUNT, MeasureKind.SUM, MeasureKind.COUNT_DISTINCT, MeasureKind.LATEST}
)
"""Operations whose results may be the parts of others: those of several divisions add up."""


class KeyScope(StrEnum):
    """Where one key names one thing (区分范围)."""

    EVERYWHERE = "everywhere"
    """The same key in two divisions is the same thing."""
    DIVISION = "division"
    """It is two: a household's name, a number that each village gives afresh."""


@frozen
class Measure:
    """How an indicator is counted from records of a kind, or worked out from others (计算方法).

    Args:
        kind: The operation.
        records: Kind of the records, ``kind.field`` for rows.
        field: The number that is added, taken or averaged. “-” adds nothing to a sum, and leaves
            averages and ratios: it counts in neither part of them.
        where: Only records for which this holds.
        distinct: Fields that tell two counted things apart.
        key_scope: Whether one key in two divisions is one thing or two.
        by: Date or period field. What it dates after the day asked about does not exist; of the
            latest, it decides which record of a subject that is.
        within: Only records whose day in ``by`` lies within; one of which that cannot be told, for
            want of a day or because its period crosses the edge, may count.
        numerator: Upper part of a ratio.
        denominator: Lower part of a ratio; both are summed before they are divided.
        expression: What a derived indicator is worked out from.
        requirement: What is met or not.
        level: Of which level the divisions are counted that meet it; without a level and a cohort
            each is asked for itself: 1 or 0.
        cohort: Key of a cohort. Of a measure that asks a requirement, whose divisions or records
            are counted, instead of a level; of one that counts records, a cohort of divisions: only
            the records of these divisions and of what lies below them.
        name: Key of a measure that a plugin provides in Python.
    """

    kind: MeasureKind = attrs.field(metadata={"key": "do"})
    records: str = ""
    field: str | None = None
    where: Condition | None = None
    distinct: tuple[str, ...] = ()
    key_scope: KeyScope = KeyScope.EVERYWHERE
    by: str | None = None
    within: Window | None = None
    numerator: Measure | None = None
    denominator: Measure | None = None
    expression: Expression | None = None
    requirement: Requirement | None = None
    level: Level | None = None
    cohort: str | None = None
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        check_measure(self)

    @property
    def counts_records(self) -> bool:
        """Whether it counts records itself, and is not made from other measures."""
        return self.kind not in _FROM_OTHERS

    @property
    def counted(self) -> bool:
        """Whether it rests on records, its own or those of its parts, not on other indicators."""
        return self.kind not in (MeasureKind.DERIVED, MeasureKind.MEETS)

    @property
    def parts(self) -> tuple[Measure, ...]:
        """The measures that it is made from."""
        return tuple(each for each in (self.numerator, self.denominator) if each is not None)


_FROM_OTHERS = frozenset(
    {MeasureKind.RATIO, MeasureKind.DERIVED, MeasureKind.MEETS, MeasureKind.NAMED}
)


def check_measure(measure: Measure) -> None:
    """Refuse a measure that lacks a part of its kind, or has one of another.

    Raises:
        DefinitionError: It does; carries what to write instead in Chinese.
    """
    kind = measure.kind
    _goes_with(
        kind is MeasureKind.RATIO,
        (len(measure.parts) == 2, bool(measure.parts)),
        (
            "a ratio, and only a ratio, has a numerator and a denominator",
            "比率（ratio）须有 numerator 和 denominator，其他方法不能有",
            '例：do = "ratio", numerator = {…}, denominator = {…}',
        ),
    )
    _goes_with(
        kind is MeasureKind.NAMED,
        (measure.name is not None, measure.name is not None),
        (
            "a named measure, and only it, has a name",
            "named 须写 name（插件用 Python 提供的算法），其他方法不能写",
            '例：do = "named", name = "mean_income_growth"',
        ),
    )
    _goes_with(
        kind is MeasureKind.DERIVED,
        (measure.expression is not None, measure.expression is not None),
        (
            "a derived measure, and only it, has an expression",
            "derived 须写 expression（算式），其他方法不能写",
            '例：do = "derived", expression = { difference = ["households", "households_out"] }',
        ),
    )
    asks = measure.requirement is not None
    _goes_with(
        kind is MeasureKind.MEETS,
        (asks, asks or measure.level is not None),
        (
            "meets, and only it, has a requirement, and maybe a level",
            "meets 须写 requirement（达标条件），其他方法不能写 requirement、level",
            '例：do = "meets", level = "county", requirement = { any = […] }',
        ),
    )
    _check_cohort(measure)
    if measure.level is not None and measure.cohort is not None:
        raise DefinitionError(
            "divisions are counted by level or by cohort, not both",
            "level 和 cohort 只能写一个",
            "数某一级的所有地区写 level，数一批对象写 cohort",
        )
    _goes_with(
        measure.counts_records,
        (bool(measure.records), bool(measure.records)),
        (
            f"measure {kind.value}: which records it counts is missing or too much",
            "除 ratio、derived、meets、named 外都要写 records（记录类型），这几种不能写",
            '例：records = "team_workplan"',
        ),
    )
    _goes_with(
        kind in (MeasureKind.SUM, MeasureKind.LATEST, MeasureKind.AVERAGE),
        (measure.field is not None, measure.field is not None),
        (
            f"measure {kind.value}: field is missing or too much",
            "sum、latest、average 须写 field（哪个数），其他方法不能写",
            "sum、latest、average 写 field，其余不写",
        ),
    )
    _goes_with(
        kind is MeasureKind.COUNT_DISTINCT,
        (
            bool(measure.distinct),
            bool(measure.distinct) or measure.key_scope is not KeyScope.EVERYWHERE,
        ),
        (
            "count_distinct, and only it, names the fields that tell things apart",
            "count_distinct 须写 distinct（区分字段），其他方法不能写 distinct、key_scope",
            '例：distinct = ["name", "phone"]',
        ),
    )
    _check_days(measure)
    if any(part.kind not in ADDITIVE for part in measure.parts):
        raise DefinitionError(
            "the parts of a ratio are counts, sums or latest figures",
            "比率的分子、分母只能是 count、count_distinct、sum 或 latest",
            "把分子、分母改成可相加的数",
        )


def _check_cohort(measure: Measure) -> None:
    if measure.cohort is None or measure.kind is MeasureKind.MEETS:
        return
    if not measure.counts_records:
        raise DefinitionError(
            f"measure {measure.kind.value} is not limited to a cohort, its parts are",
            f"{measure.kind.value} 不能写 cohort",
            "ratio 写在 numerator、denominator 里；derived 另写一个限定了 cohort 的指标",
        )
    if measure.kind is MeasureKind.COUNT_DISTINCT and measure.key_scope is KeyScope.EVERYWHERE:
        raise DefinitionError(
            "what is told apart across divisions cannot be limited to some of them",
            "各地之间去重的 count_distinct 不能写 cohort",
            '写 key_scope = "division"（各地分别区分），或用片区（--group）查看',
        )


def _check_days(measure: Measure) -> None:
    if measure.kind is MeasureKind.LATEST and measure.by is None:
        raise DefinitionError(
            "latest names the date field that decides",
            "latest 须写 by（日期字段）",
            '例：by = "reported_on"',
        )
    if measure.within is not None and measure.by is None:
        raise DefinitionError(
            "a window needs the field of the day",
            "写了 within（统计期），还须写 by（凭哪个日期）",
            '例：by = "held_on", within = 2018',
        )
    if measure.by is not None and not measure.counts_records:
        raise DefinitionError(
            "by is for measures that count records",
            f"{measure.kind.value} 不能写 by、within",
            "写在它的各部分里",
        )


def _goes_with(belongs: bool, there: tuple[bool, bool], words: tuple[str, str, str]) -> None:  # noqa: FBT001
    """A kind has all that belongs to it, another kind nothing of it."""
    complete, any_of_it = there
    if not complete if belongs else any_of_it:
        raise DefinitionError(*words)


@frozen
class PythonMeasure:
    """A measure that ends in Python, where the closed set does not reach (自定义算法).

    It names closed parts and finishes them by a pure function; it never sees a record, so every
    engine, every level and every explanation works with it.

    Args:
        key: Name by which indicators call it.
        label: Its formula in Chinese.
        parts: Counts and sums.
        finish: The possible values of the parts, in order, to the possible values of the whole;
            None for no data.
    """

    key: str
    label: str
    parts: tuple[Measure, ...]
    finish: Callable[[tuple[Interval | None, ...]], Interval | None]

    def __attrs_post_init__(self) -> None:
        if not self.parts or any(part.kind not in ADDITIVE for part in self.parts):
            raise DefinitionError(
                f"python measure {self.key!r} needs parts, each a count or a sum",
                f"自定义算法“{self.key}”须有 parts，且只能是 count、count_distinct、sum 或 latest",
                "把各部分写成可相加的数",
            )
