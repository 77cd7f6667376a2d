"""Everything handed in as read, and what can be asked of it on a day."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.records.homes import written_division
from kejifupin.records.identities import identity_key
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.documents import subject_key
from kejifupin.submissions.event_files import match_events
from kejifupin.submissions.events import EventKind, SubmissionEvent
from kejifupin.submissions.lives import Lives, fold_lives
from kejifupin.submissions.naming import find_form, find_part
from kejifupin.submissions.parts import PartReceipt, part_receipts
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.submission import fold_submissions
from kejifupin.terms.issues import Issue

_SubjectKey = tuple[str, str, str | None]


@frozen
class HandedIn:
    """Everything that was handed in, as read (收到的材料).

    Args:
        records: Records as read.
        files: Names of the files read, those without records among them.
        receipts: File → its latest entry in the register of receipts.
        loose: Entries of that register which no file read answers to: paper, and what is not here.
        events: What happened to submissions, files named as they were entered.
    """

    records: tuple[Record, ...] = attrs.field(default=(), repr=False)
    files: tuple[str, ...] = attrs.field(default=(), repr=False)
    receipts: Mapping[str, Receipt] = attrs.field(factory=dict, repr=False)
    loose: tuple[Receipt, ...] = attrs.field(default=(), repr=False)
    events: tuple[SubmissionEvent, ...] = attrs.field(default=(), repr=False)

    @cached_property
    def matched(self) -> tuple[tuple[SubmissionEvent, ...], tuple[Issue, ...]]:
        """The events with their files by path, and issues of those that name none or several."""
        return match_events(self.files, self.events)

    def lives(self, setting: Setting) -> Lives:
        """Each submission with what happened to it by the setting's day."""
        found = fold_submissions(self.records, self.receipts, setting)
        events = (*self.matched[0], *_without_files(self.loose, setting))
        return fold_lives(found, events, self.receipts, setting)


def _without_files(loose: Iterable[Receipt], setting: Setting) -> Iterator[SubmissionEvent]:
    """Forms that the register of receipts says came, on paper or in files that are not here."""
    for entry in loose:
        form = find_form(entry.form, setting) if entry.form else None
        if form is None and entry.part is not None:
            asked = find_part(entry.part, None, setting)
            forms = {one for schedule, part in asked if part.form for one in schedule.forms}
            form = next(iter(forms)) if len(forms) == 1 else None
        elif entry.part is not None and not _is_form(entry.part, form, setting):
            form = None
        if form is not None and entry.division is not None:
            yield SubmissionEvent(
                EventKind.RECEIVED,
                entry.received_on,
                form=form,
                division=entry.division,
                by=entry.sender,
                recipient=entry.recipient or setting.scope,
                line=entry.line,
            )


def _is_form(text: str, form: str | None, setting: Setting) -> bool:
    """Whether what an entry calls its part is the form itself, or names no other part."""
    found = find_part(text, form, setting)
    return not found or any(part.form for _, part in found)


@frozen(eq=False)
class Gathered:
    """What was handed in, as of a day (截至某日的材料).

    Args:
        handed: What was handed in.
        setting: The programme and its day.
    """

    handed: HandedIn
    setting: Setting

    @cached_property
    def lives(self) -> Lives:
        """Each submission with what happened to it."""
        return self.handed.lives(self.setting)

    @cached_property
    def subjects(self) -> Mapping[_SubjectKey, frozenset[Hashable]]:
        """What the records of each document speak of."""
        found: dict[_SubjectKey, set[Hashable]] = {}
        for key, record in self._documents():
            found.setdefault(key, set()).add(identity_key(record, self.setting))
        shown = {key: frozenset(each) for key, each in found.items()}
        for each in self.lives.submissions:
            if not each.file and each.division is not None:
                home = self.setting.division_now(each.division)
                shown[subject_key(each)] = frozenset({(each.form, home)})
        return shown

    def _documents(self) -> Iterator[tuple[_SubjectKey, Record]]:
        for record in self.handed.records:
            if record.origin is not None and not record.kind.register:
                key = (record.kind.key, record.origin.file, written_division(record))
                yield key, record

    @cached_property
    def part_receipts(self) -> tuple[PartReceipt, ...]:
        """Everything that may be a part of a submission."""
        handed = self.handed
        of_file = {each.file: each.division for each in self.lives.submissions}

        def division_of(file: str, receipt: Receipt | None) -> str | None:
            return (receipt and receipt.division) or of_file.get(file) or self._folder(file)

        found = part_receipts(handed.files, handed.receipts, handed.loose, division_of)
        return tuple(each for each in found if each.on is None or each.on <= self.setting.as_of)

    def _folder(self, file: str) -> str | None:
        """The division that a folder on the way to a file is named after, the nearest first."""
        for name in reversed(file.replace("\\", "/").split("/")[:-1]):
            if name and name not in self._folders:
                found = self.setting.divisions.resolve(
                    name, self.setting.as_of, within=self.setting.scope
                )
                clear = found.division is not None and not found.rest
                self._folders[name] = found.division.code if clear and found.division else None
            if name and self._folders[name] is not None:
                return self._folders[name]
        return None

    @cached_property
    def _folders(self) -> dict[str, str | None]:
        return {}
