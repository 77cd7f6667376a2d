"""Levels, spells and rows: what a single entry of the table may say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.citations import Citation
from kejifupin.terms.division_levels import gb_codes_above
from kejifupin.terms.divisions import (
    Designation,
    Division,
    Level,
    ReportingLine,
    division_from_row,
    reporting_line_from_row,
)


def test_levels_have_rank_and_label() -> None:
    """Six levels, from 全国 at rank 0 to 村 at rank 5."""
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4, 5]
    assert " ".join(level.label for level in Level) == "全国 省 市州 县市区 乡镇 村"
    assert Level("county") is Level.COUNTY


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000", Level.NATION),
        ("220000", Level.PROVINCE),
        ("222400", Level.PREFECTURE),
        ("220821", Level.COUNTY),
        ("220821100", Level.TOWNSHIP),
        ("220821100201", Level.VILLAGE),
        ("220821100000", Level.TOWNSHIP),
        ("220821000000", Level.COUNTY),
        ("220000000000", Level.PROVINCE),
        ("220800000", Level.PREFECTURE),
    ],
)
def test_level_of_a_code(code: str, level: Level) -> None:
    """A GB code says its level, filled with zeros or not."""
    assert Level.of_code(code) is level


@pytest.mark.parametrize(
    "code", ["", "22", "2208", "22082", "2208211", "changbai", "22O821", "２２０８２１"]
)
def test_other_codes_have_no_level(code: str) -> None:
    """What is not 6, 9 or 12 ASCII digits is refused."""
    with pytest.raises(ValueError, match="6, 9 or 12 digits"):
        Level.of_code(code)


@given(st.from_regex(r"[1-9][0-9]{5}([0-9]{3}){0,2}", fullmatch=True))
def test_codes_above_rise_to_the_nation(code: str) -> None:
    """Each code above a GB code stands at a higher level, and the last is the nation."""
    above = gb_codes_above(code)
    ranks = [Level.of_code(each).rank for each in (code, *above)]

    assert above[-1] == "000000"
    assert ranks == sorted(set(ranks), reverse=True)


@given(st.dates(), st.dates(), st.dates())
def test_a_spell_holds_its_first_day_and_not_its_end(one: date, other: date, day: date) -> None:
    """A division, a line and a designation hold from valid_from to the day before valid_to."""
    first, end = min(one, other), max(one, other)
    if first == end:
        with pytest.raises(ValueError, match="ends on"):
            Designation("poor", "a", first, end)
        return

    expected = first <= day < end
    assert Division("a", "甲县", Level.COUNTY, None, first, end).exists_on(day) is expected
    assert ReportingLine("a", "b", first, end).holds_on(day) is expected
    assert Designation("poor", "a", first, end).holds_on(day) is expected
    assert Designation("poor", "a").holds_on(day)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (lambda: Division("", "甲县", Level.COUNTY), "code is empty"),
        (lambda: Division("a", " 甲县", Level.COUNTY), "name is empty or has spaces"),
        (lambda: Division("a", "甲县", Level.COUNTY, "a"), "its own parent"),
        (lambda: Division("a", "甲县", Level.COUNTY, successors=("b",)), "no valid_to"),
        (lambda: Division("a", "甲县", Level.COUNTY, aliases="甲"), "not the text"),
        (lambda: Division("a", "甲县", "town"), "'town' is not a valid Level"),
        (lambda: ReportingLine("a", "a"), "cannot report to itself"),
    ],
)
def test_impossible_entries_are_refused(entry: object, message: str) -> None:
    """An entry that cannot be true is refused where it is made."""
    with pytest.raises(ValueError, match=message):
        entry()  # type: ignore[operator]


def test_a_row_says_all() -> None:
    """Every column of a row arrives, several values split at the semicolon."""
    row = {
        "code": "1",
        "name": "老一县",
        "level": "county",
        "parent": "p",
        "valid_from": "2014-01-01",
        "valid_to": "2017-01-01",
        "successor": "2; 3",
        "aliases": "一县;老一",
    }

    assert division_from_row(row) == Division(
        "1",
        "老一县",
        Level.COUNTY,
        "p",
        date(2014, 1, 1),
        date(2017, 1, 1),
        ("2", "3"),
        ("一县", "老一"),
    )


def test_a_gb_code_says_level_and_parent() -> None:
    """A row of a register needs no more than code and name."""
    assert division_from_row({"code": "411024110213", "name": "杨树湾村委会"}) == Division(
        "411024110213", "杨树湾村委会", Level.VILLAGE, "411024110"
    )
    assert division_from_row({"code": "000000", "name": "全国"}).parent is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"name": "甲县"}, "row of no code 甲县"),
        ({"code": "220821"}, "220821.*name is empty"),
        ({"code": "zone", "name": "某区"}, "6, 9 or 12 digits, not 'zone'"),
        ({"code": "220821", "name": "甲", "level": "县"}, "'县' is not a valid Level"),
        ({"code": "220821", "name": "甲", "valid_to": "2016/12/1"}, "valid_to is '2016/12/1'"),
        ({"code": "220821", "name": "甲", "successors": "1"}, "no column named 'successors'"),
    ],
)
def test_rows_that_cannot_be_read_say_where(row: dict[str, str], message: str) -> None:
    """The message names the row, the column and what stood there."""
    with pytest.raises(ValueError, match=message):
        division_from_row(row)


def test_reporting_line_from_a_row() -> None:
    """A line may cite the document that ordered it."""
    row = {"code": "410526", "reports_to": "410000", "valid_from": "2014-01-01", "valid_to": ""}

    assert reporting_line_from_row(row) == ReportingLine("410526", "410000", date(2014, 1, 1))
    cited = reporting_line_from_row({**row, "document": "某意见", "clause": "二", "number": ""})
    assert cited.citation == Citation("某意见", "二")
    with pytest.raises(ValueError, match=r"row of 410526: ReportingLine\.reports_to is empty"):
        reporting_line_from_row({"code": "410526"})
