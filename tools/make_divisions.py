"""Make the tables of divisions and reporting lines that the built-in plugin carries.

    python tools/make_divisions.py REVISIONS CHANGES FOLDER

REVISIONS is a CSV of two revisions of GB/T 2260 (``revision,code,name,level``, revisions 201606
and 201904), CHANGES a CSV of the changes of 2014–2021 (``year,first_gb2260v2_revision,old_code,
old_name,new_code,new_name,type``; a name that changed without its code stands with one code
twice, a division that nothing was before stands without an old code); further columns are not
read. ``make_division_inputs.py`` makes both. FOLDER receives ``divisions.csv`` and
``reporting_lines.csv``. What neither input can say stands below, each with its source. The result
is compared with both revisions before it is written.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from kejifupin.terms.divisions import Division, Divisions, Level

NATION = "000000"

# GB/T 2260-2007, table 1: codes of provinces, autonomous regions, municipalities and special
# administrative regions.
PROVINCES = {
    "110000": "北京市",
    "120000": "天津市",
    "130000": "河北省",
    "140000": "山西省",
    "150000": "内蒙古自治区",
    "210000": "辽宁省",
    "220000": "吉林省",
    "230000": "黑龙江省",
    "310000": "上海市",
    "320000": "江苏省",
    "330000": "浙江省",
    "340000": "安徽省",
    "350000": "福建省",
    "360000": "江西省",
    "370000": "山东省",
    "410000": "河南省",
    "420000": "湖北省",
    "430000": "湖南省",
    "440000": "广东省",
    "450000": "广西壮族自治区",
    "460000": "海南省",
    "500000": "重庆市",
    "510000": "四川省",
    "520000": "贵州省",
    "530000": "云南省",
    "540000": "西藏自治区",
    "610000": "陕西省",
    "620000": "甘肃省",
    "630000": "青海省",
    "640000": "宁夏回族自治区",
    "650000": "新疆维吾尔自治区",
    "710000": "台湾省",
    "810000": "香港特别行政区",
    "820000": "澳门特别行政区",
}

# Names in daily use that do not follow from the full name by dropping the people or the rank.
ALIASES = {
    NATION: ("中国", "中华人民共和国"),
    "220721": ("前郭县", "前郭"),
}

# A county that joins one which was there before leaves that one as it was.
JOINED = ("撤销并入", "并入")

# 河南省 put ten counties under its direct administration on 1 January 2014 (全面直管县); they kept
# the codes of their prefectures. 长垣 kept the status when it became a city.
HENAN = "410000"
DIRECT_SINCE = date(2014, 1, 1)
DIRECT = (
    "410181",  # 巩义市
    "410225",  # 兰考县
    "410482",  # 汝州市
    "410526",  # 滑县
    "410728",  # 长垣县
    "410783",  # 长垣市
    "411381",  # 邓州市
    "411481",  # 永城市
    "411525",  # 固始县
    "411628",  # 鹿邑县
    "411729",  # 新蔡县
)

DIVISION_COLUMNS = ["code", "name", "level", "parent", "valid_from", "valid_to"]
DIVISION_COLUMNS += ["successor", "aliases"]
LINE_COLUMNS = ["code", "reports_to", "valid_from", "valid_to"]

# What a revision says otherwise than the orders of those years, and why the table does not follow.
NOT_FOLLOWED = {
    ("201606", "130604"),  # 南市区 went into 莲池区 in 2015
    ("201606", "510180"),  # 简阳市 stands with a code that it never had
    ("201606", "512081"),
    ("201606", "510181"),  # 都江堰市 is left out
    ("201606", "513201"),  # 马尔康市 is called 马尔康区
    ("201606", "513229"),
    ("201904", "370116"),  # 莱芜区, 钢城区: 莱芜市 went into 济南市 in 2018
    ("201904", "370117"),
    ("201904", "371200"),
    ("201904", "371202"),
    ("201904", "371203"),
}

REVISION_DAYS = {"201606": date(2016, 6, 30), "201904": date(2019, 4, 30)}


def day_of_change(year: str, first_revision: str) -> date:
    """The day from which a change counts, by the convention of the README beside the tables."""
    if re.fullmatch(r"\d{4}-\d{2}", first_revision):
        return date.fromisoformat(f"{first_revision}-01")
    return date(int(year), 12, 31)


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def counties_and_prefectures(
    rows: Iterable[Mapping[str, str]], changes: Iterable[Mapping[str, str]]
) -> list[Division]:
    """Every division of the revisions with the days on which it existed."""
    latest = {row["code"]: row["name"] for row in rows if row["revision"] == "201904"}
    names, starts, ends = dict(latest), {}, {}
    successors: dict[str, tuple[str, ...]] = {}
    aliases = dict(ALIASES)
    for change in changes:
        day = day_of_change(change["year"], change["first_gb2260v2_revision"])
        old, new = change["old_code"], change["new_code"]
        if not old:
            names[new], starts[new] = change["new_name"], day
            continue
        if old == new:
            names[new] = change["new_name"]
            aliases[new] = (*aliases.get(new, ()), change["old_name"])
            continue
        names[old], names[new] = change["old_name"], change["new_name"]
        ends[old] = day
        successors[old] = (*successors.get(old, ()), new)
        if change["type"] not in JOINED:
            starts[new] = day
    return [
        Division(
            code=code,
            name=name,
            level=Level.of_code(code),
            parent=parent_of(code, names),
            valid_from=starts.get(code),
            valid_to=ends.get(code),
            successors=successors.get(code, ()),
            aliases=aliases.get(code, ()),
        )
        for code, name in names.items()
    ]


def parent_of(code: str, known: Mapping[str, str]) -> str:
    """The prefecture, or the province where the code names no prefecture that exists (济源)."""
    prefecture, province = f"{code[:4]}00", f"{code[:2]}0000"
    return prefecture if prefecture in known and prefecture != code else province


def nation_and_provinces() -> list[Division]:
    """The top of the tree."""
    top = Division(NATION, "全国", Level.NATION, aliases=ALIASES[NATION])
    return [
        top,
        *(Division(code, name, Level.PROVINCE, parent=NATION) for code, name in PROVINCES.items()),
    ]


def differences(divisions: Iterable[Division], rows: Iterable[Mapping[str, str]]) -> list[str]:
    """What the finished table says otherwise than the revisions do."""
    made, rows = tuple(divisions), tuple(rows)
    found = []
    for revision, day in REVISION_DAYS.items():
        stated = {row["code"]: row["name"] for row in rows if row["revision"] == revision}
        provinces = {code[:2] for code in stated}
        told = {
            one.code: stated[one.code] if stated.get(one.code) in one.aliases else one.name
            for one in made
            if one.exists_on(day) and one.code[:2] in provinces and not one.code.endswith("0000")
        }
        found += [
            f"{revision}: {code} is {stated.get(code)} there and {told.get(code)} here"
            for code in sorted(stated.keys() | told.keys())
            if stated.get(code) != told.get(code) and (revision, code) not in NOT_FOLLOWED
        ]
    return found


def division_rows(divisions: Divisions) -> list[list[str]]:
    """The table of divisions as text."""
    rows = [
        [
            one.code,
            one.name,
            one.level.value,
            one.parent or "",
            one.valid_from.isoformat() if one.valid_from else "",
            one.valid_to.isoformat() if one.valid_to else "",
            ";".join(one.successors),
            ";".join(one.aliases),
        ]
        for one in divisions.divisions
    ]
    return [DIVISION_COLUMNS, *rows]


def reporting_rows(divisions: Divisions) -> list[list[str]]:
    """The table of reporting lines as text, each cut to the days on which its county exists."""
    rows = []
    for code in DIRECT:
        county = divisions.get(code)
        first = max(DIRECT_SINCE, county.valid_from or DIRECT_SINCE)
        end = county.valid_to.isoformat() if county.valid_to else ""
        rows.append([code, HENAN, first.isoformat(), end])
    return [LINE_COLUMNS, *rows]


def write(path: Path, rows: Iterable[list[str]]) -> None:
    """A CSV file in UTF-8 with one line ending on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main() -> int:
    """Read, check, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("revisions", type=Path)
    parser.add_argument("changes", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    rows, changes = read(arguments.revisions), read(arguments.changes)
    divisions = Divisions((*nation_and_provinces(), *counties_and_prefectures(rows, changes)))
    if wrong := differences(divisions.divisions, rows):
        sys.stderr.write("\n".join(wrong) + "\n")
        return 1
    write(arguments.folder / "divisions.csv", division_rows(divisions))
    write(arguments.folder / "reporting_lines.csv", reporting_rows(divisions))
    return 0


if __name__ == "__main__":
    sys.exit(main())
