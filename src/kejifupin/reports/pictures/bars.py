"""Bars against bounds: how far the divisions are with one target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from attrs import frozen

from kejifupin.reports.figures import PERCENT, asked_number, percents_text
from kejifupin.reports.pictures.amounts import amount_text, status_text
from kejifupin.reports.pictures.headline import (
    MARGIN,
    SMALL,
    headline,
    headline_height,
    rule,
    state_legend,
)
from kejifupin.reports.pictures.lettering import shortened, width
from kejifupin.reports.pictures.sheet import FAINT, INK, Picture, Sheet, in_own_style
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval

_ROW: Final = 0.27
_LAMP: Final = 0.2
_ROWS: Final = 40
"""Rows of one block; more stand in blocks side by side."""
_MOST_BLOCKS: Final = 4
_BETWEEN: Final = 0.35
_WHOLE: Final = 100
_UNBOUNDED: Final = 0.06
"""How much of the scale is left for values that nobody knows the end of."""


@frozen
class _Bar:
    """One division's bar, in the unit of the picture."""

    name: str
    code: str
    told: str
    state: State
    value: Interval | None
    bound: Bound | None
    pace: Number | None

    @property
    def ends(self) -> Iterable[Number]:
        if self.value is not None:
            yield from (end for end in (self.value.low, self.value.high) if end is not None)
        if self.bound is not None:
            ends = (self.bound.at_least, self.bound.at_most)
            yield from (end for end in ends if end is not None)
        if self.pace is not None:
            yield self.pace


@frozen
class _Scale:
    """From an amount to a place across."""

    low: float
    high: float
    wide: float

    def at(self, number: Number) -> float:
        return (float(number) - self.low) / (self.high - self.low) * self.wide


@in_own_style
def bar_figure(statuses: Iterable[TargetStatus], *, by_completion: bool | None = None) -> Picture:
    """Bars of one target's values, division by division, against what must be reached.

    Sorted by what is sure, the most first; divisions without data come last. What is sure is
    filled in the colour of the state, what is only possible is hatched, and runs to the edge with
    an arrow where nobody knows how far it goes.

    Args:
        statuses: Statuses of one target, at most one for each division, best of one level.
        by_completion: Whether to draw how much of the promise is kept, in per cent; by default
            where the units differ, as those of a province and of its counties may.

    Raises:
        ValueError: There are no statuses, or they are of several targets.
        FontMissingError: No installed font has the characters that are needed.
    """
    given = tuple(statuses)
    if len({each.target.key for each in given}) != 1:
        keys = sorted({each.target.key for each in given})
        raise ValueError(f"bars are drawn of the statuses of one target, not of {keys}")
    units = {each.unit for each in given}
    relative = len(units) > 1 if by_completion is None else by_completion
    unit = PERCENT if relative else given[0].unit
    bars = sorted((_bar(each, relative=relative) for each in given), key=_place)
    return _drawn(given[0], bars, unit)


def _bar(status: TargetStatus, *, relative: bool) -> _Bar:
    name, code, state = status.division_name, status.division, status.state
    if relative:
        done = None if status.value is None else status.completion
        told = "无数据" if done is None else percents_text(done)
        return _Bar(name, code, told, state, done, Bound(at_least=_WHOLE), None)
    pace = None if status.clock.is_over else asked_number(status)
    return _Bar(name, code, status_text(status), state, status.value, status.bound, pace)


def _place(bar: _Bar) -> tuple[int, Number, Number, str]:
    value = bar.value
    if value is None:
        return 2, 0, 0, bar.code
    if value.low is None:
        return 1, 0, -(value.high or 0), bar.code
    return 0, -value.low, -(value.low if value.high is None else value.high), bar.code


def _drawn(first: TargetStatus, bars: Sequence[_Bar], unit: str) -> Picture:
    across = min(ceil(len(bars) / _ROWS), _MOST_BLOCKS)
    size = ceil(len(bars) / across)
    names = min(max(width(bar.name, 9) for bar in bars) + 0.1, 1.9)
    told = min(max(width(bar.told, SMALL) for bar in bars) + 0.2, 1.9)
    wide = (5.2, 2.6, 2.0, 1.6)[across - 1]
    block = names + _LAMP + 0.12 + wide + told
    total = max(2 * MARGIN + across * (block + _BETWEEN) - _BETWEEN, 7.0)
    title = first.target.label
    over = "，已到期" if first.clock.is_over else ""
    due = f"期限{chinese_date(first.due_on)}{over}"
    subtitle = f"截至{chinese_date(first.as_of)}　{due}　{len(bars)}个地区　单位：{unit}"
    top = headline_height(title, subtitle, total)
    sheet = Sheet(total, top + 0.85 + size * _ROW + MARGIN, title)
    y = headline(sheet, title, subtitle)
    counts = {state: sum(bar.state is state for bar in bars) for state in State}
    y = state_legend(sheet, MARGIN, y, {state: counts[state] for state in State if counts[state]})
    y = _marks_legend(sheet, y, bars, unit) + 0.08
    scale = _scale(bars, wide)
    for place in range(across):
        left = MARGIN + place * (block + _BETWEEN)
        for at, bar in enumerate(bars[place * size : (place + 1) * size]):
            high = y + at * _ROW
            rule(sheet, left, high, block)
            name = shortened(bar.name, 9, names - 0.05)
            sheet.text(left + 0.02, high + _ROW / 2, name)
            x = left + names
            sheet.lamp(x + _LAMP / 2, high + _ROW / 2, bar.state, size=_LAMP)
            x += _LAMP + 0.12
            _draw_bar(sheet, x, high, bar, scale)
            text = shortened(bar.told, SMALL, told - 0.05)
            colour = FAINT if bar.value is None else INK
            sheet.text(x + wide + 0.15, high + _ROW / 2, text, size=SMALL, colour=colour)
        rows = len(bars[place * size : (place + 1) * size])
        rule(sheet, left, y + rows * _ROW, block)
    return sheet.finish()


