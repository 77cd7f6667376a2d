"""How submissions stand, in words, for those who handed them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from kejifupin.records.setting import Setting
from kejifupin.submissions.events import EventKind
from kejifupin.submissions.states import SubmissionStatus
from kejifupin.submissions.submission import Submission
from kejifupin.terms.display import chinese_date


def standing_lines(
    statuses: Iterable[SubmissionStatus], setting: Setting
) -> Mapping[str, tuple[str, ...]]:
    """What each division is told of what it owes and of the files that speak of it.

    Args:
        statuses: How each submission stands.
        setting: The programme and its day.

    Returns:
        Code of a division on the day → lines, in the order of the statuses, each once.
    """
    lines: dict[str, dict[str, None]] = {}
    for status in statuses:
        if status.home is not None:
            lines.setdefault(status.home, {})[status_line(status)] = None
        for each in status.versions:
            home = each.division and setting.division_now(each.division)
            if home and home != status.home:
                lines.setdefault(home, {})[file_line(each, status.form_label)] = None
    return {code: tuple(told) for code, told in lines.items()}


def status_line(status: SubmissionStatus) -> str:
    """How one form of one division stands, in one line."""
    return f"{status.form_label}：{status.state.label}（{'；'.join(_details(status))}）"


def file_line(submission: Submission, form_label: str) -> str:
    """What happened to one file, in one line."""
    name = PurePosixPath(submission.file.replace("\\", "/")).name or "纸质"
    told = "，".join(each.text() for each in submission.life) or "收到日期不明"
    return f"{form_label}（{name}）：{told}"


def _details(status: SubmissionStatus) -> Iterator[str]:
    yield f"时限{chinese_date(status.due_on)}"
    if status.received_on is not None:
        late = f"，迟{status.days_late}天" if status.days_late else ""
        yield f"{chinese_date(status.received_on)}收到{late}"
    for each in status.events:
        if each.part is None and each.kind is not EventKind.RECEIVED:
            yield each.text()
    if status.missing_parts:
        yield f"还缺{'、'.join(each.label for each in status.missing_parts)}"
