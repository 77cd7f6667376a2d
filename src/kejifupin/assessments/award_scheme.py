"""Awards as rules: who may be commended, how many, with what, and after which notice."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level
from kejifupin.terms.working_days import DayKind


class EdgeTies(StrEnum):
    """What becomes of those with one score where the places end (末位同分)."""

    REVIEW = "review"
    """People decide: none of them is in before."""
    ALL = "all"
    """All of them are in, although this is more than there are places."""


class Unproven(StrEnum):
    """What becomes of points that are not known (得分待核实的).

    What nobody reported may be anything, and so may the score that rests on it.
    """

    WAIT = "wait"
    """Nothing that hangs on them is decided."""
    LOWEST = "lowest"
    """What is not proven earns nothing: the lowest score that is possible counts."""


class Sharing(StrEnum):
    """How the money of an award is divided (奖补资金分配)."""

    EQUALLY = "equally"
    BY_SCORE = "by_score"


@frozen
class NoticeTerm:
    """How long the names are made public before they are final (公示期).

    Args:
        days: How many days, the day of publication not counted.
        kind: Calendar days or working days.
    """

    days: int
    kind: DayKind = DayKind.WORKING

    def __attrs_post_init__(self) -> None:
        if self.days < 1:
            raise DefinitionError(
                f"a notice has at least one day, not {self.days}",
                f"公示期至少1天，现为{self.days}",
                '例：notice = { days = 5, kind = "working" }',
                "days",
            )

    @classmethod
    def from_shorthand(cls, days: int) -> NoticeTerm:
        """``notice = 5``: five working days."""
        return cls(days)

    def text(self) -> str:
        """The term in Chinese.

        >>> NoticeTerm(5).text(), NoticeTerm(7, DayKind.CALENDAR).text()
        ('5个工作日', '7天')
        """
        return f"{self.days}{self.kind.label}"


@frozen
class AwardScheme:
    """By which rules an award is given (评奖办法).

    Args:
        key: Key of the award.
        label: What it is called, e.g. ``先进单位``.
        assessment: Key of the assessment scheme whose subjects are the candidates.
        citation: The clause.
        kind: What is given, in the words of the document: 以奖代补, 前资助, 后补助, 表彰.
        grades: Keys of the grades of which one is needed; any by default.
        minimum_score: The least score.
        best: The last rank, among those ranked together, that is eligible.
        cohort: Key of a cohort of divisions; only they are eligible.
        nominated: Whether only those are candidates who were nominated.
        quota: How many are given in all.
        quota_share: How many of a hundred of those assessed, rounded down.
        area: Level of the areas that have a quota of their own.
        area_quota: How many are given in each such area.
        edge_ties: What becomes of those with one score where the places end.
        unproven: What becomes of points that are not known.
        excludes_winners_of: Who was given it within so many years before is not eligible.
        bars_for: For so many years after it was withdrawn nobody gets it again.
        amount: What each gets, in ``unit``.
        amounts: Key of a grade → what each of that grade gets.
        pool: The most that is given in all; with ``sharing``, what is divided.
        sharing: How the pool is divided; by default each gets the amount, in order of rank, until
            the pool is used up.
        unit: Unit of the money.
        decimals: To how many decimals a divided pool is paid out.
        notice: How long the names are made public; they are not by default.
        recommends_to: The body outside to which winners may be recommended.

    Raises:
        DefinitionError: Rules that contradict each other.
    """

    key: str
    label: str
    assessment: str
    citation: Citation
    kind: str = "表彰"
    grades: tuple[str, ...] = ()
    minimum_score: Number | None = None
    best: int | None = None
    cohort: str | None = None
    nominated: bool = False
    quota: int | None = None
    quota_share: Number | None = None
    area: Level | None = None
    area_quota: int | None = None
    edge_ties: EdgeTies = EdgeTies.REVIEW
    unproven: Unproven = Unproven.WAIT
    excludes_winners_of: int = 0
    bars_for: int = 0
    amount: Number | None = None
    amounts: Mapping[str, Number] = attrs.field(factory=dict, hash=False)
    pool: Number | None = None
    sharing: Sharing | None = None
    unit: str = "万元"
    decimals: int = 2
    notice: NoticeTerm | None = None
    recommends_to: str | None = None

    def __attrs_post_init__(self) -> None:
        self._check_places()
        self._check_money()

    def _check_places(self) -> None:
        if self.quota is not None and self.quota_share is not None:
            self._refuse("quota", "写了 quota 又写了 quota_share", "只留一个")
        if (self.area is None) != (self.area_quota is None):
            remedy = '例：area = "prefecture", area_quota = 2'
            self._refuse("area", "area 和 area_quota 须同时写", remedy)
        if self.quota_share is not None and not 0 < self.quota_share <= 100:
            chinese = "quota_share 是百分之几，应在0到100之间"
            self._refuse("quota_share", chinese, "例：quota_share = 30")
        for key in ("quota", "area_quota", "best"):
            number = getattr(self, key)
            if number is not None and number < 1:
                self._refuse(key, f"{key} 至少是1，现为{number}", "不限名额就不写")
        for key in ("excludes_winners_of", "bars_for", "decimals"):
            if getattr(self, key) < 0:
                self._refuse(key, f"{key} 不能为负", "没有就不写")

    def _check_money(self) -> None:
        if self.amount is not None and self.amounts:
            remedy = "各等次不同的写 amounts，否则写 amount"
            self._refuse("amounts", "写了 amount 又写了 amounts", remedy)
        if self.sharing is not None and self.pool is None:
            self._refuse("sharing", "写了 sharing，没有写共有多少（pool）", "例：pool = 300")
        if self.sharing is not None and (self.amount is not None or self.amounts):
            self._refuse("sharing", "资金既按定额又按分配", "amount、amounts 与 sharing 只用一种")
        strange = [key for key in self.amounts if self.grades and key not in self.grades]
        if strange:
            chinese = f"等次“{strange[0]}”不在 grades 之中"
            self._refuse("amounts", chinese, "amounts 只写能得奖的等次")
        given = (self.amount, self.pool, *self.amounts.values())
        if any(each is not None and each <= 0 for each in given):
            self._refuse("amount", "奖补金额须大于0", "没有金额就不写")

    def _refuse(self, key: str, chinese: str, remedy: str) -> None:
        raise DefinitionError(
            f"award {self.key!r}: {key} does not fit", f"评奖“{self.key}”：{chinese}", remedy, key
        )

    def amount_for(self, grade: str | None) -> Number | None:
        """What a winner of a grade gets, where that does not rest on the others."""
        return self.amount if not self.amounts else self.amounts.get(grade or "")
