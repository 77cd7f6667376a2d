"""``compare``: what changed between two saved results, and because of which records."""

from __future__ import annotations

from typing import Annotated

import typer

from kejifupin.cli.earlier import load_saved
from kejifupin.cli.group import end
from kejifupin.cli.options import AsJson
from kejifupin.cli.output import on_terminal, show_json, show_line, show_note
from kejifupin.cli.wrong_use import WrongUseError

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
        str | None, typer.Option("--division", metavar="CODE", help="Only this division, by code.")
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
    found = compare_runs(earlier, later).where(target=target, division=division)
    if json:
        show_json(plain_comparison(found))
    else:
        for line in found.lines(_ON_SCREEN if on_terminal() else None):
            show_line(line, inset=line.startswith("  "))
    end(strict=False, errors=0)
