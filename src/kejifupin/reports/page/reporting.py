"""Who handed in what, and what is wrong with it, as a page holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from kejifupin.records.homes import written_division
from kejifupin.records.record import Record
from kejifupin.reports.page.texts import Texts
from kejifupin.reports.results import Results
from kejifupin.reports.senders import find_senders, parts_of
from kejifupin.submissions.rates import ReportingRates, reporting_rates
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.submissions.telling import status_line
from kejifupin.terms.issues import Issue, Severity

_WEIGHTS: Final = {severity: number for number, severity in enumerate(Severity)}


def completeness(results: Results, texts: Texts) -> dict[str, object]:
    """How much of what the division and those in it owe is there.

    Args:
        results: What is known on the day.
        texts: Where texts are written.

    Returns:
        ``forms``: the names of the forms; ``divisions``: code, name, code of the one above (or
        None), then for all forms and for each form what is owed, due, received, in time, and the
        share received in words, or None where it owes none; ``open``: what is still to be done,
        division code and a line of text each.
    """
    owed = _owed(results)
    setting, reach = results.setting, results.setting.reach
    forms = dict(sorted({each.form: each.form_label or each.form for each in owed}.items()))
    rates = reporting_rates(owed, reach)
    divisions = []
    for code in dict.fromkeys(code for code, _ in rates):
        chain = reach.chain(code)
        if results.division not in chain:
            continue
        above = None if code == results.division else chain[1]
        own = [rates.get((code, form)) for form in (None, *forms)]
        name = texts.add(setting.division_name(code))
        divisions.append([code, name, above, *(_rates(each) for each in own)])
    waiting = [
        [each.home or each.division, texts.add(each.division_name), texts.add(status_line(each))]
        for each in owed.where(is_open=True)
    ]
    return {"forms": list(forms.values()), "divisions": divisions, "open": waiting}


@frozen
class ToldIssue:
    """An issue as the page tells it (问题).

    Args:
        severity: How much it weighs.
        division: Name of the division that it came from, the programme's where none is known.
        text: What is wrong, where, and what to do.
    """

    severity: Severity
    division: str
    text: str


def told_issues(results: Results) -> tuple[ToldIssue, ...]:
    """The issues of the division that reports and of those in it.

    Of the programme's own scope these are all; what no division can be told of is the office's.
    """
    senders = _senders(results)
    setting, division = results.setting, results.division
    office = (setting.division_name(setting.scope), setting.scope)
    found = []
    for each in results.issues:
        name, home = senders.get(each.place.file or "", office)
        inside = home is not None and setting.reach.is_within(home, division)
        if inside or division == setting.scope:
            found.append(ToldIssue(each.severity, name, _text(each, results)))
    return tuple(found)


def issue_rows(issues: Iterable[ToldIssue], texts: Texts) -> list[list[int]]:
    """Issues as numbers: weight, text of the division, text."""
    return [
        [_WEIGHTS[each.severity], texts.add(each.division), texts.add(each.text)] for each in issues
    ]


def _text(issue: Issue, results: Results) -> str:
    """An issue as people are told it; what stood there only where everything is disclosed."""
    seen = issue.seen if results.disclosure.everything else None
    return issue.text() if seen is None else f"{issue.text()}（所填：{seen}）"


def _owed(results: Results) -> SubmissionStatuses:
    reach, division = results.setting.reach, results.division
    if division == results.setting.scope:
        return results.submissions
    return results.submissions.where(divisions=reach.below(division) if division in reach else ())


def _rates(rates: ReportingRates | None) -> list[int] | None:
    if rates is None:
        return None
    return [rates.expected, rates.due, rates.received, rates.timely]


def _senders(results: Results) -> Mapping[str, tuple[str, str | None]]:
    """File with an issue → name and code of the division that it came from."""
    accepted = results.acceptance
    records: list[Record] = [*accepted.records, *(each.record for each in accepted.left_out)]
    files = dict.fromkeys(each.place.file for each in results.issues if each.place.file)
    # Only what lies beside a file with issues can tell where that came from, and of records that
    # name the same division one tells as much as all.
    folders = {parts_of(file)[:-1] for file in files}
    beside: dict[str, bool] = {}
    told: dict[tuple[str, str | None, str | None], Record] = {}
    for each in records:
        if each.origin is None:
            continue
        file = each.origin.file
        if file not in beside:
            beside[file] = parts_of(file)[:-1] in folders
        if beside[file]:
            told.setdefault((file, each.kind.key, _named(each)), each)
    files |= {file: None for file, is_beside in beside.items() if is_beside}
    found = find_senders(tuple(files), tuple(told.values()), results.setting)
    return {file: (each.name, each.division) for file, each in found.items()}


def _named(record: Record) -> str | None:
    """The division that a record names; a row of a register, the unit that it registers."""
    code = record.get("code") if record.kind.register else None
    return code if isinstance(code, str) else written_division(record)
