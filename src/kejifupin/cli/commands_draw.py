"""``draw``: records drawn for a spot check, and how many of them turned out wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import read_day, read_level, write_output
from kejifupin.cli.opening import Reading
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    Findings,
    Paths,
    Plugins,
    ProgrammeKey,
    Received,
    ReceivedOn,
    Registers,
)
from kejifupin.cli.output import show_json, show_line, show_note, show_table
from kejifupin.cli.wrong_use import WrongUseError, unknown
from kejifupin.errors import DefinitionError

if TYPE_CHECKING:
    from kejifupin.checks.draws import Draw
    from kejifupin.checks.error_rates import ErrorRate, ErrorRates
    from kejifupin.checks.spot_check import SpotCheck
    from kejifupin.programme import Programme

_TABLE_NAME = "抽查结论.csv"
_LIST_NAME = "抽查名单.csv"


def draw(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="TEXT", help="Text published before the draw, e.g. a lottery result."
        ),
    ],
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="KEY", help="A spot check that the programme declares."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Draw from these records; may be repeated."),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="LEVEL", help="Each division of this level by itself."),
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", metavar="N", help="So many of each stratum.")
    ] = None,
    share: Annotated[
        str | None,
        typer.Option("--share", metavar="PERCENT", help="So many of a hundred of each stratum."),
    ] = None,
    total: Annotated[
        int | None, typer.Option("--total", metavar="N", help="So many in all, by size of strata.")
    ] = None,
    reserve: Annotated[
        int, typer.Option("--reserve", metavar="N", min=0, help="Substitutes for each stratum.")
    ] = 0,
    findings: Findings = None,
    to: Annotated[
        str | None,
        typer.Option("-o", "--to", metavar="DIR", help="Folder for the record and the list."),
    ] = None,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    plugin: Plugins = None,
    json: AsJson = False,  # noqa: FBT002 - an option
) -> None:
    """Draw records for a spot check so that anyone can draw the same again.

    Example: kejifupin draw jilin-winter-2017 forms/ --as-of 2018-04-30 --seed 双色球2018051
    --kind household_survey --level county --share 10 --reserve 1 --to 抽查
    """
    day = read_day(as_of, "--as-of")
    reading = Reading(programme, path, register, received, received_on, plugin, findings=findings)
    opened = reading.open()
    if check is not None:
        declared = _declared(opened, check)
    else:
        declared = _made(
            opened,
            tuple(kind or ()),
            level,
            number=number,
            share=_percent(share),
            total=total,
            reserve=reserve,
        )
    if not seed.strip():
        raise WrongUseError("--seed 是空的", "写事先公布的一段文字，如当期彩票开奖号码")
    done = reading.read(opened)
    drawn = done.draw(declared, seed=seed, as_of=day)
    rates = done.error_rates(drawn, as_of=day)
    if json:
        for each in _plain(drawn, rates):
            show_json(each)
    else:
        _show(drawn, rates, visited=bool(done.spot_findings))
    if to is not None:
        _write(Path(to), done, drawn, day)


def _declared(programme: Programme, key: str) -> SpotCheck:
    known = programme.catalogue.spot_checks
    if key not in known:
        raise unknown("抽查", key, known)
    return known[key]


def _made(
    programme: Programme,
    kinds: tuple[str, ...],
    level: str | None,
    *,
    number: int | None,
    share: Decimal | None,
    total: int | None,
    reserve: int,
) -> SpotCheck:
    """A spot check of the options alone."""
    from kejifupin.checks.spot_check import SpotCheck
    from kejifupin.terms.citations import Citation

    known = programme.catalogue.kinds
    for each in kinds:
        if each not in known:
            raise unknown("记录类型", each, known)
    definition = programme.catalogue.definition
    try:
        return SpotCheck(
            "draw",
            "抽查",
            kinds,
            Citation("", definition.documents[0].title),
            level=read_level(level) if level else None,
            number=number,
            share=share,
            total=total,
            reserve=reserve,
        )
    except DefinitionError as error:
        sizes = sum(each is not None for each in (number, share, total))
        if kinds and sizes > 1:
            raise WrongUseError("--number、--share、--total 写了不止一个", "只写一个") from error
        if kinds and sizes:
            raise WrongUseError(error.chinese, error.remedy) from error
        declared = "、".join(programme.catalogue.spot_checks)
        hint = f"用 --check（{declared}），或" if declared else ""
        raise WrongUseError(
            "没有写明抽什么、抽多少",
            f"{hint}写 --kind 和 --number、--share、--total 之一，如 "
            "--kind household_survey --share 10",
        ) from error


def _percent(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        share = Decimal(text.strip().rstrip("%％"))
    except InvalidOperation:
        share = Decimal("NaN")
    if not share.is_finite():
        raise WrongUseError(f"--share 的“{text}”不是百分之几", "写 10 或 10%")
    return share


def _show(drawn: Draw, rates: ErrorRates, *, visited: bool) -> None:
    show_table(
        ("抽样层", "名单数", "抽取数", "抽中编号", "替补编号", "名单校验码"),
        (
            (
                each.label,
                str(each.population),
                str(len(each.drawn)),
                "、".join(str(one.number) for one in each.drawn) or "—",
                "、".join(str(one.number) for one in each.reserve) or "—",
                each.fingerprint[:16],
            )
            for each in drawn.strata
        ),
    )
    short = sum(each.short for each in drawn.strata)
    show_note(f"共{len(drawn.strata)}层，抽中{len(drawn)}份，种子“{drawn.seed}”")
    if short:
        show_note(f"替补已用尽，还缺{short}份")
    if visited:
        show_line()
        show_table(
            ("地区", "名单数", "已查", "待查", "有误", "差错率", "名单中有误的（95%把握）"),
            (_rate_row(each) for each in rates),
        )


def _rate_row(rate: ErrorRate) -> tuple[str, ...]:
    return (
        rate.label,
        str(rate.population),
        str(rate.looked_at),
        str(rate.waiting),
        str(rate.wrong),
        "—" if rate.estimate is None else f"{float(rate.estimate):.1%}",
        f"{rate.low}至{rate.high}份",
    )


def _plain(drawn: Draw, rates: ErrorRates) -> list[dict[str, object]]:
    strata: list[dict[str, object]] = [
        {
            "type": "stratum",
            "stratum": each.key,
            "label": each.label,
            "population": each.population,
            "drawn": [one.number for one in each.drawn],
            "reserve": [one.number for one in each.reserve],
            "short": each.short,
            "fingerprint": each.fingerprint,
        }
        for each in drawn.strata
    ]
    return strata + [
        {
            "type": "error_rate",
            "division": each.key,
            "label": each.label,
            "population": each.population,
            "looked_at": each.looked_at,
            "waiting": each.waiting,
            "wrong": each.wrong,
            "estimate": None if each.estimate is None else str(each.estimate),
            "low": each.low,
            "high": each.high,
        }
        for each in rates
    ]


def _write(folder: Path, done: Programme, drawn: Draw, day: date) -> None:
    from kejifupin.reports.draw_record import DRAW_TITLE

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUseError(f"不能建文件夹“{folder}”", "换一个位置") from error
    record = folder / f"{DRAW_TITLE}.docx"
    write_output(record, done.draw_record(drawn, as_of=day))
    show_note(f"已写{record}")
    listed = folder / _LIST_NAME
    write_output(listed, done.draw_list(drawn, as_of=day))
    show_note(f"已写{listed}，与种子一起公布")
    table = folder / _TABLE_NAME
    if table.exists():
        show_note(f"{table}已经有了，没有动它；要重写，先把它移走")
        return
    write_output(table, done.findings_table(drawn, as_of=day))
    show_note(f"已写{table}，走访后填“结论”起各列")
