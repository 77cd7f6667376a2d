"""What is wrong with the tables that were handed over, told at once and before anything runs."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from kejifupin.errors import KejifupinError


@frozen
class FrameProblem:
    """One thing that is wrong with a table (数据表问题).

    Args:
        kind: Key of the record kind that the table stands for.
        message: What is wrong, in English.
        field: Key of the field concerned.
        column: Name of the column concerned.
        nearest: Names that exist and look like what was asked for, best first.
    """

    kind: str
    message: str
    field: str | None = None
    column: str | None = None
    nearest: tuple[str, ...] = ()

    def text(self) -> str:
        """One line for programmers."""
        hint = f"; did you mean {' or '.join(map(repr, self.nearest))}?" if self.nearest else ""
        return f"{self.kind}: {self.message}{hint}"


class FrameError(KejifupinError, ValueError):
    """Tables whose columns do not fit what is asked of them; every problem at once.

    Args:
        problems: Everything that is wrong.
    """

    def __init__(self, problems: Iterable[FrameProblem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = [f"{count} problem{'' if count == 1 else 's'} with the tables:"]
        super().__init__("\n".join([*lines, *(f"  {each.text()}" for each in self.problems)]))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)


class EngineError(KejifupinError, NotImplementedError):
    """Something that a table's library cannot do exactly, refused before it starts.

    Args:
        engine: The library.
        what: What it cannot do.
        remedy: What to do instead.
    """

    def __init__(self, engine: str, what: str, remedy: str = "") -> None:
        self.engine = engine
        self.what = what
        self.remedy = remedy
        super().__init__(f"{engine} cannot {what}" + (f"; {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.engine, self.what, self.remedy)
