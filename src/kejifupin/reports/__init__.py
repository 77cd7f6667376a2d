"""Everything → documents: what a report consists of, composed and rendered."""

from kejifupin.reports.compose import compose_report
from kejifupin.reports.layouts import ReportKind, ReportLayout
from kejifupin.reports.map_places import PlacedMap, place_map
from kejifupin.reports.maps import MapError, RegionMap, read_map
from kejifupin.reports.render import render_report
from kejifupin.reports.results import RenderedReport, Report, Results
from kejifupin.reports.returning import Return, ReturnedFile, group_returns, return_files
from kejifupin.reports.senders import Sender
from kejifupin.reports.sentences import Sentence, Stated, What

__all__ = [
    "MapError",
    "PlacedMap",
    "RegionMap",
    "RenderedReport",
    "Report",
    "ReportKind",
    "ReportLayout",
    "Results",
    "Return",
    "ReturnedFile",
    "Sender",
    "Sentence",
    "Stated",
    "What",
    "compose_report",
    "group_returns",
    "place_map",
    "read_map",
    "render_report",
    "return_files",
]
