"""``allocate``: a total handed down, a given allocation checked, letters written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import attrs
import typer

from kejifupin.cli.arguments import (
    existing_file,
    output_file,
    read_day,
    read_level,
    write_output,
)
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading, division_code
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    By,
    Plugins,
    ProgrammeKey,
    Received,
    Registers,
    Strict,
)
from kejifupin.cli.output import show_note
from kejifupin.cli.revealing import disclosure_of
from kejifupin.cli.wrong_use import WrongUseError, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kejifupin.exchange.allocation_tables import UnitTable
    from kejifupin.programme import Programme
    from kejifupin.targets import Allocation, Weights
    from kejifupin.terms.arithmetic import Number

_TOLD = 5
"""Lines of a wrong table of units that are told, of which there may be thousands."""


def allocate(
    programme: ProgrammeKey,
    as_of: AsOf,
    path: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Filled forms, to weigh by what they say."),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="KEY", help="A target that is a total; repeatable."),
    ] = None,
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="FILE", help="Check this allocation: 单位, 指标, 数."),
    ] = None,
    from_file: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Lead this allocation to --as-of's divisions."),
    ] = None,
    made_on: Annotated[
        str | None,
        typer.Option("--made-on", metavar="DATE", help="When that of --from was made."),
    ] = None,
    weight: Annotated[
        str,
        typer.Option(
            "--weight", metavar="WORD", help="equal, or an indicator, cohort or register column."
        ),
    ] = "equal",
    units: Annotated[
        str | None,
        typer.Option(
            "--units", metavar="FILE", help="Who shares: 单位, 权数, 指定数, 下限, 上限, 责任人."
        ),
    ] = None,
    division: Annotated[
        str | None,
        typer.Option("--division", metavar="CODE", help="Who divides; the target's by default."),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="LEVEL", help="Among all of this level inside it."),
    ] = None,
    by: By = "parent",
    total: Annotated[
        str | None, typer.Option("--total", metavar="N", help="Divide this instead.")
    ] = None,
    floor: Annotated[
        str | None, typer.Option("--floor", metavar="N", help="The least that each gets.")
    ] = None,
    ceiling: Annotated[
        str | None, typer.Option("--ceiling", metavar="N", help="The most that each gets.")
    ] = None,
    decimals: Annotated[
        int | None, typer.Option("--decimals", metavar="N", min=0, help="Decimals of the parts.")
    ] = None,
    register: Registers = None,
    received: Received = None,
    plugin: Plugins = None,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="Write the parts as a table.")
    ] = None,
    letters: Annotated[
        str | None,
        typer.Option("--letters", metavar="DIR", help="Write a 目标责任书 (.docx) per unit."),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar="NAME", help="Who hands down, in the letters."),
    ] = None,
    signed_on: Annotated[
        str | None, typer.Option("--signed-on", metavar="DATE", help="Day of the letters.")
    ] = None,
    reveal: Annotated[
        list[str] | None,
        typer.Option("--reveal", metavar="FIELD", help="Show in letters: responsible, phone, all."),
    ] = None,
    json: AsJson = False,  # noqa: FBT002 - an option
    toml: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--toml", help="The lines that go into targets.toml.")
    ] = False,
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Divide a target among divisions or departments, or check how it was divided.

    Example: kejifupin allocate henan-2016 --as-of 2017-01-01 --target federations_50
    """
    from kejifupin.cli.allocation_output import show_allocations, write_letters, write_table
    from kejifupin.cli.issue_tables import show_issues
    from kejifupin.indicators.grounds import Lineage
    from kejifupin.targets import PartLimits
    from kejifupin.targets.allocation_check import as_given
    from kejifupin.terms.issues import Issues

    day = read_day(as_of, "--as-of")
    signed = read_day(signed_on, "--signed-on") if signed_on else None
    if sum(map(bool, (target, check, from_file))) != 1:
        raise WrongUseError(
            "--target、--check、--from 要写其中一个",
            "分解写 --target，核对写 --check，区划变更后重新分解写 --from",
        )
    if by not in tuple(Lineage):
        raise unknown("汇总路径", by, tuple(map(str, Lineage)))
    disclosure = disclosure_of(reveal, ("responsible", "phone"))
    reading = Reading(programme, path or (), register, received, None, plugin)
    options = (("--check", check), ("--from", from_file), ("--units", units))
    given = [existing_file(each, option) for option, each in options if each]
    table = output_file(csv, ("csv",), inputs=(*reading.files(), *given))[0] if csv else None
    opened = reading.open()
    if path or register:
        opened = reading.read(opened)
    known = {part.key for each in opened.catalogue.targets.values() for part in each.parts}
    for each in target or ():
        if each not in known:
            raise unknown("目标", each, tuple(opened.catalogue.targets))
    listed = _unit_table(opened, units, target, day)
    top, whole = division_code(opened, division, day), _number(total, "--total")
    found: tuple[Allocation, ...]
    if check:
        checked = opened.check_allocation(check, as_of=day, by=by, division=top, total=whole)
        found, issues = checked.allocations, checked.issues
    elif from_file:
        made = (
            read_day(made_on, "--made-on") if made_on else opened.setting().definition.period.start
        )
        then = division_code(opened, division, made)
        before = opened.check_allocation(from_file, as_of=made, by=by, division=then, total=whole)
        found = tuple(
            opened.reallocate(attrs.evolve(each, issues=()), as_of=day, weight=weight)
            for each in before.allocations
        )
        issues = (*before.issues, *(issue for each in found for issue in each.issues))
    else:
        found = tuple(
            opened.allocate(
                each,
                as_of=day,
                units=listed.units or None,
                level=read_level(level) if level else None,
                division=top,
                weight=_weights(listed) or weight,
                common=PartLimits(_number(floor, "--floor"), _number(ceiling, "--ceiling")),
                limits=listed.limits,
                total=whole,
                decimals=decimals,
                by=by,
            )
            for each in target or ()
        )
        issues = (*listed.issues, *(issue for each in found for issue in each.issues))
        if not (division or total):
            held = (opened.check_allocation(as_given(each), as_of=day, by=by) for each in found)
            issues = (*issues, *(issue for check in held for issue in check.issues))
    show_allocations(found, issues, way="json" if json else "toml" if toml else "table")
    if issues and not json:
        show_issues(issues)
    if table is not None:
        write_output(table, write_table(found))
        show_note(f"已写{table}")
    if letters is not None:
        made_letters = opened.letters(
            found, as_of=day, people=listed.people, issuer=issuer, signed_on=signed, by=by
        )
        for name in write_letters(made_letters, Path(letters), disclosure=disclosure):
            show_note(f"已写{name}")
    end(strict=strict, errors=len(Issues(issues).errors))


