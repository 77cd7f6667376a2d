"""Who handed in what, what is missing, and what is wrong with the data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from kejifupin.reports.figures import per_cent
from kejifupin.reports.overview import Overview
from kejifupin.reports.passages import Paragraph, plain
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, names, quoted, say
from kejifupin.submissions.rates import ReportingRates
from kejifupin.submissions.states import SubmissionState, SubmissionStatus
from kejifupin.terms.issues import Issues, Severity

_FORMS: Final = 6
"""Forms whose missing senders are told one by one."""
_NO_FAULT: Final = frozenset({"record.replaced", "record.not_yet_received"})
"""Why a record does not count though nothing is wrong with it."""


def reporting_paragraphs(view: Overview) -> Iterator[Paragraph]:
    """What was handed in and in time, who is silent, what is wrong with what came."""
    if not is_on_file(view):
        return
    rates = sum(map(ReportingRates.of, view.submissions), ReportingRates())
    sentences = (*_rates(rates), *_waiting(rates))
    if sentences:
        yield plain(*sentences)
    silent = tuple(_silent(view))
    if silent:
        yield plain(*silent)
    doubts = (*_problems(view), *_left_out(view))
    if doubts:
        yield plain(*doubts)


def is_on_file(view: Overview) -> bool:
    """Whether figures come from files; those of a tool say nothing of who handed in what."""
    records = view.results.acceptance.records
    return not records or any(each.origin is not None for each in records)


def missing_forms(view: Overview) -> dict[tuple[str, str], list[SubmissionStatus]]:
    """(Schedule, form) → who should have handed it in and has not, in order."""
    found: dict[tuple[str, str], list[SubmissionStatus]] = {}
    for each in view.submissions:
        if each.state in (SubmissionState.MISSING, SubmissionState.WITHDRAWN) and each.is_overdue:
            found.setdefault((each.schedule, each.form), []).append(each)
    return found


def _waiting(rates: ReportingRates) -> Iterator[Sentence]:
    waiting = rates.expected - rates.due
    if rates.due and waiting:
        yield say("另有{n}份材料还没有到报送期限。", n=count(waiting, "owed_not_yet_due"))


def _rates(rates: ReportingRates) -> Iterator[Sentence]:
    if not rates.expected:
        return
    if not rates.due:
        yield say(
            "按方案应报送的{n}份材料都还没有到期，也还没有收到。",
            n=count(rates.expected, "owed_expected"),
        )
        return
    due = count(rates.due, "owed_due")
    if not rates.received:
        yield say("到期应报送的{due}份材料，一份也没有收到。", due=due)
        return
    if rates.received < rates.due:
        yield say(
            "到期应报送材料{due}份，已收到{received}份，报送率{share}，未报{missing}份。",
            due=due,
            received=count(rates.received, "owed_received"),
            share=_share(rates.received, rates.due, "owed_received"),
            missing=count(rates.missing, "owed_missing"),
        )
    else:
        yield say("到期应报送的{due}份材料已全部收到。", due=due)
    yield from _timeliness(rates)


def _timeliness(rates: ReportingRates) -> Iterator[Sentence]:
    late = rates.received - rates.timely - rates.undated
    if rates.timely == rates.received:
        yield say("收到的材料都是按时报送的。")
        return
    if rates.undated == rates.received:
        yield say("这些材料都没有登记收到日期，是否按时无从认定。")
        return
    parts, figures = [], {}
    for name, number, words in (
        ("timely", rates.timely, "按时报送{timely}份"),
        ("late", late, "迟报{late}份"),
        ("undated", rates.undated, "没有登记收到日期的{undated}份"),
    ):
        if number:
            parts.append(words)
            figures[name] = count(number, f"owed_{name}")
    yield say(f"收到的材料中，{'，'.join(parts)}。", **figures)


def _silent(view: Overview) -> Iterator[Sentence]:
    together: dict[tuple[str, ...], list[SubmissionStatus]] = {}
    for statuses in missing_forms(view).values():
        senders = tuple(each.division for each in statuses)
        together.setdefault(senders, []).append(statuses[0])
    for senders, firsts in list(together.items())[:_FORMS]:
        forms = dict.fromkeys(each.form_label or each.form for each in firsts)
        yield say(
            "{n}个单位还没有报送{forms}：{names}。",
            n=count(len(senders), "missing:" + " ".join(each.form for each in firsts)),
            forms=label("".join(map(quoted, forms))),
            names=names(senders, tuple(map(view.name, senders))),
        )
    rest = sum(len(senders) * len(firsts) for senders, firsts in list(together.items())[_FORMS:])
    if rest:
        yield say("其余未报的{n}份见催报清单。", n=count(rest, "missing:rest"))


def problems(view: Overview) -> Issues:
    """What is wrong with the files that the division and those below it handed in."""
    results = view.results
    if results.division == results.setting.scope:
        return results.issues.where(keep=lambda each: each.severity is not Severity.INFO)
    files = {version.file for each in view.submissions for version in each.versions}
    return results.issues.where(
        keep=lambda each: each.severity is not Severity.INFO and each.place.file in files
    )


def _problems(view: Overview) -> Iterator[Sentence]:
    found = [each for each in problems(view) if each.place.file]
    if not found:
        return
    errors = [each for each in found if each.severity is Severity.ERROR]
    warnings = len(found) - len(errors)
    files = len({each.place.file for each in found})
    figures = {"files": count(files, "files")}
    parts = []
    if errors:
        parts.append("错误{errors}条")
        figures["errors"] = count(len(errors), "errors")
    if warnings:
        parts.append("提醒{warnings}条")
        figures["warnings"] = count(warnings, "warnings")
    yield say(f"审核报送的材料，在{{files}}份文件里发现{'、'.join(parts)}。", **figures)


def _left_out(view: Overview) -> Iterator[Sentence]:
    results = view.results
    if results.division != results.setting.scope:
        return
    out = [each for each in results.acceptance.left_out if each.code not in _NO_FAULT]
    if out:
        yield say("有{n}条记录没有计入。", n=count(len(out), "left_out"))


def _share(part: int, whole: int, detail: str) -> Stated:
    return Stated(What.SHARE, per_cent(Fraction(part, whole)), detail=detail)
