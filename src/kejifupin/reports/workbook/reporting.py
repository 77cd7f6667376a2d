"""Who owes what, and what share of it is there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from kejifupin.office.book import BookColumn, BookRow, BookSheet, BookValue, Rule
from kejifupin.reports.results import Results
from kejifupin.reports.workbook.places import around
from kejifupin.reports.workbook.signals import SUBMISSION_SIGNALS
from kejifupin.reports.workbook.statuses import share_of
from kejifupin.submissions.rates import ReportingRates, reporting_rates
from kejifupin.submissions.states import SubmissionStatus
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.display import chinese_date

OWED_SHEET: Final = "报送"
RATES_SHEET: Final = "报送率"
_ALL: Final = "全部"
_STATE: Final = 5


def owed_sheet(results: Results) -> BookSheet | None:
    """Every form that a division owes, and how it stands; None where nothing is owed.

    Args:
        results: What is known on the day.
    """
    owed = results.submissions.where(divisions=around(results))
    if not owed:
        return None
    name_of = results.setting.division_name
    return BookSheet(
        OWED_SHEET,
        f"{name_of(results.division)}报送情况",
        (
            BookColumn("地区", 20),
            BookColumn("区划代码", 13, "center"),
            BookColumn("报送内容", 30),
            BookColumn("表式", 24),
            BookColumn("报送给", 16),
            BookColumn("状态", 12, "center"),
            BookColumn("时限", 12, "center"),
            BookColumn("收到", 12, "center"),
            BookColumn("迟报天数", 9, "right"),
            BookColumn("按时", 7, "center"),
            BookColumn("齐全", 7, "center"),
            BookColumn("还缺", 26),
            BookColumn("未报的下级", 30),
            BookColumn("份数", 6, "right"),
        ),
        (_owed_row(each, results) for each in owed),
        notes=(f"截至{chinese_date(results.setting.as_of)}，共{len(owed)}项。",),
        rules=(Rule(_STATE, _STATE, SUBMISSION_SIGNALS),),
        frozen=1,
        anchor=OWED_SHEET,
    )


def rates_sheet(results: Results) -> BookSheet | None:
    """How much of what is owed is there, division by division; None where nothing is owed.

    Args:
        results: What is known on the day.
    """
    inside = around(results)
    owed = results.submissions.where(divisions=inside)
    if not owed:
        return None
    name = results.setting.division_name(results.division)
    return BookSheet(
        RATES_SHEET,
        f"{name}报送率",
        (
            BookColumn("地区", 20),
            BookColumn("区划代码", 13, "center"),
            BookColumn("表式", 28),
            BookColumn("应报", 8),
            BookColumn("其中已到期", 10),
            BookColumn("已报", 8),
            BookColumn("未报", 8),
            BookColumn("按时", 8),
            BookColumn("日期不明", 9),
            BookColumn("齐全", 8),
            BookColumn("报送率", 10, format="0.00%"),
            BookColumn("及时率", 10, format="0.00%"),
            BookColumn("完整率", 10, format="0.00%"),
        ),
        tuple(_rate_rows(owed, results)),
        notes=(
            (
                f"截至{chinese_date(results.setting.as_of)}。每个地区的份数含其所辖；"
                f"比率以应报份数为分母。筛选“表式”为“{_ALL}”看合计。"
            ),
        ),
        bars=(10, 11, 12),
        frozen=1,
        anchor=RATES_SHEET,
    )


def _owed_row(each: SubmissionStatus, results: Results) -> BookRow:
    name_of = results.setting.division_name
    return BookRow(
        (
            each.division_name,
            each.division,
            each.label or each.schedule,
            each.form_label or each.form,
            name_of(each.recipient) if each.recipient else None,
            each.state.label,
            each.due_on,
            each.received_on,
            each.days_late,
            _yes(each.timely),
            _yes(each.complete) if each.received else None,
            "、".join(part.label for part in each.missing_parts),
            "、".join(map(name_of, each.silent)),
            len(each.versions),
        )
    )


def _rate_rows(owed: SubmissionStatuses, results: Results) -> Iterator[BookRow]:
    setting = results.setting
    labels = {each.form: each.form_label or each.form for each in owed}
    found: dict[str, list[tuple[str, ReportingRates]]] = {}
    for (division, form), rates in reporting_rates(owed, setting.reach).items():
        found.setdefault(division, []).append((labels.get(form or "", _ALL), rates))
    chain = setting.reach.chain(results.division)
    for code in setting.reach.depth_first(found):
        # What stands above the division that reports would show a part of its counts alone.
        if code in chain[1:]:
            continue
        level = max(len(setting.reach.chain(code)) - max(len(chain), 1), 0)
        for label, rates in found[code]:
            yield BookRow((setting.division_name(code), code, label, *_rates(rates)), level)


def _rates(rates: ReportingRates) -> tuple[BookValue, ...]:
    return (
        rates.expected,
        rates.due,
        rates.received,
        rates.missing,
        rates.timely,
        rates.undated,
        rates.complete,
        _share(rates.received_share),
        _share(rates.timely_share),
        _share(rates.complete_share),
    )


def _share(share: Fraction | None) -> BookValue:
    return None if share is None else share_of(to_number(share * 100))


def _yes(answer: bool | None) -> str | None:  # noqa: FBT001 - one of three answers
    return None if answer is None else "是" if answer else "否"
