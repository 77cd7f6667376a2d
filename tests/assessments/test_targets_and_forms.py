"""Criteria that read statuses of targets, forms handed in, and findings of spot checks."""

from __future__ import annotations

from datetime import date

import pytest
from scoring_world import points, scheme, values
from small_world import (
    EACH,
    EAST,
    GREEN,
    PROVINCE,
    RED,
    RETURN,
    WHITE,
    judged,
    record,
    setting,
    target,
)

from kejifupin.assessments import assess
from kejifupin.checks import Finding, FindingOutcome, RecordReference
from kejifupin.submissions.rates import ReportingRates
from kejifupin.submissions.states import SubmissionState
from kejifupin.targets.statuses import Statuses
from kejifupin.terms.bounds import Bound
from kejifupin.terms.quantities import Vague

AFTER = date(2018, 5, 1)
LINE = """
[[criteria]]
key = "line"
label = "评分项"
points = 100
"""


def scored(table, *, statuses=None, rates=None, findings=(), level="county"):
    """What a table makes of everything but figures."""
    made = scheme(f'subjects = {{ level = "{level}" }}\n{LINE}{table}')
    return assess(made, values({}), statuses or Statuses(), rates or {}, findings, setting(AFTER))


def statuses(people):
    """Each poor county is to have 10; 青县 has what is given, 红县 has 12."""
    records = [
        record(RETURN, GREEN, "a", people=people),
        record(RETURN, RED, "b", people=12),
    ]
    aim = target(basis=EACH, cohort="poor_counties", bound=Bound(at_least=10))
    return judged(records, aim, on=setting(AFTER)).statuses


@pytest.mark.parametrize(
    ("reads", "method", "kept", "open_"),
    [
        # 8 of 10: 80 per cent; 8 to 12: 80 to 100.
        ("", "proportional = true", "80", "80—100"),
        ("", "all_or_nothing = true", "0", "0—100"),
        ("", "deduct = { points = 2, per = 5 }", "92", "92—100"),
        (', take = "gap"', "deduct = { points = 15 }", "70", "70—100"),
        (', take = "value"', "per_event = { points = 5 }", "40", "40—60"),
        (', take = "state"', 'graded = { "已完成" = 100, "未完成" = 30 }', "30", "30—100"),
    ],
)
def test_a_target_is_read_by_what_is_taken_of_it(reads, method, kept, open_):
    """The completion by default, the same as the status shows; undecided gives a range."""
    table = f'reads = {{ target = "goal"{reads} }}\n{method}'
    sure = scored(table, statuses=statuses(8)).get(GREEN)
    vague = scored(table, statuses=statuses(Vague(8, 12, "8至12"))).get(GREEN)
    assert (points(sure), points(vague)) == (kept, open_)


def test_a_target_that_does_not_speak_of_a_county_is_no_task_of_it():
    """白县 is not poor: the line is left out, and with it the whole table."""
    found = scored('reads = { target = "goal" }\nproportional = true', statuses=statuses(8))
    assert found.get(WHITE).line("line").absence is not None
    assert points(found.get(WHITE)) == "0—100"


def test_shares_of_the_forms_owed():
    """Of 4 owed one came in time, one at an unknown day, one late: 25 to 50 per cent in time."""
    states = {
        SubmissionState.ON_TIME: 1,
        SubmissionState.UNDATED: 1,
        SubmissionState.LATE: 1,
        SubmissionState.MISSING: 1,
    }
    rates = {(GREEN, "return"): ReportingRates(states, timely=1, undated=1, complete=2)}
    ways = {
        "timely": "25—50",
        "received": "75",
        "complete": "50",
    }
    for take, expected in ways.items():
        table = f'reads = {{ submissions = "return", take = "{take}" }}\nproportional = true'
        assert points(scored(table, rates=rates).get(GREEN)) == expected
    for take, expected in {"missing": "90", "late": "80—90"}.items():
        table = f'reads = {{ submissions = "return", take = "{take}" }}\ndeduct = {{ points = 10 }}'
        assert points(scored(table, rates=rates).get(GREEN)) == expected
    table = 'reads = { submissions = "all" }\nproportional = true'
    assert scored(table, rates=rates).get(GREEN).line("line").absence is not None


def test_what_is_not_yet_due_lowers_no_share():
    """One of one is in time, however many are still to come; where none is due, none is judged."""
    to_come = {SubmissionState.NOT_YET_DUE: 10}
    rates = {
        (GREEN, "return"): ReportingRates({SubmissionState.ON_TIME: 1, **to_come}, timely=1),
        (RED, "return"): ReportingRates(to_come),
    }
    table = 'reads = { submissions = "return" }\nproportional = true'
    found = scored(table, rates=rates)
    assert points(found.get(GREEN)) == "100"
    assert "应报1份" in found.get(GREEN).line("line").reading.why
    assert found.get(RED).line("line").absence is not None


def findings():
    """In 青县 one of four records differs and one is made up; one of 红县 is right."""
    outcomes = ("confirmed", "confirmed", "differs", "fabricated")
    made = [
        Finding(
            RecordReference("return", ("return", GREEN, number)),
            GREEN,
            FindingOutcome(outcome),
            date(2018, 4, 20),
        )
        for number, outcome in enumerate(outcomes)
    ]
    right = FindingOutcome.CONFIRMED
    made.append(Finding(RecordReference("return", ("x",)), RED, right, date(2018, 4, 20)))
    late = date(2018, 6, 1)
    made.append(Finding(RecordReference("return", ("y",)), RED, FindingOutcome.NOT_FOUND, late))
    return tuple(made)


def test_errors_of_a_spot_check():
    """2 of 4 are wrong: 50 per cent at a point each; what is found after the day does not count."""
    table = 'reads = { findings = "return" }\ndeduct = { points = 1 }'
    found = scored(table, findings=findings())
    assert [points(found.get(each)) for each in (GREEN, RED)] == ["50", "100"]
    assert found.get(WHITE).line("line").absence is not None
    over = scored(table, findings=findings(), level="prefecture")
    assert points(over.get(EAST)) == "50"


def test_fabricated_records_are_counted_by_themselves():
    """One of them costs 40 points in 青县 and nothing elsewhere."""
    reads = '{ findings = "all", take = "errors", outcomes = ["fabricated"] }'
    found = scored(f"reads = {reads}\ndeduct = {{ points = 40 }}", findings=findings())
    assert [points(found.get(each)) for each in (GREEN, RED, WHITE)] == ["60", "100", "100"]


def test_one_record_with_two_wrong_fields_is_one_error():
    """Of one record drawn, two fields differ: 100 per cent wrong, not 200."""
    one = RecordReference("return", ("r",))
    twice = tuple(
        Finding(one, GREEN, FindingOutcome.DIFFERS, date(2018, 4, 20), field=field)
        for field in ("people", "groups")
    )
    table = 'reads = { findings = "return", take = "errors" }\ndeduct = { points = 7 }'
    assert points(scored(table, findings=twice).get(GREEN)) == "93"
    assert PROVINCE in setting(AFTER).reach
