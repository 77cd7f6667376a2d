"""Forms opened and saved by another office program come back as they went out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kejifupin.office import (
    Page,
    PageCell,
    TableBlock,
    TextBlock,
    read_document,
    slot_name,
    write_docx,
    write_xlsx,
)

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def label(text: str, *, colspan: int = 1, rowspan: int = 1) -> PageCell:
    return PageCell(text, colspan, rowspan, style="label")


NEEDS = "种植□养殖☑加工□水产□\n其它:"
FORM = Page(
    "一户一策调查表",
    (
        TextBlock("附件2", "annex"),
        TextBlock("填表单位：安定县科协（统计时间：2017年12月—2017年4月）", slot="reporting_unit"),
        TableBlock(
            (22, 28, 24, 26),
            (
                (
                    label("户名"),
                    PageCell("李四", slot="household"),
                    label("地区名称"),
                    PageCell("建安区"),
                ),
                (label("详细地址"), PageCell(" 和平村 3 社 ", 3)),
                (
                    label("人口", rowspan=2),
                    label("总数"),
                    PageCell(number=5, colspan=2, slot="members"),
                ),
                (label("劳力"), PageCell("=1+1", 2)),
                (label("科技服务需求\n（在对应□内打√）"), PageCell(NEEDS, 3, lines=3)),
                (label("电话"), PageCell("0431-8888", format="@"), PageCell(), PageCell(lines=2)),
            ),
        ),
        TextBlock("备注：一户一表。", "note"),
        TableBlock(
            (1, 1, 1),
            (
                tuple(PageCell(text, style="header") for text in "甲乙丙"),
                (PageCell("<&>\"'"), PageCell(), PageCell("末")),
            ),
        ),
    ),
    markers={"form": "jilin-winter-2017/household_survey", "version": "1"},
)


@pytest.fixture(scope="module")
def soffice(tmp_path_factory):
    """Saves a file in one format after the other, with a user profile of its own."""
    folder = tmp_path_factory.mktemp("soffice")
    count = iter(range(100))

    def convert(content: bytes, *kinds: str) -> bytes:
        place = folder / str(next(count))
        path = place / f"form.{kinds[0]}"
        place.mkdir()
        path.write_bytes(content)
        for step, kind in enumerate(kinds[1:]):
            out = place / str(step)
            subprocess.run(
                ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                 "--convert-to", kind, "--outdir", str(out), str(path)],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            path = out / f"form.{kind.split(':', maxsplit=1)[0]}"
        return path.read_bytes()

    return convert


def shape(content: bytes) -> list[list[tuple[int, int, int, int, str]]]:
    """Every cell of every grid that is more than a blank, with its place and span."""
    return [
        [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells]
        for grid in read_document(content, "form").grids
    ]


@pytest.mark.parametrize(
    "way",
    [("docx", "docx"), ("docx", "odt", "docx"), ("docx", "doc", "docx"), ("docx", "rtf", "docx")],
)
def test_word_forms_come_back(soffice, way):
    before = write_docx(FORM)
    after = soffice(before, *way)
    assert shape(after) == shape(before)
    first, second = (
        [p.text for p in read_document(c, "f").paragraphs if p.text] for c in (before, after)
    )
    assert first == second


@pytest.mark.parametrize(
    "way", [("docx", "docx"), ("docx", "odt", "docx"), ("docx", "doc", "docx")]
)
def test_word_markers_come_back(soffice, way):
    document = read_document(soffice(write_docx(FORM), *way), "f")
    assert document.properties["form"] == FORM.markers["form"]
    assert document.slots[slot_name("household")] == ("表1!R1C2",)
    assert document.slots[slot_name("members")] == ("表1!R3C3",)


@pytest.mark.parametrize(
    "way", [("xlsx", "xlsx"), ("xlsx", "ods", "xlsx"), ("xlsx", "xls", "xlsx")]
)
def test_excel_forms_come_back(soffice, way):
    before = write_xlsx(FORM)
    after = soffice(before, *way)
    assert shape(after) == shape(before)
    document = read_document(after, "f")
    assert document.properties["form"] == FORM.markers["form"]
    assert document.slots[slot_name("household")] == ("一户一策调查表!B4",)
    numbers = [c.number for g in document.grids for c in g.cells if c.number is not None]
    assert numbers == [5]


def test_a_date_in_excel_comes_back_as_a_day(soffice):
    table = TableBlock((1,), ((PageCell(number=43074, format="yyyy-mm-dd"),),))
    content = soffice(write_xlsx(Page(None, (table,))), "xlsx", "ods", "xlsx")
    assert read_document(content, "f").grids[0].cells[0].text == "2017-12-05"


def pages_of(pdf: bytes, folder: Path) -> int:
    (folder / "form.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "20", "-png", "form.pdf", "p"], cwd=folder, check=True)
    return len(list(folder.glob("p-*.png")))


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
@pytest.mark.parametrize("write", [write_docx, write_xlsx])
def test_a_form_of_24_lines_prints_on_one_page(soffice, tmp_path, write):
    rows = [(PageCell("内 容", style="header"), PageCell("计量单位"), PageCell("数 量"))]
    rows += [(label("9.与新闻单位合作制作宣传栏目、节目数量"), PageCell("人次"), PageCell())] * 24
    page = Page(
        "吉林省2017-2018年度“科技之冬”活动统计表",
        (
            TextBlock("附件4", "annex"),
            TextBlock("填表单位：        （统计时间：2017年12月—2017年4月）"),
            TableBlock((56, 20, 24), tuple(rows), header_rows=1),
        ),
    )
    kind = "docx" if write is write_docx else "xlsx"
    assert pages_of(soffice(write(page), kind, "pdf"), tmp_path) == 1
