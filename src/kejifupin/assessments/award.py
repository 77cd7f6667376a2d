"""Awards as they stand on a day: who is proposed, made public, confirmed, taken back, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final, overload

import attrs
from attrs import frozen

from kejifupin.assessments.assessment import Assessment
from kejifupin.assessments.award_events import AwardEvent, AwardEventKind
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.errors import UnknownNameError
from kejifupin.terms import looks
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issues
from kejifupin.terms.shown import Disclosing
from kejifupin.terms.views import Cell, Marked, Table, View, count_marks
from kejifupin.terms.working_days import TermEnd


class AwardState(StrEnum):
    """Where a candidate stands (评奖状态)."""

    PROPOSED = "proposed"
    ON_NOTICE = "on_notice"
    OBJECTED = "objected"
    CLEAR = "clear"
    """The notice is over, and no objection is open."""
    CONFIRMED = "confirmed"
    UNDECIDED = "undecided"
    """Scores that are not exact, or one score where the places end."""
    UNFUNDED = "unfunded"
    """The money is used up."""
    NOT_CHOSEN = "not_chosen"
    NOT_ELIGIBLE = "not_eligible"
    REJECTED = "rejected"
    """The review or an objection found against it."""
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]

    @property
    def look(self) -> looks.Look:
        """Its colour and its sign."""
        return _LOOKS[self]

    @property
    def is_in(self) -> bool:
        """Whether it has a place."""
        return self in _IN


_LABELS = {
    AwardState.PROPOSED: "拟奖",
    AwardState.ON_NOTICE: "公示中",
    AwardState.OBJECTED: "有异议",
    AwardState.CLEAR: "公示无异议",
    AwardState.CONFIRMED: "已确定",
    AwardState.UNDECIDED: "待核实",
    AwardState.UNFUNDED: "经费用完",
    AwardState.NOT_CHOSEN: "未入选",
    AwardState.NOT_ELIGIBLE: "不符合条件",
    AwardState.REJECTED: "未通过",
    AwardState.WITHDRAWN: "已撤销",
}
_LOOKS: Final = {
    AwardState.PROPOSED: looks.ON_THE_WAY,
    AwardState.ON_NOTICE: looks.ON_THE_WAY,
    AwardState.OBJECTED: looks.CAREFUL,
    AwardState.CLEAR: looks.DONE,
    AwardState.CONFIRMED: looks.DONE,
    AwardState.UNDECIDED: looks.UNSURE,
    AwardState.UNFUNDED: looks.NOTHING,
    AwardState.NOT_CHOSEN: looks.NOTHING,
    AwardState.NOT_ELIGIBLE: looks.NOTHING,
    AwardState.REJECTED: looks.FAILED,
    AwardState.WITHDRAWN: looks.FAILED,
}
_IN = frozenset(
    {
        AwardState.PROPOSED,
        AwardState.ON_NOTICE,
        AwardState.OBJECTED,
        AwardState.CLEAR,
        AwardState.CONFIRMED,
    }
)


@frozen
class Award:
    """How one candidate for an award stands (奖补).

    Args:
        scheme: The rules.
        assessment: How it was assessed.
        state: Where it stands.
        reasons: Why, in Chinese.
        amount: What it gets, in the scheme's unit; None for no money, or while that is open.
        moved_up: Whether it has the place of one that was taken out.
        noticed_on: The day on which its name was made public.
        notice_end: The last day of the notice.
        events: What happened on the way, in order.
    """

    scheme: AwardScheme = attrs.field(repr=lambda scheme: repr(scheme.key))
    assessment: Assessment = attrs.field(repr=lambda each: repr(each.subject.key))
    state: AwardState
    reasons: tuple[str, ...] = ()
    amount: Number | None = None
    moved_up: bool = False
    noticed_on: date | None = None
    notice_end: TermEnd | None = None
    events: tuple[AwardEvent, ...] = attrs.field(default=(), repr=False)

    @property
    def subject(self) -> str:
        """Key of the candidate."""
        return self.assessment.subject.key

    @property
    def recommended(self) -> str | None:
        """What became of a recommendation to a body outside; None where there was none."""
        kinds = (AwardEventKind.RECOMMENDED, AwardEventKind.OUTCOME)
        found = [each for each in self.events if each.kind in kinds]
        if not found:
            return None
        last = found[-1]
        body = self.scheme.recommends_to or "上级"
        if last.kind is AwardEventKind.OUTCOME:
            return f"{body}：{last.reason or '有结果'}"
        return f"已推荐{body}"

    def text(self) -> str:
        """Where it stands, in Chinese."""
        told = [self.state.label, *(("递补",) if self.moved_up and self.state.is_in else ())]
        if self.state is AwardState.ON_NOTICE and self.notice_end is not None:
            told.append(f"公示至{chinese_date(self.notice_end.day)}")
        told += [*self.reasons, *((self.recommended,) if self.recommended else ())]
        return "；".join(told)


def _as_tuple(items: Iterable[Award]) -> tuple[Award, ...]:
    return tuple(items)


@frozen(repr=False)
class Awards(Disclosing, Sequence[Award]):
    """The candidates of an award as they stand on a day, those with a place first (评奖结果)."""

    items: tuple[Award, ...] = attrs.field(default=(), converter=_as_tuple)
    issues: Issues = attrs.field(default=Issues(), eq=False)
    column_types: ClassVar[Mapping[str, str]] = {
        "amount": "whole",
        "moved_up": "flag",
        "notice_end": "day",
    }

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Award]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Award: ...
    @overload
    def __getitem__(self, index: slice) -> Awards: ...
    def __getitem__(self, index: int | slice) -> Award | Awards:
        if isinstance(index, slice):
            return Awards(self.items[index], self.issues)
        return self.items[index]

    def get(self, subject: str) -> Award:
        """How a candidate stands.

        Raises:
            UnknownNameError: No such candidate.
        """
        for each in self.items:
            if each.subject == subject:
                return each
        raise UnknownNameError("candidate", subject)

    def where(self, *states: AwardState | str) -> Awards:
        """Those that stand in one of some states."""
        wanted = {AwardState(each) for each in states}
        return Awards((each for each in self.items if each.state in wanted), self.issues)

    @property
    def winners(self) -> Awards:
        """Those that have a place."""
        return Awards((each for each in self.items if each.state.is_in), self.issues)

    def columns(self, disclosure: Disclosure = CLOSED) -> Mapping[str, tuple[object, ...]]:
        """The awards as columns, for any data frame library."""
        rows = self.items
        return {
            "award": tuple(each.scheme.key for each in rows),
            "subject": tuple(each.subject for each in rows),
            "subject_name": tuple(each.assessment.subject.shown(disclosure) for each in rows),
            "division": tuple(each.assessment.subject.division for each in rows),
            "state": tuple(each.state.value for each in rows),
            "amount": tuple(each.amount for each in rows),
            "moved_up": tuple(each.moved_up for each in rows),
            "notice_end": tuple(each.notice_end.day if each.notice_end else None for each in rows),
            "reasons": tuple("；".join(each.reasons) for each in rows),
        }

    def table(self) -> Table:
        """The candidates as a table to be shown."""
        header = ("参评对象", "得分", "名次", "状态", "奖补", "说明")
        return Table(header, self.items, _cells, numbers=("得分", "奖补"))

    def view(self) -> View:
        """The candidates with how many stand how."""
        title = f"参评对象{len(self)}个，入选{len(self.winners)}个"
        order = {state: at for at, state in enumerate(AwardState)}
        states = sorted((each.state for each in self.items), key=order.__getitem__)
        marks = count_marks(Marked(each.label, each.look) for each in states)
        return View(title, marks, tables=(self.table(),))


def _cells(award: Award) -> tuple[Cell, ...]:
    scheme, told = award.scheme, award.text()
    return (
        award.assessment.subject.shown(),
        award.assessment.marks.text(),
        award.assessment.rank.text(),
        Marked(award.state.label, award.state.look),
        "" if award.amount is None else f"{format_number(award.amount)}{scheme.unit}",
        told.removeprefix(award.state.label).removeprefix("；"),
    )
