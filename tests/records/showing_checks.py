"""What holds of every result that shows itself, whatever it is a result of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kejifupin.records.fields import FieldType
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.shown import Tabular

LIBRARIES = ("polars", "pandas", "pyarrow")
PLAIN = (str, int, Decimal, date, bool, tuple, type(None))
TYPES = {
    "text": ("String", "string"),
    "texts": ("List(String)", "list<item: string>"),
    "whole": ("Int64", "int64", "Decimal", "decimal128"),
    "decimal": ("Decimal", "decimal128", "Int64", "int64"),
    "day": ("Date", "date32[day]"),
    "flag": ("Boolean", "bool"),
}


def personal_texts(records):
    """What people wrote into personal fields of records and of their rows."""
    found = set()
    for record in records:
        for field in record.kind.fields:
            value = record.get(field.key)
            if field.type is FieldType.ROWS:
                found |= personal_texts(value or ())
            elif field.privacy is not Privacy.OPEN and isinstance(value, str) and len(value) > 1:
                found.add(value)
    return found


def check_shown(result, secrets):
    """It shows itself as text and as HTML, and nowhere what is personal."""
    text, page = repr(result), result._repr_html_()
    assert text.startswith(f"<{type(result).__name__}: ")
    assert page.startswith("<div")
    assert "<script" not in page
    assert "<style" not in page
    for secret in secrets:
        assert secret not in text, type(result)
        assert secret not in page, type(result)
    if isinstance(result, Tabular):
        check_tables(result, secrets)


def check_tables(result, secrets):
    """What its columns hold comes back from every library, with the types told."""
    columns = result.columns()
    assert len({len(values) for values in columns.values()}) <= 1, type(result)
    assert set(result.column_types) <= set(columns) or not columns, type(result)
    for library in LIBRARIES:
        table = result.to_frame(library)
        back = read_back(table, library)
        assert list(back) == list(columns)
        for name, values in columns.items():
            assert all(isinstance(each, PLAIN) for each in values), (type(result), name)
            assert back[name] == [plain(each) for each in values], (type(result), name)
        if library != "pandas" and result.column_types:
            schema = dict(zip(list(back), types_of(table, library), strict=True))
            for name, found in schema.items():
                wanted = TYPES[result.column_types.get(name, "text")]
                assert found.startswith(wanted), (type(result), name, found)
        for secret in secrets:
            assert secret not in str(back), type(result)


def plain(value):
    """A value as a table holds it: words as a list; numbers are equal whatever their type."""
    if isinstance(value, Decimal) and value.as_tuple().exponent < -30:
        return round(value, 6)
    return list(value) if isinstance(value, tuple) else value


def read_back(table, library):
    """Column → values of a table."""
    if library == "polars":
        return table.to_dict(as_series=False)
    if library == "pandas":
        import pyarrow as pa

        table = pa.Table.from_pandas(table, preserve_index=False)
    return table.to_pydict()


def types_of(table, library):
    """The types of its columns."""
    return [str(each) for each in (table.dtypes if library == "polars" else table.schema.types)]
