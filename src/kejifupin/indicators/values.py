"""Values of indicators: what is known, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar, overload

from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.indicators.indicator import Indicator
from kejifupin.terms.arithmetic import EXACT, Number, format_number
from kejifupin.terms.intervals import Interval
from kejifupin.terms.looks import DONE, NOTHING, UNSURE
from kejifupin.terms.shown import Tabular
from kejifupin.terms.views import WHOLE, Cell, Marked, Table, View, count_marks


@frozen
class IndicatorValue:
    """What an indicator amounts to for a division on a day (指标值).

    Args:
        indicator: The indicator.
        division: Code of the division.
        division_name: Its name on the day.
        value: The possible values, in the indicator's unit; None where there are no data.
        known: The same for what was reported alone, whoever is missing.
        as_of: The day.
        missing: Codes of the divisions that did not report, in order.
        reported: Records that stand behind it.
        blank: Records whose field was left blank or was wrong.
        none: Records that say there is none of the item (“-”).
        own_part: What a return that covers its subtree has beyond its children (本级).
    """

    indicator: Indicator
    division: str
    division_name: str
    value: Interval | None
    known: Interval | None
    as_of: date
    missing: tuple[str, ...] = ()
    reported: int = 0
    blank: int = 0
    none: int = 0
    own_part: Interval | None = None

    @property
    def complete(self) -> bool:
        """Whether nobody who should have reported is missing."""
        return not self.missing and self.value is not None

    def text(self) -> str:
        """The value with its unit, in Chinese.

        An interval is shown as what is certain and how far it may reach.
        """
        return interval_text(self.value, self.indicator.unit, self.indicator.decimals)

    def reporting_text(self) -> str:
        """How much was reported, left blank, marked “-” or not handed in, in Chinese.

        Zero is a figure like any other; blank, “-” and silence are told apart from it.
        """
        told = [f"已报{self.reported}条"]
        told += [f"其中“-”（无此项）{self.none}条"] if self.none else []
        told += [f"未填{self.blank}条"] if self.blank else []
        told += [f"数据不明{len(self.missing)}处"] if self.missing else []
        return "，".join(told)


def interval_text(value: Interval | None, unit: str = "", decimals: int = 2) -> str:
    """Possible values in words: one figure, a range, or what is certain.

    A quotient without a finite decimal is cut, never rounded towards what it does not reach:
    59.996…% must not read as 60%.

    Args:
        value: The possible values; None for no data.
        unit: Their unit.
        decimals: Decimal places that are shown of such a quotient, two at least.

    >>> interval_text(Interval(3, None), "支"), interval_text(Interval.exact(2), "支")
    ('至少3支', '2支')
    >>> interval_text(Interval(-8, 5), "人")
    '-8至5人'
    """
    if value is None:
        return "无数据"
    if value.low is None and value.high is None:
        return "不明"
    low = "" if value.low is None else cut_number(value.low, decimals)
    if value.is_exact:
        return f"{low}{unit}"
    if value.high is None:
        return f"至少{low}{unit}"
    high = cut_number(value.high, decimals, up=True)
    high = f"{'不足' if value.high_open else ''}{high}{unit}"
    # A minus beside the dash of a range would read as one longer dash.
    return f"{low}{'至' if '-' in low + high else '—'}{high}" if low else f"至多{high}"


def cut_number(number: Number, decimals: int = 2, *, up: bool = False) -> str:
    """A number in digits; one with more than six decimals is cut.

    >>> cut_number(Decimal("66.66666667")), cut_number(Decimal("66.66666667"), up=True)
    ('66.66', '66.67')
    """
    exponent = Decimal(number).as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -6:
        return format_number(number)
    places = Decimal((0, (1,), -max(decimals, 2)))
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return format_number(Decimal(number).quantize(places, rounding, EXACT))


class ValueColumn:
    """The values of one indicator, each made when it is first asked for (指标值列).

    A country has millions of values, and whoever asks how its targets stand looks at thousands.

    Args:
        codes: Codes of the divisions that have one, in order.
        make: Code of one of them → its value.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, codes: Iterable[str], make: Callable[[str], IndicatorValue]) -> None:
        self._make = make
        self._made: dict[str, IndicatorValue | None] = dict.fromkeys(codes)

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[IndicatorValue]:
        for code in self._made:
            yield self._value(code)

    @property
    def codes(self) -> Iterable[str]:
        """Codes of the divisions that have one."""
        return self._made.keys()

    def find(self, division: str) -> IndicatorValue | None:
        """The value for a division, None where there is none."""
        return self._value(division) if division in self._made else None

    def _value(self, code: str) -> IndicatorValue:
        found = self._made[code]
        if found is None:
            found = self._made[code] = self._make(code)
        return found


