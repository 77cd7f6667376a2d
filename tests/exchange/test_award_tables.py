"""The registers of awards, as people keep them."""

from __future__ import annotations

import pytest

from kejifupin.assessments import AwardEventKind, AwardScheme
from kejifupin.exchange.award_tables import read_award_events, read_past_awards
from kejifupin.terms.citations import Citation

SCHEME = AwardScheme("model", "先进单位", "winter", Citation("四"))
HEADER = "序号,日期,奖项,对象,事项,原因,更正序号\n"


class _Subject:
    def __init__(self, key, label):
        self.key, self.label = key, label

    def shown(self):
        return self.label


class _Assessed:
    def __init__(self, key, label):
        self.subject = _Subject(key, label)


ASSESSED = (_Assessed("220600", "白山市"), _Assessed("220800", "白城市"))


@pytest.fixture
def read(winter):
    def read_rows(text, encoding="utf-8-sig"):
        data = (HEADER + text).encode(encoding)
        known = {"model": ASSESSED}
        return read_award_events(data, "评奖记录.csv", {"model": SCHEME}, known, winter.setting())

    return read_rows


def test_events_are_read_whatever_the_encoding_and_the_words(read):
    text = "1,2018年4月2日,先进单位,白山市,公示,,\n2,4月28日,,220800,不通过,材料不全,\n"

    for encoding in ("utf-8-sig", "gb18030"):
        events, issues = read(text, encoding)
        assert issues == ()
        assert [(each.kind, each.subject) for each in events] == [
            (AwardEventKind.NOTICED, "220600"),
            (AwardEventKind.FAILED, "220800"),
        ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,某日,,白山市,公示,,", "no_date"),
        ("1,2018-05-02,优秀奖,白山市,公示,,", "award"),
        ("1,2018-05-02,,白山,公示,,", "subject"),
        ("1,2018-05-02,,白山市,公布,,", "kind"),
        ("一,2018-05-02,,白山市,公示,,", "number"),
        ("1,2018-05-02,,,更正,,9", "undoes"),
    ],
)
def test_a_row_that_cannot_be_understood_is_told_and_the_others_stand(read, row, code):
    events, issues = read(f"{row}\n7,2018-05-03,,白城市,公示,,\n")

    assert [(each.code, each.place.line) for each in issues] == [(f"award_event.{code}", 2)]
    assert events[-1].subject == "220800"


def test_a_number_that_stands_twice_is_told(read):
    events, issues = read("1,2018-05-02,,白山市,公示,,\n1,2018-05-02,,白城市,公示,,\n")

    assert [each.number for each in events] == [1, None]
    assert [each.code for each in issues] == ["award_event.number"]


def past(winter, rows):
    """Awards of earlier years among 白山, 白城 and 九台区, which was 九台市 until 2014."""
    known = {"model": (*ASSESSED, _Assessed("220113", "九台区"))}
    data = f"年度,奖项,对象,结果\n{rows}".encode()
    return read_past_awards(data, "历年获奖.csv", {"model": SCHEME}, known, winter.setting())


def test_past_awards_are_read(winter):
    rows = "2016年,先进单位,白山市,\n2015,先进单位,白城市,撤销\n去年,先进单位,白城市,\n"
    found, issues = past(winter, rows)

    assert [(each.year, each.withdrawn) for each in found] == [(2016, False), (2015, True)]
    assert [(each.code, each.place.line) for each in issues] == [("past_award.year", 4)]


def test_past_winners_are_found_by_short_and_former_names(winter):
    """Who is written 白山, or 九台市 as it was then, is not a candidate again for the spelling."""
    found, issues = past(winter, "2016,model,白山,\n2014,先进单位,九台市,\n2017,model,220800,\n")

    assert [(each.award, each.subject) for each in found] == [
        ("model", "220600"),
        ("model", "220113"),
        ("model", "220800"),
    ]
    assert issues == ()


def test_past_awards_that_concern_nobody_are_told(winter):
    """Another award, and a winner who is no candidate now; a slip of the pen is asked about."""
    rows = "2016,优秀奖,白山市,\n2016,model,某某协会,\n2016,model,白出市,\n"
    found, issues = past(winter, rows)

    assert len(found) == 3
    assert [(each.code, each.severity.value) for each in issues] == [
        ("past_award.award", "warning"),
        ("past_award.subject", "info"),
        ("past_award.subject", "warning"),
    ]
    assert "是否应为“白" in issues[2].remedy
