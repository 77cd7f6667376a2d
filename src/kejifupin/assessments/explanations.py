"""An assessment opened up: every line with its figures, down to the records behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import field, frozen

from kejifupin.assessments.assessment import Assessment
from kejifupin.assessments.grade_limits import grade_limits
from kejifupin.assessments.marks import Marks
from kejifupin.assessments.readings import Ground
from kejifupin.assessments.score_lines import PartScore, ScoreLine
from kejifupin.assessments.tally import ROUNDED
from kejifupin.assessments.tree import PartKind
from kejifupin.indicators.contributions import Contribution
from kejifupin.indicators.explain import SHOWN, ValueExplanation
from kejifupin.targets.explanations import Explanation
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date
from kejifupin.terms.looks import FAILED, UNSURE
from kejifupin.terms.quantities import format_number
from kejifupin.terms.shown import Shown
from kejifupin.terms.streams import folded
from kejifupin.terms.views import Cell, Marked, Table, View

Opened = Explanation | ValueExplanation
OpenGround = Callable[[Ground], Opened | None]
"""From what a reading rests on to the explanation of that figure."""


@frozen(repr=False)
class AssessmentExplanation(Shown):
    """An assessment with what stands behind each of its lines (考核结果说明).

    Args:
        assessment: The assessment.
        open_ground: What opens a figure; the records behind it are streamed when asked for.
    """

    assessment: Assessment
    open_ground: OpenGround = field(repr=False)

    def opened(self, line: ScoreLine) -> Iterator[Opened]:
        """The explanations of the figures that a line rests on."""
        for ground in line.reading.grounds:
            if (found := self.open_ground(ground)) is not None:
                yield found

    def text(self, *, limit: int | None = SHOWN, disclosure: Disclosure = CLOSED) -> str:
        """The explanation as lines of Chinese text; long lists are folded with their count.

        Args:
            limit: Lines of a list that are shown; None for all.
            disclosure: Which personal names are shown in clear.
        """
        return "\n".join(self.lines(limit, disclosure))

    def lines(self, limit: int | None = SHOWN, disclosure: Disclosure = CLOSED) -> Iterator[str]:
        """The same line by line; what stands in a part is set in."""
        told = self.assessment
        yield from (f"{name}：{words}" for name, words in self._facts(disclosure))
        by_key = {each.criterion.key: each for each in told.lines}
        for part in told.parts:
            yield from self._part(part, by_key, limit)

    def _facts(self, disclosure: Disclosure = CLOSED) -> Iterator[tuple[str, str]]:
        """What is said of the whole, each under its name."""
        told, scheme = self.assessment, self.assessment.scheme
        yield "考核", f"{scheme.label}（{scheme.key}），截至{chinese_date(told.as_of)}"
        yield "依据", scheme.citation.text()
        yield "对象", f"{told.subject.shown(disclosure)}（{told.subject.key}）"
        grade = f"，等次：{told.grade_text()}" if told.grades else ""
        full = format_number(scheme.full_marks)
        rounded = f"满分{full}分，四舍五入到{scheme.rounding.digits}位小数"
        yield "得分", f"{told.marks.text()}（{rounded}），{told.rank.text()}{grade}"
        if told.marks != told.worked_out:
            yield "否决前", told.worked_out.text()
        for strike in told.strikes:
            yield "否决项", strike.text()
        for words in grade_limits(told):
            yield "等次限制", words
        if told.self_marks is not None:
            differs = told.worked_out.minus(told.self_marks)
            yield "自评", f"{told.self_marks.text()}，核定与自评相差{differs.text()}"
        if scheme.note:
            yield "注意", scheme.note

    def view(self) -> View:
        """The assessment with its lines; what stands behind each figure is left to `lines`."""
        told = self.assessment
        marks = [Marked(each.veto.label, FAILED) for each in told.strikes if each.struck]
        marks += [Marked(told.grade_text(), UNSURE)] if len(told.grades) > 1 else []
        header = ("项目", "得分", "满分", "计入", "依据何数")
        table = Table(header, told.parts, self._cells, numbers=("得分", "满分", "计入"))
        title = f"{told.subject.shown()}“{told.scheme.label}”：{told.marks.text()}"
        return View(title, tuple(marks), tuple(self._facts()), (table,))

    def _cells(self, part: PartScore) -> tuple[Cell, ...]:
        lines = {each.criterion.key: each for each in self.assessment.lines}
        full = part.full.text() if part.full != Marks.exact(0) else ""
        line = lines.get(part.key) if part.kind is PartKind.CRITERION else None
        told = line.text() if line is not None else ""
        inset = "　" * part.depth
        return f"{inset}{part.label}", part.points.text(), full, part.counted.text(), told

    def _part(
        self, part: PartScore, lines: dict[str, ScoreLine], limit: int | None
    ) -> Iterator[str]:
        inset = "  " * part.depth
        counted = "" if part.counted == part.points else f"，计入{part.counted.text()}"
        full = f"／{part.full.text()}" if part.full != Marks.exact(0) else ""
        yield f"{inset}{part.label}：{part.points.text()}{full}{counted}"
        if part.kind is PartKind.CRITERION:
            yield from self._line(lines[part.key], f"{inset}  ", limit)
        for name, amount in part.adjustments.items():
            if name != ROUNDED:
                yield f"{inset}  {name}：{amount.text()}"

    def _line(self, line: ScoreLine, inset: str, limit: int | None) -> Iterator[str]:
        yield f"{inset}{line.text()}"
        if line.criterion.citation is not None:
            yield f"{inset}依据：{line.citation.text()}"
        if line.criterion.note:
            yield f"{inset}注意：{line.criterion.note}"
        places = [each.place.words() for each in line.reading.grounds if each.place is not None]
        if places:
            for each in folded("登记处", places, str, limit):
                yield f"{inset}{each}"
        for opened in self.opened(line):
            for each in folded("数据来源", opened.contributions, Contribution.text, limit):
                yield f"{inset}{each}"

    def __str__(self) -> str:
        return self.text()
