"""Reports as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kejifupin.office.writing import write_docx, write_official, write_xlsx
from kejifupin.reports.board import Board
from kejifupin.reports.layouts import ReportKind
from kejifupin.reports.results import RenderedReport, Report

FORMATS: Final = ("docx", "xlsx")
"""What every report can be written as."""


def _page(board: Board) -> bytes:
    from kejifupin.reports.page import write_page

    return write_page(board)


def _workbook(board: Board) -> bytes:
    from kejifupin.reports.workbook import write_board_workbook

    return write_board_workbook(board)


def _picture(format: str) -> Callable[[Board], bytes]:
    def draw(board: Board) -> bytes:
        # Only here matplotlib is loaded, or said to be missing.
        from kejifupin.reports.pictures import draw_board

        return draw_board(board, format)

    return draw


_BOARD_WRITERS: Final[Mapping[str, Callable[[Board], bytes]]] = {
    "html": _page,
    "xlsx": _workbook,
    **{each: _picture(each) for each in ("png", "svg", "pdf")},
}


def formats_of(kind: ReportKind) -> tuple[str, ...]:
    """What a report of a kind can be written as.

    Args:
        kind: The kind.
    """
    more = _BOARD_WRITERS if kind is ReportKind.BOARD else ()
    return tuple(dict.fromkeys((*FORMATS, *more)))


def render_report(report: Report, format: str) -> RenderedReport | None:
    """A report as a file, None for a format that it cannot be written as.

    Args:
        report: The report.
        format: ``docx`` or ``xlsx``; for the status board also what `formats_of` names.
    """
    content = _content(report, format)
    return None if content is None else RenderedReport(f"{report.title}.{format}", content)


def _content(report: Report, format: str) -> bytes | None:
    if report.board is not None and format in _BOARD_WRITERS:
        return _BOARD_WRITERS[format](report.board)
    if format in report.documents:
        return report.documents[format]
    if format == "docx":
        return (write_official if report.official else write_docx)(report.pages)
    if format == "xlsx":
        return write_xlsx(report.sheets or report.pages)
    return None
