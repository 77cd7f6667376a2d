"""How many of the records of each unit are wrong, as far as a draw and its visits can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from kejifupin.checks.corrections import fold_findings
from kejifupin.checks.draws import Draw, Stratum
from kejifupin.checks.error_bounds import DEFAULT_CONFIDENCE, wrong_bounds
from kejifupin.checks.findings import Finding, FindingOutcome
from kejifupin.errors import UnknownNameError
from kejifupin.records.identities import identity_key
from kejifupin.records.setting import Setting
from kejifupin.terms.text import nearest


@frozen
class ErrorRate:
    """How many records of a list, or of several, are wrong (差错率).

    Args:
        key: Key of the stratum, or code of the division.
        label: What it is called.
        population: Records in the lists.
        looked_at: Records drawn of which something was found.
        waiting: Records drawn of which nothing was found yet.
        wrong: Those looked at that are wrong.
        estimate: The share that is wrong, each list with the weight of its size; None where some
            list was not looked at.
        low: The least number of records that are wrong.
        high: The greatest number.
        confidence: With what chance, at least, such bounds hold the true number.
    """

    key: str
    label: str
    population: int
    looked_at: int
    waiting: int
    wrong: int
    estimate: Fraction | None
    low: int
    high: int
    confidence: Fraction = DEFAULT_CONFIDENCE


@frozen
class ErrorRates:
    """Error rates of the strata of a draw and of the divisions above them (差错率表).

    Args:
        strata: One for each stratum, in the order of the draw.
        divisions: One for each division that strata lie in, its own and those below it together.
    """

    strata: tuple[ErrorRate, ...]
    divisions: tuple[ErrorRate, ...]

    def __iter__(self) -> Iterator[ErrorRate]:
        return iter(self.divisions)

    def __len__(self) -> int:
        return len(self.divisions)

    def of(self, division: str) -> ErrorRate:
        """The rate of a division.

        Raises:
            UnknownNameError: Nothing of it was drawn from.
        """
        found = {each.key: each for each in self.divisions}
        if division not in found:
            raise UnknownNameError("division drawn from", division, nearest(division, found))
        return found[division]


def error_rates(
    draw: Draw,
    findings: Iterable[Finding],
    setting: Setting,
    *,
    confidence: Fraction = DEFAULT_CONFIDENCE,
) -> ErrorRates:
    """Work out how many records are wrong.

    The bounds of one list are exact (`kejifupin.checks.error_bounds.wrong_bounds`). Those of
    several are the sums of theirs, each made with a confidence so much higher that all of them
    hold together with the one demanded (Bonferroni): rather too wide than too narrow.

    Args:
        draw: What was drawn.
        findings: What visits found; what was found of records that were not drawn says nothing
            of the others, and is left aside.
        setting: The programme and its day.
        confidence: With what chance, at least, the bounds hold the true number.
    """
    by_record: dict[object, list[Finding]] = {}
    for each in findings:
        by_record.setdefault((each.record.kind, each.record.identity), []).append(each)
    looks = {each.key: _look(each, by_record, setting) for each in draw.strata}
    inside: dict[str, list[Stratum]] = {}
    for stratum in draw.strata:
        for code in setting.reach.chain(stratum.division):
            inside.setdefault(code, []).append(stratum)
    return ErrorRates(
        tuple(
            _rate(each.key, each.label, (each,), looks=looks, confidence=confidence)
            for each in draw.strata
        ),
        tuple(
            _rate(
                code,
                setting.division_name(code),
                inside[code],
                looks=looks,
                confidence=confidence,
            )
            for code in setting.reach.depth_first(inside)
        ),
    )


def _look(
    stratum: Stratum, by_record: dict[object, list[Finding]], setting: Setting
) -> tuple[int, int]:
    """How many of a stratum were looked at, and how many of these are wrong."""
    seen = wrong = 0
    for drawn in stratum.drawn:
        key = (drawn.record.kind.key, identity_key(drawn.record, setting))
        if key in by_record:
            seen += 1
            wrong += fold_findings(by_record[key]).outcome is not FindingOutcome.CONFIRMED
    return seen, wrong


def _rate(
    key: str,
    label: str,
    strata: Sequence[Stratum],
    *,
    looks: dict[str, tuple[int, int]],
    confidence: Fraction,
) -> ErrorRate:
    apart = 1 - (1 - confidence) / len(strata)
    low = high = seen = wrong = 0
    share: Fraction | None = Fraction(0)
    population = sum(each.population for each in strata)
    for each in strata:
        looked, bad = looks[each.key]
        least, most = wrong_bounds(each.population, looked, bad, confidence=apart)
        low, high, seen, wrong = low + least, high + most, seen + looked, wrong + bad
        if share is not None:
            part = Fraction(bad * each.population, looked * population) if looked else None
            share = None if part is None else share + part
    return ErrorRate(
        key,
        label,
        population=population,
        looked_at=seen,
        waiting=sum(len(each.drawn) for each in strata) - seen,
        wrong=wrong,
        estimate=share,
        low=low,
        high=high,
        confidence=confidence,
    )
