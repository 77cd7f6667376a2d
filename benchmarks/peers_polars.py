"""The same figures, written by hand for polars: by an expert, as is typical, at first go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import country
import polars as pl

from kejifupin.records import Setting
from kejifupin.terms.divisions import Level

LEVELS = (
    Level.VILLAGE,
    Level.TOWNSHIP,
    Level.COUNTY,
    Level.PREFECTURE,
    Level.PROVINCE,
    Level.NATION,
)
NAMES = [level.value for level in LEVELS]
Plan = Callable[[], Any]


def regions(setting: Setting) -> pl.DataFrame:
    """Every village with all above it and its place in the order of the tree."""
    rows: dict[str, list[Any]] = {name: [] for name in NAMES}
    villages = setting.divisions.subtree(setting.scope, setting.as_of, level=Level.VILLAGE)
    for code in villages:
        chain = setting.reach.chain(code)
        for name, each in zip(NAMES, chain, strict=True):
            rows[name].append(each)
    table = pl.DataFrame(rows).sort("village").with_row_index("rank")
    for name in NAMES[1:]:
        table = table.with_columns(pl.col("rank").min().over(name).alias(f"{name}_start"))
    return table.with_columns(pl.col("rank").alias("village_start"))


def _flags() -> list[pl.Expr]:
    """What is added up, worked out for each household."""
    col = pl.col
    none = col("train_times__state").eq("none").fill_null(value=False)
    told = none | col("train_times").is_not_null()
    low = pl.when(none).then(0).otherwise(col("train_times"))
    high = pl.when(none).then(0).otherwise(pl.coalesce("train_times__high", "train_times"))
    is_shown = col("demonstration") == "是"
    needs = pl.concat_str(pl.lit("、"), col("needs"), pl.lit("、"))
    raises = needs.str.contains("、养殖、", literal=True) | needs.str.contains(
        "、水产、", literal=True
    )
    early = col("registered_on") <= country.DEADLINE
    both = raises & early
    able = col("labour") >= 1
    skilled = col("techs") >= 1
    member, maybe = able.fill_null(value=False), able.is_null()
    return [
        low.fill_null(0).cast(pl.Int64).alias("train_low"),
        high.fill_null(0).cast(pl.Int64).alias("train_high"),
        told.alias("train_reported"),
        none.alias("train_none"),
        is_shown.fill_null(value=False).alias("shown"),
        is_shown.is_null().alias("maybe_shown"),
        both.fill_null(value=False).alias("raising"),
        both.is_null().alias("maybe_raising"),
        (member & skilled).fill_null(value=False).alias("held"),
        (member & ~skilled).fill_null(value=False).alias("failed"),
        (member & skilled.is_null()).alias("unknown"),
        (maybe & skilled).fill_null(value=False).alias("maybe_held"),
        (maybe & ~skilled).fill_null(value=False).alias("maybe_failed"),
        (maybe & skilled.is_null()).alias("maybe_unknown"),
    ]


FLAGS = (
    "train_low",
    "train_high",
    "train_reported",
    "train_none",
    "shown",
    "maybe_shown",
    "raising",
    "maybe_raising",
    "held",
    "failed",
    "unknown",
    "maybe_held",
    "maybe_failed",
    "maybe_unknown",
)
SUMS = ("techs", "fund_industry", "fund_total")


def _sums() -> list[pl.Expr]:
    return [
        pl.len().alias("households"),
        pl.col("expert_id").count().alias("helped"),
        *(pl.col(name).cast(pl.Int64).sum() for name in SUMS),
        *(pl.col(name).count().alias(f"{name}_reported") for name in SUMS),
        *(pl.col(name).sum() for name in FLAGS),
    ]


def _partials(scan: pl.LazyFrame) -> pl.DataFrame:
    return scan.with_columns(_flags()).group_by("division").agg(_sums()).collect(engine="streaming")


def _experts(scan: pl.LazyFrame, table: pl.DataFrame) -> pl.DataFrame:
    """For each village its experts, and at each level those that no village before it has."""
    starts = [f"{name}_start" for name in NAMES]
    pairs = (
        scan.filter(pl.col("expert_id").is_not_null())
        .select("division", "expert_id")
        .unique()
        .join(table.lazy().select("village", "rank"), left_on="division", right_on="village")
        .collect(engine="streaming")
        .sort("expert_id", "rank")
        .with_columns(
            pl.when(pl.col("expert_id") == pl.col("expert_id").shift(1))
            .then(pl.col("rank").shift(1))
            .alias("before")
        )
    )
    return (
        pairs.lazy()
        .join(table.lazy().select("rank", *starts), on="rank")
        .with_columns(
            (pl.col("before").is_null() | (pl.col("before") < pl.col(start))).alias(name)
            for name, start in zip(NAMES, starts, strict=True)
        )
        .group_by("division")
        .agg(pl.col(name).sum() for name in NAMES)
        .collect()
    )


def _rolled(partials: pl.DataFrame, experts: pl.DataFrame, table: pl.DataFrame) -> list[Any]:
    """All sums at every level."""
    sums = [name for name in partials.columns if name != "division"]
    whole = table.lazy().join(partials.lazy(), left_on="village", right_on="division", how="left")
    fresh = experts.lazy().rename({name: f"new_{name}" for name in NAMES})
    whole = whole.join(fresh, left_on="village", right_on="division", how="left")
    return pl.collect_all(
        whole.group_by(name).agg(
            *(pl.col(each).sum() for each in sums), pl.col(f"new_{name}").sum().alias("experts")
        )
        for name in NAMES
    )


def plans(path: Path, setting: Setting) -> Mapping[str, Plan]:
    """The plans, the expert's first."""
    table = regions(setting)
    scan = pl.scan_parquet(path)

    def expert() -> Any:
        return _partials(scan), _experts(scan, table)

    def rolled() -> Any:
        return _rolled(*expert(), table)

    def typical() -> Any:
        led = scan.join(
            table.lazy().select("village", *NAMES[1:]), left_on="division", right_on="village"
        ).with_columns(pl.col("division").alias("village"))
        return [
            led.with_columns(_flags())
            .group_by(name)
            .agg(*_sums(), pl.col("expert_id").drop_nulls().n_unique().alias("experts"))
            .collect()
            for name in NAMES
        ]

    def naive() -> Any:
        led = scan.join(
            table.lazy().select("village", *NAMES[1:]), left_on="division", right_on="village"
        ).with_columns(pl.col("division").alias("village"))
        groups = (
            ("households",),
            ("helped",),
            *((name, f"{name}_reported") for name in SUMS),
            ("train_low", "train_high", "train_reported", "train_none"),
            ("shown", "maybe_shown"),
            ("raising", "maybe_raising"),
            FLAGS[8:],
        )
        by_name = {each.meta.output_name(): each for each in _sums()}
        found = []
        for name in NAMES:
            for wanted in groups:
                asked = [by_name[each] for each in wanted]
                found.append(led.with_columns(_flags()).group_by(name).agg(asked).collect())
            unique = pl.col("expert_id").drop_nulls().n_unique()
            found.append(led.group_by(name).agg(unique).collect())
        return found

    written: dict[str, Plan] = {
        "polars by hand, expert": expert,
        "polars by hand, expert, rolled up to every level": rolled,
        "polars by hand, a query for each level": typical,
    }
    # Fifty queries over a large file tell nothing that a small one does not.
    if path.stat().st_size < 50_000_000:
        written["polars by hand, a query for each figure and level"] = naive
    return written


