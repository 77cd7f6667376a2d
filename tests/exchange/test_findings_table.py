"""The list of findings, as it is written for a draw and as people fill it in."""

from __future__ import annotations

import csv
import io
from datetime import date
from hashlib import sha256

import pytest

from kejifupin.checks import FindingOutcome, SpotCheck
from kejifupin.exchange.findings_table import (
    read_findings_table,
    write_draw_list,
    write_findings_table,
)
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level

DAY = date(2018, 6, 30)
CHECK = SpotCheck(
    "visit", "抽查", ("household_survey", "village_survey"), Citation("六"), Level.COUNTY, share=100
)


@pytest.fixture(scope="module")
def drawn(example):
    return example.draw(CHECK, seed="种子", as_of=DAY)


@pytest.fixture(scope="module")
def blank(example, drawn):
    """The list as rows, nothing filled in."""
    text = write_findings_table(drawn, example.setting(DAY)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def read(example, blank):
    def read_filled(*changes, rows=None):
        filled = [dict(row) for row in (rows or blank)]
        for row, change in zip(filled, changes, strict=False):
            row.update(change)
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, blank[0].keys())
        writer.writeheader()
        writer.writerows(filled)
        data = stream.getvalue().encode("gb18030")
        return read_findings_table(data, "抽查结论.csv", example.records, example.setting(DAY))

    return read_filled


RIGHT = {"结论": "属实", "抽查日期": "2018年5月20日"}


def test_a_list_that_nobody_filled_in_waits(read, blank, drawn):
    table = read()

    assert (table.open, len(blank)) == (len(drawn), len(drawn))
    assert (table.findings, table.issues) == ((), ())


def test_the_list_names_places_and_files_but_no_people(blank, example):
    people = {
        str(record.get(field.key))
        for record in example.records
        for field in record.kind.fields
        if field.privacy != "open" and record.get(field.key) is not None
    }

    text = "".join("".join(row.values()) for row in blank)
    assert not [name for name in people if len(name) > 1 and name in text]


def test_every_row_leads_back_to_the_record_that_was_drawn(read, blank, drawn):
    table = read(*([RIGHT] * len(blank)))

    assert not table.issues
    assert [each.record.origin for each in table.findings] == [
        one.record.origin for _, one in drawn
    ]
    assert {each.outcome for each in table.findings} == {FindingOutcome.CONFIRMED}


def test_values_are_read_as_the_form_would_read_them(read, blank):
    surveys = [row for row in blank if row["表"] == "一村一品调查表"]
    wrong = {"结论": "不符", "不符项目": "贫困户数", "核实后": "二十余户", "抽查日期": "2018.5.20"}
    (finding,) = read(wrong, rows=surveys).findings

    assert finding.field == "poor_households"
    # 余 ends at the last printed digit: 20 to 29.
    assert (finding.found.low, finding.found.high) == (20, 29)


def test_files_are_found_from_another_folder(read, blank):
    moved = [
        {**row, **RIGHT, "文件": "D:\\抽查\\" + "\\".join(row["文件"].split("/")[-4:])}
        for row in blank
    ]

    assert len(read(rows=moved).findings) == len(blank)


def test_what_cannot_be_visited_is_told_apart(read, blank):
    table = read({"结论": "无法走访"})

    key, _, number = blank[0]["编号"].partition("#")
    assert table.gone == {key: (int(number),)}
    assert (table.findings, table.issues) == ((), ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"结论": "还行"}, "finding.outcome"),
        ({"抽查日期": "五月"}, "finding.no_date"),
        ({"文件": "别的.docx"}, "finding.no_record"),
        ({"行": "7"}, "finding.no_record"),
        ({"结论": "不符", "不符项目": "贫苦户数"}, "finding.no_field"),
        ({"结论": "不符", "不符项目": "贫困户数", "核实后": "很多"}, "finding.value"),
        ({"结论": "不符", "核实后": "20"}, "finding.no_field"),
    ],
)
def test_a_row_that_cannot_be_understood_is_told_at_its_line(read, blank, change, code):
    surveys = [row for row in blank if row["表"] == "一村一品调查表"]

    table = read(RIGHT, {**RIGHT, **change}, rows=surveys)

    assert [(each.code, each.place.line) for each in table.issues] == [(code, 3)]
    assert all(each.remedy for each in table.issues)
    assert len(table.findings) == 1 or code == "finding.value"


def test_who_has_the_seed_and_the_published_lists_draws_the_same(example):
    """By the description alone: SHA-256 of seed, stratum, number; the lowest are drawn first."""
    check = SpotCheck("visit", "抽查", ("household_survey",), Citation("六"), number=3, reserve=2)
    drawn = example.draw(check, seed="种子", as_of=DAY)
    (stratum,) = drawn.strata
    first = stratum.drawn[0].number
    replaced = drawn.without({stratum.key: [first]})

    def published(draw):
        text = write_draw_list(draw, example.setting(DAY)).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        return {row["编号"]: row["抽取结果"] for row in rows}, rows

    told, rows = published(drawn)

    def lot(name):
        return sha256("\n".join(["种子", *name.split("#")]).encode()).hexdigest()

    lots = sorted(told, key=lot)
    results = ["抽中1", "抽中2", "抽中3", "替补1", "替补2"]
    assert len(rows) == stratum.population > 5
    assert [told[name] for name in lots] == results + [""] * (len(lots) - 5)
    assert all(row["文件"] and row["地区"] for row in rows)
    told, _ = published(replaced)
    assert [told[name] for name in lots[:5]] == ["无法走访", "抽中1", "抽中2", "抽中3", "替补1"]
