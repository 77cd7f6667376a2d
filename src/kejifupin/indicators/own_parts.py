"""What a return that covers its subtree has beyond its children, and returns that have less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.plan import Partial
from kejifupin.indicators.reporting import own_return_stands
from kejifupin.indicators.roll_up import Rolled
from kejifupin.indicators.sources import DataSource
from kejifupin.indicators.tallies import interval_of
from kejifupin.records.identities import place_of
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.quantities import format_number

CODES: Mapping[str, str] = {
    "roll_up.below_children": "本级及所辖合计小于所辖各地之和",
}


def own_part(rolled: Rolled, partial: Partial) -> Interval | None:
    """What a division's own return has beyond its children (本级), None where it has no such.

    Children that are missing may take anything of it, down to nothing.
    """
    if rolled.own is None or rolled.children is None:
        return None
    rest = rolled.interval(partial).minus(rolled.children.interval(partial))
    open_below = rest.low is None and (rest.high is None or rest.high >= 0)
    return Interval(0, rest.high, rest.high_open and rest.high != 0) if open_below else rest


@frozen
class _Shortfall:
    """A return with the most that it may say and the least that its children do."""

    high: Number
    low: Number


def short_returns(
    indicator: Indicator,
    partial: Partial,
    rolled: Mapping[str, Rolled],
    data: DataSource,
    setting: Setting,
) -> Iterator[Issue]:
    """Issues of returns that cover their subtree and yet surely have less than their children."""
    if not own_return_stands(partial, setting):
        return
    short: dict[str, _Shortfall] = {}
    for code, each in rolled.items():
        if each.own is None or each.children is None:
            continue
        own, children = each.interval(partial), interval_of(each.children.tally, partial)
        if own.high is not None and children.low is not None and own.high < children.low:
            short[code] = _Shortfall(own.high, children.low)
    if not short or partial.field is None:
        return
    unit = setting.kind(partial.records).field(partial.field).unit or ""
    for found in data.select(partial, setting, homes=short.keys()):
        gap = short[found.home]
        yield Issue(
            "roll_up.below_children",
            f"“{indicator.label}”{setting.division_name(found.home)}本级及所辖合计为"
            f"{format_number(gap.high)}{unit}，小于所辖各地之和{format_number(gap.low)}{unit}",
            Severity.WARNING,
            place_of(found.record, partial.field),
            field=partial.field,
            remedy="合计应包括所辖各地和本级；请与所辖各地的表核对后改正其一",
        )
