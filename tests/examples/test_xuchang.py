"""The example of 许昌市: what the summary of 2018 reports, and what is questionable in it."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kejifupin import Vague, make_record
from kejifupin.indicators.explain import explain_value
from kejifupin.records import DivisionName
from kejifupin.terms.issues import Severity

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "xuchang-2018"
DAY = date(2018, 12, 31)
CITY, YANLING, NANZHAI = "411000", "411024", "411081109214"


def script(name):
    """A script of the example as a module."""
    spec = importlib.util.spec_from_file_location(f"xuchang_{name}", EXAMPLE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def blank(xuchang_blank):
    return xuchang_blank


@pytest.fixture
def example(xuchang):
    return xuchang


def told(programme):
    """The rules that are broken, with their weight."""
    issues = programme.outcome(DAY).issues
    broken = [each for each in issues if each.code == "rule.broken"]
    return sorted((each.rule, each.severity.value) for each in broken)


def with_one(programme, kind, **values):
    """The programme with one record of its own."""
    record = make_record(programme.catalogue.kinds[kind], values)
    return programme.with_records(record)


def yanling():
    return DivisionName("鄢陵县", YANLING)


def test_the_ledgers_are_what_the_script_writes(example, blank, tmp_path):
    """Written anew and read back, every record is the same, its vague figures as printed."""
    script("make_xuchang").main(tmp_path)
    again = blank.read(tmp_path / "ledgers", register=tmp_path / "村名册.xlsx")

    def sorted_records(programme):
        return sorted(programme.records, key=repr)

    assert sorted_records(again) == sorted_records(example)
    assert not [each for each in again.reading_issues if each.severity is not Severity.INFO]


# Lowest and highest by hand: 余 and 多 end at the last printed digit.
FIGURES = {
    "chief_experts": (30, 30),
    "chief_experts_serving": (10, 19),
    "volunteer_teams": (1, 1),
    "reported_bases": (5, 5),
    "expert_attendances": (20, 29),
    "training_sessions": (30, 39),
    "people_trained": (300, 399),
    "people_reached": (10000, 19999),
    "materials": (12000, 12999),
    "science_shows": (10, 19),
    "gift_sets": (2000, 2999),
    "pupil_gift_sets": (500, 599),
    "villages_assisted": (2, 2),
    "first_secretaries": (2, 2),
    "people_lifted": (650, 650),
    "people_lifted_in_villages": (200, 200),
    "lifted_and_still_poor": (240, 240),
    "lifted_elsewhere": (410, 410),
    "system_households": (103, 103),
    "system_people": (378, 378),
    "new_households": (9, 9),
    "new_people": (38, 38),
    "natural_increase": (2, 2),
    "registered_households": (9, 9),
    "registered_people": (40, 40),
    "planting_bases": (1, 1),
    "pepper_area": (1200, 1300),
    "pepper_area_led": (500, 600),
    "expected_income_rate": (5000, 6000),
    "seed_packages": (40, 49),
    "seed_value": (1800, 3000),
    "seed_households": (2, 2),
    "floor_price": (1, 1),
    "told_industry_share": (70, None),
    "told_registered_share": (80, None),
    "problems": (4, 4),
}


@pytest.mark.parametrize("key", FIGURES)
def test_every_printed_figure_has_its_value(example, key):
    value = example.outcome(DAY).values.find(key, CITY).value
    assert (value.low, value.high) == FIGURES[key]


def test_every_indicator_of_the_city_is_in_the_example(example):
    """What is not in the table above is a quotient, or was not reported."""
    owned = example.catalogue.owned["indicators"]
    own = {key for key, each in owned.items() if each.programme == "xuchang-2018"}
    values = example.outcome(DAY).values
    quotients = {
        "people_per_session",
        "copies_per_person",
        "village_share_of_lifted",
        "people_per_household",
        "people_per_system_household",
        "seed_household_share",
        "value_per_package",
    }
    unknown = {
        "pepper_income",
        "industry_fund_share",
        "registered_fund_share",
        "registered_fund_share_of_all",
        "satisfaction_rate",
    }
    assert own == FIGURES.keys() | quotients | unknown
    assert all(values.find(key, CITY).value is not None for key in quotients)


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        # 300余人 in 30余场次: 300/39 to 399/30.
        ("people_per_session", "7.692", "13.3"),
        # 200 of 650, and 2 of 9 households.
        ("village_share_of_lifted", "30.769", "30.770"),
        ("seed_household_share", "22.222", "22.223"),
        # 378/103 and 40/9.
        ("people_per_system_household", "3.669", "3.670"),
        ("people_per_household", "4.444", "4.445"),
    ],
)
def test_what_follows_from_two_figures(example, key, low, high):
    value = example.outcome(DAY).values.find(key, CITY).value
    assert Decimal(low) <= value.low <= value.high <= Decimal(high)


def test_exactly_what_is_questionable_is_told(example):
    """A village off the list with poor households is a note, never an error."""
    assert told(example) == [
        ("all_lifted_yet_poor_village", "info"),
        ("delisted_with_households", "info"),
        ("forecast_told_as_income", "error"),
        ("half_width_comma", "info"),
        ("income_leaves_out_led_area", "warning"),
        ("watermark", "info"),
    ]


class TestForecast:
    """预计收益每亩5000-6000元,共计创收600余万元."""

    def test_it_is_not_counted_as_a_result(self, example):
        value = example.outcome(DAY).values.find("pepper_income", CITY)
        assert value.value is None or value.value.high is None
        assert value.blank == 1

    def test_what_was_settled_counts(self, blank):
        settled = with_one(
            blank, "industry", name="辣椒", division=yanling(), income=610,
            area=1220, income_rate=5000, expected_income_rate=Vague(5000, 6000, "5000-6000"),
        )  # fmt: skip
        assert told(settled) == []
        value = settled.outcome(DAY).values.find("pepper_income", CITY).value
        assert (value.low, value.high) == (610, 610)


class TestArea:
    """1200余亩 at 5000 to 6000 is 600 to 780 万元; with 500余亩 more it is at least 850."""

    @pytest.mark.parametrize(
        ("income", "alone", "with_led"),
        [
            (599, False, False),
            (600, True, False),
            (779, True, False),
            (780, False, False),
            (849, False, False),
            (850, False, True),
            (1139, False, True),
            (1140, False, False),
        ],
    )
    def test_what_fits(self, blank, income, alone, with_led):
        found = told(
            with_one(
                blank, "industry", name="辣椒", division=yanling(), income=income,
                area=Vague(1200, 1300, "1200余亩", high_open=True),
                area_led=Vague(500, 600, "500余亩", high_open=True),
                expected_income_rate=Vague(5000, 6000, "5000-6000"),
                income_rate=5500,
            )
        )  # fmt: skip
        rules = {rule for rule, _ in found}
        assert ("income_fits_area" not in rules) is alone
        assert ("income_leaves_out_led_area" not in rules) is with_led


class TestVillage:
    """9户38人 + 自然增加2人 = 9户40人."""

    @pytest.mark.parametrize(
        ("people", "households", "broken"),
        [
            (40, 9, []),
            (41, 9, ["registered_people_add_up"]),
            (40, 10, ["registered_households_stay"]),
            (38, 8, ["registered_households_stay", "registered_people_add_up"]),
        ],
    )
    def test_the_sum(self, blank, people, households, broken):
        found = told(
            with_one(
                blank, "village_state", name="杨树湾村", division=yanling(),
                as_of=DAY, newly_registered_households=9, newly_registered_people=38,
                natural_increase=2, registered_people=people, registered_households=households,
            )
        )  # fmt: skip
        assert [rule for rule, _ in found] == broken

    def test_a_village_off_the_list_without_poor_households_is_not_spoken_of(self, blank):
        found = with_one(
            blank, "village_state", name="杨树湾村", division=yanling(), as_of=DAY,
            poor_village="已退出", registered_households=0,
        )  # fmt: skip
        assert told(found) == []


@pytest.mark.parametrize(("share", "broken"), [(50, True), (Decimal("55.99"), True), (56, False)])
def test_seventy_of_a_hundred_and_eighty_of_those_are_at_least_56(blank, share, broken):
    """70% × 80%: what is said to be less contradicts it; 56 and more may be."""
    found = told(
        with_one(
            blank, "fund_shares", division=yanling(), fund="财政专项扶贫资金",
            industry_share=Vague(70, None, "70%以上"), registered_share=Vague(80, None, "80%以上"),
            registered_share_of_all=share,
        )
    )  # fmt: skip
    assert found == ([("fund_shares_multiply", "warning")] if broken else [])


def test_56_of_a_hundred_is_a_target_of_its_own(blank):
    """560 of 1000 万元 meets all three; 559 misses the product alone."""
    for amount, states in ((560, ["MET"] * 3), (559, ["MET", "MISSED", "MISSED"])):
        programme = with_one(
            blank, "fund", name="财政专项扶贫资金", division=yanling(), amount=1000,
            industry_amount=700, registered_amount=amount,
        )  # fmt: skip
        statuses = programme.status(as_of=date(2019, 1, 1))
        keys = ("industry_fund_70", "registered_fund_80", "registered_fund_56")
        found = {each.target.key: each.state.value for each in statuses}
        assert [found[key] for key in keys] == states


@pytest.mark.parametrize(
    ("serving", "broken"), [(Vague(10, 19, "10余"), False), (30, False), (31, True)]
)
def test_those_serving_are_among_those_named(blank, serving, broken):
    found = told(
        with_one(
            blank, "chief_experts", division=DivisionName("许昌市", CITY), batch="第一批",
            named=30, serving=serving,
        )
    )  # fmt: skip
    assert found == ([("serving_within_named", "error")] if broken else [])


class TestLifted:
    """The 650 of the city contain the 200 of the village."""

    def test_the_city_is_counted_once(self, example):
        values = example.outcome(DAY).values
        assert values.find("people_lifted", CITY).value.low == 650
        own = values.find("people_lifted", CITY).own_part
        assert (own.low, own.high) == (450, 450)

    def test_a_village_with_more_than_the_city_is_told(self, blank):
        register = blank.read(register=EXAMPLE / "村名册.xlsx")
        kind = register.catalogue.kinds["lifted_report"]

        def codes(people):
            city = make_record(kind, {"division": DivisionName("许昌市", CITY), "people": 650})
            values = {"division": DivisionName("禹州市", "411081"), "village": "南寨村"}
            village = make_record(kind, {**values, "people": people})
            issues = register.with_records(city, village).outcome(DAY).issues
            return [each.code for each in issues if each.code.startswith("roll_up")]

        assert codes(650) == []
        assert codes(651) == ["roll_up.below_children"]


def test_the_poor_counties_of_the_plan_are_none_here(example):
    """许昌 has none of the 53: what asks for one in each of them cannot be told."""
    statuses = example.status(as_of=DAY)
    found = [each for each in statuses if each.target.key == "federation_in_each_poor_county"]
    assert [(each.division, each.state.value) for each in found] == [(CITY, "NO_DATA")]


def test_what_the_summary_says_of_targets_gives_their_states(example):
    """Two teams of the city, one poor village with guidance and without a named expert."""
    village, county = "411024110213", YANLING
    known = {
        (each.target.key, each.division): each.state.value
        for each in example.status(as_of=DAY)
        if each.state.value != "NO_DATA"
    }
    assert known == {
        ("service_group_in_each_prefecture", CITY): "MET",
        ("expert_team_in_each_prefecture", CITY): "MET",
        **{("services_cover_poor_villages", code): "MET" for code in (CITY, county, village)},
        **{("experts_cover_poor_villages", code): "BEHIND" for code in (CITY, county, village)},
    }


def test_a_figure_is_traced_to_the_system_and_the_passage(example):
    """Behind 103户 stand a cell, and what the ledger says that it was told by."""
    outcome = example.outcome(DAY)
    value = outcome.values.find("system_households", CITY)
    (found,) = explain_value(value, outcome.plan, outcome.data, outcome.setting).contributions
    assert found.told_source.startswith("国家扶贫信息系统；总结二（五）")
    assert "据国家扶贫信息系统" in found.text()
    assert found.file.endswith("贫困村变动台账.xlsx")


def test_the_script_prints_every_figure_with_its_clause(capsys):
    script("show_values").main()
    printed = capsys.readouterr().out
    assert "建档立卡人口：40人（二（五）" in printed
    assert "预计" in printed
    assert printed.count("[错误]") == 1
