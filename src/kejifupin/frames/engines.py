"""The libraries that a table may belong to, and the little in which they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.errors import EngineError

Frame = nw.LazyFrame[Any]
"""A query over a table; the eager libraries answer it at once."""
Rows = nw.DataFrame[Any]
"""What a query gave, in memory."""

ENGINES = ("polars", "pandas", "pyarrow", "duckdb", "pyspark")
_SMALL_INTS = (nw.Int8, nw.Int16, nw.Int32, nw.UInt8, nw.UInt16, nw.UInt32)


@define(eq=False)
class Table:
    """A table of the user's own, whatever library it belongs to (数据表).

    Args:
        native: The table, in the library that answers queries about it.
        engine: That library.
        schema: Column → type.
    """

    native: Any = field(repr=False)
    engine: str
    schema: Mapping[str, Any] = field(repr=False)
    _kept: dict[str, Any] = field(factory=dict, repr=False)
    _states: dict[str, frozenset[str]] = field(factory=dict, repr=False, init=False)
    _borrows: bool = field(default=False, repr=False)
    _told_of_overflow: bool = field(default=False, repr=False)

    @classmethod
    def of(cls, native: Any, *, borrow_polars: bool = True) -> Table:
        """A table of one of the supported libraries.

        Args:
            native: The table: polars (eager or lazy), pandas, pyarrow, a DuckDB relation, PySpark.
            borrow_polars: Whether polars, if it is installed, answers for pandas and pyarrow.

        Raises:
            EngineError: It is a table of some other library, or no table at all.
        """
        try:
            frame = nw.from_native(nw.to_native(native, pass_through=True))
        except TypeError:
            raise EngineError(type(native).__module__, "be read as a table", _SUPPORTED) from None
        name = str(frame.implementation).lower().removesuffix("_connect")
        if name not in ENGINES:
            raise EngineError(name, "be read as a table", _SUPPORTED)
        # A column without a textual name, as pandas allows, is none that a field could have.
        schema = {key: each for key, each in frame.collect_schema().items() if type(key) is str}
        table, kept = nw.to_native(frame), {}
        if name == "pandas":
            if find_spec("pyarrow") is None:
                raise EngineError("pandas", "be read without pyarrow", "install pyarrow")
            kept = {
                column: _from_pandas(table[column])
                for column, kind in schema.items()
                if kind in (nw.Float32, nw.Float64, nw.Unknown) or table[column].dtype == object
            }
            schema |= {column: _arrow_type(array) for column, array in kept.items()}
        schema |= {
            column: _named(table, column, name)
            for column, kind in schema.items()
            if kind == nw.Unknown and column not in kept
        }
        borrows = borrow_polars and name in ("pandas", "pyarrow") and find_spec("polars")
        engine = "polars" if borrows else name
        told = name == "pyspark" and _is_ansi(table)
        return cls(table, engine, schema, kept=kept, borrows=bool(borrows), told_of_overflow=told)

    def scan(self, columns: Iterable[str]) -> Frame:
        """A query over some of the columns, which alone are read."""
        wanted = list(dict.fromkeys(columns))
        native = self.native
        if not hasattr(native, "lazy") and self.engine in ("polars", "pandas", "pyarrow"):
            native = self._arrow(wanted)
        if self.engine == "polars":
            if self._borrows:
                import polars as pl

                native = pl.from_arrow(native)
            return _query(native.lazy()).select(*wanted)
        return _query(native).select(*wanted)

    def _arrow(self, columns: Sequence[str]) -> Any:
        """Some columns as an Arrow table; those of pandas are converted once."""
        import pyarrow as pa

        if isinstance(self.native, pa.Table):
            table = self.native.select(columns)
        else:
            for column in columns:
                if column not in self._kept:
                    self._kept[column] = _from_pandas(self.native[column])
            table = pa.table({column: self._kept[column] for column in columns})
        plain = [pa.field(each.name, self._plain(each.type)) for each in table.schema]
        try:
            return table.cast(pa.schema(plain))
        except pa.ArrowInvalid:
            remedy = "cast them to decimals that they fit in"
            raise EngineError("pyarrow", "narrow decimals to 38 digits", remedy) from None

    def _plain(self, kind: Any) -> Any:
        """The plain one among alike Arrow types, which all libraries can work with."""
        import pyarrow as pa

        if pa.types.is_decimal(kind) and not pa.types.is_decimal128(kind):
            return pa.decimal128(38, kind.scale)
        # Arrow joins texts of one type only, and the small tables have the plain one.
        wide = pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
        return pa.string() if wide and not self._borrows else kind

    def small(self, columns: Mapping[str, Sequence[int | str | None]]) -> Frame:
        """A small table beside the large one in the same library; no column of it is empty."""
        if self.engine == "polars":
            import polars as pl

            return _query(pl.DataFrame(dict(columns)).lazy())
        import pyarrow as pa

        small_table = pa.table(
            {
                name: pa.array(values, pa.string() if _is_text(values) else pa.int64())
                for name, values in columns.items()
            }
        )
        if self.engine == "duckdb":
            # DuckDB finds the Arrow table by the name that it has here.
            return _query(self.native.query("_kejifupin", "SELECT * FROM small_table"))
        if self.engine == "pyspark":
            # Spark broadcasts it, as it would not do with rows that it was given in Python.
            return _query(self.native.sparkSession.createDataFrame(small_table))
        return _query(small_table)

    def states(self, column: str) -> frozenset[str]:
        """What a state column says anywhere, so that nothing else need be asked of each row."""
        if column not in self._states:
            said = nw.col(column).cast(nw.String).alias("_said")
            found = self.columns(
                self.scan([column]).select(said).group_by("_said").agg(nw.len().alias("_n"))
            )
            self._states[column] = frozenset(each for each in found["_said"] if each)
        return self._states[column]

    def widened(self, number: nw.Expr, dtypes: Iterable[Any], scale: int | None) -> nw.Expr:
        """A number made wide enough that its sum cannot overflow.

        Polars and Arrow wrap around silently, and so does Spark unless it follows ANSI: then it
        stops, and is asked again with wide numbers. DuckDB widens by itself.

        Args:
            number: The number.
            dtypes: Types of the columns that it was made from.
            scale: Its decimal places, if it is of type Decimal.
        """
        if self.engine == "duckdb" or (self._told_of_overflow and scale is None):
            return number
        if scale is not None:
            return number.cast(nw.Decimal(38, scale))
        if all(each is None or each in _SMALL_INTS for each in dtypes):
            return number.cast(nw.Int64)
        return number.cast(nw.Int128 if self.engine == "polars" else nw.Decimal(38, 0))

    def widens_after(self, error: Exception) -> bool:
        """Whether what failed can be asked again, now with numbers made wide before they are added.

        Args:
            error: What the table's library said.
        """
        if not self._told_of_overflow or "ARITHMETIC_OVERFLOW" not in str(error):
            return False
        self._told_of_overflow = False
        return True

    def countable(self, flag: nw.Expr) -> nw.Expr:
        """Something true or false in a form whose sum is how often it is true."""
        return flag if self.engine == "polars" else flag.cast(nw.Int8)

    def narrowed(self, frame: Frame, names: Iterable[str]) -> Frame:
        """Counts of rows as 64 bits: DuckDB adds up to 128, which come back as slow decimals."""
        casts = [nw.col(name).cast(nw.Int64) for name in names]
        return frame.with_columns(*casts) if casts and self.engine == "duckdb" else frame

    @property
    def has_windows(self) -> bool:
        """Whether the row before can be asked for inside a query; else rows are sorted."""
        return self.engine in ("duckdb", "pyspark")

    def gather(self, frame: Frame | Rows) -> Rows:
        """The rows that a query gives, in memory."""
        if isinstance(frame, nw.DataFrame):
            return frame
        return frame.collect(engine="streaming") if self.engine == "polars" else frame.collect()

    def columns(self, frame: Frame | Rows) -> Mapping[str, list[Any]]:
        """The rows that a query gives, as lists."""
        found = self.gather(frame)
        return {name: _listed(found.get_column(name)) for name in found.columns}


_SUPPORTED = f"hand over a table of {', '.join(ENGINES)}"


def _is_ansi(native: Any) -> bool:
    """Whether Spark stops where a sum overflows, as it does by default since Spark 4."""
    said: str = native.sparkSession.conf.get("spark.sql.ansi.enabled")
    return said.lower() == "true"


def _query(native: Any) -> Frame:
    frame: Frame = nw.from_native(native)
    return frame


def _listed(column: nw.Series[Any]) -> list[Any]:
    """The values of a column; of Arrow's whole numbers, which it lists slowly, all at once."""
    native = nw.to_native(column)
    if not hasattr(native, "combine_chunks"):
        return list(column.to_list())
    import pyarrow as pa

    if pa.types.is_decimal(native.type) and native.type.scale == 0:
        with suppress(pa.ArrowInvalid):
            native = native.cast(pa.int64())
    if pa.types.is_int64(native.type) and not native.null_count:
        parts = (memoryview(each.buffers()[1]).cast("q") for each in native.chunks if len(each))
        starts = (each.offset for each in native.chunks if len(each))
        sizes = map(len, filter(len, native.chunks))
        return [
            number
            for part, start, size in zip(parts, starts, sizes, strict=True)
            for number in part[start : start + size].tolist()
        ]
    found: list[Any] = native.to_pylist()
    return found


