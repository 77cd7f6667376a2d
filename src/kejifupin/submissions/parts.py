"""Which parts of a submission came: told by the register of receipts, by files, by events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from attrs import frozen

from kejifupin.records.identities import spelling_key
from kejifupin.submissions.events import RECEIPTS, EventKind, SubmissionEvent
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.states import PartStatus
from kejifupin.terms.schedules import Schedule, SubmissionPart

_BRACKETS = re.compile(r"[（(〔\[【][^）)〕\]】]*[）)〕\]】]")
_BETWEEN = re.compile(r"[、，,；;/+＋和及]")
_ENDINGS = ("材料", "电子版", "纸质版", "原件", "复印件")


@frozen
class PartReceipt:
    """A file or an entry that may be part of what a division hands in (部分来件).

    Args:
        division: Code of the division that handed it in.
        text: What it is, as entered; None where only a file's name tells.
        file: The file; None for paper.
        on: The day of its receipt, None where nobody says.
        form: Kind of the form that it belongs to, None where that is not said.
    """

    division: str
    text: str | None = None
    file: str | None = None
    on: date | None = None
    form: str | None = None


def part_names(part: SubmissionPart) -> tuple[str, ...]:
    """The words by which a part is called, the shortest first.

    >>> part_names(SubmissionPart.from_shorthand("书面总结材料（附照片、光盘）"))
    ('书面总结', '书面总结材料', '书面总结材料(附照片、光盘)')
    """
    bare = _BRACKETS.sub("", part.label)
    short = next((bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end)), bare)
    names = dict.fromkeys(map(spelling_key, (short, *part.names, bare, part.label)))
    return tuple(each for each in names if len(each) > 1)


def find_parts(text: str, parts: Iterable[SubmissionPart]) -> tuple[SubmissionPart, ...]:
    """The parts that an entry names, by key, by label or by a word for it.

    Args:
        text: What is entered, several parts with 、 between them.
        parts: The parts that there are.
    """
    whole = spelling_key(text)
    words = {whole, *(each for each in map(spelling_key, _BETWEEN.split(text)) if each)}
    return tuple(
        part for part in parts if part.key in words or not words.isdisjoint(_calls(part, words))
    )


def _calls(part: SubmissionPart, words: Iterable[str]) -> set[str]:
    """Those of some words that mean a part: they hold a name of it, or are part of its name."""
    names = part_names(part)
    short = names[0] if names else ""
    return {
        word
        for word in words
        if any(name in word for name in names) or (len(word) > 1 and word in short)
    }


def named_parts(file: str, parts: Iterable[SubmissionPart]) -> tuple[SubmissionPart, ...]:
    """The parts that the name of a file speaks of; the form itself is known by what is in it."""
    stem = spelling_key(PurePosixPath(file.replace("\\", "/")).stem)
    return tuple(
        part for part in parts if not part.form and any(name in stem for name in part_names(part))
    )


def part_statuses(
    schedule: Schedule,
    form: tuple[bool, date | None, tuple[str, ...]],
    receipts: Sequence[PartReceipt],
    events: Iterable[SubmissionEvent],
) -> tuple[PartStatus, ...]:
    """Each part due under a schedule, and whether a division handed it in.

    Args:
        schedule: The schedule.
        form: Whether the form itself is there, since when, and in which files.
        receipts: What else came from the division by the day asked about.
        events: What happened to its parts.
    """
    parts = schedule.all_parts
    last = {event.part: event for event in events if event.part is not None}
    found = []
    for part in parts:
        if part.form:
            found.append(PartStatus(part, *form))
            continue
        came = [each for each in receipts if part in _parts_of(each, parts)]
        event = last.get(part.key)
        if event is not None and event.kind in (EventKind.WITHDRAWN, EventKind.RETURNED):
            came = [each for each in came if each.on is not None and each.on > event.on]
        days = [each.on for each in came if each.on is not None]
        if event is not None and event.kind in RECEIPTS:
            days.append(event.on)
        files = tuple(dict.fromkeys(each.file for each in came if each.file))
        there = bool(came) or bool(days)
        found.append(PartStatus(part, there, min(days, default=None), files))
    return tuple(found)


def _parts_of(
    receipt: PartReceipt, parts: tuple[SubmissionPart, ...]
) -> tuple[SubmissionPart, ...]:
    if receipt.text is not None:
        return find_parts(receipt.text, parts)
    return named_parts(receipt.file, parts) if receipt.file else ()


def part_receipts(
    files: Iterable[str],
    receipts: Mapping[str, Receipt],
    loose: Iterable[Receipt],
    division_of: Callable[[str, Receipt | None], str | None],
) -> Iterator[PartReceipt]:
    """Everything that may be part of a submission.

    Args:
        files: Names of the files read, with or without records.
        receipts: File → its entry in the register of receipts.
        loose: Entries that no file answers to; one that names no part tells nothing here.
        division_of: Who handed in a file, by its name and its entry.
    """
    for file in dict.fromkeys(files):
        receipt = receipts.get(file)
        division = division_of(file, receipt)
        if division is None:
            continue
        if receipt is None:
            yield PartReceipt(division, file=file)
            continue
        for each in receipt.all:
            yield PartReceipt(division, each.part, file, each.received_on, each.form)
    for entry in loose:
        if entry.division is not None and (entry.part or entry.file):
            yield PartReceipt(
                entry.division, entry.part, entry.file or None, entry.received_on, entry.form
            )
