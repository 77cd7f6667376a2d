"""What stands behind a value or a status, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import attrs

from kejifupin.exchange.plain import Plain, plain_indicator_value, plain_interval, plain_status
from kejifupin.indicators.contributions import Contribution
from kejifupin.indicators.explain import Operand, ValueExplanation
from kejifupin.records.cohorts import Cohort
from kejifupin.targets.explanations import Explanation


def plain_explanation(explanation: Explanation | ValueExplanation) -> dict[str, Plain]:
    """An explanation as one JSON object, without the lists that may be long; records are counted.

    What `explanation_json` gives beside it are the lists, streamed.
    """
    told = explanation
    notes: tuple[str | None, ...]
    of_members: dict[str, Plain]
    if isinstance(told, Explanation):
        target, indicator = told.status.target, told.indicator
        subject, citation = plain_status(told.status), target.citation
        notes = (*told.status.notes(), target.note, indicator.note)
        of_members = {"cohort": None if told.cohort is None else _plain_cohort(told.cohort)}
    else:
        indicator = told.value.indicator
        subject, citation = plain_indicator_value(told.value), indicator.citation
        notes = (indicator.note,)
        of_members = {}
    subject.pop("missing")
    return {
        **subject,
        "type": "explanation",
        "formula": told.formula,
        "quote": citation.quote,
        "notes": [each for each in notes if each],
        "version": None if told.version is None else attrs.asdict(told.version),
        "operands": [_plain_operand(each) for each in told.operands],
        "record_count": len(told.contributions),
        **of_members,
    }


def explanation_json(explanation: Explanation | ValueExplanation) -> Iterator[str]:
    """An explanation as the pieces of one JSON object, its lists streamed one after another.

    Joined they are one object with the lists last; nothing of these is held.
    """
    head = json.dumps(plain_explanation(explanation), ensure_ascii=False, allow_nan=False)
    yield head[:-1]
    for key, items in _lists(explanation).items():
        yield f', "{key}": ['
        separator = ""
        for each in items:
            yield separator + json.dumps(each, ensure_ascii=False, allow_nan=False)
            separator = ", "
        yield "]"
    yield "}"


def plain_contribution(told: Contribution) -> dict[str, Plain]:
    """One record behind a figure, with its file and cell; personal values are masked."""
    return {
        "kind": told.record.kind.key,
        "division": told.home,
        "division_name": told.home_name,
        "field": told.field,
        "value": told.value_text(),
        "file": told.file,
        "cell": told.cell,
        "told_source": told.told_source,
        "issue": None if told.issue is None else told.issue.code,
        "certain": told.certain,
    }


def _lists(explanation: Explanation | ValueExplanation) -> Mapping[str, Iterable[Plain]]:
    records = map(plain_contribution, explanation.contributions)
    if isinstance(explanation, ValueExplanation):
        return {
            "missing": explanation.value.missing,
            "missing_names": explanation.missing_names,
            "records": records,
        }
    return {
        "missing": explanation.missing,
        "missing_names": explanation.missing_names,
        "failing": (member.key for member in explanation.failing),
        "conditions": map(plain_contribution, explanation.conditions),
        "records": records,
    }


def _plain_cohort(cohort: Cohort) -> dict[str, Plain]:
    return {
        "key": cohort.key,
        "label": cohort.label,
        "stated_size": cohort.stated_size,
        "citation": str(cohort.citation),
        "quote": cohort.citation.quote,
    }


def _plain_operand(operand: Operand) -> dict[str, Plain]:
    return {
        "indicator": operand.indicator.key,
        "label": operand.indicator.label,
        "formula": operand.formula,
        "value": None if operand.value is None else plain_interval(operand.value.value),
        "unit": operand.indicator.unit,
    }
