"""Registers: rows become villages, with what each was designated."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    END,
    GREEN,
    PROVINCE,
    RED,
    REGISTER,
    START,
    WILLOW,
    divisions,
    origin,
    place,
    setting,
)

from kejifupin.records import DivisionName, Field, FieldType, Unread, make_record
from kejifupin.records.registers import take_in, village_aliases
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Effect, Severity
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

PERIOD = Period(START, END)
NEW = "990121100209"


def row(code=NEW, name="桐村", county=GREEN, number=2, **values):
    where = None if county is None else place(county, county)
    given = {"code": code, "name": name, "county": where, **values}
    return make_record(REGISTER, given, origin(REGISTER, "名册.xlsx", row=number))


def taken(*rows, table=None):
    return take_in(rows, table or divisions(), PERIOD)


def test_a_row_becomes_a_village_below_its_county():
    """With its usual other names, and findable by them."""
    reading = taken(row(name="梧桐村委会"))

    village = reading.divisions.get(NEW, END)
    assert (village.name, village.level, village.parent) == ("梧桐村委会", Level.VILLAGE, GREEN)
    for name in ("梧桐村委会", "梧桐村", "梧桐"):
        assert reading.divisions.resolve(name, END, within=GREEN).division == village
    assert (len(reading.records), reading.issues) == (1, ())


@pytest.mark.parametrize(
    ("values", "held"),
    [
        ({"poor_since": date(2014, 6, 1)}, {(date(2014, 6, 1), None)}),
        (
            {"poor_since": date(2014, 6, 1), "poor_until": date(2017, 12, 31)},
            {(date(2014, 6, 1), date(2017, 12, 31))},
        ),
        (
            {"poor_since": Period.year(2014), "poor_until": Period.year(2017)},
            {(date(2014, 1, 1), date(2018, 1, 1))},
        ),
        ({"poor_since": None}, set()),
        ({"poor_since": Unread("早年")}, set()),
    ],
)
def test_dates_designate(values, held):
    """From the first day to the first day after; a month or a year named counts as a whole."""
    found = [each for each in taken(row(**values)).divisions.designations if each.code == NEW]

    assert {(each.valid_from, each.valid_to) for each in found} == held


@pytest.mark.parametrize(("word", "designated"), [("是", True), ("否", False), (None, False)])
def test_a_tick_designates(word, designated):
    """Without a date: held as long as the table knows."""
    found = taken(row(model=word)).divisions.designations

    assert any(each.key == "model" and each.code == NEW for each in found) is designated


@pytest.mark.parametrize(
    ("number", "designated"),
    [
        (12, True),
        (1, True),
        (0, False),
        (None, False),
        (NONE_OF_ITEM, False),
        (Vague(10, 19, "10余"), True),
        (Vague(0, 9, "几户"), False),
    ],
)
def test_a_number_above_zero_designates(number, designated):
    """A village with 12 registered households has some; with 0, or none told, it has not."""
    households = Field("households", "贫困户数", FieldType.NUMBER, "户", designates="has_some")
    kind = attrs.evolve(REGISTER, fields=(*REGISTER.fields, households))
    given = {"code": NEW, "name": "桐村", "county": place(GREEN, GREEN), "households": number}

    reading = taken(make_record(kind, given))

    held = {each.key for each in reading.divisions.designations if each.code == NEW}
    assert held == ({"has_some"} if designated else set())


def test_what_ends_before_it_begins_is_told():
    """The village stays designated, and the cell of the end is named."""
    reading = taken(row(poor_since=date(2017, 1, 1), poor_until=date(2016, 1, 1)))

    (issue,) = reading.issues
    assert (issue.code, issue.severity, issue.effect) == (
        "register.spell",
        Severity.WARNING,
        Effect.NONE,
    )
    assert issue.place.cell == "表1!R5C2"
    held = [each for each in reading.divisions.designations if each.code == NEW]
    assert [(each.valid_from, each.valid_to) for each in held] == [(date(2017, 1, 1), None)]
    assert len(reading.records) == 1


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([row(code=None)], "register.no_code", "表1!R1C2"),
        ([row(name="  ")], "register.no_code", "表1!R2C2"),
        ([row(county=None, code="v-1")], "register.no_parent", "表1!R3C2"),
        ([row(county="990777")], "register.no_parent", "表1!R3C2"),
        ([row(county=WILLOW)], "register.no_parent", "表1!R3C2"),
        ([row(), row(name="别村", number=3)], "register.twice", "表1!R1C2"),
        ([row(code=WILLOW, name="桐村")], "register.other_name", "表1!R1C2"),
    ],
)
def test_a_row_that_cannot_go_in_is_told_at_its_cell(rows, code, cell):
    """The others go in all the same."""
    fine = row(code="990121100210", name="梅村", number=9)

    reading = taken(*rows, fine)

    (issue,) = reading.issues
    assert (issue.code, issue.place.file, issue.place.cell) == (code, "名册.xlsx", cell)
    assert issue.remedy
    assert fine in reading.records
    assert reading.divisions.find("990121100210", END) is not None


def test_a_blank_county_follows_from_a_statistical_code():
    """Twelve digits begin with those of the county; a local key says nothing."""
    assert taken(row(county=None)).divisions.get(NEW, END).parent == GREEN
    unnamed = make_record(REGISTER, {"code": NEW, "name": "桐村", "county": place(None, "某县")})
    assert [each.code for each in taken(unnamed).issues] == ["register.no_parent"]


TOWN = "990121100"


@pytest.mark.parametrize("named", ["梧镇", TOWN, f"{TOWN}000", "青县梧镇"])
@pytest.mark.parametrize("first", [0, 1])
def test_a_row_may_stand_below_another_row(named, first):
    """A village names a township of the same register, before or after it, by name or code."""
    town = row(code=TOWN, name="梧镇", number=2)
    below = make_record(
        REGISTER,
        {"code": NEW, "name": "桐村", "county": DivisionName(named)},
        origin(REGISTER, "名册.xlsx", row=3),
    )
    rows = (town, below) if first == 0 else (below, town)

    reading = taken(*rows)

    assert reading.issues == ()
    assert reading.divisions.get(NEW, END).parent == TOWN
    assert reading.divisions.get(TOWN, END).level is Level.TOWNSHIP
    assert [each.get("code") for each in reading.records] == [each.get("code") for each in rows]
    assert reading.records[1 - first].get("county") == DivisionName(named, TOWN)


def test_two_townships_of_one_name_are_told_apart_by_code():
    """The village's own code says which; without that it is open."""
    towns = (row(code=TOWN, name="梧镇"), row(code="990122100", name="梧镇", number=3))
    below = row(county=None)
    below = make_record(REGISTER, {**dict(below.items()), "county": DivisionName("梧镇")})
    loose = make_record(REGISTER, {**dict(below.items()), "code": "local-1", "name": "柏村"})

    reading = taken(*towns, below, loose)

    assert reading.divisions.get(NEW, END).parent == TOWN
    assert [issue.code for issue in reading.issues] == ["register.no_parent"]


