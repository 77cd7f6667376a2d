"""Issues as tables: by file on a terminal, one flat table in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kejifupin.cli.output import Row, on_terminal, show_line, show_note, show_table
from kejifupin.terms.issues import Issue, Issues
from kejifupin.terms.origins import cell_words

HEADER = ("轻重", "文件", "位置", "问题", "怎么改", "编码")
if TYPE_CHECKING:
    from kejifupin.programme import Outcome

_COLOURS: Mapping[str, str] = {"错误": "red", "提醒": "yellow", "说明": "dim"}


def by_file(issues: Iterable[Issue], files: Sequence[str] = ()) -> Mapping[str, Sequence[Issue]]:
    """Issues by the file that they speak of, in the order of the files; no file is empty text."""
    found: dict[str, list[Issue]] = {}
    for issue in issues:
        found.setdefault(issue.place.file or "", []).append(issue)
    order = [*files, *(each for each in found if each not in set(files))]
    return {file: found[file] for file in order if file in found}


def issue_row(issue: Issue) -> tuple[str, ...]:
    """An issue as the cells of `HEADER`."""
    return (
        issue.severity.label,
        issue.place.file or "",
        place_words(issue),
        issue.message,
        issue.remedy or "",
        issue.code,
    )


def place_words(issue: Issue) -> str:
    """The place inside the file, as a person would say it."""
    place = issue.place
    parts = (
        cell_words(place.cell) if place.cell else None,
        f"第{place.line}行" if place.line else None,
        place.key,
    )
    return " ".join(part for part in parts if part)


def show_issues(issues: Iterable[Issue], files: Sequence[str] = (), *, seen: bool = False) -> None:
    """Issues file by file.

    Args:
        issues: The issues.
        files: The order of the files.
        seen: Whether what stood in the cells may be shown.
    """
    groups = by_file(issues, files)
    if not on_terminal():
        rows = (
            (*issue_row(issue), *((issue.seen or "",) if seen else ()))
            for group in groups.values()
            for issue in group
        )
        show_table((*HEADER, *(("原文",) if seen else ())), rows)
        return
    for file, group in groups.items():
        header = ("轻重", "位置", "问题", "怎么改", *(("原文",) if seen else ()))
        show_table(header, [_short(each, seen=seen) for each in group], title=file, style=_colour)


def show_issue_header(*, seen: bool = False) -> None:
    """The header of what `show_issues_of` shows; on a terminal each file has its own.

    Args:
        seen: Whether what stood in the cells may be shown.
    """
    if not on_terminal():
        show_table((*HEADER, *(("原文",) if seen else ())), ())


def show_issues_of(file: str, issues: Sequence[Issue], *, seen: bool = False) -> None:
    """The issues of one file, as soon as it was read.

    Args:
        file: The file.
        issues: Its issues.
        seen: Whether what stood in the cells may be shown.
    """
    if on_terminal():
        show_issues(issues, (file,), seen=seen)
        return
    for each in issues:
        show_table((*issue_row(each), *((each.seen or "",) if seen else ())), ())


def show_summary(issues: Iterable[Issue]) -> None:
    """How many issues of each weight there are."""
    show_line(f"问题：{Issues(issues).summary()}")


def show_findings(outcome: Outcome) -> None:
    """What only the figures tell, one by one, and how many issues the forms have, as notes."""
    for issue in outcome.findings:
        show_note(issue.text())
    found = frozenset(outcome.findings)
    if others := Issues(each for each in outcome.issues if each not in found):
        show_note(f"数据中的问题：{others.summary()}（用 kejifupin read 查看）")


def _short(issue: Issue, *, seen: bool) -> tuple[str, ...]:
    row = issue_row(issue)
    return (row[0], row[2], row[3], row[4], *((issue.seen or "",) if seen else ()))


def _colour(row: Row) -> str | None:
    return _COLOURS.get(row[0])
