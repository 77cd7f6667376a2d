"""From what stands on the command line to a programme, and to one with its forms read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from kejifupin.cli.arguments import (
    existing_file,
    find_division,
    input_paths,
    read_day,
)
from kejifupin.cli.output import show_note
from kejifupin.cli.plugin_arguments import existing_plugin
from kejifupin.cli.progress import ReadingBar
from kejifupin.cli.wrong_use import WrongUseError, unknown
from kejifupin.errors import DefinitionError, UnknownNameError

if TYPE_CHECKING:
    from kejifupin.forms.reading import FormReading
    from kejifupin.indicators.grounds import Ground
    from kejifupin.plugins.catalogue import Catalogue
    from kejifupin.programme import Programme


@frozen
class Reading:
    """What a command is to read, as written on the command line (读取内容).

    Args:
        programme: Key of the programme.
        paths: Filled forms.
        registers: Registers of villages.
        received: The register of receipts.
        received_on: Day of receipt of what it leaves out.
        plugins: Folders of plugins that are not installed.
        work: Folder that keeps the readings.
        workers: Processes that read at once; 0 reads in this one.
        findings: What spot checks found.
        events: What happened to submissions.
        previous: Forms of the cycle before.
    """

    programme: str
    paths: Sequence[str]
    registers: Sequence[str] | None = None
    received: str | None = None
    received_on: str | None = None
    plugins: Sequence[str] | None = None
    work: str | None = None
    workers: int = 0
    findings: Sequence[str] | None = None
    events: Sequence[str] | None = None
    previous: Sequence[str] | None = None

    def open(self) -> Programme:
        """The programme, nothing read yet.

        Raises:
            WrongUseError: There is no such programme or plugin folder.
        """
        return open_by_key(self.programme, self.plugins or ())

    def files(self, fields: Sequence[str] = ()) -> tuple[Path, ...]:
        """Everything that is read, checked to be there: forms, registers, receipts.

        Raises:
            WrongUseError: Something is not there.
        """
        return (
            *input_paths(self.paths, fields),
            *self._registers(),
            *self._received(),
            *self._findings(),
            *self._events(),
            *input_paths(self.previous or ()),
        )

    def read(self, programme: Programme, fields: Sequence[str] = ()) -> Programme:
        """The programme with the forms read.

        Args:
            programme: The programme as opened.
            fields: Names of fields, which people may write where a path belongs.

        Raises:
            WrongUseError: A path is not there, or a day is none.
        """
        paths = self._paths(fields)
        received, findings = self._received(), self._findings()
        received_on = self._received_on()
        with ReadingBar() as bar:
            done = programme.read(
                *paths,
                register=self._registers(),
                received=received[0] if received else None,
                received_on=received_on,
                progress=bar,
                workers=self.workers,
                work=self.work,
            )
            if self.previous:
                before = programme.read(*input_paths(self.previous), register=self._registers())
                done = done.with_previous(before)
        events = self._events()
        done = done.with_findings(*findings).with_events(*events)
        beside = frozenset(map(str, (*received, *findings, *events)))
        for issue in done.reading_issues:
            # What is not entered is told where receipts are asked about.
            if issue.place.file in beside and issue.code != "receipt.not_entered":
                show_note(issue.text())
        return done

    def stream(self, programme: Programme, fields: Sequence[str] = ()) -> Iterator[FormReading]:
        """The readings one after another, then what they tell together.

        Args:
            programme: The programme as opened.
            fields: As for `read`.

        Raises:
            WrongUseError: A path is not there, or a day is none.
        """
        paths = self._paths(fields)
        received = self._received()
        received_on = self._received_on()
        with ReadingBar() as bar:
            yield from programme.stream(
                *paths,
                register=self._registers(),
                received=received[0] if received else None,
                received_on=received_on,
                progress=bar,
                workers=self.workers,
                work=self.work,
                together=True,
            )

    def _paths(self, fields: Sequence[str]) -> tuple[Path, ...]:
        """The forms; a folder with nothing in it is told, which may be the wrong one."""
        found = input_paths(self.paths, fields)
        for each in found:
            if each.is_dir() and not any(inside.is_file() for inside in each.rglob("*")):
                show_note(f"注意：文件夹“{each}”里没有文件 → 核对路径")
        return found

    def _registers(self) -> tuple[Path, ...]:
        return tuple(existing_file(each, "--register") for each in self.registers or ())

    def _findings(self) -> tuple[Path, ...]:
        return tuple(existing_file(each, "--findings") for each in self.findings or ())

    def _events(self) -> tuple[Path, ...]:
        return tuple(existing_file(each, "--events") for each in self.events or ())

    def _received_on(self) -> date | None:
        return None if self.received_on is None else read_day(self.received_on, "--received-on")

    def _received(self) -> tuple[Path, ...]:
        return () if self.received is None else (existing_file(self.received, "--received"),)


def open_by_key(key: str, plugins: Sequence[str]) -> Programme:
    """The programme of a key.

    Args:
        key: Key of the programme.
        plugins: Folders of plugins that are not installed.

    Raises:
        WrongUseError: There is no such programme or plugin folder.
        ConfigError: Definitions have mistakes.
    """
    from kejifupin.plugins.toml_plugin import TomlPlugin
    from kejifupin.programme import open_catalogue, open_programme

    made = [TomlPlugin(existing_plugin(each, "--plugin")) for each in plugins]
    try:
        return open_programme(key, made)
    except UnknownNameError as error:
        if error.what != "programme" or error.name != key:
            raise
        raise unknown("方案", key, sorted(open_catalogue(made).programmes)) from error


def open_plugins(plugins: Sequence[str]) -> Catalogue:
    """What the installed plugins and those of folders contribute.

    Raises:
        WrongUseError: There is no such folder.
    """
    from kejifupin.plugins.toml_plugin import TomlPlugin
    from kejifupin.programme import open_catalogue

    return open_catalogue(TomlPlugin(existing_plugin(each, "--plugin")) for each in plugins)


def find_group(programme: Programme, text: str | None, by: str) -> str | None:
    """The key of the group that ``--group`` names, before anything is read.

    Args:
        programme: The programme.
        text: Key of a designation or of a cohort of divisions, or the label of such a cohort.
        by: What ``--by`` says.

    Raises:
        WrongUseError: No such group or way, or a cohort whose members are no divisions.
    """
    from kejifupin.indicators.grounds import Lineage

    if by not in tuple(Lineage):
        raise unknown("汇总路径", by, tuple(map(str, Lineage)))
    cohorts = programme.catalogue.cohorts
    key = next((each.key for each in cohorts.values() if each.label == text), text)
    try:
        programme.ground(programme.last_day, group=key, by=by)
    except UnknownNameError as error:
        known = [
            each.key for each in cohorts.values() if each.records is None and each.indicator is None
        ]
        raise unknown("片区或口径", error.name, error.nearest or known) from error
    except DefinitionError as error:
        raise WrongUseError(error.chinese, error.remedy) from error
    return key


def division_on(programme: Programme, text: str | None, as_of: date, ground: Ground) -> str | None:
    """The code of the division that ``--division`` names, or the group's key.

    Raises:
        WrongUseError: It names none, or several.
    """
    if ground.is_group and text in (ground.root, ground.name):
        return ground.root
    return division_code(programme, text, as_of)


def division_code(programme: Programme, text: str | None, as_of: date) -> str | None:
    """The code of the division that ``--division`` names; a note goes to the error stream.

    Raises:
        WrongUseError: It names none, or several.
    """
    if text is None:
        return None
    scope = programme.catalogue.definition.scope
    code, note = find_division(text, programme.divisions, scope=scope, on=as_of)
    if note:
        show_note(f"注意：--division {text}：{note}，按{code}处理")
    return code
