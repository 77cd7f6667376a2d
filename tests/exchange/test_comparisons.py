"""Two runs held against each other, as JSON."""

from __future__ import annotations

import json
from datetime import timedelta

from small_world import (
    EACH,
    END,
    GREEN,
    HOUSEHOLD,
    PROVINCE,
    RETURN,
    SILENT_ZERO,
    indicator,
    measure,
    record,
    setting,
    target,
)

from kejifupin.exchange import plain_comparison
from kejifupin.indicators import RecordData, compute_values, make_plan
from kejifupin.targets import compare_runs, judge_targets, run_of
from kejifupin.terms.bounds import Bound
from kejifupin.terms.rule_versions import RuleVersion

PEOPLE = indicator(silence=SILENT_ZERO)
EACH_COUNTY = target("each", Bound(at_least=3), basis=EACH, cohort="poor_counties")


def run(records, aim=EACH_COUNTY, found=PEOPLE):
    where = setting(END + timedelta(days=1))
    plan, data = make_plan((found,)), RecordData.of(records, where)
    values = compute_values(plan, data, where).values
    statuses = judge_targets((aim,), plan, values, data, where).statuses
    return run_of(statuses, plan, data, where, RuleVersion("plan", "a" * 64, "test", "1.0"))


def test_every_change_is_told_once_and_named_by_its_number():
    """青县 fell from 4 to 1: three statuses with it, one record, its cell."""
    records = [record(RETURN, GREEN, "a.docx", people=n) for n in (4, 1)]
    found = compare_runs(run(records[:1]), run(records[1:]))

    plain = json.loads(json.dumps(plain_comparison(found), allow_nan=False))

    assert len(plain["records"]) == 1
    assert [each["records"] for each in plain["statuses"]] == [[0]] * 3
    (changed,) = plain["records"][0]["fields"]
    assert (changed["before"], changed["after"], changed["cell"]) == ("4人次", "1人次", "表1!R2C2")
    own = next(each for each in plain["statuses"] if each["division"] == GREEN)
    assert (own["before"]["state"], own["before"]["value"]) == ("MET", 4)
    assert (own["after"]["state"], own["after"]["value"]) == ("MISSED", 1)
    assert own["after"]["bound"] == {"low": 3, "high": None}
    assert own["after"]["unit"] == "人次"


def test_no_person_shows():
    """A name that changed is masked before and after."""
    names = indicator(
        "names", "户", measure=measure("count_distinct", "household", distinct=("name",))
    )
    aim = target("names", indicator="names", scope=PROVINCE)
    before = [record(HOUSEHOLD, GREEN, "a.docx", name="甲某")]
    after = [
        record(HOUSEHOLD, GREEN, "a.docx", name="乙某"),
        record(HOUSEHOLD, GREEN, "b.docx", name="丙某"),
    ]

    found = compare_runs(run(before, aim, names), run(after, aim, names))

    plain = plain_comparison(found)
    assert plain["records"]
    assert not any(
        name in json.dumps(plain, ensure_ascii=False) for name in ("甲某", "乙某", "丙某")
    )
