"""Vetoes: whether they strike, and what is left of a score then."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from kejifupin.assessments.marks import ENDLESS, Marks
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.scheme import Veto
from kejifupin.terms.citations import Citation


@frozen
class Strike:
    """Whether a veto strikes (否决情况).

    Args:
        veto: The veto.
        struck: Whether it does; None where that is not known.
        reading: What it rests on.
        citation: The clause.
    """

    veto: Veto
    struck: bool | None
    reading: Reading
    citation: Citation

    @property
    def ends_it(self) -> bool:
        """Whether it is one that beats every score, and not only bars a grade."""
        return self.veto.at_best is None

    def text(self) -> str:
        """What it comes to, in Chinese."""
        told = {True: "否决", False: "未触发", None: "待核实"}[self.struck]
        bars = "" if self.ends_it else "（只限制等次）"
        return f"{self.veto.label}：{told}{bars}，{self.reading.text()}，依据{self.citation}"


def strike(veto: Veto, reading: Reading, citation: Citation) -> Strike:
    """Whether a veto strikes, going by what was read.

    Where nothing was entered or found, nothing has happened.

    Args:
        veto: The veto.
        reading: What was read for it.
        citation: The clause, where the veto names none.
    """
    struck: bool | None
    entered = veto.reads.sheet is not None
    if reading.applies is False or (entered and not reading.grounds):
        struck = False
    elif veto.words:
        hits = {word in veto.words for word in reading.words}
        struck = None if len(hits) != 1 else hits.pop()
    else:
        struck = None if reading.value is None else veto.when.holds(reading.value)
    if reading.applies is None and struck is not False:
        struck = None
    return Strike(veto, struck, reading, veto.citation or citation)


def score_after(score: Marks, strikes: Iterable[Strike]) -> Marks:
    """What is left of a score.

    Args:
        score: The score as worked out.
        strikes: What the vetoes come to.
    """
    left, sure = [score], False
    for each in strikes:
        then = each.veto.score_then
        if each.struck is not False and then is not None:
            left.append(Marks.exact(then))
            sure = sure or each.struck is True
    if len(left) == 1:
        return score
    struck = Marks.hull_of(left[1:])
    # A veto never gives more than the score that it beats.
    struck = Marks(min(struck.low, score.low), min(struck.high, score.high))
    return struck if sure else Marks.hull_of((score, struck))


def score_to_rank(score: Marks, strikes: Iterable[Strike]) -> Marks:
    """The score by which one is ranked: whoever a veto beats comes after everybody else."""
    ending = [each.struck for each in strikes if each.ends_it]
    last = Marks.exact(Fraction(-ENDLESS))
    if True in ending:
        return last
    return Marks.hull_of((score, last)) if None in ending else score
