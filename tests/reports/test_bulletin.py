"""Every sentence of a bulletin is true of the figures, whatever the figures are."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin import Vague, open_programme
from kejifupin.office.page import ChartBlock, TableBlock
from kejifupin.reports.bulletin_overall import WORDS
from kejifupin.reports.issuers import branch_of
from kejifupin.reports.sentences import count, say
from kejifupin.targets.judging import State

_SPEC = spec_from_file_location("bulletins", Path(__file__).with_name("bulletins.py"))
bulletins = module_from_spec(_SPEC)
_SPEC.loader.exec_module(bulletins)

PLUGINS = Path(__file__).parents[2] / "plugins"
COUNTIES = ("222401", "222402", "222403", "222404", "222405", "222406", "222424", "222426")
NUMBERS = st.one_of(
    st.none(),
    st.integers(0, 120),
    st.integers(1, 9).map(lambda ten: Vague(ten * 10, ten * 10 + 9, f"{ten}0余")),
)
FIGURES = st.dictionaries(st.sampled_from(COUNTIES), st.tuples(NUMBERS, NUMBERS))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A programme with a total that is handed down and a promise of each county."""
    folder = bulletins.write_plugin(tmp_path_factory.mktemp("small"))
    return open_programme("small", [folder], entry_points=False)


def text(report):
    """The text of the first page."""
    return "\n".join(block.text for block in report.pages[0].content)


def sentence(report, start):
    """The one sentence that begins so."""
    (found,) = [each for each in report.sentences if each.text.startswith(start)]
    return found.text


class TestSentences:
    """A sentence states no figure that it does not carry."""

    def test_a_digit_among_the_words_is_refused(self):
        """A figure gets into a sentence in no other way than as something stated."""
        with pytest.raises(ValueError, match="not stated"):
            say("共3项。")

    def test_what_is_stated_is_used_and_what_is_used_is_stated(self):
        """Neither may be left over."""
        with pytest.raises(ValueError, match="not stated"):
            say("共{n}项。")
        with pytest.raises(ValueError, match="not stated"):
            say("共若干项。", n=count(3))


class TestTruth:
    """What is compared is comparable; each figure by itself is checked in test_sentences_hold."""

    @given(FIGURES)
    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_nobody_leads_whom_another_beats(self, small, figures):
        """Who is said to be first has the highest rate of those whose rate is known."""
        programme = bulletins.returned(small, figures)
        report = bulletins.bulletin(programme)
        statuses = programme.status(as_of=bulletins.MIDWAY)
        for each in report.sentences:
            stated = dict(each.stated)
            if "besta" not in stated:
                continue
            target = stated["target"].target
            rates = {
                status.division: status.completion.exact_value
                for status in statuses
                if status.target.key == target
                and status.division in COUNTIES
                and status.value is not None
                and status.completion.is_exact
            }
            best, worst = max(rates.values()), min(rates.values())
            assert best > worst
            leaders = {code for code, rate in rates.items() if rate == best}
            laggards = {code for code, rate in rates.items() if rate == worst}
            assert set(stated["besta"].divisions) == leaders
            assert set(stated["worsta"].divisions) == laggards
            assert ("还没有起步" in each.text) == (worst == 0)

    @given(FIGURES)
    @settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_the_same_figures_give_the_same_words(self, small, figures):
        """The order in which records came decides nothing."""
        backwards = dict(reversed(figures.items()))
        one, other = (
            bulletins.bulletin(bulletins.returned(small, each)) for each in (figures, backwards)
        )
        assert one == other


