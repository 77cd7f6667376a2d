"""Another office program opens the annotated copies and shows each comment at its cell."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from lxml import etree

from kejifupin.office import (
    Page,
    PageCell,
    TableBlock,
    TextBlock,
    read_document,
    write_docx,
    write_xlsx,
)
from kejifupin.office.annotating import annotate
from kejifupin.office.notes import CellNote

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

DAY = date(2018, 6, 30)
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAGE = Page(
    "一户一策调查表",
    (
        TextBlock("填表单位：安定县科协"),
        TableBlock(
            (22, 28, 24, 26),
            (
                (PageCell("户名"), PageCell("李四"), PageCell("地区名称"), PageCell("建安区")),
                (PageCell("人口", rowspan=2), PageCell("总数"), PageCell("五", colspan=2)),
                (PageCell("劳力"), PageCell("三", 2)),
                (PageCell("备注"), PageCell("无\n无", 3)),
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def soffice(tmp_path_factory):
    """Converts a file, with a user profile of its own."""
    folder = tmp_path_factory.mktemp("soffice")
    count = iter(range(100))

    def convert(content: bytes, kind: str, to: str) -> bytes:
        place = folder / str(next(count))
        place.mkdir()
        (place / f"a.{kind}").write_bytes(content)
        out = place / "out"
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", to, "--outdir", str(out), str(place / f"a.{kind}")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (out / f"a.{to}").read_bytes()

    return convert


def own_text(element: etree._Element) -> str:
    """The text of an element without that of the comments in it."""
    if element.tag == f"{OFFICE}annotation":
        return ""
    inner = "".join(own_text(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def shown(document: bytes, holders: tuple[str, ...]) -> dict[str, tuple[str, str | None, str]]:
    """Text of each cell or paragraph with a comment → the comment, its author, its day."""
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True))
    found = {}
    for annotation in root.iter(f"{OFFICE}annotation"):
        around = [each for each in annotation.iterancestors() if each.tag in holders]
        text = "".join(own_text(around[-1]).split())
        said = "\n".join("".join(line.itertext()) for line in annotation.iter(f"{TEXT}p"))
        assert text not in found
        stamp = (annotation.findtext(f"{DC}date") or "")[:10]
        found[text] = (said, annotation.findtext(f"{DC}creator"), stamp)
    return found


def test_word_comments_stand_at_their_cells(soffice):
    content = write_docx(PAGE)
    cells = {cell.text: cell.address for cell in read_document(content, "a").grids[0].cells}
    chosen = {text: cells[text] for text in ("李四", "人口", "五", "三", "无\n无")}
    notes = [CellNote(address, f"核对 {text}") for text, address in chosen.items()]
    copy = annotate(content, (*notes, CellNote("段落2", "单位")), on=DAY)
    found = shown(soffice(copy, "docx", "fodt"), (f"{TABLE}table-cell", f"{TEXT}p"))
    wanted = {"".join(text.split()): f"【错误】核对 {text}" for text in chosen}
    wanted["填表单位：安定县科协"] = "【错误】单位"
    assert found == {text: (said, "kejifupin", "2018-06-30") for text, said in wanted.items()}


def test_excel_comments_stand_in_their_cells(soffice):
    content = write_xlsx(PAGE)
    cells = {cell.text: cell.address for cell in read_document(content, "a").grids[0].cells}
    chosen = {text: cells[text] for text in ("李四", "人口", "五", "三")}
    notes = [CellNote(address, f"核对 {text}") for text, address in chosen.items()]
    copy = annotate(content, notes, on=DAY)
    found = shown(soffice(copy, "xlsx", "fods"), (f"{TABLE}table-cell",))
    heading = "kejifupin 2018年6月30日\n"
    assert {text: said for text, (said, _, _) in found.items()} == {
        text: f"{heading}【错误】核对 {text}" for text in chosen
    }


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_copy_saved_by_another_program_is_read_and_annotated_again(soffice, kind):
    content = write_docx(PAGE) if kind == "docx" else write_xlsx(PAGE)
    before = read_document(content, "a")
    cells = before.grids[0].cells
    at = {cell.text: cell.address for cell in cells}
    first = (CellNote(at["李四"], "一"), CellNote(at["五"], "二"))
    saved = soffice(annotate(content, first, on=DAY), kind, kind)
    document = read_document(saved, "a")
    assert [(c.row, c.col, c.text) for c in document.grids[0].cells] == [
        (c.row, c.col, c.text) for c in cells
    ]
    # What still stands from the first round is not said again.
    assert annotate(saved, first, on=DAY) == saved
    again = annotate(saved, (CellNote(at["三"], "三"),), on=DAY)
    holders = (f"{TABLE}table-cell", f"{TEXT}p")
    found = shown(soffice(again, kind, "fodt" if kind == "docx" else "fods"), holders)
    assert {text: said[-4 - 1 :] for text, (said, _, _) in found.items()} == {
        "李四": "【错误】一",
        "五": "【错误】二",
        "三": "【错误】三",
    }


def test_a_workbook_of_another_program_keeps_its_comments(soffice):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(PAGE)))
    book.worksheets[0]["A1"].comment = openpyxl.comments.Comment("请复核", "王科长")
    buffer = io.BytesIO()
    book.save(buffer)
    saved = soffice(buffer.getvalue(), "xlsx", "xlsx")
    at = {cell.text: cell.address for cell in read_document(saved, "a").grids[0].cells}
    copy = annotate(saved, (CellNote(at["李四"], "一"),), on=DAY)
    found = shown(soffice(copy, "xlsx", "fods"), (f"{TABLE}table-cell",))
    assert {text: said.split("\n")[-1] for text, (said, _, _) in found.items()} == {
        "一户一策调查表": "请复核",
        "李四": "【错误】一",
    }
