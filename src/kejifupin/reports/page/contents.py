"""Everything that a page knows, as one object of plain lists that its script draws from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from kejifupin.reports.board import Board
from kejifupin.reports.figures import per_cent
from kejifupin.reports.page.columns import column, target_words
from kejifupin.reports.page.reasons import find_reasons
from kejifupin.reports.page.reporting import ToldIssue, completeness, issue_rows
from kejifupin.reports.page.sayings import Sayings
from kejifupin.reports.page.sources import Sources
from kejifupin.reports.page.texts import Texts
from kejifupin.reports.results import Results
from kejifupin.reports.states import STATE_SIGNS
from kejifupin.targets.judging import State
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Severity

ByDivision = Mapping[str, list[TargetStatus]]


def page_contents(board: Board, issues: Sequence[ToldIssue]) -> dict[str, object]:
    """A board as JSON can hold it, texts apart from the numbers that name them.

    Args:
        board: The board.
        issues: The issues that are told.
    """
    results = board.results
    texts, sources = Texts(), Sources(results.disclosure)
    sayings = Sayings(texts)
    rows = {row.division: number for number, row in enumerate(board.rows)}
    by_target: dict[str, list[TargetStatus]] = {each.key: [] for each in board.targets}
    for row in board.rows:
        for status in row.standing.statuses:
            by_target[status.target.key].append(status)
    periods = _periods(results)
    targets, columns = [], []
    for target in board.targets:
        statuses = by_target[target.key]
        reasons = find_reasons(statuses, results)
        targets.append(target_words(target, reasons, texts))
        own = periods.get(target.key, {})
        columns.append(
            column(statuses, rows, reasons.of, own, texts, sources, sayings, results.past)
        )
    reporting = completeness(results, texts)
    issue_list = issue_rows(issues, texts)
    listed = sources.rows(texts, results.issues)
    return {
        "day": chinese_date(results.setting.as_of),
        "version": "" if results.version is None else results.version.text(),
        "states": [
            {"key": each.value, "label": each.label, "sign": STATE_SIGNS[each]} for each in State
        ],
        "weights": [{"key": each.value, "label": each.label} for each in Severity],
        "targets": targets,
        "divisions": [_division(board, number, rows) for number in range(len(board.rows))],
        "columns": columns,
        "demands": sayings.demands(),
        "courses": sayings.courses(),
        "sources": listed,
        "reporting": reporting,
        "issues": issue_list,
        "texts": texts.all(),
    }


def as_json(contents: object) -> str:
    r"""Contents as JSON that may stand inside of a script element, whatever people wrote.

    >>> as_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    told = json.dumps(contents, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return told


def _division(board: Board, number: int, rows: Mapping[str, int]) -> list[object]:
    """Code, name, level, row of the one above, how many are on course of how many due, share."""
    row = board.rows[number]
    due = row.standing.due
    good = int(row.standing.on_course * len(due))
    share = per_cent(row.standing.on_course) if due else ""
    level = row.level.label if row.level is not None else ""
    above = -1 if row.parent is None else rows[row.parent]
    return [row.division, row.name, level, above, good, len(due), share]


def _periods(results: Results) -> Mapping[str, ByDivision]:
    """Target → division → statuses of the target's periods there."""
    found: dict[str, dict[str, list[TargetStatus]]] = {}
    for each in results.statuses:
        if each.target.of is not None:
            found.setdefault(each.target.of, {}).setdefault(each.division, []).append(each)
    return found
