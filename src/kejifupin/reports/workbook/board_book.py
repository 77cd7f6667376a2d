"""The status board as a workbook, with all that it rests on."""

from __future__ import annotations

from kejifupin.office.book import Book, BookSheet
from kejifupin.office.writing import write_book
from kejifupin.reports.board import Board
from kejifupin.reports.workbook.guide import footer_text, guide_sheet
from kejifupin.reports.workbook.history import history_sheet
from kejifupin.reports.workbook.issues import issues_sheet
from kejifupin.reports.workbook.ledgers import ledger_sheets
from kejifupin.reports.workbook.progress import completion_sheet, divisions_sheet
from kejifupin.reports.workbook.reporting import owed_sheet, rates_sheet
from kejifupin.reports.workbook.sources import sources_sheet
from kejifupin.reports.workbook.statuses import board_sheet, targets_sheet


def write_board_workbook(board: Board) -> bytes:
    """Write the status board as an Excel workbook.

    Sheets: the board, a row for each status, charts, the way so far, who owes what, the records
    that count, the issues, where each figure comes from, and a guide; those without content are
    left out.
    Personal fields are masked unless the results' disclosure opens them.

    Args:
        board: The board.

    Returns:
        The bytes of an .xlsx; the same board gives the same bytes.
    """
    return write_book(make_book(board))


def make_book(board: Board) -> Book:
    """The workbook of a board before it is a file; its rows are gone through once.

    Args:
        board: The board.
    """
    results = board.results
    sources = sources_sheet(board)
    found: tuple[BookSheet | None, ...] = (
        board_sheet(board),
        targets_sheet(board, sources=sources is not None),
        divisions_sheet(board),
        completion_sheet(board, sources=sources is not None),
        history_sheet(board),
        rates_sheet(results),
        owed_sheet(results),
        issues_sheet(results),
        sources,
        *ledger_sheets(results),
    )
    sheets = tuple(each for each in found if each is not None)
    guide = guide_sheet(board, sheets)
    return Book((*sheets, guide), board_title(board), footer_text(board))


def board_title(board: Board) -> str:
    """The title of the workbook."""
    return f"{board.rows[0].name}目标任务状态板"
