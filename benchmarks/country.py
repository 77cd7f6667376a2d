"""A country of invented households, for benchmarks: its divisions, its tables, its programme.

`python benchmarks/country.py 1000000 folder` writes the households as Parquet. The same number of
households always gives the same files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kejifupin.indicators import Indicator, Measure, MeasureKind, make_plan
from kejifupin.records import (
    Cohort,
    Condition,
    Field,
    FieldType,
    Operand,
    RecordKind,
    Setting,
    Silence,
)
from kejifupin.targets import Basis, Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Designation, Division, Divisions, Level
from kejifupin.terms.periods import Period

PER_VILLAGE = 233
"""Households of a village: 29.48 million in 126,610 villages."""
EMPTY = 97
"""Every so many villages one has no households."""
CHUNK = 1_000_000
CITED = Citation("一", "方案")
PERIOD = Period(date(2016, 1, 1), date(2020, 12, 31))
DEADLINE = date(2018, 6, 30)
AS_OF = date(2020, 6, 30)


def village_codes(count: int) -> list[str]:
    """Codes of villages: 15 a township, 12 townships a county, 9 counties a city, 8 a province."""
    codes = []
    for number in range(count):
        township, village = divmod(number, 15)
        county, township = divmod(township, 12)
        city, county = divmod(county, 9)
        province, city = divmod(city, 8)
        head = f"{11 + province:02d}{city + 1:02d}{county + 21:02d}"
        codes.append(f"{head}{township + 100:03d}{village + 200:03d}")
    return codes


def villages_of(households: int) -> int:
    """How many villages so many households live in, the empty ones among them."""
    settled = -(-households // PER_VILLAGE)
    return settled + settled // (EMPTY - 1) + 1


def _settled(codes: list[str]) -> list[str]:
    return [code for number, code in enumerate(codes) if number % EMPTY]


def households(count: int, seed: int = 20160101) -> Iterator[pa.Table]:
    """The households, a million at a time, in the order of their villages."""
    codes = np.array(_settled(village_codes(villages_of(count))))
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        random = np.random.default_rng([seed, start])
        row = np.arange(start, start + size)
        yield pa.table(_columns(size, row, codes, random))


def _columns(size: int, row: Any, codes: Any, random: Any) -> dict[str, pa.Array]:
    def gaps(share: float) -> Any:
        return random.random(size) < share

    village = row // PER_VILLAGE
    techs, projects = random.poisson(1.1, size), random.poisson(0.8, size)
    times = random.poisson(3, size)
    none = gaps(0.01)
    silent = gaps(0.05) | none
    vague = gaps(0.02) & ~silent
    total = random.integers(0, 5_000_000, size)
    industry = (total * random.beta(7, 3, size)).astype(np.int64)
    needs = np.array(["种植", "养殖", "种植、养殖", "加工", "水产", "养殖、水产"])
    days = random.integers(0, 1600, size)
    # An expert serves a village or two, some a whole county.
    expert = (village * 3 + random.integers(0, 9, size)) // 2 + np.where(
        gaps(0.02), random.integers(0, 2000, size), 0
    )
    return {
        "division": pa.array(codes[village]).cast(pa.string()),
        "household_id": pa.array(row + 1_000_000),
        "members": pa.array(random.integers(1, 8, size).astype(np.int32)),
        "labour": pa.array(random.integers(0, 5, size).astype(np.int32), mask=gaps(0.06)),
        "farmland": pa.array(random.integers(0, 200, size).astype(np.int32), mask=gaps(0.1)),
        "techs": pa.array(techs.astype(np.int32), mask=gaps(0.08)),
        "projects": pa.array(projects.astype(np.int32), mask=gaps(0.05)),
        "expert_id": pa.array(expert, mask=gaps(0.1)),
        "train_times": pa.array(times.astype(np.int32), mask=silent),
        "train_times__high": pa.array((times + 5).astype(np.int32), mask=~vague),
        "train_times__state": pa.array(np.where(none, "none", ""), mask=~none),
        "fund_industry": pa.array(industry, mask=gaps(0.05)),
        "fund_total": pa.array(total, mask=gaps(0.05)),
        "demonstration": pa.array(
            np.where(random.random(size) < 0.03, "是", "否"), mask=gaps(0.01)
        ),
        "needs": pa.array(needs[random.integers(0, 6, size)], mask=gaps(0.07)),
        "registered_on": pa.array(
            (np.datetime64("2014-01-01") + days.astype("timedelta64[D]")).astype("datetime64[D]"),
            mask=gaps(0.05),
        ),
    }


def write(count: int, folder: Path) -> Path:
    """The households as one Parquet file; one that is there already is taken as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"households-{count}.parquet"
    if path.exists():
        return path
    half = path.with_suffix(".part")
    writer = None
    for table in households(count):
        writer = writer or pq.ParquetWriter(half, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=250_000)
    if writer is not None:
        writer.close()
    half.rename(path)
    return path


