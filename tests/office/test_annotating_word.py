"""Comments in Word documents: each at exactly its cell, and nothing else touched."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kejifupin.office import Page, TextBlock, read_document, write_docx
from kejifupin.office.annotating import annotate
from kejifupin.office.archive import open_archive
from kejifupin.office.docx.comments import comment_docx
from kejifupin.office.limits import Limits
from kejifupin.office.notes import CellNote
from kejifupin.terms.issues import Severity

DAY = date(2018, 6, 30)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT = st.text(st.sampled_from("致贫原因户12.5□☑<>&\n "), max_size=8)
DATA = st.data()


def note(address: str, text: str = "核对") -> CellNote:
    return CellNote(address, text)


def annotated(content: bytes, *notes: CellNote) -> bytes:
    """The annotated copy, by the way that lets mistakes of the code through."""
    archive = open_archive(content, Limits())
    copy = comment_docx(archive, notes, on=DAY, limits=Limits())
    assert copy == annotate(content, notes, on=DAY)
    before, after = read_document(content, "a.docx"), read_document(copy, "a.docx")
    assert before.blocks == after.blocks
    assert (before.issues, before.slots) == (after.issues, after.slots)
    assert (before.properties, before.producer) == (after.properties, after.producer)
    return copy


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def comments_in(content: bytes, *, main: str = "word/document.xml") -> dict[int, tuple[str, ...]]:
    """Ordinal of each paragraph of the part with comments → their texts; ranges are checked."""
    package = parts(content)
    name = next(name for name in package if "comments" in name)
    root = etree.fromstring(package[name])
    space = etree.QName(root).namespace
    texts: dict[str, str] = {}
    for comment in root:
        key = comment.get(f"{{{space}}}id")
        assert key not in texts
        lines = comment.iter(f"{{{space}}}p")
        texts[key] = "\n".join("".join(line.itertext()) for line in lines)
    document = etree.fromstring(package[main])
    found = {}
    used = []
    for number, paragraph in enumerate(document.iter(f"{{{space}}}p")):
        keys = [
            [each.get(f"{{{space}}}id") for each in paragraph.iter(f"{{{space}}}{tag}")]
            for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
        ]
        assert sorted(keys[0]) == sorted(keys[1]) == sorted(keys[2])
        if keys[2]:
            used += keys[2]
            found[number] = tuple(texts[key] for key in keys[2])
    assert len(used) == len(set(used))
    return found


class Witness:
    """python-docx's view of a document: which comments hang where."""

    def __init__(self, content: bytes) -> None:
        self.document = docx.Document(io.BytesIO(content))
        self.texts = {
            str(comment.comment_id): "\n".join(line.text for line in comment.paragraphs)
            for comment in self.document.comments
        }
        self.authors = {comment.author for comment in self.document.comments}
        self.stamps = {comment.timestamp.date() for comment in self.document.comments}

    def at(self, element) -> list[str]:
        keys = element.xpath(".//w:commentReference/@w:id")
        assert sorted(keys) == sorted(element.xpath(".//w:commentRangeStart/@w:id"))
        return [self.texts[key] for key in keys]

    def cell(self, table: int, row: int, col: int) -> list[str]:
        return self.at(self.document.tables[table].cell(row, col)._tc)


@given(data=DATA)
def test_each_comment_is_at_exactly_its_cell(data, random_tables):
    """Random merges, two tables and paragraphs between; python-docx says where comments are."""
    tables = [data.draw(random_tables(TEXT, most=4)) for _ in range(2)]
    page = Page("表", (tables[0], TextBlock(data.draw(TEXT)), tables[1]))
    content = write_docx(page)
    grids = read_document(content, "a.docx").grids
    every = [(number, cell) for number, grid in enumerate(grids) for cell in grid.cells]
    chosen = data.draw(st.sets(st.sampled_from(range(len(every))), min_size=1))
    texts = {number: f"第{number}处 {data.draw(TEXT)}x" for number in chosen}
    copy = annotated(content, *(note(every[number][1].address, texts[number]) for number in texts))
    witness = Witness(copy)
    assert witness.authors == {"kejifupin"}
    assert witness.stamps == {DAY}
    assert len(witness.texts) == len(chosen)
    for number, (table, cell) in enumerate(every):
        wanted = [f"【错误】{texts[number]}"] if number in texts else []
        assert witness.cell(table, cell.row, cell.col) == wanted


