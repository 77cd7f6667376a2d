"""The submissions side of a programme: who handed in what, who is to be reminded, what was own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Self

import attrs

from kejifupin.errors import UnknownNameError
from kejifupin.exchange.event_writing import append_events
from kejifupin.exchange.plain_submissions import table_csv
from kejifupin.exchange.submission_events import read_events
from kejifupin.indicators.own_differences import OwnDifference, own_differences
from kejifupin.office.writing import write_official, write_xlsx
from kejifupin.programme.results_side import ResultsSide
from kejifupin.records.record import Record
from kejifupin.reports.reminder_list import reminder_lines, reminder_pages, reminder_paper
from kejifupin.reports.senders import common_folder
from kejifupin.submissions.events import EventKind, SubmissionEvent
from kejifupin.submissions.folding import fold_statuses
from kejifupin.submissions.rates import ReportingRates, reporting_rates
from kejifupin.submissions.reminders import HEADER, Reminders, find_reminders
from kejifupin.submissions.states import SubmissionState
from kejifupin.submissions.statuses import SubmissionStatuses


class SubmissionsSide(ResultsSide):
    """What a programme knows of the chain of reporting."""

    __slots__ = ()

    def with_events(self, *events: SubmissionEvent | Path | str) -> Self:
        """The programme with what happened to submissions.

        Args:
            events: Events, and registers of them (报送记录.csv). Files are named as in the register
                of receipts; the order in which events are given or entered does not matter.

        Raises:
            FileNotFoundError: A register is not there.
        """
        found, issues = [*self.events], [*self.reading_issues]
        for each in events:
            if isinstance(each, SubmissionEvent):
                found.append(each)
                continue
            read, told = read_events(Path(each).read_bytes(), str(each), self.setting())
            found.extend(read)
            issues.extend(told)
        return attrs.evolve(self, events=tuple(found), reading_issues=tuple(issues))

    def submissions(
        self,
        *,
        as_of: date,
        form: str | None = None,
        schedule: str | None = None,
        division: str | None = None,
        state: SubmissionState | str | None = None,
    ) -> SubmissionStatuses:
        """How each form that each division owes stands.

        Args:
            as_of: The day asked about.
            form: Only this form.
            schedule: Only what is due under this schedule.
            division: Only this division and those below it.
            state: Only what stands so.

        Raises:
            UnknownNameError: No such division.
            ValueError: No such state.
        """
        kept = self._kept.submissions
        if as_of not in kept:
            accepted = self.outcome(as_of).acceptance.records
            counting = {(each.kind.key, each.origin.file) for each in accepted if each.origin}
            kept[as_of] = fold_statuses(self.handed_in, self.setting(as_of), counting)
        wanted = None if state is None else SubmissionState(state)
        divisions = None
        if division is not None:
            setting = self.setting(as_of)
            code = setting.divisions.get(division, as_of).code
            divisions = setting.reach.below(code) | setting.reporting_reach.below(code)
        return kept[as_of].where(form=form, schedule=schedule, state=wanted, divisions=divisions)

    def reporting_rates(self, *, as_of: date) -> Mapping[tuple[str, str | None], ReportingRates]:
        """Completeness and timeliness by division and form; counts add up the tree.

        Args:
            as_of: The day asked about.

        Returns:
            (division, form) → its counts and those of everything in it; None for all forms.
        """
        setting = self.setting(as_of)
        return reporting_rates(self.submissions(as_of=as_of), setting.reach)

    def reminders(self, *, as_of: date, ahead: int = 0, division: str | None = None) -> Reminders:
        """Who has to be reminded of what (催报清单).

        Args:
            as_of: The day asked about.
            ahead: Days before the last day from which a division is reminded.
            division: Only this division and those below it.

        Raises:
            UnknownNameError: No such division.
        """
        statuses = self.submissions(as_of=as_of, division=division)
        return find_reminders(statuses, self.setting(as_of), ahead=ahead)

    def reminder_list(
        self,
        reminders: Reminders,
        *,
        as_of: date,
        format: str = "xlsx",
    ) -> bytes:
        """The reminder list as a file.

        Args:
            reminders: Who is to be reminded of what.
            as_of: The day of the list.
            format: ``xlsx``, ``docx``, ``csv`` or ``txt``; the last has a line for each thing that
                a division is to be told, the divisions one after another.

        Raises:
            UnknownNameError: No such format.
        """
        if format == "csv":
            return table_csv(HEADER, (each.cells() for each in reminders))
        if format == "txt":
            return "".join(f"{line}\r\n" for line in reminder_lines(reminders)).encode("utf-8-sig")
        writers = {"xlsx": write_xlsx, "docx": write_official}
        if format not in writers:
            raise UnknownNameError("format", format, ("xlsx", "docx", "csv", "txt"))
        pages = reminder_paper if format == "docx" else reminder_pages
        return writers[format](pages(reminders, on=as_of))

    def own_differences(
        self, *, as_of: date, division: str | None = None
    ) -> tuple[OwnDifference, ...]:
        """Returns that cover more than their division against those of its children.

        Args:
            as_of: The day asked about.
            division: Only this division.

        Returns:
            One difference for each line and division, by line.
        """
        found = own_differences(self.outcome(as_of).values, self.setting(as_of))
        return tuple(each for each in found if division in (None, each.division))

    def returned_events(self, *, as_of: date) -> tuple[SubmissionEvent, ...]:
        """That files go back on a day: one event for each file with an error of its own.

        A file that went back before and has not come again is left out.

        Args:
            as_of: The day.
        """
        outcome = self.outcome(as_of)
        there = {each.file: each for each in outcome.submissions if not each.is_withdrawn}
        errors: dict[str, int] = {}
        for issue in outcome.issues.errors:
            file = issue.place.file
            if file in there and not there[file].is_returned:
                errors[file] = errors.get(file, 0) + 1
        root = common_folder(self.files)
        return tuple(
            SubmissionEvent(
                EventKind.RETURNED,
                as_of,
                file=file.removeprefix(root),
                reason=f"{count}处错误，见退回修改清单",
            )
            for file, count in sorted(errors.items())
        )

    def noted(
        self, events: Iterable[SubmissionEvent], register: bytes = b"", name: str = "报送记录.csv"
    ) -> bytes:
        """A register of events with more events, what stood in it kept as it was.

        Args:
            events: What is added.
            register: The register so far; empty for a new one.
            name: Its name.
        """
        return append_events(register, name, events, self.setting())

    def with_previous(self, *records: Record | ResultsSide, as_of: date | None = None) -> Self:
        """The programme with the records of the cycle before, for swings to be told.

        Args:
            records: Records that counted then, or the programme as it was read then.
            as_of: The day on which the figures of that programme are taken; its last by default.
        """
        found: list[Record] = [*self.previous]
        for each in records:
            if isinstance(each, Record):
                found.append(each)
            else:
                found.extend(each.outcome(as_of or each.last_day).acceptance.records)
        return attrs.evolve(self, previous=tuple(found))