def figures(path: Path, setting: Setting) -> Mapping[str, Mapping[str, Any]]:
    """Figure → village → what the expert's plan finds."""
    table = regions(setting)
    scan = pl.scan_parquet(path)
    found = _partials(scan).to_dict(as_series=False)
    codes = found.pop("division")
    result = {name: dict(zip(codes, values, strict=True)) for name, values in found.items()}
    experts = _experts(scan, table).to_dict(as_series=False)
    result["experts"] = dict(zip(experts["division"], experts["village"], strict=True))
    return result


def as_figures(
    tallies: Mapping[Any, Mapping[str, Any]], headcounts: Mapping[Any, Mapping[str, Any]]
) -> Mapping[str, Mapping[str, Any]]:
    """What tallies and headcounts say, under the names of the hand-written plans."""
    parts = {key: tallies[country.PLAN.parts[key][0]] for key in country.PLAN.indicators}
    below = tallies[country.PLAN.parts["industry"][1]]
    (members,) = headcounts.values()

    def read(key: str, take: Callable[[Any], Any]) -> Mapping[str, Any]:
        return {code: take(tally) for code, tally in parts[key].items() if tally.seen}

    result = {
        "households": read("households", lambda t: t.reported),
        "helped": read("helped", lambda t: t.reported),
        "train_low": read("training", lambda t: t.total.low),
        "train_high": read("training", lambda t: t.total.high),
        "train_reported": read("training", lambda t: t.reported),
        "train_none": read("training", lambda t: t.none),
        "techs": read("techs", lambda t: t.total.low),
        "techs_reported": read("techs", lambda t: t.reported),
        "fund_industry": read("industry", lambda t: t.total.low * 100),
        "fund_industry_reported": read("industry", lambda t: t.reported),
        "fund_total": {code: tally.total.low * 100 for code, tally in below.items()},
        "fund_total_reported": {code: tally.reported for code, tally in below.items()},
        "shown": read("demonstration", lambda t: t.reported),
        "maybe_shown": read("demonstration", lambda t: t.uncertain),
        "raising": read("raising", lambda t: t.reported),
        "maybe_raising": read("raising", lambda t: t.uncertain),
        "experts": read("experts", lambda t: t.total.low),
    }
    for name in FLAGS[8:]:
        result[name] = {
            code: getattr(members[code], name) if code in members else 0
            for code in result["households"]
        }
    result["experts"] = {code: number for code, number in result["experts"].items() if number}
    return result
