"""Values, statuses and what stands behind them, as JSON."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_world import (
    EACH,
    EAST,
    END,
    GREEN,
    HOUSEHOLD,
    PROVINCE,
    RED,
    RETURN,
    TEAM,
    WHITE,
    indicator,
    measure,
    record,
    setting,
    target,
    values_of,
)

from kejifupin.exchange import explanation_json, plain_explanation, plain_indicator_value
from kejifupin.indicators import (
    Expression,
    Measure,
    MeasureKind,
    RecordData,
    compute_values,
    explain_value,
    make_plan,
    with_parts,
)
from kejifupin.targets import explain_status, judge_targets
from kejifupin.terms.divisions import Level
from kejifupin.terms.quantities import NONE_OF_ITEM
from kejifupin.terms.rule_versions import RuleVersion

COUNTIES = indicator(reported_by=(Level.COUNTY,))


def returns(**people):
    codes = {"green": GREEN, "white": WHITE}
    return [record(RETURN, codes[name], f"{name}.docx", people=n) for name, n in people.items()]


@pytest.mark.parametrize(
    ("people", "value", "counts"),
    [
        (0, 0, (1, 0, 0)),
        (NONE_OF_ITEM, 0, (1, 0, 1)),
        (None, None, (0, 1, 0)),
        (3, 3, (1, 0, 0)),
    ],
)
def test_zero_blank_and_none_are_apart(people, value, counts):
    """0 is a figure, “-” is 0 and says so, a blank is no data."""
    (made,) = values_of(returns(green=people), indicator()).where(division=GREEN)

    plain = plain_indicator_value(made)

    assert plain["value"] == value
    assert (plain["reported"], plain["blank"], plain["none"]) == counts
    assert plain["as_of"] == "2018-04-10"


def test_an_interval_and_who_is_missing():
    """At least 3, of 东州's counties two are silent."""
    made = values_of(returns(green=3, white=0), COUNTIES).get("people", EAST)

    plain = plain_indicator_value(made)

    assert plain["value"] == {"low": 3, "high": None}
    assert plain["known"] == 3
    assert plain["complete"] is False
    assert plain["missing"] == ["990100-x", "990181"]


def test_a_part_says_of_what():
    """And whether the parts together may exceed it."""
    whole = indicator("x", "支", measure=measure("count", "team"), split_by="needs")
    parts = with_parts((whole,), setting().kinds)
    values = values_of([record(TEAM, GREEN, leader="甲", needs=("种植",))], *parts)

    plain = plain_indicator_value(values.get("x:种植", GREEN))

    assert plain["part"] == {"of": "x", "choice": "种植", "overlapping": True}
    assert "part" not in plain_indicator_value(values.get("x", GREEN))


def explained():
    a = indicator("a", "个", label="甲", measure=measure(field="groups"))
    share = indicator(
        "x",
        "人次/个",
        measure=Measure(
            MeasureKind.DERIVED,
            expression=Expression(ratio=(Expression("people"), Expression("a"))),
        ),
    )
    where = setting(date(2018, 4, 1))
    records = [record(RETURN, GREEN, "a.docx", people=5, groups=2)]
    plan, data = make_plan((indicator(), a, share)), RecordData.of(records, where)
    values = compute_values(plan, data, where).values
    version = RuleVersion("plan", "ab12" * 16, "jilin", "0.1.0", "0.2.0")
    return explain_value(values.get("x", EAST), plan, data, where, values=values, version=version)


def test_an_explanation_is_streamed_as_one_object():
    """Its pieces joined: 5 of 2 is 2.5, each with its cell, and how many records there are."""
    pieces = list(explanation_json(explained()))

    found = json.loads("".join(pieces))

    assert len([each for each in pieces if '"cell"' in each]) == 2
    assert (found["value"], found["record_count"]) == (2.5, 2)
    assert [each["value"] for each in found["operands"]] == [5, 2]
    assert found["records"][1] == {
        "kind": "return",
        "division": GREEN,
        "division_name": "青县",
        "field": "groups",
        "value": "2个",
        "file": "a.docx",
        "cell": "表1!R4C2",
        "certain": True,
        "told_source": None,
        "issue": None,
    }
    assert found["version"] == {
        "programme": "plan",
        "definitions": "ab12" * 16,
        "plugin": "jilin",
        "plugin_version": "0.1.0",
        "library": "0.2.0",
    }


def test_an_explanation_by_itself_has_no_records():
    """They are counted; whoever wants them streams them."""
    plain = plain_explanation(explained())

    assert "records" not in plain
    assert plain["record_count"] == 2
    assert plain["type"] == "explanation"


def test_decimals_stay_what_they_are():
    """0.1 + 0.2 is 0.3."""
    crowd = indicator("c", "万人次", measure=measure(field="crowd"))
    records = [
        record(RETURN, code, crowd=Decimal(amount))
        for code, amount in ((GREEN, "0.1"), (WHITE, "0.2"))
    ]

    assert plain_indicator_value(values_of(records, crowd).get("c", EAST))["value"] == 0.3


def opened(records, aim, code, found):
    where = setting(END + timedelta(days=1))
    plan, data = make_plan((found,)), RecordData.of(records, where)
    values = compute_values(plan, data, where).values
    status = judge_targets((aim,), plan, values, data, where).statuses.get(aim.key, code)
    return explain_status(status, plan, data, where)


def test_a_status_opened():
    """What, where, in which state, from which cells; who fails and who is missing."""
    aim = target(basis=EACH, cohort="poor_counties")

    told = opened(returns(green=3), aim, PROVINCE, indicator())
    found = json.loads("".join(explanation_json(told)))

    assert (found["type"], found["target"], found["state"]) == ("explanation", "goal", "MISSED")
    assert (found["failing"], found["missing"]) == ([GREEN], [RED])
    assert found["missing_names"] == [f"红县（{RED}）"]
    assert (found["record_count"], found["version"]) == (1, None)
    assert found["records"] == [
        {
            "kind": "return",
            "division": GREEN,
            "division_name": "青县",
            "field": "people",
            "value": "3人次",
            "file": "green.docx",
            "cell": "表1!R2C2",
            "certain": True,
            "told_source": None,
            "issue": None,
        }
    ]


def test_no_person_shows_in_it():
    """Households that fail or are unknown are called by the place where they were read."""
    skills = indicator("skills", "项", measure=measure(field="skills", records="household"))
    aim = target("skills", indicator="skills", basis=EACH, cohort="households")
    records = [
        record(HOUSEHOLD, GREEN, "甲.docx", name="张三丰", skills=0),
        record(HOUSEHOLD, GREEN, "乙.docx", name="李四光", skills=None),
    ]

    text = "".join(explanation_json(opened(records, aim, PROVINCE, skills)))

    found = json.loads(text)
    assert (found["failing"], found["missing"]) == (["甲.docx 表1"], ["乙.docx 表1"])
    assert "张三丰" not in text
    assert "李四光" not in text
