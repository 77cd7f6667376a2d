"""Assessments as JSON: the score, its lines, its vetoes; personal names masked."""

from __future__ import annotations

from fractions import Fraction

from kejifupin.assessments.assessment import Assessment
from kejifupin.assessments.grade_limits import grade_limits
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.score_lines import PartScore, ScoreLine
from kejifupin.assessments.vetoes import Strike
from kejifupin.exchange.plain import Plain, plain_interval, plain_number
from kejifupin.terms.arithmetic import to_number
from kejifupin.terms.disclosure import CLOSED, Disclosure


def plain_assessment(assessment: Assessment, disclosure: Disclosure = CLOSED) -> dict[str, Plain]:
    """An assessment as one JSON object; what is not known exactly is told by its ends.

    Args:
        assessment: The assessment.
        disclosure: Which personal names are shown in clear.
    """
    rank, grade = assessment.rank, assessment.grade
    return {
        "type": "assessment",
        "scheme": assessment.scheme.key,
        "label": assessment.scheme.label,
        "subject": assessment.subject.key,
        "subject_name": assessment.subject.shown(disclosure),
        "division": assessment.subject.division,
        "score": plain_interval(assessment.score),
        "worked_out": _marks(assessment.worked_out),
        "full_marks": plain_number(assessment.scheme.full_marks),
        "self_score": plain_interval(assessment.self_score),
        "difference": plain_interval(assessment.difference),
        "vetoed": assessment.vetoed,
        "vetoes": [_strike(each) for each in assessment.strikes],
        "rank": _marks(Marks(rank.best, rank.worst)),
        "rank_group": rank.group,
        "ranked_among": rank.among,
        "grade": None if grade is None else grade.key,
        "grade_label": assessment.grade_text(),
        "possible_grades": [each.key for each in assessment.grades],
        "grade_limits": list(grade_limits(assessment)),
        "parts": [_part(each) for each in assessment.parts],
        "lines": [_line(each) for each in assessment.lines],
        "citation": str(assessment.scheme.citation),
        "as_of": assessment.as_of.isoformat(),
    }


def _part(part: PartScore) -> dict[str, Plain]:
    return {
        "kind": part.kind.value,
        "key": part.key,
        "label": part.label,
        "depth": part.depth,
        "points": _marks(part.points),
        "full_marks": _marks(part.full),
        "counted": _marks(part.counted),
        "adjustments": {name: _marks(each) for name, each in part.adjustments.items()},
        "absent": part.absent,
    }


def _line(line: ScoreLine) -> dict[str, Plain]:
    return {
        "criterion": line.criterion.key,
        "label": line.criterion.label,
        "role": line.criterion.role.value,
        "method": line.criterion.method,
        "read": line.reading.text(),
        "value": plain_interval(line.reading.value),
        "unit": line.reading.unit,
        "words": list(line.reading.words),
        "applies": line.reading.applies,
        "not_applicable": None if line.absence is None else line.absence.value,
        "points": plain_interval(line.points),
        "full_marks": plain_interval(line.full_marks),
        "formula": line.formula,
        "self_points": None if line.self_points is None else _marks(line.self_points),
        "difference": plain_interval(line.difference),
        "doubt": line.doubt or None,
        "citation": str(line.citation),
        "indicators": sorted({each.indicator for each in line.reading.grounds if each.indicator}),
        "targets": sorted({each.target for each in line.reading.grounds if each.target}),
        "places": [
            {"file": each.place.file, "cell": each.place.cell}
            for each in line.reading.grounds
            if each.place is not None
        ],
    }


def _strike(strike: Strike) -> dict[str, Plain]:
    return {
        "veto": strike.veto.key,
        "label": strike.veto.label,
        "struck": strike.struck,
        "read": strike.reading.text(),
        "citation": str(strike.citation),
    }


def _marks(marks: Marks) -> Plain:
    if marks.is_exact:
        return _number(marks.low)
    return {"low": _number(marks.low), "high": _number(marks.high)}


def _number(number: Fraction) -> int | float | None:
    return plain_number(to_number(number))
