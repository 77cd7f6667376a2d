"""Tables of targets and of divisions, for the annexes of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kejifupin.office.page import ChartBlock, Page, PageCell, Series, TableBlock, TextBlock
from kejifupin.reports.column_widths import LYING, fitted_widths
from kejifupin.reports.figures import asked_text, rate_text, value_text
from kejifupin.reports.overview import Overview, Standing
from kejifupin.reports.states import STATE_COLOURS
from kejifupin.submissions.rates import ReportingRates
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date

TARGETS_TITLE: Final = "目标任务完成情况表"
DIVISIONS_TITLE: Final = "分地区进展情况表"
MATRIX_TITLE: Final = "分地区目标任务完成情况表"
_TARGETS: Final = ("序号", "目标任务", "要求", "期限", "序时应达", "目前", "完成率", "状态")
_TARGET_WIDTHS: Final = (8, 33, 28, 28, 14, 16, 13, 12)
_COLUMNS: Final = 7
"""Targets that stand side by side in one table."""
_HEAD: Final = 42
"""Signs of a target's words above a narrow column."""
_MOST_BARS: Final = 20
_NOT_ASKED: Final = "—"


def target_table(statuses: Sequence[TargetStatus]) -> TableBlock:
    """Targets of one division, a row each."""
    return table(_TARGETS, _TARGET_WIDTHS, map(_target_row, enumerate(statuses, 1)), centred=(0, 3))


def division_table(view: Overview) -> TableBlock:
    """The divisions below with how many of their targets stand how, and what they handed in."""
    states = [state for state in State if any(each.counts[state] for each in view.below)]
    owed = any(True for _ in view.submissions)
    header = ("序号", "地区", "任务数", *(state.label for state in states))
    header += ("应报份数", "已报份数") if owed else ()
    rows = (
        (
            str(number),
            each.name,
            str(len(each.statuses)),
            *(str(each.counts[state]) for state in states),
            *(_handed_in(view, each) if owed else ()),
        )
        for number, each in enumerate(view.below, 1)
    )
    widths = (8, 26, 10, *(11 for _ in header[3:]))
    return table(header, widths, rows, centred=range(2, len(header)))


def matrix_tables(view: Overview) -> Iterator[TableBlock]:
    """Divisions against targets, as many targets side by side as there is room for."""
    targets = {
        status.target.key: status.target.label for each in view.below for status in each.statuses
    }
    keys = list(targets)
    for start in range(0, len(keys), _COLUMNS):
        chosen = keys[start : start + _COLUMNS]
        header = ("地区", *(head_words(targets[key]) for key in chosen))
        cells = ((each.name, *(_matrix_cell(each, key) for key in chosen)) for each in view.below)
        rows = (row for row in cells if set(row[1:]) != {_NOT_ASKED})
        widths = (18, *(22 for _ in chosen))
        yield table(header, widths, rows, centred=range(1, len(header)))


def head_words(label: str) -> str:
    """A target's words above a narrow column; of long ones how they begin and how they end.

    A head that fills the paper would leave no room for what stands below it.

    >>> head_words("每个村选择5-10户示范户")
    '每个村选择5-10户示范户'
    """
    if len(label) <= _HEAD:
        return label
    return f"{label[: _HEAD * 2 // 3]}……{label[-(_HEAD // 3) :]}"


def annex_page(number: int | None, title: str, *blocks: TextBlock | TableBlock) -> Page:
    """A page for a wide table, as an annex where it has a number; 0 for the only annex."""
    label = () if number is None else (TextBlock(f"附件{number or ''}", "annex"),)
    return Page(title, (*label, *blocks), landscape=True, sheet=title)


def state_chart(view: Overview) -> ChartBlock | None:
    """How many targets stand how, division by division; None for fewer than two of them."""
    standings = view.below[:_MOST_BARS]
    if len(standings) < 2 or not any(each.has_data for each in standings):
        return None
    series = tuple(
        Series(state.label, numbers, STATE_COLOURS[state])
        for state in State
        if any(numbers := tuple(each.counts[state] for each in standings))
    )
    cut = len(view.below) - len(standings)
    more = f"（前{len(standings)}个，共{len(view.below)}个）" if cut else ""
    return ChartBlock(
        f"图  各地区目标任务进展{more}",
        categories=tuple(each.name for each in standings),
        series=series,
        unit="目标任务（项）",
        stacked=True,
    )


def table(
    names: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
    *,
    centred: Iterable[int] = (),
    room: int = LYING,
) -> TableBlock:
    """A table of texts with one header row, wide enough for its numbers.

    Args:
        names: Names of the columns.
        widths: The widths that are wished for.
        rows: Texts of the cells.
        centred: Places of the columns that stand in the middle.
        room: Millimetres that all columns have.
    """
    middle = frozenset(centred)
    rows = tuple(map(tuple, rows))
    header = tuple(PageCell(each, style="header") for each in names)
    body = tuple(
        tuple(
            PageCell(cell, align="center" if at in middle else "left")
            for at, cell in enumerate(row)
        )
        for row in rows
    )
    return TableBlock(fitted_widths(widths, rows, room=room), (header, *body), header_rows=1)


def _target_row(numbered: tuple[int, TargetStatus]) -> tuple[str, ...]:
    number, status = numbered
    return (
        str(number),
        status.target.label,
        status.bound_text(),
        chinese_date(status.due_on),
        asked_text(status),
        value_text(status),
        rate_text(status),
        status.state.label,
    )


def _matrix_cell(standing: Standing, target: str) -> str:
    for status in standing.statuses:
        if status.target.key == target:
            value = "" if status.value is None else f"\n{value_text(status)}"
            return f"{status.state.label}{value}"
    return _NOT_ASKED


def _handed_in(view: Overview, standing: Standing) -> tuple[str, str]:
    below = view.results.setting.reach.below(standing.division)
    found = view.results.submissions.where(divisions=below)
    rates = sum(map(ReportingRates.of, found), ReportingRates())
    return str(rates.due), str(rates.received)