HOUSEHOLD = RecordKind(
    "household",
    "贫困户",
    (
        Field("division", "村", FieldType.DIVISION),
        Field("household_id", "户编号"),
        Field("members", "人口", FieldType.NUMBER, unit="人"),
        Field("labour", "有劳动能力人口", FieldType.NUMBER, unit="人"),
        Field("farmland", "耕地", FieldType.NUMBER, unit="亩"),
        Field("techs", "技术数", FieldType.NUMBER, unit="项"),
        Field("projects", "项目数", FieldType.NUMBER, unit="个"),
        Field("expert_id", "结对专家"),
        Field("train_times", "培训人次", FieldType.NUMBER, unit="人次"),
        Field("fund_industry", "产业资金", FieldType.NUMBER, unit="元", decimals=2),
        Field("fund_total", "资金", FieldType.NUMBER, unit="元", decimals=2),
        Field("demonstration", "示范户", FieldType.CHOICE, choices=("是", "否")),
        Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖", "加工", "水产")),
        Field("registered_on", "建档日期", FieldType.DATE),
    ),
    identity=("division", "household_id"),
    silence=Silence.ZERO,
)
CENTS = {"fund_industry": 2, "fund_total": 2}
"""Fields whose columns hold 分 where 元 are meant."""


def divisions(count: int) -> Divisions:
    """The villages and all above them; every third village and half of the counties are poor."""
    villages = village_codes(count)
    found: dict[str, Division] = {"000000": Division("000000", "全国", Level.NATION)}
    poor: list[Designation] = []
    for number, code in enumerate(villages):
        province, city, county, township = f"{code[:2]}0000", f"{code[:4]}00", code[:6], code[:9]
        for each, level, above in (
            (province, Level.PROVINCE, "000000"),
            (city, Level.PREFECTURE, province),
            (county, Level.COUNTY, city),
            (township, Level.TOWNSHIP, county),
            (code, Level.VILLAGE, township),
        ):
            if each not in found:
                found[each] = Division(each, f"{level.value}{each}", level, above)
                if level is Level.COUNTY and int(county) % 2:
                    poor.append(Designation("poor_county", each))
        if number % 3 == 0:
            poor.append(Designation("poor_village", code))
    return Divisions(tuple(found.values()), (), tuple(poor))


def setting(count: int) -> Setting:
    """The programme in a country of so many villages."""
    cohorts = (
        Cohort("villages", "贫困村", CITED, "个村", Level.VILLAGE, "poor_village"),
        Cohort("counties", "贫困县", CITED, "个县", Level.COUNTY, "poor_county"),
        Cohort(
            "able",
            "有劳动能力的户",
            CITED,
            "户",
            records="household",
            where=Condition(field="labour", at_least=Operand(constant=1)),
        ),
    )
    definition = ProgrammeDefinition(
        "country", "方案", "000000", PERIOD, (SourceDocument("plan", "方案"),)
    )
    kinds = {HOUSEHOLD.key: HOUSEHOLD}
    return Setting(definition, divisions(count), AS_OF, kinds, {each.key: each for each in cohorts})


def _sum(field: str, where: Condition | None = None) -> Measure:
    return Measure(MeasureKind.SUM, records="household", field=field, where=where)


def _count(where: Condition | None = None) -> Measure:
    return Measure(MeasureKind.COUNT, records="household", where=where)


DEMONSTRATION = Condition(field="demonstration", equals=Operand(constant="是"))
RAISES = Condition(
    all=(
        Condition(
            any=(
                Condition(field="needs", contains="养殖"),
                Condition(field="needs", contains="水产"),
            )
        ),
        Condition(field="registered_on", at_most=Operand(constant=DEADLINE)),
    )
)
INDICATORS = (
    Indicator("households", "贫困户", "户", _count(), CITED),
    Indicator(
        "experts",
        "专家",
        "人",
        Measure(MeasureKind.COUNT_DISTINCT, records="household", distinct=("expert_id",)),
        CITED,
    ),
    Indicator("training", "培训", "万人次", _sum("train_times"), CITED),
    Indicator("techs", "技术", "项", _sum("techs"), CITED),
    Indicator(
        "industry",
        "产业资金占比",
        "%",
        Measure(MeasureKind.RATIO, numerator=_sum("fund_industry"), denominator=_sum("fund_total")),
        CITED,
    ),
    Indicator(
        "helped",
        "有专家的户",
        "户",
        _count(Condition(field="expert_id", reported=True)),
        CITED,
    ),
    Indicator("demonstration", "示范户", "户", _count(DEMONSTRATION), CITED),
    Indicator("raising", "养殖户", "户", _count(RAISES), CITED),
)
TARGETS = (
    Target("experts", "10000名以上专家", "experts", Bound(at_least=10_000), CITED),
    Target("training", "培训1000万人次", "training", Bound(at_least=1000), CITED),
    Target(
        "techs",
        "每户至少1项技术",
        "techs",
        Bound(at_least=1),
        CITED,
        basis=Basis.EACH,
        cohort="able",
    ),
    Target("industry", "七成用于产业", "industry", Bound(at_least=70), CITED),
    Target(
        "helped",
        "每个贫困村有专家",
        "helped",
        Bound(at_least=1),
        CITED,
        basis=Basis.EACH,
        cohort="villages",
    ),
    Target(
        "demonstration",
        "每村5-10户示范户",
        "demonstration",
        Bound(5, 10),
        CITED,
        basis=Basis.EACH,
        cohort="villages",
    ),
    Target(
        "raising",
        "每县有养殖户",
        "raising",
        Bound(at_least=1),
        CITED,
        basis=Basis.EACH,
        cohort="counties",
    ),
)
PLAN = make_plan(INDICATORS)


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
