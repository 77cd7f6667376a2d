"""The path as one frozen object: forms in, records, issues, values, statuses, documents out."""

from __future__ import annotations

from attrs import frozen

from kejifupin.programme.allotting_side import AllottingSide
from kejifupin.programme.documents_side import FORMATS
from kejifupin.programme.matching_side import MatchingSide
from kejifupin.programme.reading_side import ReadingSide
from kejifupin.programme.reports_side import ReportsSide
from kejifupin.programme.spot_check_side import SpotCheckSide

__all__ = ["FORMATS", "Programme"]


@frozen(repr=False)
class Programme(
    ReadingSide,
    ReportsSide,
    SpotCheckSide,
    AllottingSide,
    MatchingSide,
):
    """A programme with the records that were read for it (工程).

    Frozen: reading gives a new one. Made by `open_programme`.

    Args:
        catalogue: All definitions of the programme.
        divisions: All divisions, those of the registers among them.
        hooks: What the plugins contribute, and how they behave.
        records: Records as read.
        receipts: File → its entry in the register of receipts.
        files: Names of the files read, in order.
        reading_issues: What was found while reading.
        spot_findings: What spot checks found.
        unreached: Key of a stratum → numbers in its list that could not be visited.
    """
