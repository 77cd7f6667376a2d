"""The latest record of each subject, in a division or of a member."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
from attrs import define, field

from kejifupin.frames.addends import Sums
from kejifupin.frames.engines import Frame
from kejifupin.frames.keys import with_keys
from kejifupin.frames.numbers import Number
from kejifupin.frames.picking import Picked, fields_of, picked
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.values import Amount, yes
from kejifupin.indicators.plan import Partial
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind

_FALSE = nw.lit(value=False)


def subject_fields(partial: Partial, kind: RecordKind) -> tuple[str, ...]:
    """Keys of the fields that name the subject of a record beside its division and its date."""
    division = next((each.key for each in kind.fields if each.type is FieldType.DIVISION), None)
    passed = (partial.by, division)
    return tuple(key for key in kind.identity if key not in passed)


def _flag(expr: nw.Expr) -> nw.Expr:
    return expr.cast(nw.Int8)


@define(eq=False)
class Latest:
    """The sums over the latest records of each subject (最新数).

    Where the latest cannot be told, or it cannot be told whether it counts, every record that may
    be it stretches the possible values.

    Args:
        sheet: A fresh query over the records.
        partial: The partial.
    """

    sheet: Sheet
    partial: Partial
    _amount: Amount | None = field(init=False)
    _picks: Picked = field(init=False)
    _none: nw.Expr | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        # All flags must be asked for before the sheet gives its rows.
        self.sheet.reads((*fields_of(self.partial), *subject_fields(self.partial, self.sheet.kind)))
        self._amount = self.sheet.amount(self.partial.field or "")
        self._picks = picked(self.partial, self.sheet)
        self._none = self.sheet.none(self.partial.field or "")

    def frame(self, by: Sequence[str], rows: Frame) -> tuple[Frame, Sums]:
        """Sums of the latest records by some columns.

        Args:
            by: The columns, none of them null.
            rows: The rows of the sheet, asked for once this was made.

        Returns:
            The sums, and where the parts of a tally stand among them; ``seen`` counts the records
            that were taken for the latest.
        """
        amount, picks = self._amount, self._picks
        keyed = with_keys(
            self.sheet, picks.kept(rows), subject_fields(self.partial, self.sheet.kind)
        )
        subject = [*by, *keyed.names]
        told = keyed.frame.with_columns(*self._told(picks, amount)).select(*subject, *_TOLD)
        groups = told.group_by(*subject).agg(
            nw.len().alias("_size"),
            nw.col("_undated").sum().alias("_gaps"),
            nw.col("_sure_day").max().alias("_last"),
            nw.col("_sure").sum().alias("_sures"),
        )
        number = amount.low if amount is not None else Number(nw.lit(0))
        subjects = _subjects(told.join(groups, on=subject, how="inner"), subject, number)
        found = (
            subjects.with_columns(*self._amounts(number))
            .select(*by, *_SUMMED)
            .group_by(*by)
            .agg(*(nw.col(name).sum() for name in _SUMMED))
        )
        sums = Sums(
            "_l_seen",
            low="_l_low",
            high="_l_high",
            per=number,
            unbounded="_l_endless",
            open="_l_open",
            reported="_l_reported",
            blank="_l_blank",
            uncertain="_l_uncertain",
            none="_l_none",
        )
        return found, sums

    def _told(self, picks: Picked, amount: Amount | None) -> list[nw.Expr]:
        """What must be known of each row."""
        days = self.sheet.day(self.partial.by or "") if self.partial.by is not None else None
        day = nw.lit(None).cast(nw.Date) if days is None else nw.when(days.known).then(days.end)
        known = _FALSE if amount is None else amount.known
        none = self._none
        low = nw.lit(None).cast(nw.Int64) if amount is None else _wide(amount.low)
        high = nw.lit(None).cast(nw.Int64) if amount is None else _wide(amount.high)
        is_open = _FALSE if amount is None or amount.open is None else amount.open
        return [
            _flag(picks.sure).alias("_sure"),
            day.alias("_day"),
            _flag(day.is_null()).alias("_undated"),
            nw.when(picks.sure).then(day).alias("_sure_day"),
            nw.when(known).then(low).alias("_low"),
            nw.when(known).then(high).alias("_high"),
            _flag(known).alias("_known"),
            _flag(_FALSE if none is None else none).alias("_none"),
            _flag(is_open & known).alias("_open"),
        ]

    def _amounts(self, number: Number) -> list[nw.Expr]:
        """What each subject adds."""
        col = nw.col
        plain = (col("_taken_sure") == col("_taken")) & ((col("_size") == 1) | (col("_gaps") == 0))
        dated = ~col("_last").is_null()
        nobody = ~dated & (col("_sures") == 0)
        zero = number.zero
        low_more = nw.when(dated).then(col("_last_low")).otherwise(nw.when(nobody).then(zero))
        high_more = nw.when(dated).then(col("_last_high")).otherwise(nw.when(nobody).then(zero))
        more_open = dated & (col("_last_open") > 0)
        closed = nw.max_horizontal(col("_top_closed"), nw.when(~more_open).then(high_more))
        opened = nw.max_horizontal(col("_top_open"), nw.when(more_open).then(high_more))
        least = nw.when(col("_floorless") == 0).then(nw.min_horizontal(col("_least"), low_more))
        most = nw.max_horizontal(closed, opened)
        endless = (col("_endless") > 0) | (dated & (col("_last_endless") > 0))
        is_open = yes(opened > closed) | (closed.is_null() & ~opened.is_null())

        def either(one: nw.Expr, other: nw.Expr) -> nw.Expr:
            return nw.when(plain).then(one).otherwise(other)

        def filled(expr: nw.Expr) -> nw.Expr:
            return nw.when(~expr.is_null()).then(expr).otherwise(zero)

        known = col("_taken_known")
        wide = self.sheet.wide
        key = self.partial.field or ""
        return [
            wide(key, number, either(col("_sum_low"), filled(least))).alias("_l_low"),
            wide(key, number, either(col("_sum_high"), filled(most))).alias("_l_high"),
            _flag(either(col("_endless") > 0, endless)).alias("_l_endless"),
            _flag(either(col("_opens") > 0, is_open & ~endless)).alias("_l_open"),
            either(known, nw.lit(0)).alias("_l_reported"),
            (col("_taken") - known).alias("_l_blank"),
            either(nw.lit(0), known).alias("_l_uncertain"),
            either(col("_nones"), nw.lit(0)).alias("_l_none"),
            col("_taken").alias("_l_seen"),
        ]


_TOLD = (
    "_sure",
    "_day",
    "_undated",
    "_sure_day",
    "_low",
    "_high",
    "_known",
    "_none",
    "_open",
)
_SUMMED = (
    "_l_low",
    "_l_high",
    "_l_endless",
    "_l_open",
    "_l_reported",
    "_l_blank",
    "_l_uncertain",
    "_l_none",
    "_l_seen",
)


def _wide(number: Number) -> nw.Expr:
    if number.scale is None:
        return number.expr.cast(nw.Int64)
    return number.expr.cast(nw.Decimal(38, number.scale))


def _subjects(rows: Frame, subject: Sequence[str], number: Number) -> Frame:
    """One row for each subject, from the rows that may be its latest."""
    col, zero = nw.col, number.zero
    older = yes(col("_day") < col("_last"))
    known = col("_known") == 1
    at_last = (col("_sure") == 1) & yes(col("_day") == col("_last")) & known
    has_low, has_high = ~col("_low").is_null(), ~col("_high").is_null()
    is_open = col("_open") == 1
    taken = rows.filter((col("_size") == 1) | ~older).with_columns(
        nw.when(has_low).then(col("_low")).otherwise(zero).alias("_sum_low"),
        nw.when(has_high).then(col("_high")).otherwise(zero).alias("_sum_high"),
        _flag(known & ~has_high).alias("_endless"),
        _flag(known & has_high & is_open).alias("_opens"),
        _flag(known & ~has_low).alias("_floorless"),
        nw.when(known & ~is_open).then(col("_high")).alias("_top_closed"),
        nw.when(known & is_open).then(col("_high")).alias("_top_open"),
        nw.when(at_last & has_low).then(col("_low")).otherwise(zero).alias("_last_low"),
        nw.when(at_last & has_high).then(col("_high")).otherwise(zero).alias("_last_high"),
        _flag(at_last & ~has_high).alias("_last_endless"),
        _flag(at_last & has_high & is_open).alias("_last_open"),
    )
    added = (
        "_sum_low",
        "_sum_high",
        "_endless",
        "_opens",
        "_floorless",
        "_last_low",
        "_last_high",
        "_last_endless",
        "_last_open",
    )
    return taken.group_by(*subject).agg(
        nw.len().alias("_taken"),
        col("_size").max(),
        col("_gaps").max(),
        col("_last").max(),
        col("_sures").max(),
        col("_sure").sum().alias("_taken_sure"),
        col("_known").sum().alias("_taken_known"),
        col("_none").sum().alias("_nones"),
        col("_low").min().alias("_least"),
        col("_top_closed").max(),
        col("_top_open").max(),
        *(col(name).sum() for name in added),
    )
