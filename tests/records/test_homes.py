"""Which division a record counts for, on the day of the setting."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    END,
    GREEN,
    HOUSEHOLD,
    OLD_BLACK,
    PROVINCE,
    RED,
    REGISTER,
    RENAMED_ON,
    RETURN,
    WILLOW,
    divisions,
    record,
    setting,
)

from kejifupin.plugins.division_tables import base_divisions
from kejifupin.records import Field, RecordKind, make_record
from kejifupin.records.homes import HomeFinder, home_of, written_division
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.periods import Period


@given(st.dates(date(2017, 1, 1), date(2019, 12, 31)), st.sampled_from((OLD_BLACK, BLACK)))
def test_old_and_new_code_are_one_county(day, written):
    """A record written with either counts for the county as it is called on the day asked about."""
    home = home_of(record(RETURN, written), setting(day))

    assert home == (OLD_BLACK if day < RENAMED_ON else BLACK)


@pytest.mark.parametrize(
    ("written", "day", "scope", "home"),
    [
        ("220381", date(2018, 5, 31), "220000", "220381"),
        ("220381", date(2021, 1, 1), "220000", "220184"),
        ("220184", date(2018, 5, 31), "220000", "220381"),
        ("411023", date(2017, 1, 1), "410000", "411003"),
        ("411023000000", date(2017, 1, 1), "410000", "411003"),
        ("419001", date(2018, 5, 31), "410000", "419001"),
        ("410181", date(2018, 5, 31), "410000", "410181"),
        ("999999", date(2018, 5, 31), "410000", None),
    ],
)
def test_real_divisions(written, day, scope, home):
    """公主岭 moved to 长春, 许昌县 became 建安区, 济源 has no prefecture, 巩义 is a 直管县."""
    where = setting(day, table=base_divisions(), scope=scope, period=Period(date(2016, 10, 1), END))

    assert home_of(record(RETURN, written), where) == home


def test_a_record_without_a_known_division_has_no_home():
    """Neither a name that was not understood, nor a blank, nor a code that no table has."""
    where = setting()

    assert home_of(record(RETURN, None), where) is None
    assert home_of(make_record(RETURN, {}), where) is None
    assert home_of(record(RETURN, "990777"), where) is None
    assert written_division(record(RETURN, "990777")) == "990777"


@pytest.mark.parametrize(
    ("name", "home"),
    [("柳村", WILLOW), ("柳村委会", WILLOW), ("无名村", GREEN), ("松村", GREEN), (None, GREEN)],
)
def test_a_village_inside_the_division(name, home):
    """A village of the register is the home; one that is not there, or lies elsewhere, is not."""
    assert home_of(record(HOUSEHOLD, GREEN, village=name), setting()) == home


def test_a_village_of_a_renamed_county():
    """The register hangs below the county, whatever it is called by now."""
    village = Division("990222100201", "桐村", Level.VILLAGE, OLD_BLACK)
    table = divisions().with_divisions((village,))

    for written in (OLD_BLACK, BLACK):
        made = record(HOUSEHOLD, written, village="桐村")
        assert home_of(made, setting(END, table=table)) == village.code


def test_a_row_of_a_register_speaks_of_its_own_unit():
    """Not of the county that stands in its division column."""
    row = record(REGISTER, RED, code=WILLOW, name="柳村")

    assert home_of(row, setting()) == WILLOW
    assert home_of(make_record(REGISTER, {"name": "柳村"}), setting()) is None


def test_the_scope_is_the_scope_of_the_day():
    """A plan of a county that was renamed covers the county that it became."""
    before, after = (setting(day, scope=OLD_BLACK) for day in (date(2018, 2, 1), END))

    assert (before.scope, after.scope) == (OLD_BLACK, BLACK)
    assert setting(END).scope == PROVINCE


def test_what_has_no_field_for_a_division_speaks_of_the_programmes_own():
    """The marks that a province gives its departments name a department, and no place."""
    kind = RecordKind("marks", "部门评分", (Field("agency", "部门"),), identity=("agency",))
    marks = make_record(kind, {"agency": "农委"})

    assert home_of(marks, setting(END)) == PROVINCE
    assert HomeFinder(setting(END)).home(marks) == PROVINCE
