"""The status board (状态板): divisions down, targets across, from the top to the last village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.office.page import Page, TextBlock
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import issuer_of, report_title
from kejifupin.reports.overview import Standing, overview
from kejifupin.reports.results import Report, Results
from kejifupin.reports.status_tables import (
    DIVISIONS_TITLE,
    MATRIX_TITLE,
    division_table,
    matrix_tables,
    target_table,
)
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.display import chinese_date
from kejifupin.terms.divisions import Level
from kejifupin.terms.shown import Shown
from kejifupin.terms.views import Cell, Marked, Table, View, count_marks


@frozen
class BoardRow:
    """One division on the board (状态板行).

    Args:
        standing: How its targets stand, periods left out; none for one that only leads to others.
        level: Its level on the day; None where the division is not known.
        parent: Code of the division of the board above it; None at the top.
        depth: How many divisions of the board stand above it.
    """

    standing: Standing
    level: Level | None
    parent: str | None
    depth: int

    @property
    def division(self) -> str:
        """Its code."""
        return self.standing.division

    @property
    def name(self) -> str:
        """Its name on the day."""
        return self.standing.name

    @cached_property
    def cells(self) -> Mapping[str, TargetStatus]:
        """Key of a target → how it stands here."""
        return {each.target.key: each for each in self.standing.statuses}


@frozen(repr=False)
class Board(Shown):
    """Every status of a division and of all below it, as one table (状态板).

    Args:
        results: What it rests on.
        targets: The columns, in the order in which the programme states them.
        rows: The divisions, each before those below it.
    """

    results: Results = attrs.field(repr=False)
    targets: tuple[Target, ...]
    rows: tuple[BoardRow, ...] = attrs.field(repr=False)

    @property
    def counts(self) -> Mapping[str, int]:
        """State → how many statuses of the whole board stand so."""
        return Counter(each.state.value for row in self.rows for each in row.standing.statuses)

    def view(self) -> View:
        """The board as a table: a lamp for each division and target; the lower levels folded."""
        counts = self.counts
        states = (each for each in State for _ in range(counts.get(each.value, 0)))
        marks = count_marks(Marked(each.label, each.look) for each in states)
        day, top = chinese_date(self.results.setting.as_of), self.rows[0].name

        def cells(row: BoardRow) -> tuple[Cell, ...]:
            found = (row.cells.get(each.key) for each in self.targets)
            lamps = (Marked("", each.state.look) if each else "" for each in found)
            return f"{'　' * row.depth}{row.name}", *lamps

        header = ("地区", *(each.label for each in self.targets))
        upper = [each for each in self.rows if each.depth <= 1]
        tables = [Table(header, upper, cells)]
        if len(upper) < len(self.rows):
            every = [each for each in self.rows if each.cells or each.depth <= 1]
            tables.append(Table(header, every, cells, title="各级", folded=True))
        return View(f"{top}状态板（截至{day}）", marks, tables=tuple(tables))


def make_board(results: Results) -> Board:
    """The board of the division that reports.

    Args:
        results: What is known on the day.
    """
    setting = results.setting
    reach, top = setting.reach, results.division
    around = reach.below(top) if top in reach else frozenset({top})
    found: dict[str, list[TargetStatus]] = {top: []}
    targets: dict[str, Target] = {}
    for status in results.statuses:
        if status.target.of is None and status.division in around:
            found.setdefault(status.division, []).append(status)
            targets.setdefault(status.target.key, status.target)
    for code in tuple(found):
        for above in reach.chain(code):
            if above in around:
                found.setdefault(above, [])
    parents = {
        code: next((each for each in reach.chain(code)[1:] if each in found), None)
        for code in found
        if code != top
    }
    below: dict[str | None, list[str]] = {}
    for code in sorted(parents):
        below.setdefault(parents[code], []).append(code)
    rows: list[BoardRow] = []
    waiting: list[tuple[str, str | None, int]] = [(top, None, 0)]
    while waiting:
        code, parent, depth = waiting.pop()
        division = setting.divisions.find(code, setting.as_of)
        standing = Standing(code, setting.division_name(code), tuple(found[code]))
        rows.append(BoardRow(standing, division.level if division else None, parent, depth))
        waiting.extend((each, code, depth + 1) for each in reversed(below.get(code, ())))
    return Board(results, tuple(targets.values()), tuple(rows))


def compose_board(results: Results, layout: ReportLayout) -> Report:
    """The board as a report: on paper its first two levels, in a workbook or page all of them.

    Args:
        results: What is known on the day.
        layout: Its key and title, and who issues it.
    """
    view = overview(results)
    head = f"制表单位：{issuer_of(results, layout)}　　截至{chinese_date(results.setting.as_of)}"
    tables = [target_table((*view.own.statuses, *view.periods))] if view.own.statuses else []
    title = report_title(results, layout)
    pages = [Page(title, (TextBlock(head, "note"), *tables), landscape=True, sheet=layout.title)]
    if view.below:
        pages += [
            Page(DIVISIONS_TITLE, (division_table(view),), landscape=True, sheet=DIVISIONS_TITLE),
            Page(MATRIX_TITLE, tuple(matrix_tables(view)), landscape=True, sheet=MATRIX_TITLE),
        ]
    return Report(layout.key, title, tuple(pages), official=True, board=make_board(results))
