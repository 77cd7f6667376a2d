"""Number formats that show a number by thousands, or with a unit behind it.

``0!.0,"万"`` shows 35000 as 3.5万, and ``0"万"`` shows 3 as 3万: people go by what they see.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from kejifupin.terms.quantities import is_unit

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<single>.)|(?:_|\*).|\[(?P<square>[^\]]*)\]|(?P<plain>.)'
)
_GENERAL = re.compile("General|G/通用格式", re.IGNORECASE)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])+')
_WHEN = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_PLACES = "0#?"
_LARGE = re.compile("[十百千万亿]+")
_TESTS: Final = MappingProxyType(
    {
        "<=": operator.le,
        ">=": operator.ge,
        "<>": operator.ne,
        "<": operator.lt,
        ">": operator.gt,
        "=": operator.eq,
    }
)


@frozen
class Scaling:
    """How one section of a number format shows a number (数字缩放).

    Args:
        divisor: What the number is divided by before it is shown.
        unit: The unit that stands behind it; empty for none, or words that are no unit.
        test: Which comparison the section is for, and with what; None for any number.
    """

    divisor: int = 1
    unit: str = ""
    test: tuple[Callable[[Decimal, Decimal], bool], Decimal] | None = None

    def holds(self, number: Decimal) -> bool:
        """Whether the section shows a number."""
        return self.test is None or self.test[0](number, self.test[1])

    @property
    def is_plain(self) -> bool:
        """Whether it shows numbers as they are."""
        return self.divisor == 1 and not self.unit


@lru_cache(maxsize=1024)
def scalings(code: str) -> tuple[Scaling, ...]:
    """The sections of a number format that numbers may be shown by; none if all are plain.

    >>> [(each.divisor, each.unit) for each in scalings('0!.0,"万"')]
    [(10000, '万')]
    >>> scalings('#,##0.00_ "。"')
    ()
    """
    sections = [_scaling(section) for section in _SECTION.findall(_GENERAL.sub("0", code))[:3]]
    if not any(section.test for section in sections):
        sections = sections[:1]
    return () if all(section.is_plain for section in sections) else tuple(sections)


def _scaling(section: str) -> Scaling:
    pattern, behind, test = "", "", None
    for match in _TOKEN.finditer(section):
        plain, square = match["plain"], match["square"]
        if square is not None:
            when = _WHEN.fullmatch(square.strip())
            test = (_TESTS[when[1]], Decimal(when[2])) if when and _is_number(when[2]) else test
        elif plain is not None and plain in "0#?.,%":
            pattern += plain
        elif match[0][0] not in "_*":
            words = match["quoted"] or match["single"] or plain or ""
            if words == "." and any(place in pattern for place in _PLACES):
                pattern += "!"
            elif any(place in pattern for place in _PLACES):
                behind += words
    places = pattern.rstrip(",")
    divisor = 1000 ** (len(pattern) - len(places))
    _, mark, inserted = places.partition("!")
    if mark:
        divisor *= 10 ** sum(map(inserted.count, _PLACES))
    unit = "".join(behind.split())
    return Scaling(divisor, unit if scaled_by(unit) else "", test)


def scaled_by(words: str) -> bool:
    """Whether words behind a number are a unit, or say by how much it counts.

    >>> scaled_by("户"), scaled_by("万"), scaled_by("号")
    (True, True, False)
    """
    return is_unit(words) or _LARGE.fullmatch(words) is not None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) is not None