def _unit_table(
    programme: Programme, file: str | None, targets: Sequence[str] | None, day: date
) -> UnitTable:
    from kejifupin.exchange.allocation_tables import UnitTable

    if file is None:
        return UnitTable()
    measured_in = ""
    if targets:
        indicator = programme.find_target(targets[0]).indicator
        measured_in = programme.catalogue.indicators[indicator].unit
    table = programme.unit_table(file, as_of=day, measured_in=measured_in)
    if not table.units:
        # Without them the divisions below would share, who are not those of the table.
        told = [f"  {each.text()}" for each in table.issues[:_TOLD]]
        raise WrongUseError(f"--units “{file}”里一个单位也没有读到", "每行写一个单位", told)
    return table


def _weights(listed: UnitTable) -> Weights | None:
    """The weights that a table of units states, if it states any."""
    from kejifupin.targets import Weights

    return Weights("权数", listed.weights) if listed.weights else None


def _number(text: str | None, option: str) -> Number | None:
    from kejifupin.terms.numerals import read_amount

    if text is None:
        return None
    reading = read_amount(text)
    amount = None if reading is None else reading.amount
    if not isinstance(amount, int | Decimal):
        raise WrongUseError(f"{option} 的数“{text}”看不懂", "写一个确定的数，如 50")
    return amount
