"""``submissions`` and ``remind``: who handed in what, and who is to be reminded."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import output_file, read_day, write_output
from kejifupin.cli.opening import Reading, division_code
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    Events,
    Paths,
    Plugins,
    Previous,
    ProgrammeKey,
    Received,
    ReceivedOn,
    Registers,
)
from kejifupin.cli.output import show_json, show_line, show_note, show_table
from kejifupin.cli.wrong_use import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from kejifupin.programme import Programme
    from kejifupin.submissions import SubmissionState, SubmissionStatuses

Division = Annotated[
    str | None,
    typer.Option(
        "--division", metavar="CODE", help="Only this division and those in it, by code or name."
    ),
]

_STATUS_HEADER = (
    "地区",
    "报送内容",
    "表式",
    "状态",
    "时限",
    "收到",
    "迟几天",
    "还缺",
    "经过",
)
_RATES_HEADER = (
    "地区",
    "表式",
    "应报",
    "已报",
    "按时",
    "日期不明",
    "齐全",
    "报送率",
    "及时率",
    "完整率",
)

_OWN_HEADER = ("地区", "栏目", "本级及所辖", "所辖合计", "本级", "所辖未报")
_AHEAD = 3660
"""Days that one may look ahead: ten years, beyond any programme."""


def submissions(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    events: Events = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="KEY", help="Only this form, by key or name.")
    ] = None,
    division: Division = None,
    state: Annotated[
        str | None,
        typer.Option("--state", metavar="STATE", help="Only this state: late, 迟报, missing, …"),
    ] = None,
    rates: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--rates", help="Completeness and timeliness by division and form.")
    ] = False,
    own: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--own", help="Own returns against those of the divisions below.")
    ] = False,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    previous: Previous = None,
    plugin: Plugins = None,
    json: AsJson = False,  # noqa: FBT002 - an option
) -> None:
    """Tell who handed in what, in time or not, and what followed.

    Example: kejifupin submissions jilin-winter-2017 forms/ --as-of 2018-06-10 --rates
    """
    from kejifupin.exchange.plain_submissions import plain_submission

    day = read_day(as_of, "--as-of")
    reading = Reading(
        programme, path, register, received, received_on, plugin, events=events, previous=previous
    )
    opened = reading.open()
    wanted = _state(state) if state else None
    key = _form(opened, form) if form else None
    done = reading.read(opened)
    code = division_code(done, division, day)
    if own:
        _show_own(done, day, key, code, json=json)
        return
    found = done.submissions(as_of=day, form=key, division=code, state=wanted)
    if rates:
        _show_rates(done, found, day, code, json=json)
    elif json:
        for each in found:
            show_json(plain_submission(each))
    else:
        _show_statuses(found)
    if not json:
        show_note(_summary(found))
        if found.unasked and code is None and form is None and state is None:
            names = "、".join(Path(each.file).name for each in found.unasked[:5])
            more = "等" if len(found.unasked) > 5 else ""
            show_note(f"另有{len(found.unasked)}份没有报送时限要求：{names}{more}")
        for line in _issues(done, day):
            show_note(line)


def remind(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    events: Events = None,
    ahead: Annotated[
        int,
        typer.Option(
            "--ahead", metavar="DAYS", min=0, max=_AHEAD, help="Also what is due within DAYS days."
        ),
    ] = 0,
    division: Division = None,
    to: Annotated[
        str | None,
        typer.Option(
            "-o", "--to", metavar="FILE", help="Write the list: .xlsx, .docx, .csv or .txt."
        ),
    ] = None,
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    plugin: Plugins = None,
    json: AsJson = False,  # noqa: FBT002 - an option
) -> None:
    """List who is to be reminded of what (催报清单).

    Example: kejifupin remind jilin-winter-2017 forms/ --as-of 2018-06-10 -o 催报清单.xlsx
    """
    from kejifupin.exchange.plain_submissions import plain_reminder
    from kejifupin.submissions.reminders import HEADER

    day = read_day(as_of, "--as-of")
    reading = Reading(programme, path, register, received, received_on, plugin, events=events)
    written = (
        output_file(to, ("xlsx", "docx", "csv", "txt"), inputs=reading.files()) if to else None
    )
    done = reading.read(reading.open())
    code = division_code(done, division, day)
    found = done.reminders(as_of=day, ahead=ahead, division=code)
    if written is not None:
        file, ending = written
        write_output(file, done.reminder_list(found, as_of=day, format=ending))
        show_note(f"已写{file}：{len(found.by_division())}个地区共{len(found)}项")
        return
    if json:
        for each in found:
            show_json(plain_reminder(each))
        return
    if not found:
        show_line("没有需要催报的")
        return
    show_table(HEADER, [each.cells() for each in found], title="催报清单")
    show_note(f"{len(found.by_division())}个地区共{len(found)}项")


def _show_statuses(found: SubmissionStatuses) -> None:
    rows = [
        (
            each.division_name,
            each.label,
            each.form_label,
            each.state.label,
            each.due_on.isoformat(),
            each.received_on.isoformat() if each.received_on else "",
            "" if each.days_late is None else str(each.days_late or ""),
            "、".join(part.label for part in each.missing_parts),
            "；".join(event.text() for event in each.events if event.part is None),
        )
        for each in found
    ]
    show_table(_STATUS_HEADER, rows, title="报送情况")


def _show_rates(
    done: Programme, found: SubmissionStatuses, day: date, code: str | None, *, json: bool
) -> None:
    from kejifupin.exchange.plain_submissions import plain_rates
    from kejifupin.submissions import reporting_rates

    setting = done.setting(day)
    inside = setting.reach.below(code or setting.scope)
    every = reporting_rates(found, setting.reach)
    counts = {key: each for key, each in every.items() if key[0] in inside}
    if json:
        for (division, form), each in counts.items():
            show_json(plain_rates(division, setting.division_name(division), form, each))
        return
    labels = {each.form: each.form_label for each in found}
    show_table(
        _RATES_HEADER,
        [
            (
                setting.division_name(division),
                labels[form] if form else "合计",
                str(each.due),
                str(each.received),
                str(each.timely),
                str(each.undated or ""),
                str(each.complete),
                _percent(each.received_share),
                _percent(each.timely_share),
                _percent(each.complete_share),
            )
            for (division, form), each in counts.items()
        ],
        title="报送率、及时率、完整率",
    )


def _show_own(
    done: Programme, day: date, form: str | None, division: str | None, *, json: bool
) -> None:
    from kejifupin.exchange.plain_submissions import plain_own_difference

    setting = done.setting(day)
    found = [
        each
        for each in done.own_differences(as_of=day, division=division)
        if form is None or each.indicator.measure.records == form
    ]
    if json:
        for each in found:
            show_json(plain_own_difference(each))
        return
    rows = [
        (
            each.division_name,
            each.indicator.label,
            *each.cells(),
            "、".join(setting.division_name(code) for code in each.missing),
        )
        for each in found
    ]
    show_table(_OWN_HEADER, rows, title="本级数")
    against = sum(each.contradicts for each in found)
    show_note(f"共{len(found)}项，其中{against}项所辖合计大于本级及所辖")


def _percent(share: Fraction | None) -> str:
    """Per cent with one decimal, cut: 99.96% is not 100%."""
    if share is None:
        return "—"
    return f"{Decimal(int(share * 1000)).scaleb(-1).normalize():f}%"


def _summary(found: SubmissionStatuses) -> str:
    from kejifupin.submissions import SubmissionState

    counts = ((state.label, len(found.where(state=state))) for state in SubmissionState)
    told = "，".join(f"{label}{count}" for label, count in counts if count)
    return f"共{len(found)}项：{told}" if told else "没有应报送的表"


def _issues(done: Programme, day: date) -> Iterable[str]:
    """What only the day shows of the registers, and figures that moved too far without a reason."""
    told = frozenset(done.reading_issues)
    for each in done.outcome(day).issues:
        if each in told:
            continue
        if each.code.startswith(("event.", "receipt.", "swing.")):
            yield each.text()


def _state(text: str) -> SubmissionState:
    from kejifupin.submissions import SubmissionState

    for each in SubmissionState:
        if text in (each.value, each.label):
            return each
    raise unknown("报送状态", text, [f"{each.value}（{each.label}）" for each in SubmissionState])


def _form(programme: Programme, text: str) -> str:
    from kejifupin.submissions.naming import find_form, scheduled_forms

    setting = programme.setting()
    found = find_form(text, setting)
    if found is None:
        raise unknown("表式", text, list(scheduled_forms(setting)))
    return found
