"""Pictures are the same bytes every time, need nothing else, and leave the user's style alone."""

import re

import matplotlib as mpl
import pytest
from scenes import exact, status, uncovered

from kejifupin.reports.pictures import bar_figure, pace_figure, pages_bytes, picture_bytes


def figure():
    return bar_figure([status(exact(42))])


@pytest.mark.parametrize(("format", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_same_picture_is_the_same_bytes(format, begins):
    """No day of writing, no random name is in it."""
    first, again = (picture_bytes(figure(), format) for _ in range(2))

    assert first == again
    assert first.startswith(begins)


def test_another_format_is_refused():
    """With the names of those there are."""
    with pytest.raises(ValueError, match="png, svg or pdf"):
        picture_bytes(figure(), "jpg")


def test_letters_in_svg_are_shapes():
    """It looks alike where the font is missing, and fetches nothing."""
    svg = picture_bytes(figure(), "svg").decode()

    assert "<text" not in svg
    links = set(re.findall(r'(?:href|src)="([^"#][^"]*)"', svg))
    assert not links
    assert f"<title>{figure().title}</title>" in svg


def test_a_notebook_shows_the_picture():
    """Without any %matplotlib line."""
    assert figure()._repr_png_().startswith(b"\x89PNG")
    assert "举办科技培训班" in repr(figure())


def test_the_users_style_neither_shows_nor_is_lost():
    """A dark style for the user's own plots."""
    plain = picture_bytes(figure())
    with mpl.rc_context({"figure.facecolor": "black", "text.color": "red", "axes.grid": True}):
        before = dict(mpl.rcParams)
        assert picture_bytes(figure()) == plain
        assert dict(mpl.rcParams) == before


def test_figures_become_pages_of_one_document_whose_letters_are_letters():
    """A page each, the same bytes again; what its letters mean stands beside the font's part."""
    first, again = (pages_bytes([figure(), pace_figure(status(exact(42)))]) for _ in range(2))

    assert first == again
    assert first.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", first)) == 2
    assert b"/ToUnicode" in first


@pytest.mark.parametrize("label", ["投入$100$万元_{x}^2", "第一\n第二\t第三\u200b", "<b>&amp;</b>"])
def test_labels_are_drawn_as_they_are_written(label):
    """No formula, no mark-up, and no warning about a glyph that is missing."""
    for draw in (bar_figure, pace_figure):
        drawn = draw([status(exact(42), label=label, name=label)])
        assert picture_bytes(drawn).startswith(b"\x89PNG")
        assert uncovered(drawn) == []
