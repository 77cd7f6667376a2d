"""Charts as parts that office programs draw themselves, in Word and in Excel."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from kejifupin.office.grid import column_letters
from kejifupin.office.looks import BODY_FONT
from kejifupin.office.packing import HEADER, OFFICE, text_of
from kejifupin.office.page import ChartBlock, Series
from kejifupin.terms.looks import Look

CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_SHEET: Final = "数据"
"""Name of the sheet in the workbook that stands behind a chart in Word."""
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_STEPS: Final = 8


@frozen
class ChartSource:
    """Where the figures of a chart stand (图表数据来源).

    Args:
        sheet: Name of the sheet, as formulas write it.
        names: Number of the column with what the bars stand for, counted from 0.
        series: Number of the column of each series.
        header: Number of the row with the names of the series, counted from 1; the bars follow.
        embedded: Whether the workbook stands in the document instead of being it.
    """

    sheet: str = CHART_SHEET
    names: int = 0
    series: tuple[int, ...] = ()
    header: int = 1
    embedded: bool = True

    def column_of(self, at: int) -> str:
        """Letters of the column of a series."""
        return column_letters(self.series[at] if self.series else at + 1)


_BEHIND: Final = ChartSource()


def chart_part(chart: ChartBlock, source: ChartSource = _BEHIND) -> str:
    """The chart as a part of the document.

    Args:
        chart: The chart.
        source: Where its figures stand.
    """
    behind = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    overlap = '<c:overlap val="100"/>' if chart.stacked else ""
    series = "".join(_series(chart, each, at, source) for at, each in enumerate(chart.series))
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        if len(chart.series) > 1
        else ""
    )
    return (
        f'{HEADER}<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main"'
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
        f"{behind if source.embedded else ''}</c:chartSpace>"
    )


def _series(chart: ChartBlock, series: Series, at: int, source: ChartSource) -> str:
    sheet, first = text_of(source.sheet), source.header + 1
    column, last = source.column_of(at), source.header + len(chart.categories)
    names_at = column_letters(source.names)
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
        f'<c:f>{sheet}!${column}${source.header}</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{text_of(series.label)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{series.colour}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/>{_labels(chart, series)}'
        f"<c:cat><c:strRef><c:f>{sheet}!${names_at}${first}:${names_at}${last}</c:f>"
        f"<c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{sheet}!${column}${first}:${column}${last}</c:f><c:numCache>"
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


def _labels(chart: ChartBlock, series: Series) -> str:
    # Beside a bar stands black on white; on a bar what is read better on its colour.
    ink = Look(series.colour, "").ink if chart.stacked else "000000"
    look = (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr><a:solidFill><a:srgbClr val="{ink}"/>'
        '</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
    # A bar of nothing bears no number where bars follow each other.
    shape = '<c:numFmt formatCode="General;;" sourceLinked="0"/>' if chart.stacked else ""
    return (
        f'<c:dLbls>{shape}{look}<c:showLegendKey val="0"/><c:showVal val="1"/>'
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
