"""The status board is written as a picture, and only then is matplotlib needed."""

import re
import sys
from pathlib import Path

import pytest
from attrs import evolve
from scenes import board
from test_region import codes, region_map

import kejifupin
from kejifupin.reports import ReportKind, pictures
from kejifupin.reports.pictures import PlotMissingError, draw_board, drawing
from kejifupin.reports.render import formats_of

SOURCE = Path(kejifupin.__file__).parent


def test_a_board_is_written_by_the_ending_of_the_file():
    """Beside Word and Excel."""
    given = board(1, 1, 1)

    assert {"png", "svg", "pdf"} <= set(formats_of(ReportKind.BOARD))
    assert not {"png", "svg", "pdf"} & set(formats_of(ReportKind.BULLETIN))
    assert draw_board(given, "svg").startswith(b"<?xml")


def test_pages_end_with_the_map_that_was_brought(monkeypatch):
    """One page of the table and one of the map; a map of elsewhere is left out."""
    given = board(1, 2, 1)
    monkeypatch.setattr(drawing, "pages_bytes", len)
    for place, pages in ((codes(given), 2), (["999999"], 1)):
        results = evolve(given.results, region_map=region_map(place))
        assert draw_board(evolve(given, results=results), "pdf") == pages


def test_no_other_part_of_the_library_knows_matplotlib():
    """So that a Word report is written without it."""
    imports = re.compile(r"^\s*(?:from|import) matplotlib\b", re.MULTILINE)
    knowing = {
        path.parent.name
        for path in SOURCE.rglob("*.py")
        if imports.search(path.read_text(encoding="utf-8"))
    }

    assert knowing == {"pictures"}


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    """In both languages, as an ImportError."""
    for name in list(sys.modules):
        if name.startswith(f"{pictures.__name__}.") and not name.endswith(".errors"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(PlotMissingError, match=r"kejifupin\[plot\]") as missing:
        pictures.bar_figure  # noqa: B018

    assert "matplotlib" in missing.value.chinese
    assert isinstance(missing.value, ImportError)


def test_names_that_are_not_there_are_refused():
    """As in any module; those that are there are listed."""
    assert set(dir(pictures)) == set(pictures.__all__)
    with pytest.raises(AttributeError, match="no attribute 'pie_figure'"):
        pictures.pie_figure  # noqa: B018
