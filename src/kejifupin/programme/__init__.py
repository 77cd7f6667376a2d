"""The path as one frozen object: forms in, records, issues, values, statuses, documents out."""

from kejifupin.programme.opening import open_catalogue, open_programme
from kejifupin.programme.outcome import Outcome, Standing
from kejifupin.programme.programme import FORMATS, Programme

__all__ = ["FORMATS", "Outcome", "Programme", "Standing", "open_catalogue", "open_programme"]
