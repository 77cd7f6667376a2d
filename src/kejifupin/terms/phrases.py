"""Phrases about a number, taken apart: how it binds, its limits, its unit, and what else stands."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from kejifupin.terms.arithmetic import add, multiply, to_number
from kejifupin.terms.cardinals import Cardinal, last_place, scan_cardinal
from kejifupin.terms.intervals import Interval
from kejifupin.terms.senses import AFTER, BEFORE, Sense, joined
from kejifupin.terms.text import clean
from kejifupin.terms.units import Unit, find_part, find_unit, is_unit, match_unit


@frozen
class Phrase:
    """A number with the words around it (数量短语).

    Args:
        span: What the number words alone say.
        sense: How the other words bind it.
        unit: The unit as written, without 万 or 亿, which belong to the number.
        hint: The words beyond number and unit, as written.
        mark: 余, 多 or 来, if one stands at the number.
    """

    span: Interval
    sense: Sense = Sense.PLAIN
    unit: str | None = None
    hint: str | None = None
    mark: str | None = None

    @property
    def is_loose(self) -> bool:
        """Whether the number word itself is vague: 十余, 几十, 二十来."""
        return self.mark is not None or self.span.high_open

    def is_counted(self, *, default: bool) -> bool:
        """Whether the unit counts whole things; without a unit, what the caller says."""
        return find_unit(self.unit).is_counted if self.unit else default


_BEFORE, _AFTER = (re.compile("|".join(map(re.escape, words))) for words in (BEFORE, AFTER))
_VARIANTS = str.maketrans(dict.fromkeys("–—―─−~～〜∼", "-") | {"萬": "万", "億": "亿"})
_BLANKS = re.compile(r"(?<![0-9.,，])\s+|\s+(?![0-9.,，])")
_INCLUDED = re.compile(r"[（(]含(?:本数|本级)?[）)]")
_ASIDE = re.compile(r"(?P<bracket>[（(][^（）()]*[）)])$|[，,；;]?(?:其中|含|包括|包含|不含).+$")
_BETWEEN = re.compile("-{1,2}|[至到]")
_MONEY = re.compile("人民币|[¥￥]")
_REACHING = re.compile("[上过](?=[百千万亿])")
_MEAN = re.compile("人均|户均|亩均|村均|县均|年均|平均(?:每[人户亩村县年])?")
_EACH = re.compile("每(?P<unit>[人户亩村县斤年月天个])")
_NOUN = re.compile(
    "[^\\W0-9A-Za-z_零〇一二两三四五六七八九十百千万亿几数半余多约近超不无没未非"
    "以左右至到或和与及比第等的了年月日号时分秒元角]{1,12}"
)
_PART = re.compile(
    "[零又]?(?P<number>[0-9]{1,4}(?:\\.[0-9]{1,4})?|[零〇一二两三四五六七八九十百千]{1,7}?)"
    "(?P<unit>分|厘|毫|两|钱|角|毛|平方米|平米|亩|公斤|千克|市斤|斤|克|米|$)"
)
_NO_NOUN = frozenset({"年月", "时长", "岁", "比例", "百分点"})


def squeeze(text: str) -> str:
    """A text for the number grammar: one width, one dash, no blanks but between digits.

    >>> squeeze("　５ — 10 户。"), squeeze("1 200")
    ('5-10户', '1 200')
    """
    return _BLANKS.sub("", clean(text).translate(_VARIANTS)).rstrip("。；;，,、")


def read_phrase(text: str) -> Phrase | None:
    """A whole text as one number phrase; None where any part of it is not understood.

    >>> phrase = read_phrase("至少1-2项")
    >>> phrase.span, phrase.sense.name, phrase.unit
    (Interval(low=1, high=2, high_open=False), 'AT_LEAST', '项')
    """
    body, aside = _without_aside(_INCLUDED.sub("", squeeze(text)))
    if aside is None:
        return _Reader(body).read()
    inside = aside.strip("（）()")
    # 3.5（万人次） says what 3.5万人次 says.
    if is_unit(inside) and (said := _Reader(f"{body}{inside}").read()) and said.unit:
        return said
    phrase = _Reader(body).read()
    return None if phrase is None else evolve(phrase, hint=f"{phrase.hint or ''}{aside}")


def _without_aside(body: str) -> tuple[str, str | None]:
    match = _ASIDE.search(body)
    if match is None or match.start() == 0:
        return body, None
    return body[: match.start()], match[0].lstrip("，,；;")


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.sense: Sense | None = Sense.PLAIN
        self.hint = ""
        self.unit: str | None = None
        self.below: str | None = None
        self.own_unit = False
        self.share = False
        self.money = False

    def read(self) -> Phrase | None:
        self._read_before()
        first = self._number(bare=self.sense is not Sense.PLAIN)
        if first is None:
            return None
        self.own_unit = self._read_unit()
        if self.unit is None and self.money:
            self.unit = "元"
        span, mark = first.span, first.mark
        if found := _BETWEEN.match(self.text, self.at):
            self.at = found.end()
            between = self._read_range(first)
            if between is None:
                return None
            span, mark = between
        elif self.unit:
            whole = self._read_parts(self._read_half(span))
            if whole is None:
                return None
            span = whole
        self._read_after()
        if mark == "来":
            self._bind(Sense.ABOUT)
        nothing_more = mark is not None and span.is_exact and span.low == 0
        if nothing_more or not self._read_noun() or self.sense is None or self._is_year(span):
            return None
        if not self._join_each():
            return None
        return Phrase(span, self.sense, self.unit, self.hint or None, mark)

    def _join_each(self) -> bool:
        """Join 每亩 to the unit; tell whether the two agree (每亩5000元/斤 does not)."""
        if self.below is None:
            return True
        if self.unit is None:
            self.hint = f"每{self.below}{self.hint}"
        elif "/" not in self.unit:
            self.unit = f"{self.unit}/{self.below}"
        return self.unit is None or self.unit.endswith(f"/{self.below}")

    def _bind(self, sense: Sense) -> None:
        if self.sense is not None:
            self.sense = joined(self.sense, sense)

    def _take(self, words: re.Pattern[str], senses: dict[str, Sense]) -> bool:
        found = words.match(self.text, self.at)
        if found is None:
            return False
        self.at = found.end()
        self._bind(senses[found[0]])
        return True

    def _read_before(self) -> None:
        while True:
            if match := _MEAN.match(self.text, self.at):
                self.hint += match[0]
                self.at = match.end()
            elif match := _EACH.match(self.text, self.at):
                self.below = match["unit"]
                self.at = match.end()
            elif match := _MONEY.match(self.text, self.at):
                self.money, self.at = True, match.end()
            elif match := _REACHING.match(self.text, self.at):
                self.at = match.end()
                self._bind(Sense.AT_LEAST if match[0] == "上" else Sense.OVER)
            elif not self._take(_BEFORE, BEFORE):
                return

    def _read_after(self) -> None:
        while self._take(_AFTER, AFTER):
            pass

    def _number(self, *, bare: bool) -> Cardinal | None:
        share = {"百分之": "%", "千分之": "‰"}.get(self.text[self.at : self.at + 3])
        if share:
            self.unit, self.share, self.at = share, True, self.at + 3
        found = scan_cardinal(self.text, self.at, bare=bare or self.share)
        if found is not None:
            self.at = found.end
        return found

    def _read_unit(self) -> bool:
        """Take the unit that stands here, and tell whether there was one."""
        if self.share:
            return False
        found = match_unit(self.text, self.at)
        if found is None:
            return False
        self.unit, self.at = found, self.at + len(found)
        return True

    def _read_range(self, first: Cardinal) -> tuple[Interval, str | None] | None:
        before = self.unit
        if self.text[self.at : self.at + 1] in ("+", "-"):
            return None
        second = self._number(bare=False)
        if second is None:
            return None
        # 5000元-6000元/亩 names its unit in full only at the end.
        if self._read_unit() and self.own_unit and not f"{self.unit}/".startswith(f"{before}/"):
            return None
        low, high = first.span.low, second.span.high
        if low is None or high is None:
            return None
        # 3-5万 is 3万 to 5万, 5000-1万 is not 5000万.
        if first.scale == 1 and not self.own_unit and low * second.scale < high:
            low = multiply(low, second.scale)
        if low > high or second.span.low is None or low > second.span.low:
            return None
        return Interval(low, high, second.span.high_open), first.mark or second.mark

    def _read_parts(self, span: Interval) -> Interval | None:
        """Take smaller units after the first: 3亩2分, 两斤三两, 三亩二; None where they do not fit.

        What is said in a smaller unit never comes to one of the larger.
        """
        if self.unit is None or "/" in self.unit or self._stands_alone(span):
            return span
        whole = find_unit(self.unit)
        total, last = Fraction(span.exact_value or 0), whole.ratio
        while found := _PART.match(self.text, self.at):
            number = scan_cardinal(found["number"])
            value = None if number is None else number.span.exact_value
            if number is None or value is None or number.end != len(found["number"]):
                return None
            # 三亩二 says 3亩2分; 3亩2.5 may say anything.
            if not found["unit"] and len(found["number"]) > 1:
                return None
            part = self._part(found["unit"], whole)
            if part is None or part.ratio >= last or Fraction(value) * part.ratio >= last:
                return None
            total += Fraction(value) * part.ratio / whole.ratio
            last, self.at = part.ratio, found.end()
        # 3亩2分/人: the rate stands at the end of it all.
        if self.text.startswith("/", self.at) and (each := match_unit(self.text, self.at + 1)):
            self.unit, self.at = f"{self.unit}/{each}", self.at + 1 + len(each)
        return Interval.exact(to_number(total))

    def _stands_alone(self, span: Interval) -> bool:
        """Whether the first number is none that smaller units may add to."""
        return span.exact_value is None or _PART.match(self.text, self.at) is None

    def _part(self, symbol: str, whole: Unit) -> Unit | None:
        if symbol:
            return find_part(symbol, whole)
        tenth = {"亩": "分", "斤": "两", "市斤": "两"}.get(whole.symbol)
        return find_part(tenth, whole) if tenth else None

    def _read_half(self, span: Interval) -> Interval:
        """Take 半 or 多 after a unit: 两亩半, 一个半月, 3亩多, 5个多月."""
        word = self.text[self.at : self.at + 1]
        value = span.exact_value
        if word not in ("半", "多", "余") or value is None or self.unit is None:
            return span
        longer = match_unit(self.text, self.at + 1) if self.unit == "个" else None
        if longer in ("月", "小时"):
            self.unit, self.at = longer, self.at + 1 + len(longer)
        elif word == "半" or not find_unit(self.unit).is_counted:
            self.at += 1
        else:
            return span
        if word == "半":
            return Interval.exact(add(value, Decimal("0.5")))
        # 3亩多 stays below 4亩, 70%多 below 80%.
        is_share = find_unit(self.unit).dimension == "比例"
        return Interval(value, add(value, last_place(value) if is_share else 1), high_open=True)

    def _read_noun(self) -> bool:
        """Take a noun after the unit (10名专家); tell whether nothing is left."""
        if self.at == len(self.text):
            return True
        noun = _NOUN.fullmatch(self.text, self.at)
        if noun is None or self.unit is None or find_unit(self.unit).dimension in _NO_NOUN:
            return False
        self.hint += noun[0]
        return True

    def _is_year(self, span: Interval) -> bool:
        """Whether it looks like a year (2017年) or years (2017-2018), which are no amounts."""
        low, high = span.low, span.high
        if low is None or high is None or self.unit not in (None, "年"):
            return False
        if not 1900 <= low <= high < 2200:
            return False
        return self.unit == "年" or (0 < high - low <= 5 and not span.high_open)
