"""Records as tables and back: nothing is lost on the way, in any library."""

from __future__ import annotations

from decimal import Decimal

import pytest
from any_world import FAMILY, VISIT, worlds
from hypothesis import HealthCheck, given, settings
from small_world import GREEN, LAKE, RETURN, TEAM, origin, place, record, setting, values_of

from kejifupin.errors import UnknownNameError
from kejifupin.frames import (
    FrameData,
    FrameError,
    records_from_frame,
    records_from_frames,
    records_to_frame,
    records_to_frames,
    to_frame,
)
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.records import Field, FieldType, RecordKind, make_record
from kejifupin.terms.disclosure import Disclosure, Privacy
from kejifupin.terms.origins import Origin
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

WHERE = setting(kinds=(FAMILY, VISIT))
LIBRARIES = ("polars", "pandas", "pyarrow", "duckdb")


@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(records=worlds)
def test_records_come_back_as_they_were(records):
    """Blanks, “-”, vague and unread values, places, periods, choices and rows within."""
    kinds = dict.fromkeys(each.kind for each in records)
    expected = [each for kind in kinds for each in records if each.kind == kind]
    for library in LIBRARIES:
        back = records_from_frames(records_to_frames(records, library), WHERE)
        assert list(back) == expected, library


@pytest.mark.parametrize("library", LIBRARIES)
def test_sources_come_back_too(library):
    """File, table, row, layout, the address of every cell, and the words of a passage."""
    one = record(RETURN, GREEN, "a.docx", people=3, sha256="0" * 64)
    row = make_record(
        RETURN, {"division": place(GREEN), "people": 4}, origin(RETURN, "b.xlsx", row=7)
    )
    told = make_record(RETURN, {"people": 5}, Origin("许昌", passage="二（五）"))
    given_records = [one, row, told]
    back = records_from_frame(records_to_frame(given_records, RETURN, library), RETURN, WHERE)

    assert [each.origin for each in back] == [each.origin for each in given_records]
    assert back[1].origin.cell("people") == "表1!R2C2"


@pytest.mark.parametrize("library", LIBRARIES)
def test_explaining_a_table_names_file_and_cell(library):
    """The select form of a partial gives the record with where it was read."""
    given_records = [record(RETURN, GREEN, "a.docx", people=3), record(RETURN, LAKE, people=4)]
    partial = Partial(PartialKind.SUM, "return", "people")
    data = FrameData.of(records_to_frames(given_records, library), WHERE)
    found = list(data.select(partial, WHERE, homes={GREEN}))

    assert [(each.home, each.record.get("people")) for each in found] == [(GREEN, 3)]
    assert (found[0].record.origin.file, found[0].record.origin.cell("people")) == (
        "a.docx",
        "表1!R2C2",
    )


def test_columns_are_there_only_where_a_value_needs_them():
    """A plain table stays plain; units and decimals stand in the kind, exact types in the table."""
    plain = records_to_frame([record(RETURN, GREEN, people=3)], RETURN, "polars")
    vague = records_to_frame(
        [record(RETURN, GREEN, people=Vague(1, 2, "一两人"), crowd=NONE_OF_ITEM)], RETURN, "polars"
    )

    assert plain.columns == [each.key for each in RETURN.fields]
    assert {"people__high", "people__text", "crowd__state"} <= set(vague.columns)


def test_only_records_of_the_kind_make_its_table():
    """Another kind is refused."""
    with pytest.raises(UnknownNameError):
        records_to_frame([record(TEAM, GREEN)], RETURN, "polars")


@pytest.mark.parametrize("library", LIBRARIES)
def test_results_become_tables(library):
    """Values give their columns; numbers stay whole or decimal."""
    records = [record(RETURN, GREEN, people=3, crowd=Decimal("0.25"))]
    table = to_frame(values_of(records), library)
    back = table.to_arrow_table() if library == "duckdb" else table
    shown = back.to_pylist() if hasattr(back, "to_pylist") else None
    rows = shown or (back.to_dicts() if library == "polars" else back.to_dict("records"))

    assert {(row["division"], row["low"]) for row in rows} == {
        (GREEN, 3),
        ("990100", 3),
        ("990000", 3),
    }


def test_digits_beyond_those_of_a_decimal_are_told():
    """A quotient is rounded to what fits; a figure with its own decimals is not."""
    third = Decimal(1) / Decimal(3)
    fits = to_frame({"x": [third, 10**20]}, "polars")

    assert fits["x"][0] == Decimal("0.33333333333333333")
    with pytest.raises(FrameError, match="38 digits"):
        to_frame({"x": [Decimal("0.000001"), 10**37]}, "polars")
    with pytest.raises(FrameError, match="mixes"):
        to_frame({"x": [1, "a"]}, "polars")
    with pytest.raises(UnknownNameError, match="'polars'"):
        to_frame({"x": [1]}, "polar")


def test_personal_fields_leave_masked_unless_asked_for():
    """What is masked is there, and counts as what could not be read."""
    kind = RecordKind(
        "visit_log",
        "走访",
        (
            Field("division", "地区", FieldType.DIVISION),
            Field("name", "户名", privacy=Privacy.PERSONAL),
            Field("people", "人数", FieldType.NUMBER, unit="人", privacy=Privacy.PERSONAL),
        ),
        identity=("division", "name"),
    )
    given_record = make_record(kind, {"name": "周广才", "people": 3})
    masked = records_to_frame([given_record], kind, "polars")
    assert "周广才" not in str(masked.to_dicts())
    assert masked["name__text"].to_list() == ["***"]
    assert masked["people"].to_list() == [None]
    assert masked["people__state"].to_list() == ["unread"]
    clear = records_to_frame(
        [given_record], kind, "polars", disclosure=Disclosure.of(("visit_log.name",))
    )
    assert clear["name"].to_list() == ["周广才"]
    assert clear["people"].to_list() == [None]
