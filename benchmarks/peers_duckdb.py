"""The same figures, written by hand in SQL, and asked of DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import country
import duckdb
from peers_polars import NAMES, SUMS, regions

from kejifupin.records import Setting

Plan = Callable[[], Any]
_ABLE, _SKILLED = "labour >= 1", "techs >= 1"
_NONE = "coalesce(train_times__state = 'none', false)"
_MOST = "coalesce(train_times__high, train_times)"
_RAISES = (
    "((contains('、' || needs || '、', '、养殖、') OR contains('、' || needs || '、', '、水产、'))"
    f" AND registered_on <= DATE '{country.DEADLINE}')"
)


def _count(condition: str, name: str) -> str:
    return f"count(*) FILTER (WHERE {condition}) AS {name}"


SELECTED = ",\n".join(
    [
        "count(*) AS households",
        "count(expert_id) AS helped",
        *(f"sum({name}) AS {name}, count({name}) AS {name}_reported" for name in SUMS),
        f"sum(CASE WHEN {_NONE} THEN 0 ELSE train_times END) AS train_low",
        f"sum(CASE WHEN {_NONE} THEN 0 ELSE {_MOST} END) AS train_high",
        _count(f"{_NONE} OR train_times IS NOT NULL", "train_reported"),
        _count(_NONE, "train_none"),
        _count("demonstration = '是'", "shown"),
        _count("demonstration IS NULL", "maybe_shown"),
        _count(_RAISES, "raising"),
        _count(f"{_RAISES} IS NULL", "maybe_raising"),
        _count(f"{_ABLE} AND {_SKILLED}", "held"),
        _count(f"{_ABLE} AND NOT {_SKILLED}", "failed"),
        _count(f"{_ABLE} AND techs IS NULL", "unknown"),
        _count(f"labour IS NULL AND {_SKILLED}", "maybe_held"),
        _count(f"labour IS NULL AND NOT {_SKILLED}", "maybe_failed"),
        _count("labour IS NULL AND techs IS NULL", "maybe_unknown"),
    ]
)


_LED = "households h JOIN regions r ON h.division = r.village"
_FRESH = ", ".join(
    f"count(*) FILTER (WHERE before IS NULL OR before < r.{name}_start) AS {name}" for name in NAMES
)
EXPERT = (
    f"SELECT division, {SELECTED} FROM households GROUP BY division",
    f"""
    WITH pairs AS (
        SELECT division, expert_id FROM households
        WHERE expert_id IS NOT NULL GROUP BY division, expert_id
    ), placed AS (
        SELECT p.division, r.rank,
            lag(r.rank) OVER (PARTITION BY expert_id ORDER BY r.rank) AS before
        FROM pairs p JOIN regions r ON p.division = r.village
    )
    SELECT placed.division, {_FRESH}
    FROM placed JOIN regions r ON placed.rank = r.rank GROUP BY placed.division
    """,
)
"""Two queries: all sums by village, and which experts a village adds at each level."""
_SETS = ", ".join(f"({name})" for name in NAMES)
_COUNTED = f"{SELECTED}, count(DISTINCT expert_id) AS experts FROM {_LED}"
SETS = (f"SELECT {', '.join(NAMES)}, {_COUNTED} GROUP BY GROUPING SETS ({_SETS})",)
EACH_LEVEL = tuple(f"SELECT {name}, {_COUNTED} GROUP BY {name}" for name in NAMES)


def plans(path: Path, setting: Setting) -> Mapping[str, Plan]:
    """The plans, the expert's first."""
    connection = duckdb.connect()
    table = regions(setting).to_arrow()
    connection.register("regions_arrow", table)
    connection.execute("CREATE TABLE regions AS SELECT * FROM regions_arrow")
    connection.execute(f"CREATE VIEW households AS SELECT * FROM read_parquet('{path}')")

    def ask(queries: Sequence[str]) -> Plan:
        return lambda: [connection.sql(query).to_arrow_table() for query in queries]

    return {
        "DuckDB by hand, expert": ask(EXPERT),
        "DuckDB by hand, GROUPING SETS": ask(SETS),
        "DuckDB by hand, a query for each level": ask(EACH_LEVEL),
    }
