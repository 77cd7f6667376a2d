"""Events led to the files that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from kejifupin.submissions.events import SubmissionEvent
from kejifupin.submissions.receipts import FileNames, Receipt
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "event.no_such_file": "报送记录列有的文件没有找到",
    "event.ambiguous": "报送记录的一条对上了几份文件",
    "event.nothing_to_undo": "报送记录要撤销的事项没有找到",
    "event.nothing_there": "报送记录的一条所说的报送那时还没有收到",
}

_NAMED = 5


def match_events(
    files: Sequence[str], events: Iterable[SubmissionEvent]
) -> tuple[tuple[SubmissionEvent, ...], tuple[Issue, ...]]:
    """Lead each event that names a file to the path of it.

    Args:
        files: Paths of the files read.
        events: Events as entered, each with the register that it stands in.

    Returns:
        The events in the order given, and an issue for each that names no file or several. Such an
        event does nothing; it is kept, so that an undoing still finds it.
    """
    names: dict[str, FileNames] = {}
    found: list[SubmissionEvent] = []
    issues: list[Issue] = []
    for event in events:
        if event.file is None or event.file in files:
            found.append(event)
            continue
        register = event.source or ""
        if register not in names:
            names[register] = FileNames.beside(files, register)
        hits = names[register].meant(Receipt(event.file, event.on))
        if len(hits) == 1:
            found.append(attrs.evolve(event, file=hits[0]))
        else:
            found.append(event)
            issues.append(_unmatched(event, hits))
    return tuple(found), tuple(issues)


def _unmatched(event: SubmissionEvent, hits: Sequence[str]) -> Issue:
    place = Place(event.source, line=event.line)
    if not hits:
        return Issue(
            "event.no_such_file",
            f"报送记录列有“{event.file}”，但没有读到这份文件，这一条不起作用",
            Severity.WARNING,
            place,
            remedy="核对文件名，或改写地区和表式",
        )
    shown = "、".join(sorted(hits)[:_NAMED]) + ("等" if len(hits) > _NAMED else "")
    return Issue(
        "event.ambiguous",
        f"“{event.file}”对上了{len(hits)}份文件：{shown}，这一条不起作用",
        Severity.WARNING,
        place,
        remedy="写明所在文件夹，如 靖宇县/附件4.docx",
    )


def nothing_to_undo(event: SubmissionEvent) -> Issue:
    """What is told of an undoing that found nothing."""
    return Issue(
        "event.nothing_to_undo",
        "要撤销的事项没有找到，或已经撤销",
        Severity.WARNING,
        Place(event.source, line=event.line),
        remedy="在“撤销序号”一栏写要撤销的那一行的序号",
    )


def nothing_there(event: SubmissionEvent) -> Issue:
    """What is told of an event about what a division had not handed in by then."""
    return Issue(
        "event.nothing_there",
        f"“{event.kind.label}”的这一份，到{chinese_date(event.on)}还没有收到，这一条不起作用",
        Severity.WARNING,
        Place(event.source, line=event.line),
        remedy="核对地区、表式和日期；交的是纸质的，先写一行“收到”",
    )
