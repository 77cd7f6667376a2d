"""Mistakes that only the whole of a plan shows, and plans of provinces that nobody here has met."""

from __future__ import annotations

import re

import openpyxl
import pytest

from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.scaffolding import plan_plugin, workbook_of, write_plugin
from kejifupin.programme import open_programme
from kejifupin.terms.issues import Severity

PLAN = "programmes/guizhou-2016"
SLIPS = {
    "targets.toml": [
        ('basis = "coverage"', 'basis = "coverage"\nscope = "410000"'),
        ('citation = { clause = "二", quote = "示例：每个县市区至少举办1场次" }', 'citation = ""'),
        ("due_on = 2020-12-31", "due_on = 2025-12-31"),
    ],
    "records.toml": [
        ('"种植", "养殖", "加工"', '"种植", "养殖", "种植"'),
        ('ends = "poor_village"', 'ends = "poor_vilage"'),
        ('unit = "人次"\nminimum = 0', 'unit = "人次"\nminimum = 9\nmaximum = 5'),
        ('key = "contact"', 'key = "contact"\ndesignates = "poor_village"'),
    ],
    "cohorts.toml": [('designation = "poor_village"', 'ancestors_of = "poor_villages"')],
    "rules.toml": [
        (
            'must = { field = "attendances", at_least = 1 }',
            'must = { field = "attendances", at_least = { field = "contact" } }',
        )
    ],
}
TOLD = {
    ("reference.outside", "targets[3].scope"),
    ("plugin.no_clause", "targets[1].citation"),
    ("target.due_outside", "targets[0].due_on"),
    ("reference.field", "kinds[0].fields[4].choices"),
    ("reference.field", "kinds[1].fields[4].ends"),
    ("reference.field", "kinds[0].fields[3].minimum"),
    ("reference.field", "kinds[0].fields[5].designates"),
    ("reference.circle", "cohorts[1].ancestors_of"),
    ("reference.unlike", "rules[0].must"),
}


@pytest.fixture
def folder(tmp_path):
    """A plugin as new-plugin writes it."""
    made = plan_plugin("guizhou", "520000")
    write_plugin(made, tmp_path / "guizhou")
    return tmp_path / "guizhou" / "src" / "kejifupin_guizhou"


def spoil(path, slips):
    text = path.read_text(encoding="utf-8")
    for right, wrong in slips:
        assert right in text, right
        text = text.replace(right, wrong, 1)
    path.write_text(text, encoding="utf-8")


def test_all_of_them_are_told_in_one_run(folder):
    """Each with file, line, key and remedy."""
    for name, slips in SLIPS.items():
        spoil(folder / PLAN / name, slips)

    found = [each for each in check_folder(folder) if each.severity is not Severity.INFO]

    assert {(each.code, each.place.key) for each in found} == TOLD
    assert all(each.place.file and each.place.line and each.remedy for each in found)


