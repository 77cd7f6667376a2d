"""Registers of awards: what happened on the way (评奖记录.csv), past winners (历年获奖.csv)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.award_events import AwardEvent, AwardEventKind, PastAward
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.subjects import Subject
from kejifupin.exchange.csv_tables import Column, CsvRow
from kejifupin.exchange.given_tables import read_register_rows
from kejifupin.exchange.register_rows import RegisterRows
from kejifupin.records.identities import spelling_key
from kejifupin.records.setting import Setting
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.text import clean, nearest

CODES: Mapping[str, str] = {
    "award_event.no_date": "评奖记录的日期看不懂",
    "award_event.kind": "评奖记录的事项看不懂",
    "award_event.award": "评奖记录的奖项不能确定",
    "award_event.subject": "评奖记录的对象没有参评，或不能确定是哪一个",
    "award_event.number": "评奖记录的序号不是整数，或用了两次",
    "award_event.undoes": "评奖记录要更正的序号没有写，或没有这个序号",
    "past_award.year": "历年获奖的年度看不懂",
    "past_award.award": "历年获奖的奖项不是本方案的",
    "past_award.subject": "历年获奖的对象不在这次的考核对象里",
}

_EVENTS = (
    Column("number", ("序号", "编号"), required=False),
    Column("on", ("日期", "时间")),
    Column("award", ("奖项", "评奖"), required=False),
    Column("subject", ("对象", "单位", "参评对象", "名称")),
    Column("kind", ("事项", "办理情况")),
    Column("reason", ("原因", "说明", "结果"), required=False),
    Column("by", ("经办人", "经办"), required=False),
    Column("undoes", ("更正序号", "更正第几号"), required=False),
)
_PAST = (
    Column("year", ("年度", "年份")),
    Column("award", ("奖项", "评奖")),
    Column("subject", ("对象", "单位", "获奖对象", "名称")),
    Column("outcome", ("结果", "状态"), required=False),
)
_WORDS: Mapping[AwardEventKind, tuple[str, ...]] = {
    AwardEventKind.NOMINATED: ("推荐", "推荐参评", "申报"),
    AwardEventKind.PASSED: ("评审通过", "通过"),
    AwardEventKind.FAILED: ("评审不通过", "不通过", "未通过"),
    AwardEventKind.NOTICED: ("公示", "开始公示"),
    AwardEventKind.OBJECTED: ("提出异议", "异议"),
    AwardEventKind.UPHELD: ("异议成立",),
    AwardEventKind.DISMISSED: ("异议不成立",),
    AwardEventKind.CONFIRMED: ("确定", "授予", "表彰"),
    AwardEventKind.WITHDRAWN: ("撤销奖励", "撤销", "取消奖励"),
    AwardEventKind.RECOMMENDED: ("推荐上报", "推荐上级"),
    AwardEventKind.OUTCOME: ("上级结果",),
    AwardEventKind.UNDONE: ("更正", "作废"),
}
_WITHDRAWN = ("撤销", "撤销奖励", "取消")


def read_award_events(
    data: bytes,
    name: str,
    awards: Mapping[str, AwardScheme],
    assessments: Mapping[str, Assessments],
    setting: Setting,
) -> tuple[tuple[AwardEvent, ...], tuple[Issue, ...]]:
    """The events of a register, in the order of its lines; that order decides nothing.

    Args:
        data: The file: CSV, or a workbook with the same columns.
        name: Its name, for issues.
        awards: The award schemes by key.
        assessments: Key of an award → the results that its candidates come from.
        setting: The programme and its day.

    Returns:
        The events, and an issue for every row that cannot be understood; all others stand.
    """
    rows, issues = read_register_rows(data, name, columns=_EVENTS)
    rows_read = RegisterRows(name, "award_event", _WORDS, setting.definition.period)
    reading = _Reading(rows_read, awards, assessments)
    found = [event for row in rows if (event := reading.event(row)) is not None]
    numbers = {each.number for each in found}
    for each, row in zip(found, reading.lines, strict=True):
        if each.kind is AwardEventKind.UNDONE and each.undoes not in numbers:
            message = f"要更正的序号{each.undoes or ''}没有"
            rows_read.tell(row, "undoes", message, "在“更正序号”写要更正的那一行的序号")
    return tuple(found), (*issues, *rows_read.issues)


def read_past_awards(
    data: bytes,
    name: str,
    awards: Mapping[str, AwardScheme],
    assessments: Mapping[str, Assessments],
    setting: Setting,
) -> tuple[tuple[PastAward, ...], tuple[Issue, ...]]:
    """The awards of earlier years, each led to who of this year's candidates had it.

    A division may stand there by a short name, or by the one that it had then.

    Args:
        data: The file: CSV, or a workbook with the same columns.
        name: Its name, for issues.
        awards: The award schemes by key.
        assessments: Key of an award → the results that its candidates come from.
        setting: The programme and its day.

    Returns:
        The awards, and an issue for every row that cannot be understood or that concerns nobody.
    """
    reading = _Past(name, awards, assessments, setting)
    rows, issues = read_register_rows(data, name, columns=_PAST)
    told, found = list(issues), []
    for row in rows:
        year = clean(row["year"]).removesuffix("年度").removesuffix("年")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            message = f"年度“{row['year']}”看不懂"
            told.append(
                Issue(
                    "past_award.year",
                    message,
                    Severity.ERROR,
                    row.place(name),
                    remedy="写四位年份，如 2016",
                )
            )
            continue
        withdrawn = clean(row["outcome"]) in _WITHDRAWN
        award, subject = reading.award(row), reading.subject(row)
        found.append(PastAward(award, subject, int(year), withdrawn))
    return tuple(found), (*told, *reading.issues)


@define
class _Past:
    """Rows of awards of earlier years, while they are led to this year's candidates."""

    name: str
    awards: Mapping[str, AwardScheme]
    assessments: Mapping[str, Assessments]
    setting: Setting
    issues: list[Issue] = field(factory=list)

    def award(self, row: CsvRow) -> str:
        """The key of the award that a row names, else its words."""
        key = _award_key(row["award"], self.awards)
        if key is None:
            listed = "、".join(each.label for each in self.awards.values())
            message = f"奖项“{row['award']}”不是本方案的，这一行没有用"
            self._tell(row, "award", message, f"本方案的奖项：{listed}；别的奖项不必理会")
        return row["award"] if key is None else key

    def subject(self, row: CsvRow) -> str:
        """The key of the candidate that a row names, else its words."""
        award, text = _award_key(row["award"], self.awards), row["subject"]
        if award is None or award not in self.assessments:
            return text
        subjects = [each.subject for each in self.assessments[award]]
        keys = _subject_keys(text, subjects)
        if not keys:
            found = self.setting.divisions.resolve(
                text, self.setting.as_of, within=self.setting.scope
            )
            code = None if found.division is None else found.division.code
            keys = [each.key for each in subjects if each.key == code]
        if len(keys) == 1:
            return keys[0]
        close = nearest(text, _open_names(each.shown() for each in subjects))
        if keys:
            message, remedy = f"对象名称有{len(keys)}个相同的，这一行没有用", "写代码"
        else:
            message = "获奖的不在这次的考核对象里，这一行没有用"
            remedy = f"是否应为“{close[0]}”？" if close else "今年不参评的不必理会"
        self._tell(row, "subject", message, remedy, surely=bool(keys or close))
        return text

    def _tell(
        self, row: CsvRow, code: str, message: str, remedy: str, *, surely: bool = True
    ) -> None:
        severity = Severity.WARNING if surely else Severity.INFO
        place = row.place(self.name)
        self.issues.append(Issue(f"past_award.{code}", message, severity, place, remedy=remedy))


