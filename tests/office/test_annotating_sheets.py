"""Comments in workbooks: each in exactly its cell, and nothing else touched."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment

from kejifupin.office import Page, TextBlock, read_document, write_xlsx
from kejifupin.office.annotating import annotate
from kejifupin.office.archive import open_archive
from kejifupin.office.limits import Limits
from kejifupin.office.notes import CellNote
from kejifupin.office.xlsx.comments import comment_xlsx

DAY = date(2018, 6, 30)
HEADING = "kejifupin 2018年6月30日\n"
SAID = HEADING + "【错误】核对"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
TEXT = st.text(st.sampled_from("致贫原因户12.5□☑<>&_x\n "), max_size=8)
DATA = st.data()


def note(address: str, text: str = "核对") -> CellNote:
    return CellNote(address, text)


def annotated(content: bytes, *notes: CellNote) -> bytes:
    """The annotated copy, by the way that lets mistakes of the code through."""
    archive = open_archive(content, Limits())
    copy = comment_xlsx(archive, notes, on=DAY, limits=Limits())
    assert copy == annotate(content, notes, on=DAY)
    before, after = read_document(content, "a.xlsx"), read_document(copy, "a.xlsx")
    assert before.blocks == after.blocks
    assert (before.issues, before.slots) == (after.issues, after.slots)
    assert (before.properties, before.producer) == (after.properties, after.producer)
    return copy


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def comments_in(content: bytes) -> dict[str, str]:
    """What openpyxl finds, by address; every comment has a box of its own in the drawing."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for cell in sheet._cells.values()
        if cell.comment is not None
    }
    boxes = [
        (int(box.findtext("{*}Row")), int(box.findtext("{*}Column")))
        for name, part in parts(content).items()
        if name.endswith(".vml")
        for box in etree.fromstring(part).iter("{*}ClientData")
        if box.get("ObjectType") == "Note"
    ]
    cells = [openpyxl.utils.cell.coordinate_to_tuple(key.rpartition("!")[2]) for key in found]
    assert sorted(boxes) == sorted((row - 1, col - 1) for row, col in cells)
    return found


def sheet(*cells: str, after: str = "") -> str:
    """One row a cell, each with the text of its address."""
    rows = "".join(
        f'<row r="{re.sub("[A-Z]", "", cell)}"><c r="{cell}" t="inlineStr"><is><t>{cell}</t></is>'
        "</c></row>"
        for cell in cells
    )
    return f"<sheetData>{rows}</sheetData>{after}"


@pytest.fixture
def book(make_xlsx):
    """A workbook with what office programs need to open it."""

    def make(*sheets: str, **others) -> bytes:
        overrides = "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.spreadsheetml.{kind}+xml"/>'
            for name, kind in (
                ("workbook", "sheet.main"),
                *((f"worksheets/sheet{n}", "worksheet") for n in range(1, len(sheets) + 1)),
            )
        )
        types = TYPES.replace("</Types>", f"{overrides}</Types>")
        return make_xlsx(*sheets, **{"[Content_Types].xml": types, **others})

    return make


@given(data=DATA)
def test_each_comment_is_in_exactly_its_cell(data, random_tables):
    """Random merges on two sheets; openpyxl says where comments are."""
    pages = [
        Page(f"表{n}", (TextBlock("前"), data.draw(random_tables(TEXT, most=4)))) for n in (1, 2)
    ]
    content = write_xlsx(pages)
    every = [cell.address for grid in read_document(content, "a").grids for cell in grid.cells]
    chosen = data.draw(st.sets(st.sampled_from(every), min_size=1))
    texts = {address: f"{data.draw(TEXT)}x".strip() for address in sorted(chosen)}
    copy = annotated(content, *(note(address, text) for address, text in texts.items()))
    wanted = {address: f"{HEADING}【错误】{text}" for address, text in texts.items()}
    stored = {address: text.replace("_x005F_", "_") for address, text in comments_in(copy).items()}
    assert stored == wanted


@settings(max_examples=settings().max_examples // 3)
@given(data=DATA)
def test_all_else_in_the_file_is_as_it_came(data, random_tables):
    content = write_xlsx(Page("表", (data.draw(random_tables(TEXT, most=4)),)))
    cells = read_document(content, "a.xlsx").grids[0].cells
    chosen = data.draw(st.sets(st.sampled_from(cells).map(lambda cell: cell.address), min_size=1))
    before, after = parts(content), parts(annotated(content, *map(note, sorted(chosen))))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "[Content_Types].xml",
    }
    bare = re.sub(rb"<legacyDrawing [^>]*/>", b"", after["xl/worksheets/sheet1.xml"])
    assert bare == before["xl/worksheets/sheet1.xml"]


