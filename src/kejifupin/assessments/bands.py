"""Bands of values, each worth its points: 90以上10分，80至90为8分，其余不得分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor

from attrs import frozen

from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.intervals import Interval


@frozen
class Band:
    """Values from one end to another, and what they are worth (档次).

    An end that is not given is where the neighbour ends; a band without any end is the rest.

    Args:
        points: What a value in it is worth.
        at_least: Its lower end, itself included.
        above: Its lower end, itself left out.
        at_most: Its upper end, itself included.
        below: Its upper end, itself left out.
    """

    points: Number
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None

    @property
    def lower(self) -> Number | None:
        """Its lower end as given."""
        return self.above if self.at_least is None else self.at_least

    @property
    def upper(self) -> Number | None:
        """Its upper end as given."""
        return self.below if self.at_most is None else self.at_most

    def text(self) -> str:
        """The band in words.

        >>> Band(8, at_least=80, below=90).text()
        '80以上（含）、90以下（不含）'
        """
        ends = (
            (self.at_least, "以上（含）"),
            (self.above, "以上（不含）"),
            (self.at_most, "以下（含）"),
            (self.below, "以下（不含）"),
        )
        told = [f"{format_number(end)}{words}" for end, words in ends if end is not None]
        return "、".join(told) or "其余"


@frozen
class Stretch:
    """A band with both its ends settled (档次区间).

    Args:
        band: The band.
        low: Its lower end, None for no end.
        low_open: Whether the lower end is left out.
        high: Its upper end, None for no end.
        high_open: Whether the upper end is left out.
    """

    band: Band
    low: Number | None
    low_open: bool
    high: Number | None
    high_open: bool

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def meets(self, value: Interval) -> bool:
        """Whether some possible value lies in it."""
        if self.low is not None and value.high is not None:
            edge = self.low_open or value.high_open
            if value.high < self.low or (value.high == self.low and edge):
                return False
        if self.high is None or value.low is None:
            return True
        return value.low < self.high or (value.low == self.high and not self.high_open)


def stretches(bands: Sequence[Band]) -> tuple[Stretch, ...]:
    """Bands with their ends settled, lowest first.

    Args:
        bands: The bands, in any order; the rest may be at either end.
    """
    rest = [each for each in bands if each.lower is None and each.upper is None]
    ended = [each for each in bands if each.lower is not None or each.upper is not None]
    ended.sort(key=_start)
    # 1%以下10分，3%以下6分，其余不得分: the rest is above; where the first has a lower end, below.
    by_upper = bool(ended) and ended[0].lower is None
    order = [*ended, *rest] if by_upper else [*rest, *ended]
    found = []
    for index, band in enumerate(order):
        before = order[index - 1] if index else None
        after = order[index + 1] if index + 1 < len(order) else None
        low, low_open = band.lower, band.at_least is None
        if low is None and before is not None:
            low, low_open = before.upper, before.at_most is not None
        high, high_open = band.upper, band.at_most is None
        if high is None and after is not None:
            high, high_open = after.lower, after.at_least is not None
        found.append(Stretch(band, low, low_open, high, high_open))
    return tuple(found)


def _start(band: Band) -> tuple[Number, int]:
    if band.lower is not None:
        return band.lower, 0 if band.above is None else 1
    return (band.upper or 0), -1


def band_faults(bands: Sequence[Band], *, least: Number | None, whole: bool) -> Iterator[str]:
    """What is wrong with bands that leave a value without points, or give it two.

    Args:
        bands: The bands.
        least: The least value there can be, None where there is none.
        whole: Whether only whole numbers are possible, so that 5—9 touches 10.

    Yields:
        Each fault in Chinese.
    """
    for each in bands:
        if each.at_least is not None and each.above is not None:
            yield f"“{each.text()}”写了两个下限，at_least 与 above 只写一个"
        if each.at_most is not None and each.below is not None:
            yield f"“{each.text()}”写了两个上限，at_most 与 below 只写一个"
    if sum(each.lower is None and each.upper is None for each in bands) > 1:
        yield "有两个没有上下限的档（其余），只能有一个"
        return
    settled = stretches(bands)
    for stretch in settled:
        if stretch.is_empty:
            yield f"“{stretch.band.text()}”这一档里没有数，上下限写反了，或与另一档重复"
    for lower, upper in pairwise(settled):
        fault = _joint(lower, upper, whole=whole)
        if fault:
            yield f"“{lower.band.text()}”与“{upper.band.text()}”{fault}"
    if settled:
        yield from _outside(settled[0], settled[-1], least)


def _joint(lower: Stretch, upper: Stretch, *, whole: bool) -> str:
    end, start = lower.high, upper.low
    if end is None or start is None:
        return "两档重叠"
    if end == start:
        if not lower.high_open and not upper.low_open:
            return f"两档重叠：{format_number(end)}在两档里都有"
        if lower.high_open and upper.low_open:
            return f"之间有空档：{format_number(end)}不在任何一档"
        return ""
    if end > start:
        return f"两档重叠：{format_number(start)}至{format_number(end)}"
    touching = whole and _last_whole(lower) + 1 == _first_whole(upper)
    return "" if touching else f"之间有空档：{format_number(end)}至{format_number(start)}"


def _last_whole(stretch: Stretch) -> Number:
    end = stretch.high or 0
    whole = floor(end)
    return whole - 1 if stretch.high_open and whole == end else whole


def _first_whole(stretch: Stretch) -> Number:
    start = stretch.low or 0
    whole = ceil(start)
    return whole + 1 if stretch.low_open and whole == start else whole


def _outside(first: Stretch, last: Stretch, least: Number | None) -> Iterator[str]:
    low = first.low
    if low is not None and (least is None or low > least or (low == least and first.low_open)):
        yield f"低于{format_number(low)}的不在任何一档，应有一档没有下限（其余）"
    high = last.high
    # 100%以下 is as far as a share goes; what is beyond belongs to the last band.
    if high is not None and high != 100:
        yield f"高于{format_number(high)}的不在任何一档，应有一档没有上限（其余）"


def possible_points(bands: Sequence[Band], value: Interval | None) -> tuple[Band, ...]:
    """The bands that possible values lie in; all for a value that is not known.

    A value beyond the outermost bands belongs to the nearest.

    Args:
        bands: Bands without a fault.
        value: The possible values.
    """
    settled = stretches(bands)
    if value is None:
        return tuple(each.band for each in settled)
    first, last = settled[0], settled[-1]
    opened = [
        Stretch(
            each.band,
            None if each is first else each.low,
            each.low_open,
            None if each is last else each.high,
            each.high_open,
        )
        for each in settled
    ]
    return tuple(each.band for each in opened if each.meets(value))
