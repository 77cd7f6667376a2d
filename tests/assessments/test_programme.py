"""Schemes as plugins contribute them: hooks, replacing, workbooks, explanations down to cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest
from scoring_world import scheme

from kejifupin import make_record
from kejifupin.cli.app import run
from kejifupin.errors import ConfigError, UnknownNameError
from kejifupin.plugins import hookimpl
from kejifupin.plugins.checking import check_folder
from kejifupin.programme import open_programme
from kejifupin.records import DivisionName

HENAN, XIAN = "henan-2016", "xian-2017"
YEAR_END = date(2018, 12, 31)
PLUGINS = Path(__file__).parents[2] / "plugins"


class Own:
    """A plugin in Python that adds a scheme, or one in the place of the province's."""

    def __init__(self, programme=HENAN, **changes):
        self.programme = programme
        table = (
            '[[criteria]]\nkey = "a"\nlabel = "a"\npoints = 100\nreads = { indicator = "pairings" }'
        )
        self.scheme = attrs.evolve(scheme(f"{table}\nper_event = {{ points = 40 }}"), **changes)

    @hookimpl
    def provide_assessment_schemes(self, programme):
        return (self.scheme,) if programme == self.programme else None


class Above(Own):
    """The same under another name."""


def test_a_hook_adds_a_scheme_beside_that_of_the_province():
    """Both are there, each by its key; without a key the programme cannot choose."""
    programme = open_programme(HENAN, [Own()])
    assert set(programme.catalogue.assessments) == {"counties", "year"}
    with pytest.raises(UnknownNameError):
        programme.assess(as_of=YEAR_END)


def test_a_scheme_replaces_one_of_the_programme_above():
    """What the nation asks for is inherited, and gone once the province has its own."""
    above = Above("national-2016", key="national")
    assert set(open_programme(HENAN, [above]).catalogue.assessments) == {"counties", "national"}
    own = Own(replaces="national")
    assert set(open_programme(HENAN, [above, own]).catalogue.assessments) == {"counties", "year"}
    with pytest.raises(ConfigError, match="要替换的“nation”不在上级方案中"):
        open_programme(HENAN, [above, Own(replaces="nation")])


def test_a_scheme_of_a_plugin_in_python_is_checked_like_any_other():
    """Full marks of 90 for a line of 100 points: told when the programme is opened."""
    with pytest.raises(ConfigError, match="超过所写的满分90分"):
        open_programme(HENAN, [Own(full_marks=90)])


def county(programme, code):
    """A county as a form names it."""
    return DivisionName(programme.divisions.get(code, YEAR_END).name, code)


def test_henan_scores_poor_counties_apart_and_explains_down_to_the_record():
    """兰考 (poor) has a group, a federation and half of its agreements; others lack the tasks."""
    programme = open_programme(HENAN)
    kinds, lankao = programme.catalogue.kinds, county(programme, "410225")
    pairs = [
        {"helper": "甲站", "division": lankao, "agreement_on": date(2017, 5, 1)},
        {"helper": "乙站", "division": lankao},
    ]
    read = programme.with_records(
        make_record(kinds["leading_group"], {"name": "领导小组", "division": lankao}),
        make_record(
            kinds["organisation"],
            {"name": "联合会", "category": "县级农技协联合会", "division": lankao},
        ),
        *(make_record(kinds["pairing"], each) for each in pairs),
    )
    found = read.assess(as_of=YEAR_END)
    line = {each.criterion.key: each for each in found.get("410225").lines}
    assert (line["leading_group"].points.exact_value, line["federation"].points.exact_value) == (
        10,
        10,
    )
    assert line["agreements"].points.exact_value == 5
    assert found.get("410225").rank.among == 53
    city = found.get("410102")
    assert (city.rank.among, city.line("federation").absence) == (
        105,
        city.scheme.not_applicable,
    )
    told = read.explain_assessment("410225", as_of=YEAR_END).text()
    assert "10×50÷100＝5分" in told
    assert "兰考县 1 ← 程序提供的记录" in told


def test_xian_appraises_organisations_by_what_they_did():
    """Two pairings at 8 points, one of them with an agreement at 6, three activities at 5: 37."""
    programme = open_programme(XIAN)
    kinds, zhouzhi = programme.catalogue.kinds, county(programme, "610124")
    name = "周至猕猴桃协会"
    records = [
        make_record(
            kinds["local_organisation"],
            {"name": name, "category": "农技协", "division": zhouzhi},
        ),
        *(
            make_record(
                kinds["pairing"],
                {"helper": name, "helped": helped, "division": zhouzhi, "agreement_on": day},
            )
            for helped, day in (("甲村", date(2017, 3, 1)), ("乙村", None))
        ),
        *(
            make_record(
                kinds["activity"],
                {"name": f"培训{number}", "organisers": name, "division": zhouzhi},
            )
            for number in range(3)
        ),
    ]
    found = programme.with_records(*records).assess("organisations", as_of=date(2017, 12, 31))
    assert [(each.marks.number, each.grade_text()) for each in found] == [(37, "待改进")]


def test_a_scheme_goes_through_a_workbook_and_its_mistakes_name_the_cell(tmp_path, capsys):
    """Criteria, groups, grades have sheets of their own; a wrong number is found in its cell."""
    book = tmp_path / "西安.xlsx"
    assert run(["convert-plugin", str(PLUGINS / "shaanxi"), str(book)]) == 0
    work = openpyxl.load_workbook(book)
    sheet = work["评分项"]
    column = [cell.value for cell in sheet[1]].index("分值") + 1
    sheet.cell(2, column).value = 7
    work.save(book)
    told = [each for each in check_folder(book) if each.code == "assessment.full_marks"]
    assert len(told) == 2
    assert {each.place.cell.split("!")[0] for each in told} <= {"评分项组", "考核"}
    assert (
        "10＋7＝17分" in told[1].message
        or "10＋7＝17分" in told[0].message
        or any("7＋10＝17分" in each.message for each in told)
    )
