"""Charts that office programs draw themselves, with the workbook behind them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kejifupin.office.chart_markup import CHART_SHEET, DRAWING
from kejifupin.office.docx.styles import WORD
from kejifupin.office.packing import OFFICE, attribute
from kejifupin.office.page import ChartBlock, Page, PageCell, TableBlock
from kejifupin.office.writing import write_xlsx

_WIDTH: Final = 5580000
"""155 mm in English Metric Units, of which 36,000 make a millimetre."""
_HEAD: Final = 850000
_BAR: Final = 230000
_TALLEST: Final = 7000000


def chart_drawing(chart: ChartBlock, number: int, link: str) -> str:
    """The run that shows a chart, as tall as its bars need.

    Args:
        chart: The chart.
        number: Its number in the document.
        link: Its name among the links of the document.
    """
    bars = len(chart.categories) * (1 if chart.stacked else max(1, len(chart.series)))
    tall = min(_TALLEST, _HEAD + _BAR * max(bars, len(chart.categories)))
    return (
        "<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent cx="{_WIDTH}" cy="{tall}"/><wp:docPr id="{number}"'
        f' name="图{number}" descr={attribute(chart.text)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/chart">'
        f'<c:chart xmlns:c="{DRAWING}/chart" r:id="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def chart_workbook(chart: ChartBlock) -> bytes:
    """The figures of a chart as a workbook, which opens where someone edits the chart."""
    header = (PageCell("", style="header"), *(_label(each.label) for each in chart.series))
    rows = tuple(
        (_label(name), *(_figure(each.numbers[at]) for each in chart.series))
        for at, name in enumerate(chart.categories)
    )
    widths = (20, *(12 for _ in chart.series))
    return write_xlsx(Page(None, (TableBlock(widths, (header, *rows), 1),), sheet=CHART_SHEET))


def _label(text: str) -> PageCell:
    return PageCell(text, style="label")


def _figure(number: Decimal | int | None) -> PageCell:
    return PageCell() if number is None else PageCell(number=number, format="General")


WORD_NAMESPACES: Final = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships"'
"""What the main part of a document with charts declares."""
