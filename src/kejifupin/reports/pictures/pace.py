"""Pace lines: what was expected of a target from day to day, and what there was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen
from matplotlib.axes import Axes

from kejifupin.reports.pictures.amounts import forecast_text, status_text
from kejifupin.reports.pictures.headline import MARGIN, SMALL, headline, headline_height
from kejifupin.reports.pictures.lettering import width
from kejifupin.reports.pictures.pace_axes import Window, dress, pace_window
from kejifupin.reports.pictures.pace_curves import pace_curves, pace_forecast
from kejifupin.reports.pictures.sheet import FAINT, INK, Picture, Sheet, in_own_style, write
from kejifupin.reports.pictures.signs import sign_path
from kejifupin.targets.forecast import Forecast
from kejifupin.targets.history import Run
from kejifupin.targets.past import Past, PastPoint
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval

_WIDE: Final = 9.0
_HIGH: Final = 4.2
_LINE: Final = 0.24
_LATE: Final = 0.72
"""From which share of the days on there is no room to the right."""
_PACE: Final = "#1565C0"
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "pace": {"color": _PACE, "linewidth": 1.6},
    "allowed": {"color": _PACE, "linewidth": 1.2, "linestyle": (0, (5, 2))},
    "bound": {"color": INK, "linewidth": 1.1, "linestyle": (0, (6, 3))},
    "stretch": {"color": FAINT, "linewidth": 1.0, "linestyle": (0, (1, 2))},
    "milestone": {"color": _PACE, "linewidth": 0, "marker": "D", "markersize": 5},
    "value": {"color": INK, "linewidth": 1.2, "marker": "o", "markersize": 6},
    "forecast": {"color": FAINT, "linewidth": 1.4, "linestyle": ":"},
}


@in_own_style
def pace_figure(
    statuses: TargetStatus | Iterable[TargetStatus], earlier: Iterable[Run] = ()
) -> Picture:
    """What a target asks for from its first day to its last, and what there was on some days.

    A value that is not exact is drawn as a bar from the least to the most that is possible, with
    an arrow where nobody knows how far it goes. The dotted line tells where things lead if they
    go on: from the first day, or as between the last two of several days.

    Args:
        statuses: How one target stands for one division, on one day or on several.
        earlier: Runs of earlier days; what they say of the same target and division is drawn too.

    Raises:
        ValueError: There are no statuses, or they are of several targets or divisions.
        FontMissingError: No installed font has the characters that are needed.
    """
    given = (statuses,) if isinstance(statuses, TargetStatus) else tuple(statuses)
    if len({(each.target.key, each.division) for each in given}) != 1:
        raise ValueError("pace lines are drawn of the statuses of one target for one division")
    *others, last = sorted(given, key=lambda each: each.as_of)
    days = {each.as_of: each for each in Past.of(earlier).before(last)}
    days |= {each.as_of: _past_point(each) for each in others}
    before = tuple(days[day] for day in sorted(days))
    forecast = pace_forecast(last, before)
    curves = tuple(pace_curves(last))
    title = f"{last.division_name}：{last.target.label}"
    told = f"{status_text(last)}（{last.state.label}）" if last.value else last.state.label
    day, due = chinese_date(last.as_of), chinese_date(last.due_on)
    subtitle = f"截至{day}　{told}　期限{due}　单位：{last.unit}"
    entries = (*((each.look, each.label) for each in curves), *_entries(last, before, forecast))
    y = headline_height(title, subtitle, _WIDE)
    lines = _in_lines(entries)
    sheet = Sheet(_WIDE, y + len(lines) * _LINE + _HIGH + 0.6 + MARGIN, title)
    headline(sheet, title, subtitle)
    for line in lines:
        _draw_entries(sheet, y + _LINE / 2, line)
        y += _LINE
    points = [point for curve in curves for point in curve.points]
    window = pace_window(last, before, points, forecast)
    axes = sheet.axes(MARGIN + 0.55, y + 0.1, _WIDE - 2 * MARGIN - 0.6, _HIGH)
    dress(axes, window)
    plot = _Plot(axes, window)
    for curve in curves:
        plot.line(curve.points, **_LOOKS[curve.look])
    way = (*before, _past_point(last))
    plot.line([(each.as_of, _sure(each.value)) for each in way if _known(each.value)], color=INK)
    if forecast is not None and last.value is not None:
        plot.forecast((last.as_of, _sure(last.value)), forecast)
    for each in way:
        plot.point(each)
    plot.label(last)
    return sheet.finish()


def _past_point(status: TargetStatus) -> PastPoint:
    return PastPoint(status.as_of, status.state, status.value, status.unit)


def _entries(
    last: TargetStatus, before: Sequence[PastPoint], forecast: Forecast | None
) -> Iterable[tuple[str, str]]:
    values = [each for each in (*(one.value for one in before), last.value) if each is not None]
    if values:
        vague = not all(each.is_exact for each in values)
        yield "value", "实际（粗线为可能的范围）" if vague else "实际"
    if forecast is not None:
        yield "forecast", f"照此进度到期{forecast_text(forecast, last.unit)}"


def _in_lines(entries: Sequence[tuple[str, str]]) -> Sequence[Sequence[tuple[float, str, str]]]:
    """Entries of the legend with their places, in as many lines as they need."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x = MARGIN
    for look, label in entries:
        needed = 0.36 + width(label, 9)
        if x > MARGIN and x + needed > _WIDE - MARGIN:
            lines.append([])
            x = MARGIN
        lines[-1].append((x, look, label))
        x += needed + 0.25
    return lines


