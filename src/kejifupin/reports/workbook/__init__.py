"""Workbooks of results: the status board with all that it rests on."""

from kejifupin.reports.workbook.board_book import make_book, write_board_workbook

__all__ = ["make_book", "write_board_workbook"]
