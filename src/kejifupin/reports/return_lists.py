"""The list of what a sender has to put right, file by file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

import attrs

from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.reports.status_tables import target_table
from kejifupin.targets.status import TargetStatus
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Issues

LIST_TITLE: Final = "退回修改清单"
"""Title of the list, and the name of its file."""

_HEADER: Final = ("序号", "文件", "位置", "问题", "怎么改", "轻重")
_TARGETS: Final = "目标任务进展："
_WIDTHS: Final = (6, 26, 18, 38, 34, 8)
_CENTERED: Final = ("序号", "轻重")


def head_lines(
    sender: str,
    issues: Issues,
    *,
    files: Sequence[str],
    on: date,
    reply_by: date | None = None,
) -> tuple[str, str]:
    """What stands above a list: whose it is; how many files came, how much is wrong, until when.

    Args:
        sender: Whose it is.
        issues: The issues, file by file.
        files: All files that came from there.
        on: The day of the list.
        reply_by: The last day for what is corrected to come again, if one is set.
    """
    wrong = {issue.place.file for issue in issues if issue.place.file}
    came = f"截至{chinese_date(on)}收到{len(files)}份文件，"
    until = f"于{chinese_date(reply_by)}前" if reply_by else ""
    ask = f"请{until}逐条改正后重新报送。"
    told = f"其中{len(wrong)}份有问题：{issues.summary()}。{ask}"
    return f"报送单位：{sender}", came + (told if issues else "没有发现问题。")


def plain_note(files: Sequence[str], plain: Collection[str], root: str) -> str:
    """Which files go back without comments in them; empty for none.

    Args:
        files: All files that came from there.
        plain: Those that go back without comments.
        root: The beginning that all file names share.
    """
    names = "、".join(shown(file, root) for file in files if file in plain)
    return f"注：下列文件加不了批注，请对照本清单修改：{names}。" if names else ""


def list_page(
    head: Sequence[str],
    issues: Issues,
    *,
    note: str,
    root: str,
    standing: Sequence[str] = (),
    statuses: Sequence[TargetStatus] = (),
) -> Page:
    """The list of a sender's issues, below how what it owes stands.

    Args:
        head: What stands above it, as `head_lines` gives it.
        issues: The issues, file by file.
        note: What stands below it, as `plain_note` gives it.
        root: The beginning that all file names share, which says nothing to a sender.
        standing: How what the sender owes stands, a line for each form.
        statuses: How the sender's own targets stand.
    """
    whose, told = head
    cells = [(str(number), *_row(issue, root)) for number, issue in enumerate(issues, 1)]
    rows = tuple(
        tuple(
            PageCell(text, align="center" if name in _CENTERED else "left")
            for name, text in zip(_HEADER, row, strict=True)
        )
        for row in cells
    )
    header = tuple(PageCell(name, style="header") for name in _HEADER)
    table = TableBlock(_WIDTHS, (header, *rows), header_rows=1)
    states = [TextBlock("报送情况："), *map(TextBlock, standing)] if standing else []
    return Page(
        LIST_TITLE,
        (
            TextBlock(whose),
            *states,
            TextBlock(told),
            *((table,) if issues else ()),
            *((TextBlock(_TARGETS), target_table(statuses)) if statuses else ()),
            *((TextBlock(note, "note"),) if note else ()),
        ),
        landscape=True,
    )


def shown(text: str, root: str) -> str:
    """A text that names files, without the folders that only the reader has."""
    return text.replace(root, "") if root else text


def _row(issue: Issue, root: str) -> tuple[str, ...]:
    place = issue.place
    inside = attrs.evolve(place, file=None).words()
    return (
        shown(place.file or "", root) or "—",
        inside or ("整份文件" if place.file else "—"),
        shown(issue.message, root),
        shown(issue.remedy or "", root) or "—",
        issue.severity.label,
    )
