"""LibreOffice on request: taken only if as many tables came back; and as a witness."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from legacy_biff import Formula, Xls, XlsSheet
from legacy_biff12 import Compact, Xlsb, XlsbSheet
from legacy_compound import compound_file
from legacy_odf import odt, p
from legacy_word import INNER_CELL, INNER_ROW, ROW_END, Word, cells, depth, para, row

from kejifupin.office import Limits, Page, PageCell, TableBlock, read_document, write_docx
from kejifupin.office.legacy import libreoffice
from kejifupin.office.legacy.table_counts import count_tables

HTML = "<html><body><p>填表单位</p><table><tr><td>户名</td><td>李四</td></tr></table></body></html>"
ONE_TABLE = write_docx(Page(None, (TableBlock((1, 1), ((PageCell("户名"), PageCell("李四")),)),)))
NO_TABLE = write_docx(Page("户名李四", ()))

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program in place of LibreOffice that gives back a file, or does something else."""

    def install(content: bytes | None, more: str = "") -> None:
        result = tmp_path / "result"
        result.write_bytes(content or b"")
        script = tmp_path / "soffice.py"
        script.write_text(
            "import pathlib, shutil, sys, time\n"
            "arguments = sys.argv[1:]\n"
            f"{more}\n"
            'target = arguments[arguments.index("--convert-to") + 1]\n'
            'folder = pathlib.Path(arguments[arguments.index("--outdir") + 1])\n'
            "folder.mkdir()\n"
            f"shutil.copy({str(result)!r}, folder / f'form.{{target}}')\n"
            if content is not None
            else f"import sys, time\n{more}\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(libreoffice, "_program", lambda: sys.executable)
        run = libreoffice._run
        monkeypatch.setattr(
            libreoffice, "_run", lambda command: run([command[0], str(script), *command[1:]])
        )

    return install


class TestOnRequest:
    def test_what_is_read_anyway_is_never_converted(self, program, make_docx):
        program(ONE_TABLE, "raise SystemExit('must not run')")
        document = read_document(make_docx("<w:p/>"), "a.docx", libreoffice=True)
        assert document.issues == ()

    def test_nothing_is_converted_unasked(self, program):
        program(ONE_TABLE)
        assert [i.code for i in read_document(HTML.encode(), "a.xls").issues] == ["file.html"]

    def test_a_converted_file_says_so(self, program):
        program(ONE_TABLE)
        document = read_document(HTML.encode(), "a.xls", libreoffice=True)
        assert [c.text for c in document.grids[0].cells] == ["户名", "李四"]
        assert (document.format, document.name) == ("html", "a.xls")
        assert document.sha256 == read_document(HTML.encode(), "a.xls").sha256
        assert [i.code for i in document.issues] == ["file.converted"]

    def test_a_result_with_fewer_tables_is_not_taken(self, program):
        """LibreOffice makes one paragraph of a .doc that ends in its table."""
        program(NO_TABLE)
        document = read_document(HTML.encode(), "a.xls", libreoffice=True)
        assert document.blocks == ()
        assert [i.code for i in document.issues] == ["file.html", "file.tables_lost"]
        assert "原有 1 个，转换后剩 0 个" in document.issues[1].message

    def test_where_tables_cannot_be_counted_people_must(self, program):
        program(ONE_TABLE)
        old = Word((para("甲"),), version=104).content()
        document = read_document(old, "a.doc", libreoffice=True)
        assert len(document.grids) == 1
        assert [i.code for i in document.issues] == ["file.converted_uncounted"]

    @pytest.mark.parametrize("content", [b"", b"PK", b"not a document"])
    def test_a_result_that_cannot_be_read(self, program, content):
        program(content)
        document = read_document(HTML.encode(), "a.xls", libreoffice=True)
        assert [i.code for i in document.issues] == ["file.html", "file.conversion_failed"]

    def test_no_result_at_all(self, program):
        program(None)
        document = read_document(HTML.encode(), "a.xls", libreoffice=True)
        assert [i.code for i in document.issues] == ["file.html", "file.conversion_failed"]

    def test_a_program_that_hangs_is_ended(self, program, monkeypatch):
        program(None, "time.sleep(600)")
        monkeypatch.setattr(libreoffice, "_SECONDS", 0.5)
        document = read_document(HTML.encode(), "a.xls", libreoffice=True)
        assert [i.code for i in document.issues] == ["file.html", "file.conversion_failed"]

    def test_no_libreoffice(self, monkeypatch):
        monkeypatch.setattr(libreoffice, "_program", lambda: None)
        document = read_document(HTML.encode(), "a.xls", libreoffice=True)
        assert [i.code for i in document.issues] == ["file.html", "file.needs_libreoffice"]
        assert document.issues[1].remedy

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-1.4",
            Word((para("甲"),), flags=0x0100).content(),
            odt(p() * 9_999, **{"meta.xml": "<!DOCTYPE a><a/>"}),
            compound_file({"EncryptedPackage": b"x"}),
        ],
    )
    def test_what_is_empty_locked_or_dangerous_is_not_handed_on(self, program, content):
        program(ONE_TABLE)
        before = read_document(content, "a")
        assert before.issues
        assert read_document(content, "a", libreoffice=True) == before

    def test_macros_and_links_are_switched_off(self):
        written = libreoffice._registry()
        assert written.count("<item ") == 5
        assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in written