class TestWhere:
    def test_a_cell_that_stands_nowhere_is_not_created(self, book):
        """It would lose the looks of its column; a comment needs no cell."""
        content = book(sheet("A1", "C9"))
        copy = annotated(content, note("Sheet1!B4"), note("Sheet1!XFD1048576"))
        assert set(comments_in(copy)) == {"Sheet1!B4", "Sheet1!XFD1048576"}
        assert b"B4" not in parts(copy)["xl/worksheets/sheet1.xml"]

    def test_a_merged_block_bears_it_in_its_first_cell(self, book):
        merged = '<mergeCells count="1"><mergeCell ref="B2:C4"/></mergeCells>'
        copy = annotated(
            book(sheet("B2", "D9", after=merged)), note("Sheet1!C3", "一"), note("Sheet1!B2", "二")
        )
        assert comments_in(copy) == {"Sheet1!B2": f"{HEADING}【错误】一\n【错误】二"}

    def test_sheets_by_name_whatever_stands_in_it(self, book):
        names = ("一!A1", "it's 2", "隐藏")
        content = book(
            sheet("A1"),
            sheet("A1"),
            sheet("A1"),
            names=names,
            states=("visible",) * 2 + ("hidden",),
        )
        copy = annotated(
            content, note("一!A1!B2", "甲"), note("it's 2!A1", "乙"), note("隐藏!A1", "丙")
        )
        assert comments_in(copy) == {
            "一!A1!B2": f"{HEADING}【错误】甲",
            "it's 2!A1": f"{HEADING}【错误】乙",
            "一!A1!A1": f"{HEADING}【错误】工作表“隐藏”的A1单元格：丙",
        }
        assert "xl/worksheets/_rels/sheet3.xml.rels" not in parts(copy)

    @pytest.mark.parametrize("address", ["", "Sheet1", "Sheet1!", "Sheet1!A0", "Sheet1!A1:B2"])
    def test_what_has_no_cell_is_said_at_the_beginning(self, book, address):
        (said,) = comments_in(annotated(book(sheet("A1")), note(address))).items()
        assert said[0] == "Sheet1!A1"
        assert said[1].endswith("：核对")

    @pytest.mark.parametrize(
        "behind",
        [
            '<tableParts count="0"/>',
            '<extLst><ext uri="x"/></extLst>',
            '<picture r:id="rId9"/>',
            '<legacyDrawingHF r:id="rId9"/>',
            "<mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent>",
        ],
    )
    def test_the_drawing_is_linked_where_the_schema_wants_it(self, book, behind):
        before = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells><pageMargins left="1"/>'
        spaces = (
            f'<worksheet xmlns="{S}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006">'
        )
        content = book(f"{spaces}{sheet('A1')}{before}{behind}</worksheet>")
        after = parts(annotated(content, note("Sheet1!A1")))["xl/worksheets/sheet1.xml"].decode()
        assert f'{before}<legacyDrawing r:id="rId2"/>{behind}</worksheet>' in after


class TestNames:
    @pytest.mark.parametrize("space", [S, "http://purl.oclc.org/ooxml/spreadsheetml/main"])
    def test_prefixes_and_strict(self, make_xlsx, space):
        xml = (
            f'<?xml version="1.0"?><!-- </sheetData> --><x:worksheet xmlns:x="{space}">'
            '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData >'
            "</x:worksheet>"
        )
        content = make_xlsx(xml, **{"[Content_Types].xml": TYPES})
        after = parts(annotated(content, note("Sheet1!A1")))
        part = etree.fromstring(after["xl/worksheets/sheet1.xml"])
        assert part[-1].tag == f"{{{space}}}legacyDrawing"
        comments = etree.fromstring(after["xl/comments1.xml"])
        assert comments.find(f"{{{space}}}commentList/{{{space}}}comment").get("ref") == "A1"

    def test_utf_16(self, book):
        xml = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{S}">{sheet("A1")}'
        content = book(
            "<sheetData/>", **{"xl/worksheets/sheet1.xml": (xml + "</worksheet>").encode("utf-16")}
        )
        assert comments_in(annotated(content, note("Sheet1!A1"))) == {"Sheet1!A1": SAID}

    @pytest.mark.parametrize("inner", ["<sheetData/>", "<sheetData></sheetData>", ""])
    def test_a_sheet_without_cells(self, book, inner):
        assert comments_in(annotated(book(inner), note("Sheet1!B2"))) == {"Sheet1!B2": SAID}

    def test_a_sheet_that_is_one_tag(self, book):
        content = book(f'<worksheet xmlns="{S}"/>')
        assert comments_in(annotated(content, note("Sheet1!B2"))) == {"Sheet1!B2": SAID}