def test_a_blank_parent_follows_from_the_township_in_the_register():
    """The first nine digits are its township where the register has that."""
    reading = taken(row(code=TOWN, name="梧镇"), row(county=None, number=3))

    assert reading.divisions.get(NEW, END).parent == TOWN


def test_a_village_that_the_table_has_gains_its_designations():
    """Read twice, it is no mistake; what it already holds is not given again."""
    values = {"poor_since": date(2014, 1, 1), "model": "是"}
    first = taken(row(code=WILLOW, name="柳村", **values))

    again = taken(row(code=WILLOW, name="柳村", **values), table=first.divisions)

    assert first.issues == again.issues == ()
    keys = [each.key for each in again.divisions.designations if each.code == WILLOW]
    assert sorted(keys) == ["model", "poor_village"]
    assert len(again.records) == 1


codes = st.sampled_from([NEW, "990121100210", "990221100209", WILLOW, "乡-1", "", None])
names = st.sampled_from(["桐村", "柳村", "梅村委会", "", None])
counties = st.sampled_from([GREEN, RED, PROVINCE, WILLOW, "990777", None])
days = st.none() | st.dates(date(2010, 1, 1), date(2020, 1, 1))


@given(st.lists(st.tuples(codes, names, counties, days, days), max_size=6))
def test_no_register_breaks_the_table(rows):
    """Every row goes in or is told, and the table that comes out can be asked."""
    records = [
        row(code, name, county, number, poor_since=since, poor_until=until)
        for number, (code, name, county, since, until) in enumerate(rows)
    ]

    reading = taken(*records)

    errors = [each for each in reading.issues if each.severity is Severity.ERROR]
    assert len(reading.records) + len(errors) == len(records)
    where = setting(table=reading.divisions)
    for each in reading.records:
        assert where.divisions.find(each.code, END) is not None


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("南坞村", {"南坞"}),
        ("南坞", {"南坞村"}),
        ("南坞村村民委员会", {"南坞村", "南坞"}),
        ("新村村委会", {"新村"}),
        ("新村", set()),
        ("红旗社区居委会", {"红旗社区", "红旗"}),
        ("村", set()),
    ],
)
def test_other_names_of_a_village(name, others):
    """One character alone is never a name."""
    assert set(village_aliases(name)) == others
