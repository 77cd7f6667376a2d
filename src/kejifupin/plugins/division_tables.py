"""The table of divisions that ships with the library."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from kejifupin.terms.division_rows import division_from_row, reporting_line_from_row
from kejifupin.terms.divisions import Divisions


@cache
def base_divisions() -> Divisions:
    """The divisions of GB/T 2260 that ship with the library, with their reporting lines."""
    return Divisions(
        divisions=(division_from_row(row) for row in _rows("divisions.csv")),
        reporting_lines=(reporting_line_from_row(row) for row in _rows("reporting_lines.csv")),
    )


def _rows(name: str) -> list[dict[str, str]]:
    table = files("kejifupin.plugins.builtin") / "data" / name
    return list(csv.DictReader(StringIO(table.read_text(encoding="utf-8"))))