def written_by_openpyxl(*commented: str, name: str = "甲") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    page["A1"], page["B2"] = "户名", 3
    for ref in commented:
        page[ref].comment = Comment("请复核", "王科长")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestCommentsThatAreThere:
    def test_they_stay_and_new_ones_come_beside_them(self):
        copy = annotated(written_by_openpyxl("A1", "C3"), note("甲!B2"))
        assert comments_in(copy) == {"甲!A1": "请复核", "甲!C3": "请复核", "甲!B2": SAID}

    def test_a_cell_has_one_comment(self):
        copy = annotated(written_by_openpyxl("A1"), note("甲!A1"))
        assert comments_in(copy) == {"甲!A1": f"请复核\n{SAID}"}

    @pytest.mark.parametrize(
        ("text", "before"),
        [
            ("<text><t>原话</t></text>", "原话\n"),
            ("<text><t/></text>", ""),
            ("<text><r><t>原</t></r><r><t>话</t></r><phoneticPr fontId='1'/></text>", "原话\n"),
            ("<text/>", ""),
            ("", ""),
        ],
    )
    def test_however_it_is_written(self, book, text, before):
        comments = (
            f'<comments xmlns="{S}"><authors/><commentList><comment ref="B2" authorId="0">{text}'
            "</comment></commentList></comments>"
        )
        content = book(
            sheet("A1"),
            **{
                "xl/notes.xml": comments,
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{RELS}">'
                f'<Relationship Id="rId1" Type="{R}/comments" Target="/xl/notes.xml"/>'
                "</Relationships>",
            },
        )
        after = parts(annotated(content, note("Sheet1!B2")))
        found = etree.fromstring(after["xl/notes.xml"]).findall(f".//{{{S}}}t")
        assert "".join(each.text or "" for each in found) == before + SAID
        # The comment had no box before: Excel would not have shown it.
        assert after["xl/drawings/vmlDrawing1.vml"].count(b"<x:Row>1</x:Row>") == 1

    def test_the_same_round_twice_says_nothing_twice(self):
        notes = (note("甲!A1", "一"), note("甲!B2", "二\n三"))
        once = annotated(written_by_openpyxl("A1"), *notes)
        assert annotated(once, *notes) == once

    def test_a_second_round_adds_what_is_new(self):
        once = annotated(written_by_openpyxl(), note("甲!A1", "一"))
        twice = comments_in(annotated(once, note("甲!A1", "二"), note("甲!B2", "三")))
        assert twice == {
            "甲!A1": f"{HEADING}【错误】一\n{HEADING}【错误】二",
            "甲!B2": f"{HEADING}【错误】三",
        }

    def test_a_drawing_that_holds_other_shapes(self, book):
        """Check boxes of a form lie in the same drawing, which is not quite XML."""
        drawing = (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml"\r\n xmlns:x="urn:schemas-microsoft-com:'
            'office:excel"><v:shape id="_x0000_s1030"><v:textbox>甲<br></v:textbox>'
            '<x:ClientData ObjectType="Checkbox"><x:Row>0</x:Row></x:ClientData></v:shape>'
            "</xml>\r\n"
        )
        content = book(
            f'<worksheet xmlns="{S}" xmlns:q="{R}">{sheet("A1")}<legacyDrawing q:id="d"/>'
            "</worksheet>",
            **{
                "xl/drawings/form.vml": drawing,
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{RELS}">'
                f'<Relationship Id="d" Type="{R}/vmlDrawing" Target="../drawings/form.vml"/>'
                "</Relationships>",
            },
        )
        before, after = parts(content), parts(annotated(content, note("Sheet1!A1")))
        assert after["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"]
        grown = after["xl/drawings/form.vml"].decode()
        assert grown.startswith(drawing.removesuffix("</xml>\r\n"))
        assert 'id="_x0000_s1031"' in grown
        assert grown.count("<v:shapetype") == 1
        assert 'xmlns:o="urn:schemas-microsoft-com:office:office"' in grown

    def test_a_thread_gets_a_reply(self, book):
        """Newer Excel shows the thread instead of the cell's comment."""
        ns = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        kind = "http://schemas.microsoft.com/office/2017/10/relationships"
        threads = (
            f'<ThreadedComments xmlns="{ns}"><threadedComment ref="A1" dT="2018-01-01T00:00:00.00"'
            ' personId="{P}" id="{T}"><text>请复核</text></threadedComment></ThreadedComments>'
        )
        content = book(
            sheet("A1"),
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{RELS}">'
                f'<Relationship Id="rId1" Type="{kind}/threadedComment"'
                ' Target="../threadedComments/threadedComment1.xml"/></Relationships>',
                "xl/threadedComments/threadedComment1.xml": threads,
                "xl/persons/person.xml": f'<personList xmlns="{ns}"><person displayName="王科长"'
                ' id="{P}" userId="w" providerId="None"/></personList>',
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">'
                f'<Relationship Id="rId1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/>'
                f'<Relationship Id="rId2" Type="{kind}/person" Target="persons/person.xml"/>'
                "</Relationships>",
            },
        )
        after = parts(annotated(content, note("Sheet1!A1"), note("Sheet1!B2")))
        root = etree.fromstring(after["xl/threadedComments/threadedComment1.xml"])
        assert [(each.get("ref"), each.get("parentId"), each[0].text) for each in root] == [
            ("A1", None, "请复核"),
            ("A1", "{T}", "【错误】核对"),
        ]
        persons = etree.fromstring(after["xl/persons/person.xml"])
        assert [each.get("id") for each in persons] == ["{P}", root[1].get("personId")]


