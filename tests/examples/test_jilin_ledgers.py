"""The ledgers of the example of 吉林: what stands beside the four forms of that winter."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "jilin-winter"
DAY = date(2018, 6, 10)


def make_ledgers():
    """The script that writes the ledgers."""
    spec = importlib.util.spec_from_file_location("jilin_ledgers", EXAMPLE / "make_ledgers.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def blank(jilin_blank):
    return jilin_blank


@pytest.fixture
def winter(jilin):
    """The forms and the ledgers together."""
    return jilin


def in_ledgers(issues):
    return [each for each in issues if "ledgers" in (each.place.file or "")]


def test_the_ledgers_are_what_the_script_writes(blank, winter, tmp_path):
    """Written anew and read back, every record is the same."""
    make_ledgers().main(tmp_path)
    again = blank.read(tmp_path / "ledgers", register=EXAMPLE / "村名册.xlsx")

    kept = {each.kind.key for each in again.records}
    own = [each for each in winter.records if each.kind.key in kept]
    assert sorted(map(repr, again.records)) == sorted(map(repr, own))


def test_exactly_what_was_put_in_wrong_is_told(winter):
    found = in_ledgers(winter.outcome(DAY).issues)
    assert sorted((each.rule or each.code, each.place.cell.split("!")[1]) for each in found) == [
        ("demonstration_criteria", "D5"),
        ("field.not_in_order", "D7"),
        ("log_within_season", "C5"),
        ("no_release_before_the_goal", "P5"),
        ("practical_talent_intermediate", "D6"),
    ]


def test_the_roster_is_held_against_annex_3(winter):
    """Three experts in each annex 3; the roster has four of 靖宇县 and two of 汪清县."""
    found = [each for each in winter.outcome(DAY).issues if each.rule == "team_experts"]
    assert {each.place.file.split("/")[-2] for each in found} == {"靖宇县", "汪清县"}


@pytest.mark.parametrize(
    ("indicator", "division", "low", "high"),
    [
        # 研究员, 高级农艺师 and 中级农技师 in every team.
        ("intermediate_experts", "220622", 3, 3),
        # Four of four and one of two were confirmed.
        ("roster_accuracy", "220622", 100, 100),
        ("roster_accuracy", "222424", 50, 50),
        ("large_events", "220622", 1, 1),
        ("large_events", "220621", 0, 0),
        ("large_events", "220623", 0, None),
        ("goals_met", "220622", 1, 1),
        ("poor_households_led", "220622", 9, 9),
        # One village of three lists its demonstration households.
        ("demonstration_households_listed", "220622", 3, None),
    ],
)
def test_figures_that_only_the_ledgers_know(winter, indicator, division, low, high):
    value = winter.outcome(DAY).values.find(indicator, division).value
    assert ((0, None) if value is None else (value.low, value.high)) == (low, high)


def test_each_able_household_by_its_ledger(winter):
    """Of six able households three are known to master one; one surely does not."""
    status = next(
        each
        for each in winter.status(as_of=DAY, division="220000")
        if each.target.key == "techniques_for_each_able_household"
    )
    assert (status.state.value, status.value.low, status.value.high) == ("MISSED", 3, 5)


def test_a_target_over_villages_is_traced_to_where_1489_stands(winter):
    """The number of poor villages is the document's, told with its clause."""
    key = "demonstration_households_in_each_village"
    told = winter.explain(key, as_of=DAY, division="220000").text()
    assert "载明1489个村" in told
    assert "以全省8个国贫县、1489个贫困村为重点" in told
