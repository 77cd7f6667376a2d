"""What is in the workbook, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.office.book import BookColumn, BookRow, BookSheet, Linked, Rule
from kejifupin.reports.board import Board
from kejifupin.reports.workbook.history import HISTORY_SHEET
from kejifupin.reports.workbook.issues import ISSUES_SHEET
from kejifupin.reports.workbook.progress import COMPLETION_SHEET, DIVISIONS_SHEET
from kejifupin.reports.workbook.reporting import OWED_SHEET, RATES_SHEET
from kejifupin.reports.workbook.signals import STATE_SIGNALS, state_text
from kejifupin.reports.workbook.sources import SOURCES_SHEET
from kejifupin.reports.workbook.statuses import BOARD_SHEET, TARGETS_SHEET, programme_title
from kejifupin.targets.judging import State
from kejifupin.terms.disclosure import CLOSED, MASK
from kejifupin.terms.display import chinese_date

GUIDE_SHEET: Final = "说明"
_CONTENTS: Final = {
    BOARD_SHEET: "各地区各项目标的状态，一格一灯；左上角的数字折叠和展开层级",
    TARGETS_SHEET: "每个地区每项目标一行：要求、期限、目前、完成率、差额、缺报、依据",
    DIVISIONS_SHEET: "下一级各地区有多少项目标处于哪种状态，附图",
    COMPLETION_SHEET: "本级各项目标的完成率，附图",
    HISTORY_SHEET: "各项目标以往各次的数和状态，每次一行",
    RATES_SHEET: "各地区应报、已报、按时、齐全的份数和比率",
    OWED_SHEET: "谁应报什么、何时报、报了没有",
    ISSUES_SHEET: "表格中的每个问题：在哪里、是什么、怎么改",
    SOURCES_SHEET: "每项数字的依据、算法和计入的记录，到单元格",
}
_MEANINGS: Final = {
    State.MET: "要求已经达到，不会再失去",
    State.ON_TRACK: "期限未到，达到了截至当日应有的进度",
    State.BEHIND: "期限未到，没有达到应有的进度，或已超出上限",
    State.MISSED: "期限已过，没有达到要求",
    State.UNDECIDED: "有数据，但数字不确定，可能的数值有的达到、有的达不到",
    State.NO_DATA: "没有任何可用的数据",
}


def guide_sheet(board: Board, sheets: Sequence[BookSheet]) -> BookSheet:
    """The contents of a workbook, the meaning of the lights, what is masked, and by which rules.

    Args:
        board: The board.
        sheets: The sheets that stand before.
    """
    return BookSheet(
        GUIDE_SHEET,
        f"{programme_title(board)}：本工作簿说明",
        (BookColumn("项目", 34), BookColumn("内容", 90)),
        tuple(_rows(board, sheets)),
        rules=(Rule(0, 0, STATE_SIGNALS),),
        anchor=GUIDE_SHEET,
    )


def _rows(board: Board, sheets: Sequence[BookSheet]) -> Iterator[BookRow]:
    results = board.results
    yield BookRow(("截至日", results.setting.as_of))
    yield BookRow(("方案", results.setting.definition.title))
    yield BookRow(("地区", board.rows[0].name))
    if results.version is not None:
        yield BookRow(("规则版本", results.version.text()))
    yield BookRow(("工作表", None), style="group")
    for sheet in sheets:
        said = _CONTENTS.get(sheet.name) or f"计入的记录：{sheet.title.partition('：')[2]}"
        name = sheet.name if sheet.anchor is None else Linked(sheet.name, sheet.anchor)
        yield BookRow((name, said))
    yield BookRow(("状态", None), style="group")
    for state, meaning in _MEANINGS.items():
        yield BookRow((state_text(state), meaning))
    yield BookRow(("个人信息", None), style="group")
    told = f"个人信息以{MASK}代替，空白表示没有填"
    if results.disclosure != CLOSED:
        told = "部分或全部个人信息按要求显示，请勿外传"
    yield BookRow(("处理", told))


def footer_text(board: Board) -> str:
    """What stands at the foot of each printed page."""
    return f"{board.rows[0].name}　截至{chinese_date(board.results.setting.as_of)}"