class TestReading:
    """What has no figures, what is all done, what is vague reads as such."""

    def test_a_division_without_any_data(self, small):
        """It says so, names who is silent, compares nobody and draws nothing."""
        report = bulletins.bulletin(small)
        assert sentence(report, "目标任务共") == "目标任务共2项，都还没有数据，进展无从判断。"
        assert "有任务的8个县（市）都还没有数据，无法比较。" in text(report)
        assert "一份也没有收到" in text(report)
        assert "最高" not in text(report)
        assert not any(isinstance(block, ChartBlock) for block in report.pages[0].blocks)

    def test_everything_met(self, small):
        """20 of 20, 20 of 20 and 60 of 60, and a station everywhere: nothing is asked to hurry."""
        figures = dict.fromkeys(COUNTIES, (20, 1)) | {"222403": (60, 1)}
        report = bulletins.bulletin(bulletins.returned(small, figures), bulletins.AFTER)
        assert sentence(report, "目标任务共") == "目标任务共2项，已全部完成。"
        # 7 × 20 + 60 = 200, of 100.
        assert "实际为200场次，完成200%" in text(report)
        assert "“全州培训100场次”，各地都达到要求。" in text(report)
        assert "8个县市已全部达到" in text(report)
        assert "落后" not in text(report)
        assert "要继续做好后续服务" in text(report)

    def test_vague_numbers(self, small):
        """8 × 10余 is 80 to 152: on track whatever they are, up to 20 short of 100."""
        vague = Vague(10, 19, "10余")
        report = bulletins.bulletin(bulletins.returned(small, dict.fromkeys(COUNTIES, (vague, 1))))
        assert "现为80—152场次，不低于应达数" in text(report)
        assert "最多还差20场次" in text(report)
        assert "数据多不完整或不是确数，不作比较" in text(report)

    def test_all_at_nothing_have_no_leader(self, small):
        """Nobody leads with nothing."""
        report = bulletins.bulletin(bulletins.returned(small, dict.fromkeys(COUNTIES, (0, 0))))
        assert "“全州培训100场次”，有数据的各地都还没有起步。" in text(report)
        assert "居前" not in text(report)
        assert "最高" not in text(report)
        assert "有任务落后于序时进度的是延吉市、图们市、敦化市，各1项。" in text(report)

    def test_ties_are_told(self, small):
        """延吉 and 图们 have 10 of 20 each, 敦化 12 of 60."""
        report = bulletins.bulletin(
            bulletins.returned(small, {"222401": (10, 1), "222402": (10, 1), "222403": (12, 1)})
        )
        assert "最高的是延吉市、图们市（均为50%），最低的是敦化市（20%）" in text(report)

    def test_a_county_speaks_of_itself(self, small):
        """30 of the 20 that were handed down to it; nothing below it is compared."""
        report = bulletins.bulletin(
            bulletins.returned(small, {"222401": (30, 1)}), bulletins.AFTER, "222401"
        )
        assert report.pages[0].title == "延吉市科协关于小方案进展情况的通报"
        assert "要求至少20场次，实际为30场次，完成150%" in text(report)
        assert "各地进展" not in text(report)
        assert text(report).startswith("延吉市科协关于小方案进展情况的通报\n各有关单位：")

    def test_nobody_is_named_in_it(self, small):
        """No personal field gets into a bulletin."""
        report = bulletins.bulletin(bulletins.returned(small, {"222401": (30, 1)}))
        cells = (
            cell.shown
            for page in report.pages
            for block in page.blocks
            if isinstance(block, TableBlock)
            for row in block.rows
            for cell in row
        )
        assert "张某" not in text(report) + "".join(cells)

    def test_the_states_are_counted_in_words(self, small):
        """One target is behind, the other not due: both are told."""
        report = bulletins.bulletin(bulletins.returned(small, dict.fromkeys(COUNTIES, (1, 0))))
        assert sentence(report, "目标任务共") == (
            f"目标任务共2项，其中达到序时进度或尚未到期1项，{WORDS[State.BEHIND]}1项。"
        )


def test_a_long_promise_leaves_room_below_its_head(tmp_path):
    """Above a narrow column stand its beginning and its end; in the table of targets all of it."""
    long = "按照“政府引导、科协牵头”的要求，" * 8 + "每个县市建1个服务站"
    folder = bulletins.write_plugin(tmp_path)
    file = folder / "programmes" / "small" / "targets.toml"
    file.write_text(bulletins.TARGETS.replace("每个县市建1个服务站", long), encoding="utf-8")
    programme = open_programme("small", [folder], entry_points=False)
    report = bulletins.bulletin(bulletins.returned(programme, {"222401": (1, 1)}))
    _, targets, _, matrix = report.pages
    (head,) = [each.text for each in matrix.blocks[-1].rows[0] if "科协牵头" in each.text]
    assert len(head) < 50
    assert head.endswith("……的要求，每个县市建1个服务站")
    assert long in [cell.text for row in targets.blocks[-1].rows for cell in row]


def test_agencies_are_called_as_they_are_at_their_level():
    """A 厅 of the province has 局 below it; the 科协 of the whole country is 中国科协."""
    day = bulletins.MIDWAY
    hunan = open_programme("hunan-2016", [PLUGINS / "hunan"], entry_points=False).setting(day)
    assert branch_of(hunan, "430000") == "湖南省科技厅"
    assert branch_of(hunan, "430100") == "长沙市科技局"
    nation = open_programme("national-2016", entry_points=False).setting(day)
    assert branch_of(nation, nation.scope) == "中国科协"
