"""A programme uses shared kinds of record by naming them in records.toml."""

from datetime import date
from decimal import Decimal

import pytest

from kejifupin import open_programme
from kejifupin.plugins.checking import check_folder
from kejifupin.records import DivisionName, make_record
from kejifupin.records.shared import Fund

PROGRAMME = """
key = "city-2018"
title = "某市方案"
scope = "220600"
period = { start = 2018-01-01, end = 2018-12-31 }
documents = [{ key = "plan", title = "某市方案" }]
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "city" / "programmes" / "city-2018"
    path.mkdir(parents=True)
    (path / "programme.toml").write_text(PROGRAMME, "utf-8")

    def write(records: str, **files: str):
        (path / "records.toml").write_text(records, "utf-8")
        for name, text in files.items():
            (path / f"{name}.toml").write_text(text, "utf-8")
        return tmp_path / "city"

    return write


def test_a_shared_kind_is_there_by_its_key(folder):
    path = folder('[[shared]]\nshared = "fund"\ncitation = "二"\n')
    programme = open_programme("city-2018", (path,), entry_points=False)
    kind = programme.catalogue.kinds["fund"]
    assert [each.key for each in kind.fields] == [each.key for each in Fund.kind.fields]
    assert kind.citation is not None
    assert kind.citation.document == "某市方案"


def test_indicators_and_forms_reach_its_fields(folder):
    indicators = (
        '[[indicators]]\nkey = "money"\nlabel = "资金"\nunit = "万元"\ncitation = "二"\n'
        'measure = { do = "sum", records = "fund", field = "amount" }\n'
    )
    found = check_folder(folder('[[shared]]\nshared = "fund"\n', indicators=indicators))
    assert [issue.code for issue in found if issue.severity.value == "error"] == []


def test_mistakes_in_a_use_are_told_at_their_line(folder):
    records = '[[shared]]\nshared = "fnd"\n\n[[shared]]\nshared = "fund"\nlable = "资金"\n'
    found = {(issue.place.line, issue.remedy) for issue in check_folder(folder(records))}
    assert (2, "是否应为“fund”？") in found
    assert (6, "是否应为 “label”？") in found


def test_two_uses_of_one_key_are_told(folder):
    found = check_folder(folder('[[shared]]\nshared = "fund"\n[[shared]]\nshared = "fund"\n'))
    assert "catalogue.twice" in {issue.code for issue in found}


def test_what_hangs_on_a_use_with_a_mistake_is_not_told_twice(folder):
    indicators = (
        '[[indicators]]\nkey = "money"\nlabel = "资金"\nunit = "万元"\ncitation = "二"\n'
        'measure = { do = "sum", records = "fund", field = "amount" }\n'
    )
    path = folder('[[shared]]\nshared = "fund"\nlable = "资金"\n', indicators=indicators)
    errors = [each for each in check_folder(path) if each.severity.value == "error"]
    assert [each.place.line for each in errors] == [3]


def test_a_shared_kind_is_handed_in_as_a_ledger(folder):
    """Written by the library or by hand, one record a row, it is read back as it was."""
    path = folder('[[shared]]\nshared = "fund"\n[[shared]]\nshared = "expert"\n')
    programme = open_programme("city-2018", (path,), entry_points=False)
    kind = programme.catalogue.kinds["fund"]
    record = make_record(
        kind,
        {
            "name": "产业扶贫资金",
            "category": "前资助",
            "division": DivisionName("靖宇县", "220622"),
            "paid_on": date(2018, 5, 3),
            "amount": Decimal("12.5"),
        },
    )
    for ending in ("docx", "xlsx"):
        file = path / f"资金.{ending}"
        file.write_bytes(programme.filled(record, format=ending))
        reading = programme.read(file)
        assert [each for each in reading.records if each.kind.key == "fund"] == [record]


def test_a_programme_may_do_without_the_ledger_or_draw_its_own(folder):
    path = folder('[[shared]]\nshared = "fund"\nledger = false\n')
    programme = open_programme("city-2018", (path,), entry_points=False)
    assert "fund" not in programme.catalogue.layouts
