"""Number phrases taken apart."""

from __future__ import annotations

import pytest

from kejifupin.terms.intervals import Interval
from kejifupin.terms.phrases import read_phrase, squeeze
from kejifupin.terms.senses import Sense


@pytest.mark.parametrize(
    ("text", "span", "sense", "unit", "hint"),
    [
        ("至少1-2项", Interval(1, 2), Sense.AT_LEAST, "项", None),
        ("不超过50%", Interval.exact(50), Sense.AT_MOST, "%", None),
        ("共计1200余亩", Interval(1200, 1300, high_open=True), Sense.PLAIN, "亩", None),
        ("10名专家左右", None, None, None, None),
        ("10名左右专家", Interval.exact(10), Sense.ABOUT, "名", "专家"),
        ("2人（含1名学生）", Interval.exact(2), Sense.PLAIN, "人", "（含1名学生）"),
        ("12，其中贫困户5户", Interval.exact(12), Sense.PLAIN, None, "其中贫困户5户"),
        ("人均2亩", Interval.exact(2), Sense.PLAIN, "亩", "人均"),
        ("每亩5000-6000元", Interval(5000, 6000), Sense.PLAIN, "元/亩", None),
        ("3.5（万人次）", Interval.exact(35_000), Sense.PLAIN, "人次", None),
        ("百分之七十", Interval.exact(70), Sense.PLAIN, "%", None),
        ("百分之五十至七十", Interval(50, 70), Sense.PLAIN, "%", None),
        ("超过50个以上", Interval.exact(50), Sense.AT_LEAST, "个", None),
        ("至少50个以下", None, None, None, None),
        ("每亩5000元/亩", Interval.exact(5000), Sense.PLAIN, "元/亩", None),
        ("每亩5000元/斤", None, None, None, None),
        ("5000元-6000元/亩", Interval(5000, 6000), Sense.PLAIN, "元/亩", None),
        ("5人-10人次", None, None, None, None),
        ("每户2", Interval.exact(2), Sense.PLAIN, None, "每户"),
    ],
)
def test_a_phrase_has_limits_a_sense_a_unit_and_a_rest(text, span, sense, unit, hint):
    """All of the text is accounted for, or nothing is read."""
    phrase = read_phrase(text)

    if span is None:
        assert phrase is None
    else:
        assert (phrase.span, phrase.sense, phrase.unit, phrase.hint) == (span, sense, unit, hint)


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("　５ ～ １０ 户。", "5-10户"),
        ("5－10", "5-10"),
        ("1 200", "1 200"),
        ("12, 345", "12, 345"),
        ("3\t亩\n", "3亩"),
    ],
)
def test_blanks_go_except_between_digits(text, squeezed):
    """1 200 could be two numbers."""
    assert squeeze(text) == squeezed


def test_the_unit_decides_what_is_counted_and_else_the_caller():
    """亩 is measured, whatever the caller says."""
    assert not read_phrase("10余亩").is_counted(default=True)
    assert read_phrase("10余户").is_counted(default=False)
    assert not read_phrase("10余").is_counted(default=False)
