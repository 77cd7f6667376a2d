"""Every clause of a document is answered by a definition, or by a reason."""

import shutil
from pathlib import Path

import pytest

import kejifupin_jilin
from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.clauses import Clause, check_clauses, read_clauses
from kejifupin.programme import open_programme


@pytest.fixture(scope="module")
def programme():
    return open_programme("jilin-winter-2017", (kejifupin_jilin.plugin,), entry_points=False)


def told(programme, *clauses: Clause) -> list[str]:
    found = check_clauses(clauses, programme.catalogue, programme.divisions)
    return [f"{issue.code} {issue.remedy}" for issue in found]


@pytest.mark.parametrize(
    "answer",
    [
        "programme:national-2016",
        "document:plan",
        "stage:survey",
        "agency:agriculture",
        "duty:beneficiaries",
        "schedule:returns",
        "vocabulary:media",
        "vocabulary:media/报刊",
        "kind:winter_return",
        "kind:team_workplan.experts",
        "field:winter_return.funds_invested",
        "choice:village_survey.service_needs/水产",
        "cohort:poor_villages",
        "designation:national_poor_county",
        "indicator:winter_return.funds_invested",
        "target:two_provincial_teams",
        "form:winter_return",
        "report:winter_summary",
    ],
)
def test_anything_that_a_programme_defines_may_answer(programme, answer):
    assert told(programme, Clause("1", "原文", answers=(answer,))) == []


def test_no_answer_and_no_reason_is_told(programme):
    assert told(programme, Clause("1", "原文"), Clause("2", "原文", reason="口号")) == [
        "clause.unanswered 在“对应”栏写上定义，如 target:目标键；算不了的，在“说明”栏写明原因"
    ]


def test_an_answer_that_is_not_there_names_the_nearest(programme):
    assert told(programme, Clause("1", "原文", answers=("target:two_provincial_team",))) == [
        "clause.unknown_answer 是否应为“target:two_provincial_teams”？"
    ]


def test_a_number_stands_once(programme):
    one = Clause("1", "原文", reason="口号")
    assert told(programme, one, one) == ["clause.twice 每条条文一个编号"]


def test_a_list_is_read_and_checked_with_its_folder(tmp_path):
    source = Path(kejifupin_jilin.__file__).parent
    folder = shutil.copytree(source, tmp_path / "kejifupin_jilin")
    path = folder / "programmes" / "jilin-winter-2017" / "clauses.csv"
    path.write_text("编号,原文,对应,说明\n1,“甲”,target:nothing,\n2,乙,,口号\n", "utf-8")
    clauses, issues = read_clauses(path)
    assert ([each.id for each in clauses], clauses[1].reason, issues) == (["1", "2"], "口号", ())
    found = [issue for issue in check_folder(folder) if issue.code.startswith("clause.")]
    assert [(issue.code, issue.place.line) for issue in found] == [("clause.unknown_answer", 2)]
