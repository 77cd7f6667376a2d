"""Every value leads back to the cell in which it stands, by the word of another reader."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import openpyxl
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records
from hypothesis import HealthCheck, given, settings

from kejifupin.forms.reading import read_form
from kejifupin.forms.rendering import choices_text, value_text
from kejifupin.forms.writing import write_form
from kejifupin.office import read_document
from kejifupin.records.kinds import FieldType

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
FORMS = [key for key, layout in LAYOUTS.items() if not layout.rows_are_records]
quick = settings(max_examples=settings().max_examples // 5, suppress_health_check=list(HealthCheck))


def text_at(data: bytes, address: str) -> str:
    """What python-docx or openpyxl finds at an address."""
    if found := re.fullmatch(r"段落(\d+)", address):
        return docx.Document(io.BytesIO(data)).paragraphs[int(found[1]) - 1].text
    if found := re.fullmatch(r"表(\d+)!R(\d+)C(\d+)", address):
        table, row, col = map(int, found.groups())
        cells: list = []
        for cell in docx.Document(io.BytesIO(data)).tables[table - 1].rows[row - 1].cells:
            if not cells or cells[-1]._tc is not cell._tc:
                cells.append(cell)
        return cells[col - 1].text
    name, _, cell = address.rpartition("!")
    value = openpyxl.load_workbook(io.BytesIO(data))[name][cell].value
    return "" if value is None else str(value)


def shown(record, target) -> str:
    """What the form prints for a field."""
    if target.type in (FieldType.CHOICE, FieldType.CHOICES):
        return choices_text(target, record)
    return value_text(record.get(target.key))


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", FORMS)
def test_the_cell_of_a_field_holds_its_value(key, format_):
    """Of every field of the record and of its rows, blank ones included."""
    layout, kind = LAYOUTS[key], KINDS[LAYOUTS[key].kind]

    @quick
    @given(record=records(kind, layout, SETTING))
    def check(record):
        data = write_form(layout, kind, record, format=format_)
        document = read_document(data, f"表.{format_}")
        (again,) = read_form(document, tuple(LAYOUTS.values()), SETTING).records
        for each in (again, *again.rows()):
            for target in each.kind.fields:
                address = each.origin.cell(target.key)
                assert address is not None, target.key
                if target.type is FieldType.ROWS or each.get(target.key) is None:
                    continue
                if target.key == "division" and layout.division_from:
                    continue
                stands = text_at(data, address)
                wanted = shown(each, target)
                numbers = (stands, wanted)
                assert wanted in stands or float(numbers[0]) == float(numbers[1])

    check()
