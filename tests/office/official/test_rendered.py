"""A page as LibreOffice renders it: 22 lines of 28 characters, numbers at the outer edge."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.writing import write_official

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]

POINT = 25.4 / 72
DIGITS = "一二三四五六七八九十"
TEXT = "".join(DIGITS[at % 10] for at in range(28 * 60 - 2))
ROWS = tuple(
    (PageCell(f"第{row}行", style="header" if row == 0 else "value"),) for row in range(40)
)
PAGES = (
    Page(None, (TextBlock(TEXT),)),
    Page("表", (TextBlock("附件1", "annex"), TableBlock((1,), ROWS, 1)), landscape=True),
)


class Word:
    """A word with its place, in millimetres from the upper left corner."""

    def __init__(self, match: re.Match[str]) -> None:
        left, top, right, bottom = (float(match[at]) * POINT for at in range(1, 5))
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.text = match[5]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """(Width, height, words) of each page."""
    folder = tmp_path_factory.mktemp("official")
    (folder / "page.docx").write_bytes(write_official(PAGES))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "page.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shown = folder / "page.html"
    subprocess.run(["pdftotext", "-bbox", str(Path(folder / "page.pdf")), str(shown)], check=True)
    pages = []
    for page in re.split("<page ", shown.read_text(encoding="utf-8"))[1:]:
        width, height = (float(each) * POINT for each in re.findall('="([0-9.]+)"', page)[:2])
        found = re.finditer(
            '<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>',
            page,
        )
        pages.append((width, height, [Word(each) for each in found]))
    return pages


def lines(words):
    """The text lines, from top to bottom: everything that is made of the ten characters."""
    return sorted((each for each in words if set(each.text) <= set(DIGITS)), key=lambda at: at.top)


def test_a_full_page_has_22_lines_of_28_characters(rendered):
    """Two characters of the first line are its indent."""
    _, _, words = rendered[0]
    found = lines(words)
    assert len(found) == 22
    assert Counter(len(each.text) for each in found) == {28: 21, 26: 1}
    assert len(lines(rendered[1][2])) == 22


def test_the_lines_stand_in_the_type_area(rendered):
    """37 mm from the top, 28 from the left, 156 mm wide, 225 mm high."""
    width, height, words = rendered[0]
    assert (round(width), round(height)) == (210, 297)
    found = lines(words)
    assert 36 <= found[0].top <= 41
    assert found[-1].bottom <= 297 - 35 + 1
    for each in found[1:]:
        assert each.left == pytest.approx(28, abs=0.6)
        assert each.right == pytest.approx(28 + 156, abs=1)
    for one, other in pairwise(found):
        assert other.top - one.top == pytest.approx(225 / 22, abs=0.1)


def number(words):
    """The page number with its dashes."""
    dashes = [each for each in words if "—" in each.text]
    return min(each.left for each in dashes), max(each.right for each in dashes), dashes[0].top


def test_page_numbers_stand_at_the_outer_edge(rendered):
    """Page 1 at the right, page 2 at the left, a character from the edge, below the text."""
    _, right, top = number(rendered[0][2])
    assert right == pytest.approx(210 - 26 - 5.6, abs=1.5)
    assert 297 - 35 < top < 297 - 25
    left, _, _ = number(rendered[1][2])
    assert left == pytest.approx(28 + 5.6, abs=1.5)


def test_a_table_lies_and_its_head_stands_on_each_page(rendered):
    """The long side is across, the first row is repeated, and the numbers go on."""
    lying = [page for page in rendered if round(page[0]) == 297]
    assert len(lying) >= 2
    for width, height, words in lying:
        assert (round(width), round(height)) == (297, 210)
        assert "".join(each.text for each in words).count("第0行") == 1
        dashes = [each for each in words if "—" in each.text]
        # The long side where pages are bound is on top, the foot of the page at the left.
        assert dashes
        assert all(each.right < 35 for each in dashes)


def test_the_number_of_a_lying_page_stands_where_it_does_on_the_others(rendered):
    """Turned by a quarter: odd pages at the foot of the long side, even ones at its head."""
    for place, (width, height, words) in enumerate(rendered, 1):
        if width < height:
            continue
        tops = [each.top for each in words if "—" in each.text]
        assert min(tops) > 28
        assert max(tops) < 210 - 26
        assert (min(tops) > 105) == (place % 2 == 1)