class TestCounts:
    LIMITS = Limits()

    def count(self, kind: str, content: bytes | str) -> int | None:
        data = content.encode() if isinstance(content, str) else content
        return count_tables(kind, data, self.LIMITS)

    def test_markup(self):
        assert self.count("html", HTML + "<TABLE >") == 2
        assert self.count("html", HTML.encode("utf-16")) == 1
        assert self.count("wordml", "<w:tbl><w:tblPr/></w:tbl><w:tbl/>") == 2
        assert self.count("spreadsheetml", '<Worksheet ss:Name="a"/><ss:Worksheet/>') == 2

    def test_rich_text(self):
        one = r"\trowd\cellx9\pard\intbl 甲\cell\row"
        assert self.count("rtf", r"{\rtf1 a\par " + one + one + r"\pard b\par}") == 1
        assert self.count("rtf", r"{\rtf1 " + one + r"\pard b\par " + one + "}") == 2
        assert self.count("rtf", r"{\rtf1 a\par}") == 0

    def test_word_documents(self):
        table = row(("甲", "乙"), cells((0, 10, 2000)))
        content = Word((para("一"), *table, para("二"), *table, *table)).content()
        assert self.count("doc", content) == 2
        assert self.count("doc", b"x") is None

    def test_open_documents(self):
        assert self.count("odt", odt("<table:table/><table:table-row/>")) == 1
        assert self.count("odt", b"x") is None
        assert self.count("xls", b"x") is None


@needs_soffice
@pytest.mark.libreoffice
class TestWitness:
    """What these tests write by hand, LibreOffice reads as we do."""

    def same(self, content: bytes, ending: str, tmp_path: Path) -> None:
        own = read_document(content, "a")
        way = libreoffice._Way(ending, "docx" if ending == "doc" else "xlsx")
        program = libreoffice._program()
        assert program is not None
        converted = libreoffice._convert(program, content, way, tmp_path)
        assert converted is not None
        witness = read_document(converted, "a")
        assert self.shape(own) == self.shape(witness)
        assert [q.text for q in own.paragraphs if q.text] == [
            q.text for q in witness.paragraphs if q.text
        ]

    def shape(self, document):
        return [
            [
                (c.row, c.col, c.rowspan, c.colspan, c.text, c.number, c.date)
                for c in grid.cells
                if c.text or c.rowspan * c.colspan > 1 or not grid.sheet
            ]
            for grid in document.grids
        ]

    def test_word(self, tmp_path):
        inner = cells((0, 500, 900))
        content = Word(
            (
                para("题"),
                *row(("户名", "李四\n二", "男"), cells((0, 1000, 3000, 4000), (0x60,))),
                *row(("", "地址"), cells((0, 1000, 4000), (0x20,))),
                para("隔"),
                para("外", depth(1)),
                *(para("里1", depth(2) + INNER_CELL), para("里2", depth(2) + INNER_CELL)),
                para("", depth(2) + INNER_CELL + INNER_ROW + inner),
                para("后", depth(1), "\x07"),
                para("旁", depth(1), "\x07"),
                para("", depth(1) + ROW_END + cells((0, 2000, 3000)), "\x07"),
                para("末"),
            ),
            cuts=(4, 9),
        ).content()
        self.same(content, "doc", tmp_path)

    def test_old_workbooks(self, tmp_path):
        cells_ = {
            (0, 0): "户名",
            (0, 2): (43074, 1),
            (1, 1): 3.2,
            (2, 0): (0.5, 2),
            (2, 1): "双山子村" * 9,
            (3, 0): 12,
        }
        sheet = XlsSheet("附件2", cells_, [(0, 0, 0, 1), (1, 2, 1, 2)])
        hidden = XlsSheet("底稿", {(0, 0): "x"}, state=1)
        styles = ((0, 0), (14, 0), (9, 0))
        self.same(Xls((sheet, hidden), styles=styles).content(mini=True), "xls", tmp_path)

    def test_binary_workbooks(self, tmp_path):
        cells_ = {
            (0, 0): "户名",
            (0, 2): (43074, 1),
            (1, 1): 3.2,
            (2, 0): (Compact(5), 0),
            (2, 1): "双山子村",
            (3, 0): Compact(-305, hundredths=True),
        }
        sheet = XlsbSheet("附件2", cells_, [(0, 0, 0, 1), (1, 2, 1, 2)])
        hidden = XlsbSheet("底稿", {(0, 0): "x"}, state=1)
        styles = ((0, 0), (14, 0))
        self.same(Xlsb((sheet, hidden), styles=styles).content(), "xlsb", tmp_path)

    @pytest.mark.parametrize(
        ("content", "tables"),
        [
            (HTML.encode(), 1),
            (
                rb"{\rtf1\ansi a\par\trowd\cellx2000\cellx4000\pard\intbl b\cell c\cell\row\pard d\par}",
                1,
            ),
        ],
    )
    def test_files_that_only_libreoffice_reads(self, content, tables):
        document = read_document(content, "a", libreoffice=True)
        assert len(document.grids) == tables
        assert [i.code for i in document.issues] == ["file.converted"]


def test_calamine_reads_the_same_binary_workbook():
    """An independent witness, where it is installed."""
    calamine = pytest.importorskip("python_calamine")
    cells_ = {
        (0, 0): "户名",
        (0, 1): True,
        (1, 1): 3.2,
        (2, 0): Compact(5),
        (2, 1): Formula("合计"),
        (3, 0): Compact(-305, hundredths=True),
    }
    content = Xlsb((XlsbSheet("表", cells_), XlsbSheet("底稿", state=1))).content()
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert [
        (m.name, m.visible == calamine.SheetVisibleEnum.Visible) for m in book.sheets_metadata
    ] == [
        ("表", True),
        ("底稿", False),
    ]
    rows = book.get_sheet_by_name("表").to_python(skip_empty_area=False)
    grid = read_document(content, "a").grids[0]
    for line, values in enumerate(rows):
        for col, value in enumerate(values):
            found = grid.at(line, col)
            shown = "" if found is None else found.text
            assert shown == ("TRUE" if value is True else str(value))
