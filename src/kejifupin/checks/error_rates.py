"""How many of the records of each unit are wrong, as far as a draw and its visits can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from kejifupin.checks.corrections import fold_findings
from kejifupin.checks.draws import Draw, Stratum
from kejifupin.checks.error_bounds import DEFAULT_CONFIDENCE, wrong_bounds
from kejifupin.checks.findings import Finding, FindingOutcome
from kejifupin.errors import UnknownNameError
from kejifupin.records.identities import identity_key
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import format_number
from kejifupin.terms.looks import DONE, FAILED, NOTHING
from kejifupin.terms.shown import Tabular
from kejifupin.terms.text import nearest
from kejifupin.terms.views import Cell, Marked, Table, View


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

    def rate_text(self) -> str:
        """The share that is wrong in per cent, to one place; empty where it is not known.

        What is not nothing, and not all, is never told as 0% or 100%.
        """
        if self.estimate is None:
            return ""
        tenths = round(self.estimate * 1000)
        if 0 < self.estimate < 1:
            tenths = min(999, max(1, tenths))
        return f"{format_number(Decimal(tenths) / 10)}%"


@frozen(repr=False)
class ErrorRates(Tabular):
    """Error rates of the strata of a draw and of the divisions above them (差错率表).

    Args:
        strata: One for each stratum, in the order of the draw.
        divisions: One for each division that strata lie in, its own and those below it together.
    """

    strata: tuple[ErrorRate, ...]
    divisions: tuple[ErrorRate, ...]
    column_types: ClassVar[Mapping[str, str]] = {
        "population": "whole",
        "looked_at": "whole",
        "waiting": "whole",
        "wrong": "whole",
        "estimate": "decimal",
        "low": "whole",
        "high": "whole",
    }

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The rates of the divisions, then of the strata, as columns for a data frame library."""
        rows = (*self.divisions, *self.strata)
        among = ("division",) * len(self.divisions) + ("stratum",) * len(self.strata)
        return {
            "of": among,
            "key": tuple(each.key for each in rows),
            "label": tuple(each.label for each in rows),
            "population": tuple(each.population for each in rows),
            "looked_at": tuple(each.looked_at for each in rows),
            "waiting": tuple(each.waiting for each in rows),
            "wrong": tuple(each.wrong for each in rows),
            "estimate": tuple(_share(each.estimate) for each in rows),
            "low": tuple(each.low for each in rows),
            "high": tuple(each.high for each in rows),
        }

    def view(self) -> View:
        """The rates of the divisions, and of the strata of the draw."""
        header = ("范围", "总数", "已查", "待查", "差错", "差错率", "全部差错数的范围")
        tables = tuple(
            Table(header, rows, _cells, header[1:], title)
            for title, rows in (("按地区", self.divisions), ("按抽样层", self.strata))
            if rows
        )
        return View(f"抽查差错率：{len(self.divisions)}个地区", tables=tables)

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


def _share(estimate: Fraction | None) -> Decimal | None:
    return None if estimate is None else Decimal(estimate.numerator) / estimate.denominator


def _cells(rate: ErrorRate) -> tuple[Cell, ...]:
    look = FAILED if rate.wrong else DONE
    return (
        rate.label,
        str(rate.population),
        str(rate.looked_at),
        str(rate.waiting or ""),
        Marked(str(rate.wrong), look if rate.looked_at else NOTHING),
        rate.rate_text(),
        f"{rate.low}—{rate.high}" if rate.low != rate.high else str(rate.low),
    )
