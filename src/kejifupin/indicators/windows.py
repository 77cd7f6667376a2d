"""Time windows: which days a measure speaks of."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.conditions import Condition
from kejifupin.records.operands import Operand
from kejifupin.terms.periods import Period


@frozen
class Window:
    """The days that a measure speaks of, the first and the last included (统计期).

    Args:
        start: The first day; none for no beginning.
        end: The last day; none for no end.
        year: A calendar year instead of both.
        programme: The programme's own period instead of both.
    """

    start: date | None = None
    end: date | None = None
    year: int | None = None
    programme: bool = False

    def __attrs_post_init__(self) -> None:
        spans = self.start is not None or self.end is not None
        if spans + (self.year is not None) + self.programme != 1:
            raise DefinitionError(
                "a window is the programme's period, a year, or a start and an end",
                "within 须是 programme（方案期内）、一个年份，或 start、end",
                '例：within = "programme"、within = 2018、within = { start = 2018-01-01 }',
            )
        if self.start is not None and self.end is not None and self.end < self.start:
            raise DefinitionError(
                f"the window ends on {self.end}, before it starts on {self.start}",
                f"within 的 end（{self.end}）早于 start（{self.start}）",
                "把两个日期对调，或改正其一",
            )
        if self.year is not None and not 1949 <= self.year <= 2999:
            raise DefinitionError(
                f"{self.year} is no year of a window",
                f"within 的年份应是四位数，现为{self.year}",
                "写公历年份，如 within = 2018",
            )

    @classmethod
    def from_shorthand(cls, words: int | str) -> Window:
        """A year, or the word programme.

        Raises:
            DefinitionError: Another word.

        >>> Window.from_shorthand(2018).start_operand().constant
        datetime.date(2018, 1, 1)
        """
        if isinstance(words, int):
            return cls(year=words)
        if words != "programme":
            raise DefinitionError(
                f"a window in one word is 'programme', not {words!r}",
                f"within 写一个词时只能是 programme，现为“{words}”",
                '例：within = "programme"、within = 2018、within = { start = 2018-01-01 }',
            )
        return cls(programme=True)

    def start_operand(self) -> Operand | None:
        """The first day, as a side of a comparison."""
        if self.programme:
            return Operand(programme="start")
        first = self.start if self.year is None else date(self.year, 1, 1)
        return None if first is None else Operand(constant=first)

    def end_operand(self) -> Operand | None:
        """The last day, as a side of a comparison."""
        if self.programme:
            return Operand(programme="end")
        last = self.end if self.year is None else date(self.year, 12, 31)
        return None if last is None else Operand(constant=last)

    def days(self, programme: Period) -> tuple[date | None, date | None]:
        """Its first and its last day, None where there is none.

        Args:
            programme: The programme's own period.
        """
        if self.programme:
            return programme.start, programme.end
        if self.year is not None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        return self.start, self.end

    def condition(self, field: str) -> Condition:
        """The condition that the day in a field lies within.

        A span of days that only partly does, neither fulfils it nor fails it.
        """
        day, start, end = Operand(day_of=field), self.start_operand(), self.end_operand()
        if start is not None and end is not None:
            return Condition(left=day, between=(start, end))
        return Condition(left=day, at_least=start, at_most=end)

    def words(self) -> str:
        """The window in Chinese."""
        if self.programme:
            return "方案期内"
        if self.year is not None:
            return f"{self.year}年"
        start = f"{self.start}起" if self.start is not None else ""
        return start + (f"{self.end}止" if self.end is not None else "")
