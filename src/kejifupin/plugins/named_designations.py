"""Divisions that a folder gives by name, led to codes: designations, and who reports where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kejifupin.plugins.file_tables import DesignationList, ReportingList
from kejifupin.plugins.folder_contents import Located
from kejifupin.terms.divisions import Designation, Divisions, ReportingLine
from kejifupin.terms.issues import Issue

CODES: Mapping[str, str] = {
    "plugin.unknown_division": "没有这个行政区划，或名称不能确定",
}

# The table of divisions begins here; lists older than that are read with its first names.
_FIRST_DAY = date(2014, 1, 1)


def resolve_designations(
    lists: Iterable[Located[DesignationList]], divisions: Divisions
) -> tuple[tuple[Designation, ...], tuple[Issue, ...]]:
    """Designations with division codes, and an issue for every name that leads to none.

    Args:
        lists: Designations by name, with their places.
        divisions: The divisions that they may name.
    """
    found: list[Designation] = []
    issues: list[Issue] = []
    for item in lists:
        each = item.value
        found.extend(
            Designation(each.key, code, each.valid_from, each.valid_to, each.citation)
            for code in _codes(item, each.within, "within", divisions, issues)
        )
    return tuple(found), tuple(issues)


def resolve_reporting(
    lists: Iterable[Located[ReportingList]], divisions: Divisions
) -> tuple[tuple[ReportingLine, ...], tuple[Issue, ...]]:
    """Reporting lines with division codes, and an issue for every name that leads to none.

    Args:
        lists: Divisions that report past their parent, with their places.
        divisions: The divisions that they may name.
    """
    found: list[ReportingLine] = []
    issues: list[Issue] = []
    for item in lists:
        each = item.value
        found.extend(
            ReportingLine(code, each.reports_to, each.valid_from, each.valid_to, each.citation)
            for code in _codes(item, each.reports_to, "reports_to", divisions, issues)
        )
    return tuple(found), tuple(issues)


def _codes(
    item: Located[DesignationList] | Located[ReportingList],
    within: str,
    key: str,
    divisions: Divisions,
    issues: list[Issue],
) -> Iterator[str]:
    """The codes of the names of a list; issues take what leads to none."""
    each = item.value
    day = max(each.valid_from, _FIRST_DAY)
    if divisions.find(within, day) is None:
        issues.append(
            Issue(
                "plugin.unknown_division",
                f"没有代码为“{within}”的行政区划",
                place=item.place(key),
                remedy="写六位行政区划代码，如 220000",
            )
        )
        return
    for number, name in enumerate(each.names):
        resolution = divisions.resolve(name, day, within=within)
        if resolution.division is not None:
            yield resolution.division.code
            continue
        choices = "、".join(f"{one.name}（{one.code}）" for one in resolution.candidates[:5])
        issues.append(
            Issue(
                "plugin.unknown_division",
                f"“{name}”不能确定是哪个行政区划",
                place=item.place("names", number),
                remedy=f"可选：{choices}" if choices else "写全称，或写六位代码",
            )
        )
