"""What ``import kejifupin`` costs over a bare interpreter, in fresh processes.

    python benchmarks/import_time.py [ROUNDS]

Every round starts each interpreter once, in turn, so that whatever slows the machine down slows all
of them. Printed is the median of the differences to the bare interpreter of the same round.
"""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median, quantiles
from time import perf_counter_ns

STATEMENTS = {
    "import kejifupin": "import kejifupin",
    "… and open_programme": "from kejifupin import open_programme",
    "… and a programme opened": (
        "from kejifupin import open_programme; open_programme('national-2016')"
    ),
}


# Compiled modules are kept, as they are wherever a package is installed.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def milliseconds(statement: str) -> float:
    """Wall-clock time of one fresh interpreter that runs a statement."""
    start = perf_counter_ns()
    subprocess.run([sys.executable, "-c", statement], check=True, env=ENVIRONMENT)
    return (perf_counter_ns() - start) / 1e6


def main(rounds: int = 30) -> None:
    """Measure and print."""
    milliseconds("import kejifupin.programme")  # the files are in memory, and compiled
    bare: list[float] = []
    over: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(rounds):
        base = milliseconds("pass")
        bare.append(base)
        for name, statement in STATEMENTS.items():
            over[name].append(milliseconds(statement) - base)
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds over a bare interpreter")
    print(f"bare interpreter: {median(bare):.0f}")
    print()
    print("| statement | median | quartiles |")
    print("|---|---|---|")
    for name, times in over.items():
        low, _, high = quantiles(times, n=4)
        print(f"| {name} | {median(times):.0f} | {low:.0f} to {high:.0f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
