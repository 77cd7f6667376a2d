"""Who needs a service, and who can give it."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

import attrs
from attrs import frozen

from kejifupin.terms.text import label_key


class PairingMode(StrEnum):
    """How needs and those who serve are put together (结对方式)."""

    HOUSEHOLDS = "households"
    """By number of households; several may share a village."""
    ONE_TO_MANY = "one_to_many"
    """Each need has one who serves it, who may have several."""
    ONE_TO_ONE = "one_to_one"
    """Each need has one who serves it, and no other."""

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {"households": "按户数", "one_to_many": "一对多", "one_to_one": "一对一"}[self.value]


@frozen
class Need:
    """What a household or a village needs (科技服务需求).

    Args:
        key: What tells it from others, the same in every run; may be personal.
        place: Code of the village, or of the division where no village is known.
        speciality: What is needed: a choice of the form (种植), or words (其它：电商).
        households: How many households need it.
        label: What it is called; personal where it names a household.
        is_personal: Whether the label names a person.
    """

    key: str = attrs.field(repr=False)
    place: str
    speciality: str
    households: int = 1
    label: str = attrs.field(default="", repr=False)
    is_personal: bool = False

    @property
    def number(self) -> str:
        """What tells it from others without naming anybody."""
        return public_number(self.key)


@frozen
class Helper:
    """Who can serve: an expert, a team, an organisation (服务力量).

    Args:
        key: What tells it from others, the same in every run; may be personal.
        name: What it is called.
        specialities: What it can do.
        base: Code of the division that it comes from.
        districts: Codes of the divisions that it serves, with all below them.
        capacity: How many households it can serve; None where nobody says.
        is_personal: Whether the name is that of a person.
        code: The number that it goes by in a list (编号), if it has one.
    """

    key: str = attrs.field(repr=False)
    name: str = attrs.field(repr=False)
    specialities: tuple[str, ...]
    base: str
    districts: tuple[str, ...]
    capacity: int | None = None
    is_personal: bool = True
    code: str = ""

    @property
    def number(self) -> str:
        """Its number in a list, else what tells it from others without naming anybody."""
        return self.code or public_number(self.key)

    def fits(self, speciality: str) -> bool:
        """Whether it can do what is needed; words match where one holds the other.

        >>> helper = Helper("a", "甲", ("种植", "农村电商"), "220821", ("220821",))
        >>> [helper.fits(each) for each in ("种植", "其它：电商", "养殖")]
        [True, True, False]
        """
        wanted = bare(speciality)
        return any(
            wanted == own or (min(len(wanted), len(own)) > 1 and (wanted in own or own in wanted))
            for own in map(bare, self.specialities)
        )


def stand_in(number: str) -> str:
    """The key of somebody of whom only the number is known."""
    return f"#{number}"


def public_number(key: str) -> str:
    """A short number that stands for a key, the same in every run.

    >>> public_number(stand_in("4b91a5ad83d4"))
    '4b91a5ad83d4'
    """
    if key.startswith("#"):
        return key[1:]
    return sha256(key.encode()).hexdigest()[:12]


OTHER = "其它："
"""What stands before a need in the surveyor's own words."""


def bare(speciality: str) -> str:
    """A speciality without what does not matter.

    >>> bare("其它：电商 "), bare("种植")
    ('电商', '种植')
    """
    return label_key(speciality.removeprefix(OTHER))


@frozen
class Tie:
    """A pairing that is in force (已有结对).

    Args:
        helper: Key of who serves.
        need: What it serves; held as it was, whether or not a survey names it again.
        goal_met: Whether the goal is met, so that the pairing may end (不实现目标不脱钩).
        ended: Whether it was ended all the same, with nobody in its place.
    """

    helper: str = attrs.field(repr=False)
    need: Need
    goal_met: bool = False
    ended: bool = False
