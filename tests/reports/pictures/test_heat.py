"""The table of states shows every division and target, and stays within bounds."""

from collections import Counter

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from scenes import board, exact, texts, uncovered

from kejifupin import State
from kejifupin.reports.overview import Standing
from kejifupin.reports.pictures import heat_figure, heat_pages
from kejifupin.reports.pictures.heat_rows import heat_rows, in_blocks, on_course_text
from kejifupin.terms import Level


def drawn(figure):
    """How many signs stand on a figure."""
    return sum(
        len(each.get_paths()) for each in figure.axes[0].collections if each.get_zorder() == 2
    )


@pytest.mark.parametrize(("prefectures", "counties", "targets"), [(1, 0, 1), (1, 3, 4), (18, 8, 2)])
def test_each_status_has_its_sign_and_each_division_its_name(prefectures, counties, targets):
    """For one division, for four, and for a province of 144 counties."""
    given_board = board(prefectures, counties, targets)
    figure = heat_figure(given_board)
    found = texts(figure)

    statuses = sum(len(row.standing.statuses) for row in given_board.rows)
    assert drawn(figure) == statuses + len(State)
    assert {row.name for row in given_board.rows} <= set(found)
    assert uncovered(figure) == []


def test_the_legend_counts_what_is_drawn():
    """One county with one target in each of two states."""
    figure = heat_figure(board(1, 1, 2, values=(exact(120), None)))

    found = texts(figure)
    assert {"已完成 2", "无数据 2", "滞后 0"} <= set(found)


def test_many_counties_stand_side_by_side_and_the_picture_stays_within_bounds():
    """158 counties under 18 prefectures, and 400 rows with 60 targets."""
    wide, high = heat_figure(board(18, 9, 12)).get_size_inches()
    assert wide < 23
    assert high < 25
    many = board(36, 10, 60)
    bare = [evolve(row, standing=Standing(row.division, row.name, ())) for row in many.rows]
    most = heat_figure(evolve(many, rows=tuple(bare)))
    assert len(bare) == 397
    assert max(most.get_size_inches()) * most.dpi < 2**14


def test_what_is_left_out_is_told():
    """41 prefectures of 10 counties are more than 400 rows: prefectures alone are drawn."""
    rows = heat_rows(board(41, 10, 1))

    assert {row.level for row in rows.rows} == {Level.PROVINCE, Level.PREFECTURE}
    assert rows.notes == ("另有410个地区图中没有画出，见网页或工作簿。",)


def test_a_board_without_targets_says_so():
    """A programme may have none yet."""
    empty = board(1, 0, 0)

    assert "没有目标任务。" in texts(heat_figure(empty))
    assert len(heat_pages(empty)) == 1


def test_totals_count_the_level_that_has_the_target_most():
    """Four counties, not the province: 120 is met, 0 is behind."""
    rows = heat_rows(board(2, 2, 1, values=(exact(120), exact(120), exact(0), exact(120))))
    (target,) = rows.targets

    assert rows.members_text(target) == "4个县市区"
    assert rows.totals(target) == Counter({State.MET: 3, State.BEHIND: 1})


def test_a_target_that_a_division_does_not_have_leaves_its_cell_empty():
    """No cell is not the same as no data."""
    whole = board(1, 1, 2)
    county = whole.rows[-1]
    fewer = Standing(county.division, county.name, county.standing.statuses[:1])
    part = evolve(whole, rows=(*whole.rows[:-1], evolve(county, standing=fewer)))

    assert drawn(heat_figure(part)) == drawn(heat_figure(whole)) - 1


def test_pages_show_every_division_once():
    """A name may stand again only as the one that goes on; the columns' meanings come first."""
    given_board = board(18, 9, 12)
    pages = heat_pages(given_board)
    found = Counter(text for page in pages[1:] for text in texts(page))

    assert all(found[row.name] == 1 for row in given_board.rows)
    assert {target.label for target in given_board.targets} <= set(texts(pages[0]))
    assert {"第1页　共5页", "第5页　共5页"} <= {text for page in pages for text in texts(page)}
    assert {tuple(page.get_size_inches()) for page in pages} <= {(8.27, 11.69), (11.69, 8.27)}


def test_few_divisions_stand_on_one_page_with_values():
    """And with the labels of their targets over the columns."""
    (page,) = heat_pages(board(1, 2, 3))

    assert {"第0项目标", "120场次", "20—60场次", "无数据"} <= set(texts(page))


def test_targets_that_no_page_is_wide_enough_for_make_it_broader():
    """Sixty columns."""
    pages = heat_pages(board(1, 20, 60))

    assert all(page.get_size_inches()[0] > 12 for page in pages)


@given(st.integers(1, 5), st.integers(0, 12), st.integers(2, 30))
def test_blocks_hold_every_row_once_in_order(prefectures, counties, size):
    """And say whose counties go on."""
    rows = board(prefectures, counties, 0).rows
    blocks = in_blocks(rows, size)

    assert [line.row for block in blocks for line in block if not line.continued] == list(rows)
    assert all(len(block) <= size for block in blocks)
    for block in blocks[1:]:
        first, begins = block[0], next(line.row for line in block if not line.continued)
        assert first.continued == (begins.depth == 2)
        assert first.row.division == (begins.parent if first.continued else begins.division)


def test_what_is_due_and_reached_is_counted():
    """Of four that are asked for, 120 and 50 of 100 are on course on the 76th of 181 days."""
    (row, *_) = board(0, 0, 4, values=(exact(120), exact(50), exact(3), None)).rows

    assert on_course_text(row) == "2/4"
