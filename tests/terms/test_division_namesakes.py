"""Villages that share their name with many others: looked for where they may lie."""

from __future__ import annotations

from datetime import date

import pytest

from kejifupin.terms import division_names
from kejifupin.terms.divisions import Division, Divisions, Level

DAY = date(2018, 1, 1)
COUNTIES = [f"1101{number:02}" for number in range(1, 17)]
NAMES = ("柳村", "杨家村", "新村", "东柳村", "杨村委会")


def divisions() -> Divisions:
    """Sixteen counties, each with villages of the same names, some under an old or short name."""
    units = [Division("110000", "甲省", Level.PROVINCE)]
    for place, county in enumerate(COUNTIES):
        units.append(Division(county, f"第{place}县", Level.COUNTY, "110000"))
        for number, name in enumerate(NAMES[: 2 + place % 4]):
            old = date(2017, 1, 1) if (place + number) % 5 == 0 else None
            aliases = ("柳家",) if number == 1 and place % 3 == 0 else ()
            code = f"{county}1002{number:02}"
            units.append(Division(code, name, Level.VILLAGE, county, valid_to=old, aliases=aliases))
    return Divisions(units)


@pytest.mark.parametrize("level", [Level.VILLAGE, None])
def test_looking_in_the_county_finds_what_looking_everywhere_does(monkeypatch, level):
    """Every name, short name, path and look-alike, within every county."""
    texts = [
        *NAMES,
        "柳",
        "杨",
        "杨家",
        "新",
        "柳家",
        "第3县柳村",
        "柳村委会",
        "杨村",
        "西村",
        "柳村东",
    ]

    def answers(few: int):
        monkeypatch.setattr(division_names, "_NAMESAKES", few)
        table = divisions()
        return [
            table.resolve(text, DAY, within=county, level=level)
            for county in COUNTIES
            for text in texts
        ]

    nearby, everywhere = answers(1), answers(1000)

    assert nearby == everywhere
    assert sum(each.division is not None for each in nearby) > len(COUNTIES)
