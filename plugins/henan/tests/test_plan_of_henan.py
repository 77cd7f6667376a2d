"""What the plan of 河南省 says twice, or leaves open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kejifupin import make_record, open_programme
from kejifupin.plugins.checking import check_folder
from kejifupin.records import DivisionName
from kejifupin.terms import Level

FOLDER = Path(__file__).resolve().parents[1]
END = date(2020, 12, 31)


@pytest.fixture(scope="module")
def henan():
    return open_programme("henan-2016", (FOLDER,), entry_points=False)


@pytest.mark.parametrize(
    ("own", "national", "low", "percent"),
    [
        ("federations_50", "federations_total", 50, 5),
        ("associations_500", "associations_total", 500, 5),
        ("experts_10000", "experts_total", 10000, 10),
    ],
)
def test_the_province_promises_a_share_of_the_national_totals(henan, own, national, low, percent):
    """50 of 1,000, 500 of 10,000, 10,000 of 100,000; the national totals are not its own."""
    bound = henan.catalogue.targets[own].bound
    assert bound.at_least == low
    above = henan.catalogue.above.targets[national].bound
    assert bound.at_least * 100 == above.at_least * percent
    assert national not in henan.catalogue.targets


def test_fifty_in_all_and_one_in_each_of_fifty_three_is_told():
    """Both stay; the only warning of the check is that 53 > 50. The rest are notes."""
    found = check_folder(FOLDER)
    weighty = [each for each in found if each.severity.value != "info"]
    assert [each.code for each in weighty] == ["reference.impossible_total"]
    assert "53" in weighty[0].message
    assert "50" in weighty[0].message
    assert {each.code for each in found} == {"reference.impossible_total", "reference.untargeted"}


@pytest.mark.parametrize(
    ("techniques", "state"), [(0, "MISSED"), (1, "MET"), (2, "MET"), (3, "MET")]
)
def test_at_least_one_to_two_is_a_floor_of_one(henan, techniques, state):
    """至少掌握1-2项: one is enough, two is the stretch, three is no failure."""
    bound = henan.catalogue.targets["techniques_for_each_able_household"].bound
    assert (bound.at_least, bound.stretch, bound.at_most) == (1, 2, None)
    kind = henan.catalogue.kinds["household"]
    values = {"name": "甲", "division": DivisionName("兰考县", "410225"), "able_workers": 2}
    household = make_record(kind, {**values, "techniques": techniques})
    statuses = henan.with_records(household).status(as_of=date(2021, 1, 1))
    found = [each for each in statuses if each.target.key == "techniques_for_each_able_household"]
    whole = next(each for each in found if each.division == "410000")
    assert whole.state.value == state


def test_without_the_register_the_poor_villages_have_no_denominator(henan):
    found = [
        each.state.value
        for each in henan.status(as_of=END)
        if each.target.key == "services_cover_poor_villages"
    ]
    assert found == ["NO_DATA"]


def test_ten_counties_report_to_the_province_though_their_codes_are_a_prefectures(henan):
    """直管县 keep the code of their prefecture; 济源 never had one."""
    divisions = henan.divisions
    direct = {
        divisions.get(code, END).name
        for code in divisions.subtree("410000", END, level=Level.COUNTY)
        if divisions.parent(code, END).code != "410000"
        and divisions.parent(code, END, reporting=True).code == "410000"
    }
    assert direct == {
        "巩义市", "兰考县", "汝州市", "滑县", "长垣市", "邓州市", "永城市", "固始县", "鹿邑县",
        "新蔡县",
    }  # fmt: skip
    assert divisions.parent("419001", END).code == "410000"
