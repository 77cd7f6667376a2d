"""Bounds that a target sets: at least, at most, between, exactly."""

from __future__ import annotations

from attrs import evolve, frozen

from kejifupin.terms.arithmetic import Number, add, check_ends, format_number
from kejifupin.terms.intervals import Interval
from kejifupin.terms.phrases import Phrase, read_phrase
from kejifupin.terms.senses import Sense


@frozen
class Bound:
    """The limits within which a value is as promised (界限).

    Args:
        at_least: The floor; None where there is none.
        at_most: The ceiling; None where there is none.
        stretch: What one hopes to reach above the floor (力争); it never decides.

    Raises:
        ValueError: Neither end is given, the ends are the wrong way round, or the stretch lies
            outside of them or has no floor.
        TypeError: A number is no int or Decimal.
    """

    at_least: Number | None = None
    at_most: Number | None = None
    stretch: Number | None = None

    def __attrs_post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a bound needs at_least, at_most or both")
        check_ends(self.at_least, self.at_most)
        if self.stretch is not None:
            if self.at_least is None:
                raise ValueError("a stretch needs at_least")
            check_ends(self.at_least, self.stretch)
            check_ends(self.stretch, self.at_most)

    @classmethod
    def exactly(cls, number: Number) -> Bound:
        """The bound that one number alone meets."""
        return cls(number, number)

    @property
    def is_exact(self) -> bool:
        """Whether one number alone meets it."""
        return self.at_least is not None and self.at_least == self.at_most

    def __contains__(self, number: Number) -> bool:
        """Whether one exact number is as promised."""
        return (self.at_least is None or number >= self.at_least) and (
            self.at_most is None or number <= self.at_most
        )

    def holds(self, interval: Interval) -> bool | None:
        """Whether a value known to lie in an interval is as promised.

        Returns:
            True if every possible value fits, False if none does, None if some do.

        >>> bound = Bound(at_least=20)
        >>> [bound.holds(Interval(low, low + 9)) for low in (20, 15, 10)]
        [True, None, False]
        """
        low, high = interval.low, interval.high
        least, most = self.at_least, self.at_most
        if (
            least is not None
            and high is not None
            and (high < least or (high == least and interval.high_open))
        ):
            return False
        if most is not None and low is not None and low > most:
            return False
        floor = least is None or (low is not None and low >= least)
        ceiling = most is None or (high is not None and high <= most)
        return True if floor and ceiling else None

    def reaches_stretch(self, interval: Interval) -> bool | None:
        """Whether a value reaches what one hoped for; None for nothing hoped for or unknown.

        >>> [Bound(1, stretch=2).reaches_stretch(Interval.exact(n)) for n in (1, 2, 3)]
        [False, True, True]
        """
        if self.stretch is None:
            return None
        return Bound(self.stretch, self.at_most).holds(interval)

    def gap(self, interval: Interval) -> Number | None:
        """How much is surely wanting for the bound to hold for every possible value.

        Returns:
            How far the low end is short of the floor, else how far the high end exceeds the
            ceiling; 0 where the bound holds, None where the end that decides is unbounded.
        """
        if self.at_least is not None:
            if interval.low is None:
                return None
            if interval.low < self.at_least:
                return add(self.at_least, -interval.low)
        if self.at_most is not None:
            if interval.high is None:
                return None
            if interval.high > self.at_most:
                return add(interval.high, -self.at_most)
        return 0

    def loosens(self, other: Bound) -> bool:
        """Whether it lets through something that another refuses.

        >>> Bound(at_least=50).loosens(Bound(at_least=60)), Bound(5, 9).loosens(Bound(5, 10))
        (True, False)
        """
        floor = other.at_least is None or (
            self.at_least is not None and self.at_least >= other.at_least
        )
        ceiling = other.at_most is None or (
            self.at_most is not None and self.at_most <= other.at_most
        )
        return not (floor and ceiling)

    def is_stricter_than(self, other: Bound) -> bool:
        """Whether it lets through less than another, and nothing that the other refuses.

        >>> Bound(at_least=60).is_stricter_than(Bound(at_least=50))
        True
        """
        same = self.at_least == other.at_least and self.at_most == other.at_most
        return not same and not self.loosens(other)

    def excludes(self, other: Bound) -> bool:
        """Whether no number is within both.

        >>> Bound(at_least=10).excludes(Bound(at_most=9)), Bound(5, 10).excludes(Bound(10, 20))
        (True, False)
        """
        lows = [end for end in (self.at_least, other.at_least) if end is not None]
        highs = [end for end in (self.at_most, other.at_most) if end is not None]
        return bool(lows) and bool(highs) and max(lows) > min(highs)

    def text(self, unit: str = "") -> str:
        """The bound as a document would word it.

        >>> Bound(1, stretch=2).text("项"), Bound(5, 10).text("户"), Bound.exactly(2).text("支")
        ('至少1项（力争2项）', '5—10户', '恰好2支')
        """
        low = "" if self.at_least is None else format_number(self.at_least)
        high = "" if self.at_most is None else format_number(self.at_most)
        if self.is_exact:
            words = f"恰好{low}{unit}"
        elif low and high:
            words = f"{low}—{high}{unit}"
        else:
            words = f"至少{low}{unit}" if low else f"不超过{high}{unit}"
        if self.stretch is not None:
            words += f"（力争{format_number(self.stretch)}{unit}）"
        return words


def read_bound(text: str, *, counted: bool = True) -> Bound | None:
    """The bound that a phrase states, in the unit that the phrase prints (万 and 亿 worked in).

    A bare number does not say how it binds, and 全覆盖 or 约50个 name no limit: None.

    Args:
        text: The phrase, e.g. ``50个以上``, ``至少1-2项`` (floor 1, stretch 2), ``5-10户``.
        counted: Whether a number without a known unit counts whole things, so that 超过50 is 51.

    >>> read_bound("至少1-2项")
    Bound(at_least=1, at_most=None, stretch=2)
    >>> read_bound("30个") is None
    True
    """
    phrase = read_phrase(text)
    if phrase is None or phrase.is_loose:
        return None
    low, high = phrase.span.low, phrase.span.high
    if low is None or high is None:
        return None
    bound = _limits(phrase, low, high, whole=phrase.is_counted(default=counted))
    stretch = _stretch(phrase)
    if bound is None or stretch is None:
        return bound
    # 至少2项（力争1项） contradicts itself.
    fits = bound.at_least is not None and stretch in bound
    return evolve(bound, stretch=stretch) if fits else None


def _limits(phrase: Phrase, low: Number, high: Number, *, whole: bool) -> Bound | None:
    is_range = low != high
    # One above or below makes sense of 超过 and 不足 only for what is counted in ones.
    whole = whole and low == int(low)
    match phrase.sense:
        case Sense.AT_LEAST:
            return Bound(at_least=low, stretch=high if is_range else None)
        case Sense.AT_MOST:
            return Bound(at_most=high)
        case Sense.OVER if whole and not is_range:
            return Bound(at_least=add(low, 1))
        case Sense.UNDER if whole and not is_range:
            return Bound(at_most=add(high, -1))
        case Sense.EXACTLY if not is_range:
            return Bound.exactly(low)
        case Sense.PLAIN if is_range:
            return Bound(low, high)
    return None


def _stretch(phrase: Phrase) -> Number | None:
    hint = (phrase.hint or "").strip("（）()")
    aim = read_phrase(hint.removeprefix("力争")) if hint.startswith("力争") else None
    return aim.span.exact_value if aim is not None else None
