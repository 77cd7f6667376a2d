"""Assessment results and public notices with nobody, one, many, and what is not known."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import attrs
import pytest

from kejifupin import Vague, open_programme
from kejifupin.assessments.subjects import Subject
from kejifupin.office.page import TableBlock
from kejifupin.reports import ReportKind, ReportLayout, compose_report
from kejifupin.terms import Citation

_SPEC = spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
bulletins = module_from_spec(_SPEC)
_SPEC.loader.exec_module(bulletins)

COUNTIES = ("222401", "222402", "222403", "222404", "222405", "222406", "222424", "222426")
ASSESSMENT = """
[[assessments]]
key = "units"
label = "年度考核"
citation = "四"
subjects = { cohort = "counties" }
grades = [
    { key = "good", label = "优秀", at_least = 90 },
    { key = "passed", label = "合格", at_least = 60 },
    { key = "failed", label = "不合格" },
]

[[assessments.criteria]]
key = "training"
label = "培训"
points = 60
reads = { indicator = "figures.sessions" }
proportional = { full_at = 20 }
citation = "四"

[[assessments.criteria]]
key = "stations"
label = "服务站"
points = 40
reads = { indicator = "figures.stations" }
per_event = { points = 20 }
citation = "四"
"""
AWARDS = """
[[awards]]
key = "model"
label = "先进县市"
kind = "表彰"
assessment = "units"
grades = ["good"]
quota = 3
unproven = "lowest"
notice = { days = 7, kind = "calendar" }
citation = "四"
"""
SCORED = ReportLayout("s", "结果的通报", Citation("四"), ReportKind.ASSESSMENT)
NOTICE = ReportLayout("n", "公示", Citation("四"), ReportKind.NOTICE, issuer="州科协")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A programme that scores its counties and commends three."""
    folder = bulletins.write_plugin(tmp_path_factory.mktemp("scored"))
    home = folder / "programmes" / "small"
    (home / "assessment.toml").write_text(ASSESSMENT, encoding="utf-8")
    (home / "awards.toml").write_text(AWARDS, encoding="utf-8")
    return open_programme("small", [folder], entry_points=False)


def composed(programme, layout, *, day=bulletins.AFTER, change=lambda each: each):
    """A report of the programme's only scheme or award."""
    results = bulletins.results(programme, day)
    if layout.kind is ReportKind.ASSESSMENT:
        scored = programme.assess("units", as_of=day)
        results = attrs.evolve(
            results, assessments=attrs.evolve(scored, items=change(scored.items))
        )
    else:
        results = attrs.evolve(results, awards=programme.awards("model", as_of=day))
    return compose_report(layout, results)


def text(report):
    """The text of the first page."""
    return "\n".join(getattr(block, "text", "") for block in report.pages[0].content)


def rows(page):
    """The rows of the tables of a page."""
    tables = (block for block in page.blocks if isinstance(block, TableBlock))
    return [tuple(cell.shown for cell in row) for table in tables for row in table.rows]


def scored(programme, **figures):
    """The programme with sessions and stations of some counties."""
    return bulletins.returned(programme, {f"{code[1:]}": each for code, each in figures.items()})


def test_nobody_is_proposed_where_nobody_deserves_it(small):
    """No data: every grade is open, and there is nobody to make public."""
    report = composed(small, SCORED)
    assert "对8个对象进行了“年度考核”（满分100分）" in text(report)
    assert "等次都还待核实。" in text(report)
    assert composed(small, NOTICE).sentences[0].text == "目前没有需要公示的对象。"


def test_no_assessment_at_all_says_so(small):
    """An empty result is a document that says that there is none."""
    report = composed(small, SCORED, change=lambda _: ())
    assert "截至2018年6月30日，还没有考核结果。" in text(report)
    assert len(report.pages) == 1
    assert rows(report.pages[0]) == []


def test_one_winner_is_one_row(small):
    """20 sessions and two stations are 60 + 40 points."""
    report = composed(scored(small, c222401=(20, 2)), NOTICE)
    assert report.pages[0].title == "关于“先进县市”拟定名单的公示"
    assert "拟对下列1个对象给予“先进县市”表彰，现予公示。" in text(report)
    # Seven days after 30 June end on 7 July.
    assert "公示期为7天，自2018年6月30日发布次日起计算，至2018年7月7日止。" in text(report)
    assert rows(report.pages[0]) == [
        ("序号", "对象", "得分", "名次"),
        ("1", "延吉市", "100", "第1名"),
    ]
    assert text(report).endswith("州科协\n2018年6月30日")


def test_vague_figures_leave_ranges(small):
    """10余 sessions are 30 to 57 of 60 points, with two stations 70 to 97: two grades are open."""
    report = composed(scored(small, c222401=(Vague(10, 19, "10余"), 2)), SCORED)
    found = next(row for row in rows(report.pages[0]) if row[1] == "延吉市")
    assert found[2:] == ("70—97", "待核实（优秀或合格）")
    assert "等次都还待核实。" in text(report)


def test_a_veto_has_a_column_only_where_there_is_one(small):
    """Nobody was struck out, so nothing is said of it."""
    assert rows(composed(small, SCORED).pages[0])[0] == ("名次", "考核对象", "得分", "等次")


def test_of_many_only_the_points_stand_on_paper(small):
    """Forty assessed: on paper a row each, in the workbook a row for each line."""
    many = scored(small, c222401=(20, 2), c222402=(10, 0))
    report = composed(many, SCORED, change=lambda items: items * 5)
    paper, sheet = rows(report.pages[1]), rows(report.sheets[1])
    assert len(paper) == 1 + 40
    assert paper[0] == ("考核对象", "培训", "服务站", "总分")
    assert paper[1][1:] in {("60", "40", "100"), ("30", "0", "30")}
    assert len(sheet) == 1 + 40 * 2
    few = composed(many, SCORED)
    assert len(rows(few.pages[1])) == 1 + 8 * 2


def test_long_names_are_kept_whole(small):
    """A name of twenty characters is not cut."""
    name = "延边州示例农村专业技术协会联合会服务总站"
    assert len(name) == 20

    def renamed(items):
        subject = attrs.evolve(items[0].subject, label=name)
        assert isinstance(subject, Subject)
        return (attrs.evolve(items[0], subject=subject), *items[1:])

    report = composed(scored(small, c222401=(20, 2)), SCORED, change=renamed)
    assert name in {row[1] for row in rows(report.pages[0])}
