"""All partials of a kind counted in one pass: the loop that does it, built node by node.

The conditions of the partials form a tree in which a condition that several share is tested once.
What is commonest, a whole number that surely counts, is added in place; everything else is laid
aside value by value and looked at when the division is done.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import Factory, define, field, frozen

from kejifupin.indicators.compiled_bases import Base, Branch, bases_of
from kejifupin.indicators.compiled_conditions import RECORD, Reader
from kejifupin.indicators.compiled_keys import key_of
from kejifupin.indicators.compiled_nodes import (
    FALSE,
    NOTHING,
    ONE,
    TRUE,
    Expr,
    Names,
    Scope,
    Stmts,
    add,
    assign,
    both,
    call,
    choose,
    is_,
    is_not,
    make_function,
    method,
    name,
    pair,
    when,
)
from kejifupin.indicators.compiled_slots import Slots
from kejifupin.indicators.counting import exists
from kejifupin.indicators.plan import Partial, PartialKind
from kejifupin.indicators.windows import Window
from kejifupin.records.fields import FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM


@frozen
class Loop:
    """A compiled loop over the records of a kind (编译后的循环).

    Args:
        run: Divisions with their records → for each, in that order, its code, how many records
            it has, and what was gathered.
        places: Name of what was gathered → its place in what it hands over.
        slots: The names.
        bases: Partial → which records it looks at.
    """

    run: Callable[[Iterable[tuple[str, Sequence[Record]]]], Iterator[tuple[Any, ...]]]
    places: Mapping[str, int]
    slots: Slots
    bases: Mapping[Partial, Base]

    def place(self, letter: str, *of: object) -> int | None:
        """Where in the row of a division something stands, None where it is never gathered."""
        key = self.slots.find(letter, *of)
        return None if key is None else self.places[key]


def make_loop(kind: RecordKind, partials: Sequence[Partial], setting: Setting) -> Loop:
    """Compile the loop that counts some partials of a kind; the last few are kept.

    Raises:
        UnknownNameError: A partial names a field that the kind does not have.
    """
    return _compiled(kind, tuple(partials), setting.definition.period, setting.as_of)


@lru_cache(maxsize=32)
def _compiled(kind: RecordKind, partials: tuple[Partial, ...], period: Period, as_of: date) -> Loop:
    builder = _Builder(kind, partials, period, as_of)
    body = builder.body()
    starts: Stmts = [assign(key, start()) for key, start in builder.slots.starts.items()]
    home, records = name("home"), name("records")
    gathered = [name(key) for key in builder.slots.starts]
    count = call(builder.names.bind(len), records)
    steps: Stmts = [
        *starts,
        *([ast.For(ast.Name(RECORD, ast.Store()), records, body, [])] if body else []),
        ast.Expr(ast.Yield(pair(home, count, *gathered))),
    ]
    target = ast.Tuple([ast.Name(key, ast.Store()) for key in ("home", "records")], ast.Store())
    run = make_function(
        "count_records",
        ("groups",),
        [ast.For(target, name("groups"), steps, [])],
        builder.names.bound,
    )
    places = {key: place for place, key in enumerate(builder.slots.starts, start=2)}
    return Loop(run, places, builder.slots, builder.bases)


@define
class _Builder:
    kind: RecordKind
    partials: Sequence[Partial]
    period: Period
    as_of: date
    names: Names = Factory(Names)
    slots: Slots = Factory(Slots)
    bases: Mapping[Partial, Base] = field(init=False)
    reader: Reader = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.bases = bases_of(self.partials, self.kind)
        self.reader = Reader(self.kind, self.period, self.names)

    def body(self) -> Stmts:
        """What is done with each record."""
        block: Stmts = []
        scope = Scope()
        bases = dict.fromkeys(self.bases.values())
        for by, within in dict.fromkeys((base.by, base.within) for base in bases):
            top = Branch.of(base for base in bases if (base.by, base.within) == (by, within))
            if by is None:
                block += self._branch(top, scope, certain=True)
            else:
                test = self._exists(by, within, block, scope)
                seen: Stmts = [add(self.slots.get("seen", by, within), ONE)]
                block += when(test, seen + self._branch(top, scope.inner(), certain=True))
        return block

    def _exists(self, by: str, within: Window | None, block: Stmts, scope: Scope) -> Expr:
        value = self.reader.value(by, block, scope)
        if within is not None:
            days = self.names.bind(within.days(self.period))
            return call(self.names.bind(exists), value, self.names.bind(self.as_of), days)
        on_day = ast.Compare(value, [ast.LtE()], [self.names.bind(self.as_of)])
        other = call(self.names.bind(exists), value, self.names.bind(self.as_of))
        return choose(self.reader.is_type(by, date, block, scope), on_day, other)

    def _branch(self, branch: Branch, scope: Scope, *, certain: bool) -> Stmts:
        """What is done with a record that passed all tests so far, or may have passed them."""
        block: Stmts = []
        if branch.base is not None:
            block += self._count(branch.base, scope, certain=certain)
        for test, child in branch.children.items():
            if isinstance(test, str):
                value = self.reader.value(test, block, scope)
                passed = is_not(value, self.names.bind(NONE_OF_ITEM))
                block += when(passed, self._branch(child, scope.inner(), certain=certain))
                continue
            answer = self.reader.answer(test, block, scope)
            unsure = self._branch(child, scope.inner(), certain=False)
            if not certain:
                block += when(is_not(answer, FALSE), unsure)
            else:
                sure = self._branch(child, scope.inner(), certain=True)
                block += when(answer, sure, when(is_(answer, NOTHING), unsure))
        return block

    def _count(self, base: Base, scope: Scope, *, certain: bool) -> Stmts:
        """What the partials that look at just these records do with one of them."""
        block: Stmts = []
        if base.tests:
            block.append(add(self.slots.get("sure" if certain else "unsure", base), ONE))
        partials = base.partials
        fields = dict.fromkeys(
            each.field
            for each in partials
            if each.kind in (PartialKind.SUM, PartialKind.COUNT) and each.field is not None
        )
        for key in fields:
            block += self._add(base, key, block, scope, certain=certain)
        keys = (each.distinct for each in partials if each.kind is PartialKind.DISTINCT)
        for distinct in dict.fromkeys(keys):
            block += self._tell_apart(base, distinct, block, scope, certain=certain)
        if any(each.kind is PartialKind.LATEST for each in partials):
            told = pair(name(RECORD), TRUE if certain else NOTHING)
            block.append(method(self.slots.get("found", base), "append", told))
        return block

    def _add(self, base: Base, key: str, before: Stmts, scope: Scope, *, certain: bool) -> Stmts:
        value = self.reader.value(key, before, scope)
        if not certain:
            return [method(self.slots.get("maybe", base, key), "append", value)]
        whole = self.reader.is_type(key, int, before, scope)
        total, odd = self.slots.get("total", base, key), self.slots.get("odd", base, key)
        # Next to whole numbers, blanks and “-” are what stands in a field.
        blank = is_(value, NOTHING)
        none = is_(value, self.names.bind(NONE_OF_ITEM))
        dash: Stmts = [add(self.slots.get("none", base, key), ONE)]
        rest = when(none, dash, [method(odd, "append", value)])
        rest = when(blank, [add(self.slots.get("blank", base, key), ONE)], rest)
        return when(whole, [add(total, value)], rest)

    def _tell_apart(
        self,
        base: Base,
        distinct: tuple[str, ...],
        before: Stmts,
        scope: Scope,
        *,
        certain: bool,
    ) -> Stmts:
        def slot(letter: str) -> str:
            return self.slots.get(letter if certain else f"{letter}_unsure", base, distinct)

        values: list[Expr] = [self.reader.value(key, before, scope) for key in distinct]
        written = values[0] if len(values) == 1 else pair(*values)
        # Texts and numbers are the commonest keys: nothing else need be looked at closer.
        common = [self._is_common(key, before, scope) for key in distinct]
        key = self.names.new("k")
        blank: Stmts = [add(slot("blank"), ONE)]
        odd = when(
            is_(name(key), NOTHING),
            blank,
            [method(slot("other_keys"), "add", name(key))],
        )
        none = is_(name(key), self.names.bind(NONE_OF_ITEM))
        other: Stmts = [
            assign(key, call(self.names.bind(key_of), *values)),
            *when(none, [add(slot("none"), ONE)], odd),
        ]
        if len(values) == 1:
            other = when(is_(values[0], NOTHING), blank, other)
        return when(both(*common), [method(slot("keys"), "add", written)], other)

    def _is_common(self, key: str, before: Stmts, scope: Scope) -> Expr:
        is_number = self.kind.field(key).type is FieldType.NUMBER
        return self.reader.is_type(key, int if is_number else str, before, scope)
