"""Records, issues, values and statuses as plain data for JSON, personal data masked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kejifupin.indicators.values import IndicatorValue
from kejifupin.records.kinds import FieldType
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.bounds import Bound
from kejifupin.terms.disclosure import CLOSED, MASK, Disclosure
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Number, Vague

Plain = object
"""What ``json.dumps`` takes: None, bool, int, float, str, list, dict."""


def plain_record(record: Record, disclosure: Disclosure = CLOSED) -> dict[str, Plain]:
    """A record as one JSON object.

    Numbers are in the unit that the form prints, exactly as many decimals as they have; vague
    ones are objects; not reported is null and “-” is ``"-"``.

    Args:
        record: The record.
        disclosure: Which personal fields are shown in clear.
    """
    origin = record.origin
    return {
        "type": "record",
        "kind": record.kind.key,
        "source": {
            "file": origin.file if origin else None,
            "table": origin.table if origin else None,
        },
        "fields": plain_fields(record, disclosure),
    }


def plain_fields(record: Record, disclosure: Disclosure = CLOSED) -> dict[str, Plain]:
    """The fields of a record by key; a division field is followed by its text as written."""
    fields: dict[str, Plain] = {}
    for spec in record.kind.fields:
        value = record.get(spec.key)
        if value is not None and not disclosure.allows(spec.key, spec.privacy, record.kind.key):
            fields[spec.key] = MASK
            continue
        fields[spec.key] = plain_value(value, disclosure)
        if spec.type is FieldType.DIVISION:
            fields[f"{spec.key}_text"] = value.text if isinstance(value, DivisionName) else None
    return fields


def plain_value(value: FieldValue, disclosure: Disclosure = CLOSED) -> Plain:
    """One value of a field."""
    if value is NONE_OF_ITEM:
        return "-"
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return plain_number(value)
        case Vague():
            return {
                "low": plain_number(value.low),
                "high": plain_number(value.high),
                "text": value.text,
            }
        case Unread():
            return value.text
        case DivisionName():
            return value.code or value.text
        case Period():
            return value.iso()
        case date():
            return value.isoformat()
        case Record():
            return plain_fields(value, disclosure)
        case tuple():
            return [plain_value(each, disclosure) for each in value]
        case _:
            return str(value)


def plain_number(number: Number | None) -> int | float | None:
    """A number for JSON, which knows no decimals but floats; ``repr`` of it gives them back."""
    if number is None or isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else float(number)


def plain_issue(issue: Issue, disclosure: Disclosure = CLOSED) -> dict[str, Plain]:
    """An issue as one JSON object; what was seen in a cell only under a full disclosure."""
    place = issue.place
    data: dict[str, Plain] = {
        "type": "issue",
        "code": issue.code,
        "severity": issue.severity.value,
        "source": {"file": place.file, "cell": place.cell},
        "message": issue.message,
        "remedy": issue.remedy,
        "field": issue.field,
        "rule": issue.rule,
    }
    if place.line is not None or place.key is not None:
        where = {"line": place.line} if place.cell is None else {"cell": place.cell}
        data["source"] = {"file": place.file, **where, "key": place.key}
    if disclosure.everything and issue.seen is not None:
        data["seen"] = issue.seen
    return data


def plain_status(status: TargetStatus) -> dict[str, Plain]:
    """A status as one JSON object."""
    forecast = status.forecast
    return {
        "type": "status",
        "target": status.target.key,
        "label": status.target.label,
        "indicator": status.target.indicator,
        "division": status.division,
        "division_name": status.division_name,
        "state": status.state.value,
        "value": plain_interval(status.value),
        "bound": plain_bound(status.bound),
        "unit": status.unit,
        "due_on": status.due_on.isoformat(),
        "pace": plain_number(status.pace),
        "gap": plain_number(status.gap),
        "completion": None if status.value is None else plain_interval(status.completion),
        "forecast": None
        if forecast is None
        else {
            "value": plain_interval(forecast.value),
            "method": forecast.method.value,
        },
        "baseline": plain_interval(status.baseline),
        "level": plain_interval(status.level),
        "stretch_reached": status.stretch_reached,
        "notes": list(status.notes()),
        "complete": status.complete,
        "missing": list(status.missing),
        "citation": str(status.target.citation),
        "as_of": status.as_of.isoformat(),
    }


def plain_indicator_value(value: IndicatorValue) -> dict[str, Plain]:
    """An indicator value as one JSON object; no data is null, zero is 0."""
    indicator, part = value.indicator, value.indicator.part
    data: dict[str, Plain] = {
        "type": "value",
        "indicator": indicator.key,
        "label": indicator.label,
        "division": value.division,
        "division_name": value.division_name,
        "value": plain_interval(value.value),
        "known": plain_interval(value.known),
        "unit": indicator.unit,
        "complete": value.complete,
        "missing": list(value.missing),
        "reported": value.reported,
        "blank": value.blank,
        "none": value.none,
        "citation": str(indicator.citation),
        "as_of": value.as_of.isoformat(),
    }
    if value.own_part is not None:
        data["own_part"] = plain_interval(value.own_part)
    if part is not None:
        data["part"] = {"of": part.of, "choice": part.choice, "overlapping": part.overlapping}
    return data


def plain_interval(value: Interval | None) -> Plain:
    """A number where only one is possible, else its ends, an open end null."""
    if value is None:
        return None
    if value.exact_value is not None:
        return plain_number(value.exact_value)
    return {"low": plain_number(value.low), "high": plain_number(value.high)}


def plain_bound(bound: Bound) -> Plain:
    """A number where only one is allowed, else the ends, an open end null."""
    if bound.is_exact:
        return plain_number(bound.at_least)
    return {"low": plain_number(bound.at_least), "high": plain_number(bound.at_most)}
