"""Reports as files."""

from __future__ import annotations

from kejifupin.office.writing import write_docx, write_official, write_xlsx
from kejifupin.reports.results import RenderedReport, Report

FORMATS = ("docx", "xlsx")


def render_report(report: Report, format: str) -> RenderedReport | None:  # noqa: A002
    """A report as a Word document or an Excel workbook, None for any other format.

    Args:
        report: The report.
        format: ``docx`` or ``xlsx``.
    """
    if format not in FORMATS:
        return None
    if format in report.documents:
        content = report.documents[format]
    elif format == "docx":
        content = (write_official if report.official else write_docx)(report.pages)
    else:
        content = write_xlsx(report.sheets or report.pages)
    return RenderedReport(f"{report.title}.{format}", content)
