"""Columns that tell two things apart: identities, with spelling set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from kejifupin.frames.columns import FieldColumns
from kejifupin.frames.engines import Frame, Table
from kejifupin.frames.errors import EngineError
from kejifupin.frames.homes import BLANK
from kejifupin.frames.numbers import Number
from kejifupin.frames.scans import refuse_lists
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.values import NONE, Amount, amount_of, days_of, state_is
from kejifupin.records.fields import FieldType
from kejifupin.records.identities import spelling_key

_DAY_TYPES = (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD)
# Whatever lies outside is brought to one spelling in Python; no anchors, which engines disagree on.
_ODD = "[^ -~一-鿿·]"
_MARK = "\x1e"


@frozen(eq=False)
class Keyed:
    """A query with the columns of keys in it (分辨列).

    Args:
        frame: The query.
        names: Names of the columns, which are never null where blanks are filled.
    """

    frame: Frame
    names: tuple[str, ...]


def with_keys(
    sheet: Sheet, frame: Frame, keys: Iterable[str], prefix: str = "_k", *, full: bool = False
) -> Keyed:
    """A query with what tells its rows apart by some fields, blanks alike.

    Args:
        sheet: The query's sheet; the fields must be among those it reads.
        frame: Its rows.
        keys: Keys of the fields.
        prefix: What the new columns are called.
        full: Whether the columns must be the same for every table, whatever it holds.
    """
    names: list[str] = []
    for key in keys:
        held = sheet.held(key)
        if held.field.type is FieldType.NUMBER:
            parts = _number_parts(amount_of(held), held, sheet.table.engine, full=full)
        elif held.field.type in _DAY_TYPES:
            parts = _day_parts(held, full=full)
        else:
            frame, text = _spelled(sheet, frame, held)
            parts = [text]
        if held.state is not None or full:
            parts.append(nw.lit("") if held.state is None else _state_part(held))
        made = [f"{prefix}{len(names) + number}" for number in range(len(parts))]
        frame = frame.with_columns(
            *(part.alias(name) for part, name in zip(parts, made, strict=True))
        )
        names.extend(made)
    return Keyed(frame, tuple(names))


def _number_parts(amount: Amount, held: FieldColumns, engine: str, *, full: bool) -> list[nw.Expr]:
    low = _exact(amount.low)
    if full and (low.scale is not None or low.per != 1):
        what = f"lead records to each other by the decimals in column {held.column.name!r}"
        raise EngineError(engine, what, "write whole numbers")
    if held.high is None and held.state is None and not full:
        return [_filled(low), low.expr.is_null().cast(nw.Int8)]
    high = _exact(amount.high)
    vague = ~(low.expr == high.expr).fill_null(value=False)
    is_open = nw.lit(value=False) if amount.open is None else amount.open
    return [
        _filled(low),
        _filled(high),
        (low.expr.is_null().cast(nw.Int8) + high.expr.is_null().cast(nw.Int8) * 2),
        (is_open & vague).cast(nw.Int8),
    ]


def _filled(number: Number) -> nw.Expr:
    return nw.when(number.expr.is_null()).then(number.zero).otherwise(number.expr)


def _exact(number: Number) -> Number:
    return number if number.scale else number.whole()


def _day_parts(held: FieldColumns, *, full: bool) -> list[nw.Expr]:
    days = days_of(held)
    parts: list[nw.Expr] = [nw.when(days.known).then(days.start).cast(nw.String).fill_null(BLANK)]
    if days.spans is not None:
        end = nw.when(days.spans).then(days.end)
        parts.append(end.cast(nw.String).fill_null(BLANK))
    elif full:
        parts.append(nw.lit(BLANK))
    return parts


def _state_part(held: FieldColumns) -> nw.Expr:
    """What stands instead of a value: “-”, or words, which tell apart as they are written."""
    state = nw.col(held.state or "").cast(nw.String)
    said = ~(state.is_null() | (state == "").fill_null(value=False))
    if held.field.type is FieldType.NUMBER:
        said = said & ~amount_of(held).known
    none = state_is(held, NONE)
    words = nw.lit(_MARK)
    if held.text is not None:
        words = nw.concat_str(words, nw.col(held.text).cast(nw.String).fill_null(""))
    other = nw.when(said).then(words).otherwise(nw.lit(""))
    return nw.when(none).then(nw.lit(NONE)).otherwise(other) if none is not None else other


def _spelled(sheet: Sheet, frame: Frame, held: FieldColumns) -> tuple[Frame, nw.Expr]:
    """The text of a field in one spelling, empty for nothing."""
    name = held.column.name
    refuse_lists(sheet, held.field.key)
    plain = nw.col(name) if held.dtype == nw.String else nw.col(name).cast(nw.String)
    if held.dtype != nw.String and held.dtype not in (nw.Categorical, nw.Enum):
        return frame, plain.fill_null(BLANK)
    odd = odd_spellings(sheet.table, name)
    lowered = plain.str.to_lowercase().str.replace_all(" ", "", literal=True)
    if odd:
        raw, spelled = f"_raw_{name}", f"_spelled_{name}"
        small = sheet.table.small({raw: list(odd), spelled: list(odd.values())})
        frame = frame.with_columns(plain.alias(raw)).join(small, on=raw, how="left")
        mapped = nw.col(spelled)
        lowered = nw.when(~mapped.is_null()).then(mapped).otherwise(lowered)
    if held.field.type is FieldType.DIVISION:
        frame, lowered = _division(sheet, frame, held, lowered)
    blank = plain.is_null() | (plain == "").fill_null(value=False)
    return frame, nw.when(blank).then(nw.lit(BLANK)).otherwise(lowered)


def _division(
    sheet: Sheet, frame: Frame, held: FieldColumns, lowered: nw.Expr
) -> tuple[Frame, nw.Expr]:
    """Divisions are the same by their code, else by how they are spelled."""
    frame, code = sheet.with_code(frame, held.field.key, "_key")
    return frame, nw.when(~code.is_null()).then(code).otherwise(lowered)


def odd_spellings(table: Table, column: str) -> Mapping[str, str]:
    """Text that a query cannot bring to one spelling by itself → that spelling."""
    text = nw.col(column).cast(nw.String)
    found: list[Any] = table.columns(
        table.scan([column])
        .select(text.alias("_raw"))
        .filter(nw.col("_raw").str.contains(_ODD).fill_null(value=False))
        .group_by("_raw")
        .agg(nw.len().alias("_n"))
    )["_raw"]
    return {raw: spelling_key(raw) for raw in found}
