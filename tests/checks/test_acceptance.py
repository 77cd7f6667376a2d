"""Which records count: the latest of one subject, or none; never by the order of reading."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from small_world import (
    BLACK,
    END,
    GREEN,
    NATION,
    OLD_BLACK,
    RED,
    RETURN,
    START,
    TEAM,
    WHITE,
    origin,
    place,
    record,
    setting,
)

from kejifupin.checks import accept_records, check_records
from kejifupin.checks.rules import Rule
from kejifupin.records import Condition, Operand, Unread, make_record
from kejifupin.submissions import Submission
from kejifupin.terms.issues import Effect, Issue, Severity
from kejifupin.terms.origins import Origin, Place

DAY = START + timedelta(days=30)
FIRST, SECOND, THIRD = (START + timedelta(days=number) for number in (1, 2, 3))


def submitted(**days):
    """Files by name, with the day of their receipt."""
    return [Submission("return", GREEN, f"{file}.docx", day) for file, day in days.items()]


def back(file, people=5, code=GREEN, **values):
    return record(RETURN, code, f"{file}.docx", people=people, **values)


def accepted(*records, issues=(), on=END, **days):
    return accept_records(records, issues, submitted(**days), setting(on))


def files(acceptance):
    return [each.origin.file.removesuffix(".docx") for each in acceptance.records]


def left(acceptance):
    return {
        (each.record.origin.file.removesuffix(".docx"), each.code) for each in acceptance.left_out
    }


def told(acceptance):
    return sorted((each.place.file.removesuffix(".docx"), each.code) for each in acceptance.issues)


# Versions


def test_the_version_received_last_counts():
    """The earlier one is told, without reproach."""
    found = accepted(back("a", 5), back("b", 7), a=FIRST, b=SECOND)

    assert files(found) == ["b"]
    assert left(found) == {("a", "record.replaced")}
    (issue,) = found.issues
    assert (issue.severity, issue.place.cell) == (Severity.INFO, "表1!R1C2")
    assert "b.docx" in issue.message


@pytest.mark.parametrize(
    "days",
    [{}, {"a": FIRST}, {"b": SECOND}, {"a": FIRST, "b": FIRST}],
    ids=["both unknown", "one unknown", "the other unknown", "the same day"],
)
def test_different_contents_in_an_unknown_order_do_not_count(days):
    """Neither of them; both are told, at their cells, with what to do."""
    found = accepted(back("a", 5), back("b", 7), **days)

    assert files(found) == []
    assert left(found) == {("a", "record.conflict"), ("b", "record.conflict")}
    assert told(found) == [("a", "record.conflict"), ("b", "record.conflict")]
    assert all(each.remedy and each.severity is Severity.ERROR for each in found.issues)


def test_the_same_content_twice_counts_once():
    """Received when it may be; the copy is told."""
    for days in ({}, {"a": FIRST, "b": SECOND}, {"b": SECOND}):
        found = accepted(back("b"), back("a"), **days)
        assert files(found) == ["a"]
        assert told(found) == [("b", "record.repeated")]


def test_the_same_content_in_other_words_is_the_same():
    """The county written in full is the same county."""
    one = make_record(RETURN, {"division": place(GREEN, "青县")}, origin(RETURN, "a.docx"))
    other = make_record(RETURN, {"division": place(GREEN, "东州青县")}, origin(RETURN, "b.docx"))

    assert told(accepted(one, other)) == [("b", "record.repeated")]


def test_a_version_sent_again_counts_from_the_day_it_came_last():
    """First A, then B, then A again: A it is."""
    versions = (back("a", 5), back("b", 7), back("c", 5))

    found = accepted(*versions, a=FIRST, b=SECOND, c=THIRD)

    assert [each.people for each in found.records] == [5]
    assert left(found) == {("b", "record.replaced"), ("c", "record.repeated")}


def test_a_copy_of_unknown_day_leaves_the_order_open():
    """It may have come after the other version, unless that came later than all of it."""
    versions = (back("a", 5), back("b", 7), back("c", 5))

    assert files(accepted(*versions, a=FIRST, b=SECOND)) == []
    assert [each.people for each in accepted(*versions, a=THIRD, b=SECOND).records] == [5]


def test_a_copy_of_a_file_is_no_version_of_its_own():
    """Byte for byte the same, it came when the file came."""
    first, copy = (
        record(RETURN, GREEN, f"{file}.docx", people=5, sha256="ab12") for file in ("a", "c")
    )

    found = accepted(first, copy, back("b", 7), a=FIRST, b=SECOND)

    assert files(found) == ["b"]
    assert left(found) == {("a", "record.replaced"), ("c", "record.repeated")}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([GREEN, WHITE, RED, OLD_BLACK, BLACK, NATION, None]),
            st.integers(0, 2),
            st.none() | st.dates(FIRST, END + timedelta(days=5)),
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_records_never_matters(sent, random):
    """Shuffled, the same ones count, the same are left out for the same reasons."""
    names = [f"f{number}" for number in range(len(sent))]
    records = [
        back(name, people, code) for name, (code, people, _) in zip(names, sent, strict=True)
    ]
    days = {name: day for name, (_, _, day) in zip(names, sent, strict=True)}
    shuffled = random.sample(records, len(records))

    one, other = accepted(*records, **days), accepted(*shuffled, **days)

    assert set(files(one)) == set(files(other))
    assert {(each.record.origin.file, each.code, each.reason) for each in one.left_out} == {
        (each.record.origin.file, each.code, each.reason) for each in other.left_out
    }
    assert set(one.issues) == set(other.issues)
    assert len(one.records) + len(one.left_out) == len(records)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.none() | st.dates(FIRST, END)), min_size=1, max_size=6)
)
def test_of_one_subject_at_most_one_counts(sent):
    """And if one does, no other content can have come after it."""
    records = [back(f"f{number}", people) for number, (people, _) in enumerate(sent)]
    days = {f"f{number}": day for number, (_, day) in enumerate(sent)}

    found = accepted(*records, **days).records

    assert len(found) <= 1
    contents = {people for people, _ in sent}
    assert len(found) == 1 or len(contents) > 1
    for each in found if len(contents) > 1 else ():
        own = max(day for people, day in sent if people == each.people and day is not None)
        assert all(day is not None and day < own for people, day in sent if people != each.people)


def test_many_copies_take_no_square_of_time():
    """Five thousand versions of one return are sorted out, and told without endless lists."""
    records = [back(f"f{number}", number) for number in range(5_000)]

    found = accepted(*records)

    assert found.records == ()
    assert len(found.issues) == 5_000
    assert max(len(each.message) for each in found.issues) < 300


# The day


def test_what_was_received_later_does_not_exist():
    """On the day before, the first version still counts, and nothing is told about the second."""
    versions = (back("a", 5), back("b", 7))

    before = accepted(*versions, on=DAY, a=DAY, b=DAY + timedelta(days=1))
    after = accepted(*versions, on=DAY + timedelta(days=1), a=DAY, b=DAY + timedelta(days=1))

    assert files(before) == ["a"]
    assert left(before) == {("b", "record.not_yet_received")}
    assert before.issues == ()
    assert files(after) == ["b"]


# Identity


def test_another_subject_is_no_version():
    """Another county, or another leader of the same county, counts beside it."""
    teams = [
        record(TEAM, code, f"{file}.docx", leader=leader)
        for file, code, leader in (("a", GREEN, "甲某"), ("b", GREEN, "乙某"), ("c", WHITE, "甲某"))
    ]
    assert files(accepted(*teams)) == ["a", "b", "c"]


def test_old_and_new_code_are_one_county():
    """A return of 乌县 and one of 黑县, which it became, are versions of each other."""
    versions = (back("a", 5, OLD_BLACK), back("b", 7, BLACK))

    assert files(accepted(*versions, a=FIRST, b=SECOND)) == ["b"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (None, "record.no_division"),
        ("990777", "record.no_division"),
        ("980121", "record.outside_scope"),
        (NATION, "record.outside_scope"),
    ],
)
def test_a_record_without_a_place_in_the_programme_is_left_out(code, reason):
    """And told at the cell of its division."""
    found = accepted(back("a", code=code), back("b", code=WHITE))

    assert files(found) == ["b"]
    assert left(found) == {("a", reason)}
    (issue,) = found.issues
    assert (issue.code, issue.place.cell, issue.severity) == (reason, "表1!R1C2", Severity.ERROR)


# Wrong fields


def wrong(file, field, effect, cell):
    return Issue("any.code", "有误", place=Place(f"{file}.docx", cell), field=field, effect=effect)


def test_a_wrong_field_is_not_reported():
    """The rest of the record counts; the same field of another file does too."""
    found = accepted(
        back("a", groups=3),
        back("b", code=WHITE),
        issues=[wrong("a", "people", Effect.FIELD, "表1!R2C2")],
    )

    one, other = found.records
    assert (one.people, one.groups) == (None, 3)
    assert other.people == 5
    assert found.left_out == ()


def test_a_harmless_issue_changes_nothing():
    """Neither one without effect, nor one about another cell or field."""
    issues = [
        wrong("a", "people", Effect.NONE, "表1!R2C2"),
        wrong("a", "people", Effect.FIELD, "表2!R2C2"),
        wrong("a", "groups", Effect.FIELD, "表1!R2C2"),
        wrong("b", "people", Effect.FIELD, "表1!R2C2"),
        Issue("any.code", "整个文件", place=Place("a.docx"), effect=Effect.RECORD),
    ]
    found = accepted(back("a"), issues=issues)

    assert found.records == (back("a"),)
    assert found.records[0].people == 5


@pytest.mark.parametrize("effect", [Effect.FIELD, Effect.RECORD])
def test_a_wrong_identity_leaves_the_record_out(effect):
    """It is unknown of whom it speaks; the issue itself has told it."""
    found = accepted(back("a"), issues=[wrong("a", "division", effect, "表1!R1C2")])

    assert found.records == ()
    assert left(found) == {("a", "record.wrong_identity")}
    assert found.issues == ()


def test_the_graver_effect_wins():
    """Whichever comes first."""
    issues = [
        wrong("a", "people", Effect.RECORD, "表1!R2C2"),
        wrong("a", "people", Effect.FIELD, "表1!R2C2"),
    ]
    for some in (issues, issues[::-1]):
        assert left(accepted(back("a"), issues=some)) == {("a", "record.wrong_identity")}


def test_an_issue_without_a_cell_takes_the_field_of_a_record_without_cells():
    """Who reads a form without telling cells can only name the file."""
    made = make_record(RETURN, {"division": place(GREEN), "people": 5}, Origin("a.docx"))

    found = accepted(made, back("b", code=WHITE), issues=[wrong("a", "people", Effect.FIELD, None)])

    assert found.records[0].people is None


def test_rows_keep_their_record():
    """A wrong cell of a row is not reported, a row of nobody is left out and listed."""
    kind = TEAM.row_kind("experts")
    rows = tuple(
        make_record(kind, {"name": name, "age": 40}, origin(kind, "a.docx", row=row))
        for row, name in enumerate(("甲某", "乙某", "丙某"), start=1)
    )
    rows = tuple(
        evolve(
            row, origin=evolve(row.origin, cells={"name": "表1!R{row}C1", "age": "表1!R{row}C2"})
        )
        for row in rows
    )
    issues = [
        wrong("a", "age", Effect.FIELD, "表1!R1C2"),
        wrong("a", "name", Effect.RECORD, "表1!R2C1"),
    ]

    found = accepted(record(TEAM, GREEN, "a.docx", experts=rows), issues=issues)

    (team,) = found.records
    assert [(row.name, row.age) for row in team.experts] == [("甲某", None), ("丙某", 40)]
    assert [(each.record.name, each.code) for each in found.left_out] == [
        ("乙某", "record.wrong_identity")
    ]


def test_rules_and_acceptance_fit_together():
    """A broken rule takes its figure out, of a file and of a record that a program made."""
    rule = Rule(
        "few",
        "return",
        Condition(field="people", at_most=Operand(field="groups")),
        "人次多于组织",
        "核对",
    )
    read = back("a", 5, groups=3)
    made = record(RETURN, WHITE, people=7, groups=3)
    fine = record(RETURN, RED, people=1, groups=3)
    records = (read, made, fine)

    issues = check_records(records, [rule], setting())
    found = accept_records(records, issues, (), setting())

    assert [each.people for each in found.records] == [None, None, 1]
    assert [each.groups for each in found.records] == [3, 3, 3]


def test_an_unreadable_period_does_not_lose_the_return():
    """The annex prints a period that ends before it starts; the return belongs to the cycle."""
    found = accepted(back("a", period=Unread("2017年12月—2017年4月")))

    assert files(found) == ["a"]
