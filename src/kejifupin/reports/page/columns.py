"""The columns of a board as a page holds them: plain numbers, and texts by their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kejifupin.reports.page.courses import ends_of, measure_of, time_of
from kejifupin.reports.page.reasons import Folded, Reason, TargetReasons
from kejifupin.reports.page.sayings import Sayings
from kejifupin.reports.page.sources import Sources
from kejifupin.reports.page.texts import Texts
from kejifupin.targets.explanations import Explanation
from kejifupin.targets.judging import State
from kejifupin.targets.past import Past
from kejifupin.targets.status import TargetStatus
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.display import chinese_date
from kejifupin.terms.intervals import Interval

Plain = object
"""What JSON can hold; there are no fractions in it, so that no figure is rounded on its way."""

_DIGITS: Final = {state: str(number) for number, state in enumerate(State)}


def target_words(target: Target, reasons: TargetReasons, texts: Texts) -> dict[str, Plain]:
    """What all statuses of a target share, in words."""
    told = reasons.explanation
    indicator = None if told is None else told.indicator
    notes = (target.note, None if indicator is None else indicator.note)
    formula = "" if told is None else f"{told.indicator.label}＝{told.formula}"
    return {
        "key": target.key,
        "label": target.label,
        "clause": str(target.citation),
        "quote": target.citation.quote or "",
        "cohort": "" if told is None else _fact(told, "对象"),
        "formula": formula,
        "notes": list(texts.add_all(note for note in notes if note)),
    }


def column(
    statuses: Sequence[TargetStatus],
    rows: Mapping[str, int],
    reasons: Mapping[str, Reason],
    periods: Mapping[str, Sequence[TargetStatus]],
    texts: Texts,
    sources: Sources,
    sayings: Sayings,
    past: Past,
) -> dict[str, Plain]:
    """The statuses of one target, list beside list.

    Args:
        statuses: The statuses.
        rows: Code of a division → its row.
        reasons: Code of a division → what stands behind its status.
        periods: Code of a division → statuses of the target's periods.
        texts: Where texts are written.
        sources: Where records are listed.
        sayings: What is said of statuses.
        past: What earlier runs came to.

    Returns:
        ``rows``, ``states`` (a digit each), ``values``, ``rates``, ``notes`` (texts), ``demands``,
        ``lows``, ``highs`` (thousandths of what is promised), ``order`` and ``ranks`` (places by
        value and by rate from the least; -1 for none), ``more`` (what only some have: lists
        behind a figure, each with its length before it), and ``past`` (likewise: for each earlier
        day its time and the least and greatest value in thousandths, the state's number, and the
        texts of day and value).
    """
    said = [sayings.of(each) for each in statuses]
    more = {
        str(at): found
        for at, each in enumerate(statuses)
        if (found := _more(reasons[each.division], periods.get(each.division, ()), texts, sources))
    }
    return {
        "rows": [rows[each.division] for each in statuses],
        "states": "".join([_DIGITS[each.state] for each in statuses]),
        "values": [each.value for each in said],
        "rates": [each.rate for each in said],
        "notes": [each.notes for each in said],
        "demands": [each.demand for each in said],
        "lows": [each.low for each in said],
        "highs": [each.high for each in said],
        "order": _places([each.value for each in statuses]),
        "ranks": _places([each.completion for each in said]),
        "more": more,
        "past": {
            str(at): way for at, each in enumerate(statuses) if (way := _past(each, past, texts))
        },
    }


def _past(status: TargetStatus, past: Past, texts: Texts) -> list[list[Plain]]:
    """Each earlier day as a point of the way so far."""
    whole = measure_of(status.bound)
    return [
        [
            time_of(status.clock, each.as_of),
            *((None, None) if each.value is None else ends_of(each.value, whole)),
            int(_DIGITS[each.state]),
            texts.add(chinese_date(each.as_of)),
            texts.add(each.value_text()),
        ]
        for each in past.before(status)
    ]


def _fact(told: Explanation, name: str) -> str:
    """What an explanation says under a name; its lists, which come later, are not looked for."""
    for line in told.lines(0):
        if line.startswith(f"{name}："):
            return line.removeprefix(f"{name}：")
        if line.startswith("算法："):
            break
    return ""


def _places(values: Sequence[Interval | None]) -> list[int]:
    """The place of each among its like from the least on; -1 for none."""
    known = sorted({each for each in values if each is not None}, key=_key)
    place: dict[Interval | None, int] = {}
    for before, each in zip((None, *known), known, strict=False):
        same = before is not None and _key(before) == _key(each)
        place[each] = place[before] if same else len(place)
    return [-1 if each is None else place[each] for each in values]


def _key(value: Interval) -> tuple[bool, Number, bool, Number]:
    low, high = value.low, value.high
    return (low is not None, low or 0, high is None, high or 0)


def _more(
    reason: Reason, periods: Sequence[TargetStatus], texts: Texts, sources: Sources
) -> dict[str, Plain]:
    """The lists behind one figure, each with its length before it."""
    found: dict[str, Plain] = {}
    for name, records in (("sources", reason.sources), ("conditions", reason.conditions)):
        if records.count:
            found[name] = [records.count, *map(sources.add, records.items)]
    for name, lines in (("failing", reason.failing), ("missing", reason.missing)):
        if lines.count:
            found[name] = _lines(lines, texts)
    if reason.operands:
        found["operands"] = [len(reason.operands), *texts.add_all(reason.operands)]
    if periods:
        told = [
            f"{each.target.label}：{each.state.label}，{each.value_text()}"
            f"（要求：{each.bound_text()}，期限{chinese_date(each.due_on)}）"
            for each in periods
        ]
        found["periods"] = [len(told), *texts.add_all(told)]
    return found


def _lines(folded: Folded[str], texts: Texts) -> list[int]:
    return [folded.count, *texts.add_all(folded.items)]
