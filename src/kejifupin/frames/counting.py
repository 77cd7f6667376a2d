"""Tallies and headcounts of tables, by the division of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kejifupin.frames.addends import sums_of
from kejifupin.frames.distinct import DistinctCount, ranked
from kejifupin.frames.heads import HeldHeads, heads_of, judged_heads
from kejifupin.frames.held import HeldTallies, rows_by_home
from kejifupin.frames.joined import Joined
from kejifupin.frames.judging import Judged
from kejifupin.frames.latest import Latest
from kejifupin.frames.picking import fields_of, picked
from kejifupin.frames.sources import Tables, raw_rows
from kejifupin.indicators.headcounts import Headcount, MemberQuestion
from kejifupin.indicators.joining import joins_of
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.tallies import NOTHING, Tally, merge
from kejifupin.records.reach import Reach


def tallies_of(
    kind: str, partials: Sequence[Partial], tables: Tables, reach: Reach
) -> Mapping[Partial, Mapping[str, Tally]]:
    """The tallies of all partials over one kind.

    One grouped query answers them all by the division as written; each set of fields that tell
    things apart takes one more, and so does each latest figure.

    Args:
        kind: The kind.
        partials: What to count of it.
        tables: The tables.
        reach: The tree in which distinct counts add up.
    """
    if not tables.has(kind):
        return {partial: {} for partial in partials}
    sheet = tables.sheet(kind)
    added = {partial: sums_of(partial, sheet) for partial in partials}
    heads = {each: heads_of(each, sheet) for each in tables.expected}
    sums = tables.gathered(sheet)
    homes = tables.led(kind)
    raws = raw_rows(sums, sheet)
    places = rows_by_home(homes.get(raw) for raw in raws)
    tables.counted.update(
        (question, HeldHeads(each, sums, places))
        for question, each in heads.items()
        if each is not None
    )
    rows = {partial: HeldTallies(each, sums, places) for partial, each in added.items()}
    found: dict[Partial, Mapping[str, Tally]] = dict(rows)
    if not homes:
        return found
    keyed: dict[tuple[str, ...], list[Partial]] = defaultdict(list)
    for partial in partials:
        if partial.kind is PartialKind.DISTINCT:
            keyed[partial.distinct].append(partial)
        elif partial.kind is PartialKind.LATEST:
            found[partial] = _latest(partial, tables, rows[partial])
    for group in keyed.values():
        fresh = tables.sheet(kind)
        for partial in group:
            fresh.reads(fields_of(partial))
        found |= DistinctCount(fresh, group, homes, tables.order(kind, reach)).tallies(rows)
    return found


def rehearse(partials: Iterable[Partial], tables: Tables) -> None:
    """Put together what would be asked of the tables, and ask nothing.

    Raises:
        EngineError: A condition asks for what the table's library cannot do exactly.
    """
    sheets = {kind: tables.sheet(kind) for kind in tables.tables}
    for partial in partials:
        if partial.records in sheets:
            sums_of(partial, sheets[partial.records])
    for question in tables.expected:
        if question.members in sheets:
            members = Partial(PartialKind.COUNT, question.members, where=question.where)
            picked(members, sheets[question.members])


def _latest(partial: Partial, tables: Tables, seen: Mapping[str, Tally]) -> Mapping[str, Tally]:
    homes = tables.led(partial.records)
    sheet = tables.sheet(partial.records)
    latest = Latest(sheet, partial)
    order = tuple(dict.fromkeys(homes.values()))
    rows = ranked(sheet.frame(), sheet, homes, order)
    frame, sums = latest.frame(["_rank"], rows)
    found = sheet.table.columns(frame)
    tallies = HeldTallies(sums, found, rows_by_home(order[rank] for rank in found["_rank"]))
    # So far, ``blank`` holds how many rows the condition may pick.
    return {
        home: merge((Tally(seen=each.seen - each.blank), tallies.get(home, NOTHING)))
        for home, each in seen.items()
    }


def headcounts_of(question: MemberQuestion, tables: Tables) -> Mapping[str, Headcount]:
    """Division → its own members, counted by their answers.

    Raises:
        DefinitionError: What is counted cannot be led to the members.
    """
    joins_of(question, tables.setting)
    if question in tables.counted:
        return tables.counted[question]
    homes = tables.led(question.members)
    if not homes:
        return {}
    sheet = tables.sheet(question.members)
    judged = Judged(question, sheet, Joined(tables))
    found, heads = judged_heads(sheet, judged.frame())
    return HeldHeads(heads, found, rows_by_home(homes.get(raw) for raw in raw_rows(found, sheet)))
