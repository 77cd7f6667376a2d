"""Indicators over records in plain Python, against what people write by hand.

    python benchmarks/evaluate_records.py [ROWS] [ROUNDS]

Invented households, 233 to a village, some of their fields blank, “-” or vague. All sides start
from the same records grouped by village, carry the same possible values, completeness and states,
and are held to the same results: a loop written by hand for just these indicators, the same with
what it finds rolled up and judged by hand, one comprehension for each indicator, level and count,
as they are first written, and the records led to a polars frame and counted there. Rounds are
interleaved, the data are kept out of the sight of the garbage collector for all sides alike
(`gc.freeze`); printed is the median of the ratios of the rounds. Above 300,000 rows the
comprehensions, which take minutes, and the frame are left out.
"""

from __future__ import annotations

import gc
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from statistics import median, quantiles
from time import process_time

from kejifupin import Bound, Indicator, Interval, Record
from kejifupin.frames import FrameData, records_to_frame
from kejifupin.indicators import (
    Measure,
    MeasureKind,
    Partial,
    RecordData,
    compute_values,
    make_plan,
)
from kejifupin.indicators.compiled_loops import make_loop
from kejifupin.indicators.reporting import Reporting
from kejifupin.indicators.roll_up import roll_up
from kejifupin.indicators.tallies import interval_of
from kejifupin.records import (
    Cohort,
    Condition,
    DivisionName,
    Field,
    FieldType,
    Operand,
    RecordKind,
    Setting,
    Silence,
    make_record,
)
from kejifupin.records.values import as_interval
from kejifupin.targets import Basis, Statuses, Target, judge_targets
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Division, Divisions, Level
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

CITED = Citation("一", "方案")
START, TODAY, END = date(2016, 1, 1), date(2021, 6, 30), date(2020, 12, 31)
CLOSING = date(2018, 12, 31)
ROWS_PER_VILLAGE = 233


def number(key: str, label: str, unit: str) -> Field:
    """A field of whole numbers."""
    return Field(key, label, FieldType.NUMBER, unit=unit)


HOUSEHOLD = RecordKind(
    "household",
    "建档立卡贫困户",
    (
        Field("village", "行政村", FieldType.DIVISION),
        Field("number", "户编号"),
        number("members", "家庭人口", "人"),
        number("able_workers", "劳动力", "人"),
        number("techs", "掌握技术", "项"),
        number("projects", "参与项目", "项"),
        number("train_times", "培训人次", "人次"),
        number("fund_total", "扶持资金", "元"),
        number("fund_industry", "产业资金", "元"),
        Field("expert", "结对专家"),
        Field("demonstration", "示范户", FieldType.CHOICE, choices=("是", "否")),
        Field("needs", "需求", FieldType.CHOICES, choices=("种植", "养殖", "加工", "水产")),
        Field("registered_on", "建档日期", FieldType.DATE),
        Field("strengths", "优势"),
        Field("notes", "备注"),
    ),
    identity=("village", "number"),
)


def make_divisions(villages: int) -> tuple[Divisions, list[str]]:
    """A nation with five levels below it; 15 villages to a township, 15 townships to a county."""
    units = [Division("00", "全国", Level.NATION)]
    seen = {"00"}
    codes = []
    for place in range(villages):
        township = place // 15
        county = township // 15
        prefecture = county // 8
        ways = (
            (f"{prefecture // 10:02}P", Level.PROVINCE),
            (f"{prefecture:04}F", Level.PREFECTURE),
            (f"{county:05}C", Level.COUNTY),
            (f"{township:06}T", Level.TOWNSHIP),
            (f"{place:07}V", Level.VILLAGE),
        )
        above = "00"
        for code, level in ways:
            if code not in seen:
                seen.add(code)
                units.append(Division(code, f"地{code}", level, above))
            above = code
        codes.append(above)
    return Divisions(units), codes


