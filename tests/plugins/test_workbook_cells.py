"""What is written into a cell is read back; what people write by hand is understood."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.forms.layouts import LayoutCell, Row
from kejifupin.indicators.measures import Measure
from kejifupin.plugins.workbook_cells import UnreadableCellError, from_cell, to_cell
from kejifupin.records.fields import FieldType
from kejifupin.targets.target import Basis
from kejifupin.terms.division_levels import Level

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20) | st.sampled_from(
    [
        "",
        " ",
        '"',
        "[甲]",
        "{ a = 1 }",
        "{division}",
        "=1+1",
        "#注",
        "_x0041_",
        "√",
        "是",
        "甲、乙",
        "3",
    ]
)
NUMBERS = st.integers(-(10**30), 10**30) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20
)
DATES = st.dates()
TABLES = st.dictionaries(TEXTS, TEXTS | st.booleans() | DATES | st.lists(TEXTS, max_size=3))


@given(TEXTS)
def test_a_text_comes_back(text):
    """Any text at all, in a column of texts, of cells of a form, and inside a list."""
    assert from_cell(to_cell(text, str), str) == text
    assert from_cell(to_cell(text, LayoutCell), LayoutCell) == text
    assert from_cell(to_cell([text, text], tuple[str, ...]), tuple[str, ...]) == [text, text]


@given(st.lists(TEXTS, max_size=4))
def test_a_list_comes_back(texts):
    """Whatever its items hold, and however few there are."""
    assert from_cell(to_cell(texts, tuple[str, ...]), tuple[str, ...]) == texts


@given(NUMBERS)
def test_a_number_comes_back(number):
    """However many digits it has."""
    assert from_cell(to_cell(number, int | Decimal), int | Decimal | None) == number


@given(DATES)
def test_a_day_comes_back(day):
    """Before the first day of Excel too."""
    assert from_cell(to_cell(day, date), date | None) == day


@given(TABLES)
def test_a_table_comes_back(table):
    """A nested value is written as TOML."""
    assert from_cell(to_cell(table, Mapping[str, str]), Mapping[str, str]) == table


@given(st.lists(st.sampled_from([each.value for each in Level]), min_size=1, max_size=4))
def test_choices_are_written_in_chinese(levels):
    """Words to choose from are Chinese in the cell and keys in the data."""
    cell = to_cell(levels, tuple[Level, ...])

    assert not cell.isascii()
    assert from_cell(cell, tuple[Level, ...]) == levels


@pytest.mark.parametrize(
    ("content", "type_", "data"),
    [
        ("县市区，乡镇", tuple[Level, ...], ["county", "township"]),
        ("county", Level, "county"),
        ("每个", Basis, "each"),
        ("多选", FieldType, "choices"),
        ("是", bool, True),
        ("FALSE", bool, False),
        (1, bool, True),
        (520000, str, "520000"),
        (520000, tuple[str, ...], ["520000"]),
        (Decimal("3.0"), int, 3),
        ("１２", int | None, 12),
        ("1,200", int | Decimal, 1200),
        ("2018年4月30日", date, date(2018, 4, 30)),
        (date(2018, 4, 30), str, "2018-04-30"),
        ("13、15、20", tuple[int, ...], [13, 15, 20]),
        ('{ do = "count",\nrecords = "team" }', Measure, {"do": "count", "records": "team"}),
        ("{division}", LayoutCell, "{division}"),
        ('{ field = "a", span = 2 }', LayoutCell, {"field": "a", "span": 2}),
        ('{ section = "专家" }', Row, {"section": "专家"}),
        ('"科技之冬"活动', str, '"科技之冬"活动'),
    ],
)
def test_what_people_write(content, type_, data):
    """Full-width digits, commas, dates in words, codes stored as numbers."""
    found = from_cell(content, type_)

    assert found == data
    assert type(found) is type(data)


@pytest.mark.parametrize("text", ["{ field = “a” }", "{ a = }", '["a"', "{ a = 1 } x"])
def test_a_table_that_cannot_be_read_is_told(text):
    """Chinese quotes and missing brackets are no TOML."""
    with pytest.raises(UnreadableCellError):
        from_cell(text, Row)


def test_what_does_not_fit_is_handed_on():
    """Judging is the codec's: a word in a column of numbers stays that word."""
    assert from_cell("许多", int) == "许多"
    assert from_cell("明年", date) == "明年"
    assert from_cell(Decimal("1.5"), date) == Decimal("1.5")
