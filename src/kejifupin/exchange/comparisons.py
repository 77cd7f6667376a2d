"""The difference between two runs as plain data for JSON; no personal data in it."""

from __future__ import annotations

from kejifupin.exchange.plain import Plain, plain_bound, plain_interval, plain_number
from kejifupin.targets.changes import RecordChange
from kejifupin.targets.comparison import Comparison
from kejifupin.targets.history import Run, StatusPoint


def plain_comparison(comparison: Comparison) -> dict[str, Plain]:
    """A comparison as one JSON object; its statuses name records by their number in the list."""
    numbers = {id(each): number for number, each in enumerate(comparison.records)}
    return {
        "type": "comparison",
        "before": _plain_run(comparison.before),
        "after": _plain_run(comparison.after),
        "rules_changed": comparison.rules_changed,
        "statuses": [
            {
                "target": each.point.target,
                "label": each.point.label,
                "division": each.point.division,
                "division_name": each.point.division_name,
                "before": _plain_point(each.before),
                "after": _plain_point(each.after),
                "now_failing": list(each.now_failing),
                "no_longer_failing": list(each.no_longer_failing),
                "records": [numbers[id(one)] for one in each.records],
            }
            for each in comparison.statuses
        ],
        "records": [_plain_record(each) for each in comparison.records],
    }


def _plain_run(run: Run) -> dict[str, Plain]:
    version = run.version
    return {
        "as_of": run.as_of.isoformat(),
        "programme": version.programme,
        "plugin": version.plugin,
        "plugin_version": version.plugin_version,
        "definitions": version.definitions,
    }


def _plain_point(point: StatusPoint | None) -> dict[str, Plain] | None:
    if point is None:
        return None
    return {
        "state": point.state.value,
        "value": plain_interval(point.value),
        "bound": plain_bound(point.bound),
        "unit": point.unit,
        "pace": plain_number(point.pace),
        "due_on": point.due_on.isoformat(),
    }


def _plain_record(change: RecordChange) -> dict[str, Plain]:
    point = change.point
    return {
        "change": change.change,
        "kind": point.kind,
        "division": point.home,
        "file": point.file,
        "file_before": change.before.file if change.before is not None else None,
        "cell": point.cell,
        "fields": [
            {
                "field": each.field,
                "label": each.label,
                "before": each.before,
                "after": each.after,
                "cell_before": each.cell_before,
                "cell": each.cell_after,
            }
            for each in change.fields
        ],
    }
