"""What stands in a cell, read as what its field holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from attrs import define, field

from kejifupin.forms.blanks import BLANKS, NONE_WORDS, SAME_AS, is_prompt
from kejifupin.forms.choice_values import read_choice_field
from kejifupin.forms.numbers import read_number
from kejifupin.forms.telling import Teller
from kejifupin.office.grid import Cell
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.divisions import Level, Resolution
from kejifupin.terms.issues import Severity
from kejifupin.terms.periods import DateReading, Period, PeriodReading, read_date, read_period
from kejifupin.terms.quantities import NONE_OF_ITEM
from kejifupin.terms.text import clean, without_unseen

CODES: Mapping[str, str] = MappingProxyType(
    {
        "value.date": "读不出日期",
        "value.date_not_exact": "只写到年或月，没有写明哪一天",
        "value.phone": "电话号码的位数或写法不像电话",
        "value.ditto": "写的是“同上”之类",
        "value.division_unknown": "区划表中没有这个地区，或不在本方案范围内",
        "value.division_ambiguous": "这个名称可以指几个地区",
        "value.division_noted": "地区名称与区划表不尽相同，按最接近的取",
        "period.reversed": "起止时间颠倒，结束早于开始",
        "period.unread": "读不出起止时间",
    }
)

_DAYS_KEPT = 8192
_BLANK_DATE = re.compile(r"[\s_＿年月日至到—–\-~～（）()]*")
_DATE_LIKE = re.compile(r"[\d\s年月日号./\-—–~～至到〇零一二三四五六七八九十]+")
# Excel turns 2017年12月 into the first of the month, and shows the month.
_MONTH = re.compile(r"\d{4}年\d{1,2}月")
# Year, month and day in an unusual writing.
_PARTED = re.compile(r"(\d{4})(?:[、,，]\s*|\s+)(\d{1,2})(?:[、,，]\s*|\s+)(\d{1,2})日?")
_SHORT_YEAR = re.compile(r"(\d{2})[./-](\d{1,2})[./-](\d{1,2})日?")
_PHONE = re.compile(
    r"(?:(?:\+|00)?86-?)?1[3-9]\d{9}|(?:0\d{2,3}[1-9]|[2-9])\d{6,7}(?:转\d{1,5})?|[48]00\d{7}"
)
_COUNTY = re.compile(r"[^镇乡村屯组街道号]{1,12}?[县市区旗]")
# Two numbers may stand apart by a space alone, if each is whole; 138 0000 2042 is one.
_WHOLE_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}[-—－]?[1-9]\d{6,7}")
_WHOSE = re.compile(
    r"^(?:联系)?(?:电话|手机|座机|固话|办公室?|家)[号码]*[:：]?|[（(][^（）()\d]{1,8}[）)]$"
)
_BETWEEN_DIGITS = re.compile(r"[\s()（）]")
_DASHES = re.compile("[-—－]")
_EXTENSION = re.compile(r"(?<=\d{7})[-—－](?=\d{1,5}$)")
_PHONES_APART = re.compile(r"[、，,;；/／\n]+")


@define
class ValueReader:
    """Reads the values of one kind in one file (取值).

    Args:
        teller: Takes the issues.
        setting: The programme and its day.
        places: Place names already looked up, shared by the forms of a file.
    """

    teller: Teller
    setting: Setting
    places: dict[tuple[str, bool], Resolution] = field(factory=dict)

    def read(self, target: Field, cell: Cell, unit: str | None = None) -> FieldValue:
        """The value of a field that has a single cell.

        Args:
            target: The field; ticked choices are read by `read_choice_field`.
            cell: Where it stands.
            unit: The unit that the form states beside it, for a number.
        """
        if cell.issue_code is not None:
            found = self.teller.about_cell(target, cell)
            if found is not None and found.severity is Severity.ERROR:
                return Unread(cell.text) if cell.text else None
        text = cell.text.strip(BLANKS)
        if is_prompt(text):
            return None
        if text in SAME_AS:
            self.teller.wrong(
                "value.ditto",
                target,
                cell,
                message=f"写的是“{text}”，看不出是指哪一格的内容",
                remedy="写出具体内容",
            )
            return Unread(text)
        if target.type is FieldType.NUMBER:
            if not text and cell.number is None:
                return None
            return read_number(target, cell, self.teller, unit)
        if not text:
            return None
        match target.type:
            case FieldType.TEXT:
                return without_unseen(cell.text).strip()
            case FieldType.DIVISION:
                return self.division(target, cell)
            case FieldType.CHOICE | FieldType.CHOICES:
                return read_choice_field(target, cell, self.teller)[0]
        if text in NONE_WORDS:
            return NONE_OF_ITEM
        match target.type:
            case FieldType.PHONE:
                return self._phone(target, cell)
            case FieldType.DATE:
                return self._date(target, cell)
            case FieldType.WHEN:
                return self._when(target, cell)
            case FieldType.PERIOD:
                return self._period(target, cell)
        return text

    def division(self, target: Field, cell: Cell, *, organisation: bool = False) -> DivisionName:
        """The division that a text names, or that an organisation's name begins with."""
        found = self._resolved(cell.text, organisation=organisation)
        if found.division is not None and not _stops_above_a_county(found):
            if found.note:
                self.teller.doubt(
                    "value.division_noted",
                    target,
                    cell,
                    message=f"：{found.note}",
                    severity=Severity.INFO,
                )
            return DivisionName(cell.text.strip(), found.code)
        named = "、".join(f"{each.name}（{each.code}）" for each in found.candidates)
        several = len(found.candidates) > 1 and "可以指" in (found.note or "")
        if organisation:
            remedy = "写明单位所在地区，如 镇赉县科协"
        else:
            remedy = "写全地区名称，如 白城市镇赉县，或写行政区划代码"
        self.teller.wrong(
            "value.division_ambiguous" if several else "value.division_unknown",
            target,
            cell,
            message=f"不能确定是哪里：{found.note or '没有写明地区'}"
            + (f"；可能是：{named}" if named and found.division is None else ""),
            remedy=remedy,
        )
        return DivisionName(cell.text.strip())

    def _resolved(self, text: str, *, organisation: bool) -> Resolution:
        key = (text, organisation)
        if key not in self.places:
            text = clean(text)
            divisions, day = self.setting.divisions, self.setting.as_of
            scope = self.setting.scope
            within = scope if divisions.find(scope, day) is not None else None
            if organisation:
                self.places[key] = divisions.resolve_organisation(text, day, within=within)
            else:
                self.places[key] = divisions.resolve(text, day, within=within)
        return self.places[key]

    def _phone(self, target: Field, cell: Cell) -> str:
        text = clean(cell.text)
        if not _PHONE.fullmatch(text) and not all(
            _is_phone(part) for part in _PHONES_APART.split(text) if part.strip()
        ):
            self.teller.doubt(
                "value.phone",
                target,
                cell,
                message="的位数或写法不像电话号码",
                remedy="手机填11位数字，座机带区号，如 0431-12345678",
            )
        return text

    def _date(self, target: Field, cell: Cell) -> FieldValue:
        if cell.date is not None and not _MONTH.fullmatch(cell.text):
            return cell.date
        if _BLANK_DATE.fullmatch(cell.text):
            return None
        found = _day(cell.text, self._season)
        if found is not None and found.exact:
            return found.start
        if found is None and _span(cell.text, self._season) is None:
            code, message = "value.date", "读不出日期，或没有写年份"
        else:
            code, message = "value.date_not_exact", "没有写明是哪一天"
        self.teller.wrong(
            code, target, cell, message=message, remedy="按 2017年11月30日 的样子写全年月日"
        )
        return Unread(cell.text)

    def _when(self, target: Field, cell: Cell) -> FieldValue:
        """A day, a period, or words such as 春节前, which stay as they are."""
        if cell.date is not None and not _MONTH.fullmatch(cell.text):
            return cell.date
        text = cell.text.strip()
        if _BLANK_DATE.fullmatch(text):
            return None
        if found := _day(text, self._season):
            return found.start if found.exact else Period(found.start, found.end)
        if span := _span(text, self._season):
            return span.period or self._reversed(target, cell)
        if any(map(str.isdigit, text)) and _DATE_LIKE.fullmatch(text):
            self.teller.wrong(
                "value.date",
                target,
                cell,
                message="读不出日期，或不能断定是哪一年",
                remedy="写全年月日，如 2017年12月5日 或 2017年12月5日至8日",
            )
            return Unread(text)
        return text

    def _period(self, target: Field, cell: Cell) -> FieldValue:
        if cell.date is not None and not _MONTH.fullmatch(cell.text):
            return Period(cell.date, cell.date)
        text = cell.text.strip()
        if _BLANK_DATE.fullmatch(text):
            return None
        found = _span(text, self._season)
        if found is not None:
            return found.period or self._reversed(target, cell)
        self.teller.wrong(
            "period.unread",
            target,
            cell,
            message="读不出起止时间",
            remedy="按 2017年12月—2018年4月 的样子写",
        )
        return Unread(text)

    def _reversed(self, target: Field, cell: Cell) -> Unread:
        self.teller.doubt(
            "period.reversed",
            target,
            cell,
            message="的结束时间早于开始时间",
            remedy="核对起止的年月，按 2017年12月—2018年4月 的样子写",
        )
        return Unread(cell.text.strip())

    @property
    def _season(self) -> Period:
        return self.setting.definition.period


