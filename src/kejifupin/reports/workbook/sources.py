"""Where each figure comes from: target, formula, records, each with its file and cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

import attrs

from kejifupin.indicators.contributions import Contribution
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.sources import DataSource
from kejifupin.office.book import BookColumn, BookRow, BookSheet, BookValue
from kejifupin.records.fields import Field
from kejifupin.reports.board import Board
from kejifupin.reports.results import Results
from kejifupin.reports.senders import common_folder
from kejifupin.reports.workbook.issues import cell_parts
from kejifupin.reports.workbook.ledgers import cell_of
from kejifupin.reports.workbook.places import path_namer
from kejifupin.reports.workbook.statuses import source_anchor
from kejifupin.targets.explain import explain_status
from kejifupin.targets.explanations import Explanation
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date

SOURCES_SHEET: Final = "数据来源"
RECORDS_OF_A_DIVISION: Final = 20
"""Records of one division that are listed for a target; of the others their number is told."""
RECORDS_OF_A_TARGET: Final = 5_000
"""Records that are listed for a target in all."""
_WIDTH: Final = 13
_LIST: Final = "数据来源（"


def sources_sheet(board: Board) -> BookSheet | None:
    """Every figure's records; None where the results do not say what was counted.

    A figure of a division far below is the sum of the rows whose place lies in it.

    Args:
        board: The board.
    """
    results = board.results
    plan, data = results.plan, results.data
    if plan is None or data is None or not board.targets:
        return None
    return BookSheet(
        SOURCES_SHEET,
        f"{board.rows[0].name}各项数字的来源",
        (
            BookColumn("目标", 30),
            BookColumn("所属地区", 24),
            BookColumn("区划代码", 13, "center"),
            BookColumn("记录", 20),
            BookColumn("项目", 20),
            BookColumn("数值", 11, "right"),
            BookColumn("单位", 7, "center"),
            BookColumn("文件", 32),
            BookColumn("表", 14, "center"),
            BookColumn("行", 6),
            BookColumn("单元格", 9, "center"),
            BookColumn("说明", 40),
        ),
        _rows(board, plan, data),
        notes=(
            (
                f"截至{chinese_date(results.setting.as_of)}。每项目标先写依据和算法，再列计入的记录；"
                "要看某个地区的数字由哪些记录得来，先筛选“目标”，再在“所属地区”里找这个地区。"
            ),
            (
                f"一个地区的记录超过{RECORDS_OF_A_DIVISION}条的，只列前{RECORDS_OF_A_DIVISION}条，"
                "其余写明条数。"
            ),
        ),
        frozen=1,
        depth=1,
        anchor=SOURCES_SHEET,
    )


def _rows(board: Board, plan: Plan, data: DataSource) -> Iterator[BookRow]:
    results = board.results
    root = common_folder(
        {each.origin.file for each in results.acceptance.records if each.origin is not None}
    )
    tops = _highest(board)
    for target in board.targets:
        anchor: str | None = source_anchor(target.key)
        for status in tops[target.key]:
            told = explain_status(
                status,
                plan,
                data,
                results.setting,
                values=results.values,
                issues=results.issues,
                version=results.version,
            )
            yield _head(told, anchor)
            anchor = None
            yield from _words(told)
            yield from _records(told, results, root)


def _highest(board: Board) -> dict[str, list[TargetStatus]]:
    """For each target the statuses above which none of it stands: all others lie within them."""
    found: dict[str, list[TargetStatus]] = {each.key: [] for each in board.targets}
    covered: dict[str | None, frozenset[str]] = {None: frozenset()}
    for row in board.rows:
        above = covered.get(row.parent, frozenset())
        for status in row.standing.statuses:
            if status.target.key not in above:
                found[status.target.key].append(status)
        covered[row.division] = above | row.cells.keys()
    return found


def _head(told: Explanation, anchor: str | None) -> BookRow:
    status = told.status
    values: list[BookValue] = [None] * _WIDTH
    values[0] = status.target.label
    values[1] = status.division_name
    values[2] = status.division
    values[4] = told.indicator.label
    values[-2] = status.state.label
    if status.value is not None:
        values[-2] = f"{status.state.label}，{status.value_text()}"
    return BookRow(tuple(values[:-1]), 0, "group", anchor)


def _words(told: Explanation) -> Iterator[BookRow]:
    """The clause, the formula, who is missing: all that is told ahead of the records."""
    # Without the records, which would be gone through only to be counted.
    ahead = attrs.evolve(told, contributions=(), conditions=())
    for line in takewhile(lambda line: not line.startswith(_LIST), ahead.lines()):
        yield BookRow((line,), 1, "note")


def _records(told: Explanation, results: Results, root: str) -> Iterator[BookRow]:
    label = told.status.target.label
    path = path_namer(results.setting, results.division)
    counts: dict[str, int] = {}
    listed = 0
    for each in told.contributions:
        count = counts[each.home] = counts.get(each.home, 0) + 1
        if count <= RECORDS_OF_A_DIVISION and listed < RECORDS_OF_A_TARGET:
            listed += 1
            yield _record_row(label, path(each.home), each, results, root)
        elif count <= RECORDS_OF_A_DIVISION:
            counts[each.home] -= 1
            counts[""] = counts.get("", 0) + 1
    unlisted = counts.pop("", 0)
    for home, count in counts.items():
        if count > RECORDS_OF_A_DIVISION:
            more = f"……另有{count - RECORDS_OF_A_DIVISION}条"
            yield BookRow((label, path(home), home, more, *[None] * (_WIDTH - 5)), 1)
    if unlisted:
        more = f"……另有{unlisted}条"
        yield BookRow((label, "其余各地", None, more, *[None] * (_WIDTH - 5)), 1)
    if told.conditions:
        yield BookRow((f"另据（基线或对象）{len(told.conditions)}条记录",), 1, "note")


def _record_row(label: str, place: str, each: Contribution, results: Results, root: str) -> BookRow:
    record, origin = each.record, each.record.origin
    field = record.kind.field(each.field) if each.field else None
    table, cell = cell_parts(each.cell)
    return BookRow(
        (
            label,
            place,
            each.home,
            record.kind.label,
            field.label if field else "记录数",
            _figure(each, field, results),
            (field.unit if field else "条"),
            each.file.removeprefix(root) if each.file else "程序提供的记录",
            table if cell else (origin.table if origin else None),
            origin.row if origin else None,
            cell,
            "；".join(_remarks(each)),
        ),
        1,
    )


def _figure(each: Contribution, field: Field | None, results: Results) -> BookValue:
    if field is None:
        return 1
    if each.issue is not None:
        return "不计入"
    kind = each.record.kind
    clear = results.disclosure.allows(field.key, field.privacy, kind.key)
    figure = cell_of(each.value, results.setting.division_name, clear=clear)
    return "未填" if figure is None else figure


def _remarks(each: Contribution) -> Iterator[str]:
    if each.told_source:
        yield f"据{each.told_source}"
    if not each.certain:
        yield "是否计入待定"
    if each.issue is not None:
        yield each.issue.message
