"""``match``: what the surveys say is needed, put together with those who can serve."""

from __future__ import annotations

from csv import writer
from io import StringIO
from typing import TYPE_CHECKING, Annotated

import typer

from kejifupin.cli.arguments import existing_file, output_file, read_day, write_output
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    Paths,
    Plugins,
    ProgrammeKey,
    Received,
    Registers,
    Strict,
)
from kejifupin.cli.output import show_json, show_note, show_table
from kejifupin.cli.revealing import disclosure_of
from kejifupin.cli.wrong_use import unknown

if TYPE_CHECKING:
    from kejifupin.matching import Matching
    from kejifupin.matching.distances import Distances
    from kejifupin.terms.disclosure import Disclosure

SERVICE_HEADER = ("地区", "需求", "需求方", "户数", "服务方", "服务方编号", "距离", "原有结对")
UNSERVED_HEADER = ("地区", "需求", "需求方", "户数", "原因")
CHANGE_HEADER = ("地区", "需求", "原服务方编号", "现服务方编号", "变动")


def match(
    programme: ProgrammeKey,
    path: Paths,
    as_of: AsOf,
    helpers: Annotated[
        str | None,
        typer.Option(
            "--helpers", metavar="FILE", help="Who serves: 姓名, 专业, 服务地区, 可服务户数."
        ),
    ] = None,
    distances: Annotated[
        str | None,
        typer.Option("--distances", metavar="FILE", help="Distances: 出发地, 目的地, 距离."),
    ] = None,
    pairings: Annotated[
        str | None,
        typer.Option("--pairings", metavar="FILE", help="Pairings in force, as --csv wrote them."),
    ] = None,
    mode: Annotated[
        str,
        typer.Option("--mode", metavar="MODE", help="households, one_to_many or one_to_one."),
    ] = "households",
    register: Registers = None,
    received: Received = None,
    plugin: Plugins = None,
    csv: Annotated[
        str | None,
        typer.Option("--csv", metavar="FILE", help="Write the pairings, for --pairings later."),
    ] = None,
    reveal: Annotated[
        list[str] | None,
        typer.Option("--reveal", metavar="FIELD", help="Show in clear: household, name, all."),
    ] = None,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Match what villages and households need with experts and teams.

    Example: kejifupin match jilin-winter-2017 forms/ --as-of 2018-01-31 --helpers 专家名单.csv
    """
    from kejifupin.cli.issue_tables import show_issues
    from kejifupin.exchange.matching_tables import TIE_HEADER, tie_rows
    from kejifupin.exchange.plain import plain_issue
    from kejifupin.matching import Distances, PairingMode
    from kejifupin.terms.issues import Issues

    day = read_day(as_of, "--as-of")
    modes = {word: each for each in PairingMode for word in (each.value, each.label)}
    if mode not in modes:
        raise unknown("结对方式", mode, [each.value for each in PairingMode])
    reading = Reading(programme, path, register, received, None, plugin)
    options = (("--helpers", helpers), ("--distances", distances), ("--pairings", pairings))
    given = [existing_file(each, option) for option, each in options if each]
    # The pairings of one day may be written over by those of the next.
    others = [each for each in (*reading.files(), *given) if str(each) != pairings]
    table = output_file(csv, ("csv",), inputs=others)[0] if csv else None
    disclosure = disclosure_of(reveal, ("household", "name"))
    done = reading.read(reading.open())
    matching = done.match(
        as_of=day,
        helpers=helpers,
        distances=distances,
        pairings=pairings,
        mode=modes[mode],
    )
    setting = done.setting(day)
    ways = Distances(setting, {} if distances else None)
    if json:
        _show_json(matching, ways, disclosure)
        for issue in matching.issues:
            show_json(plain_issue(issue))
    else:
        _show_tables(matching, ways, disclosure)
        if matching.issues:
            show_issues(matching.issues)
    word = "户" if matching.mode is PairingMode.HOUSEHOLDS else "个需求"
    helped = len({each.helper.key for each in matching.services})
    kept = sum(each.kept for each in matching.services)
    show_note(
        f"服务{matching.served}{word}，由{helped}个服务方承担；未匹配{matching.left}{word}；"
        f"沿用原有结对{kept}对，变动{len(matching.changes)}对"
    )
    if table is not None:
        stream = StringIO()
        rows = writer(stream)
        rows.writerow(TIE_HEADER)
        rows.writerows(tie_rows(matching, setting, disclosure=disclosure))
        write_output(table, stream.getvalue().encode("utf-8-sig"))
        show_note(f"已写{table}")
    end(strict=strict, errors=len(Issues(matching.issues).errors))


def _show_json(matching: Matching, ways: Distances, disclosure: Disclosure) -> None:
    from kejifupin.exchange.allocation_json import plain_change, plain_service, plain_unserved

    for service in matching.services:
        show_json(plain_service(service, ways, disclosure))
    for left in matching.unserved:
        show_json(plain_unserved(left, ways.setting, disclosure))
    for change in matching.changes:
        show_json(plain_change(change, matching))


def _show_tables(matching: Matching, ways: Distances, disclosure: Disclosure) -> None:
    from kejifupin.matching.needs import public_number
    from kejifupin.matching.result import helper_name, need_name

    name = ways.setting.division_name
    numbers = {each.helper.key: each.helper.number for each in matching.services}
    show_table(
        SERVICE_HEADER,
        [
            (
                name(each.need.place),
                each.need.speciality,
                need_name(each.need, disclosure),
                str(each.households),
                helper_name(each.helper, disclosure),
                each.helper.number,
                "" if each.distance is None else ways.text(each.distance),
                "是" if each.kept else "",
            )
            for each in matching.services
        ],
        title="匹配结果",
    )
    if matching.unserved:
        show_table(
            UNSERVED_HEADER,
            [
                (
                    name(each.need.place),
                    each.need.speciality,
                    need_name(each.need, disclosure),
                    str(each.households),
                    each.why.label,
                )
                for each in matching.unserved
            ],
            title="未匹配",
        )
    if matching.changes:
        show_table(
            CHANGE_HEADER,
            [
                (
                    name(each.need.place),
                    each.need.speciality,
                    numbers.get(each.before) or public_number(each.before),
                    "、".join(numbers.get(key, "") for key in each.after),
                    each.why.label,
                )
                for each in matching.changes
            ],
            title="结对变动",
        )
