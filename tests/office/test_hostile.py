"""Files made to hurt: each gets its issue, fast and small, and touches nothing else."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kejifupin.office import Limits, read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, head: str = "") -> str:
    return f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"


class TestArchives:
    def codes(self, content: bytes) -> list[str]:
        return [issue.code for issue in read_document(content, "a.docx").issues]

    def test_two_parts_with_one_name(self, make_docx):
        buffer = io.BytesIO(make_docx("<w:p/>"))
        with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", word("<w:p/>"))
        assert self.codes(buffer.getvalue()) == ["file.dangerous"]

    def test_two_parts_whose_names_differ_in_case_or_slashes(self, make_zip):
        for other in ("word/DOCUMENT.xml", "/word/document.xml"):
            content = make_zip({"word/document.xml": word(""), other: word("")})
            assert self.codes(content) == ["file.dangerous"]

    def test_parts_that_overlap(self, make_docx):
        """CVE-2024-0450: one stretch of the file served as many parts."""
        content = bytearray(make_docx("<w:p/>"))
        directory = content.find(b"PK\x01\x02")
        second = content.find(b"PK\x01\x02", directory + 1)
        struct.pack_into("<L", content, second + 42, 0)
        assert self.codes(bytes(content)) == ["file.dangerous"]

    def test_more_parts_than_any_document_has(self, make_zip):
        content = make_zip({f"word/{n}.xml": "" for n in range(2_001)}, method=zipfile.ZIP_STORED)
        assert self.codes(content) == ["file.dangerous"]

    def test_encrypted_parts(self, make_docx):
        content = bytearray(make_docx("<w:p/>"))
        at = content.find(b"PK\x01\x02")
        content[at + 8] |= 1
        assert self.codes(bytes(content)) == ["file.encrypted"]

    def test_other_compression(self, make_zip):
        content = make_zip({"word/document.xml": word("")}, method=zipfile.ZIP_LZMA)
        assert self.codes(content) == ["file.dangerous"]

    def test_a_part_larger_than_it_says(self, make_docx):
        content = bytearray(make_docx("<w:p/>" * 500))
        at = content.find(
            b"PK\x01\x02", content.find(b"word/document.xml", content.find(b"PK\x01\x02")) - 46
        )
        struct.pack_into("<L", content, at + 24, 10)
        assert self.codes(bytes(content)) == ["file.dangerous"]

    def test_damaged_content(self, make_docx):
        """A figure may be what is damaged: the check sum decides."""
        content = bytearray(make_docx("<w:p/>" * 50))
        at = content.find(b"word/document.xml") + len("word/document.xml") + 30
        content[at] ^= 0xFF
        assert self.codes(bytes(content)) == ["file.broken"]

    @pytest.mark.parametrize("cut", [0.3, 0.9, 0.99])
    def test_half_a_file(self, make_docx, cut):
        content = make_docx("<w:p/>" * 50)
        assert self.codes(content[: int(len(content) * cut)]) == ["file.broken"]

    def test_nothing_in_the_zip(self, make_zip):
        assert self.codes(make_zip({})) == ["file.broken"]

    def test_a_file_that_is_too_large(self):
        issue = read_document(b"PK" + bytes(21 * 1024 * 1024), "a").issues[0]
        assert issue.code == "file.dangerous"
        assert "20 MB" in issue.message
        small = read_document(b"PK" + bytes(999), "a", limits=Limits(file_bytes=1000)).issues[0]
        assert "超过 1000 字节" in small.message

    def test_limits_are_the_callers(self, make_docx):
        content = make_docx("<w:p/>" * 10)
        assert read_document(content, "a").issues == ()
        for limits in (
            Limits(file_bytes=100),
            Limits(parts=1),
            Limits(part_bytes=50),
            Limits(nodes=5),
        ):
            assert read_document(content, "a", limits=limits).issues[0].code == "file.dangerous"

    def test_zip64_sizes_are_understood(self):
        """Some writers put every size into the zip64 field."""
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(buffer, "w") as archive,
            archive.open(zipfile.ZipInfo("word/document.xml"), "w", force_zip64=True) as part,
        ):
            part.write(word("<w:p><w:r><w:t>好</w:t></w:r></w:p>").encode())
        assert read_document(buffer.getvalue(), "a").paragraphs[0].text == "好"

    def test_junk_in_front_of_the_zip(self, make_docx):
        """Offsets are counted from where the zip really begins."""
        content = make_docx("<w:p><w:r><w:t>好</w:t></w:r></w:p>")
        assert read_document(b"PK" + b"junk" * 9 + content, "a").paragraphs[0].text == "好"


class TestMarkup:
    def code(self, content: bytes) -> str:
        return read_document(content, "a").issues[0].code

    @pytest.mark.parametrize(
        "dtd",
        [
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
            '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7"])
    def test_dtds_in_any_encoding(self, make_docx, make_xlsx, dtd, encoding):
        head = f'<?xml version="1.0" encoding="{encoding}"?>{dtd}'
        document = word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head).encode(encoding)
        assert self.code(make_docx("", document=document)) in ("file.dangerous", "file.broken")
        assert read_document(make_docx("", document=document), "a").blocks == ()
        sheet = f"{head}<worksheet>&a;</worksheet>".encode(encoding)
        found = read_document(make_xlsx("", **{"xl/worksheets/sheet1.xml": sheet}), "a")
        assert found.issues[0].code in ("file.dangerous", "file.broken")

    def test_a_dtd_far_down_a_stream(self, make_xlsx):
        sheet = f'<?xml version="1.0"?><!--{"x" * 300_000}--><!DOCTYPE x><worksheet/>'
        assert self.code(make_xlsx(sheet)) == "file.dangerous"

    def test_a_dtd_in_a_side_part(self, make_docx):
        rels = '<!DOCTYPE x><Relationships xmlns="x"/>'
        assert self.code(make_docx("", **{"_rels/.rels": rels})) == "file.dangerous"

    def test_bottomless_nesting(self, make_docx):
        body = "<w:tbl><w:tr><w:tc>" * 30_000
        assert self.code(make_docx("", document=word(body))) == "file.broken"

    def test_nesting_that_a_parser_allows_is_read(self, words, make_docx):
        body = words.p("底")
        for _ in range(40):
            body = words.tbl(words.tr(words.tc(body)))
        document = read_document(make_docx(body), "a")
        assert document.issues == ()
        assert document.grids[-1].cells[0].text == "底"

    @pytest.mark.parametrize(
        "properties", ['<w:gridSpan w:val="50000000"/>', f'<w:gridSpan w:val="{"9" * 5000}"/>']
    )
    def test_enormous_spans(self, words, make_docx, properties):
        assert (
            self.code(make_docx(words.tbl(words.tr(words.tc("x", properties))))) == "file.dangerous"
        )

    def test_enormous_gaps_before_a_row(self, words, make_docx):
        row = words.tr("x", properties='<w:gridBefore w:val="50000000"/>')
        assert self.code(make_docx(words.tbl(row))) == "file.dangerous"

    @pytest.mark.parametrize("value", ["-5", "x", "", "1.5"])
    def test_spans_that_are_no_numbers_are_one(self, words, make_docx, value):
        table = words.tbl(words.tr(words.tc("x", f'<w:gridSpan w:val="{value}"/>')))
        assert read_document(make_docx(table), "a").grids[0].cells[0].colspan == 1

    def test_pictures_and_templates_from_elsewhere_are_told_and_not_fetched(self, make_docx):
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="x/{}" TargetMode="External" Target="http://127.0.0.1:9"/>'
            "</Relationships>"
        )
        for part, kind, told in (
            ("document", "image", ["file.external_link"]),
            ("settings", "attachedTemplate", ["file.external_link"]),
            ("document", "hyperlink", []),
        ):
            content = make_docx("<w:p/>", **{f"word/_rels/{part}.xml.rels": rels.format(kind)})
            assert [i.code for i in read_document(content, "a").issues] == told

    def test_an_embedded_document_is_told(self, make_docx):
        content = make_docx('<w:altChunk r:id="r1"/><w:p/>')
        assert [i.code for i in read_document(content, "a").issues] == ["file.embedded_part"]

    def test_a_scan_pasted_into_a_document_is_told(self, make_docx):
        content = make_docx("<w:p><w:r><w:drawing/></w:r></w:p>")
        assert [i.code for i in read_document(content, "a").issues] == ["file.only_pictures"]

    def test_controls_that_hide_their_state_elsewhere_are_told(self, make_docx):
        content = make_docx("<w:p/>", **{"word/activeX/activeX1.xml": "<x/>"})
        assert [i.code for i in read_document(content, "a").issues] == ["file.form_controls"]

    def test_an_error_of_our_own_is_an_issue_too(self, make_docx, monkeypatch):
        def fail(*_args):
            raise ZeroDivisionError

        monkeypatch.setattr("kejifupin.office.docx.reader.refill", fail)
        issue = read_document(make_docx("<w:tbl/>"), "a").issues[0]
        assert issue.code == "file.internal"
        assert "ZeroDivisionError" in issue.message


class TestSheets:
    def code(self, content: bytes) -> str:
        return read_document(content, "a").issues[0].code

    def sheet(self, make_xlsx, *cells: str) -> bytes:
        return make_xlsx(f"<sheetData><row>{''.join(cells)}</row></sheetData>")

    @pytest.mark.parametrize("ref", ["XFD1048576", "XFD2001", "AMK1", "A200001"])
    def test_content_far_away(self, make_xlsx, ref):
        cells = '<c r="A1"><v>1</v></c>', f'<c r="{ref}"><v>1</v></c>'
        assert self.code(self.sheet(make_xlsx, *cells)) == "file.dangerous"

    @pytest.mark.parametrize("ref", ["1A", "甲1", "AAAA1", "A1B2"])
    def test_addresses_that_are_none(self, make_xlsx, ref):
        assert self.code(self.sheet(make_xlsx, f'<c r="{ref}"><v>1</v></c>')) == "file.broken"

    def test_merges_beyond_number(self, make_xlsx):
        refs = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 20_002))
        assert (
            self.code(make_xlsx(f"<sheetData/><mergeCells>{refs}</mergeCells>")) == "file.dangerous"
        )

    def test_tall_merges_beyond_number(self, make_xlsx):
        refs = "".join(
            f'<mergeCell ref="{c}{n}:{c}{n + 99}"/>'
            for n in range(1, 5000, 100)
            for c in "ABCDEFGH"
        )
        assert (
            self.code(make_xlsx(f"<sheetData/><mergeCells>{refs}</mergeCells>")) == "file.dangerous"
        )

    def test_a_name_longer_than_excel_allows(self, make_xlsx):
        assert self.code(make_xlsx("<sheetData/>", names=("长" * 300,))) == "file.dangerous"

    def test_one_sheet_listed_a_thousand_times(self, make_xlsx):
        names = tuple(f"表{n}" for n in range(300))
        content = make_xlsx(*["<sheetData/>"] * 300, names=names)
        assert self.code(content) == "file.dangerous"

    def test_numbers_of_absurd_length(self, make_xlsx):
        digits = "9" * 5_000
        cells = f'<c r="A{digits}"><v>1</v></c>', f'<c s="{digits}"><v>{digits}</v></c>'
        document = read_document(self.sheet(make_xlsx, *cells), "a")
        assert [c.number for c in document.grids[0].cells] == [1, None]


@pytest.fixture(scope="session")
def bombs():
    pytest.importorskip("resource", reason="memory is measured on Unix only")
    script = Path(__file__).with_name("bombs.py")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


READ = {"300k empty paragraphs", "130k rows of one cell", "60k begun fields"}


@pytest.mark.xdist_group("bombs")
def test_bombs_are_refused(bombs):
    for name, cost in bombs["report"].items():
        refused = [] if name in READ else [["file.dangerous"], ["file.broken"]]
        assert cost["codes"] in (refused or [[]]), name


@pytest.mark.xdist_group("bombs")
def test_bombs_cost_little_time(bombs):
    """What is refused is refused at once; what is just within the limits is read in seconds."""
    slow = {
        name: cost["seconds"]
        for name, cost in bombs["report"].items()
        if cost["seconds"] > (5 if name in READ else 1)
    }
    assert slow == {}


@pytest.mark.xdist_group("bombs")
def test_bombs_cost_little_memory(bombs):
    """In MB beyond what the process had."""
    assert max(cost["grown"] for cost in bombs["report"].values()) < 100


@pytest.mark.xdist_group("bombs")
def test_bombs_touch_nothing(bombs):
    """No file is opened, and no network."""
    assert bombs["touched"] == []
