"""Which division a piece of text names: codes, full names, short names, names with their path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from kejifupin.terms.division_entries import Division
from kejifupin.terms.division_forms import Form, forms
from kejifupin.terms.division_history import DivisionHistory
from kejifupin.terms.division_levels import gb_codes_above, is_gb_code
from kejifupin.terms.division_organisations import begins_body, pointed_division, pointed_rank
from kejifupin.terms.division_readings import Bearers, DivisionReadings, Reading
from kejifupin.terms.division_resolutions import Question, Resolution, joined, listed, worth
from kejifupin.terms.division_trees import Carried
from kejifupin.terms.text import clean, nearest

_SPACES = re.compile(r"\s+")
_LISTED = ("、", "；", ";")
_BRACKET = re.compile(r"[（(\[【〔]([^（）()\[\]【】〔〕]*)[）)\]】〕]")
_AROUND = re.compile(
    r"^原(?=..)|(?:省|自治区)?直辖县级行政区划|市辖区(?=.)|(?<=..)(?:地区|辖区|境内|全境|全域)$"
)
_CODE_FIRST = re.compile(r"([0-9]{12}|[0-9]{9}|[0-9]{6})([^0-9].*)")
_ANSWERS_KEPT = 20_000
_NAMESAKES = 12
_SEARCHED = 10_000


class DivisionNames:
    """Names of the divisions of one history, and what a text means by them."""

    def __init__(self, history: DivisionHistory) -> None:
        self._history = history
        self._readings = DivisionReadings(history)
        self._answers: dict[tuple[str, Question], Resolution] = {}
        self._inside: dict[Question, Mapping[str, Bearers]] = {}
        self._full_names = tuple(
            name
            for name, entries in self._readings.named.items()
            if any(form is Form.FULL for _, form in entries)
        )

    def resolve(self, text: str, question: Question) -> Resolution:
        """The division that a text names."""
        key = (text, question)
        if key not in self._answers:
            if len(self._answers) >= _ANSWERS_KEPT:
                self._answers.clear()
            self._answers[key] = evolve(self._resolve(text, question), text=text)
        return self._answers[key]

    def _resolve(self, text: str, question: Question) -> Resolution:
        bare = _SPACES.sub("", clean(text))
        if not bare:
            return Resolution(None, note="没有写明地区")
        best = self._answer(bare, question)
        for variant, left_out in _variants(bare):
            if best.division is not None and not best.rest:
                break
            other = self._answer(variant, question)
            if worth(other, question) > worth(best, question):
                best = self._without(left_out, other, question)
        told = best.note is not None and not best.rest
        understood = best.division is not None and (question.organisation or not best.rest)
        return best if told or understood else self._with_hints(bare, best, question)

    def _without(self, left_out: str, found: Resolution, question: Question) -> Resolution:
        """A result for a text without its bracket, which is told unless it says the same."""
        if not left_out or found.division is None:
            return found
        inside = self._answer(left_out.removeprefix("原"), Question(question.on))
        if inside.division == found.division:
            return found
        return evolve(found, note=joined(found.note, "括号里的内容没有采用"))

    def _answer(self, text: str, question: Question) -> Resolution:
        coded = self._by_code(text, question)
        if coded is not None:
            return coded
        bearers = self._bearers(text, question)
        if bearers is None:
            exactly = self._readings.exactly(text, question.on)
            full = [division for division in exactly if self._fits(division, question)]
        else:
            full = [division for division, form in bearers if form is Form.FULL]
        if full:
            return self._settled([(division, None) for division in full], "", question)
        tree = self._history.tree(question.on)
        follows = begins_body if question.organisation else None
        readings = self._readings.of(text, question.on, follows, bearers=bearers or ())
        now = self._best(readings, question)
        if now and not now[0].rest:
            return self._settled([(one.division, None) for one in now], "", question)
        led = {
            (reading.rest, carried.code): carried
            for reading in self._readings.of(text, None, follows)
            if (carried := tree.carried(reading.division.code)).code is not None
        }
        rest = min((rest for rest, _ in led), key=len, default=text)
        if led and (not now or len(rest) < len(now[0].rest)):
            then = [
                (tree.alive[code], way.note or f"旧称，此时为{listed((tree.alive[code],))}")
                for (left, code), way in led.items()
                if left == rest and code is not None
            ]
            found = self._settled(then, rest, question)
            return _divided(found, (way for (left, _), way in led.items() if left == rest))
        if now:
            return self._settled([(one.division, None) for one in now], now[0].rest, question)
        return self._pointed(text, question)

    def _bearers(self, text: str, question: Question) -> Bearers | None:
        """Who bears a name and fits, looked for in the county rather than among all namesakes.

        None where there are few namesakes, or too much to look through.
        """
        if question.within is None or len(self._readings.named.get(text, ())) < _NAMESAKES:
            return None
        if question not in self._inside:
            tree = self._history.tree(question.on)
            below = tree.subtree(question.within)
            found: dict[str, list[tuple[Division, Form]]] = {}
            for division in map(tree.alive.__getitem__, below[:_SEARCHED]):
                if question.level in (None, division.level):
                    for name, form in forms(division).items():
                        found.setdefault(name, []).append((division, form))
            self._inside[question] = found if len(below) <= _SEARCHED else {}
        known = self._inside[question]
        return known.get(text, ()) if known else None

    def _by_code(self, text: str, question: Question) -> Resolution | None:
        if match := _CODE_FIRST.fullmatch(text):
            coded, named = self._by_code(match[1], question), self._answer(match[2], question)
            if coded is None or coded.division is None or coded.division == named.division:
                return named if named.division and named.rest else coded
            both = (coded.division, *((named.division,) if named.division else ()))
            return Resolution(None, both, note="代码和名称说的不是同一个地区")
        tree = self._history.tree(question.on)
        code = tree.known(text)
        if code in self._history.spells:
            carried = tree.carried(code)
            if carried.code is None:
                return Resolution(None, note=carried.note)
            found = self._settled([(tree.alive[carried.code], carried.note)], "", question)
            return _divided(found, (carried,))
        if not is_gb_code(text):
            return None
        above = tuple(tree.alive[each] for each in gb_codes_above(text) if each in tree.alive)
        return Resolution(None, above[:1], note=tree.carried(text).note)

    def _pointed(self, text: str, question: Question) -> Resolution:
        pointed = pointed_rank(text, organisation=question.organisation)
        if pointed is None:
            return Resolution(None)
        rank, rest = pointed
        tree = self._history.tree(question.on)
        around = (question.within, *tree.ancestors(question.within)) if question.within else ()
        found = pointed_division(rank, (tree.alive[code] for code in around))
        note = None if found else f"没有写明是哪个{rank}"
        return Resolution(found, note=note, rest=rest)

    def _best(self, readings: Iterable[Reading], question: Question) -> list[Reading]:
        found = list(readings)
        shortest = min((len(reading.rest) for reading in found), default=0)
        found = [reading for reading in found if len(reading.rest) == shortest]
        found = [reading for reading in found if self._fits(reading.division, question)] or found
        form = min((reading.form for reading in found), default=Form.FULL)
        return [reading for reading in found if reading.form is form]

    def _fits(self, division: Division, question: Question) -> bool:
        if question.level is not None and division.level is not question.level:
            return False
        if question.within is None or division.code == question.within:
            return True
        return question.within in self._history.tree(question.on).ancestors(division.code)

    def _settled(
        self, found: Iterable[tuple[Division, str | None]], rest: str, question: Question
    ) -> Resolution:
        told = {division.code: (division, note) for division, note in found}
        named = tuple(division for _, (division, _) in sorted(told.items()))
        fitting = tuple(division for division in named if self._fits(division, question))
        if rest.startswith(_LISTED):
            return Resolution(None, named, note="写了不止一个地区，每格只写一个", rest=rest)
        if len(fitting) == 1:
            return Resolution(fitting[0], note=told[fitting[0].code][1], rest=rest)
        if fitting:
            note = f"可以指{listed(fitting)}，请写全称或代码"
            return Resolution(None, fitting, note=note, rest=rest)
        return Resolution(None, named, note=self._misfit(named, rest, question), rest=rest)

    def _misfit(self, named: tuple[Division, ...], rest: str, question: Question) -> str:
        if rest and not question.organisation:
            return f"只认出{listed(named)}，后面的部分不在区划表中"
        if question.within is not None and not any(
            self._fits(division, Question(question.on, question.within)) for division in named
        ):
            limit = self._history.tree(question.on).alive[question.within]
            return f"{listed(named)}不在{limit.name}范围内"
        level = question.level.label if question.level else ""
        return f"{listed(named)}不是{level}一级，这里要写{level}"

    def _with_hints(self, text: str, found: Resolution, question: Question) -> Resolution:
        """What a text that was not (all) understood may have meant."""
        loose = self._best(self._readings.of(text, question.on, lambda _rest: True), question)
        shorter = [one for one in loose if not found.rest or len(one.rest) < len(found.rest)]
        near = tuple({one.division.code: one.division for one in shorter}.values())
        if not near:
            near = self._look_alikes(found.rest or text, found.division, question)
        hint = f"，最像的是{listed(near)}" if near else ""
        if found.division is not None:
            took = f"只取到{found.division.name}，后面的部分不在区划表中{hint}"
            return evolve(found, candidates=near, note=joined(found.note, took))
        if found.candidates:
            return found
        return evolve(found, candidates=near, note=f"区划表中没有这个地区{hint}")

    def _look_alikes(
        self, text: str, above: Division | None, question: Question
    ) -> tuple[Division, ...]:
        signs = set(text)
        limit = above.code if above is not None else question.within
        asked = evolve(question, within=limit)
        near = {
            name: division
            for name in self._full_names
            if len(signs.intersection(name)) * 2 >= len(name)
            for division, form in self._readings.named[name]
            if form is Form.FULL and division.exists_on(question.on) and self._fits(division, asked)
        }
        return tuple(near[name] for name in nearest(text, near))


def _divided(found: Resolution, ways: Iterable[Carried]) -> Resolution:
    """A result with what the text names itself, where that was led to a division above."""
    code = None if found.division is None else found.division.code
    named = {way.path[0] for way in ways if way.above and way.code == code}
    return evolve(found, divided=named.pop()) if len(named) == 1 else found


def _variants(text: str) -> Iterator[tuple[str, str]]:
    """The text without what may stand around a name, each with the bracket that was left out."""
    stem = _BRACKET.sub("", text)
    if stem and stem != text:
        brackets = _BRACKET.findall(text)
        yield from ((inside + stem, "") for inside in brackets)
        yield stem, "、".join(brackets)
    around = _AROUND.sub("", text)
    if around != text:
        yield around, ""
