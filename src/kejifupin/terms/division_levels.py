"""The six levels of the administrative tree, and what a GB code says about them."""

from __future__ import annotations

import re
from enum import StrEnum

_GB_CODE = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}")
_GB_ENDS = ("0000", "00", "")


class Level(StrEnum):
    """How high a division stands in the tree (行政层级).

    Levels compare as text; put them in order by `rank`.

    >>> sorted(Level, key=lambda level: level.rank) == list(Level)
    True
    """

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def rank(self) -> int:
        """Steps down from the nation, 0 to 5."""
        return _RANKS[self]

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return _LABELS[self]

    @classmethod
    def of_code(cls, code: str) -> Level:
        """The level that a code of GB/T 2260 or GB/T 10114 stands for.

        Args:
            code: Six digits, or nine or twelve that add township and village; a group of zeros
                at the end names the level above, as the statistical code lists write it.

        Raises:
            ValueError: The code is not 6, 9 or 12 digits.

        >>> [Level.of_code(code).value for code in ("220000", "220800", "220821")]
        ['province', 'prefecture', 'county']
        >>> Level.of_code("411024110213").label, Level.of_code("411024000000").label
        ('村', '县市区')
        """
        if not is_gb_code(code):
            raise ValueError(f"a GB division code has 6, 9 or 12 digits, not {code!r}")
        short = short_gb_code(code)
        if len(short) > 6:
            return cls.TOWNSHIP if len(short) == 9 else cls.VILLAGE
        if short == "000000":
            return cls.NATION
        for level, end in zip((cls.PROVINCE, cls.PREFECTURE, cls.COUNTY), _GB_ENDS, strict=True):
            if short.endswith(end):
                return level
        raise AssertionError(short)  # pragma: no cover - every code ends with nothing


_RANKS = {level: rank for rank, level in enumerate(Level)}
_LABELS = dict(zip(Level, ("全国", "省", "市州", "县市区", "乡镇", "村"), strict=True))


def is_gb_code(code: str) -> bool:
    """Whether a code has the shape of GB/T 2260 (6 digits) or its 9- and 12-digit extensions."""
    return _GB_CODE.fullmatch(code) is not None


def short_gb_code(code: str) -> str:
    """A GB code without the groups of zeros that only fill it up to 9 or 12 digits.

    >>> short_gb_code("220821000000"), short_gb_code("220821100000"), short_gb_code("220821")
    ('220821', '220821100', '220821')
    """
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    return code


def gb_codes_above(code: str) -> tuple[str, ...]:
    """The codes that a GB code is written under, nearest first; empty for any other key.

    >>> gb_codes_above("411024110213")
    ('411024110', '411024', '411000', '410000', '000000')
    >>> gb_codes_above("changbaishan")
    ()
    """
    if not is_gb_code(code):
        return ()
    short = short_gb_code(code)
    above = [short_gb_code(short[:size]) for size in (9, 6) if size < len(short)]
    above += [short[:size].ljust(6, "0") for size in (4, 2, 0)]
    return tuple(dict.fromkeys(each for each in above if each != short))
