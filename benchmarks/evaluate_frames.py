"""Indicators over tables, against what people write by hand for the library they use.

    python benchmarks/evaluate_frames.py [HOUSEHOLDS] [FOLDER] [ROUNDS] [LIBRARY ...]

All sides read the same Parquet file and give the same figures: for each village the possible
values, how many were reported, blank, “-” or uncertain, the members that are as promised, and what
makes the experts add at every level. Rounds are interleaved; printed is the median of the ratios
of the rounds, by the clock and by processor time, which other programs disturb less. Each plan
also runs once in a process of its own, for its greatest memory (not that of Spark, which is asked
only if it is named).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import country
import peers_duckdb
import peers_pandas
import peers_polars
import peers_spark

from kejifupin.frames import Column, FrameData
from kejifupin.indicators import MemberQuestion, compute_values
from kejifupin.indicators.finishing import Finish
from kejifupin.records import Setting
from kejifupin.targets import judge_targets

COLUMNS = {"household": {key: Column(key, scale=scale) for key, scale in country.CENTS.items()}}
Plan = Callable[[], Any]


def question(setting: Setting) -> MemberQuestion:
    """Households with somebody able to work that master a technique."""
    target = next(each for each in country.TARGETS if each.cohort == "able")
    indicator = country.PLAN.indicators[target.indicator]
    finish = Finish.of(indicator, country.PLAN, setting)
    return MemberQuestion("household", setting.cohorts["able"].where, finish, target.bound)


def opened(library: str, path: Path) -> Any:
    """The households in a library: only looked at where it can, else in memory."""
    match library:
        case "polars":
            import polars as pl

            return pl.scan_parquet(path)
        case "duckdb":
            import duckdb

            return duckdb.connect().read_parquet(str(path))
        case "pandas":
            import pandas as pd

            return pd.read_parquet(path)
        case "pyarrow":
            import pyarrow.parquet as pq

            return pq.read_table(path)
        case "pyspark":
            return peers_spark.session().read.parquet(str(path))
    raise SystemExit(f"no library {library}")


def ours(library: str, path: Path, setting: Setting) -> Mapping[str, Plan]:
    """The plans of this library."""
    table = opened(library, path)
    asked = (question(setting),)

    def counted(**options: bool) -> Plan:
        data = FrameData.of(
            {"household": table},
            setting,
            columns=COLUMNS,
            plan=country.PLAN,
            targets=country.TARGETS,
            **options,
        )

        def run() -> Any:
            # Where the villages lie is looked up in the first, unmeasured round: the hand-written
            # plans are given it as well.
            return data.tallies(country.PLAN.partials, setting), data.headcounts(asked, setting)

        return run

    def finished() -> Any:
        data = FrameData.of(
            {"household": table},
            setting,
            columns=COLUMNS,
            plan=country.PLAN,
            targets=country.TARGETS,
        )
        values = compute_values(country.PLAN, data, setting).values
        return judge_targets(country.TARGETS, country.PLAN, values, data, setting)

    plans: dict[str, Plan] = {f"kejifupin on {library}": counted()}
    if library in ("pandas", "pyarrow"):
        plans[f"kejifupin on {library}, without polars"] = counted(borrow_polars=False)
    plans[f"kejifupin on {library}, all values and statuses"] = finished
    return plans


def plans_of(library: str, path: Path, setting: Setting) -> Mapping[str, Plan]:
    """What is held against each other for one library, the hand-written expert first."""
    peers: Mapping[str, Any] = {
        "polars": peers_polars,
        "duckdb": peers_duckdb,
        "pandas": peers_pandas,
        "pyspark": peers_spark,
    }
    written = peers[library].plans(path, setting) if library in peers else {}
    return {**written, **ours(library, path, setting)}


def compare(library: str, path: Path, setting: Setting, rounds: int) -> None:
    """Run the plans of a library in turns and print the ratios."""
    plans = plans_of(library, path, setting)
    first = next(iter(plans))
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in plans}

    def busy() -> float:
        return process_time() + (peers_spark.processor_time() if library == "pyspark" else 0)

    for number in range(rounds + 1):
        for name, plan in plans.items():
            start, before = perf_counter(), busy()
            plan()
            if number:
                times[name].append((perf_counter() - start, busy() - before))
    for name, found in times.items():
        pairs = list(zip(found, times[first], strict=True))
        by_clock = sorted(one[0] / base[0] for one, base in pairs)
        by_processor = median(one[1] / base[1] for one, base in pairs)
        print(
            f"{name:55} {median(each[0] for each in found) * 1000:9.0f} ms  "
            f"ratio {median(by_clock):6.2f} [{by_clock[0]:.2f} {by_clock[-1]:.2f}]  "
            f"of processor time {by_processor:6.2f}",
            flush=True,
        )


def check(path: Path, setting: Setting) -> None:
    """Hold the figures of the hand-written plans against ours, village by village."""
    expected = peers_polars.figures(path, setting)
    data = FrameData.of({"household": opened("polars", path)}, setting, columns=COLUMNS)
    found = peers_polars.as_figures(
        data.tallies(country.PLAN.partials, setting),
        data.headcounts((question(setting),), setting),
    )
    for name, by_village in expected.items():
        assert found[name] == by_village, name
    print(f"{len(expected)} figures of {len(expected['households'])} villages are the same")


def alone(name: str, library: str, path: Path) -> None:
    """Run one plan once, cold, and print its time and its greatest memory."""
    setting = country.setting(country.villages_of(_count(path)))
    before = _peak()
    start, busy = perf_counter(), process_time()
    plans_of(library, path, setting)[name]()
    print(
        f"{name:55} {perf_counter() - start:6.1f} s cold, "
        f"{process_time() - busy:.1f} s of processor time, {_peak()} MB ({before} MB before)",
        flush=True,
    )


def _peak() -> int:
    """The greatest memory of this process so far, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def _count(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def main() -> None:
    """Generate the households, compare, measure memory."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--alone"]:
        alone(arguments[1], arguments[2], Path(arguments[3]))
        return
    count = int(arguments[0]) if arguments else 1_000_000
    folder = Path(arguments[1]) if len(arguments) > 1 else Path("country")
    rounds = int(arguments[2]) if len(arguments) > 2 else 5
    libraries = arguments[3:] or ["polars", "duckdb", "pandas", "pyarrow"]
    path = country.write(count, folder)
    setting = country.setting(country.villages_of(count))
    check(path, setting)
    for library in libraries:
        print(f"-- {count:,} households, {library}")
        compare(library, path, setting, rounds)
        for name in plans_of(library, path, setting):
            command = [sys.executable, __file__, "--alone", name, library, str(path)]
            subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
