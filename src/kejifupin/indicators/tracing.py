"""From a figure back to the records that it was counted from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kejifupin.indicators.contributions import Contribution, contribution, record_cell
from kejifupin.indicators.deriving import bases, counts_units, operand_keys, rests_on_counts
from kejifupin.indicators.grounds import Ground
from kejifupin.indicators.headcounts import MemberQuestion
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.indicators.plan import Plan
from kejifupin.indicators.reporting import limits_of, own_return_stands, reach_of
from kejifupin.indicators.roll_up import stands
from kejifupin.indicators.sources import DataSource, Selected
from kejifupin.indicators.unit_counts import member_question, units_of
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting


def contributions_at(
    indicator: Indicator,
    plan: Plan,
    divisions: Collection[str],
    data: DataSource,
    setting: Setting,
    *,
    ground: Ground | None = None,
) -> Iterator[Contribution]:
    """The records behind an indicator's values for several divisions, streamed.

    Where a return covers its subtree, only the returns that count are given: a division's own, or
    those of its children where it has none. Of an indicator worked out from others these are the
    records of all of them; where divisions are counted, of those divisions; where households are,
    the households.

    Args:
        indicator: The indicator.
        plan: The plan that knows it.
        divisions: Codes of the divisions, none below another.
        data: The data that the values were computed from.
        setting: The programme and its day.
        ground: What was rolled up over, the programme's scope by default.
    """
    over = ground or Ground.of(setting)
    if rests_on_counts(indicator, plan.indicators):
        for key in operand_keys(indicator, plan.indicators):
            operand = plan.indicators[key]
            yield from contributions_at(operand, plan, divisions, data, setting, ground=over)
        return
    question = member_question(indicator, plan, setting)
    if question is not None:
        yield from _members(question, divisions, data, setting, over)
        return
    if counts_units(indicator):
        wanted = frozenset(divisions)
        units = units_of(indicator, setting, over)
        divisions = [code for code in units if not wanted.isdisjoint(over.reach.chain(code))]
    for base in dict.fromkeys(bases(indicator, plan.indicators)):
        for partial in _told_parts(plan.parts[base.key]):
            for each in _selected(base, partial, divisions, data, setting, over):
                yield contribution(
                    each.record, each.home, partial, certain=each.certain, setting=setting
                )


def _members(
    question: MemberQuestion,
    divisions: Collection[str],
    data: DataSource,
    setting: Setting,
    ground: Ground,
) -> Iterator[Contribution]:
    """The households that count, or may."""
    homes = frozenset[str]().union(*(ground.reach.homes(code) for code in divisions))
    for each in data.members(question, setting, homes=homes, answers=(True, None)):
        yield Contribution(
            record=each.record,
            home=each.home,
            home_name=setting.division_name(each.home),
            field=None,
            value=None,
            cell=record_cell(each.record),
            certain=each.certain and each.answer is True,
        )


def _selected(
    indicator: Indicator,
    partial: Partial,
    divisions: Collection[str],
    data: DataSource,
    setting: Setting,
    ground: Ground,
) -> Iterator[Selected]:
    """The records that count for one part at or below some divisions."""
    limits = limits_of(partial, setting)
    reach = reach_of(partial, setting, ground)
    homes = frozenset(divisions)
    if indicator.rolls_up:
        homes = homes.union(*(reach.homes(code) for code in divisions))
    if limits is not None:
        homes = frozenset(filter(limits.holds, homes))
    found = data.select(partial, setting, homes=homes)
    if not (indicator.rolls_up and own_return_stands(partial, setting)):
        return found
    tallies = data.tallies((partial,), setting)[partial]
    standing = frozenset(home for home in homes if home in tallies and stands(tallies[home]))
    return _topmost(found, standing, divisions, reach)


def _told_parts(parts: Sequence[Partial]) -> Iterator[Partial]:
    """Each part once; how many figures an average divides by shows in the figures themselves."""
    for partial in dict.fromkeys(parts):
        if partial.kind is not PartialKind.COUNT or partial.field is None:
            yield partial


def _topmost(
    found: Iterable[Selected], standing: frozenset[str], divisions: Collection[str], reach: Reach
) -> Iterator[Selected]:
    """Only the returns that no return above them, at or below one of the divisions, stands for."""
    for each in found:
        chain = reach.chain(each.home)
        top = next(place for place, code in enumerate(chain) if code in divisions)
        if standing.isdisjoint(chain[1 : top + 1]):
            yield each
