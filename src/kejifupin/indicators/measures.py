"""What an indicator counts, from a closed set that every engine can carry out."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.conditions import Condition
from kejifupin.terms.intervals import Interval


class MeasureKind(StrEnum):
    """How records become a figure (计算方法)."""

    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"
    SUM = "sum"
    LATEST = "latest"
    RATIO = "ratio"
    AVERAGE = "average"
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
            "named": "自定义算法",
        }[self.value]


ADDITIVE = frozenset({MeasureKind.COUNT, MeasureKind.SUM, MeasureKind.COUNT_DISTINCT})
"""Operations whose results may be the parts of others."""


@frozen
class Measure:
    """How an indicator is counted from records of a kind (计算方法).

    Args:
        kind: The operation.
        records: Kind of the records, ``kind.field`` for rows.
        field: The number that is added, taken or averaged. “-” adds nothing to a sum, and leaves
            averages and ratios: it counts in neither part of them.
        where: Only records for which this holds.
        distinct: Fields that tell two counted things apart.
        by: Date field that decides which record of a subject is the latest; what is dated after
            the day asked about does not exist.
        numerator: Upper part of a ratio.
        denominator: Lower part of a ratio; both are summed before they are divided.
        name: Key of a measure that a plugin provides in Python.
    """

    kind: MeasureKind = attrs.field(metadata={"key": "do"})
    records: str = ""
    field: str | None = None
    where: Condition | None = None
    distinct: tuple[str, ...] = ()
    by: str | None = None
    numerator: Measure | None = None
    denominator: Measure | None = None
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        is_ratio = self.kind is MeasureKind.RATIO
        if is_ratio != (self.numerator is not None and self.denominator is not None):
            raise DefinitionError(
                "a ratio, and only a ratio, has a numerator and a denominator",
                "比率（ratio）须有 numerator 和 denominator，其他方法不能有",
                '例：do = "ratio", numerator = {…}, denominator = {…}',
            )
        is_named = self.kind is MeasureKind.NAMED
        if is_named != (self.name is not None):
            raise DefinitionError(
                "a named measure, and only it, has a name",
                "named 须写 name（插件用 Python 提供的算法），其他方法不能写",
                '例：do = "named", name = "mean_income_growth"',
            )
        if (is_ratio or is_named) == bool(self.records):
            raise DefinitionError(
                f"measure {self.kind.value}: which records it counts is missing or too much",
                "除 ratio 和 named 外都要写 records（记录类型），这两种不能写",
                '例：records = "team_workplan"',
            )
        needs_field = self.kind in (MeasureKind.SUM, MeasureKind.LATEST, MeasureKind.AVERAGE)
        if needs_field != (self.field is not None):
            raise DefinitionError(
                f"measure {self.kind.value}: field is missing or too much",
                f"“{self.kind.value}”{'须写' if needs_field else '不能写'} field",
                "sum、latest、average 写 field，其余不写",
            )
        if (self.kind is MeasureKind.COUNT_DISTINCT) != bool(self.distinct):
            raise DefinitionError(
                "count_distinct, and only it, names the fields that tell things apart",
                "count_distinct 须写 distinct（区分字段），其他方法不能写",
                '例：distinct = ["name", "phone"]',
            )
        if (self.kind is MeasureKind.LATEST) != (self.by is not None):
            raise DefinitionError(
                "latest, and only latest, names the date field that decides",
                "latest 须写 by（日期字段），其他方法不能写",
                '例：by = "reported_on"',
            )
        parts = (self.numerator, self.denominator)
        if any(part is not None and part.kind not in ADDITIVE for part in parts):
            raise DefinitionError(
                "the parts of a ratio are counts or sums",
                "比率的分子、分母只能是 count、count_distinct 或 sum",
                "把分子、分母改成可相加的数",
            )


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
                f"自定义算法“{self.key}”须有 parts，且只能是 count、count_distinct 或 sum",
                "把各部分写成可相加的数",
            )
