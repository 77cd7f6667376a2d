"""Files made over by other hands and programs: the same record comes out."""

from __future__ import annotations

import copy
import io
from datetime import date

import docx
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.labels import anchor_key
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form
from kejifupin.office import read_document
from kejifupin.records.record import with_values

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
GROWING = ("experts", "planned_activities")
FORMS = [key for key, layout in LAYOUTS.items() if not layout.rows_are_records]
quick = settings(max_examples=settings().max_examples // 5, suppress_health_check=list(HealthCheck))


def table_of(document):
    return max(document.tables, key=lambda table: len(table.rows))


def labels_of(key: str) -> frozenset[str]:
    layout = LAYOUTS[key]
    return frozenset(compile_layout(layout, KINDS[layout.kind]).by_key)


def split_runs(document, data) -> None:
    """Cut runs into pieces, as Word and WPS do while somebody types."""
    cells = [cell for row in table_of(document).rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]:
        for run in list(paragraph.runs):
            if len(run._r) == 1 and len(run.text) > 1:
                cut = data.draw(st.integers(1, len(run.text) - 1))
                second = copy.deepcopy(run._r)
                text = run.text
                run.text = text[:cut]
                run._r.addnext(second)
                second.text = text[cut:]


def space_labels(document, data, labels) -> None:
    """Put spaces and line breaks between the characters of labels."""
    space = data.draw(st.sampled_from([" ", "  ", "\u3000", "\n"]))
    for row in table_of(document).rows:
        for cell in row.cells:
            if anchor_key(cell.text) in labels and space not in cell.text:
                cell.text = space.join(cell.text) + data.draw(st.sampled_from(["", "：", ":"]))


def move_rows(document, data, key) -> None:
    """Put the lines of a form into another order; lines that belong together stay together."""
    table = table_of(document)
    rows = [row._tr for row in table.rows]
    if key == "team_workplan":
        rows[1].addnext(rows[2])
        rows[2].addnext(rows[1])
        return
    head = 1 if key == "winter_return" else 0
    groups: list[list] = []
    for row in list(table.rows)[head:]:
        follows = key == "winter_return" and not row.cells[0].text[:1].isdigit()
        if follows and groups:
            groups[-1].append(row._tr)
        else:
            groups.append([row._tr])
    order = data.draw(st.permutations(range(len(groups))))
    last = rows[head - 1] if head else None
    body = table._tbl
    for at in order:
        for tr in groups[at]:
            if last is None:
                body.remove(tr)
                body.append(tr)
            else:
                last.addnext(tr)
                last = tr


def add_around(document, data) -> None:
    """A table in front, paragraphs around."""
    first = document.paragraphs[0]
    if data.draw(st.booleans()):
        table = document.add_table(2, 3)
        table.cell(0, 0).text, table.cell(0, 1).text = "收文编号", "2017-17"
        first._p.addprevious(table._tbl)
        table._tbl.addnext(copy.deepcopy(first._p))
    first.insert_paragraph_before("关于报送有关表格的说明，请查收。")
    document.add_paragraph("经办：王某    2017年11月20日")


@pytest.mark.parametrize("key", FORMS)
def test_a_word_form_made_over_reads_the_same(key):
    """Runs cut, labels spaced out, lines moved, tables and paragraphs around."""
    layout, kind = LAYOUTS[key], KINDS[LAYOUTS[key].kind]

    @quick
    @given(record=records(kind, layout, SETTING), data=st.data())
    def check(record, data):
        document = docx.Document(io.BytesIO(write_form(layout, kind, record)))
        move_rows(document, data, key)
        space_labels(document, data, labels_of(key))
        split_runs(document, data)
        add_around(document, data)
        file = io.BytesIO()
        document.save(file)
        read = read_document(file.getvalue(), "改过的表.docx")
        reading = read_form(read, tuple(LAYOUTS.values()), SETTING)
        assert reading.forms == (key,)
        (again,) = reading.records
        assert dict(again.items()) == dict(record.items())

    check()


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", FORMS)
def test_forms_written_over_by_hand_read_the_same(key, format_):
    """A blank form filled in cell by cell with the texts of a filled one."""
    layout, kind = LAYOUTS[key], KINDS[LAYOUTS[key].kind]
    fill = fill_word if format_ == "docx" else fill_excel

    @quick
    @given(record=records(kind, layout, SETTING))
    def check(record):
        # The blank form has two numbered rows in each growing table.
        grown = {each: (record.get(each) or ())[:2] for each in GROWING if each in kind}
        record = with_values(record, grown)
        filled = write_form(layout, kind, record, format=format_)
        by_hand = fill(write_form(layout, kind, format=format_), filled)
        read = read_document(by_hand, f"填好的表.{format_}")
        (again,) = read_form(read, tuple(LAYOUTS.values()), SETTING).records
        assert dict(again.items()) == dict(record.items())

    check()


def fill_word(blank: bytes, filled: bytes) -> bytes:
    """Type the texts of a filled form into a blank one, with python-docx."""
    target, source = (docx.Document(io.BytesIO(data)) for data in (blank, filled))
    for one, other in zip(target.paragraphs, source.paragraphs, strict=True):
        if one.text != other.text:
            one.text = other.text
    rows = list(source.tables[0].rows)
    # The dotted rows of the blank form stay as they are.
    targets = [r for r in target.tables[0].rows if not r.cells[0].text.startswith("…")]
    for one, other in zip(targets, rows, strict=True):
        for cell, model in zip(one.cells, other.cells, strict=True):
            if cell.text != model.text:
                cell.text = model.text
    file = io.BytesIO()
    target.save(file)
    return file.getvalue()


def fill_excel(blank: bytes, filled: bytes) -> bytes:
    """Type the values of a filled form into a blank one, with openpyxl."""
    import openpyxl

    target, source = (openpyxl.load_workbook(io.BytesIO(data)) for data in (blank, filled))
    page, model = target.worksheets[0], source.worksheets[0]
    rows = [row for row in page.iter_rows() if not str(row[0].value or "").startswith("…")]
    for row, other in zip(rows, model.iter_rows(), strict=True):
        for cell, like in zip(row, other, strict=True):
            if like.value is not None and cell.value != like.value:
                cell.value = like.value
                cell.data_type = like.data_type
    file = io.BytesIO()
    target.save(file)
    return file.getvalue()
