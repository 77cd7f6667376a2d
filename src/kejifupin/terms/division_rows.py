"""Divisions and reporting lines from the rows of a table, every cell still text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kejifupin.terms.citations import Citation
from kejifupin.terms.division_entries import Division, ReportingLine
from kejifupin.terms.division_levels import Level, gb_codes_above

_DIVISION_COLUMNS = (
    *("code", "name", "level", "parent"),
    *("valid_from", "valid_to", "successor", "aliases"),
)
_LINE_COLUMNS = ("code", "reports_to", "valid_from", "valid_to", "document", "clause", "number")


def division_from_row(row: Mapping[str, str]) -> Division:
    """A division from a row of a table, every cell still text.

    Args:
        row: ``code`` and ``name``; ``level``, ``parent``, ``valid_from``, ``valid_to`` (ISO
            dates), ``successor`` and ``aliases`` (several joined with ``;``) may be empty or
            absent. An empty level is read off a GB code, an empty parent too.

    Raises:
        ValueError: A cell that cannot be read, or a column that has no meaning here.

    >>> division_from_row({"code": "411023", "name": "许昌县", "valid_to": "2016-12-01"}).parent
    '411000'
    """
    cells = _cells(row, _DIVISION_COLUMNS)
    code = cells["code"]
    try:
        level = Level(cells["level"]) if cells["level"] else Level.of_code(code)
    except ValueError as error:
        raise ValueError(f"{_at(cells)}: {error}") from None
    try:
        return Division(
            code=code,
            name=cells["name"],
            level=level,
            parent=cells["parent"] or next(iter(gb_codes_above(code)), None),
            valid_from=_day(cells, "valid_from"),
            valid_to=_day(cells, "valid_to"),
            successors=_several(cells["successor"]),
            aliases=_several(cells["aliases"]),
        )
    except ValueError as error:
        raise ValueError(f"{_at(cells)}: {error}") from None


def reporting_line_from_row(row: Mapping[str, str]) -> ReportingLine:
    """A reporting line from a row of a table, every cell still text.

    Args:
        row: ``code`` and ``reports_to``; ``valid_from``, ``valid_to`` (ISO dates), ``document``,
            ``clause`` and ``number`` (of the citation) may be empty or absent.

    Raises:
        ValueError: A cell that cannot be read, or a column that has no meaning here.
    """
    cells = _cells(row, _LINE_COLUMNS)
    citation = None
    if cells["document"]:
        citation = Citation(cells["document"], cells["clause"], cells["number"] or None)
    try:
        return ReportingLine(
            code=cells["code"],
            reports_to=cells["reports_to"],
            valid_from=_day(cells, "valid_from"),
            valid_to=_day(cells, "valid_to"),
            citation=citation,
        )
    except ValueError as error:
        raise ValueError(f"{_at(cells)}: {error}") from None


def _cells(row: Mapping[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    if unknown := [str(column) for column in row if column not in columns]:
        raise ValueError(f"no column named {unknown[0]!r}; the columns are {', '.join(columns)}")
    return {column: (row.get(column) or "").strip() for column in columns}


def _at(cells: Mapping[str, str]) -> str:
    return f"row of {cells['code'] or 'no code'} {cells.get('name', '')}".rstrip()


def _day(cells: Mapping[str, str], column: str) -> date | None:
    text = cells[column]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{column} is {text!r}, not a date like 2016-12-01") from None


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
