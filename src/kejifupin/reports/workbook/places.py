"""Where a division stands below the one that reports, and which files are a division's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.reports.results import Results
from kejifupin.reports.senders import find_senders
from kejifupin.terms.issues import Issue


def path_namer(setting: Setting, top: str) -> Callable[[str], str]:
    """Gives the names of a division and of those above it, up to the one that reports.

    Args:
        setting: The programme and its day.
        top: Code of the division that reports, which is not named below itself.
    """

    @cache
    def path(code: str) -> str:
        names = []
        for each in setting.reach.chain(code) or (code,):
            if each == top:
                break
            names.append(setting.division_name(each))
        return "／".join(reversed(names)) or setting.division_name(code)

    return path


def around(results: Results) -> frozenset[str]:
    """Codes of the division that reports and of all below it."""
    reach, top = results.setting.reach, results.division
    return reach.below(top) if top in reach else frozenset({top})


def own_issues(results: Results) -> tuple[tuple[Issue, ...], int]:
    """The issues that concern the division that reports and those below it.

    Returns:
        The issues, and how many others there are.
    """
    issues = tuple(results.issues)
    if results.division == results.setting.scope:
        return issues, 0
    inside, senders = around(results), _senders(results, issues)
    own = tuple(each for each in issues if senders.get(each.place.file or "") in inside)
    return own, len(issues) - len(own)


def _senders(results: Results, issues: tuple[Issue, ...]) -> Mapping[str, str | None]:
    accepted = results.acceptance
    records: list[Record] = [*accepted.records, *(each.record for each in accepted.left_out)]
    files = dict.fromkeys(each.place.file for each in issues if each.place.file)
    found = find_senders(tuple(files), records, results.setting)
    return {file: sender.division for file, sender in found.items()}
