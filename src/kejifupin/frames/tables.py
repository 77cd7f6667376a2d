"""Columns of plain values as a table of the library named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol

from attrs import field, frozen

from kejifupin.errors import MissingLibraryError, UnknownNameError
from kejifupin.frames.engines import ENGINES
from kejifupin.frames.errors import EngineError, FrameError, FrameProblem
from kejifupin.terms.arithmetic import EXACT
from kejifupin.terms.text import nearest

_DIGITS = 38
_NO_TYPES: Mapping[str, str] = MappingProxyType({})
_PRINTED = 6
"""Decimal places that no figure of a form exceeds; only quotients have more."""


class HasColumns(Protocol):
    """Results that give their columns, such as values and statuses."""

    def columns(self) -> Mapping[str, Sequence[object]]:
        """Column → values, all of one length."""


@frozen
class Typed:
    """A column with its type (列).

    Args:
        name: Its name.
        type: ``text``, ``texts``, ``whole``, ``decimal``, ``day`` or ``flag``.
        values: What stands in it; None for nothing.
        scale: Decimal places of decimals.
    """

    name: str
    type: str
    values: Sequence[Any] = field(repr=False)
    scale: int = 0


def to_frame(
    columns: HasColumns | Mapping[str, Sequence[object]],
    backend: str,
    *,
    types: Mapping[str, str] = _NO_TYPES,
) -> Any:
    """Results as a table of a library.

    Numbers are whole or decimal, never floating; a quotient with more digits than a decimal holds
    is rounded to those that it holds.

    Args:
        columns: What has columns, or the columns themselves.
        backend: ``polars``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.
        types: Column → the type that it has where it holds no value; text by default.

    Raises:
        UnknownNameError: No such library.
        MissingLibraryError: It is not installed.
        EngineError: Spark has no session.
        FrameError: A column holds what has no type in tables.
    """
    found = columns if isinstance(columns, Mapping) else columns.columns()
    made = (typed(name, each, default=types.get(name, "text")) for name, each in found.items())
    return table_of(tuple(made), backend)


def typed(name: str, values: Iterable[object], *, default: str = "text") -> Typed:
    """A column with the type that all its values share.

    Args:
        name: Its name.
        values: What stands in it.
        default: The type of a column without any value.

    Raises:
        FrameError: Its values share no type.
    """
    found = tuple(values)
    given = [each for each in found if each is not None]
    kinds = {_type(each) for each in given}
    if kinds == {"whole", "decimal"}:
        kinds = {"decimal"}
    if len(kinds) > 1 or None in kinds:
        names = ", ".join(sorted({type(each).__name__ for each in given}))
        raise FrameError([FrameProblem("table", f"column {name!r} mixes {names}", column=name)])
    kind = next(iter(kinds), None) or default
    if kind == "decimal":
        return _decimals(name, found)
    return Typed(name, kind, found)


def _type(value: object) -> str | None:
    match value:
        case bool():
            return "flag"
        case int():
            return "whole" if abs(value) < 2**63 else "decimal"
        case Decimal():
            return "decimal"
        case date():
            return "day"
        case str():
            return "text"
        case tuple() | list() if all(isinstance(each, str) for each in value):
            return "texts"
    return None


def _decimals(name: str, values: Sequence[Any]) -> Typed:
    numbers = [each if each is None else Decimal(each) for each in values]
    given = [each for each in numbers if each is not None]
    whole = max((each.adjusted() + 1 for each in given if each), default=1)
    places = max((-_exponent(each) for each in given), default=0)
    _, scale = decimal_size(name, whole, places)
    fitted = [each if each is None else fit_decimal(each, scale) for each in numbers]
    return Typed(name, "decimal", tuple(fitted), scale)


def decimal_size(name: str, whole: int, places: int) -> tuple[int, int]:
    """How many digits a column of decimals has, and how many of them are places.

    Args:
        name: Name of the column.
        whole: The most digits before the point.
        places: The most places behind it.

    Raises:
        FrameError: They need more digits than tables hold.
    """
    scale = max(0, min(places, _DIGITS - max(whole, 0)))
    if whole > _DIGITS or scale < min(places, _PRINTED):
        message = f"column {name!r} needs more than {_DIGITS} digits"
        raise FrameError([FrameProblem("table", message, column=name)])
    return _DIGITS, scale


def fit_decimal(number: Decimal, scale: int) -> Decimal:
    """A number with so many places, rounded where it has more."""
    return number.quantize(Decimal((0, (1,), -scale)), ROUND_HALF_EVEN, EXACT)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def table_of(columns: Sequence[Typed], backend: str) -> Any:
    """Columns with their types as a table of a library.

    Args:
        columns: The columns, all of one length.
        backend: ``polars``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.

    Raises:
        UnknownNameError: No such library.
        MissingLibraryError: It is not installed.
        EngineError: Spark has no session.
    """
    if backend not in ENGINES:
        raise UnknownNameError("table library", backend, nearest(backend, ENGINES) or ENGINES)
    library = _imported(backend)
    if backend == "polars":
        return _polars(columns)
    table = _arrow(columns)
    if backend == "pandas":
        return table.to_pandas(types_mapper=library.ArrowDtype)
    if backend == "duckdb":
        return library.from_arrow(table)
    if backend == "pyspark":
        session = import_module("pyspark.sql").SparkSession.getActiveSession()
        if session is None:
            raise EngineError("pyspark", "be written to without a session", "start one first")
        return session.createDataFrame(table)
    return table


def _imported(library: str) -> Any:
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        name = error.name or library
        raise MissingLibraryError(name, "frames" if name == "pyarrow" else None) from error


def _polars(columns: Sequence[Typed]) -> Any:
    pl = _imported("polars")
    types = {
        "text": pl.String(),
        "texts": pl.List(pl.String()),
        "whole": pl.Int64(),
        "day": pl.Date(),
        "flag": pl.Boolean(),
    }
    return pl.DataFrame(
        [
            pl.Series(
                each.name,
                [list(v) if isinstance(v, tuple) else v for v in each.values],
                types.get(each.type) or pl.Decimal(_DIGITS, each.scale),
            )
            for each in columns
        ]
    )


def _arrow(columns: Sequence[Typed]) -> Any:
    pa = _imported("pyarrow")
    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "whole": pa.int64(),
        "day": pa.date32(),
        "flag": pa.bool_(),
    }
    return pa.table(
        {
            each.name: pa.array(
                each.values, types.get(each.type) or pa.decimal128(_DIGITS, each.scale)
            )
            for each in columns
        }
    )