def _scale(bars: Sequence[_Bar], wide: float) -> _Scale:
    ends = [float(end) for bar in bars for end in bar.ends]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    if low == high:
        high = low + 1
    # Room for what goes on beyond the last figure known.
    return _Scale(low, high + (high - low) * _UNBOUNDED, wide)


def _draw_bar(sheet: Sheet, x: float, y: float, bar: _Bar, scale: _Scale) -> None:
    top, thick = y + 0.06, _ROW - 0.12
    zero = scale.at(0) if scale.low <= 0 <= scale.high else 0.0
    colour = f"#{bar.state.look.colour}"
    if bar.value is None:
        sheet.part(x + zero, top, 0.5, thick, State.NO_DATA)
    else:
        sure = _sure(bar.value)
        if sure:
            left, right = sorted((zero, scale.at(sure)))
            sheet.box(x + left, top, right - left, thick, facecolor=colour)
        if not bar.value.is_exact:
            begin = 0.0 if bar.value.low is None else scale.at(bar.value.low)
            reach = scale.wide if bar.value.high is None else scale.at(bar.value.high)
            look = {"facecolor": "#FFFFFF", "edgecolor": colour, "hatch": "//////"}
            sheet.box(x + begin, top, max(reach - begin, 0.02), thick, linewidth=0.6, **look)
            if bar.value.high is None:
                sheet.arrow(x + scale.wide, y + _ROW / 2, size=0.11, colour=colour)
        elif not sure:
            sheet.box(x + zero - 0.01, top, 0.02, thick, facecolor=colour)
    if bar.pace is not None:
        at = x + scale.at(bar.pace)
        sheet.line(((at, y + 0.02), (at, y + _ROW - 0.02)), **_PACE_LOOK)
    if bar.bound is not None:
        for end in (bar.bound.at_least, bar.bound.at_most):
            if end is not None:
                at = x + scale.at(end)
                sheet.line(((at, y), (at, y + _ROW)), **_BOUND_LOOK)


def _sure(value: Interval) -> Number:
    """What is surely there, on the way from nothing."""
    if value.low is not None and value.low > 0:
        return value.low
    return value.high if value.high is not None and value.high < 0 else 0


_BOUND_LOOK: Final = {"color": INK, "linewidth": 1.3, "zorder": 3}
_PACE_LOOK: Final = {"color": INK, "linewidth": 1.0, "linestyle": ":", "zorder": 3}


def _marks_legend(sheet: Sheet, y: float, bars: Sequence[_Bar], unit: str) -> float:
    """Draw what the lines across the bars and the hatching mean."""
    x, middle = MARGIN, y + 0.1
    bounds = {bar.bound for bar in bars}
    paces = {bar.pace for bar in bars}
    entries = [(_BOUND_LOOK, f"要求：{_bound_text(bounds, unit)}")]
    if paces - {None}:
        (pace, *others) = paces
        asked = "各地不同" if others or pace is None else amount_text(pace, unit)
        entries.append((_PACE_LOOK, f"序时应达：{asked}"))
    for look, text in entries:
        sheet.line(((x + 0.05, y), (x + 0.05, y + 0.2)), **look)
        sheet.text(x + 0.13, middle, text)
        x += 0.13 + width(text, 9) + 0.3
    if any(bar.value is not None and not bar.value.is_exact for bar in bars):
        look = {"facecolor": "#FFFFFF", "edgecolor": FAINT, "hatch": "//////", "linewidth": 0.6}
        sheet.box(x, y + 0.03, 0.3, 0.14, **look)
        sheet.text(x + 0.37, middle, "数字不确切，可能在此范围内")
    return y + 0.24


def _bound_text(bounds: set[Bound | None], unit: str) -> str:
    (bound, *others) = bounds
    if others or bound is None:
        return "各地不同"
    if bound.is_exact and bound.at_least is not None:
        return f"恰好{amount_text(bound.at_least, unit)}"
    told = []
    if bound.at_least is not None:
        told.append(f"至少{amount_text(bound.at_least, unit)}")
    if bound.at_most is not None:
        told.append(f"不超过{amount_text(bound.at_most, unit)}")
    return "，".join(told)
