"""Plain data written as TOML are read back the same."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange.toml_writing import toml_file, toml_value

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
)


def read(text):
    return tomllib.loads(text, parse_float=Decimal)


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_a_file_is_read_back(data):
    """Whatever plain data a file is made of, tomllib reads the same."""
    assert read(toml_file(data)) == data


@given(VALUES)
def test_a_value_is_one_line(value):
    """A value stays on its line and is read back."""
    text = toml_value(value)

    assert "\n" not in text
    assert read(f"a = {text}") == {"a": value}


def test_definitions_stand_under_headers():
    """Lists of tables are blocks, short tables inside them stay on a line."""
    data = {
        "targets": [{"key": "a", "bound": {"at_least": 1}, "due_on": date(2018, 4, 30)}],
        "note": "x",
    }

    assert toml_file(data) == (
        'note = "x"\n\n[[targets]]\nkey = "a"\nbound = { at_least = 1 }\ndue_on = 2018-04-30\n'
    )


def test_what_toml_cannot_say_is_refused():
    """None is no value of TOML."""
    with pytest.raises(TypeError):
        toml_value(None)
