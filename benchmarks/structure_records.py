"""Plain data into frozen values, against code written by hand and against pydantic.

    python benchmarks/structure_records.py [ROWS] [ROUNDS]

Invented households as JSON gives them: an address inside of each, a list of needs. Ours is strict,
tells every mistake with its path, and is held to the same values. All sides run with the garbage
collector as Python leaves it, and with it paused; ours in bulk always pauses it itself. Rounds are
interleaved; printed are the medians of the ratios of the rounds, and the memory that the values
take beside the data.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from random import Random
from statistics import median
from time import process_time
from typing import Any

from attrs import frozen
from pydantic import BaseModel, TypeAdapter

from kejifupin.exchange import Source, make_converter, structure_list
from kejifupin.terms.collector import collector_paused


class Need(StrEnum):
    """What a household asks for."""

    PLANTING = "种植"
    RAISING = "养殖"
    PROCESSING = "加工"
    FISH = "水产"


@frozen
class Address:
    """Where it lives."""

    county: str
    town: str
    village: str


@frozen
class Household:
    """One household."""

    number: str
    address: Address
    members: int
    able_workers: int | None
    farmland: int
    techniques: int | None
    demonstration: bool
    needs: tuple[Need, ...]
    strengths: str | None = None
    notes: str | None = None


class AddressModel(BaseModel):
    """The same for pydantic."""

    county: str
    town: str
    village: str


class HouseholdModel(BaseModel):
    """The same for pydantic."""

    number: str
    address: AddressModel
    members: int
    able_workers: int | None
    farmland: int
    techniques: int | None
    demonstration: bool
    needs: tuple[Need, ...]
    strengths: str | None = None
    notes: str | None = None


MODELS = TypeAdapter(list[HouseholdModel])
CONVERTER = make_converter(text_dates=True)
SOURCE = Source("households.json", {})
Rows = Sequence[Mapping[str, Any]]


def make_rows(count: int) -> list[dict[str, Any]]:
    """Households as JSON gives them; some figures are null, some keys are left out."""
    pick = Random(7)
    needs = [each.value for each in Need]
    rows: list[dict[str, Any]] = []
    for number in range(count):
        row: dict[str, Any] = {
            "number": f"H{number}",
            "address": {
                "county": f"第{number % 90}县",
                "town": f"第{number % 900}乡",
                "village": f"第{number % 9000}村",
            },
            "members": pick.randint(1, 7),
            "able_workers": None if pick.random() < 0.05 else pick.randint(0, 4),
            "farmland": pick.randint(0, 90),
            "techniques": None if pick.random() < 0.08 else pick.randint(0, 3),
            "demonstration": pick.random() < 0.03,
            "needs": pick.sample(needs, pick.randint(0, 3)),
        }
        if pick.random() < 0.3:
            row["strengths"] = "有一亩果园"
        rows.append(row)
    return rows


def ours(rows: Rows) -> Sequence[Household]:
    """Every good row; whoever reads in bulk pauses the collector."""
    with collector_paused():
        return as_it_is(rows)


def as_it_is(rows: Rows) -> Sequence[Household]:
    """The same with the collector left as it is."""
    found, issues = structure_list(list(rows), Household, source=SOURCE, converter=CONVERTER)
    if issues:
        raise AssertionError(issues[0].text())
    return [each for _, each in found]


def by_hand(rows: Rows) -> Sequence[Household]:
    """What somebody writes who trusts the data: no check, no path of a mistake."""
    need = {each.value: each for each in Need}
    return [
        Household(
            row["number"],
            Address(row["address"]["county"], row["address"]["town"], row["address"]["village"]),
            row["members"],
            row["able_workers"],
            row["farmland"],
            row["techniques"],
            row["demonstration"],
            tuple([need[each] for each in row["needs"]]),
            row.get("strengths"),
            row.get("notes"),
        )
        for row in rows
    ]


def paused(run: Callable[[Rows], object]) -> Callable[[Rows], object]:
    """The same with the collector paused."""

    def run_paused(rows: Rows) -> object:
        with collector_paused():
            return run(rows)

    return run_paused


def seconds(run: Callable[[Rows], object], rows: Rows) -> float:
    """Seconds of processor time; what was made is thrown away outside of them."""
    gc.collect()
    start = process_time()
    made = run(rows)
    taken = process_time() - start
    del made
    return taken


def bytes_each(run: Callable[[Rows], object], rows: Rows) -> float:
    """Bytes that the values take, each, beside the data that they were made from."""
    gc.collect()
    tracemalloc.start()
    made = run(rows)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return taken / len(rows)


def main(count: int, rounds: int) -> None:
    """Make the data, hold the sides to each other, and time them in turn."""
    rows = make_rows(count)
    if list(ours(rows)) != list(by_hand(rows)):
        raise AssertionError("not the same values")
    sides: dict[str, Callable[[Rows], object]] = {
        "ours": ours,
        "ours, collector on": as_it_is,
        "hand": by_hand,
        "hand, paused": paused(by_hand),
        "pydantic": MODELS.validate_python,
        "pydantic, paused": paused(MODELS.validate_python),
    }
    times: dict[str, list[float]] = {key: [] for key in sides}
    for _ in range(rounds):
        for key, run in sides.items():
            times[key].append(seconds(run, rows))
    print(f"{count} households, {rounds} rounds; microseconds each:")
    print("  ".join(f"{key}: {median(own) / count * 1e6:.2f}" for key, own in times.items()))
    for one, other, aim in (
        ("ours, collector on", "hand", 1.35),
        ("ours", "hand, paused", 1.35),
        ("ours", "pydantic", 0.4),
        ("ours", "pydantic, paused", 1.3),
    ):
        ratio = median(a / b for a, b in zip(times[one], times[other], strict=True))
        print(f"{one} / {other:<20} {ratio:6.2f}   aim {aim}")
    memory = bytes_each(ours, rows) / bytes_each(MODELS.validate_python, rows)
    print(f"memory, ours / pydantic{'':<13} {memory:6.2f}   aim 0.25")


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    main(*(arguments + [50_000, 7][len(arguments) :]))
