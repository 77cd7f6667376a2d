"""The user's own tables as a data source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from attrs import define, field
from narwhals.exceptions import DuplicateError

from kejifupin.errors import UnknownNameError
from kejifupin.frames.columns import PARENT_ID, RECORD_ID, KindColumns, Mapped, read_columns
from kejifupin.frames.counting import headcounts_of, rehearse, tallies_of
from kejifupin.frames.engines import Table
from kejifupin.frames.errors import FrameError, FrameProblem
from kejifupin.frames.foreseen import questions_of
from kejifupin.frames.homes import Homes, home_fields
from kejifupin.frames.issues import issues_of
from kejifupin.frames.latest import subject_fields
from kejifupin.frames.picking import fields_of
from kejifupin.frames.sources import Tables
from kejifupin.frames.streams import Stream
from kejifupin.indicators.headcounts import Headcount, MemberQuestion, RecordMember
from kejifupin.indicators.joining import joins_of
from kejifupin.indicators.plan import Partial, PartialKind, Plan
from kejifupin.indicators.sources import ANY_ANSWER, Selected
from kejifupin.indicators.tallies import Tally
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.targets.target import Target
from kejifupin.terms.issues import Issues
from kejifupin.terms.text import nearest

_SETTINGS = 4
_Answer = TypeVar("_Answer")


@define(eq=False)
class FrameData:
    """The user's own tables as a data source (数据表数据).

    Args:
        tables: Kind key → table.
        columns: Kind key → its columns.
        expected: Questions about members that will be asked; where a member's own row answers
            them, they are answered in the pass that counts the rest.
    """

    tables: Mapping[str, Table] = field(repr=False)
    columns: Mapping[str, KindColumns] = field(repr=False)
    expected: tuple[MemberQuestion, ...] = field(default=(), repr=False)
    _asked: list[Tables] = field(factory=list, init=False, repr=False)

    @classmethod
    def of(
        cls,
        tables: Mapping[str, Any],
        setting: Setting,
        *,
        columns: Mapping[str, Mapped] | None = None,
        plan: Plan | None = None,
        targets: Iterable[Target] = (),
        borrow_polars: bool = True,
    ) -> FrameData:
        """Tables of records, one for each kind; a growing table is a table of its own.

        Args:
            tables: Kind key → table of polars (eager or lazy), pandas, pyarrow, DuckDB or PySpark.
            setting: The programme and its day; it knows the kinds.
            columns: Kind key → field key → column, where neither key nor label names it.
            plan: What will be counted, so that what its columns lack is told at once.
            targets: What will be judged by it, so that one pass counts the members as well.
            borrow_polars: Whether polars, if it is installed, answers for pandas and pyarrow.

        Raises:
            FrameError: Columns are missing or hold something else; all problems at once.
            EngineError: A table belongs to a library that is not supported, or the plan asks for
                what it cannot do exactly.
            UnknownNameError: A table or a mapping names a kind that does not exist.
        """
        mapped = columns or {}
        for key in mapped:
            if key not in tables:
                raise UnknownNameError("table", key, nearest(key, tables))
        read: dict[str, KindColumns] = {}
        found: dict[str, Table] = {}
        problems: list[FrameProblem] = []
        for key, native in tables.items():
            kind = setting.kind(key)
            try:
                found[key] = Table.of(native, borrow_polars=borrow_polars)
            except DuplicateError as error:
                told = ", ".join(line.removeprefix("- ") for line in str(error).splitlines()[1:])
                message = f"several columns have one name: {told}"
                problems.append(FrameProblem(key, message))
                continue
            read[key], wrong = read_columns(kind, found[key].schema, mapped.get(key, {}))
            problems.extend(wrong)
        for each in read.values():
            problems.extend(_unplaced(each, read))
        data = cls(found, read, () if plan is None else questions_of(plan, targets, setting))
        problems.extend(data._missing(plan.partials if plan is not None else ()))
        for question in data.expected:
            problems.extend(data._missing(question.finish.parts, _further(question, setting)))
        if problems:
            raise FrameError(dict.fromkeys(problems))
        if plan is not None:
            rehearse(plan.partials, data._on(setting))
        return data

    def tallies(
        self, partials: Iterable[Partial], setting: Setting, reach: Reach | None = None
    ) -> Mapping[Partial, Mapping[str, Tally]]:
        """Partial → division as of the setting's day → tally of its own records.

        Raises:
            FrameError: The tables lack columns that the partials read.
            EngineError: A condition asks for what the table's library cannot do exactly.
        """
        wanted = tuple(dict.fromkeys(partials))
        self._check(wanted)
        by_kind: dict[str, list[Partial]] = defaultdict(list)
        for each in wanted:
            by_kind[each.records].append(each)
        around = reach or setting.reach
        found: dict[Partial, Mapping[str, Tally]] = {}
        for kind, group in by_kind.items():
            found |= self._ask(setting, partial(tallies_of, kind, group, reach=around))
        return {each: found[each] for each in wanted}

    def headcounts(
        self, questions: Iterable[MemberQuestion], setting: Setting
    ) -> Mapping[MemberQuestion, Mapping[str, Headcount]]:
        """Question → division as of the setting's day → its own members.

        Raises:
            DefinitionError: What is counted cannot be led to the members.
            FrameError: The tables lack columns that the questions read.
            EngineError: A condition asks for what the table's library cannot do exactly.
        """
        wanted = tuple(dict.fromkeys(questions))
        for question in wanted:
            self._check_question(question, setting)
        return {each: self._ask(setting, partial(headcounts_of, each)) for each in wanted}

    def select(
        self, partial: Partial, setting: Setting, homes: Container[str] | None = None
    ) -> Iterator[Selected]:
        """The records behind a partial, streamed in the order of the division codes."""
        self._check((partial,))
        return Stream(self._on(setting)).select(partial, homes)

    def members(
        self,
        question: MemberQuestion,
        setting: Setting,
        homes: Container[str] | None = None,
        answers: Collection[bool | None] = ANY_ANSWER,
    ) -> Iterator[RecordMember]:
        """The members behind a headcount, streamed in the order of the division codes.

        Raises:
            DefinitionError: What is counted cannot be led to the members.
        """
        self._check_question(question, setting)
        return Stream(self._on(setting)).members(question, homes, answers)

    def issues(self, setting: Setting) -> Issues:
        """What in the tables could not be understood, and how many rows it concerns.

        Entries of no known division count nowhere, rows of no known record neither; what stands in
        a column and is none of its values counts as not reported.
        """
        return issues_of(self._on(setting))

    def _ask(self, setting: Setting, question: Callable[[Tables], _Answer]) -> _Answer:
        """An answer, of wide sums where narrow ones turned out too narrow."""
        try:
            return question(self._on(setting))
        except Exception as error:
            if not [each for each in self.tables.values() if each.widens_after(error)]:
                raise
            self._asked.clear()
            return question(self._on(setting))

    def _on(self, setting: Setting) -> Tables:
        for each in self._asked:
            if each.setting is setting:
                return each
        # What was looked up for the settings of long ago is not kept.
        self._asked[:-_SETTINGS] = []
        self._asked.append(Tables(self.tables, self.columns, Homes(setting), self.expected))
        return self._asked[-1]

    def _check_question(self, question: MemberQuestion, setting: Setting) -> None:
        self._check(question.finish.parts, _further(question, setting))

    def _check(self, partials: Iterable[Partial], further: Iterable[tuple[str, str]] = ()) -> None:
        problems = tuple(self._missing(partials, further))
        if problems:
            raise FrameError(problems)

    def _missing(
        self, partials: Iterable[Partial], further: Iterable[tuple[str, str]] = ()
    ) -> Iterator[FrameProblem]:
        needed: dict[str, dict[str, None]] = defaultdict(dict)
        for kind, key in further:
            needed[kind][key] = None
        for each in partials:
            keys = fields_of(each)
            if each.kind is PartialKind.LATEST and each.records in self.columns:
                keys += subject_fields(each, self.columns[each.records].kind)
            needed[each.records].update(dict.fromkeys(keys))
        for kind, wanted in needed.items():
            if kind in self.columns:
                yield from self.columns[kind].missing(wanted)


def _further(question: MemberQuestion, setting: Setting) -> list[tuple[str, str]]:
    """Kinds and fields that a question reads beside what it counts."""
    where = () if question.where is None else question.where.fields()
    needed = [(question.members, key) for key in where]
    for join in joins_of(question, setting):
        if not join.is_inside:
            kinds = (join.member.key, join.other.key)
            needed += [(kind, key) for kind in kinds for key in join.keys]
    return needed


def _unplaced(columns: KindColumns, read: Mapping[str, KindColumns]) -> Iterator[FrameProblem]:
    """What is missing for the rows to be led to divisions."""
    kind = columns.kind
    if kind.parent is not None:
        if PARENT_ID not in columns.others:
            message = f"no column {PARENT_ID!r}, which says where in {kind.parent!r} a row stands"
            close = nearest(PARENT_ID, columns.all)
            yield FrameProblem(kind.key, message, column=PARENT_ID, nearest=close)
        if kind.parent not in read:
            message = f"no table of {kind.parent!r}, in whose records these rows stand"
            yield FrameProblem(kind.key, message, nearest=nearest(kind.parent, read))
        elif RECORD_ID not in read[kind.parent].others:
            message = f"no column {RECORD_ID!r}, by which {kind.key!r} names its records"
            close = nearest(RECORD_ID, read[kind.parent].all)
            yield FrameProblem(kind.parent, message, column=RECORD_ID, nearest=close)
        return
    fields = home_fields(kind)
    if not fields:
        yield FrameProblem(kind.key, "no field of this kind says which division a row speaks of")
    else:
        yield from columns.missing(fields[:1])
