"""What a total is divided by: figures of indicators, columns of registers, cohort members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kejifupin.errors import DefinitionError
from kejifupin.indicators.indicator import Indicator
from kejifupin.indicators.values import Values
from kejifupin.records.cohort_members import division_members
from kejifupin.records.cohorts import Cohort
from kejifupin.records.fields import FieldType
from kejifupin.records.homes import HomeFinder
from kejifupin.records.kinds import RecordKind, Silence
from kejifupin.records.reach import Reach
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import as_interval
from kejifupin.targets.allocation import Weights
from kejifupin.terms.arithmetic import Number, add
from kejifupin.terms.intervals import Interval


def weights_by_indicator(indicator: Indicator, values: Values, units: Iterable[str]) -> Weights:
    """Weigh units by their figure of an indicator; a vague figure weighs its low end.

    The weight of a unit from which nothing came is not known.

    Args:
        indicator: The indicator.
        values: Values of it.
        units: Codes of the units.
    """
    found: dict[str, Number] = {}
    vague: list[str] = []
    for code in units:
        value = values.find(indicator.key, code)
        if value is None or value.value is None:
            continue
        # Of someone who has said nothing yet, zero is no figure to divide by.
        if value.value.is_exact or value.reported:
            _put(code, value.value, found, vague)
    return Weights(indicator.label, found, indicator.unit, tuple(vague))


def weights_by_members(
    cohort: Cohort, units: Iterable[str], setting: Setting, reach: Reach | None = None
) -> Weights:
    """Weigh units by how many members of a cohort of divisions lie in them (贫困村数).

    Args:
        cohort: The cohort.
        units: Codes of the units.
        setting: The programme and its day.
        reach: Who stands below whom; by parent by default.

    Raises:
        DefinitionError: The cohort is one of records, or rests on an indicator.
    """
    return Weights(
        f"{cohort.label}数",
        _counted(division_members(cohort, setting), units, reach or setting.reach),
        cohort.unit,
    )


def weights_by_designation(
    key: str, units: Iterable[str], setting: Setting, reach: Reach | None = None
) -> Weights:
    """Weigh units by how many divisions with a designation lie in them.

    Args:
        key: Key of the designation.
        units: Codes of the units.
        setting: The programme and its day.
        reach: Who stands below whom; by parent by default.
    """
    held = setting.divisions.members(key, setting.as_of)
    return Weights(f"认定“{key}”的地区数", _counted(held, units, reach or setting.reach), "个")


def weights_by_field(
    kind: RecordKind,
    key: str,
    records: Iterable[Record],
    *,
    units: Iterable[str],
    setting: Setting,
    reach: Reach | None = None,
) -> Weights:
    """Weigh units by the sum of a number over the records that lie in them, e.g. of a register.

    A unit in which no record lies weighs nothing where the kind is a register or its silence means
    zero; otherwise its weight is not known.

    Args:
        kind: The kind of the records.
        key: Key of the field.
        records: The records; those of other kinds are passed over.
        units: Codes of the units.
        setting: The programme and its day.
        reach: Who stands below whom; by parent by default.

    Raises:
        UnknownNameError: The kind has no such field.
        DefinitionError: The field holds no number.
    """
    field = kind.field(key)
    if field.type is not FieldType.NUMBER:
        raise DefinitionError(
            f"field {field.key!r} is no number",
            f"“{field.label}”不是数，不能作分解依据",
            "换一个填数的栏目",
        )
    homes, tree = HomeFinder(setting), reach or setting.reach
    wanted = frozenset(units)
    nothing = kind.register or kind.silence is Silence.ZERO
    sums = dict.fromkeys(wanted, Interval.exact(0)) if nothing else {}
    for record in records:
        if record.kind.key != kind.key:
            continue
        amount = as_interval(record.get(field.key))
        home = homes.home(record)
        if amount is None or home is None:
            continue
        for code in wanted.intersection(tree.chain(home)):
            sums[code] = _sum(sums.get(code), amount)
    found: dict[str, Number] = {}
    vague: list[str] = []
    for code in sorted(sums):
        _put(code, sums[code], found, vague)
    return Weights(field.label, found, field.unit or "", tuple(vague))


def _counted(members: Iterable[str], units: Iterable[str], reach: Reach) -> Mapping[str, Number]:
    counts: dict[str, Number] = dict.fromkeys(units, 0)
    for member in members:
        for code in counts.keys() & set(reach.chain(member)):
            counts[code] = add(counts[code], 1)
    return counts


def _sum(one: Interval | None, other: Interval) -> Interval:
    if one is None:
        return other
    low = None if one.low is None or other.low is None else add(one.low, other.low)
    high = None if one.high is None or other.high is None else add(one.high, other.high)
    return Interval(low, high, one.high_open or other.high_open)


def _put(code: str, value: Interval | None, found: dict[str, Number], vague: list[str]) -> None:
    if value is None or value.low is None:
        return
    found[code] = value.low
    if not value.is_exact:
        vague.append(code)