def _award_key(text: str, awards: Mapping[str, AwardScheme]) -> str | None:
    word = clean(text)
    return next((key for key, each in awards.items() if word in (key, each.label)), None)


def _subject_keys(text: str, subjects: Iterable[Subject]) -> list[str]:
    """Keys of those whose key or name a text is."""
    wanted = spelling_key(text)
    return [each.key for each in subjects if wanted in (each.key, spelling_key(each.label))]


@define
class _Reading:
    rows: RegisterRows[AwardEventKind]
    awards: Mapping[str, AwardScheme]
    assessments: Mapping[str, Assessments]
    lines: list[CsvRow] = field(factory=list)

    def event(self, row: CsvRow) -> AwardEvent | None:
        """The event of a row, None where it cannot be understood."""
        rows = self.rows
        day, kind, award = rows.day(row), rows.kind(row), self._award(row)
        number, undoes = rows.number(row, "number"), rows.number(row, "undoes")
        if day is None or kind is None or award is None:
            return None
        subject = ""
        if kind is not AwardEventKind.UNDONE:
            known = self._subject(row, award)
            if known is None:
                return None
            subject = known
        number = rows.own_number(row, number)
        self.lines.append(row)
        return AwardEvent(
            kind, day, award, subject, row["reason"], row["by"], number=number, undoes=undoes
        )

    def _award(self, row: CsvRow) -> str | None:
        word = clean(row["award"])
        if not word and len(self.awards) == 1:
            return next(iter(self.awards))
        key = _award_key(word, self.awards)
        if key is not None:
            return key
        listed = "、".join(each.label for each in self.awards.values())
        self.rows.tell(row, "award", f"奖项“{row['award']}”不能确定", f"可写：{listed}")
        return None

    def _subject(self, row: CsvRow, award: str) -> str | None:
        subjects = [each.subject for each in self.assessments.get(award, ())]
        found = _subject_keys(row["subject"], subjects)
        if len(found) == 1:
            return found[0]
        close = nearest(row["subject"], _open_names(each.shown() for each in subjects))
        message = "对象没有参评" if not found else f"对象名称有{len(found)}个相同的"
        remedy = f"是否应为“{close[0]}”？" if close and not found else "写代码，或写全称"
        self.rows.tell(row, "subject", message, remedy)
        return None


def _open_names(names: Iterable[str]) -> list[str]:
    return [each for each in names if "*" not in each]
