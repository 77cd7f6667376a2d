"""The matching side of a programme: needs of the surveys put together with those who can serve."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs

from kejifupin.exchange.matching_tables import read_distances, read_helpers, read_ties
from kejifupin.matching.distances import Distances
from kejifupin.matching.gathering import Gathered, gather
from kejifupin.matching.match import match_services
from kejifupin.matching.needs import Helper, PairingMode
from kejifupin.matching.result import Matching
from kejifupin.programme.results_side import ResultsSide
from kejifupin.terms.issues import Issue


class MatchingSide(ResultsSide):
    """Whom a programme sends where."""

    __slots__ = ()

    def gather(self, *, as_of: date, helpers: Path | str | None = None) -> Gathered:
        """Needs, services and pairings, as the surveys and ledgers that were read say.

        Args:
            as_of: The day.
            helpers: A table of those who can serve, beside the experts of the ledgers.

        Raises:
            OSError: The file cannot be read.
        """
        outcome = self.outcome(as_of)
        found: tuple[Helper, ...] = ()
        issues: tuple[Issue, ...] = ()
        if helpers is not None:
            path = Path(helpers)
            found, issues = read_helpers(path.read_bytes(), str(path), outcome.setting)
        gathered = gather(outcome.acceptance.records, outcome.setting, helpers=found)
        return attrs.evolve(gathered, issues=(*issues, *gathered.issues))

    def match(
        self,
        *,
        as_of: date,
        helpers: Path | str | None = None,
        distances: Path | str | None = None,
        pairings: Path | str | None = None,
        mode: PairingMode | str = PairingMode.HOUSEHOLDS,
    ) -> Matching:
        """Match what the surveys say is needed with those who can serve.

        Args:
            as_of: The day.
            helpers: A table of those who can serve, beside the experts of the ledgers.
            distances: A table of distances between divisions; the tree decides by default.
            pairings: Pairings in force, as an earlier matching was written.
            mode: How needs and those who serve are put together.

        Raises:
            SolverMissingError: scipy is not installed.
            OSError: A file cannot be read.
        """
        gathered, setting = self.gather(as_of=as_of, helpers=helpers), self.setting(as_of)
        issues, ties = gathered.issues, gathered.ties
        given = None
        if distances is not None:
            path = Path(distances)
            given, told = read_distances(path.read_bytes(), str(path), setting)
            issues += told
        if pairings is not None:
            path = Path(pairings)
            found, told = read_ties(
                path.read_bytes(),
                str(path),
                needs=gathered.needs,
                helpers=gathered.helpers,
                on=as_of,
            )
            ties, issues = (*ties, *found), (*issues, *told)
        matching = match_services(
            gathered.needs,
            gathered.helpers,
            setting,
            mode=PairingMode(mode),
            ties=ties,
            distances=Distances(setting, given),
        )
        return attrs.evolve(matching, issues=(*issues, *matching.issues))
