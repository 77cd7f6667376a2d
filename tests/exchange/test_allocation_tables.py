"""Tables about handing down."""

from __future__ import annotations

from decimal import Decimal

from small_world import EAST, WEST, indicator, setting, target

from kejifupin.exchange.allocation_tables import read_given_parts, read_unit_table
from kejifupin.targets import PartLimits
from kejifupin.terms.bounds import Bound
from kejifupin.terms.definitions import Agency

SETTING = setting(agencies=(Agency("farm", "农委"),))
GOAL = target("goal", label="培训", bound=Bound(at_least=20))
TWINS = {
    "goal": GOAL,
    "one": target("one", label="一期", indicator="books"),
    "two": target("two", label="二期", indicator="books"),
}
INDICATORS = {
    "people": indicator(unit="万人次", label="受训人次"),
    "books": indicator("books", "册", label="图书"),
}


def parts(text):
    return read_given_parts(
        text.encode(), "表.csv", targets=TWINS, indicators=INDICATORS, setting=SETTING
    )


def units(text, **changes):
    return read_unit_table(text.encode(), "表.csv", setting=SETTING, **changes)


def test_units_targets_and_numbers_are_read_as_people_write_them():
    """By name or code, by label or key, with or without a unit; 3000人次 is 0.3 万人次."""
    found, issues = parts(
        "单位,指标,数,认领数\n东州,培训,12,11\n990200,goal,3000人次,\n农委,受训人次,5万人次,5\n"
    )
    assert issues == ()
    assert [(each.unit.key, each.unit.is_division) for each in found] == [
        (EAST, True),
        (WEST, True),
        ("farm", False),
    ]
    assert [(each.number, each.taken_on) for each in found] == [
        (12, 11),
        (Decimal("0.3"), None),
        (5, 5),
    ]


def test_every_row_that_cannot_be_meant_is_told_at_its_line():
    """Unknown unit, unknown target, two targets of one name, words for a number, no number."""
    found, issues = parts(
        "单位,指标,数\n北州,培训,1\n东州,培圳,1\n东州,图书,1\n东州,培训,若干\n东州,培训,\n,培训,1\n"
    )
    assert found == ()
    assert [(each.code.partition(".")[2], each.place.line) for each in issues] == [
        ("unknown_unit", 2),
        ("unknown_target", 3),
        ("several_targets", 4),
        ("no_number", 5),
        ("no_number", 6),
        ("unknown_unit", 7),
    ]
    assert issues[1].remedy == "是否应为“培训”？"


def test_an_institute_is_taken_at_its_word_where_the_table_says_what_it_is():
    """农科院 is in no table of divisions."""
    found, issues = parts("单位,单位类别,指标,数\n农科院,机构,培训,1\n")
    assert issues == ()
    assert (found[0].unit.key, found[0].unit.is_division) == ("农科院", False)


def test_a_table_of_units_says_weights_limits_and_who_answers():
    """What is blank is not there."""
    found = units(
        "单位,权数,下限,上限,指定数,责任人,职务,联系电话\n"
        "东州,3,1,9,,李示例,主任,13800000000\n"
        "西州,,,,4,,,\n"
    )
    assert found.issues == ()
    assert [each.key for each in found.units] == [EAST, WEST]
    assert found.weights == {EAST: 3}
    assert found.limits == {EAST: PartLimits(1, 9), WEST: PartLimits(quota=4)}
    assert list(found.people) == [EAST]
    assert "李示例" not in repr(found)


def test_limits_are_converted_to_the_unit_of_the_indicator():
    """5000人次 is 0.5 of a 万人次."""
    found = units("单位,下限\n东州,5000人次\n", measured_in="万人次")
    assert found.limits[EAST].floor == Decimal("0.5")


def test_a_unit_that_stands_twice_is_told():
    """The first row counts."""
    found = units("单位,权数\n东州,3\n990100,4\n")
    assert found.weights == {EAST: 3}
    assert [each.code for each in found.issues] == ["allocation.twice"]