def make_households(rows: int, codes: Sequence[str], seed: int = 42) -> Iterator[Record]:
    """Invented households; 3 in 100 figures are blank, 1 is “-”, 1 in 200 is vague."""
    pick = Random(seed)
    vague = Vague(1, 3, "一两")
    experts = [f"专家{n}" for n in range(max(rows // 25, 1))]
    needs = ((), ("种植",), ("养殖",), ("种植", "养殖"), ("加工",), ("水产",))

    def figure(most: int) -> object:
        chance = pick.random()
        if chance < 0.95:
            return int(pick.random() * most)
        if chance < 0.98:
            return None
        return NONE_OF_ITEM if chance < 0.99 else vague if chance < 0.995 else most

    places = [DivisionName("某村", code) for code in codes]
    for row in range(rows):
        chance = pick.random()
        yield make_record(
            HOUSEHOLD,
            {
                "village": places[row // ROWS_PER_VILLAGE % len(places)],
                "number": str(row),
                "members": figure(7),
                "able_workers": figure(4),
                "techs": figure(3),
                "projects": figure(3),
                "train_times": figure(12),
                "fund_total": figure(20000),
                "fund_industry": figure(12000),
                "expert": pick.choice(experts) if chance < 0.9 else None,
                "demonstration": "是" if chance < 0.03 else "否" if chance < 0.96 else None,
                "needs": pick.choice(needs),
                "registered_on": START + timedelta(int(pick.random() * 1600))
                if chance < 0.97
                else None,
            },
        )


def at_least(key: str, floor: int) -> Condition:
    """A field has at least so much."""
    return Condition(field=key, at_least=Operand(constant=floor))


SKILLED = Condition(
    all=(at_least("able_workers", 1), at_least("techs", 1), at_least("projects", 1))
)
RAISING = Condition(
    all=(
        Condition(
            any=(
                Condition(field="needs", contains="养殖"),
                Condition(field="needs", contains="水产"),
            )
        ),
        Condition(field="registered_on", at_most=Operand(constant=CLOSING)),
    )
)


def of(do: MeasureKind, **values: object) -> Measure:
    """A measure of the households."""
    return Measure(do, records="household", **values)  # type: ignore[arg-type]


MEASURES = {
    "households": ("户", of(MeasureKind.COUNT)),
    "experts": ("人", of(MeasureKind.COUNT_DISTINCT, distinct=("expert",))),
    "train_times": ("人次", of(MeasureKind.SUM, field="train_times")),
    "industry_share": (
        "%",
        Measure(
            MeasureKind.RATIO,
            numerator=of(MeasureKind.SUM, field="fund_industry"),
            denominator=of(MeasureKind.SUM, field="fund_total"),
        ),
    ),
    "able": ("户", of(MeasureKind.COUNT, where=at_least("able_workers", 1))),
    "skilled": ("户", of(MeasureKind.COUNT, where=SKILLED)),
    "demonstration": (
        "户",
        of(
            MeasureKind.COUNT,
            where=Condition(field="demonstration", equals=Operand(constant="是")),
        ),
    ),
    "raising": ("户", of(MeasureKind.COUNT, where=RAISING)),
}
INDICATORS = tuple(
    Indicator(key, key, unit, measure, CITED, silence=Silence.ZERO)
    for key, (unit, measure) in MEASURES.items()
)
PLAN = make_plan(INDICATORS)


def make_setting(rows: int) -> tuple[Setting, list[str]]:
    """The programme, with as many villages as the rows fill."""
    divisions, codes = make_divisions(max(rows // ROWS_PER_VILLAGE, 1))
    definition = ProgrammeDefinition(
        "plan", "方案", "00", Period(START, END), (SourceDocument("plan", "方案"),)
    )
    villages = Cohort("villages", "村", CITED, "个村", Level.VILLAGE)
    kinds, cohorts = {"household": HOUSEHOLD}, {"villages": villages}
    return Setting(definition, divisions, TODAY, kinds, cohorts), codes


TARGETS = (
    Target("experts", "专家", "experts", Bound(at_least=50), CITED),
    Target("train_times", "培训", "train_times", Bound(at_least=50_000), CITED),
    Target("industry_share", "七成用于产业", "industry_share", Bound(at_least=70), CITED),
    Target(
        "demonstration",
        "每村5-10户示范户",
        "demonstration",
        Bound(5, 10),
        CITED,
        basis=Basis.EACH,
        cohort="villages",
    ),
)
"""Due on the last day of the programme, which has passed."""

Counts = tuple[int, int | None, int, int, int, int, int]
"""Low, high, reported, blank, uncertain, none, seen."""


def by_hand(
    villages: Mapping[str, Sequence[Record]],
    chains: Mapping[str, tuple[str, ...]],
    *,
    distinct: bool = True,
) -> tuple[Mapping[str, list[Counts]], Mapping[str, tuple[int, int]]]:
    """The same counts by a loop written for them, and distinct experts at every level."""
    results: dict[str, list[Counts]] = {}
    experts: dict[str, set[str]] = defaultdict(set)
    blanks: dict[str, int] = defaultdict(int)
    for village, records in villages.items():
        seen = len(records)
        train = train_high = train_blank = train_none = 0
        industry = industry_high = industry_blank = both = 0
        total = total_high = total_blank = 0
        able = able_maybe = skilled = skilled_maybe = 0
        demonstration = demonstration_maybe = raising = raising_maybe = 0
        expert_blank = 0
        found = set()
        add_expert = found.add
        for r in records:
            if distinct:
                expert = r.expert  # type: ignore[attr-defined]
                if expert is None:
                    expert_blank += 1
                else:
                    add_expert(expert)
            value = r.train_times  # type: ignore[attr-defined]
            if type(value) is int:
                train += value
                train_high += value
            elif value is None:
                train_blank += 1
            elif value is NONE_OF_ITEM:
                train_none += 1
            else:
                train += value.low
                train_high += value.high
            part, whole = r.fund_industry, r.fund_total  # type: ignore[attr-defined]
            if part is not NONE_OF_ITEM and whole is not NONE_OF_ITEM:
                both += 1
                if type(part) is int:
                    industry += part
                    industry_high += part
                elif part is None:
                    industry_blank += 1
                else:
                    industry += part.low
                    industry_high += part.high
                if type(whole) is int:
                    total += whole
                    total_high += whole
                elif whole is None:
                    total_blank += 1
                else:
                    total += whole.low
                    total_high += whole.high
            value = r.able_workers  # type: ignore[attr-defined]
            if type(value) is int:
                is_able = value >= 1
            elif value is None:
                is_able = None
            elif value is NONE_OF_ITEM:
                is_able = False
            else:
                is_able = True if value.low >= 1 else None
            if is_able is not False:
                if is_able:
                    able += 1
                else:
                    able_maybe += 1
                value = r.techs  # type: ignore[attr-defined]
                if type(value) is int:
                    has = value >= 1
                elif value is None:
                    has = None
                elif value is NONE_OF_ITEM:
                    has = False
                else:
                    has = True if value.low >= 1 else None
                if has is not False:
                    value = r.projects  # type: ignore[attr-defined]
                    if type(value) is int:
                        joins = value >= 1
                    elif value is None:
                        joins = None
                    elif value is NONE_OF_ITEM:
                        joins = False
                    else:
                        joins = True if value.low >= 1 else None
                    if joins is not False:
                        if is_able and has and joins:
                            skilled += 1
                        else:
                            skilled_maybe += 1
            value = r.demonstration  # type: ignore[attr-defined]
            if value == "是":
                demonstration += 1
            elif value is None:
                demonstration_maybe += 1
            needs = r.needs  # type: ignore[attr-defined]
            day = r.registered_on  # type: ignore[attr-defined]
            if not needs:
                if day is None or day <= CLOSING:
                    raising_maybe += 1
            elif "养殖" in needs or "水产" in needs:
                if day is None:
                    raising_maybe += 1
                elif day <= CLOSING:
                    raising += 1
        results[village] = [
            (seen, seen, seen, 0, 0, 0, seen),
            (train, train_high, seen - train_blank, train_blank, 0, train_none, seen),
            (industry, industry_high, both - industry_blank, industry_blank, 0, 0, seen),
            (total, total_high, both - total_blank, total_blank, 0, 0, seen),
            (able, able + able_maybe, able, 0, able_maybe, 0, seen),
            (skilled, skilled + skilled_maybe, skilled, 0, skilled_maybe, 0, seen),
            (
                demonstration,
                demonstration + demonstration_maybe,
                demonstration,
                0,
                demonstration_maybe,
                0,
                seen,
            ),
            (raising, raising + raising_maybe, raising, 0, raising_maybe, 0, seen),
        ]
        for code in chains[village] if distinct else ():
            experts[code] |= found
            blanks[code] += expert_blank
    counted = {code: (len(found), len(found) + blanks[code]) for code, found in experts.items()}
    return results, counted


def judged_by_hand(
    villages: Mapping[str, Sequence[Record]], chains: Mapping[str, tuple[str, ...]]
) -> Mapping[tuple[str, str], tuple[str, object, object]]:
    """Everything rolled up to every level by hand, and the targets judged on it."""
    counts, experts = by_hand(villages, chains)
    whole: dict[str, list[list[int]]] = {}
    good: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    states = {}
    for village, rows in counts.items():
        low, high = rows[6][0], rows[6][1] or 0
        state = "MISSED" if high < 5 or low > 10 else "MET" if low >= 5 and high <= 10 else None
        states["demonstration", village] = (state or "UNDECIDED", low, high)
        for code in chains[village]:
            size = good[code]
            size[0] += 1
            size[1] += state == "MET"
            size[2] += state != "MISSED"
            found = whole.get(code)
            if found is None:
                whole[code] = [list(row) for row in rows]
            else:
                for total, row in zip(found, rows, strict=True):
                    for place, number in enumerate(row):
                        total[place] += number or 0
    for code, (size, low, high) in good.items():
        if code not in counts:
            state = "MET" if low == size else "MISSED" if high < size else "UNDECIDED"
            states["demonstration", code] = (state, low, high)
    for key, (low, high), floor in (
        ("experts", experts["00"], 50),
        ("train_times", _open(whole["00"][1]), 50_000),
        ("industry_share", _share(whole["00"][2], whole["00"][3]), 70),
    ):
        state = (
            "MET" if low >= floor else "UNDECIDED" if high is None or high >= floor else "MISSED"
        )
        states[key, "00"] = (state, low, high)
    return states


def _open(row: Sequence[int]) -> tuple[int, int | None]:
    """What a sum may be: anything more where somebody left a figure out."""
    return row[0], None if row[3] else row[1]


def _share(part: Sequence[int], whole: Sequence[int]) -> tuple[Decimal, Decimal | None]:
    """What per cent may be, with 28 digits."""
    (low, high), (least, most) = _open(part), _open(whole)
    below = Decimal(0) if most is None else Decimal(low) / most * 100
    return below, None if high is None or not least else Decimal(high) / least * 100


def naive(
    villages: Mapping[str, Sequence[Record]], chains: Mapping[str, tuple[str, ...]]
) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Possible values level by level, one comprehension for each end of each indicator."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for village, records in villages.items():
        for code in chains[village]:
            groups[code].extend(records)
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for code, rows in groups.items():
        experts = {r.expert for r in rows if r.expert is not None}  # type: ignore[attr-defined]
        blank = sum(1 for r in rows if r.expert is None)  # type: ignore[attr-defined]
        found["experts"][code] = (len(experts), len(experts) + blank)
        found["households"][code] = (len(rows), len(rows))
        for key in ("train_times", "fund_industry", "fund_total"):
            wanted = rows
            if key != "train_times":
                wanted = [
                    r
                    for r in rows
                    if r.fund_industry is not NONE_OF_ITEM  # type: ignore[attr-defined]
                    and r.fund_total is not NONE_OF_ITEM  # type: ignore[attr-defined]
                ]
            amounts = [as_interval(r.get(key)) for r in wanted]
            found[key][code] = (
                sum(each.low or 0 for each in amounts if each is not None),
                sum(each.high or 0 for each in amounts if each is not None),
            )
        able = [(r, _one(r.get("able_workers"))) for r in rows]
        techs = [_one(r.get("techs")) for r in rows]
        projects = [_one(r.get("projects")) for r in rows]
        found["able"][code] = (
            sum(1 for _, each in able if each),
            sum(1 for _, each in able if each is not False),
        )
        skills = list(zip((each for _, each in able), techs, projects, strict=True))
        found["skilled"][code] = (
            sum(1 for each in skills if all(each)),
            sum(1 for each in skills if False not in each),
        )
        shown = [r.get("demonstration") for r in rows]
        found["demonstration"][code] = (
            sum(1 for each in shown if each == "是"),
            sum(1 for each in shown if each in ("是", None)),
        )
        wants = [(r.get("needs"), r.get("registered_on")) for r in rows]
        found["raising"][code] = (
            sum(
                1
                for needs, day in wants
                if needs and ("养殖" in needs or "水产" in needs) and day and day <= CLOSING
            ),
            sum(
                1
                for needs, day in wants
                if (not needs or "养殖" in needs or "水产" in needs)
                and (day is None or day <= CLOSING)
            ),
        )
    return found


def _one(value: object) -> bool | None:
    """Whether a figure is at least 1."""
    amount = as_interval(value)
    if amount is None:
        return None
    if amount.low is not None and amount.low >= 1:
        return True
    return False if amount.high is not None and amount.high < 1 else None


_FULLY_UP_TO = 300_000
_SLOW = ("values", "naive", "polars")
HAND = (
    "households",
    "train_times",
    "industry_share",
    "able",
    "skilled",
    "demonstration",
    "raising",
)


def hold_to_each_other(
    data: RecordData, setting: Setting, chains: Mapping[str, tuple[str, ...]], *, fully: bool
) -> None:
    """All sides give the same, or it is told; the comprehensions too where it is done fully."""
    villages = data.records["household"]
    tallies = data.tallies(PLAN.partials, setting)
    counts, experts = by_hand(villages, chains)
    plain = naive(villages, chains) if fully else None
    parts = [part for key in HAND for part in PLAN.parts[key]]
    for village, rows in counts.items():
        for part, row in zip(parts, rows, strict=True):
            each = tallies[part][village]
            ours = (each.total.low, each.total.high, each.reported, each.blank, each.uncertain)
            if (*ours, each.none, each.seen) != row:
                raise AssertionError(f"{village} {part}: {each} is not {row}")
    (distinct,) = PLAN.parts["experts"]
    rolled = roll_up(distinct, tallies[distinct], Reporting(frozenset()), setting.reach)
    for code, ends in experts.items():
        found = interval_of(rolled[code].tally, distinct)
        if (found.low, found.high) != ends or (plain and plain["experts"][code] != ends):
            raise AssertionError(f"{code}: {found} is not {ends}")
    judged = {
        (each.target.key, each.division): (each.state.value, *_ends(each.value))
        for each in statuses(data, setting)
    }
    if judged != judged_by_hand(villages, chains):
        raise AssertionError("the statuses are not those worked out by hand")
    for part, key in zip(parts, _plain_keys(), strict=True) if plain else ():
        whole = roll_up(part, tallies[part], Reporting(frozenset()), setting.reach)
        for code, ends in plain[key].items():
            total = whole[code].tally.total
            if (total.low, total.high) != ends:
                raise AssertionError(f"{key} {code}: {total} is not {ends}")


def statuses(data: RecordData, setting: Setting) -> Statuses:
    """Every target judged at every level."""
    values = compute_values(PLAN, data, setting).values
    return judge_targets(TARGETS, PLAN, values, data, setting).statuses


def by_polars(records: Sequence[Record], setting: Setting) -> object:
    """The same tallies from a polars frame made of the records."""
    frame = records_to_frame(records, HOUSEHOLD, "polars")
    return FrameData.of({"household": frame}, setting).tallies(PLAN.partials, setting)


def _ends(value: Interval | None) -> tuple[object, object]:
    return (None, None) if value is None else (value.low, value.high)


def _plain_keys() -> Iterator[str]:
    for key in HAND:
        yield from ("fund_industry", "fund_total") if key == "industry_share" else (key,)


def timed(run: Callable[[], object]) -> float:
    """Seconds of processor time that a call takes."""
    start = process_time()
    run()
    return process_time() - start


def told(name: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """One line: medians in milliseconds, and the ratio of the rounds."""
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    spread = quantiles(ratios, n=4) if len(ratios) > 1 else [ratios[0]] * 3
    print(
        f"{name:<44} {median(ours) * 1e3:9.1f} {median(theirs) * 1e3:9.1f} "
        f"{median(ratios):7.3f}  {spread[0]:.3f} to {spread[2]:.3f}"
    )


def many_indicators(count: int) -> tuple[Partial, ...]:
    """Sums over seven columns, or over one of three conditions, under ever new names."""
    keys = [each.key for each in HOUSEHOLD.fields if each.type is FieldType.NUMBER]
    wheres = (None, at_least("able_workers", 1), at_least("techs", 1), SKILLED)
    found = [
        Indicator(
            f"i{n}",
            f"指标{n}",
            "人次",
            of(MeasureKind.SUM, field=keys[n % len(keys)], where=wheres[n // len(keys) % 4]),
            CITED,
            silence=Silence.ZERO,
        )
        for n in range(count)
    ]
    return make_plan(found).partials


def main(rows: int, rounds: int) -> None:
    """Make the data, hold the sides to each other, and time them in turn."""
    setting, codes = make_setting(rows)
    records = list(make_households(rows, codes))
    seconds = timed(lambda: RecordData.of(records, setting))
    data = RecordData.of(records, setting)
    villages = data.records["household"]
    chains = {code: setting.reach.chain(code) for code in villages}
    print(f"{rows} households in {len(villages)} villages, {rounds} rounds")
    print(f"grouping the records by village, once: {seconds * 1e3:.0f} ms")
    compiling = timed(lambda: make_loop(HOUSEHOLD, PLAN.partials, setting))
    print(f"compiling the loop, once: {compiling * 1e3:.1f} ms")
    fully = rows <= _FULLY_UP_TO
    hold_to_each_other(data, setting, chains, fully=fully)
    tenth = RecordData.of(records[: rows // 10], setting)
    hundredth = RecordData.of(records[: rows // 100], setting)
    gc.collect()
    gc.freeze()
    without_experts = [each for each in PLAN.partials if not each.distinct]
    sides: dict[str, Callable[[], object]] = {
        "ours": lambda: data.tallies(PLAN.partials, setting),
        "hand": lambda: by_hand(villages, chains),
        "sums": lambda: data.tallies(without_experts, setting),
        "sums by hand": lambda: by_hand(villages, chains, distinct=False),
        "statuses": lambda: statuses(data, setting),
        "statuses by hand": lambda: judged_by_hand(villages, chains),
        "values": lambda: list(compute_values(PLAN, data, setting).values),
        "polars": lambda: by_polars(records, setting),
        "tenth": lambda: tenth.tallies(PLAN.partials, setting),
        "hundredth": lambda: hundredth.tallies(PLAN.partials, setting),
        "naive": lambda: naive(villages, chains),
        "few": lambda: data.tallies(many_indicators(7), setting),
        "many": lambda: data.tallies(many_indicators(280), setting),
        "forty": lambda: data.tallies(many_indicators(28), setting),
    }
    if not fully:
        for key in _SLOW:
            del sides[key]
    times: dict[str, list[float]] = {key: [] for key in sides}
    for turn in range(rounds):
        for key, run in sides.items():
            # The comprehensions take fifty times as long: once in five rounds will do.
            if key not in _SLOW or turn % 5 == 0:
                times[key].append(timed(run))
    print(f"{'':<44} {'ours ms':>9} {'peer ms':>9} {'ratio':>7}  quartiles")
    told("tallies / loop by hand", times["ours"], times["hand"])
    told("the same without distinct experts", times["sums"], times["sums by hand"])
    told("statuses / rolled up and judged by hand", times["statuses"], times["statuses by hand"])
    if fully:
        told("values at all levels / comprehensions", times["values"], times["naive"])
        told("tallies / by way of a polars frame", times["ours"][::5], times["polars"])
    told(
        "ten times the records / 10 times a tenth", times["ours"], [10 * t for t in times["tenth"]]
    )
    hundred = [100 * t for t in times["hundredth"]]
    told("100 times the records / 100 times that", times["ours"], hundred)
    told("280 indicators / 28, of the same columns", times["many"], times["forty"])
    told("28 columns / 7 columns", times["forty"], times["few"])


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    main(*(arguments + [100_000, 7][len(arguments) :]))
