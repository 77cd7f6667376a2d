"""The table of divisions that ships with the library."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO

from kejifupin.terms.division_rows import division_from_row, reporting_line_from_row
from kejifupin.terms.divisions import Designation, Division, Divisions, ReportingLine


@cache
def base_divisions() -> Divisions:
    """The divisions of GB/T 2260 that ship with the library, with their reporting lines."""
    return Divisions(
        divisions=(division_from_row(row) for row in _rows("divisions.csv")),
        reporting_lines=(reporting_line_from_row(row) for row in _rows("reporting_lines.csv")),
    )


@lru_cache(maxsize=16)
def divisions_with(local: tuple[Division, ...]) -> Divisions:
    """The divisions that ship with the library, and local ones among them.

    Args:
        local: Local units.

    Raises:
        ValueError: A code would stand for two divisions on the same day.
    """
    return base_divisions().with_divisions(local)


@lru_cache(maxsize=8)
def all_divisions(
    divisions: tuple[Division, ...],
    lines: tuple[ReportingLine, ...],
    designations: tuple[Designation, ...],
) -> Divisions:
    """One table for all programmes opened on the same divisions, with all it has worked out.

    Args:
        divisions: All divisions.
        lines: Which of them report past their parent.
        designations: What they are designated.

    Raises:
        ValueError: They do not go together in one table.
    """
    return Divisions(divisions, lines, designations)


def _rows(name: str) -> list[dict[str, str]]:
    table = files("kejifupin.plugins.builtin") / "data" / name
    return list(csv.DictReader(StringIO(table.read_text(encoding="utf-8"))))
