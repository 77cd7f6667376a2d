"""Every issue as a row: where, what, what stood there, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kejifupin.office.book import BookColumn, BookRow, BookSheet, Rule
from kejifupin.reports.results import Results
from kejifupin.reports.seen_values import seen_shower
from kejifupin.reports.senders import common_folder
from kejifupin.reports.workbook.places import own_issues
from kejifupin.reports.workbook.signals import SEVERITY_SIGNALS
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import cell_words

ISSUES_SHEET: Final = "问题"
_SEVERITY: Final = 1
COLUMNS: Final = (
    BookColumn("序号", 6, "center"),
    BookColumn("轻重", 7, "center"),
    BookColumn("文件", 34),
    BookColumn("表", 14, "center"),
    BookColumn("单元格", 9, "center"),
    BookColumn("位置", 22),
    BookColumn("原来填的", 14),
    BookColumn("问题", 40),
    BookColumn("怎么改", 36),
    BookColumn("编码", 20),
)
"""The columns of issues."""


def issues_sheet(results: Results) -> BookSheet | None:
    """Everything found that concerns the division that reports; None for nothing.

    Args:
        results: What is known on the day.
    """
    issues, others = own_issues(results)
    if not issues:
        return None
    counts = Counter(each.severity for each in issues)
    told = "、".join(f"{each.label}{counts[each]}条" for each in Severity)
    more = f"另有{others}条属其他地区，不在本表。" if others else ""
    day = chinese_date(results.setting.as_of)
    shown = seen_shower(results.setting.kinds.values(), results.disclosure)
    root = common_folder({each.place.file for each in issues if each.place.file})
    return BookSheet(
        ISSUES_SHEET,
        f"{results.setting.division_name(results.division)}发现的问题",
        COLUMNS,
        (
            issue_row(number, each, shown(each), root)
            for number, each in enumerate(_in_order(issues), 1)
        ),
        notes=(f"截至{day}，共{len(issues)}条：{told}。{more}",),
        rules=issue_rules(),
        frozen=2,
        anchor=ISSUES_SHEET,
    )


def issue_row(number: int, issue: Issue, seen: str, root: str) -> BookRow:
    """One issue as a row of `COLUMNS`.

    Args:
        number: Its number in the list.
        issue: The issue.
        seen: What stood there, masked where it may be personal.
        root: The beginning that all file names share.
    """
    place = issue.place
    table, cell = cell_parts(place.cell)

    def short(text: str) -> str:
        return text.replace(root, "") if root else text

    return BookRow(
        (
            number,
            issue.severity.label,
            short(place.file or ""),
            table,
            cell,
            " ".join(_words(issue)),
            seen,
            short(issue.message),
            short(issue.remedy or ""),
            issue.code,
        )
    )


def issue_rules() -> tuple[Rule, ...]:
    """The lights of `COLUMNS`."""
    return (Rule(_SEVERITY, _SEVERITY, SEVERITY_SIGNALS),)


def cell_parts(address: str | None) -> tuple[str | None, str | None]:
    """The table or sheet of an address, and the cell in it.

    >>> cell_parts("表1!R3C2"), cell_parts("Sheet!x!B7"), cell_parts("段落2"), cell_parts(None)
    (('表1', 'R3C2'), ('Sheet!x', 'B7'), (None, '段落2'), (None, None))
    """
    if address is None:
        return None, None
    table, _, cell = address.rpartition("!")
    return table or None, cell


def _words(issue: Issue) -> Iterator[str]:
    place = issue.place
    if place.cell:
        yield cell_words(place.cell)
    if place.line:
        yield f"第{place.line}行"
    if place.key:
        yield place.key
    if place.file and not (place.cell or place.line or place.key):
        yield "整份文件"


def _in_order(issues: Iterable[Issue]) -> Sequence[Issue]:
    """Those of a file together, the files in the order in which they were first told of."""
    order: dict[str | None, int] = {}
    for each in issues:
        order.setdefault(each.place.file, len(order))
    return sorted(issues, key=lambda each: (each.place.file is None, order[each.place.file]))
