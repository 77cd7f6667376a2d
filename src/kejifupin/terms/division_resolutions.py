"""What a text about a division is asked, and what comes back."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from kejifupin.terms.division_entries import Division
from kejifupin.terms.division_levels import Level

_TOLD = 6


@frozen
class Resolution:
    """What a piece of text was taken to name (区划识别).

    Args:
        division: The division; None if none fits, or more than one does.
        candidates: With no division, those that the text may mean: all that fit, sorted by code,
            or else the nearest look-alikes, best first. With a division and a rest, what the
            rest may mean.
        text: The text as given.
        note: In Chinese, why there is no division, or what was done to find it; None if the text
            is simply its name. It quotes names of the table and nothing of the text, which may be
            personal.
        rest: What follows the name in the text and names nothing in the table.
        divided: Code of the division of another day that the text names, where it was divided and
            ``division`` is only what lies above.
    """

    division: Division | None
    candidates: tuple[Division, ...] = ()
    text: str = field(default="", repr=False)
    note: str | None = None
    rest: str = field(default="", repr=False)
    divided: str | None = None

    @property
    def code(self) -> str | None:
        """Code of what the text names, to be kept in a record; None if no division was found."""
        return self.divided or (None if self.division is None else self.division.code)


@frozen
class Question:
    """What may answer for a text (识别条件).

    Args:
        on: The day on which the answer exists.
        within: Code of a division of that day: only it and those below it.
        level: Only this level.
        organisation: Whether the text is the name of an organisation, which goes on after the
            division's.
    """

    on: date
    within: str | None = None
    level: Level | None = None
    organisation: bool = False


def worth(found: Resolution, question: Question) -> int:
    """How much a result says, 0 to 3, to choose between readings of one text."""
    if found.division is not None:
        return 3 if not found.rest or question.organisation else 2
    return 1 if found.candidates else 0


def joined(*notes: str | None) -> str:
    """Notes as one."""
    return "；".join(note for note in notes if note)


def listed(divisions: tuple[Division, ...]) -> str:
    """Divisions by name and code, the first few of many."""
    names = [f"{one.name}（{one.code}）" for one in divisions[:_TOLD]]
    more = f"等{len(divisions)}个" if len(divisions) > _TOLD else ""
    return "、".join(names) + more
