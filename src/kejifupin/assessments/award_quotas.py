"""Next year's places by this year's result, in whole numbers that add up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import attrs
from attrs import frozen

from kejifupin.assessments.assessment import Assessment, Assessments
from kejifupin.assessments.award_scheme import Unproven
from kejifupin.assessments.proving import proven
from kejifupin.errors import DefinitionError
from kejifupin.terms.apportioning import Claim, divide
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.citations import Citation
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.shown import Disclosing
from kejifupin.terms.views import Cell, Table, View


@frozen
class AwardQuota:
    """How next year's places are divided by this year's result (奖补指标).

    Args:
        key: Key of the quota.
        label: What is divided, e.g. ``下年度奖补指标``.
        assessment: Key of the assessment scheme whose result decides.
        total: How many places there are.
        citation: The clause.
        weights: Key of a grade → its weight; grades that are not named get nothing. Without any,
            the weight is the score.
        at_least: The least that each with a weight gets.
        at_most: The most that one gets.
        unproven: What becomes of points that are not known.
        unit: What is counted.
    """

    key: str
    label: str
    assessment: str
    total: int
    citation: Citation
    weights: Mapping[str, Number] = attrs.field(factory=dict, hash=False)
    at_least: int = 0
    at_most: int | None = None
    unproven: Unproven = Unproven.WAIT
    unit: str = "个"

    def __attrs_post_init__(self) -> None:
        if self.total < 1 or self.at_least < 0 or any(each < 0 for each in self.weights.values()):
            raise DefinitionError(
                f"quota {self.key!r}: numbers cannot be negative, and the total is at least 1",
                f"奖补指标“{self.key}”：总数至少是1，权数和下限不能为负",
                "例：total = 20, weights = { excellent = 3, good = 2 }",
            )
        if self.at_most is not None and self.at_most < max(1, self.at_least):
            raise DefinitionError(
                f"quota {self.key!r}: at_most is below at_least",
                f"奖补指标“{self.key}”：at_most 比 at_least 小",
                "例：at_least = 1, at_most = 5",
            )


@frozen
class QuotaPart:
    """The places of one (奖补指标数).

    Args:
        assessment: Its result.
        weight: Its weight.
        exact: What falls to it before rounding.
        places: Its places.
    """

    assessment: Assessment
    weight: Fraction
    exact: Fraction
    places: int


@frozen(repr=False)
class QuotaResult(Disclosing):
    """How the places are divided (奖补指标分配).

    Args:
        quota: The rule.
        parts: The parts, which add up to the total; empty while they cannot be worked out.
        reason: Why they cannot, in Chinese.
    """

    quota: AwardQuota
    parts: tuple[QuotaPart, ...] = ()
    reason: str = ""
    column_types: ClassVar[Mapping[str, str]] = {
        "weight": "decimal",
        "exact": "decimal",
        "places": "whole",
    }

    def columns(self, disclosure: Disclosure = CLOSED) -> Mapping[str, tuple[object, ...]]:
        """The parts as columns, for any data frame library."""
        rows = self.parts
        return {
            "quota": (self.quota.key,) * len(rows),
            "subject": tuple(each.assessment.subject.key for each in rows),
            "subject_name": tuple(each.assessment.subject.shown(disclosure) for each in rows),
            "division": tuple(each.assessment.subject.division for each in rows),
            "weight": tuple(_decimal(each.weight) for each in rows),
            "exact": tuple(_decimal(each.exact) for each in rows),
            "places": tuple(each.places for each in rows),
        }

    def view(self) -> View:
        """Who gets how many places, or why that cannot be worked out."""
        header = ("对象", "得分", "等次", "指标数")
        tables = (Table(header, self.parts, _cells, ("得分", "指标数")),) if self.parts else ()
        facts = (("未分配", self.reason),) if self.reason else ()
        title = f"{self.quota.label}共{self.quota.total}{self.quota.unit}"
        return View(title, facts=facts, tables=tables)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _cells(part: QuotaPart) -> tuple[Cell, ...]:
    told = part.assessment
    return told.subject.shown(), told.marks.text(), told.grade_text(), str(part.places)


def divide_quota(quota: AwardQuota, assessments: Assessments) -> QuotaResult:
    """Divide next year's places by this year's result.

    The largest remainders get what rounding leaves; a veto takes the weight away.

    Args:
        quota: The rule.
        assessments: This year's results; those of other schemes are left aside.
    """
    own = proven(assessments.where(scheme=quota.assessment), quota.unproven)
    weights = {each.subject.key: _weight(quota, each) for each in own}
    unsure = [each for each in own if weights[each.subject.key] is None]
    if unsure:
        names = "、".join(each.subject.shown() for each in unsure[:5])
        return QuotaResult(quota, (), f"{names}等{len(unsure)}个对象的结果待核实，还不能分配")
    claims = [
        Claim(key, weight, quota.at_least if weight else 0, quota.at_most if weight else 0)
        for key, weight in weights.items()
        if weight is not None
    ]
    portions = divide(quota.total, claims)
    if portions is None:
        return QuotaResult(quota, (), "总数与下限、上限不合，或没有一个对象有权数")
    return QuotaResult(
        quota,
        tuple(
            QuotaPart(
                each,
                weights[each.subject.key] or Fraction(0),
                portions[each.subject.key].exact,
                portions[each.subject.key].whole,
            )
            for each in own
        ),
    )


def _weight(quota: AwardQuota, assessment: Assessment) -> Fraction | None:
    if assessment.vetoed is not False:
        return Fraction(0) if assessment.vetoed else None
    if not quota.weights:
        return assessment.marks.low if assessment.marks.is_exact else None
    possible = {Fraction(quota.weights.get(each.key, 0)) for each in assessment.grades}
    if not possible:
        return Fraction(0)
    return possible.pop() if len(possible) == 1 else None
