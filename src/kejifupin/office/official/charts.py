"""Charts that office programs draw themselves, with the workbook behind them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kejifupin.office.docx.styles import WORD
from kejifupin.office.looks import BODY_FONT
from kejifupin.office.packing import HEADER, OFFICE, attribute, text_of
from kejifupin.office.page import ChartBlock, Page, PageCell, Series, TableBlock
from kejifupin.office.writing import write_xlsx

CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SHEET: Final = "数据"
_WIDTH: Final = 5580000
"""155 mm in English Metric Units, of which 36,000 make a millimetre."""
_HEAD: Final = 850000
_BAR: Final = 230000
_STEPS: Final = 8
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
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent cx="{_WIDTH}" cy="{tall}"/><wp:docPr id="{number}"'
        f' name="图{number}" descr={attribute(chart.text)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def chart_part(chart: ChartBlock) -> str:
    """The chart as a part of the document."""
    overlap = '<c:overlap val="100"/>' if chart.stacked else ""
    series = "".join(_series(chart, each, at) for at, each in enumerate(chart.series))
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        if len(chart.series) > 1
        else ""
    )
    return (
        f'{HEADER}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main"'
        f' xmlns:r="{OFFICE}/relationships"><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{"stacked" if chart.stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>{overlap}'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/>'
        '<c:tickLblSkip val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln'
        ' w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
        f'</c:majorGridlines>{_axis_title(chart.unit)}<c:numFmt formatCode="General"'
        ' sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/>'
        f"{_step(chart)}</c:valAx>"
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/></c:chart>'
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_text_look(1050)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def chart_workbook(chart: ChartBlock) -> bytes:
    """The figures of a chart as a workbook, which opens where someone edits the chart."""
    header = (PageCell("", style="header"), *(_label(each.label) for each in chart.series))
    rows = tuple(
        (_label(name), *(_figure(each.numbers[at]) for each in chart.series))
        for at, name in enumerate(chart.categories)
    )
    widths = (20, *(12 for _ in chart.series))
    return write_xlsx(Page(None, (TableBlock(widths, (header, *rows), 1),), sheet=_SHEET))


def _label(text: str) -> PageCell:
    return PageCell(text, style="label")


def _figure(number: Decimal | int | None) -> PageCell:
    return PageCell() if number is None else PageCell(number=number, format="General")


def _series(chart: ChartBlock, series: Series, at: int) -> str:
    column, last = chr(ord("B") + at), len(chart.categories) + 1
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{text_of(name)}</c:v></c:pt>'
        for place, name in enumerate(chart.categories)
    )
    figures = "".join(
        f'<c:pt idx="{place}"><c:v>{number}</c:v></c:pt>'
        for place, number in enumerate(series.numbers)
        if number is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef>'
        f'<c:f>{_SHEET}!${column}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{text_of(series.label)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{series.colour}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/>{_labels(chart)}'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{names}"
        "</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{count}{figures}</c:numCache></c:numRef></c:val>"
        "</c:ser>"
    )


def _step(chart: ChartBlock) -> str:
    """Whole steps, of which few stand on the axis."""
    ends = [
        sum(numbers) if chart.stacked else max(numbers)
        for at in range(len(chart.categories))
        if (numbers := [each.numbers[at] or 0 for each in chart.series])
    ]
    step, most = 1, max(ends, default=0)
    while step * _STEPS < most:
        step *= 2 if str(step)[0] in "15" else 5
        step = step if str(step)[0] in "125" else 10 ** len(str(step))
    return f'<c:majorUnit val="{step}"/>'


def _labels(chart: ChartBlock) -> str:
    # A bar of nothing bears no number where bars follow each other.
    shape = '<c:numFmt formatCode="#,##0.##;;" sourceLinked="0"/>' if chart.stacked else ""
    return (
        f'<c:dLbls>{shape}<c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _axis_title(unit: str) -> str:
    if not unit:
        return ""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>"
        f'<a:rPr lang="zh-CN" sz="1050" b="0"/><a:t>{text_of(unit)}</a:t></a:r></a:p></c:rich>'
        '</c:tx><c:overlay val="0"/></c:title>'
    )


def _text_look(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"><a:latin typeface="{BODY_FONT}"/>'
        f'<a:ea typeface="{BODY_FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
        "</c:txPr>"
    )


WORD_NAMESPACES: Final = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships"'
"""What the main part of a document with charts declares."""
