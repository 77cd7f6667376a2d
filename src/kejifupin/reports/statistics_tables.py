"""Figures division by division (分地区统计表): indicators down, divisions across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import IndicatorValue, interval_text
from kejifupin.office.page import Page, TableBlock, TextBlock
from kejifupin.reports.column_widths import LYING, room_for
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import issuer_of, report_title
from kejifupin.reports.overview import Overview, overview
from kejifupin.reports.results import Report, Results
from kejifupin.reports.roll_up import form_of
from kejifupin.reports.sentences import names
from kejifupin.reports.status_tables import table
from kejifupin.terms.display import chinese_date
from kejifupin.terms.text import nearest

_ACROSS: Final = 9
"""Divisions that stand side by side in one table at most."""
_NAMES: Final = 60
"""Millimetres for the number, the name and the unit of a figure."""


def compose_statistics(results: Results, layout: ReportLayout) -> Report:
    """A landscape table of the figures of a form, or of some indicators.

    Args:
        results: What is known on the day.
        layout: The form or the indicators, the key and the title.

    Raises:
        DefinitionError: The layout names neither a form nor indicators.
        UnknownNameError: It names a form or an indicator that the programme does not have.
    """
    view = overview(results)
    indicators = _indicators(layout, results)
    head = f"填报单位：{issuer_of(results, layout)}　　截至{chinese_date(results.setting.as_of)}"
    page = Page(
        report_title(results, layout),
        (
            TextBlock(head, "note"),
            *_tables(view, indicators),
            *(TextBlock(note, "note") for note in _notes(view, indicators)),
        ),
        landscape=True,
        sheet=layout.title,
    )
    return Report(layout.key, report_title(results, layout), (page,), official=True)


def _indicators(layout: ReportLayout, results: Results) -> tuple[Indicator, ...]:
    known = {each.indicator.key: each.indicator for each in results.values}
    keys = layout.indicators
    if not keys and layout.form is not None:
        kind = results.setting.kind(form_of(layout, results).kind)
        measured = (f"{kind.key}.{field.key}" for field in kind.measured)
        keys = tuple(key for key in measured if key in known)
    if not layout.indicators and layout.form is None:
        raise DefinitionError(
            f"report {layout.key!r} names neither a form nor indicators",
            f"报告“{layout.key}”没有写明统计哪些数（form 或 indicators）",
            "加上 form，或用 indicators 列出指标的键",
        )
    for key in keys:
        if key not in known:
            raise UnknownNameError("indicator", key, nearest(key, known))
    return tuple(known[key] for key in keys)


def _tables(view: Overview, indicators: Sequence[Indicator]) -> Iterator[TableBlock]:
    codes = _columns(view, indicators)
    across = _across(view, indicators, codes)
    for start in range(0, max(1, len(codes)), across):
        chosen = codes[start : start + across]
        header = ("序号", "指标", "单位", "合计", *map(view.name, chosen))
        rows = (
            (
                str(number),
                each.label,
                each.unit,
                *(_figure(view, each, code) for code in (view.results.division, *chosen)),
            )
            for number, each in enumerate(indicators, 1)
        )
        widths = (8, 30, 10, 14, *(12 for _ in chosen))
        yield table(header, widths, rows, centred=(0, *range(2, len(header))))


def _across(view: Overview, indicators: Sequence[Indicator], codes: Sequence[str]) -> int:
    """How many divisions stand side by side: fewer where their figures are long."""
    own = view.results.division
    widest = (max(room_for(_figure(view, each, code)) for each in indicators) for code in codes)
    total = max((room_for(_figure(view, each, own)) for each in indicators), default=0)
    return min(_ACROSS, max(1, int((LYING - _NAMES - total) / max(widest, default=LYING))))


def _columns(view: Overview, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """The divisions that stand in the table: those with figures, where most have none."""
    known = tuple(
        code
        for code in view.children
        if any(
            (value := _value(view, each, code)) is not None and value.known is not None
            for each in indicators
        )
    )
    return view.children if 2 * len(known) >= len(view.children) else known


def _value(view: Overview, indicator: Indicator, code: str) -> IndicatorValue | None:
    return view.results.values.find(indicator.key, code)


def _figure(view: Overview, indicator: Indicator, code: str) -> str:
    value = _value(view, indicator, code)
    if value is None or value.known is None:
        return "—"
    mark = "*" if value.missing or value.blank else ""
    return interval_text(value.known, "", indicator.decimals) + mark


def _notes(view: Overview, indicators: Sequence[Indicator]) -> Iterator[str]:
    columns = _columns(view, indicators)
    left = [code for code in view.children if code not in columns]
    if left:
        called = names(left, tuple(map(view.name, left)), "个地区")
        yield f"{called}没有数据，没有列出。"
    codes = (view.results.division, *columns)
    shown = [
        value
        for each in indicators
        for code in codes
        if (value := _value(view, each, code)) is not None and value.known is not None
    ]
    if any(value.missing or value.blank for value in shown):
        yield "注：带*的只是已报部分的合计，还有单位未报或未填。“—”为没有数据。"
    elif len(shown) < len(indicators) * len(codes):
        yield "注：“—”为没有数据。"
    if any(value.known is not None and not value.known.is_exact for value in shown):
        yield "以区间表示的，是上报的数字里有约数。"
