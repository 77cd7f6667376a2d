"""What winners get: a fixed amount until the money ends, or a pool divided so that it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from kejifupin.assessments.award import Award, AwardState
from kejifupin.assessments.award_scheme import AwardScheme, Sharing
from kejifupin.terms.apportioning import Claim, divide
from kejifupin.terms.arithmetic import Number, plain


def pay(scheme: AwardScheme, awards: Iterable[Award]) -> tuple[Award, ...]:
    """The awards with what each gets.

    Args:
        scheme: The rules.
        awards: Candidates with their states.

    Returns:
        The same, those for whom the money does not last as `AwardState.UNFUNDED`. A pool is only
        divided once nobody is undecided.
    """
    awards = tuple(awards)
    winners = [each for each in awards if each.state.is_in]
    if scheme.sharing is not None:
        if any(each.state is AwardState.UNDECIDED for each in awards):
            return awards
        parts = _divided(scheme, winners)
        return tuple(
            attrs.evolve(each, amount=parts[each.subject]) if each.subject in parts else each
            for each in awards
        )
    return _in_turn(scheme, awards, winners)


def _divided(scheme: AwardScheme, winners: Sequence[Award]) -> dict[str, Number]:
    """The pool in whole units of its last decimal, which add up to it."""
    by_score = scheme.sharing is Sharing.BY_SCORE
    claims = [
        Claim(each.subject, each.assessment.marks.low if by_score else Fraction(1))
        for each in winners
    ]
    scale = 10**scheme.decimals
    whole = Fraction(scheme.pool or 0) * scale
    portions = divide(whole.numerator // whole.denominator, claims) or {}
    return {key: plain(Decimal(each.whole) / scale) for key, each in portions.items()}


def _in_turn(
    scheme: AwardScheme, awards: tuple[Award, ...], winners: Sequence[Award]
) -> tuple[Award, ...]:
    left = None if scheme.pool is None else Fraction(scheme.pool)
    paid: dict[str, Award] = {}
    # Whoever is confirmed was promised the money; the others follow by score.
    ordered = sorted(
        winners,
        key=lambda each: (
            each.state is not AwardState.CONFIRMED,
            -each.assessment.marks.low,
            each.subject,
        ),
    )
    ended = False
    for each in ordered:
        grade = each.assessment.grade
        amount = scheme.amount_for(grade.key if grade else None)
        if amount is not None and left is not None:
            ended = ended or Fraction(amount) > left
            if ended:
                paid[each.subject] = attrs.evolve(
                    each,
                    state=AwardState.UNFUNDED,
                    reasons=(f"奖补资金{scheme.pool}{scheme.unit}已用完", *each.reasons),
                )
                continue
            left -= Fraction(amount)
        paid[each.subject] = attrs.evolve(each, amount=amount)
    return tuple(paid.get(each.subject, each) for each in awards)
