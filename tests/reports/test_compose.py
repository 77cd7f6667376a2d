"""The rolled-up form says what was summed, what is vague and who is missing."""

from datetime import date
from decimal import Decimal

import pytest

from kejifupin import UnknownNameError, Vague, make_record
from kejifupin.errors import DefinitionError
from kejifupin.office.page import TextBlock
from kejifupin.records import DivisionName
from kejifupin.reports import ReportLayout, Results, compose_report, render_report
from kejifupin.reports.roll_up import rolled_up_record
from kejifupin.terms import Citation, Issues

DAY = date(2018, 6, 30)
CITED = Citation("四", "计划")


def returns(winter, **events):
    kind = winter.catalogue.kinds["winter_return"]
    return winter.with_records(
        *(
            make_record(kind, {"division": DivisionName(code, code), "outreach_events": value})
            for code, value in events.items()
        )
    )


def results(programme, division="220000"):
    outcome = programme.outcome(DAY)
    return Results(
        outcome.setting,
        division,
        outcome.values,
        outcome.statuses,
        Issues(),
        programme.catalogue.layouts,
    )


def layout(form="winter_return"):
    return ReportLayout("summary", "汇总表", CITED, form=form)


def notes(report):
    return "".join(
        block.text
        for block in report.pages[0].blocks
        if isinstance(block, TextBlock) and block.style == "note"
    )


def codes(**values):
    return {f"{key[1:]}": value for key, value in values.items()}


def test_the_record_holds_the_sums_of_its_own_fields(winter):
    """12 + 30 in two counties is 42; what nobody reported stays blank."""
    programme = returns(winter, **codes(c220622=12, c222424=30))

    record = rolled_up_record(programme.catalogue.layouts["winter_return"], results(programme))

    assert record.get("outreach_events") == 42
    assert record.get("film_screenings") is None
    assert record.get("reporting_unit") == "吉林省科协"


def test_a_vague_part_makes_a_vague_sum(winter):
    """30 and 10余 are 40 to 49."""
    programme = returns(winter, **codes(c220622=30, c222424=Vague(10, 19, "10余")))

    record = rolled_up_record(programme.catalogue.layouts["winter_return"], results(programme))
    report = compose_report(layout(), results(programme))

    assert record.get("outreach_events") == Vague(40, 49, "40—49")
    assert "约数" in notes(report)


def test_those_who_are_missing_are_named(winter):
    """The note names the divisions whose figures are not in the sum."""
    report = compose_report(layout(), results(returns(winter, **codes(c220622=12)), "220600"))

    assert "抚松县" in notes(report)
    assert "敦化市" not in notes(report)


def test_every_division_can_report(winter):
    """A prefecture's report bears its name and its own sum."""
    programme = returns(winter, **codes(c220622=12, c222424=30))

    record = rolled_up_record(
        programme.catalogue.layouts["winter_return"], results(programme, "222400")
    )

    assert record.get("outreach_events") == 30
    assert record.get("reporting_unit") == "延边朝鲜族自治州科协"


def test_exact_decimals_add_exactly(winter):
    """0.1 + 0.2 is 0.3."""
    kind = winter.catalogue.kinds["winter_return"]
    programme = winter.with_records(
        *(
            make_record(
                kind,
                {"division": DivisionName(code, code), "farmer_attendances": Decimal(value)},
            )
            for code, value in (("220622", "0.1"), ("222424", "0.2"))
        )
    )

    record = rolled_up_record(programme.catalogue.layouts["winter_return"], results(programme))

    assert record.get("farmer_attendances") == Decimal("0.3")


def test_a_layout_without_a_form_or_with_an_unknown_one_is_refused(winter):
    """A roll-up fills a form that exists."""
    with pytest.raises(DefinitionError):
        compose_report(layout(None), results(winter))
    with pytest.raises(UnknownNameError, match="winter_return"):
        compose_report(layout("winter_returns"), results(winter))


def test_only_known_formats_are_rendered(winter):
    """What the core cannot render is left to plugins."""
    report = compose_report(layout(), results(winter))

    assert render_report(report, "docx").name == "吉林省汇总表.docx"
    assert render_report(report, "pdf") is None
