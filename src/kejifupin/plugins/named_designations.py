"""Designations that a folder gives by name, led to division codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kejifupin.plugins.file_tables import DesignationList
from kejifupin.plugins.folder import Located
from kejifupin.terms.divisions import Designation, Divisions
from kejifupin.terms.issues import Issue

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
        day = max(each.valid_from, _FIRST_DAY)
        if divisions.find(each.within, day) is None:
            issues.append(
                Issue(
                    "plugin.unknown_division",
                    f"没有代码为“{each.within}”的行政区划",
                    place=item.place("within"),
                    remedy="写六位行政区划代码，如 220000",
                )
            )
            continue
        for number, name in enumerate(each.names):
            resolution = divisions.resolve(name, day, within=each.within)
            if resolution.division is None:
                choices = "、".join(
                    f"{one.name}（{one.code}）" for one in resolution.candidates[:5]
                )
                issues.append(
                    Issue(
                        "plugin.unknown_division",
                        f"“{name}”不能确定是哪个行政区划",
                        place=item.place("names", number),
                        remedy=f"可选：{choices}" if choices else "写全称，或写六位代码",
                    )
                )
            else:
                found.append(
                    Designation(
                        each.key,
                        resolution.division.code,
                        each.valid_from,
                        each.valid_to,
                        each.citation,
                    )
                )
    return tuple(found), tuple(issues)
