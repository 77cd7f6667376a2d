"""What a spot check found (抽查结论.csv): the list written for a draw, and read when filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from pathlib import PurePosixPath

import attrs
from attrs import frozen

from kejifupin.checks.draws import Draw, DrawnRecord, Stratum
from kejifupin.checks.findings import Finding, FindingOutcome, RecordReference
from kejifupin.errors import DefinitionError
from kejifupin.exchange.csv_tables import Column, CsvRow
from kejifupin.exchange.csv_writing import csv_bytes
from kejifupin.exchange.given_tables import read_register_rows
from kejifupin.forms.telling import Teller
from kejifupin.forms.values import ValueReader
from kejifupin.office.cells import Cell
from kejifupin.records.homes import home_of
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.periods import read_date
from kejifupin.terms.text import label_key, nearest

CODES: Mapping[str, str] = {
    "finding.no_record": "抽查结论说的记录没有找到",
    "finding.outcome": "抽查结论看不懂",
    "finding.no_field": "不符的项目不认识",
    "finding.value": "核实后的数看不懂",
    "finding.no_date": "抽查日期看不懂",
}

_COLUMNS = (
    Column("number", ("编号",), required=False),
    Column("division", ("地区",), required=False),
    Column("kind", ("表", "表名")),
    Column("file", ("文件", "文件名")),
    Column("table", ("表格", "工作表"), required=False),
    Column("row", ("行", "行号"), required=False),
    Column("outcome", ("结论", "抽查结论", "核查结论")),
    Column("field", ("不符项目", "不符的项目", "字段"), required=False),
    Column("found", ("核实后", "核实数", "核实情况"), required=False),
    Column("found_on", ("抽查日期", "核查日期", "日期")),
    Column("by", ("抽查人", "检查人", "核查人"), required=False),
    Column("note", ("说明", "备注"), required=False),
)
_HEADER = tuple(each.names[0] for each in _COLUMNS)
_WHERE = _HEADER[:6]
_UNREACHED = "无法走访"
_OUTCOMES: Mapping[str, FindingOutcome | None] = {
    "属实": FindingOutcome.CONFIRMED,
    "一致": FindingOutcome.CONFIRMED,
    "相符": FindingOutcome.CONFIRMED,
    "不符": FindingOutcome.DIFFERS,
    "不一致": FindingOutcome.DIFFERS,
    "弄虚作假": FindingOutcome.FABRICATED,
    "虚假": FindingOutcome.FABRICATED,
    "造假": FindingOutcome.FABRICATED,
    "查无": FindingOutcome.NOT_FOUND,
    "查无此人": FindingOutcome.NOT_FOUND,
    "查无此户": FindingOutcome.NOT_FOUND,
    _UNREACHED: None,
    "无法核实": None,
}


@frozen
class FindingsTable:
    """What was read from a list of findings (抽查结论表).

    Args:
        findings: The findings.
        gone: Key of a stratum → numbers in its list that could not be visited.
        open: How many rows nobody has filled in yet.
        issues: What is wrong with the list.
    """

    findings: tuple[Finding, ...] = ()
    gone: Mapping[str, tuple[int, ...]] = attrs.field(factory=dict, hash=False)
    open: int = 0
    issues: tuple[Issue, ...] = ()


def write_findings_table(draw: Draw, setting: Setting) -> bytes:
    """The list that goes along on a visit, with a row for each record drawn, as CSV.

    It names places and files, not people.

    Args:
        draw: What was drawn.
        setting: The programme and its day.
    """
    blank = ("",) * (len(_HEADER) - len(_WHERE))
    rows = ((*_where(stratum, drawn, setting), *blank) for stratum, drawn in draw)
    return csv_bytes(_HEADER, rows)


def write_draw_list(draw: Draw, setting: Setting) -> bytes:
    """The numbered lists that were drawn from, whole, as CSV: who has them can draw again.

    They name places and files, not people.

    Args:
        draw: What was drawn.
        setting: The programme and its day.
    """
    fates = ((stratum, _fates(stratum)) for stratum in draw.strata)
    rows = (
        (*_where(stratum, each, setting), told.get(each.number, ""))
        for stratum, told in fates
        for each in stratum.listed
    )
    return csv_bytes((*_WHERE, "抽取结果"), rows)


def _fates(stratum: Stratum) -> Mapping[int, str]:
    """Number in a list → what the draw made of it; the others were not drawn."""
    told = dict.fromkeys(sorted(stratum.gone), _UNREACHED)
    told |= {each.number: f"替补{place}" for place, each in enumerate(stratum.reserve, 1)}
    return told | {each.number: f"抽中{place}" for place, each in enumerate(stratum.drawn, 1)}


def _where(stratum: Stratum, drawn: DrawnRecord, setting: Setting) -> tuple[str, ...]:
    """What tells a record of a list without naming anybody, in the order of `_WHERE`."""
    origin, home = drawn.record.origin, home_of(drawn.record, setting)
    return (
        f"{stratum.key}#{drawn.number}",
        setting.division_name(home) if home else "",
        drawn.record.kind.label,
        origin.file if origin else "",
        (origin.table or "") if origin else "",
        "" if origin is None or origin.row is None else str(origin.row),
    )


def read_findings_table(
    data: bytes, name: str, records: Iterable[Record], setting: Setting
) -> FindingsTable:
    """The findings of a list that was filled in.

    Args:
        data: The file: CSV, or a workbook with the same columns.
        name: Its name, for issues.
        records: The records read, that the list speaks of.
        setting: The programme, to understand dates and values.

    Returns:
        The findings in order, and an issue for every row that cannot be understood; rows without
        an outcome wait.
    """
    rows, told = read_register_rows(data, name, columns=_COLUMNS)
    reader = _RowReader(name, _by_place(records), setting, list(told))
    findings: list[Finding] = []
    gone: dict[str, tuple[int, ...]] = {}
    waiting = 0
    for row in rows:
        if not row["outcome"]:
            waiting += 1
            continue
        outcome = reader.outcome(row)
        if outcome is None:
            stratum, _, number = row["number"].partition("#")
            if label_key(row["outcome"]) in _OUTCOMES and number.isdecimal():
                gone[stratum] = (*gone.get(stratum, ()), int(number))
            continue
        finding = reader.finding(row, outcome)
        if finding is not None:
            findings.append(finding)
    return FindingsTable(tuple(findings), gone, waiting, tuple(reader.issues))


_Places = Mapping[tuple[str, str, str], tuple[Record, ...]]
"""Name of a file without its folders, table, row → the records there."""


def _by_place(records: Iterable[Record]) -> _Places:
    found: dict[tuple[str, str, str], tuple[Record, ...]] = {}
    for record in records:
        origin = record.origin
        if origin is not None:
            row = "" if origin.row is None else str(origin.row)
            key = (_way(origin.file)[-1], origin.table or "", row)
            found[key] = (*found.get(key, ()), record)
    return found


def _way(path: str) -> tuple[str, ...]:
    return PurePosixPath(path.replace("\\", "/")).parts or ("",)


def _in_common(first: str, second: str) -> int:
    """How many of the last parts two paths share."""
    pairs = zip(reversed(_way(first)), reversed(_way(second)), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@frozen
class _RowReader:
    """Understands the rows of one list."""

    name: str
    places: _Places
    setting: Setting
    issues: list[Issue]

    def outcome(self, row: CsvRow) -> FindingOutcome | None:
        word = label_key(row["outcome"])
        if word not in _OUTCOMES:
            words = "、".join(each.label for each in FindingOutcome)
            self._tell(
                "outcome", row, f"结论“{row['outcome']}”看不懂", f"写 {words} 或 {_UNREACHED}"
            )
        return _OUTCOMES.get(word)

    def finding(self, row: CsvRow, outcome: FindingOutcome) -> Finding | None:
        record = self._record(row)
        day = self._day(row)
        if record is None or day is None:
            return None
        home = home_of(record, self.setting)
        field = self._field(row, record) if row["field"] else None
        if row["field"] and field is None:
            return None
        if outcome is not FindingOutcome.DIFFERS:
            field = None
        elif row["found"] and field is None:
            remedy = "在“不符项目”里写明是哪一项，照表上的项目名称写"
            self._tell("no_field", row, "写了核实后的数，没有写是哪一项", remedy)
            return None
        found = self._value(row, field) if field is not None and row["found"] else None
        try:
            return Finding(
                RecordReference.of(record, self.setting),
                home or self.setting.scope,
                outcome,
                found_on=day,
                by=row["by"],
                field=None if field is None else field.key,
                found=found,
                note=row["note"],
            )
        except DefinitionError as error:
            self._tell("value", row, error.chinese, error.remedy)
            return None

    def _record(self, row: CsvRow) -> Record | None:
        key = (_way(row["file"])[-1], row["table"], row["row"])
        kind = label_key(row["kind"])
        found = [
            (_in_common(row["file"], each.origin.file), each)
            for each in self.places.get(key, ())
            if each.origin and kind in ("", each.kind.key, label_key(each.kind.label))
        ]
        closest = max((near for near, _ in found), default=0)
        chosen = [each for near, each in found if near == closest]
        if len(chosen) == 1:
            return chosen[0]
        self._tell(
            "no_record",
            row,
            f"“{row['file']}”里没有这一条记录（表格“{row['table']}”，行“{row['row']}”）",
            "编号、表、文件、表格、行这几列照原样保留，不要改动",
        )
        return None

    def _day(self, row: CsvRow) -> date | None:
        reading = read_date(row["found_on"], within=self.setting.definition.period)
        if reading is not None and reading.exact:
            return reading.start
        self._tell("no_date", row, f"抽查日期“{row['found_on']}”看不懂", "写成 2018-05-20 的样子")
        return None

    def _field(self, row: CsvRow, record: Record) -> Field | None:
        wanted = label_key(row["field"])
        fields = [each for each in record.kind.fields if each.type is not FieldType.ROWS]
        for each in fields:
            if wanted in (each.key, label_key(each.label)):
                return each
        close = nearest(row["field"], [each.label for each in fields])
        remedy = f"是否应为“{close[0]}”？" if close else "照表上的项目名称写"
        self._tell(
            "no_field", row, f"不符项目“{row['field']}”在“{record.kind.label}”里没有", remedy
        )
        return None

    def _value(self, row: CsvRow, field: Field) -> FieldValue:
        teller = Teller(self.name)
        cell = Cell(0, 0, text=row["found"], address=f"第{row.line}行")
        value = ValueReader(teller, self.setting).read(field, cell)
        if any(each.severity is Severity.ERROR for each in teller.issues):
            remedy = teller.issues[0].remedy or "照这一项在表上的写法填"
            self._tell("value", row, f"“{field.label}”核实后的数看不懂", remedy)
        return None if isinstance(value, Unread) else value

    def _tell(self, code: str, row: CsvRow, message: str, remedy: str | None) -> None:
        place = Place(self.name, line=row.line)
        self.issues.append(Issue(f"finding.{code}", message, Severity.ERROR, place, remedy=remedy))
