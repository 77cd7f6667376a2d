"""Assessment schemes: who is assessed, by which table of points, with which grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from attrs import frozen

from kejifupin.assessments.criteria import Criterion, NotApplicable, Role
from kejifupin.assessments.evidence import Evidence
from kejifupin.assessments.ranks import Ties
from kejifupin.assessments.subjects import Subjects
from kejifupin.errors import DefinitionError
from kejifupin.records.conditions import Condition
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.divisions import Level


class RoundingStage(StrEnum):
    """When points are rounded (舍入时机)."""

    TOTAL = "total"
    """Once, at the end."""
    EACH = "each"
    """Every criterion, every weighted part, and the end."""


@frozen
class Rounding:
    """To how many decimals points are rounded, halves up (四舍五入).

    Args:
        digits: Decimals that are kept.
        stage: When.
    """

    digits: int = 2
    stage: RoundingStage = RoundingStage.TOTAL

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.digits <= 6:
            raise DefinitionError(
                f"digits are 0 to 6, not {self.digits}",
                f"保留小数位数 digits 应在0到6之间，现为{self.digits}",
                "例：rounding = { digits = 2 }",
                "digits",
            )

    @classmethod
    def from_shorthand(cls, digits: int) -> Rounding:
        """``rounding = 2``: two decimals, rounded at the end."""
        return cls(digits)


@frozen
class Channel:
    """A way by which marks are given, with its part of the whole (考核渠道).

    Args:
        key: Key of the channel.
        label: Its name in Chinese, as 日常督查.
        weight: Its part of the full marks, in per cent.
        citation: The clause.
    """

    key: str
    label: str
    weight: Number
    citation: Citation | None = None


@frozen
class Group:
    """Criteria that belong together (评分项组).

    Args:
        key: Key of the group.
        label: Its name in Chinese.
        channel: Key of its channel, where it has one.
        within: Key of the group that it is a part of.
        full_marks: Its full marks as the table prints them, which its criteria add up to.
        cap: The most that the group gives, where its criteria add up to more; of a group of
            minuses the most that it takes.
        floor: The least that it gives.
        weight: Its part of the full marks of what it stands in, in per cent.
    """

    key: str
    label: str
    channel: str | None = None
    within: str | None = None
    full_marks: Number | None = None
    cap: Number | None = None
    floor: Number | None = None
    weight: Number | None = None


@frozen
class Sheet:
    """Where points, counts or grades are entered by people (评分表).

    Args:
        key: Key of the sheet.
        records: Key of the record kind, or ``kind.field`` for its rows.
        subject: Key of the field that names who is assessed; of a row it may stand in the record
            around it.
        criterion: Key of the field that names the criterion, by key or label; without one each
            criterion names its own column by ``field``.
        value: Key of the field that holds the entry.
        self_value: Key of the field that holds what the assessed gave themselves.
        where: Only the records for which this holds.
    """

    key: str
    records: str
    subject: str
    criterion: str | None = None
    value: str | None = None
    self_value: str | None = None
    where: Condition | None = None


@frozen
class Veto:
    """What makes every score worthless (一票否决).

    Args:
        key: Key of the veto.
        label: Its words in Chinese.
        reads: What it reads.
        when: It strikes where the value lies within; at least 1 by default.
        words: Of a word that was entered: it strikes where it is one of these.
        score: What the score then is; 0 where nothing is said, and it stays where only a grade is.
        grade: Key of the grade that is then given; the lowest by default.
        at_best: Key of the best grade that is still possible, where the veto only bars those above.
        citation: The clause.
    """

    key: str
    label: str
    reads: Evidence
    when: Bound = Bound(at_least=1)
    words: tuple[str, ...] = ()
    score: Number | None = None
    grade: str | None = None
    at_best: str | None = None
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.at_best is not None and (self.grade is not None or self.score is not None):
            raise DefinitionError(
                f"veto {self.key!r}: at_best bars the grades above, and sets no grade or score",
                f"否决项“{self.key}”写了 at_best（最高可评），不能再写 grade 或 score",
                "只是不得评优的写 at_best；定为某等次的写 grade",
                "at_best",
            )

    @property
    def score_then(self) -> Number | None:
        """What the score is where it strikes; None where it stays."""
        if self.score is None and self.grade is None and self.at_best is None:
            return 0
        return self.score


@frozen
class Grade:
    """A grade, best first (等次).

    Args:
        key: Key of the grade.
        label: Its name in Chinese.
        at_least: The score from which it is given, itself included.
        below: The score from which the next better one is given, where the document prints it.
        rank_at_most: Only up to this rank.
        share_at_most: Only to so many per cent of those ranked together, a part of one dropped.
        parts_at_least: Only where each of ``of_parts`` earned so many per cent of its full marks
            (单项低于80%不得评优); what did not apply stands in nobody's way.
        of_parts: Keys of criteria, groups and channels; by default all criteria that count towards
            full marks.
    """

    key: str
    label: str
    at_least: Number | None = None
    below: Number | None = None
    rank_at_most: int | None = None
    share_at_most: Number | None = None
    parts_at_least: Number | None = None
    of_parts: tuple[str, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether the score alone does not earn it."""
        limits = (self.rank_at_most, self.share_at_most, self.parts_at_least)
        return any(each is not None for each in limits)


