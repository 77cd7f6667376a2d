"""The axes of pace lines: days across, amounts upwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kejifupin.reports.pictures.amounts import amount_text
from kejifupin.reports.pictures.fonts import face_for
from kejifupin.reports.pictures.sheet import FAINT, LINE
from kejifupin.targets.forecast import Forecast
from kejifupin.targets.past import PastPoint
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number

_MOST_TICKS: Final = 9
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60)
_SHORT: Final = 70
"""Days up to which single days are named."""
_YEARS: Final = 9 * 6 * 30
"""Days from which on years alone are named."""


@frozen
class Window:
    """What the axes show (坐标范围).

    Args:
        first: First day.
        last: Last day.
        low: Least amount.
        high: Greatest amount.
    """

    first: date
    last: date
    low: float
    high: float

    @property
    def days(self) -> int:
        """How many days there are between its ends."""
        return max((self.last - self.first).days, 1)

    def day(self, day: date) -> float:
        """A day in the unit of the axis."""
        return float(day.toordinal())

    def share(self, day: date) -> float:
        """How far across a day lies, from 0 to 1."""
        return (day - self.first).days / self.days


def pace_window(
    last: TargetStatus,
    before: Sequence[PastPoint],
    points: Sequence[tuple[date, Number]],
    forecast: Forecast | None,
) -> Window:
    """The days and amounts that pace lines need.

    A forecast that shoots far above everything else is let run out at the top.

    Args:
        last: How the target stands.
        before: How it stood on earlier days.
        points: The points of the lines.
        forecast: Where things lead.
    """
    clock, days = last.clock, [last.as_of, *(each.as_of for each in before)]
    start, end = min(clock.start, *days), max(clock.due_on, *days)
    values = [each for each in (last.value, *(one.value for one in before)) if each is not None]
    amounts = [float(number) for _, number in points]
    amounts += [float(end) for each in values for end in (each.low, each.high) if end is not None]
    low, high = min([0.0, *amounts]), max([0.0, *amounts])
    if forecast is not None:
        value = forecast.value
        leads = [float(each) for each in (value.low, value.high) if each is not None]
        high = max(high, min(max(leads, default=0.0), high * 1.6))
        low = min([low, *leads])
    if low == high:
        high = low + 1
    return Window(start, end, low, high + (high - low) * 0.12)


def dress(axes: Axes, window: Window) -> None:
    """Give axes their ends, ticks and lines.

    Args:
        axes: The axes.
        window: What they show.
    """
    axes.set_xlim(
        window.day(window.first) - window.days * 0.01, window.day(window.last) + window.days * 0.02
    )
    axes.set_ylim(window.low, window.high)
    days = list(_days(window))
    _label(axes, "x", [window.day(day) for day, _ in days], [text for _, text in days])
    whole = window.high >= 1
    ticks = MaxNLocator(6, integer=whole).tick_values(window.low, window.high)
    inside = [float(tick) for tick in ticks if window.low <= tick <= window.high]
    _label(axes, "y", inside, [amount_text(Decimal(f"{tick:.10g}")) for tick in inside])
    axes.grid(axis="y", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", color=FAINT)


def _label(axes: Axes, axis: str, places: Sequence[float], texts: Sequence[str]) -> None:
    font = face_for("".join(texts)).properties(9)
    which = axes.xaxis if axis == "x" else axes.yaxis
    which.set_ticks(places, labels=list(texts), fontproperties=font, color=FAINT)


def _days(window: Window) -> Iterator[tuple[date, str]]:
    """The days that are named, with their names; the year only where it begins."""
    year = 0
    for day in _single_days(window) if window.days <= _SHORT else _months(window):
        named = f"{day.month}月{day.day}日" if window.days <= _SHORT else f"{day.month}月"
        if day.year == year:
            yield day, named
        elif (day.month, window.days > _YEARS) == (1, True):
            yield day, f"{day.year}年"
        else:
            yield day, f"{named}\n{day.year}年"
        year = day.year


def _single_days(window: Window) -> Iterator[date]:
    step = next((each for each in (1, 2, 5, 7, 10) if window.days <= each * _MOST_TICKS), 14)
    day = window.first
    while day <= window.last:
        yield day
        day += timedelta(days=step)


def _months(window: Window) -> Iterator[date]:
    months = (window.last.year - window.first.year) * 12 + window.last.month - window.first.month
    step = next((each for each in _STEPS if months <= each * _MOST_TICKS), _STEPS[-1])
    start = window.first.year * 12 + window.first.month - 1
    start += 0 if window.first.day == 1 else 1
    for count in range(start + -start % step, start + months + 1):
        if (count - start - (-start % step)) % step == 0:
            day = date(count // 12, count % 12 + 1, 1)
            if day <= window.last:
                yield day
