"""The spot-check side of a programme: records drawn, and what was found taken in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Self

import attrs

from kejifupin.checks.draws import Draw, draw_records
from kejifupin.checks.error_rates import ErrorRates, error_rates
from kejifupin.checks.findings import Finding
from kejifupin.checks.spot_check import SpotCheck
from kejifupin.errors import UnknownNameError
from kejifupin.exchange.findings_table import (
    read_findings_table,
    write_draw_list,
    write_findings_table,
)
from kejifupin.office.writing import write_official
from kejifupin.programme.results_side import ResultsSide
from kejifupin.reports.draw_record import draw_page
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.text import nearest


class SpotCheckSide(ResultsSide):
    """What a programme draws and what visits find."""

    __slots__ = ()

    def find_spot_check(self, key: str) -> SpotCheck:
        """The spot check of that key.

        Raises:
            UnknownNameError: No such spot check.
        """
        known = self.catalogue.spot_checks
        if key not in known:
            raise UnknownNameError("spot check", key, nearest(key, known))
        return known[key]

    def draw(self, check: SpotCheck | str, *, seed: str, as_of: date) -> Draw:
        """Draw records for a spot check, of those that count before anything was found.

        What visits found takes no record out of the lists: the draw stays what it was, and what
        could not be visited is replaced.

        Args:
            check: The spot check, or the key of one that the programme declares.
            seed: Any text that nobody could know before it was published.
            as_of: The day asked about.

        Raises:
            UnknownNameError: No such spot check.
            ValueError: The seed is blank.
        """
        declared = self.find_spot_check(check) if isinstance(check, str) else check
        unfound = attrs.evolve(self, spot_findings=())
        outcome = unfound.outcome(as_of)
        drawn = draw_records(declared, outcome.acceptance.records, outcome.setting, seed=seed)
        # A list made for another draw may name what this one did not draw.
        known = {each.key: {one.number for one in each.order} for each in drawn.strata}
        return drawn.without(
            {key: known[key] & set(gone) for key, gone in self.unreached.items() if key in known}
        )

    def draw_record(self, draw: Draw, *, as_of: date, disclosure: Disclosure = CLOSED) -> bytes:
        """The record of a draw as a .docx document.

        Args:
            draw: What was drawn.
            as_of: The day of the draw.
            disclosure: Which personal fields are shown in clear.
        """
        return write_official((draw_page(draw, self.setting(as_of), disclosure=disclosure),))

    def findings_table(self, draw: Draw, *, as_of: date) -> bytes:
        """The list of a draw that visits fill in, as CSV.

        Args:
            draw: What was drawn.
            as_of: The day of the draw.
        """
        return write_findings_table(draw, self.setting(as_of))

    def draw_list(self, draw: Draw, *, as_of: date) -> bytes:
        """The numbered lists that were drawn from, whole, as CSV, to be published with the seed.

        Args:
            draw: What was drawn.
            as_of: The day asked about.
        """
        return write_draw_list(draw, self.setting(as_of))

    def with_findings(self, *found: Finding | Path | str) -> Self:
        """The programme with what visits found: from then on it corrects what counts.

        Args:
            found: Findings, or CSV files of them.

        Raises:
            OSError: A file cannot be read.
        """
        findings, issues = list(self.spot_findings), list(self.reading_issues)
        gone = dict(self.unreached)
        for each in found:
            if isinstance(each, Finding):
                findings.append(each)
                continue
            data = Path(each).read_bytes()
            table = read_findings_table(data, str(each), self.records, self.setting())
            findings.extend(table.findings)
            issues.extend(table.issues)
            for key, numbers in table.gone.items():
                gone[key] = (*gone.get(key, ()), *numbers)
        return attrs.evolve(
            self,
            spot_findings=tuple(findings),
            unreached=gone,
            reading_issues=tuple(issues),
        )

    def error_rates(self, draw: Draw, *, as_of: date) -> ErrorRates:
        """How many records of each stratum, and of each division above, are wrong.

        Args:
            draw: What was drawn.
            as_of: The day asked about.
        """
        found: Iterable[Finding] = (each for each in self.spot_findings if each.found_on <= as_of)
        return error_rates(draw, found, self.setting(as_of))
