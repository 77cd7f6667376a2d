"""``explain``: what stands behind a status, or behind a figure of a statistical form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import read_day
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading, division_code
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    Paths,
    Plugins,
    ProgrammeKey,
    Received,
    ReceivedOn,
    Registers,
    Strict,
    Work,
    Workers,
)
from kejifupin.cli.output import on_terminal, show_json, show_line
from kejifupin.cli.wrong_use import WrongUseError, suggestion, unknown
from kejifupin.terms.text import nearest

if TYPE_CHECKING:
    from kejifupin.programme import Programme
    from kejifupin.targets.explain import Explanation

_ON_SCREEN = 20
_ALL = 10**9


def explain(
    programme: ProgrammeKey,
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="Key of a target, see `kejifupin status`, or of an indicator (form.field).",
        ),
    ],
    path: Paths,
    as_of: AsOf,
    division: Annotated[
        str, typer.Option("--division", metavar="CODE", help="The division, by code or name.")
    ],
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Show what stands behind a status: the clause, the formula, the records and cells.

    Example: kejifupin explain jilin-winter-2017 two_provincial_teams forms/ --as-of 2018-04-30
    --division 220000
    """
    day = read_day(as_of, "--as-of")
    reading = Reading(programme, path, register, received, received_on, plugin, work, workers)
    opened = reading.open()
    targets, indicators = opened.catalogue.targets, opened.catalogue.indicators
    if target not in targets and target not in indicators:
        raise _unknown_target(target, tuple(targets), tuple(indicators))
    done = reading.read(opened)
    code = division_code(done, division, day) or division
    limit = _ON_SCREEN if on_terminal() else _ALL
    if target in targets:
        explanation = _of_target(done, target, day, code)
        plain, text = _plain_target(explanation), explanation.text(limit=limit)
    else:
        plain, text = _of_indicator(done, target, day, code, limit)
    if json:
        show_json(plain)
    else:
        for line in text.splitlines():
            show_line(line, inset=line.startswith("  "))
    end(strict=strict, errors=len(done.outcome(day).issues.errors))


def _unknown_target(
    name: str, targets: tuple[str, ...], indicators: tuple[str, ...]
) -> WrongUseError:
    close = nearest(name, targets) or nearest(name, indicators)
    return unknown("目标", name, close or targets)


def _of_target(programme: Programme, target: str, day: date, code: str) -> Explanation:
    statuses = programme.status(as_of=day, target=target)
    if not any(each.division == code for each in statuses):
        name = programme.outcome(day).setting.division_name(code)
        divisions = [f"{each.division_name}（{each.division}）" for each in statuses]
        raise WrongUseError(f"目标“{target}”与{name}（{code}）无关", suggestion("", divisions))
    return programme.explain(target, as_of=day, division=code)


def _plain_target(explanation: Explanation) -> Mapping[str, object]:
    from kejifupin.exchange.plain import plain_status

    return {
        **plain_status(explanation.status),
        **explanation.to_dict(),
        "type": "explanation",
        "missing_names": list(explanation.missing_names),
    }


def _of_indicator(
    programme: Programme, key: str, day: date, code: str, limit: int
) -> tuple[Mapping[str, object], str]:
    """A figure with its formula and its records, plain and in words."""
    from kejifupin.exchange.plain import plain_interval
    from kejifupin.indicators.explain import explain_value
    from kejifupin.terms.origins import cell_words

    outcome = programme.outcome(day)
    value = outcome.values.find(key, code)
    if value is None:
        name = outcome.setting.division_name(code)
        raise WrongUseError(f"指标“{key}”与{name}（{code}）无关", "写方案范围内的地区代码")
    found = explain_value(value, outcome.plan, outcome.data, outcome.setting)
    missing = [f"{outcome.setting.division_name(each)}（{each}）" for each in value.missing]
    sources = [
        f"{each.home_name} {each.value_text()} ← {each.file or ''} {each.cell or ''}"
        + (f"（{cell_words(each.cell)}）" if each.cell else "")
        for each in found.contributions
    ]
    lines = [
        f"指标：{value.indicator.label}（{key}）",
        f"依据：{value.indicator.citation}",
        f"地区：{value.division_name}（{code}），截至{day}",
        f"数值：{value.text()}",
        f"算法：{found.formula}",
        *_folded("未报或未填的", missing, limit),
        *_folded("数据来源", sources, limit),
    ]
    plain = {
        "type": "explanation",
        "indicator": key,
        "label": value.indicator.label,
        "division": code,
        "division_name": value.division_name,
        "value": plain_interval(value.value),
        "unit": value.indicator.unit,
        "formula": found.formula,
        "citation": str(value.indicator.citation),
        "missing": list(value.missing),
        "records": [
            {
                "kind": each.record.kind.key,
                "division": each.home,
                "field": each.field,
                "value": each.value_text(),
                "file": each.file,
                "cell": each.cell,
                "certain": each.certain,
            }
            for each in found.contributions
        ],
    }
    return plain, "\n".join(lines)


def _folded(title: str, lines: list[str], limit: int) -> list[str]:
    more = [f"  ……另有{len(lines) - limit}条"] if len(lines) > limit else []
    return [f"{title}（{len(lines)}）：", *(f"  {each}" for each in lines[:limit]), *more]
