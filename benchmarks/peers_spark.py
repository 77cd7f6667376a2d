"""The same SQL, asked of Spark on this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from os import sysconf
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs
from peers_duckdb import EACH_LEVEL, EXPERT, SETS
from peers_polars import regions

from kejifupin.records import Setting

Plan = Callable[[], Any]


@cache
def session() -> Any:
    """A session on two cores of this machine."""
    from pyspark.sql import SparkSession

    found = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        # Else each step of a query tells Spark from which line of Python it comes.
        .config("spark.python.sql.dataFrameDebugging.enabled", "false")
        .getOrCreate()
    )
    found.sparkContext.setLogLevel("ERROR")
    return found


def processor_time() -> float:
    """Seconds that Spark kept processors busy so far."""
    pid = session()._jvm.java.lang.ProcessHandle.current().pid()  # noqa: SLF001
    # Fields 14 and 15, in ticks; the second is the name of the program, in brackets.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")


def plans(path: Path, setting: Setting) -> Mapping[str, Plan]:
    """The plans, the expert's first."""
    spark = session()
    spark.read.parquet(str(path)).createOrReplaceTempView("households")
    places = regions(setting).with_columns(cs.unsigned_integer().cast(pl.Int64))
    spark.createDataFrame(places.to_arrow()).createOrReplaceTempView("regions")
    spark.sql("CACHE TABLE regions")

    def ask(queries: Sequence[str]) -> Plan:
        return lambda: [spark.sql(query).toArrow() for query in queries]

    return {
        "Spark by hand, expert": ask(EXPERT),
        "Spark by hand, GROUPING SETS": ask(SETS),
        "Spark by hand, a query for each level": ask(EACH_LEVEL),
    }
