"""The example of 西安市: from raw forms to the public notice, with marks worked out by hand."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import docx
import pytest
from showing_checks import check_shown, personal_texts

from kejifupin import open_programme

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "xian-awards"
ZHOUZHI, LANTIAN, HUYI, CHANGAN, LINTONG = "610124", "610122", "610118", "610116", "610115"


def load():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location(
        "xian_awards", EXAMPLE / "from_forms_to_notice.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


# What is written and read for all of them is made by one worker.
pytestmark = pytest.mark.xdist_group("xian")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The script run once: what it wrote, and the programme as judged."""
    module, folder = load(), tmp_path_factory.mktemp("xian") / "out"
    module.main(folder)
    plugins = (ROOT / "plugins" / "shaanxi", EXAMPLE)
    blank = open_programme(module.PROGRAMME, plugins, entry_points=False)
    return folder, module.read(blank, folder).with_findings(folder / "抽查结论.csv")


def test_what_was_handed_in(run):
    """20 ledgers are owed: one goes back and comes again, four are late, one never comes."""
    _, found = run
    told = found.submissions(as_of=date(2017, 12, 31))
    here = (ZHOUZHI, LANTIAN, HUYI, CHANGAN, LINTONG)
    states = [each.state.label for each in told if each.division in here]
    counts = {state: states.count(state) for state in states}
    assert counts == {"按时": 14, "迟报": 4, "退回后重报": 1, "未报送": 1}
    before = found.submissions(as_of=date(2017, 12, 13), form="pairing", division=LANTIAN)
    assert [each.state.label for each in before] == ["退回"]


def test_what_came_again_counts_once(run):
    """The five pairings of 蓝田县 stand in two files; all count, from the second."""
    _, found = run
    value = found.values(as_of=date(2017, 12, 31), indicator="pairings", division=LANTIAN)[0]
    assert (value.value.low, value.value.high) == (5, 5)
    records = found.outcome(date(2017, 12, 31)).acceptance.records
    files = {
        Path(each.origin.file).name
        for each in records
        if each.kind.key == "pairing" and "蓝田县" in each.origin.file
    }
    assert files == {"结对帮扶（更正）.xlsx"}


# 缺项10分，折算 × 100 ÷ 90: 90, 82.5, 68.25, 58.75 and a veto.
MARKS = {ZHOUZHI: "100", HUYI: "91.67", LANTIAN: "75.83", LINTONG: "65.28", CHANGAN: "0"}


def test_marks_by_hand(run):
    """The table of the README, and who comes where."""
    _, found = run
    results = found.assess("organising_units", as_of=date(2018, 1, 12))
    assert {each.subject.key: each.marks.text("") for each in results} == MARKS
    ranked = [each.subject.key for each in results.by_rank()]
    assert ranked == [ZHOUZHI, HUYI, LANTIAN, LINTONG, CHANGAN]
    assert results.get(CHANGAN).vetoed is True


@pytest.mark.parametrize(
    ("day", "winners"),
    [
        (date(2018, 1, 15), {ZHOUZHI: "on_notice", HUYI: "on_notice"}),
        (date(2018, 1, 18), {ZHOUZHI: "on_notice", HUYI: "objected"}),
        (date(2018, 1, 20), {ZHOUZHI: "on_notice", LANTIAN: "proposed"}),
        (date(2018, 1, 23), {ZHOUZHI: "clear", LANTIAN: "on_notice"}),
        (date(2018, 2, 6), {ZHOUZHI: "confirmed", LANTIAN: "confirmed"}),
        (date(2018, 4, 11), {LANTIAN: "confirmed", LINTONG: "proposed"}),
    ],
)
def test_who_has_a_place_on_each_day(run, day, winners):
    """An objection and a withdrawal each let the next one move up."""
    folder, found = run
    awards = found.awards("model_units", as_of=day, events=(folder / "评奖记录.csv",))
    assert {each.subject: each.state.value for each in awards.winners} == winners


def test_the_notice_names_who_is_proposed_and_no_person(run):
    """Two units in clear; the one person behind a mask."""
    folder, found = run
    units = docx.Document(folder / "公示-优秀组织单位.docx").tables[0]
    rows = [[cell.text for cell in row.cells] for row in units.rows][1:]
    assert [row[1] for row in rows] == ["周至县", "鄠邑区"]
    assert [row[2:] for row in rows] == [["100", "第1名", "5"], ["91.67", "第2名", "5"]]
    persons = docx.Document(folder / "公示-先进个人.docx").tables[0]
    assert [cell.text for cell in persons.rows[1].cells][1] == "***"
    quota = found.award_quota("next_year", as_of=date(2018, 1, 12))
    places = {each.assessment.subject.key: each.places for each in quota.parts}
    # 100 : 91.67 : 75.83 : 65.28 of ten are 3.005, 2.755, 2.279, 1.962.
    assert places == {ZHOUZHI: 3, HUYI: 3, LANTIAN: 2, LINTONG: 2, CHANGAN: 0}


def test_results_show_themselves(run):
    """Assessments, awards, quotas and spot checks, in notebooks and in tables, without names."""
    folder, found = run
    secrets = personal_texts(found.records)
    assert len(secrets) > 10
    day, events = date(2018, 1, 12), (folder / "评奖记录.csv",)
    for scheme in ("organising_units", "experts"):
        check_shown(found.assess(scheme, as_of=day), secrets)
    for award in ("model_units", "advanced_persons"):
        check_shown(found.awards(award, as_of=date(2018, 1, 15), events=events), secrets)
    check_shown(found.award_quota("next_year", as_of=day), secrets)
    explained = found.explain_assessment(LANTIAN, "organising_units", as_of=day)
    check_shown(explained, secrets)
    assert "75.83分" in repr(explained)
    draw = found.draw("pairings", seed="双色球2018004", as_of=date(2018, 1, 5))
    check_shown(draw, secrets)
    check_shown(found.error_rates(draw, as_of=day), secrets)


def test_everything_that_the_readme_names_is_written(run):
    """Reminders, the record of the draw, the findings, the explanation."""
    folder, _ = run
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        if path.suffix in (".docx", ".txt") or path.name == "催报清单.xlsx":
            assert f"`{path.name}`" in text, path.name
    told = (folder / "蓝田县得分说明.txt").read_text(encoding="utf-8")
    assert "75.83分" in told
