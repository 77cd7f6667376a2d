"""Namesakes are told by their places, never by their names."""

from __future__ import annotations

import random
import time

import pytest
from small_world import (
    BLACK,
    EAST,
    END,
    GREEN,
    HOUSEHOLD,
    LAKE,
    LEDGER,
    OLD_BLACK,
    POPLAR,
    RED,
    REGISTER,
    RETURN,
    START,
    TEAM,
    WHITE,
    WILLOW,
    record,
    setting,
)

from kejifupin.checks import check_records
from kejifupin.checks.namesakes import check_namesakes
from kejifupin.records import Field, FieldType, RecordKind, Unread
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.issues import Effect, Severity
from kejifupin.terms.quantities import NONE_OF_ITEM

SURVEY = RecordKind(
    "survey",
    "农户调查表",
    (
        Field("division", "地区", FieldType.DIVISION),
        Field("name", "户名", privacy=Privacy.PERSONAL),
        Field("address", "住址", privacy=Privacy.PERSONAL),
        Field("phone", "电话", FieldType.PHONE, privacy=Privacy.PERSONAL),
    ),
    identity=("division", "name", "address"),
)
VILLAGE = RecordKind(
    "village",
    "村调查表",
    (Field("division", "地区", FieldType.DIVISION), Field("village", "村名")),
    identity=("division", "village"),
    locality="village",
)
NAME = "周一凡"


def told(*records, table=None, on=END):
    found = check_namesakes(records, setting(on, kinds=(SURVEY, VILLAGE), table=table))
    return {(each.place.file, each.severity) for each in found}, found


def family(file, address, *, name=NAME, code=GREEN, **values):
    return record(SURVEY, code, file, name=name, address=address, **values)


def test_one_name_at_two_addresses_is_an_info():
    """At the later one's cell, with the place of the earlier one, both still counting."""
    where, (issue,) = told(family("a.docx", "柳村1组"), family("b.docx", "杨村3组"))
    assert where == {("b.docx", Severity.INFO)}
    assert (issue.code, issue.field, issue.place.cell) == ("record.namesake", "name", "表1!R2C2")
    assert "a.docx 第1表第2行第2列" in issue.message
    assert issue.effect is Effect.NONE


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"address": "柳村1组"}, {"address": None}, "没有填"),
        ({"address": None}, {"address": "柳村1组"}, "没有填"),
        ({"address": "柳村1组"}, {"address": "青县柳村1组"}, "详略不同"),
        ({"address": "柳村"}, {"address": "柳村 1组"}, "详略不同"),
        (
            {"address": "柳村1组", "phone": "13800000000"},
            {"address": "杨村", "phone": "138 0000 0000"},
            "“电话”也相同",
        ),
    ],
)
def test_what_speaks_for_one_household_is_a_warning(first, one, other, why):
    """Whichever of the two comes first."""
    both = [family("a.docx", **one), family("b.docx", **other)]
    where, (issue,) = told(*(both[::-1] if first else both))
    assert where == {("b.docx", Severity.WARNING)}
    assert why in issue.message


def test_the_one_it_resembles_is_named_among_several():
    """Not simply the first."""
    _, found = told(
        family("a.docx", "松树沟"),
        family("b.docx", "柳村1组", phone="13800000000"),
        family("c.docx", "青县柳村1组"),
        family("d.docx", "石桥", phone="13800000000"),
        family("e.docx", "柳村11组"),
    )
    named = [issue.message.split("与")[1].split()[0] for issue in found]
    assert named == ["a.docx", "b.docx", "b.docx", "a.docx"]
    weights = [issue.severity.value for issue in found]
    assert weights == ["info", "warning", "warning", "info"]


def test_names_addresses_and_phones_are_not_told():
    """Neither in the message nor in what was seen."""
    _, found = told(
        family("a.docx", "柳村1组", phone="13800000000"),
        family("b.docx", "青县柳村1组", phone="13800000000"),
        family("c.docx", "杨村", phone="13800000000"),
    )
    for issue in found:
        for secret in (NAME, "柳村", "杨村", "13800000000"):
            assert secret not in issue.text()
        assert issue.seen is None


def test_one_identity_is_left_to_acceptance():
    """The same household handed in twice, whatever else was written."""
    assert told(
        family("a.docx", "柳村1组"), family("b.docx", "柳村 １组", phone="13800000000")
    ) == (set(), ())


def test_a_namesake_handed_in_twice_is_told_once():
    """Its copies are acceptance's."""
    where, _ = told(*(family(f"{n}.docx", f"柳村{'一' if n else '三'}组") for n in range(5)))
    assert where == {("1.docx", Severity.INFO)}