@settings(max_examples=settings().max_examples // 3)
@given(data=DATA)
def test_all_else_in_the_file_is_as_it_came(data, random_tables):
    content = write_docx(Page("表", (TextBlock("一\n二"), data.draw(random_tables(TEXT, most=4)))))
    cells = read_document(content, "a.docx").grids[0].cells
    chosen = data.draw(st.sets(st.sampled_from(cells).map(lambda cell: cell.address), min_size=1))
    before, after = parts(content), parts(annotated(content, *map(note, sorted(chosen))))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments1.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    }
    assert list(before) == [name for name in after if name in before]
    anchors = (
        rb"<w:commentRange\w+ w:id=\"\d+\"/>|<w:r><w:rPr>[^/]*/></w:rPr><w:commentRef.*?</w:r>"
    )
    bare = re.sub(anchors, b"", after["word/document.xml"])
    assert bare.replace(b"<w:p></w:p>", b"<w:p/>") == before["word/document.xml"]


class TestWhere:
    """The cells of real documents, under the reader's own numbers."""

    def test_paragraphs_outside_tables(self, words, make_docx):
        content = make_docx(words.p("题") + "<w:p/>" + words.tbl(words.tr("甲")) + words.p("尾"))
        copy = annotated(content, note("段落2", "空"), note("段落3", "尾"))
        assert comments_in(copy) == {1: ("【错误】空",), 3: ("【错误】尾",)}

    def test_the_first_paragraph_of_a_cell(self, words, make_docx):
        cell = words.tc(words.p("一") + words.p("二"))
        copy = annotated(make_docx(words.tbl(words.tr(cell))), note("表1!R1C1"))
        assert comments_in(copy) == {0: ("【错误】核对",)}

    def test_merged_cells(self, words, make_docx):
        """R2C2 stands beside a cell merged from above, which is R1C1."""
        merge = '<w:vMerge w:val="restart"/>'
        table = words.tbl(
            words.tr(words.tc("跨行", merge), words.tc("跨列", '<w:gridSpan w:val="2"/>')),
            words.tr(words.tc("", "<w:vMerge/>"), "左", "右"),
        )
        copy = annotated(make_docx(table), note("表1!R1C1", "上"), note("表1!R2C3", "右"))
        assert comments_in(copy) == {0: ("【错误】上",), 4: ("【错误】右",)}

    def test_nested_tables(self, words, make_docx):
        inner = words.tbl(words.tr("内"))
        cell = words.tc(words.p("外") + inner + words.p("后"))
        first = words.tc(inner + words.p("前"))
        content = make_docx(words.tbl(words.tr(first, cell)) + words.tbl(words.tr("末")))
        copy = annotated(
            content,
            note("表1!R1C1", "前"),
            note("表1!R1C2", "外"),
            note("表2!R1C1", "内一"),
            note("表3!R1C1", "内二"),
            note("表4!R1C1", "末"),
        )
        assert comments_in(copy) == {
            0: ("【错误】内一",),
            1: ("【错误】前",),
            2: ("【错误】外",),
            3: ("【错误】内二",),
            5: ("【错误】末",),
        }

    def test_content_controls_around_rows_cells_paragraphs_and_runs(self, words, make_docx):
        def control(content: str) -> str:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

        table = words.tbl(
            control(words.tr(control(words.tc("一")), words.tc(control(words.p("二"))))),
            words.tr(words.tc(f"<w:p><w:pPr/>{control(words.r('三'))}</w:p>"), "四"),
        )
        notes = [note(f"表1!R{row}C{col}", f"{row}{col}") for row in (1, 2) for col in (1, 2)]
        copy = annotated(make_docx(control(table)), *notes)
        assert comments_in(copy) == {
            number: (f"【错误】{name}",) for number, name in enumerate(("11", "12", "21", "22"))
        }
        # The range goes around a control inside a line, which would swallow what stands in it.
        assert b"<w:pPr/><w:commentRangeStart" in parts(copy)["word/document.xml"]

    def test_tracked_changes_and_other_wrappers(self, words, make_docx):
        row = words.tr(words.tc("改"), properties='<w:ins w:id="1" w:author="甲"/>')
        gone = words.tr(words.tc("删"), properties='<w:del w:id="2" w:author="甲"/>')
        table = words.tbl(gone, f"<w:customXml>{row}</w:customXml>")
        copy = annotated(make_docx(table), note("表1!R1C1"))
        assert comments_in(copy) == {1: ("【错误】核对",)}

    def test_a_table_in_a_text_box_is_spoken_of_beside_the_box(self, words, make_docx):
        """Word takes no comments inside text boxes."""
        inner = words.tbl(words.tr("框内"))
        box = (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
            f"<w:txbxContent>{inner}<w:p/></w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
            "<mc:Fallback/></mc:AlternateContent></w:r>"
        )
        content = make_docx(words.p("前") + f"<w:p>{box}</w:p>")
        copy = annotated(content, note("表1!R1C1"))
        document = etree.fromstring(parts(copy)["word/document.xml"])
        (reference,) = document.iter(f"{W}commentReference")
        assert not list(reference.iterancestors(f"{W}txbxContent"))
        assert reference.getparent().getparent() is document[0][1]
        assert b"\xe7\xac\xac1\xe8\xa1\xa8" in parts(copy)["word/comments1.xml"]

    def test_a_cell_without_a_paragraph_gets_one(self, make_docx):
        content = make_docx("<w:tbl><w:tr><w:tc/><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>")
        copy = annotated(content, note("表1!R1C1", "一"), note("表1!R1C2", "二"))
        assert comments_in(copy) == {0: ("【错误】一",), 1: ("【错误】二",)}

    def test_all_that_is_said_of_a_cell_is_one_comment(self, words, make_docx):
        content = make_docx(words.p("甲"))
        notes = (
            note("段落1", "一"),
            CellNote("段落1", "二\n三", Severity.WARNING),
            note("段落1", "一"),
        )
        assert comments_in(annotated(content, *notes)) == {0: ("【错误】一\n【提醒】二\n三",)}

    def test_what_has_no_cell_is_said_at_the_beginning(self, words, make_docx):
        content = make_docx(words.tbl(words.tr("甲")) + words.p("乙"))
        copy = annotated(content, note("", "迟报"), note("表7!R1C2", "没有"), note("胡写", "?"))
        assert comments_in(copy) == {
            1: ("【错误】整份文件：迟报\n【错误】第7表第1行第2列：没有\n【错误】胡写：?",)
        }


