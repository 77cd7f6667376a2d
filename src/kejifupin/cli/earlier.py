"""Results of days before: files that were kept, or days to be worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import frozen

from kejifupin.cli.arguments import existing_file
from kejifupin.cli.wrong_use import WrongUseError
from kejifupin.terms.dates import read_date

if TYPE_CHECKING:
    from kejifupin.programme import Programme
    from kejifupin.targets.history import Run


@frozen
class EarlierResults:
    """What was given with --earlier (以往各次结果).

    Args:
        saved: The results that were kept.
        days: The days that are worked out from what is read now.
        files: Where the former were kept.
    """

    saved: tuple[Run, ...]
    days: tuple[date, ...]
    files: tuple[Path, ...]

    @classmethod
    def of(cls, texts: Iterable[str], programme: str, as_of: date) -> Self:
        """Understand what was given, before any form is read.

        Args:
            texts: Files or days.
            programme: Key of the programme.
            as_of: The day that they must lie before.

        Raises:
            WrongUseError: One is neither, is of another programme, or of no day before.
        """
        saved: list[Run] = []
        days: list[date] = []
        files: list[Path] = []
        for text in texts:
            if not Path(text).exists():
                day = _day(text)
                days.append(day)
            else:
                run = load_saved(text, "--earlier")
                saved.append(run)
                files.append(Path(text))
                day = run.as_of
                if run.version.programme != programme:
                    said = f"--earlier “{text}”是另一个方案的结果：{run.version.programme}"
                    raise WrongUseError(said, f"只能用方案 {programme} 的结果")
            if day >= as_of:
                said = f"--earlier “{text}”是{day}的，不早于 --as-of {as_of}"
                raise WrongUseError(said, "去掉它，或改 --as-of")
        return cls(tuple(saved), tuple(days), tuple(files))

    def runs(self, programme: Programme) -> tuple[Run, ...]:
        """All of them as runs.

        Args:
            programme: The programme with what was read.
        """
        return (*self.saved, *(programme.run(as_of=day) for day in self.days))


def _day(text: str) -> date:
    reading = read_date(text)
    if reading is None or not reading.exact:
        said = f"--earlier 没有文件“{text}”，它也不是一天"
        raise WrongUseError(said, "核对路径，或写成 2018-03-31 的样子")
    return reading.start


def load_saved(text: str, name: str) -> Run:
    """Results that were kept with --save.

    Args:
        text: The file, as it was given.
        name: Name of the argument.

    Raises:
        WrongUseError: There is no such file.
        RunFileError: It holds no results.
    """
    from kejifupin.exchange.run_json import load_run

    with existing_file(text, name).open(encoding="utf-8") as lines:
        return load_run(lines, text)