def _is_phone(text: str) -> bool:
    """Whether a text is a phone number, with the words that people put around it."""
    bare = _EXTENSION.sub("转", _BETWEEN_DIGITS.sub("", _WHOSE.sub("", text.strip())))
    if _PHONE.fullmatch(_DASHES.sub("", bare)):
        return True
    numbers = text.split()
    return len(numbers) > 1 and all(map(_WHOLE_PHONE.fullmatch, numbers))


def _stops_above_a_county(found: Resolution) -> bool:
    """Whether a county was named that is not in the table, so that only what is above is known."""
    place = found.division
    above = place is not None and place.level.rank < Level.COUNTY.rank
    return above and _COUNTY.match(found.rest or "") is not None


@lru_cache(maxsize=_DAYS_KEPT)
def _day(text: str, season: Period) -> DateReading | None:
    """A date, kept because the rows of a ledger and the forms of a county repeat it.

    17.12.5 and 2017、12、5 are read where they name a day of the season and nothing else can.
    """
    found = read_date(text, within=season)
    written = None if found is not None else clean(text)
    if written is None:
        return found
    if parts := _PARTED.fullmatch(written):
        return read_date("-".join(parts.groups()))
    if parts := _SHORT_YEAR.fullmatch(written):
        found = read_date("20" + "-".join(parts.groups()))
    within = found is not None and season.start <= found.start and found.end <= season.end
    return found if within else None


@lru_cache(maxsize=_DAYS_KEPT)
def _span(text: str, season: Period) -> PeriodReading | None:
    return read_period(text, within=season)