class TestNames:
    """However the file writes its names, the comments are written alike."""

    @pytest.mark.parametrize("space", [W[1:-1], STRICT])
    @pytest.mark.parametrize("prefix", ["", "x:"])
    def test_other_prefixes_and_strict(self, make_docx, space, prefix):
        declared = f'xmlns{":" + prefix[:-1] if prefix else ""}="{space}"'
        xml = f"<document {declared}><body><p><r><t>甲</t></r></p><p/></body></document>"
        xml = re.sub(r"<(/?)(?=\w)", rf"<\g<1>{prefix}", xml)
        copy = annotated(make_docx("", document=xml), note("段落1"), note("段落2"))
        assert comments_in(copy) == {0: ("【错误】核对",), 1: ("【错误】核对",)}
        links = parts(copy)["word/_rels/document.xml.rels"].decode()
        assert ("purl.oclc.org" in links) == (space == STRICT)
        comments = etree.fromstring(parts(copy)["word/comments1.xml"])
        assert etree.QName(comments).namespace == space

    def test_utf_16(self, make_docx):
        xml = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{W[1:-1]}"><w:body>'
        xml += "<w:p><w:r><w:t>县</w:t></w:r></w:p></w:body></w:document>"
        copy = annotated(make_docx("", document=xml.encode("utf-16")), note("段落1"))
        assert comments_in(copy) == {0: ("【错误】核对",)}

    def test_odd_bytes_stay(self, make_docx):
        xml = (
            f"<?xml version='1.0'?>\r\n<!-- <w:p> --><w:document  xmlns:w='{W[1:-1]}'><w:body>"
            "<w:p ><w:r><w:t><![CDATA[<w:p>]]>&#x7532;&amp;</w:t></w:r></w:p >"
            "<?kept <w:p/>?></w:body></w:document>\n"
        )
        copy = parts(annotated(make_docx("", document=xml), note("段落1")))["word/document.xml"]
        start, end = copy.index(b"<w:commentRangeStart"), copy.index(b"<w:commentRangeEnd")
        assert copy[:start].decode() == xml[: xml.index("<w:r>")]
        assert (
            copy[copy.index(b"/>", start) + 2 : end].decode()
            == xml[xml.index("<w:r>") : xml.index("</w:p >")]
        )
        assert copy.decode().endswith(xml[xml.index("</w:p >") :])


def with_comments(make_docx, words, comments: str, *, body: str = "", link: str = "comments.xml"):
    return make_docx(
        body or words.p("甲") + words.p("乙"),
        **{
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1"'
            f' Type="{R}/comments" Target="{link}"/></Relationships>',
            **({"word/comments.xml": comments} if comments else {}),
        },
    )


