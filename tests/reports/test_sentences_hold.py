"""No sentence of a bulletin or a summary states a figure that the results do not bear out."""

from datetime import date
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin import Vague, open_programme
from kejifupin.reports import ReportKind, ReportLayout, compose_report
from kejifupin.terms import Citation


def _load(name):
    spec = spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bulletins, checks = _load("bulletins"), _load("sentence_checks")
COUNTIES = ("222401", "222402", "222403", "222404", "222405", "222406", "222424", "222426")
DAYS = (bulletins.MIDWAY, bulletins.AFTER)
KINDS = (ReportKind.BULLETIN, ReportKind.SUMMARY)


def _numbers(most):
    return st.one_of(
        st.none(),
        st.integers(0, most),
        st.integers(1, 9).map(lambda ten: Vague(ten * 10, ten * 10 + 9, f"{ten}0余")),
    )


MONEY = st.one_of(
    st.decimals(0, 120, places=1),
    st.integers(1, 9).map(
        lambda ten: Vague(Decimal(ten * 10), Decimal(ten * 10 + 10), "余", high_open=True)
    ),
)
ROW = st.fixed_dictionaries(
    {},
    optional={
        "sessions": _numbers(70),
        "stations": _numbers(2),
        "attendances": _numbers(2500),
        "funds": MONEY,
        "teams": st.sampled_from((0, 1, 2, Vague(1, 2, "1-2"))),
    },
)
FIGURES = st.dictionaries(st.sampled_from(COUNTIES), ROW)
FULL = {
    code: {"sessions": 60, "stations": 1, "attendances": 2000, "funds": Decimal("62.5"), "teams": 2}
    for code in COUNTIES
}
MIXED = {
    code: {
        "sessions": 3 * at,
        "stations": at % 2,
        "attendances": 300 * at,
        "funds": Decimal("7.3") * at,
        "teams": at % 3,
    }
    for at, code in enumerate(COUNTIES)
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    """A programme with a target of every basis and every kind of bound."""
    folder = bulletins.write_rich_plugin(tmp_path_factory.mktemp("rich"))
    programme = open_programme("small", [folder], entry_points=False)
    # Called, so that Hypothesis does not print all of it where it tells what failed.
    return lambda figures: bulletins.rich_returned(programme, figures)


def report(results, kind):
    """The report of a division."""
    layout = ReportLayout("r", "进展情况的通报", Citation("", "小方案通知"), kind)
    return compose_report(layout, results)


@given(FIGURES, st.sampled_from(DAYS), st.sampled_from(KINDS), st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_figure_of_every_sentence_is_borne_out(rich, figures, day, kind, county):
    """Whatever was reported, an independent reader works out each figure anew and agrees."""
    programme = rich(figures)
    results = bulletins.results(programme, day, "222403" if county else "222400")
    assert checks.check_report(report(results, kind), results) >= 8


@pytest.mark.parametrize(
    ("figures", "day"),
    [(MIXED, bulletins.MIDWAY), (MIXED, bulletins.AFTER), ({"222403": MIXED["222426"]}, DAYS[0])],
)
def test_the_reader_finds_every_figure_that_is_wrong(rich, figures, day):
    """Each digit that is changed in a sentence is found: the check above can fail."""
    results = bulletins.results(rich(figures), day)
    right = report(results, ReportKind.BULLETIN)
    changed = 0
    for at, sentence in enumerate(right.sentences):
        for name, stated in sentence.stated:
            for wrong in _wrong(stated):
                figures_now = {**dict(sentence.stated), name: wrong}
                told = attrs.evolve(sentence, stated=figures_now)
                others = (*right.sentences[:at], told, *right.sentences[at + 1 :])
                with pytest.raises(AssertionError):
                    checks.check_report(attrs.evolve(right, sentences=others), results)
                changed += 1
    assert changed > 40


def _wrong(stated):
    """A figure with its first digit changed, or its first name left out."""
    for at, char in enumerate(stated.text):
        if char in "0123456789":
            other = "1" if char == "9" else str(int(char) + 1)
            yield attrs.evolve(stated, text=stated.text[:at] + other + stated.text[at + 1 :])
            return
    if "、" in stated.text and stated.divisions:
        yield attrs.evolve(stated, text=stated.text.partition("、")[2])


def text(composed):
    """The text of the first page."""
    return "\n".join(block.text for block in composed.pages[0].content)


def test_targets_of_which_the_same_is_to_be_said_are_told_once(rich):
    """Two targets that rest on the same figures stand in one item."""
    results = bulletins.results(rich(MIXED), bulletins.AFTER)
    told = text(report(results, ReportKind.BULLETIN))
    assert "“每个县市组建1-2支工作队”“每个县市组建1支巡回队”2项情况相同。" in told
    assert told.count("延吉市、珲春市、汪清县没有达到。其中有2个达到力争目标2支。") == 1


@pytest.mark.parametrize("figures", [{}, FULL, MIXED, dict(list(MIXED.items())[:1])])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("division", ["222400", "222403"])
def test_no_sentence_reads_oddly(rich, figures, day, division):
    """Nobody has 0个, nothing stands twice, no figure has more than one decimal too many."""
    results = bulletins.results(rich(figures), day, division)
    for kind in KINDS:
        composed = report(results, kind)
        said = [each.text for each in composed.sentences]
        told = "".join(said)
        for odd in ("为0个", "有0个", "0项", "。。", "，，", "，。", "None", "《《", "nan", "{"):
            assert odd not in told.replace("10项", ""), odd
        long = [each for each in said if len(each) > 20]
        assert len(long) == len(set(long))
        assert not [each for each in said if not each.endswith("。") and len(each) > 20]


def test_a_growth_is_told_as_growth(rich):
    """4 before: 8 now are 100 % more; 3 now are a quarter less, and no team is 4 fewer."""
    told = text(report(bulletins.results(rich(FULL), bulletins.AFTER), ReportKind.BULLETIN))
    assert "要求比基线增长至少50%，实际增长100%。基线4个，现为8个。" in told
    less = {code: {"stations": int(code in COUNTIES[:3]), "teams": 0} for code in COUNTIES}
    told = text(report(bulletins.results(rich(less), bulletins.AFTER), ReportKind.BULLETIN))
    assert "实际下降25%，还差75个百分点。基线4个，现为3个。" in told
    assert "实际减少4支，还差9支。" in told


def test_what_is_too_much_is_not_behind(rich):
    """Sixteen teams where none may be: that is no pace, and no more work mends it."""
    told = text(report(bulletins.results(rich(FULL), bulletins.MIDWAY), ReportKind.BULLETIN))
    assert "超出限额的2项\n" in told
    assert "不另组建工作队。要求为零，现为16支，已经超出。" in told
    assert "逐项整改" in told
    assert "补齐差距" not in told


def test_nothing_known_of_anybody_is_said_at_once(rich):
    """There are no 其余 where nobody was named before."""
    vague = {code: {"teams": Vague(0, 1, "0-1")} for code in COUNTIES}
    told = text(report(bulletins.results(rich(vague), bulletins.AFTER), ReportKind.BULLETIN))
    assert "8个县市的情况都不明。" in told
    assert "其余8个" not in told


def test_before_the_first_day_nobody_is_asked_for_data(rich):
    """Before the programme begins there is nothing to hand in later; on its last day it says so."""
    before, last = date(2017, 10, 1), date(2018, 4, 30)
    told = text(report(bulletins.results(rich({}), before), ReportKind.BULLETIN))
    assert "方案尚未开始实施，各项任务要提前做好准备，按期启动。" in told
    assert "补报" not in told
    told = text(report(bulletins.results(rich(FULL), last), ReportKind.BULLETIN))
    assert "2018年4月30日，已到最后一天。" in told


def test_everything_met_is_told_without_a_word_of_haste(rich):
    """All that is due is done: nobody is asked to hurry, nothing is missing."""
    results = bulletins.results(rich(FULL), bulletins.AFTER)
    told = text(report(results, ReportKind.BULLETIN))
    assert "8个县市已全部达到。并且都达到了力争目标2支。" in told
    assert "落后" not in told
    assert "情况不明" not in told
