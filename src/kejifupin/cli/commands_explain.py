"""``explain``: what stands behind a status, or behind a figure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import frozen

from kejifupin.cli.arguments import read_day
from kejifupin.cli.group import end
from kejifupin.cli.opening import Reading, division_on, find_group
from kejifupin.cli.options import (
    AsJson,
    AsOf,
    By,
    Events,
    Findings,
    Group,
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
from kejifupin.cli.output import on_terminal, show_line, show_pieces
from kejifupin.cli.wrong_use import WrongUseError, suggestion, unknown
from kejifupin.terms.text import nearest

if TYPE_CHECKING:
    from kejifupin.indicators.explain import ValueExplanation
    from kejifupin.indicators.grounds import Ground
    from kejifupin.programme import Programme
    from kejifupin.targets.explain import Explanation

_ON_SCREEN = 20


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
        str | None,
        typer.Option(
            "--division",
            metavar="CODE",
            help="The division, by code or name; the programme's own, or the group, by default.",
        ),
    ] = None,
    group: Group = None,
    by: By = "parent",
    register: Registers = None,
    received: Received = None,
    received_on: ReceivedOn = None,
    findings: Findings = None,
    events: Events = None,
    plugin: Plugins = None,
    work: Work = None,
    workers: Workers = 0,
    json: AsJson = False,  # noqa: FBT002 - an option
    strict: Strict = False,  # noqa: FBT002 - an option
) -> None:
    """Show what stands behind a status or a figure: clause, formula, records and cells.

    Example: kejifupin explain jilin-winter-2017 two_provincial_teams forms/ --as-of 2018-04-30
    --division 220000
    """
    from kejifupin.exchange.explanations import explanation_json

    day = read_day(as_of, "--as-of")
    reading = Reading(
        programme, path, register, received, received_on, plugin, work, workers, findings, events
    )
    opened = reading.open()
    is_target = _is_target(opened, target)
    key = find_group(opened, group, by)
    done = reading.read(opened)
    ground = done.ground(day, group=key, by=by)
    code = division_on(done, division, day, ground) or ground.root
    asked = _Asked(done, target, day, code, ground, key, by)
    found = asked.of_target() if is_target else asked.of_indicator()
    if json:
        show_pieces(explanation_json(found))
    else:
        for line in found.lines(_ON_SCREEN if on_terminal() else None):
            show_line(line, inset=line.startswith("  "))
    end(strict=strict, errors=len(done.outcome(day).issues.errors))


def _is_target(programme: Programme, key: str) -> bool:
    """Whether a key is a target's; else it is an indicator's.

    Raises:
        WrongUseError: It is neither.
    """
    indicators = programme.catalogue.indicators
    targets = [part.key for each in programme.catalogue.targets.values() for part in each.parts]
    if key in targets or key in indicators:
        return key in targets
    close = nearest(key, (*targets, *indicators))
    raise unknown("目标或指标", key, close or targets)


@frozen
class _Asked:
    """What is asked: a target or an indicator, of a division, on a day, on a ground."""

    programme: Programme
    key: str
    day: date
    division: str
    ground: Ground
    group: str | None
    by: str

    def of_target(self) -> Explanation:
        """The status opened.

        Raises:
            WrongUseError: The target says nothing of the division.
        """
        statuses = self.programme.status(
            as_of=self.day, target=self.key, group=self.group, by=self.by
        )
        if not any(each.division == self.division for each in statuses):
            divisions = [f"{each.division_name}（{each.division}）" for each in statuses]
            said = f"目标“{self.key}”与{self._name()}无关"
            raise WrongUseError(said, suggestion("", divisions))
        return self.programme.explain(
            self.key, as_of=self.day, division=self.division, group=self.group, by=self.by
        )

    def of_indicator(self) -> ValueExplanation:
        """The figure opened.

        Raises:
            WrongUseError: There is none of the division.
        """
        values = self.programme.values(
            as_of=self.day, indicator=self.key, group=self.group, by=self.by
        )
        if values.find(self.key, self.division) is None:
            divisions = [f"{each.division_name}（{each.division}）" for each in values]
            said = f"指标“{self.key}”在{self._name()}没有数"
            raise WrongUseError(said, suggestion("", divisions) or "先读入有关的表，或核对日期")
        return self.programme.explain_value(
            self.key, as_of=self.day, division=self.division, group=self.group, by=self.by
        )

    def _name(self) -> str:
        name = self.ground.division_name(self.division, self.programme.setting(self.day))
        return f"{name}（{self.division}）"
