"""Awards as JSON: where each candidate stands, and why; personal names masked."""

from __future__ import annotations

from kejifupin.assessments.award import Award
from kejifupin.assessments.award_quotas import QuotaResult
from kejifupin.exchange.plain import Plain, plain_interval, plain_number
from kejifupin.terms.disclosure import CLOSED, Disclosure


def plain_award(award: Award, disclosure: Disclosure = CLOSED) -> dict[str, Plain]:
    """How a candidate stands as one JSON object.

    Args:
        award: The candidate.
        disclosure: Which personal names are shown in clear.
    """
    subject, end = award.assessment.subject, award.notice_end
    return {
        "type": "award",
        "award": award.scheme.key,
        "label": award.scheme.label,
        "kind": award.scheme.kind,
        "subject": subject.key,
        "subject_name": subject.shown(disclosure),
        "division": subject.division,
        "state": award.state.value,
        "state_label": award.state.label,
        "reasons": list(award.reasons),
        "score": plain_interval(award.assessment.score),
        "amount": None if award.amount is None else plain_number(award.amount),
        "unit": award.scheme.unit,
        "moved_up": award.moved_up,
        "noticed_on": award.noticed_on.isoformat() if award.noticed_on else None,
        "notice_end": end.day.isoformat() if end else None,
        "recommended": award.recommended,
        "citation": str(award.scheme.citation),
    }


def plain_quota(result: QuotaResult, disclosure: Disclosure = CLOSED) -> list[dict[str, Plain]]:
    """Next year's places, an object for each that was assessed.

    Args:
        result: How they are divided.
        disclosure: Which personal names are shown in clear.
    """
    return [
        {
            "type": "award_quota",
            "quota": result.quota.key,
            "label": result.quota.label,
            "subject": each.assessment.subject.key,
            "subject_name": each.assessment.subject.shown(disclosure),
            "weight": str(each.weight),
            "places": each.places,
        }
        for each in result.parts
    ]
