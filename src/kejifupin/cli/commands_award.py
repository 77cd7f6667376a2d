"""``award``: who is proposed, made public, confirmed, and why; next year's places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import existing_file, output_file, read_day, write_output
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    Events,
    Findings,
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
from kejifupin.cli.output import show_json, show_line, show_note, show_table
from kejifupin.cli.revealing import disclosure_of, field_names
from kejifupin.cli.wrong_use import WrongUseError, unknown

if TYPE_CHECKING:
    from kejifupin.assessments.award import Award, Awards
    from kejifupin.programme import Programme
    from kejifupin.terms.disclosure import Disclosure

_HEADER = ("对象", "名称", "得分", "名次", "状态", "奖补", "说明")


def award(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    name: Annotated[
        str | None, typer.Option("--award", metavar="KEY", help="The award, if there are several.")
    ] = None,
    record: Annotated[
        list[str] | None,
        typer.Option(
            "--record", metavar="FILE", help="What happened (评奖记录.csv); may be repeated."
        ),
    ] = None,
    past: Annotated[
        list[str] | None,
        typer.Option(
            "--past", metavar="FILE", help="Past winners (历年获奖.csv); may be repeated."
        ),
    ] = None,
    quota: Annotated[
        str | None,
        typer.Option("--quota", metavar="KEY", help="Next year's places by this year's result."),
    ] = None,
    notice: Annotated[
        str | None,
        typer.Option(
            "--notice", metavar="FILE", help="Write the public notice (.docx), published --as-of."
        ),
    ] = None,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    findings: Findings = None,
    events: Events = None,
    plugin: Plugins = None,
    reveal: Annotated[
        list[str] | None,
        typer.Option("--reveal", metavar="FIELD", help="A personal field to show; or all."),
    ] = None,
    work: Work = None,
    workers: Workers = 0,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Decide an award by its rules, and by what happened on the way.

    Example: kejifupin award henan-2016 forms/ --as-of 2018-01-10 --record 评奖记录.csv
    """
    from kejifupin.exchange.award_json import plain_award

    day = read_day(as_of, "--as-of")
    happened = [existing_file(each, "--record") for each in record or ()]
    earlier = [existing_file(each, "--past") for each in past or ()]
    reading = Reading(
        programme, path, register, received, received_on, plugin, work, workers, findings, events
    )
    target = output_file(notice, ("docx",), inputs=reading.files())[0] if notice else None
    opened = reading.open()
    disclosure = disclosure_of(reveal, field_names(opened))
    if quota is not None:
        _show_quota(reading, opened, quota, as_of, json=json, disclosure=disclosure)
        return
    key = _known(opened, name)
    done = reading.read(opened)
    awards = done.awards(key, as_of=day, events=happened, past=earlier)
    if json:
        for each in awards:
            show_json(plain_award(each, disclosure))
    else:
        show_table(_HEADER, (_row(each, disclosure) for each in awards))
        show_note(_summary(awards))
    for issue in awards.issues:
        show_note(issue.text())
    if target is not None:
        _write(target, done, awards, as_of, disclosure)
    end(strict=strict, errors=len(awards.issues.errors))


def _known(programme: Programme, name: str | None) -> str:
    known = programme.catalogue.awards
    if not known:
        raise WrongUseError("这个方案没有写评奖办法", "在 awards.toml 中写 [[awards]]")
    if name is None and len(known) > 1:
        raise WrongUseError("有几个奖项，没有写是哪一个", f"加上 --award（{'、'.join(known)}）")
    key = name or next(iter(known))
    by_label = {each.label: each.key for each in known.values()}
    key = by_label.get(key, key)
    if key not in known:
        raise unknown("奖项", key, known)
    return key


def _row(award: Award, disclosure: Disclosure) -> tuple[str, ...]:
    money = "" if award.amount is None else f"{award.amount}{award.scheme.unit}"
    return (
        award.subject,
        award.assessment.subject.shown(disclosure),
        award.assessment.marks.text(""),
        award.assessment.rank.text(),
        award.state.label,
        money,
        award.text().partition("；")[2],
    )


def _summary(awards: Awards) -> str:
    counts: dict[str, int] = {}
    for each in awards:
        counts[each.state.label] = counts.get(each.state.label, 0) + 1
    told = " ".join(f"{label}{count}" for label, count in counts.items())
    return f"共{len(awards)}个对象：{told}" if told else "没有参评的对象"


def _write(
    target: Path, done: Programme, awards: Awards, as_of: str, disclosure: Disclosure
) -> None:
    day = read_day(as_of, "--as-of")
    content = done.public_notice(awards, published_on=day, disclosure=disclosure)
    if content is None:
        show_note("没有要公示的对象，没有写公示")
        return
    write_output(target, content)
    show_note(f"已写{target}")


def _show_quota(
    reading: Reading,
    opened: Programme,
    key: str,
    as_of: str,
    *,
    json: bool,
    disclosure: Disclosure,
) -> None:
    from kejifupin.assessments.marks import fraction_text
    from kejifupin.exchange.award_json import plain_quota

    known = opened.catalogue.award_quotas
    if key not in known:
        raise unknown("奖补指标", key, known)
    result = reading.read(opened).award_quota(key, as_of=read_day(as_of, "--as-of"))
    if result.reason:
        show_note(f"{result.quota.label}：{result.reason}")
    if json:
        for each in plain_quota(result, disclosure):
            show_json(each)
        return
    show_table(
        ("对象", "名称", "权数", "应分数", result.quota.unit),
        (
            (
                part.assessment.subject.key,
                part.assessment.subject.shown(disclosure),
                fraction_text(part.weight),
                fraction_text(part.exact),
                str(part.places),
            )
            for part in result.parts
        ),
    )
    total = sum(each.places for each in result.parts)
    show_line(f"{result.quota.label}共{total}{result.quota.unit}")
