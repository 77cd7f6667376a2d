"""Whatever is written into a form is read back from it, in both formats."""

from __future__ import annotations

from datetime import date

import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records, row_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin import open_programme
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form, write_rows
from kejifupin.office import read_document

PROGRAMMES = ("henan-2016", "hunan-2016", "jilin-winter-2017", "xian-2017", "xuchang-2018")
KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
FORMS = [key for key, layout in LAYOUTS.items() if not layout.rows_are_records]
quick = settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))


def read(data: bytes, name: str = "表.docx"):
    return read_form(read_document(data, name), tuple(LAYOUTS.values()), SETTING)


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", FORMS)
def test_a_filled_form_reads_back_as_the_record(key, format_):
    """read(write(record)) == record, for every layout and both formats."""
    layout, kind = LAYOUTS[key], KINDS[LAYOUTS[key].kind]

    @quick
    @given(record=records(kind, layout, SETTING))
    def check(record):
        reading = read(write_form(layout, kind, record, format=format_), f"表.{format_}")
        assert reading.forms == (key,)
        assert len(reading.records) == 1, reading.issues.items
        assert dict(reading.records[0].items()) == dict(record.items())

    check()


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_a_register_reads_back_row_by_row(format_):
    """Rows that are records come back as they were, in order."""
    layout, kind = LAYOUTS["village_register"], KINDS["village_register"]

    @quick
    @given(rows=st.lists(row_records(kind, SETTING), min_size=1, max_size=6))
    def check(rows):
        reading = read(write_rows(layout, kind, rows, format=format_), f"名册.{format_}")
        assert [dict(r.items()) for r in reading.records] == [dict(r.items()) for r in rows]

    check()


@pytest.mark.fuzz
@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", PROGRAMMES)
def test_every_form_and_ledger_of_a_programme_reads_back(key, format_):
    """Whatever a province declares is read back from what is written of it."""
    owner = open_programme(key)
    setting = owner.setting(date(2018, 5, 31))
    for form in owner.catalogue.layouts:
        reads_back(owner.catalogue, form, setting, format_)


def reads_back(catalogue, form, setting, format_):
    """Drawn fillings of one form of a programme read back as they were."""
    layout, layouts = catalogue.layouts[form], tuple(catalogue.layouts.values())
    kind = catalogue.kinds[layout.kind]
    few = st.lists(row_records(kind, setting), min_size=1, max_size=6)
    one = records(kind, layout, setting).map(lambda record: [record])

    @quick
    @given(drawn=few if layout.rows_are_records else one)
    def check(drawn):
        data = (
            write_rows(layout, kind, drawn, format=format_)
            if layout.rows_are_records
            else write_form(layout, kind, drawn[0], format=format_)
        )
        reading = read_form(read_document(data, f"表.{format_}"), layouts, setting)
        assert set(reading.forms) == {form}
        found = [dict(record.items()) for record in reading.records]
        assert found == [dict(record.items()) for record in drawn]

    check()
