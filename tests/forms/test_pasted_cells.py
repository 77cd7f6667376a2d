"""Cells pasted from elsewhere into a Word form: tables inside of its cells."""

from __future__ import annotations

import io

import docx
import pytest

from kejifupin import make_record
from kejifupin.forms.reading import read_form
from kejifupin.office import read_document
from kejifupin.records import DivisionName


@pytest.fixture(scope="module")
def blank(winter):
    kind = winter.catalogue.kinds["village_survey"]
    place = DivisionName("白山市靖宇县", "220622")
    return winter.filled(make_record(kind, {"village": "双山子村", "division": place}))


def read(winter, content):
    document = read_document(content, "表.docx")
    layouts = tuple(winter.catalogue.layouts.values())
    return document, read_form(document, layouts, winter.setting())


def beside(document, label):
    for row in document.tables[0].rows:
        cells = [docx.table._Cell(tc, document.tables[0]) for tc in row._tr.tc_lst]
        for at, cell in enumerate(cells[:-1]):
            if cell.text.replace(" ", "") == label:
                return cells[at + 1]
    raise LookupError(label)


def pasted(content, label, rows):
    document = docx.Document(io.BytesIO(content))
    cell = beside(document, label)
    table = cell.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for inner, text in zip(row.cells, texts, strict=True):
            inner.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("times", [1, 3])
def test_a_cell_pasted_into_a_cell_is_read(winter, blank, times):
    """As a table of one cell; the value stands at the outer cell, however often it is read."""
    content = pasted(blank, "总户数", [["213"]])
    for _ in range(times):
        document, reading = read(winter, content)
        (record,) = reading.records
        assert record.households == 213
        assert record.origin.cell("households").startswith("表1!")
        assert "households" not in {each.field for each in reading.issues}
        assert len(document.grids) == 1


def test_a_whole_table_in_a_cell_is_told_at_the_cell(winter, blank):
    """What it means nobody can know, and it is not passed over in silence."""
    content = pasted(blank, "总户数", [["一组", "二组"], ["100", "113"]])
    document, reading = read(winter, content)
    (record,) = reading.records
    assert record.households is None
    told = [each for each in reading.issues if each.code == "form.nested_table"]
    cell = record.origin.cell("households")
    assert [(each.field, each.place.cell) for each in told] == [("households", cell)]
    assert len(document.grids) == 2
