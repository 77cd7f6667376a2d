"""A reported line and the same thing counted from the ledger: told where they contradict."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from small_world import (
    EAST,
    GREEN,
    LEDGER,
    PROVINCE,
    RED,
    RETURN,
    SILENT_ZERO,
    WHITE,
    indicator,
    measure,
    origin,
    place,
    record,
    setting,
)

from kejifupin.errors import DefinitionError
from kejifupin.indicators import Counterpart, RecordData, compute_values, make_plan
from kejifupin.records import make_record
from kejifupin.terms.issues import Severity
from kejifupin.terms.quantities import Vague

LEDGERED = indicator(
    "ledgered", "项", label="台账项目数", measure=measure("sum", "ledger", field="projects")
)


def found(records, same_as="ledgered", *, unit="个", field="groups", other=LEDGERED):
    counterpart = same_as if isinstance(same_as, Counterpart) else Counterpart(same_as)
    reported = indicator(
        "reported", unit, label="填报项目数", measure=measure(field=field), same_as=counterpart
    )
    where = setting()
    plan = make_plan((reported, other))
    return compute_values(plan, RecordData.of(records, where), where).issues


def reported(code, groups):
    return record(RETURN, code, f"{code}.docx", groups=groups)


def ledger(code, *projects):
    return [
        make_record(
            LEDGER,
            {"division": place(code), "name": f"户{number}", "projects": each},
            origin(LEDGER, "台账.xlsx", row=number),
        )
        for number, each in enumerate(projects, start=1)
    ]


def test_both_figures_and_both_places():
    """青县 wrote 12, the ledger has 4 + 5: told at the cell of the 12, with where the 9 stands."""
    (issue,) = found([reported(GREEN, 12), *ledger(GREEN, 4, 5)])

    assert (issue.code, issue.severity) == ("indicator.conflict", Severity.WARNING)
    assert (issue.place.file, issue.place.cell) == (f"{GREEN}.docx", "表1!R4C2")
    assert issue.field == "groups"
    assert issue.message == "青县“填报项目数”是12个，而“台账项目数”是9项，两者应当一致，相差3个"
    assert issue.remedy == (
        "前一个数见990121.docx 第1表第4行第2列，"
        "后一个数见台账.xlsx 第1表第4行第2列等2处；核对后改正其一"
    )


def test_each_division_is_told_where_it_lies_deepest():
    """青县 and 红县 contradict themselves; that 东州 and the province do then is no news."""
    records = [
        reported(GREEN, 12),
        *ledger(GREEN, 9),
        reported(WHITE, 5),
        *ledger(WHITE, 5),
        reported(RED, 1),
        *ledger(RED, 2),
    ]

    assert [each.place.file for each in found(records)] == [f"{GREEN}.docx", f"{RED}.docx"]


def test_what_lies_above_the_counties_is_told_there():
    """The prefecture's own return has 3 that no ledger below it knows."""
    (issue,) = found([reported(EAST, 3), reported(GREEN, 4), *ledger(GREEN, 4)])

    assert issue.message.startswith("东州")
    assert "7个" in issue.message
    assert "4项" in issue.message


def test_a_figure_without_a_record_is_told_at_the_other():
    """No ledger means none here: 5 against 0 stands at the cell of the 5, whoever names whom."""
    none = evolve(LEDGERED, silence=SILENT_ZERO)
    reported_ = indicator("reported", "个", label="填报项目数", measure=measure(field="groups"))
    there = found([reported(GREEN, 5)], other=none)
    plan = make_plan((reported_, evolve(none, same_as=Counterpart("reported"))))
    where = setting()
    data = RecordData.of([reported(GREEN, 5)], where)
    back = compute_values(plan, data, where).issues

    for issues, words in (
        (there, "前一个数见990121.docx 第1表第4行第2列，后一个数没有记录"),
        (back, "前一个数没有记录，后一个数见990121.docx 第1表第4行第2列"),
    ):
        (issue,) = issues
        assert (issue.place.file, issue.place.cell) == (f"{GREEN}.docx", "表1!R4C2")
        assert (issue.remedy or "").startswith(words)


@pytest.mark.parametrize(
    "groups", [9, None, Vague(8, 12, "10左右"), Vague(9, None, "9以上")], ids=str
)
def test_what_may_be_the_same_is_not_told(groups):
    """Equal, blank, or vague enough."""
    assert found([reported(GREEN, groups), *ledger(GREEN, 9)]) == ()


def test_vague_figures_may_be_too_far_apart():
    """20余 is 20 at least, 11 more than 9."""
    (issue,) = found([reported(GREEN, Vague(20, 29, "20余")), *ledger(GREEN, 9)])

    assert "20—29个" in issue.message
    assert "至少相差11个" in issue.message


def test_of_whom_one_figure_is_missing_nothing_is_told():
    """No ledger is no contradiction; it shows as no data."""
    assert found([reported(GREEN, 12)]) == ()
    assert found(ledger(GREEN, 12)) == ()


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (Counterpart("ledgered"), True),
        (Counterpart("ledgered", tolerance=9), True),
        (Counterpart("ledgered", tolerance=10), False),
        (Counterpart("ledgered", tolerance_percent=9), True),
        (Counterpart("ledgered", tolerance_percent=10), False),
        (Counterpart("ledgered", tolerance=1, tolerance_percent=10), False),
        (Counterpart("ledgered", tolerance=10, tolerance_percent=1), False),
    ],
)
def test_tolerance_is_data(terms, told):
    """100 against 90: 10 more, 10 % of the larger one."""
    assert bool(found([reported(GREEN, 100), *ledger(GREEN, 90)], terms)) is told
    assert bool(found([reported(GREEN, 90), *ledger(GREEN, 100)], terms)) is told


def test_figures_are_compared_in_one_unit():
    """0.5万人次 are 5000人次."""
    crowd = indicator("other", "万人次", label="总人次", measure=measure(field="crowd"))

    def told(crowd_):
        made = record(RETURN, GREEN, "a.docx", people=5000, crowd=crowd_)
        return found([made], "other", unit="人次", field="people", other=crowd)

    assert told(Decimal("0.5")) == ()
    (issue,) = told(Decimal("0.6"))
    assert "相差1000人次" in issue.message


def test_a_whole_province_is_told_by_one_record():
    """A record that a program made has no place, and is told all the same."""
    records = [record(RETURN, PROVINCE, groups=3), record(LEDGER, PROVINCE, name="甲", projects=1)]

    (issue,) = found(records)

    assert issue.message.startswith("甲省")


def test_a_tolerance_is_not_negative():
    """It says by how much two figures may differ."""
    with pytest.raises(DefinitionError):
        Counterpart("x", tolerance=-1)