@frozen
class Ranking:
    """Who is ranked with whom (排名).

    Args:
        ties: How those of one score are ranked.
        cohorts: Keys of cohorts of divisions: the members of each are ranked among themselves (the
            first that one belongs to counts), the others together.
        level: Those of one division of this level are ranked among themselves.
        field: Of records: those with the same value of this field are.
    """

    ties: Ties = Ties.COMPETITION
    cohorts: tuple[str, ...] = ()
    level: Level | None = None
    field: str | None = None

    def __attrs_post_init__(self) -> None:
        if bool(self.cohorts) + (self.level is not None) + (self.field is not None) > 1:
            raise DefinitionError(
                "a ranking goes by cohorts, a level or a field",
                "ranking 的分组方式 cohorts、level、field 只写一种",
                '例：ranking = { cohorts = ["poor_counties"] }',
            )


@frozen
class AssessmentScheme:
    """How a programme's bodies are assessed (考核办法).

    Args:
        key: Key of the scheme.
        label: Its name in Chinese.
        subjects: Who is assessed.
        criteria: The lines of the table.
        citation: The clause that asks for it.
        full_marks: Full marks of the whole, bonuses apart.
        groups: Groups of criteria.
        channels: Channels with their weights.
        sheets: Where people enter points.
        vetoes: What makes every score worthless.
        grades: The grades, best first.
        ranking: How they are ranked.
        rounding: To how many decimals, and when.
        not_applicable: What becomes of the points of a task that a subject did not have.
        cap: The most that the whole comes to, bonuses included.
        floor: The least that it comes to.
        replaces: Key of the scheme of the programme above that it stands for.
        note: A doubt that a reader of the scores should know.
    """

    key: str
    label: str
    subjects: Subjects
    criteria: tuple[Criterion, ...]
    citation: Citation
    full_marks: Number = 100
    groups: tuple[Group, ...] = ()
    channels: tuple[Channel, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    grades: tuple[Grade, ...] = ()
    ranking: Ranking = Ranking()
    rounding: Rounding = Rounding()
    not_applicable: NotApplicable = NotApplicable.REWEIGHT
    cap: Number | None = None
    floor: Number = 0
    replaces: str | None = None
    note: str | None = None

    @cached_property
    def sheet_of(self) -> Mapping[str, Sheet]:
        """Its sheets by key."""
        return {each.key: each for each in self.sheets}

    @cached_property
    def criterion_of(self) -> Mapping[str, Criterion]:
        """Its criteria by key."""
        return {each.key: each for each in self.criteria}

    def absence(self, criterion: Criterion) -> NotApplicable:
        """What becomes of a criterion's points where the task was not there.

        A bonus or a minus is nothing then.
        """
        if criterion.role is not Role.NORMAL:
            return NotApplicable.ZERO
        return criterion.not_applicable or self.not_applicable

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Everything that it reads, with the path of its key."""
        for index, criterion in enumerate(self.criteria):
            yield ("criteria", index, "reads"), criterion.reads
        for index, veto in enumerate(self.vetoes):
            yield ("vetoes", index, "reads"), veto.reads