def _draw_entries(sheet: Sheet, y: float, line: Sequence[tuple[float, str, str]]) -> None:
    for x, look, label in line:
        sheet.plane.plot([x, x + 0.14, x + 0.28], [y] * 3, markevery=[1], **_LOOKS[look])
        sheet.text(x + 0.36, y, label)


def _known(value: Interval | None) -> bool:
    return value is not None and value != Interval.unknown()


def _sure(value: Interval | None) -> Number:
    """What is surely there; what is at most there where that is all that is known."""
    if value is None:
        return 0
    return value.low if value.low is not None else value.high or 0


@frozen
class _Plot:
    """Axes on which days and amounts are drawn."""

    axes: Axes
    window: Window

    def line(self, points: Sequence[tuple[date, Number]], **look: Any) -> None:
        days = [self.window.day(day) for day, _ in points]
        self.axes.plot(days, [float(number) for _, number in points], **look)

    def forecast(self, last: tuple[date, Number], forecast: Forecast) -> None:
        value, due = forecast.value, self.window.day(forecast.due_on)
        self.line((last, (forecast.due_on, _sure(value))), **_LOOKS["forecast"])
        if not value.is_exact:
            self._range(due, value, FAINT, linewidth=2.5)
        end = float(_sure(value))
        if end <= self.window.high:
            look: dict[str, Any] = {
                "color": FAINT,
                "markerfacecolor": "white",
                "markersize": 6,
                "zorder": 4,
            }
            self.axes.plot([due], [end], marker="o", **look)

    def point(self, point: PastPoint) -> None:
        day, value = self.window.day(point.as_of), point.value
        if value is None:
            place = self.window.low + (self.window.high - self.window.low) * 0.03
            self.axes.plot([day], [place], color=FAINT, marker="x", markersize=7, clip_on=False)
            return
        colour = f"#{point.state.look.colour}"
        if not value.is_exact:
            self._range(day, value, colour, linewidth=6)
        look: dict[str, Any] = {
            "color": colour,
            "markeredgecolor": INK,
            "markeredgewidth": 0.8,
            "zorder": 5,
        }
        sure = float(_sure(value))
        self.axes.plot([day], [sure], marker="o", markersize=11, clip_on=False, **look)
        sign = sign_path(point.state.look.sign)
        ink: dict[str, Any] = {
            "color": f"#{point.state.look.ink}",
            "markeredgewidth": 0.0,
            "zorder": 5.5,
        }
        self.axes.plot([day], [sure], marker=sign, markersize=5.5, clip_on=False, **ink)

    def _range(self, day: float, value: Interval, colour: str, *, linewidth: float) -> None:
        low = self.window.low if value.low is None else float(value.low)
        high = self.window.high if value.high is None else float(value.high)
        look: dict[str, Any] = {"color": colour, "clip_on": False}
        ends = [low, min(high, self.window.high)]
        self.axes.plot(
            [day, day], ends, linewidth=linewidth, alpha=0.55, solid_capstyle="butt", **look
        )
        if value.high is None:
            self.axes.plot([day], [high], marker="^", markersize=linewidth + 4, **look)
        if value.low is None:
            self.axes.plot([day], [low], marker="v", markersize=linewidth + 4, **look)

    def label(self, status: TargetStatus) -> None:
        """Write what there is beside the point, on the side where there is more room."""
        window, value = self.window, status.value
        late = window.share(status.as_of) > _LATE
        room = (window.high - window.low) * 0.04
        y = window.low + room if value is None else float(_sure(value))
        told = status_text(status)
        if value is not None:
            told = f"{told}　{status.state.label}"
        # Below the line of what is expected there is more room below.
        least, most = status.expected.at_least, status.expected.at_most
        under = least is not None and least > y if least is not None else most is not None
        near = y < window.low + (window.high - window.low) * 0.12
        top = y > window.low + (window.high - window.low) * 0.9 or (under and not near)
        write(
            self.axes,
            window.day(status.as_of) + window.days * (-0.018 if late else 0.018),
            y - room if top else y + room * 0.3,
            told,
            size=9.5 if value is not None else SMALL,
            ha="right" if late else "left",
            va="top" if top else "bottom",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1},
            zorder=6,
        )
