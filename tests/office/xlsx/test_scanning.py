"""Sheets are measured as they pass by, and before if they begin like one that is too large."""

from __future__ import annotations

import pytest

from kejifupin.office import read_document
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.xlsx.scanning import Scanner

ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def test_a_sheet_is_handed_on_as_it_came():
    """Piece by piece, its merged blocks noted wherever it is cut."""
    whole = (
        b"<sheetData>" + ROW * 9 + b'</sheetData><mergeCell ref="B2:C3"/><mergeCell ref="E5"/></x>'
    )
    for step in (1, 7, 50, 1000):
        scanner = Scanner(Limits())
        pieces = [whole[at : at + step] for at in range(0, len(whole), step)]
        assert list(scanner.watch(pieces)) == pieces
        assert [(each.row, each.last_col) for each in scanner.merges().rectangles] == [
            (1, 2),
            (4, 4),
        ]


def test_each_sheet_has_its_own_merged_blocks_and_all_share_one_limit():
    """Ten rows of one cell are 60 tags; a workbook may have six to a cell."""
    scanner = Scanner(Limits(sheet_cells=20))
    assert scanner.scan([b'<mergeCell ref="B2:C3"/>' + ROW * 10 + b"<"])
    assert not scanner.scan([ROW * 9])
    with pytest.raises(RefusedFileError):
        scanner.scan([ROW * 10])


def test_what_begins_like_a_sheet_that_is_too_large_is_looked_through_first():
    """By its rows, or by its tags."""
    scanner = Scanner(Limits(sheet_rows=100, sheet_cells=1000))
    assert scanner.looks_too_large(ROW * 10, 101 * len(ROW))
    assert not scanner.looks_too_large(ROW * 10, 100 * len(ROW))
    assert scanner.looks_too_large(b"<c/>" * 10, 6001 * 4)
    assert not scanner.looks_too_large(b"<c/>" * 10, 6000 * 4)
    assert not scanner.looks_too_large(b"", 0)


def test_too_many_rows_are_refused_before_any_is_read(make_xlsx, monkeypatch):
    """So that it costs a tenth of what reading up to the limit would."""

    def fail(*_args):
        raise AssertionError

    monkeypatch.setattr("kejifupin.office.xlsx.sheet_reader.SheetReader.read", fail)
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 9973}</v></c></row>' for n in range(30_000)
    )
    content = make_xlsx(f"<sheetData>{rows}</sheetData>")
    found = read_document(content, "a.xlsx", limits=Limits(sheet_rows=20_000))
    assert [issue.code for issue in found.issues] == ["file.dangerous"]
    found = read_document(content, "a.xlsx")
    assert [issue.code for issue in found.issues] == ["file.internal"]