class TestCommentsThatAreThere:
    OLD = (
        f"<w:comments xmlns:w='{W[1:-1]}'><w:comment w:id='0' w:author='王科长'><w:p><w:r>"
        "<w:t>请复核</w:t></w:r></w:p></w:comment><w:comment w:id='2'/></w:comments>"
    )

    def test_they_stay_and_new_ones_have_ids_of_their_own(self, make_docx, words):
        body = "<w:p><w:commentRangeStart w:id='1'/><w:r><w:t>甲</w:t></w:r></w:p><w:p/>"
        content = with_comments(make_docx, words, self.OLD, body=body)
        after = parts(annotated(content, note("段落2", "一"), note("段落1", "二")))
        comments = after["word/comments.xml"].decode()
        assert comments.startswith(self.OLD.removesuffix("</w:comments>"))
        assert re.findall(r"w:id=[\"'](\d+)", comments) == ["0", "2", "3", "4"]
        assert (
            after["word/_rels/document.xml.rels"] == parts(content)["word/_rels/document.xml.rels"]
        )

    def test_a_part_without_any(self, make_docx, words):
        content = with_comments(make_docx, words, f"<w:comments xmlns:w='{W[1:-1]}'/>")
        assert comments_in(annotated(content, note("段落2"))) == {1: ("【错误】核对",)}

    def test_a_link_to_a_part_that_is_not_there(self, make_docx, words):
        copy = annotated(with_comments(make_docx, words, ""), note("段落1"))
        assert comments_in(copy) == {0: ("【错误】核对",)}
        assert parts(copy)["word/_rels/document.xml.rels"].count(b"comments") == 2
        assert b"/word/comments.xml" in parts(copy)["[Content_Types].xml"]

    def test_the_same_round_twice_says_nothing_twice(self, make_docx, words):
        notes = (note("段落1", "一\n二"), note("段落2", " <三> "))
        once = annotated(make_docx(words.p("甲") + words.p("乙")), *notes)
        assert annotated(once, *notes) == once

    def test_a_second_round_adds_what_is_new(self, make_docx, words):
        once = annotated(make_docx(words.p("甲") + words.p("乙")), note("段落1", "一"))
        twice = annotated(once, note("段落1", "二"), note("段落2", "一"))
        assert comments_in(twice) == {0: ("【错误】一", "【错误】二"), 1: ("【错误】一",)}

    def test_python_docx_wrote_them(self):
        document = docx.Document()
        table = document.add_table(2, 2)
        run = table.cell(0, 0).paragraphs[0].add_run("甲")
        document.add_comment(run, text="请复核", author="王科长", initials="王")
        buffer = io.BytesIO()
        document.save(buffer)
        witness = Witness(annotated(buffer.getvalue(), note("表1!R1C1"), note("表1!R2C2")))
        assert witness.cell(0, 0, 0) == ["请复核", "【错误】核对"]
        assert witness.cell(0, 1, 1) == ["【错误】核对"]
        assert witness.authors == {"王科长", "kejifupin"}


class TestPackages:
    def test_macros_and_unknown_parts_stay(self, make_docx, words):
        content = make_docx(words.p("甲"), **{"word/vbaProject.bin": b"\0\1", "我的/部件": b"x"})
        after = parts(annotated(content, note("段落1")))
        assert after["word/vbaProject.bin"] == b"\0\1"
        assert after["我的/部件"] == b"x"

    def test_a_main_part_of_another_name(self, make_zip, words, make_docx):
        given = parts(make_docx(words.p("甲")))
        given["doc/main.xml"] = given.pop("word/document.xml")
        given["_rels/.rels"] = given["_rels/.rels"].replace(b"word/document", b"doc/main")
        given["word/theme.xml"] = b"<a/>"
        copy = annotated(make_zip(given), note("段落1"))
        assert comments_in(copy, main="doc/main.xml") == {0: ("【错误】核对",)}
        assert b"/doc/comments1.xml" in parts(copy)["doc/_rels/main.xml.rels"]

    def test_the_same_bytes_each_time(self, make_docx, words):
        content = make_docx(words.p("甲"))
        assert annotated(content, note("段落1")) == annotated(content, note("段落1"))

    def test_control_characters_in_a_note_are_left_out(self, make_docx, words):
        copy = annotated(make_docx(words.p("甲")), note("段落1", "坏\x07字\ud800<&>"))
        assert comments_in(copy) == {0: ("【错误】坏字<&>",)}
