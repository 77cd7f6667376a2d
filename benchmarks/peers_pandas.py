"""The same figures, written by hand for pandas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import country
import pandas as pd
from peers_polars import NAMES, SUMS, regions

from kejifupin.records import Setting

Plan = Callable[[], Any]


def _flagged(frame: pd.DataFrame, key: pd.Series) -> pd.DataFrame:
    none = (frame["train_times__state"] == "none").fillna(value=False)
    times, high = frame["train_times"], frame["train_times__high"]
    shown = frame["demonstration"]
    needs = frame["needs"]
    parted = "、" + needs + "、"
    raises = parted.str.contains("、养殖、", regex=False) | parted.str.contains(
        "、水产、", regex=False
    )
    raises_no = needs.notna() & ~raises.fillna(value=False).astype(bool)
    raises_yes = needs.notna() & raises.fillna(value=False).astype(bool)
    day = frame["registered_on"]
    early = day.notna() & (pd.to_datetime(day) <= pd.Timestamp(country.DEADLINE))
    late = day.notna() & ~early
    raising = raises_yes & early
    able, unable = frame["labour"] >= 1, frame["labour"].isna()
    skilled, untold = frame["techs"] >= 1, frame["techs"].isna()
    unskilled = ~skilled & ~untold
    return pd.DataFrame(
        {
            "key": key,
            "households": 1,
            "helped": frame["expert_id"].notna(),
            **{name: frame[name].fillna(0).astype("int64") for name in SUMS},
            **{f"{name}_reported": frame[name].notna() for name in SUMS},
            "train_low": times.where(~none, 0).fillna(0).astype("int64"),
            "train_high": high.fillna(times).where(~none, 0).fillna(0).astype("int64"),
            "train_reported": none | times.notna(),
            "train_none": none,
            "shown": (shown == "是").fillna(value=False),
            "maybe_shown": shown.isna(),
            "raising": raising,
            "maybe_raising": ~raising & ~raises_no & ~late,
            "held": able & skilled,
            "failed": able & unskilled,
            "unknown": able & untold,
            "maybe_held": unable & skilled,
            "maybe_failed": unable & unskilled,
            "maybe_unknown": unable & untold,
        }
    )


def plans(path: Path, setting: Setting) -> Mapping[str, Plan]:
    """The plans, the expert's first."""
    frame = pd.read_parquet(path)
    table = regions(setting).to_pandas()
    by_village = table.set_index("village")
    starts = [f"{name}_start" for name in NAMES]

    def expert() -> Any:
        partials = _flagged(frame, frame["division"]).groupby("key", sort=False).sum()
        pairs = frame.loc[frame["expert_id"].notna(), ["division", "expert_id"]].drop_duplicates()
        pairs["rank"] = pairs["division"].map(by_village["rank"])
        pairs = pairs.sort_values(["expert_id", "rank"])
        before = pairs["rank"].shift(1).where(pairs["expert_id"] == pairs["expert_id"].shift(1))
        placed = by_village[starts].reindex(pairs["division"])
        fresh = pd.DataFrame(
            {
                name: before.isna().to_numpy() | (before.to_numpy() < placed[start].to_numpy())
                for name, start in zip(NAMES, starts, strict=True)
            }
        )
        return partials, fresh.groupby(pairs["division"].to_numpy(), sort=False).sum()

    def typical() -> Any:
        found = []
        for name in NAMES:
            key = frame["division"]
            if name != "village":
                key = key.map(by_village[name])
            grouped = _flagged(frame, key).groupby("key").sum()
            grouped["experts"] = frame["expert_id"].groupby(key).nunique()
            found.append(grouped)
        return found

    return {
        "pandas by hand, expert": expert,
        "pandas by hand, a pass for each level": typical,
    }
