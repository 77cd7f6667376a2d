"""Tables about handing down: who takes on how much, within what limits, and who answers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal

import attrs
from attrs import define, frozen

from kejifupin.errors import UnitMismatchError
from kejifupin.exchange.csv_headers import Column
from kejifupin.exchange.given_tables import GivenRow, read_given_table
from kejifupin.indicators.indicator import Indicator
from kejifupin.records.setting import Setting
from kejifupin.targets.allocation import PartLimits, ResponsibleUnit
from kejifupin.targets.allocation_given import GivenPart
from kejifupin.targets.allocation_letters import ResponsiblePerson
from kejifupin.targets.bases import Basis
from kejifupin.targets.target import Target
from kejifupin.terms.arithmetic import Number
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.numerals import read_amount
from kejifupin.terms.quantities import convert
from kejifupin.terms.text import label_key, nearest

CODES: Mapping[str, str] = {
    "allocation.unknown_unit": "分解表里的单位不能确定",
    "allocation.unknown_target": "分解表里的指标不是方案的目标",
    "allocation.no_number": "分解表里的数看不懂",
    "allocation.several_targets": "一个指标有几个目标，不知道分解的是哪一个",
}

_UNIT = Column(
    "unit", ("单位", "地区", "责任单位", "承担单位", "单位名称", "地区名称", "县（市、区）")
)
_KIND = Column("kind", ("单位类别", "类别"), required=False)
_CODE = Column("code", ("代码", "地区代码", "单位代码"), required=False)
_PART_COLUMNS = (
    _UNIT,
    _CODE,
    _KIND,
    Column("target", ("指标", "目标", "任务", "目标任务")),
    Column("number", ("数", "分解数", "任务数", "数量", "指标数")),
    Column("taken_on", ("认领数", "承诺数", "下级承诺数"), required=False),
    Column("target_key", ("目标键",), required=False),
    Column("measured_in", ("计量单位",), required=False),
    Column("weight", ("权数", "分解依据"), required=False),
    Column("exact", ("应分数",), required=False),
    Column("note", ("备注", "说明"), required=False),
)
_UNIT_COLUMNS = (
    _UNIT,
    _CODE,
    _KIND,
    Column("weight", ("权数", "分解依据"), required=False),
    Column("quota", ("指定数", "定额"), required=False),
    Column("floor", ("下限", "至少"), required=False),
    Column("ceiling", ("上限", "至多"), required=False),
    Column("name", ("责任人", "责任人姓名", "负责人"), required=False),
    Column("position", ("职务", "责任人职务"), required=False),
    Column("phone", ("联系电话", "电话", "联系方式"), required=False),
    Column("note", ("备注", "说明"), required=False),
)
_DIVISION_WORDS = ("", "地区", "行政区划", "division")


@frozen
class UnitTable:
    """Who takes part in an allocation, and what is said about each (分解单位表).

    Args:
        units: The units in the order of the table.
        weights: Key of a unit → its weight.
        limits: Key of a unit → its floor, ceiling or quota.
        people: Key of a unit → who answers for it.
        issues: What could not be understood.
    """

    units: tuple[ResponsibleUnit, ...] = ()
    weights: Mapping[str, Number] = attrs.field(factory=dict, hash=False)
    limits: Mapping[str, PartLimits] = attrs.field(factory=dict, hash=False)
    people: Mapping[str, ResponsiblePerson] = attrs.field(factory=dict, hash=False, repr=False)
    issues: tuple[Issue, ...] = ()


def read_given_parts(
    data: bytes,
    name: str,
    *,
    targets: Mapping[str, Target],
    indicators: Mapping[str, Indicator],
    setting: Setting,
) -> tuple[tuple[GivenPart, ...], tuple[Issue, ...]]:
    """An allocation that somebody made: 单位, 指标, 数, and 认领数 where it is known.

    Args:
        data: The file's content: CSV, Excel, Word or TOML.
        name: Its name.
        targets: The programme's targets.
        indicators: Its indicators.
        setting: The programme and its day.

    Returns:
        The rows, and an issue for every row that could not be understood.
    """
    rows, found = read_given_table(data, name, columns=_PART_COLUMNS)
    reading = _Reading(setting, list(found))
    names = _target_names(targets, indicators)
    parts = []
    for row in rows:
        unit = reading.unit(row)
        target = reading.target(row, names, targets)
        if unit is None or target is None:
            continue
        measured_in = indicators[target.indicator].unit
        number = reading.number(row, "number", "数", measured_in)
        if number is None:
            if not row["number"]:
                reading.tell("allocation.no_number", "这一行没有写数", row, "没有任务的写0")
            continue
        taken = reading.number(row, "taken_on", "认领数", measured_in)
        parts.append(GivenPart(unit, target, number, taken, row.place))
    return tuple(parts), tuple(reading.issues)


def read_unit_table(
    data: bytes, name: str, *, setting: Setting, measured_in: str = ""
) -> UnitTable:
    """Who takes part: 单位, and 权数, 指定数, 下限, 上限, 责任人, 职务, 联系电话 as needed.

    Args:
        data: The file's content: CSV, Excel, Word or TOML.
        name: Its name.
        setting: The programme and its day.
        measured_in: Unit of quotas, floors and ceilings.
    """
    rows, found = read_given_table(data, name, columns=_UNIT_COLUMNS)
    reading = _Reading(setting, list(found))
    units: dict[str, ResponsibleUnit] = {}
    weights: dict[str, Number] = {}
    limits: dict[str, PartLimits] = {}
    people: dict[str, ResponsiblePerson] = {}
    for row in rows:
        unit = reading.unit(row)
        if unit is None:
            continue
        if unit.key in units:
            message = f"{unit.name}前面已有一行，这一行没有用"
            reading.tell("allocation.twice", message, row, "一个单位只写一行")
            continue
        units[unit.key] = unit
        weight = reading.number(row, "weight", "权数", None)
        if weight is not None:
            weights[unit.key] = weight
        limit = PartLimits(
            reading.number(row, "floor", "下限", measured_in),
            reading.number(row, "ceiling", "上限", measured_in),
            reading.number(row, "quota", "指定数", measured_in),
        )
        if limit != PartLimits():
            limits[unit.key] = limit
        if row["name"] or row["position"]:
            people[unit.key] = ResponsiblePerson(row["name"], row["position"], row["phone"])
    return UnitTable(tuple(units.values()), weights, limits, people, tuple(reading.issues))


def _target_names(
    targets: Mapping[str, Target], indicators: Mapping[str, Indicator]
) -> Mapping[str, tuple[str, ...]]:
    """What people may write for a target → keys of the targets that it may mean."""
    found: dict[str, list[str]] = {}
    for target in targets.values():
        indicator = indicators.get(target.indicator)
        words = [target.key, target.label, target.indicator]
        words += [indicator.label] if indicator is not None else []
        for word in words:
            keys = found.setdefault(label_key(word), [])
            if target.key not in keys:
                keys.append(target.key)
    return {word: tuple(keys) for word, keys in found.items()}


@define
class _Reading:
    setting: Setting
    issues: list[Issue]

    def unit(self, row: GivenRow) -> ResponsibleUnit | None:
        text, code = row["unit"], row["code"]
        if not text and not code:
            self.tell("allocation.unknown_unit", "这一行没有写单位", row, "写单位全称或代码")
            return None
        if row["kind"] not in _DIVISION_WORDS:
            return ResponsibleUnit(code or text, text or code, is_division=False)
        for agency in self.setting.definition.agencies:
            if label_key(text) in (label_key(agency.label), label_key(agency.key)):
                return ResponsibleUnit(agency.key, agency.label, is_division=False)
        found = self.setting.divisions.resolve(
            code or text, self.setting.as_of, within=self.setting.scope
        )
        if found.division is not None and not found.rest:
            if found.note:
                message = f"“{text or code}”：{found.note}"
                self.tell("allocation.unknown_unit", message, row, "写现在的名称", Severity.INFO)
            return ResponsibleUnit(found.division.code, found.division.name)
        near = [f"{each.name}（{each.code}）" for each in found.candidates[:3]]
        remedy = (
            f"是否应为{'或'.join(near)}？" if near else "写全称或代码；部门、机构在“单位类别”里注明"
        )
        note = f"（{found.note}）" if found.note else ""
        self.tell("allocation.unknown_unit", f"单位“{text or code}”不能确定{note}", row, remedy)
        return None

    def target(
        self, row: GivenRow, names: Mapping[str, tuple[str, ...]], targets: Mapping[str, Target]
    ) -> Target | None:
        text = row["target_key"] or row["target"]
        keys = names.get(label_key(text), ())
        if text in targets:
            return targets[text]
        totals = [key for key in keys if targets[key].basis is Basis.TOTAL]
        chosen = totals or list(keys)
        if len(chosen) == 1:
            return targets[chosen[0]]
        if chosen:
            listed = "、".join(f"{targets[key].label}（{key}）" for key in chosen)
            message = f"“{text}”有几个目标：{listed}"
            self.tell("allocation.several_targets", message, row, "写目标的键")
            return None
        labels = [each.label for each in targets.values()]
        close = nearest(text, labels, 1)
        remedy = f"是否应为“{close[0]}”？" if close else "写目标的名称或键"
        self.tell("allocation.unknown_target", f"方案里没有目标“{text}”", row, remedy)
        return None

    def number(self, row: GivenRow, key: str, label: str, measured_in: str | None) -> Number | None:
        text = row[key]
        if not text:
            return None
        reading = read_amount(text)
        amount = None if reading is None or reading.hint else reading.amount
        if reading is not None and isinstance(amount, int | Decimal):
            if reading.unit is None or measured_in is None:
                return amount
            with suppress(UnitMismatchError):
                return convert(amount, reading.unit, measured_in)
        unit = f"，单位是{measured_in}" if measured_in else ""
        self.tell("allocation.no_number", f"{label}“{text}”看不懂", row, f"写一个确定的数{unit}")
        return None

    def tell(
        self,
        code: str,
        message: str,
        row: GivenRow,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.issues.append(Issue(code, message, severity, row.place, remedy=remedy))
