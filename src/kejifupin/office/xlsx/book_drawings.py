"""Charts on sheets: where they stand, and the parts that they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kejifupin.office.book import BookChart, BookSheet
from kejifupin.office.chart_markup import DRAWING, ChartSource, chart_part
from kejifupin.office.packing import HEADER, OFFICE, attribute, relationships
from kejifupin.office.xlsx.names import quoted

DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_WIDTH: Final = 6840000
"""190 mm in English Metric Units, of which 36,000 make a millimetre."""
_HEAD: Final = 900000
_BAR: Final = 260000
_TALLEST: Final = 18000000
_ROW: Final = 190500
"""A row of 15 points."""


def chart_height(chart: BookChart) -> int:
    """As tall as its bars need."""
    block = chart.chart
    bars = len(block.categories) * (1 if block.stacked else max(1, len(block.series)))
    return min(_TALLEST, _HEAD + _BAR * max(bars, 4))


def drawing_parts(
    sheet: BookSheet, name: str, *, header: int, number: int, first_chart: int
) -> Iterator[tuple[str, str]]:
    """The drawing of a sheet with its charts, as parts.

    Args:
        sheet: The sheet.
        name: Its name in the workbook.
        header: Number of the row with the heads of the columns, counted from 1.
        number: Number of the drawing.
        first_chart: Number of its first chart.
    """
    column, row = len(sheet.columns) + 1, max(header - 1, 0)
    anchors = []
    links = []
    for at, each in enumerate(sheet.charts):
        tall = chart_height(each)
        anchors.append(_anchor(each, at + 1, column, row, tall))
        row += tall // _ROW + 2
        part = f"xl/charts/chart{first_chart + at}.xml"
        links.append((f"{OFFICE}/relationships/chart", f"../charts/chart{first_chart + at}.xml"))
        source = ChartSource(quoted(name), each.names, each.series, header=header, embedded=False)
        yield part, chart_part(each.chart, source)
    yield (
        f"xl/drawings/drawing{number}.xml",
        (
            f'{HEADER}<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main">'
            f"{''.join(anchors)}</xdr:wsDr>"
        ),
    )
    yield f"xl/drawings/_rels/drawing{number}.xml.rels", relationships(links)


def _anchor(chart: BookChart, number: int, column: int, row: int, tall: int) -> str:
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{_WIDTH}" cy="{tall}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="图{number}" descr={attribute(chart.chart.text)}/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{DRAWING}/chart"><c:chart xmlns:c="{DRAWING}/chart"'
        f' xmlns:r="{OFFICE}/relationships" r:id="rId{number}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>"
    )