def test_other_divisions_have_names_of_their_own():
    """And a county that was renamed is one."""
    assert told(family("a", "柳村"), family("b", "松村", code=RED))[0] == set()
    assert told(family("a", "柳村", code=OLD_BLACK), family("b", "松村", code=BLACK))[0] == {
        ("b", Severity.INFO)
    }
    assert told(family("a", "柳村", code=None), family("b", "松村", code=None))[0] == set()


@pytest.mark.parametrize("name", [None, "", "  ", Unread("？"), NONE_OF_ITEM])
def test_who_has_no_name_has_no_namesake(name):
    """Blank forms are told as blank."""
    assert told(family("a", "柳村", name=name), family("b", "松村", name=name))[0] == set()


def test_kinds_whose_names_tell_all_are_quiet():
    """A team by its leader, a return by its division, a ledger by its day."""
    days = (START, END)
    records = (
        *(record(TEAM, GREEN, f"t{n}", leader=NAME) for n in (1, 2)),
        *(record(RETURN, GREEN, f"r{n}", people=n) for n in (1, 2)),
        *(record(HOUSEHOLD, GREEN, f"h{n}", name=NAME, village=v) for n, v in enumerate("柳杨")),
        *(record(LEDGER, GREEN, f"l{n}", name=NAME, day=day) for n, day in enumerate(days)),
    )
    assert told(*records)[0] == set()


def registered(code, name, county=GREEN, file="册.xlsx"):
    return record(REGISTER, county, file, code=code, name=name)


def with_villages(*units):
    from small_world import divisions

    return divisions().with_divisions(
        Division(code, name, Level.VILLAGE, county) for code, name, county in units
    )


def test_two_villages_of_one_name_in_a_county_are_a_warning():
    """However the name is written; those of another county are others."""
    table = with_villages(
        ("990121100299", "柳村村委会", GREEN), ("990221100299", "柳村", RED), ("x-1", "柳村", LAKE)
    )
    where, (issue,) = told(
        registered(WILLOW, "柳村", file="1.xlsx"),
        registered("990121100299", "柳村村委会", file="2.xlsx"),
        registered("990221100299", "柳村", RED, file="3.xlsx"),
        registered("x-1", "柳村", LAKE, file="4.xlsx"),
        table=table,
    )
    assert where == {("2.xlsx", Severity.WARNING)}
    assert "1.xlsx" in issue.message
    assert "同在青县" in issue.message
    assert issue.field == "name"


def test_a_register_without_namesakes_is_quiet():
    """The same village twice is `register.twice`."""
    rows = (registered(WILLOW, "柳村"), registered(POPLAR, "杨村"), registered(WILLOW, "柳村"))
    assert told(*rows)[0] == set()


def test_surveys_of_two_villages_of_one_name_are_a_warning():
    """Where their divisions differ below one county; one village alone is acceptance's."""
    table = with_villages().with_divisions([Division("990121101", "河乡", Level.TOWNSHIP, GREEN)])
    where, _ = told(
        record(VILLAGE, GREEN, "1.docx", village="桥村"),
        record(VILLAGE, "990121101", "2.docx", village="桥村"),
        record(VILLAGE, GREEN, "3.docx", village="桥村"),
        record(VILLAGE, WHITE, "4.docx", village="桥村"),
        record(VILLAGE, EAST, "5.docx", village="桥村"),
        table=table,
    )
    assert where == {("2.docx", Severity.WARNING)}


def test_the_order_of_reading_decides_nothing():
    """The same are told, each with the same other one."""
    records = [family(f"{n:02}.docx", f"{'柳杨'[n % 2]}村{n % 7}组") for n in range(30)]
    expected = set(told(*records)[1])
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert set(told(*records)[1]) == expected


def test_time_grows_with_the_number_of_records_only():
    """Ten thousand of one name in one county cost a few times what five thousand do."""
    spent = []
    for count in (2_500, 10_000):
        records = [family(f"{n}", f"柳村{n}组", phone=str(n)) for n in range(count)]
        began = time.process_time()
        assert len(told(*records)[1]) == count - 1
        spent.append(time.process_time() - began)
    assert spent[1] < 12 * spent[0]


def test_a_record_of_a_program_is_named_by_a_mark():
    """It has no file."""
    _, (issue,) = told(family(None, "柳村1组"), family("b.docx", "杨村3组"))
    assert "农户调查表#" in issue.message


def test_checks_of_records_tell_namesakes():
    """With all other checks."""
    records = (family("a.docx", "柳村1组"), family("b.docx", "杨村3组"))
    found = check_records(records, (), setting(kinds=(SURVEY,)))
    assert [issue.code for issue in found] == ["record.namesake"]


def test_the_example_has_no_namesakes(example):
    """Nothing right is told as wrong."""
    assert check_namesakes(example.records, example.setting()) == ()
