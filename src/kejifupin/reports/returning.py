"""What goes back to each sender: the files with comments in them, and a list of what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from types import MappingProxyType

import attrs
from attrs import frozen

from kejifupin.forms.writing import Format
from kejifupin.office.annotating import annotate
from kejifupin.office.notes import CellNote
from kejifupin.office.writing import write_book, write_docx
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.reports.return_lists import (
    LIST_TITLE,
    head_lines,
    list_page,
    plain_note,
    shown,
)
from kejifupin.reports.return_names import Names
from kejifupin.reports.seen_values import seen_shower
from kejifupin.reports.senders import Sender, common_folder, find_senders, office
from kejifupin.reports.workbook.return_book import return_book
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.issues import Issue, Issues

ContentOf = Callable[[str], bytes | None]
"""Gives the bytes of a file by its name, None where they cannot be had any more."""


@frozen
class Return:
    """What goes back to one sender (退回).

    Args:
        sender: Who it goes to.
        files: Names of all files that came from there, in order.
        issues: What is wrong with them, in the order of the files; issues of no file come last.
        digests: File → hash of the content in which the issues were found, where it is known.
        root: The beginning that the names of all senders' files share.
        standing: How what the sender owes stands, a line for each form.
        statuses: How the sender's own targets stand.
        shown: Gives what stood in the cell of an issue, masked where it may be personal.
    """

    sender: Sender
    files: tuple[str, ...] = attrs.field(repr=False)
    issues: Issues
    digests: Mapping[str, str] = attrs.field(factory=dict, repr=False, hash=False)
    root: str = attrs.field(default="", repr=False)
    standing: tuple[str, ...] = attrs.field(default=(), repr=False)
    statuses: tuple[TargetStatus, ...] = attrs.field(default=(), repr=False)
    shown: Callable[[Issue], str] = attrs.field(default=seen_shower(()), repr=False, eq=False)

    def notes(self, file: str) -> tuple[CellNote, ...]:
        """A file's issues as notes on its cells: what is wrong and what to do, and no values."""
        return tuple(
            CellNote(each.place.cell or "", self._text(each), each.severity)
            for each in self.issues.where(file=file)
        )

    def _text(self, issue: Issue) -> str:
        text = f"{issue.message}\n怎么改：{issue.remedy}" if issue.remedy else issue.message
        return shown(text, self.root)


@frozen
class ReturnedFile:
    """A file that goes back (退回文件).

    Args:
        name: The sender's folder and the file's name, with a slash between them.
        content: The bytes.
    """

    name: str
    content: bytes = attrs.field(repr=False)


def group_returns(
    issues: Iterable[Issue],
    *,
    files: Sequence[str],
    records: Iterable[Record],
    setting: Setting,
    standing: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    statuses: Iterable[TargetStatus] = (),
) -> tuple[Return, ...]:
    """Share issues out to those who can put them right, and tell them how their forms stand.

    Args:
        issues: Everything found, or the part of it that is to go back.
        files: Names of all files read.
        records: What was read from them.
        setting: The programme and its day.
        standing: Code of a division → how what it owes stands, as
            `kejifupin.submissions.telling.standing_lines` gives it.
        statuses: How targets stand; each sender is told of its own.

    Returns:
        One for each sender with an issue, sorted by division; where it is told how forms stand,
        one for each that handed in a file. The office that runs the programme
        has the issues of no file, and those of files that are no forms, such as the register of
        receipts.
    """
    records = tuple(records)
    senders = find_senders(files, records, setting)
    own = office(setting)
    order = {file: number for number, file in enumerate(files)}
    shares: dict[Sender, dict[Issue, None]] = {}
    for issue in issues:
        sender = senders.get(issue.place.file or "", own)
        shares.setdefault(sender, {})[issue] = None
    for sender in senders.values():
        if standing.get(sender.division or ""):
            shares.setdefault(sender, {})
    digests = {
        record.origin.file: record.origin.sha256
        for record in records
        if record.origin is not None and record.origin.sha256 is not None
    }
    root = common_folder(files)
    shown = seen_shower(setting.kinds.values())
    targets: dict[str, list[TargetStatus]] = {}
    for status in statuses:
        if status.target.of is None:
            targets.setdefault(status.division, []).append(status)

    def place(issue: Issue) -> tuple[bool, int]:
        file = issue.place.file
        return file is None, order.get(file or "", len(order))

    return tuple(
        Return(
            sender,
            tuple(file for file in files if senders[file] == sender),
            Issues(sorted(shares[sender], key=place)),
            digests,
            root,
            standing.get(sender.division or "", ()),
            tuple(targets.get(sender.division or "", ())),
            shown,
        )
        for sender in sorted(shares, key=_sender_order)
    )


def return_files(
    returns: Iterable[Return],
    content_of: ContentOf,
    *,
    on: date,
    format: Format = "docx",
    reply_by: date | None = None,
) -> Iterator[ReturnedFile]:
    """The files that go back, one by one: for each sender the annotated copies, then the list.

    A file that cannot carry comments, or is not any more what was read, does not go back; its
    issues stand in the list like those of the others, and the list says so.

    Args:
        returns: What goes back to whom.
        content_of: Gives the files as they came.
        on: The day that comments and lists bear.
        format: Format of the lists.
        reply_by: The last day for what is corrected to come again, if one is set.
    """
    returns = tuple(returns)
    names_of_senders = Counter(each.sender.name for each in returns)
    folders = Names()
    for each in returns:
        code = each.sender.division if names_of_senders[each.sender.name] > 1 else None
        folder = folders.of(f"{each.sender.name.replace('/', '-')}{code or ''}")
        title = f"{LIST_TITLE}.{format}"
        names = Names((title,))
        plain = []
        for file in dict.fromkeys(issue.place.file for issue in each.issues):
            if file is None:
                continue
            copy = _annotated(each, file, content_of(file), on)
            if copy is None:
                plain.append(file)
            else:
                yield ReturnedFile(f"{folder}/{names.of(file)}", copy)
        yield ReturnedFile(f"{folder}/{title}", _list(each, plain, on, format, reply_by))


def _annotated(given: Return, file: str, content: bytes | None, on: date) -> bytes | None:
    digest = given.digests.get(file)
    if content is None or (digest is not None and sha256(content).hexdigest() != digest):
        return None
    return annotate(content, given.notes(file), on=on)


def _list(
    given: Return, plain: Sequence[str], on: date, format: Format, reply_by: date | None
) -> bytes:
    head = head_lines(given.sender.name, given.issues, files=given.files, on=on, reply_by=reply_by)
    note = plain_note(given.files, plain, given.root)
    if format == "xlsx":
        book = return_book(
            LIST_TITLE,
            (*head, note),
            given.issues,
            root=given.root,
            on=on,
            shown=given.shown,
            standing=given.standing,
            statuses=given.statuses,
        )
        return write_book(book)
    page = list_page(
        head,
        given.issues,
        note=note,
        root=given.root,
        standing=given.standing,
        statuses=given.statuses,
    )
    return write_docx(page)


def _sender_order(sender: Sender) -> tuple[bool, str, str]:
    return sender.division is None, sender.division or "", sender.name
