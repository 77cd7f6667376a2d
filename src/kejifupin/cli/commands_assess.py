"""``assess``: how each body scores, ranks and is graded, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import read_day
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    By,
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
from kejifupin.cli.output import on_terminal, show_json, show_note, show_table, tidy_line
from kejifupin.cli.revealing import disclosure_of, field_names
from kejifupin.cli.wrong_use import WrongUseError, unknown
from kejifupin.terms.quantities import format_number
from kejifupin.terms.text import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kejifupin.assessments import Assessment, Assessments
    from kejifupin.programme import Programme
    from kejifupin.terms.disclosure import Disclosure

HEADER = ("名次", "对象", "名称", "得分", "满分", "等次", "否决", "自评", "缺项", "排名范围")
_ON_SCREEN = 20


def assess(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    scheme: Annotated[
        str | None,
        typer.Option(
            "--scheme", metavar="KEY", help="The assessment scheme, if there are several."
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject", metavar="NAME", help="Only this one, by key or name, line by line."
        ),
    ] = None,
    by: By = "parent",
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
    """Score, rank and grade by a scheme of the programme.

    Example: kejifupin assess xian-2017 forms/ --as-of 2017-12-31 --scheme organising_units
    """
    from kejifupin.exchange.assessment_json import plain_assessment
    from kejifupin.indicators.grounds import Lineage

    day = read_day(as_of, "--as-of")
    if by not in tuple(Lineage):
        raise unknown("汇总路径", by, tuple(map(str, Lineage)))
    reading = Reading(
        programme, path, register, received, received_on, plugin, work, workers, findings, events
    )
    opened = reading.open()
    disclosure = disclosure_of(reveal, field_names(opened))
    key = _scheme(opened, scheme)
    done = reading.read(opened)
    found = done.assess(key, as_of=day, by=by)
    chosen = _chosen(found, subject, disclosure)
    if json:
        for each in found.by_rank() if chosen is None else (chosen,):
            show_json(plain_assessment(each, disclosure))
    elif chosen is not None:
        told = done.explain_assessment(chosen.subject.key, key, as_of=day, by=by)
        for line in told.lines(_ON_SCREEN if on_terminal() else None, disclosure):
            inset = len(line) - len(line.lstrip(" "))
            print(" " * inset + tidy_line(line.strip()))
    else:
        show_table(
            HEADER,
            (_row(each, disclosure) for each in found.by_rank()),
            title=f"{done.catalogue.assessments[key].label}（{key}）",
        )
        show_note(_summary(found))
    for issue in found.issues:
        show_note(issue.text())
    end(strict=strict, errors=len(done.outcome(day).issues.errors) + len(found.issues.errors))


def _scheme(programme: Programme, key: str | None) -> str:
    """The key of the scheme asked for, before anything is read.

    Raises:
        WrongUseError: No such scheme, or several and none is named.
    """
    known = tuple(programme.catalogue.assessments)
    if not known:
        raise WrongUseError(
            f"方案“{programme.key}”没有考核办法", "在插件的 assessment.toml 中写 [[assessments]]"
        )
    if key is None and len(known) > 1:
        raise WrongUseError("方案有几个考核办法，没有写明用哪个", f"--scheme {'、'.join(known)}")
    if key is not None and key not in known:
        raise unknown("考核办法", key, nearest(key, known) or known)
    return key or known[0]


def _chosen(found: Assessments, name: str | None, disclosure: Disclosure) -> Assessment | None:
    if name is None:
        return None
    hits = [each for each in found if name in (each.subject.key, each.subject.label)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        keys = [each.subject.key for each in hits]
        raise WrongUseError(f"有{len(hits)}个考核对象叫“{name}”", f"写键：{'、'.join(keys)}")
    names: Sequence[str] = [each.subject.shown(disclosure) for each in found]
    raise unknown("考核对象", name, nearest(name, names) or names)


def _row(each: Assessment, disclosure: Disclosure) -> tuple[str, ...]:
    from kejifupin.assessments.marks import Marks

    rank, scheme = each.rank, each.scheme
    absent = [line.criterion.label for line in each.lines if line.absence is not None]
    struck = [
        f"{strike.veto.label}{'' if strike.struck else '（待核实）'}"
        for strike in each.strikes
        if strike.struck is not False
    ]
    return (
        Marks(rank.best, rank.worst).text(""),
        each.subject.key,
        each.subject.shown(disclosure),
        each.marks.text(""),
        format_number(scheme.full_marks),
        each.grade_text(),
        "、".join(struck),
        "" if each.self_marks is None else each.self_marks.text(""),
        "、".join(absent),
        rank.group,
    )


def _summary(found: Assessments) -> str:
    """How many there are of each grade."""
    graded = [grade.label for each in found[:1] for grade in each.scheme.grades]
    counts = dict.fromkeys((*graded, "待核实"), 0)
    for each in found:
        label = each.grade.label if each.grade else ("待核实" if each.grades else "")
        if label:
            counts[label] += 1
    listed = " ".join(f"{label}{count}" for label, count in counts.items() if count)
    return f"共{len(found)}个考核对象" + (f"：{listed}" if listed else "")
