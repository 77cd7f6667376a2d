"""``compare``: what changed between two saved results, and because of which records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.earlier import load_saved
from kejifupin.cli.group import end
from kejifupin.cli.options import AsJson
from kejifupin.cli.output import on_terminal, show_json, show_line, show_note
from kejifupin.cli.wrong_use import WrongUseError, unknown

if TYPE_CHECKING:
    from kejifupin.targets.history import Run

_ON_SCREEN = 20


def compare(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="Results kept by `kejifupin status --save`.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Later results.")],
    target: Annotated[
        str | None, typer.Option("--target", metavar="TARGET", help="Only this target.")
    ] = None,
    division: Annotated[
        str | None, typer.Option("--division", metavar="CODE", help="Only this division.")
    ] = None,
    json: AsJson = False,  # noqa: FBT002 - an option
) -> None:
    """Tell what changed between two saved results, and because of which records.

    Example: kejifupin compare april.jsonl may.jsonl
    """
    from kejifupin.exchange.comparisons import plain_comparison
    from kejifupin.targets.comparing import compare_runs

    earlier, later = load_saved(before, "BEFORE"), load_saved(after, "AFTER")
    one, other = earlier.version.programme, later.version.programme
    if one != other:
        raise WrongUseError(f"两份结果不是同一个方案的：{one}、{other}", "比较同一个方案的结果")
    if later.as_of < earlier.as_of:
        show_note(f"注意：前一份是{earlier.as_of}的，比后一份{later.as_of}的还晚")
    targets = {each.target for run in (earlier, later) for each in run.statuses}
    if target is not None and target not in targets:
        raise unknown("目标", target, sorted(targets))
    code = None if division is None else _division(division, (earlier, later))
    found = compare_runs(earlier, later).where(target=target, division=code)
    if json:
        show_json(plain_comparison(found))
    else:
        for line in found.lines(_ON_SCREEN if on_terminal() else None):
            show_line(line, inset=line.startswith("  "))
    end(strict=False, errors=0)


def _division(text: str, runs: Iterable[Run]) -> str:
    """The code that a code or a name means in two runs.

    Raises:
        WrongUseError: Neither run speaks of such a division.
    """
    names: dict[str, str] = {}
    for run in runs:
        names.update((each.division, "") for each in run.statuses)
        names.update(run.names)
    if text in names:
        return text
    called = [code for code, name in names.items() if name == text]
    if len(called) != 1:
        raise unknown("地区", text, (*names, *filter(None, names.values())))
    return called[0]
