"""Rules of a plugin: what they blame, and when they stay silent."""

from __future__ import annotations

import pytest
from small_world import CITED, GREEN, TEAM, origin, record, setting

from kejifupin.checks import Rule, check_records
from kejifupin.checks.rules import check_rules
from kejifupin.errors import DefinitionError
from kejifupin.records import Condition, Operand, make_record
from kejifupin.terms.issues import Effect, Severity
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

SMALL = Condition(field="size", at_most=Operand(constant=10))


def rule(**changes):
    values = {
        "must": SMALL,
        "message": "人数过多",
        "remedy": "核对人数",
        "citation": CITED,
    } | changes
    return Rule("small_team", values.pop("kind", "team"), **values)


def broken(found, *, by=None, **values):
    made = record(TEAM, GREEN, "a.docx", **values)
    return check_rules([made], by or [found], setting())


@pytest.mark.parametrize(
    ("size", "breaks"),
    [(10, False), (11, True), (None, False), (NONE_OF_ITEM, False), (Vague(9, 12, "9-12"), False)],
)
def test_a_rule_breaks_only_where_it_surely_does_not_hold(size, breaks):
    """About what was not reported, or may be right, it stays silent."""
    found = broken(rule(), size=size)

    assert [each.code for each in found] == (["rule.broken"] if breaks else [])


def test_a_broken_rule_is_told_at_the_blamed_cell():
    """The first field that it reads, unless it says otherwise."""
    (own,) = broken(rule(), size=11)
    (other,) = broken(rule(blames="leader"), size=11)

    assert (own.rule, own.message, own.remedy) == ("small_team", "人数过多", "核对人数")
    assert (own.place.file, own.place.cell, own.field) == ("a.docx", "表1!R3C2", "size")
    assert (other.place.cell, other.field) == ("表1!R2C2", "leader")


@pytest.mark.parametrize(
    ("severity", "effect"),
    [
        (Severity.ERROR, Effect.FIELD),
        (Severity.WARNING, Effect.NONE),
        (Severity.INFO, Effect.NONE),
    ],
)
def test_only_an_error_takes_the_figure_out(severity, effect):
    """A warning leaves it as it stands."""
    (issue,) = broken(rule(severity=severity), size=11)

    assert (issue.severity, issue.effect) == (severity, effect)


@pytest.mark.parametrize(
    ("needs", "breaks"), [(("种植",), True), (("养殖",), False), (None, False)]
)
def test_when_must_surely_hold(needs, breaks):
    """A rule for some records leaves alone those of which it is not known."""
    found = broken(rule(when=Condition(field="needs", contains="种植")), size=11, needs=needs)

    assert bool(found) is breaks


def test_rules_of_rows_and_rules_of_other_kinds():
    """A rule speaks of the kind that it names, rows by kind and field."""
    row = TEAM.row_kind("experts")
    old = make_record(row, {"age": 90}, origin(row, "a.docx", row=1))
    young = Rule(
        "young",
        "team.experts",
        Condition(field="age", at_most=Operand(constant=80)),
        "年龄过大",
        "核对年龄",
    )

    (issue,) = broken(young, size=11, experts=(old,))
    assert issue.place.cell == "表1!R2C2"
    assert broken(rule(kind="return"), size=11) == ()


def test_a_rule_reads_a_field():
    """One that reads none could blame none."""
    nothing = Condition(left=Operand(constant=1), at_least=Operand(constant=2))
    with pytest.raises(DefinitionError, match="reads no field"):
        rule(must=nothing)
    when = Condition(field="leader", reported=True)
    assert rule(when=when).fields() == ("size", "leader")


def test_all_checks_in_one_call():
    """What the kind demands and what the rules say, together."""
    row = TEAM.row_kind("experts")
    young = make_record(row, {"age": 12}, origin(row, "a.docx", row=1))
    made = record(TEAM, GREEN, "a.docx", size=11, experts=(young,))

    codes = [each.code for each in check_records([made], [rule()], setting())]

    assert sorted(codes) == ["field.out_of_range", "rule.broken"]
