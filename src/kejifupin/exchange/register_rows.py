"""What the rows of a register of events have in common: a day, what happened, a number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Generic, TypeVar

from attrs import define, field

from kejifupin.assessments.award_events import AwardEventKind
from kejifupin.exchange.csv_tables import CsvRow
from kejifupin.submissions.events import EventKind
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.periods import Period, read_date
from kejifupin.terms.text import clean

KindT = TypeVar("KindT", bound=EventKind | AwardEventKind)


@define
class RegisterRows(Generic[KindT]):
    """The rows of a register of events while they are read (登记表各行).

    Args:
        name: Name of the file, for issues.
        prefix: What the codes of its issues begin with.
        words: What happened → the words for it.
        within: The days among which a day without a year lies.
    """

    name: str
    prefix: str
    words: Mapping[KindT, tuple[str, ...]]
    within: Period
    issues: list[Issue] = field(factory=list, init=False)
    numbers: dict[int, int] = field(factory=dict, init=False)

    def day(self, row: CsvRow) -> date | None:
        """The day of a row, None where it cannot be understood."""
        reading = read_date(row["on"], within=self.within)
        if reading is not None and reading.exact:
            return reading.start
        self.tell(row, "no_date", f"日期“{row['on']}”看不懂", "写成 2018-05-31 的样子")
        return None

    def kind(self, row: CsvRow) -> KindT | None:
        """What happened, None where it cannot be understood."""
        word = clean(row["kind"])
        for kind, words in self.words.items():
            if word in (kind.value, *words):
                return kind
        listed = "、".join(each.label for each in self.words)
        self.tell(row, "kind", f"事项“{row['kind']}”看不懂", f"可写：{listed}")
        return None

    def number(self, row: CsvRow, key: str) -> int | None:
        """The number in a column, None where there is none."""
        text = clean(row[key]).removeprefix("第").removesuffix("号")
        if not text:
            return None
        if text.isascii() and text.isdigit() and int(text) > 0:
            return int(text)
        self.tell(row, "number", f"序号“{row[key]}”不是正整数", "写 1、2、3……")
        return None

    def own_number(self, row: CsvRow, number: int | None) -> int | None:
        """The number of a row that is kept, None where another row has it.

        Args:
            row: The row.
            number: The number that it has.
        """
        if number is None:
            return None
        if number in self.numbers:
            message = f"序号{number}在第{self.numbers[number]}行已经用过，这一行按没有序号计"
            self.tell(row, "number", message, "每行用不同的序号", Severity.WARNING)
            return None
        self.numbers[number] = row.line
        return number

    def tell(
        self,
        row: CsvRow,
        code: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Keep an issue about a row."""
        place = row.place(self.name)
        self.issues.append(Issue(f"{self.prefix}.{code}", message, severity, place, remedy=remedy))