@pytest.mark.parametrize(
    ("cohort", "sender", "code"),
    [
        ("poor_villages", "village", None),
        ("poor_vilages", "village", "reference.unknown"),
        ("poor_villages", "county", "reference.senders"),
    ],
)
def test_a_schedule_names_a_cohort_of_those_who_hand_in(folder, cohort, sender, code):
    """One that there is, of the level that hands in."""
    path = folder / PLAN / "programme.toml"
    lines = (
        '[[schedules]]\nkey = "more"\nlabel = "另报"\nforms = ["expert"]\n'
        f'sender = "{sender}"\nrecipient = "county"\ndue_on = 2018-05-31\ncitation = "二"\n'
        f'cohort = "{cohort}"\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + "\n" + lines, encoding="utf-8")

    found = [each for each in check_folder(folder) if each.severity is Severity.ERROR]

    assert [each.code for each in found] == ([code] if code else [])
    assert all((each.place.key or "").endswith("].cohort") for each in found)


def test_a_key_that_a_programme_above_uses_is_told(folder):
    """``check`` says it, not only whoever opens the programme."""
    spoil(folder / PLAN / "indicators.toml", [('key = "school_museums"', 'key = "experts"')])

    codes = [each.code for each in check_folder(folder) if "experts" in each.message]

    assert codes == ["catalogue.twice"]


def test_a_shared_kind_of_the_programme_above_is_used_in_ones_own_way(folder):
    """The province's experts have a field more; the form that follows has it too."""
    text = (folder / PLAN / "records.toml").read_text(encoding="utf-8")
    text += '\n[[shared]]\nshared = "expert"\ncitation = "二"\n'
    text += '[[shared.fields]]\nkey = "days"\nlabel = "天数"\ntype = "number"\nunit = "天"\n'
    (folder / PLAN / "records.toml").write_text(text, encoding="utf-8")

    assert not [each for each in check_folder(folder) if each.severity is Severity.ERROR]
    programme = open_programme("guizhou-2016", plugins=[folder], entry_points=False)
    assert "days" in programme.catalogue.kinds["expert"]
    assert programme.catalogue.owned["layouts"]["expert"].plugin == "guizhou"


def test_direct_counties_report_to_the_province(folder):
    """仁怀市 and 威宁县, by name, from a day on; a name that is none is told."""
    path = folder / "divisions.toml"
    lines = '\n[[reporting_lines]]\nnames = ["仁怀市", "威宁县"]\nreports_to = "520000"\n'
    lines += 'valid_from = 2013-08-01\ncitation = "附表"\n'
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")

    assert not [each for each in check_folder(folder) if each.severity is Severity.ERROR]
    programme = open_programme("guizhou-2016", plugins=[folder], entry_points=False)
    direct = {each.code for each in programme.divisions.reporting_lines if each.code[:2] == "52"}
    assert direct == {"520382", "520526"}

    spoil(path, [("仁怀市", "仁坏市")])
    (told,) = [each for each in check_folder(folder) if each.severity is Severity.ERROR]
    assert (told.code, told.place.key) == (
        "plugin.unknown_division",
        "reporting_lines[0].names[0]",
    )


@pytest.fixture
def workbook(tmp_path):
    """A workbook as new-plugin writes it."""
    path = tmp_path / "贵州.xlsx"
    path.write_bytes(workbook_of(plan_plugin("guizhou", "520000")))
    return path


def test_what_a_sheet_hides_or_leaves_without_a_name_is_told(workbook):
    """A hidden sheet, a column without a header, a plan without a key, all in one run."""
    book = openpyxl.load_workbook(workbook)
    book["规则"].sheet_state = "hidden"
    book["目标"]["P1"] = None
    book["方案"]["A2"] = None
    book.save(workbook)

    found = [each for each in check_folder(workbook) if each.severity is not Severity.INFO]

    places = {(each.code, each.place.cell) for each in found}
    assert ("workbook.no_column", "目标!P2") in places
    assert ("config.missing_key", "方案!A2") in places
    assert any(each.code == "file.hidden_sheets" and "规则" in each.message for each in found)
    assert len(found) == 3


def test_a_workbook_that_is_not_there_is_told_once(tmp_path):
    """In Chinese, with what to do; not also as a workbook without a plan."""
    (told,) = check_folder(tmp_path / "没有.xlsx")

    assert (told.message, bool(told.remedy)) == ("没有这个文件", True)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('title = "贵州省科技助力精准扶贫工程"', 'titel = "贵州省科技助力精准扶贫工程"'),
        ("due_on = 2020-12-31", "due_on = 2020/12/31"),
    ],
)
def test_a_slip_in_the_programme_makes_no_mistake_of_a_key_that_another_plan_has_too(
    folder, right, wrong
):
    """What stands above is not known then: that the national plan has such a key says nothing."""
    text = (folder / PLAN / "programme.toml").read_text(encoding="utf-8")
    alone = re.sub("extends = .*", "", text)
    (folder / PLAN / "programme.toml").write_text(alone, encoding="utf-8")
    for path in (*(folder / PLAN).rglob("*.toml"), folder / PLAN / "clauses.csv"):
        words = path.read_text(encoding="utf-8").replace("units", "poor_counties")
        path.write_text(words, encoding="utf-8")
    before = [each for each in check_folder(folder) if each.severity is Severity.ERROR]
    spoil(folder / PLAN / "programme.toml", [(right, wrong)])

    after = [each for each in check_folder(folder) if each.severity is Severity.ERROR]

    assert before == []
    assert {each.place.file.rpartition("/")[2] for each in after} == {"programme.toml"}


def column_of(sheet, header):
    """The letter of the column with that header."""
    return next(each.column_letter for each in sheet[1] if each.value == header)


def test_a_cell_is_told_what_to_write_into_a_cell(workbook):
    """Nothing of quotation marks, no true and false; a day written as one number is read back."""
    book = openpyxl.load_workbook(workbook)
    wrong = {
        ("目标", "要求.至少"): "100场",
        ("字段", "必填"): "对",
        ("报送", "期限"): 20201231,
    }
    cells = {}
    for (name, header), value in wrong.items():
        place = f"{column_of(book[name], header)}2"
        book[name][place] = value
        cells[f"{name}!{place}"] = value
    book.save(workbook)

    told = {each.place.cell: each.remedy for each in check_folder(workbook)}

    assert [told[place] for place in cells] == [
        "写 100，不写单位",
        "写“是”或“否”",
        "写 2020-12-31",
    ]


def test_a_column_that_is_not_there_is_told_once(workbook):
    """Not once for every row below it; a few rows are told each."""
    book = openpyxl.load_workbook(workbook)
    fields = book["字段"]
    fields[f"{column_of(fields, '名称')}1"] = None
    book["目标"][f"{column_of(book['目标'], '指标')}2"] = None
    book.save(workbook)

    found = [each for each in check_folder(workbook) if each.code == "config.missing_key"]

    assert {each.place.cell.partition("!")[0] for each in found} == {"字段", "目标"}
    (all_rows,) = (each for each in found if each.place.cell.startswith("字段"))
    assert f"共{fields.max_row - 1}行" in all_rows.message