def _is_text(values: Sequence[object]) -> bool:
    return isinstance(next((each for each in values if each is not None), None), str)


def _from_pandas(series: Any) -> Any:
    """A pandas column for Arrow; whole numbers, which a gap turned floating, are whole again."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        found = pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        return None
    if not pa.types.is_floating(found.type):
        return found
    whole = pc.all(pc.and_(pc.equal(pc.round(found), found), pc.less(pc.abs(found), 2.0**53)))
    return found.cast(pa.int64()) if whole.as_py() else found


def _arrow_type(found: Any) -> Any:
    """The type of a converted column; that of objects where nothing could be made of it."""
    import pyarrow as pa

    if found is None:
        return nw.Object()
    if pa.types.is_decimal(found.type):
        return nw.Decimal(38, found.type.scale)
    kind = nw.from_native(pa.table({"x": found})).collect_schema()["x"]
    return nw.Object() if kind == nw.Unknown and not pa.types.is_null(found.type) else kind


def _named(native: Any, column: str, library: str) -> Any:
    """The type of a column that Narwhals has no word for: unknown if empty, else of objects."""
    match library:
        case "pyarrow":
            return _arrow_type(native[column])
        case "duckdb":
            told = str(native.types[native.columns.index(column)])
        case "pyspark":
            told = native.schema[column].dataType.typeName()
        case _:
            told = str(native.collect_schema()[column])
    return nw.Unknown() if told.strip('"').lower() in _EMPTY else nw.Object()


_EMPTY = frozenset({"null", "void"})
"""What the libraries call the type of a column without any value."""
