"""Columns are wide enough for their numbers, as far as the paper goes."""

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.reports.column_widths import LYING, fitted_widths, room_for

TEXTS = st.text("0123456789.*—年月元某县", max_size=9)
TABLES = st.integers(1, 8).flatmap(
    lambda columns: st.tuples(
        st.lists(st.integers(1, 40), min_size=columns, max_size=columns),
        st.lists(st.tuples(*[TEXTS] * columns), max_size=6),
    )
)


@given(TABLES)
def test_every_number_has_room_where_there_is_room_for_all(table):
    """What is wished for stays where it does; else nobody is given less than it needs."""
    wished, rows = table
    widths = fitted_widths(wished, rows)
    needs = [max(map(room_for, column)) for column in zip(*rows, strict=True)]
    if not needs or sum(needs) > LYING:
        assert all(each > 0 for each in widths)
        return
    scale = LYING / sum(widths)
    assert all(width * scale >= need - 0.2 for width, need in zip(widths, needs, strict=True))


def test_what_is_wide_enough_stays_as_it_was():
    """Two short columns are not measured anew."""
    assert fitted_widths((3, 7), [("12", "某县")]) == (3, 7)


def test_a_long_number_takes_from_a_wide_column():
    """54201.7* has eight signs: it gets what a name does not need."""
    narrow, wide = fitted_widths((1, 19), [("54201.7*", "某县")])
    assert narrow / (narrow + wide) * LYING >= room_for("54201.7*") - 0.2
    assert wide > narrow
