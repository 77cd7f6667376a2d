"""Statuses as tables: by target on a terminal, one flat table in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kejifupin.cli.output import Row, on_terminal, show_table
from kejifupin.indicators.values import interval_text
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.quantities import format_number

HEADER = (
    "目标键",
    "目标",
    "地区代码",
    "地区",
    "状态",
    "数值",
    "要求",
    "差额",
    "序时应达",
    "期限",
    "数据不明",
    "出处",
    "完成率",
    "到期预计",
    "说明",
)
_COLOURS: Mapping[str, str] = {
    State.MET.label: "green",
    State.ON_TRACK.label: "cyan",
    State.BEHIND.label: "yellow",
    State.MISSED.label: "red",
    State.UNDECIDED.label: "magenta",
    State.NO_DATA.label: "dim",
}


def status_row(status: TargetStatus) -> tuple[str, ...]:
    """A status as the cells of `HEADER`."""
    pace = "" if status.pace is None else f"{format_number(status.pace)}{status.unit}"
    return (
        status.target.key,
        status.target.label,
        status.division,
        status.division_name,
        status.state.label,
        status.value_text(),
        status.bound_text(),
        status.gap_text(),
        pace,
        status.due_on.isoformat(),
        f"{status.missing_count}处" if status.missing_count else "",
        str(status.target.citation),
        "" if status.value is None else interval_text(status.completion, "%"),
        forecast_text(status),
        "；".join(status.notes()),
    )


def forecast_text(status: TargetStatus) -> str:
    """What it will have come to by the due day, and how that was worked out."""
    forecast = status.forecast
    if forecast is None:
        return ""
    return f"{interval_text(forecast.value, status.unit)}（{forecast.method.label}）"


def show_statuses(statuses: Sequence[TargetStatus]) -> None:
    """Statuses target by target."""
    if not on_terminal():
        show_table(HEADER, map(status_row, statuses))
        return
    if len({each.division for each in statuses}) == 1:
        first = statuses[0]
        show_table(
            ("目标", "状态", "数值", "要求", "期限"),
            [_in_brief(each) for each in statuses],
            title=f"{first.division_name}（{first.division}）",
            style=_colour,
        )
        return
    groups: dict[str, list[TargetStatus]] = {}
    for status in statuses:
        groups.setdefault(status.target.key, []).append(status)
    columns = (3, 4, 5, 6, 7, 8, 10, 12, 13, 14)
    for key, group in groups.items():
        target = group[0].target
        rows = map(status_row, group)
        show_table(
            [HEADER[at] for at in columns],
            [[row[at] for at in columns] for row in rows],
            title=f"{target.label}（{key}），期限{group[0].due_on}，{target.citation}",
            style=_colour,
        )


def state_summary(statuses: Iterable[TargetStatus]) -> str:
    """How many statuses there are of each state."""
    counts = Counter(each.state for each in statuses)
    listed = " ".join(f"{state.label}{counts[state]}" for state in State if counts[state])
    return f"共{counts.total()}项：{listed}" if counts else "没有要判断的目标"


def _in_brief(status: TargetStatus) -> Row:
    gap = status.gap_text()
    return (
        f"{status.target.label} {status.target.key}",
        status.state.label,
        status.value_text() + (f"（{gap}）" if gap else ""),
        status.bound_text(),
        status.due_on.isoformat(),
    )


def _colour(row: Row) -> str | None:
    return _COLOURS.get(row[1])