class TestLooks:
    def anchor(self, content: bytes) -> list[int]:
        drawing = etree.fromstring(parts(content)["xl/drawings/vmlDrawing1.vml"])
        return [int(each) for each in drawing.findtext(".//{*}Anchor").split(",")]

    def test_the_box_is_as_large_among_wide_columns_as_among_narrow_ones(self, book):
        """260 pixels: four columns of 64 and 4 more; or one of 705; hidden ones count nothing."""
        plain = annotated(book(sheet("B2")), note("Sheet1!B2"))
        assert self.anchor(plain)[:5] == [2, 15, 1, 2, 6]
        assert self.anchor(plain)[5] == 15 + 260 - 4 * 64
        cols = '<cols><col min="3" max="3" width="9" hidden="1"/><col min="4" max="9" width="100"/>'
        wide = annotated(book(f"{cols}</cols>{sheet('B2')}"), note("Sheet1!B2"))
        assert self.anchor(wide)[4:6] == [3, 275]

    def test_the_box_is_as_high_as_its_text(self, book):
        """A heading and three lines of 17 pixels with 16 around: 84 are 4 rows of 20 and 6."""
        three = annotated(book(sheet("B2")), note("Sheet1!B2", "一\n二\n三"))
        assert self.anchor(three)[6:] == [1 + 4, 2 + 84 - 80]
        rows = '<sheetData><row r="2" ht="45"><c r="B2"><v>1</v></c></row></sheetData>'
        high = annotated(book(rows), note("Sheet1!B2", "一\n二\n三"))
        assert self.anchor(high)[6:] == [1 + 2, 2 + 84 - 60 - 20]

    def test_a_box_at_the_last_cell_stays_on_the_sheet(self, book):
        last = self.anchor(annotated(book(sheet("A1")), note("Sheet1!XFD1048576")))
        assert last[0] == last[4] == 16_383
        assert last[2] == last[6] == 1_048_575


class TestPackages:
    def test_macros_stay(self, book):
        content = book(sheet("A1"), **{"xl/vbaProject.bin": b"\0\1"})
        assert parts(annotated(content, note("Sheet1!A1")))["xl/vbaProject.bin"] == b"\0\1"

    def test_a_ledger_too_large_for_a_tree(self, book):
        """Its cells pass through as bytes; 33,000 rows are more nodes than a tree may have."""
        rows = "".join(
            f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 104729}</v></c><c r="B{n}"><v>1</v></c></row>'
            for n in range(1, 33_001)
        )
        merged = '<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>'
        content = book(f"<sheetData>{rows}</sheetData>{merged}")
        copy = annotated(content, note("Sheet1!B32999"), note("Sheet1!D2"))
        before, after = parts(content), parts(copy)
        link = b'<legacyDrawing xmlns:r="' + R.encode() + b'" r:id="rId2"/>'
        assert (
            after["xl/worksheets/sheet1.xml"].replace(link, b"")
            == before["xl/worksheets/sheet1.xml"]
        )
        comments = etree.fromstring(after["xl/comments1.xml"])
        refs = [each.get("ref") for each in comments.iter(f"{{{S}}}comment")]
        assert refs == ["C1", "B32999"]

    def test_the_same_bytes_each_time(self, book):
        content = book(sheet("A1"))
        assert annotated(content, note("Sheet1!A1")) == annotated(content, note("Sheet1!A1"))
