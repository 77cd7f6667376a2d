"""The ways in which a text can be read as the name of a division, with those above it in front."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from kejifupin.terms.division_entries import Division
from kejifupin.terms.division_forms import Form, forms
from kejifupin.terms.division_history import DivisionHistory

SEPARATORS = "-－–—/／\\·•.,，>＞→"
# Names with their path stand in front; the text of a whole paragraph is not searched for more.
_READ = 80

Bearers = Sequence[tuple[Division, Form]]
"""Divisions that bear a name, each with the form of the name that it is."""
Follows = Callable[[str], bool]
"""Whether what comes after a bare name shows that it was meant as a name."""


@frozen
class Reading:
    """One way to read the beginning of a text as a path of names (识别方式).

    Args:
        first: The division that the path begins with.
        division: The division that it ends with.
        form: Of the names on the path, the form that is farthest from a full name.
        rest: What is left of the text after the path.
    """

    first: Division
    division: Division
    form: Form
    rest: str


class DivisionReadings:
    """Every name of every division of a history, and the paths of names that a text begins with."""

    def __init__(self, history: DivisionHistory) -> None:
        self._history = history
        named: dict[str, list[tuple[Division, Form]]] = {}
        for spells in history.spells.values():
            for division in spells:
                for name, form in forms(division).items():
                    named.setdefault(name, []).append((division, form))
        self.named: Mapping[str, list[tuple[Division, Form]]] = named
        self._longest = max(map(len, named), default=0)

    def exactly(self, name: str, on: date) -> tuple[Division, ...]:
        """The divisions of a day whose full name this is."""
        return tuple(
            division
            for division, form in self.named.get(name, ())
            if form is Form.FULL and division.exists_on(on)
        )

    def of(
        self,
        text: str,
        on: date | None,
        follows: Follows | None = None,
        *,
        bearers: Bearers = (),
    ) -> tuple[Reading, ...]:
        """All readings of a text.

        A bare name counts only if nothing, or another name below it, comes after it: 长白 does not
        stand for 长白县 in 长白山管委会, nor 大安 for 大安市 in 大安镇.

        Args:
            text: The text, without spaces.
            on: Only divisions and links of this day; None for those of any day.
            follows: What else may come after a bare name; None for nothing else.
            bearers: Who may be meant where the text is one name; all that bear it by default.
        """
        begun: dict[int, list[tuple[Division, Form, int]]] = {}
        waiting = [0]
        while waiting:
            start = waiting.pop()
            if start not in begun and start < min(len(text), _READ):
                begun[start] = list(self._begun(text, start, on, bearers))
                waiting += {end for _, _, end in begun[start]}
        above = self._above(on)
        read: dict[int, list[Reading]] = {}
        # From the end, so that what may follow a name has been read when the name is.
        for start in sorted(begun, reverse=True):
            read[start] = [
                reading
                for division, form, end in begun[start]
                for reading in self._continued(
                    Reading(division, division, form, text[end:]), read.get(end, []), above, follows
                )
            ]
        return tuple(read.get(0, ()))

    def _begun(
        self, text: str, start: int, on: date | None, bearers: Bearers
    ) -> Iterator[tuple[Division, Form, int]]:
        """Names that stand at a place in a text, each with the place where the next may begin."""
        for end in range(start + 1, min(len(text), start + self._longest) + 1):
            entries: Bearers | None = self.named.get(text[start:end])
            if bearers and not start and end == len(text):
                entries = bearers
            # 吉林市场监管局 belongs to 吉林, it is not a 场监管局 of 吉林市.
            if entries is None or text[end - 1 : end + 1] == "市场":
                continue
            while end < len(text) and text[end] in SEPARATORS:
                end += 1
            for division, form in entries:
                if on is None or division.exists_on(on):
                    yield division, form, end

    def _continued(
        self,
        reading: Reading,
        deeper: list[Reading],
        above: Callable[[str], Collection[str]],
        follows: Follows | None,
    ) -> list[Reading]:
        form = reading.form
        below = [
            evolve(each, first=reading.division, form=max(form, each.form))
            for each in deeper
            if reading.division.code in above(each.first.code)
        ]
        if below:
            return below
        unsure = reading.rest and form is Form.BARE and not (follows and follows(reading.rest))
        return [] if unsure else [reading]

    def _above(self, on: date | None) -> Callable[[str], Collection[str]]:
        return self._history.ever_above if on is None else self._history.tree(on).ancestors
