"""Runs kept in a file: one JSON object a line, and back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

import attrs

from kejifupin.errors import KejifupinError
from kejifupin.targets.history import Figure, RecordPoint, Run, StatusPoint
from kejifupin.targets.judging import State
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.intervals import Interval
from kejifupin.terms.rule_versions import RuleVersion

FORMAT = 3
"""Which shape the lines have."""

Json = Any


class RunFileError(KejifupinError, ValueError):
    """A file that holds no run, or not a whole one.

    Args:
        message: What is wrong, for programmers.
        chinese: The same in Chinese.
        remedy: What to do, in Chinese.
    """

    def __init__(self, message: str, chinese: str, remedy: str) -> None:
        self.message = message
        self.chinese = chinese
        self.remedy = remedy
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.chinese, self.remedy)


def dump_run(run: Run) -> Iterator[str]:
    """A run as lines of JSON: what it is, every status, division and record; no personal data.

    Nothing is held: each line is made when it is asked for. The last says how many there were.

    Args:
        run: The run.
    """
    head = {
        "type": "run",
        "format": FORMAT,
        "as_of": run.as_of.isoformat(),
        "version": attrs.asdict(run.version),
        "needs": {
            target: {k: list(v) for k, v in kinds.items()} for target, kinds in run.needs.items()
        },
        "group": run.group,
    }
    yield _line(head)
    statuses = records = 0
    for status in run.statuses:
        statuses += 1
        yield _line({"type": "status_point", **_dump_status(status)})
    for code in dict.fromkeys((*run.chains, *run.names)):
        above, name = run.chains.get(code), run.names.get(code)
        chain = None if above is None else list(above)
        yield _line({"type": "division", "division": code, "name": name, "chain": chain})
    for record in run.records:
        records += 1
        yield _line({"type": "record_point", **_dump_record(record)})
    yield _line({"type": "run_end", "statuses": statuses, "records": records})


def load_run(lines: Iterable[str], name: str = "") -> Run:
    """The run that was dumped.

    Args:
        lines: The lines.
        name: Name of the file, for what is told of it.

    Raises:
        RunFileError: They are no run, or not all of one.
    """
    try:
        return _load_run((json.loads(line) for line in lines if line.strip()), name)
    except RunFileError:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
        raise RunFileError(
            f"{name}: not a saved run ({type(error).__name__})",
            f"{_called(name)}不是保存的结果",
            "用 kejifupin status … --save 文件 保存一份",
        ) from error


def _load_run(objects: Iterator[Json], name: str) -> Run:
    head: Json = next(objects, {"type": None})
    if head["type"] != "run":
        raise ValueError(head["type"])
    if head["format"] != FORMAT:
        raise RunFileError(
            f"{name}: a run of format {head['format']!r}, not {FORMAT}",
            f"{_called(name)}是另一版本的程序保存的（格式{head['format']}）",
            "用同一版本的程序重新保存",
        )
    statuses: list[StatusPoint] = []
    records: list[RecordPoint] = []
    chains: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    told: Json = {"statuses": "?", "records": "?"}
    for each in objects:
        match each["type"]:
            case "status_point":
                statuses.append(_load_status(each))
            case "record_point":
                records.append(_load_record(each))
            case "division":
                code = intern(each["division"])
                if each["chain"] is not None:
                    chains[code] = _codes(each["chain"])
                if each["name"] is not None:
                    names[code] = each["name"]
            case "run_end":
                told = each
    if (len(statuses), len(records)) != (told["statuses"], told["records"]):
        raise RunFileError(
            f"{name}: {len(statuses)} statuses and {len(records)} records, "
            f"not {told['statuses']} and {told['records']}",
            f"{_called(name)}不完整",
            "重新保存一次，再比较",
        )
    return Run(
        RuleVersion(**head["version"]),
        date.fromisoformat(head["as_of"]),
        tuple(statuses),
        tuple(records),
        {t: {k: tuple(v) for k, v in kinds.items()} for t, kinds in head["needs"].items()},
        chains,
        names,
        head["group"],
    )


def _codes(found: Iterable[str]) -> tuple[str, ...]:
    """Codes, each of which many statuses and divisions share."""
    return tuple(map(intern, found))


def _called(name: str) -> str:
    return f"“{name}”" if name else "这个文件"


def _line(data: Mapping[str, Json]) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def _dump_status(status: StatusPoint) -> Mapping[str, Json]:
    return {
        "target": status.target,
        "label": status.label,
        "division": status.division,
        "division_name": status.division_name,
        "state": status.state.value,
        "value": None if status.value is None else _dump_interval(status.value),
        "bound": [_dump(end) for end in _bound_ends(status.bound)],
        "unit": status.unit,
        "pace": _dump(status.pace),
        "due_on": status.due_on.isoformat(),
        "failing": list(status.failing),
        "missing": list(status.missing),
    }


def _load_status(data: Mapping[str, Json]) -> StatusPoint:
    return StatusPoint(
        data["target"],
        data["label"],
        data["division"],
        data["division_name"],
        State(data["state"]),
        None if data["value"] is None else _load_interval(data["value"]),
        Bound(*map(_load, data["bound"])),
        data["unit"],
        _load(data["pace"]),
        date.fromisoformat(data["due_on"]),
        _codes(data["failing"]),
        _codes(data["missing"]),
    )


def _dump_record(record: RecordPoint) -> Mapping[str, Json]:
    # What tells personal values apart stays behind, as it could be guessed back.
    return {
        "kind": record.kind,
        "label": record.label,
        "home": record.home,
        "file": record.file,
        "place": record.place,
        "cell": record.cell,
        "name": record.name,
        "figures": {
            key: [each.label, each.text, each.cell] for key, each in record.figures.items()
        },
        "failing": list(record.failing),
    }


def _load_record(data: Mapping[str, Json]) -> RecordPoint:
    return RecordPoint(
        data["kind"],
        data["label"],
        intern(data["home"]),
        data["file"],
        data["place"],
        data["cell"],
        data["name"],
        {key: Figure(*each) for key, each in data["figures"].items()},
        failing=tuple(data["failing"]),
    )


def _bound_ends(bound: Bound) -> tuple[Number | None, ...]:
    return bound.at_least, bound.at_most, bound.stretch


def _dump_interval(value: Interval) -> list[Json]:
    return [_dump(value.low), _dump(value.high), value.high_open]


def _load_interval(data: list[Json]) -> Interval:
    low, high, high_open = data
    return Interval(_load(low), _load(high), bool(high_open))


def _dump(number: Number | None) -> Json:
    return str(number) if isinstance(number, Decimal) else number


def _load(data: Json) -> Number | None:
    number: int | None = None if isinstance(data, str) else data
    return Decimal(data) if isinstance(data, str) else number
