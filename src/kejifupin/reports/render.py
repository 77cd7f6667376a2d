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
_BOARD_WRITERS: Final[Mapping[str, Callable[[Board], bytes]]] = {}


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
