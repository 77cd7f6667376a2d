"""Results go into tables of one's own library, with types that hold whatever is in them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest

from kejifupin import Issue, Issues
from kejifupin.errors import KejifupinError, MissingLibraryError, UnknownNameError
from kejifupin.frames import tables
from kejifupin.terms.origins import Place
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import View

LIBRARIES = ("polars", "pandas", "pyarrow")


class Small(Tabular):
    """One column of each type."""

    __slots__ = ("_columns",)
    column_types: ClassVar = {
        "number": "whole",
        "share": "decimal",
        "on": "day",
        "is": "flag",
        "s": "texts",
    }

    def __init__(self, **columns):
        self._columns = columns

    def columns(self):
        return self._columns

    def view(self):
        return View("小")


FULL = Small(
    text=("甲", None),
    number=(10**15, None),
    share=(Decimal("0.10"), None),
    on=(date(2018, 4, 30), None),
    **{"is": (True, None)},
    s=(("甲", "乙"), None),
)


def rows_of(table, library):
    """A table as rows of plain values."""
    if library == "polars":
        return table.to_dicts()
    if library == "pandas":
        import pyarrow as pa

        return pa.Table.from_pandas(table, preserve_index=False).to_pylist()
    return table.to_pylist()


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_goes_into_a_table_comes_out_as_it_was(library):
    """Decimals exact, days as days, several words as a list, nothing as null."""
    first, second = rows_of(FULL.to_frame(library), library)

    assert first == {
        "text": "甲",
        "number": 10**15,
        "share": Decimal("0.10"),
        "on": date(2018, 4, 30),
        "is": True,
        "s": ["甲", "乙"],
    }
    assert isinstance(first["share"], Decimal)
    assert set(second.values()) == {None}


def test_types_hold_where_there_is_no_value():
    """A column of days is one of days before the first of them is known."""
    empty = Small(**dict.fromkeys(FULL.columns(), ()))
    unknown = Small(**dict.fromkeys(FULL.columns(), (None,)))
    for library, names in (
        ("polars", ("String", "Int64", "Decimal", "Date", "Boolean", "List(String)")),
        ("pyarrow", ("string", "int64", "decimal128", "date32[day]", "bool", "list<item: string>")),
    ):
        for each in (empty, unknown):
            table = each.to_frame(library)
            schema = table.schema
            types = schema.values() if library == "polars" else schema.types
            for found, name in zip(map(str, types), names, strict=True):
                assert found.startswith(name), (library, found)


def test_another_library_is_told_with_the_nearest_name():
    """The names there are, or the one that was meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'polars'"):
        FULL.to_frame("polar")
    with pytest.raises(UnknownNameError, match="'pandas'"):
        FULL.to_frame("x")


@pytest.mark.parametrize(
    ("library", "missing", "remedy"),
    [
        ("polars", "polars", 'pip install "polars"'),
        ("pandas", "pandas", 'pip install "pandas"'),
        ("pandas", "pyarrow", 'pip install "kejifupin\\[frames\\]"'),
    ],
)
def test_a_library_that_is_not_there_is_told_with_what_to_install(
    library, missing, remedy, monkeypatch
):
    """As an ImportError too, for those who catch that."""
    real = tables.import_module

    def without(name):
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name)

    monkeypatch.setattr(tables, "import_module", without)
    with pytest.raises(MissingLibraryError, match=remedy) as told:
        FULL.to_frame(library)
    assert isinstance(told.value, ImportError)
    assert isinstance(told.value, KejifupinError)
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)


def test_without_narwhals_everything_but_tables_works():
    """Results show themselves with nothing installed, and say what tables need."""
    script = (
        "import sys; sys.modules['narwhals'] = None; sys.modules['narwhals.stable.v2'] = None\n"
        "from kejifupin import Issue, Issues\n"
        "from kejifupin.errors import MissingLibraryError\n"
        "found = Issues([Issue('a.b', '甲')])\n"
        "assert '甲' in repr(found) and '甲' in found._repr_html_()\n"
        "try: found.to_frame('polars')\n"
        "except MissingLibraryError as error: print(error.remedy)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == 'pip install "kejifupin[frames]"\n'


def test_issues_are_a_table_errors_first_and_what_stood_there_stays_out():
    """What was seen in a cell may be anybody's name."""
    place = Place("甲.xlsx", "表!B7")
    found = Issues([Issue("a.b", "缺<b>", place=place, seen="周广才", remedy="补")])

    assert "周广才" not in f"{found!r}{found._repr_html_()}{found.to_frame('pyarrow').to_pylist()}"
    assert "缺&lt;b&gt;" in found._repr_html_()
    (row,) = found.to_frame("polars").to_dicts()
    assert (row["severity"], row["file"], row["cell"], row["line"]) == (
        "error",
        "甲.xlsx",
        "表!B7",
        None,
    )