class Values(Tabular, Sequence[IndicatorValue]):
    """A sequence of indicator values that filters and shows itself (指标值表).

    Args:
        items: The values, in the order in which they are told.
    """

    column_types: ClassVar[Mapping[str, str]] = {
        "low": "whole",
        "high": "whole",
        "known_low": "whole",
        "known_high": "whole",
        "overlapping": "flag",
        "reported": "whole",
        "blank": "whole",
        "none": "whole",
        "complete": "flag",
        "missing": "texts",
    }

    def __init__(self, items: Iterable[IndicatorValue] = ()) -> None:
        found: dict[str, dict[str, IndicatorValue]] = {}
        self._items: tuple[IndicatorValue, ...] | None = tuple(items)
        for each in self._items:
            found.setdefault(each.indicator.key, {})[each.division] = each
        self._columns = {key: ValueColumn(own, own.__getitem__) for key, own in found.items()}

    @classmethod
    def of_columns(cls, columns: Mapping[str, ValueColumn]) -> Values:
        """Values that are made when they are asked for.

        Args:
            columns: Key of an indicator → its values.
        """
        made = cls()
        made._columns = dict(columns)
        made._items = None
        return made

    @property
    def items(self) -> tuple[IndicatorValue, ...]:
        """All of them."""
        if self._items is None:
            self._items = tuple(each for column in self._columns.values() for each in column)
        return self._items

    def __len__(self) -> int:
        return sum(map(len, self._columns.values())) if self._items is None else len(self._items)

    def __iter__(self) -> Iterator[IndicatorValue]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> IndicatorValue: ...
    @overload
    def __getitem__(self, index: slice) -> Values: ...
    def __getitem__(self, index: int | slice) -> IndicatorValue | Values:
        return Values(self.items[index]) if isinstance(index, slice) else self.items[index]

    def __eq__(self, other: object) -> bool:
        return self.items == other.items if isinstance(other, Values) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.items)

    def __reduce__(self) -> tuple[type[Values], tuple[tuple[IndicatorValue, ...]]]:
        return Values, (self.items,)

    def find(self, indicator: str, division: str) -> IndicatorValue | None:
        """The value of an indicator for a division, None where there is none."""
        column = self._columns.get(indicator)
        return None if column is None else column.find(division)

    def get(self, indicator: str, division: str) -> IndicatorValue:
        """The value of an indicator for a division.

        Raises:
            UnknownNameError: No such value.
        """
        value = self.find(indicator, division)
        if value is None:
            raise UnknownNameError("indicator value", f"{indicator} @ {division}")
        return value

    def where(self, *, indicator: str | None = None, division: str | None = None) -> Values:
        """The values that fit every condition given."""
        if division is not None and indicator is not None:
            found = self.find(indicator, division)
            return Values(() if found is None else (found,))
        if self._items is None and indicator is not None:
            return Values(self._columns.get(indicator, ()))
        if self._items is None and division is not None:
            asked = (column.find(division) for column in self._columns.values())
            return Values(each for each in asked if each is not None)
        return Values(
            each
            for each in self.items
            if indicator in (None, each.indicator.key) and division in (None, each.division)
        )

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The values as columns, for any data frame library."""
        rows = self.items
        return {
            "indicator": tuple(each.indicator.key for each in rows),
            "label": tuple(each.indicator.label for each in rows),
            "division": tuple(each.division for each in rows),
            "division_name": tuple(each.division_name for each in rows),
            "low": tuple(each.value.low if each.value else None for each in rows),
            "high": tuple(each.value.high if each.value else None for each in rows),
            "known_low": tuple(each.known.low if each.known else None for each in rows),
            "known_high": tuple(each.known.high if each.known else None for each in rows),
            "unit": tuple(each.indicator.unit for each in rows),
            "part_of": tuple(each.indicator.part and each.indicator.part.of for each in rows),
            "choice": tuple(each.indicator.part and each.indicator.part.choice for each in rows),
            "overlapping": tuple(
                each.indicator.part is not None and each.indicator.part.overlapping for each in rows
            ),
            "reported": tuple(each.reported for each in rows),
            "blank": tuple(each.blank for each in rows),
            "none": tuple(each.none for each in rows),
            "complete": tuple(each.complete for each in rows),
            "missing": tuple(each.missing for each in rows),
        }

    def table(self) -> Table:
        """The values as a table to be shown; of a long one those without data are last."""
        header = ("指标", "地区", "数值", "齐否", "填报情况", "说明")
        items: Sequence[IndicatorValue] = self.items
        if len(items) > WHOLE:
            items = sorted(items, key=lambda each: each.value is None)
        return Table(header, items, _cells, numbers=("数值",))

    def view(self) -> View:
        """The values with how many of them are complete."""
        found = sorted(map(_completeness, self.items), key=_COMPLETENESS.index)
        return View(f"指标值共{len(self)}个", count_marks(found), tables=(self.table(),))


_COMPLETENESS = (Marked("齐全", DONE), Marked("不齐", UNSURE), Marked("无数据", NOTHING))


def _completeness(value: IndicatorValue) -> Marked:
    if value.value is None:
        return _COMPLETENESS[2]
    return _COMPLETENESS[bool(value.missing)]


def _cells(value: IndicatorValue) -> tuple[Cell, ...]:
    return (
        value.indicator.label,
        value.division_name,
        value.text(),
        _completeness(value),
        value.reporting_text(),
        value.indicator.note or "",
    )
