"""The records that the file of a case speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import Factory, frozen

from kejifupin.errors import UnknownNameError
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.forms.telling import Teller
from kejifupin.forms.values import ValueReader
from kejifupin.office.grid import Cell
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue
from kejifupin.submissions.receipts import Receipt
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Origin
from kejifupin.terms.periods import Period
from kejifupin.testing.case_files import Case, CaseError, CaseRecords

_NUMBER = "{n}"


@frozen
class CaseReading:
    """The records of a case (案例读数).

    Args:
        records: The records, in order.
        receipts: File → its receipt.
        issues: What their texts gave, as if they had been read from forms.
    """

    records: tuple[Record, ...]
    receipts: Mapping[str, Receipt]
    issues: tuple[Issue, ...]


def read_records(case: Case, setting: Setting, *, registers: bool) -> CaseReading:
    """The records of a case, its registers or all others.

    Args:
        case: The case.
        setting: The programme; for what is no register, with the registers taken in.
        registers: Which of the two.

    Raises:
        CaseError: A kind or field does not exist, or a value does not fit its field.
    """
    making = _Making(case, setting)
    for at, given in enumerate(case.records):
        path = ("records", at)
        try:
            kind = setting.kind(given.kind)
        except UnknownNameError as error:
            making.tell((*path, "kind"), f"没有叫“{given.kind}”的记录类型", error)
            continue
        if kind.register is registers:
            making.make(given, kind, path)
    if making.mistakes:
        raise CaseError("\n".join(making.mistakes))
    return CaseReading(tuple(making.records), making.receipts, tuple(making.issues))


def find_division(text: str, setting: Setting) -> str | None:
    """Code of the division of a name or code, None where it cannot be told."""
    found = setting.divisions.resolve(text, setting.as_of, within=setting.scope)
    return None if found.division is None else found.division.code


@frozen
class _Told:
    """What is told of one record, and where it is said to stand."""

    values: Mapping[str, object]
    path: KeyPath
    number: int
    file: str | None
    cells: Mapping[str, str]


@frozen
class _Making:
    """Makes the records of a case, and keeps what is wrong with them."""

    case: Case
    setting: Setting
    records: list[Record] = Factory(list)
    receipts: dict[str, Receipt] = Factory(dict)
    issues: list[Issue] = Factory(list)
    mistakes: list[str] = Factory(list)

    def tell(self, path: KeyPath, message: str, error: UnknownNameError | None = None) -> None:
        close = error.nearest[0] if error is not None and error.nearest else None
        remedy = f" → 是否应为“{close}”？" if close else ""
        self.mistakes.append(f"{self.case.source.place(path).words()}：{message}{remedy}")

    def make(self, given: CaseRecords, kind: RecordKind, path: KeyPath) -> None:
        recipient = given.recipient and find_division(given.recipient, self.setting)
        if given.recipient and recipient is None:
            self.tell((*path, "recipient"), f"不能确定“{given.recipient}”是哪里")
        for told in self._told(given, kind, path):
            values = {
                key: self._value(kind, key, raw, told, (*told.path, key))
                for key, raw in told.values.items()
                if key in kind or self._stranger(kind, key, told.path)
            }
            # Rows of a register are found again by where they stand.
            file = told.file or (self.case.source.file if kind.register else None)
            origin = None if file is None else Origin(file, cells=told.cells)
            self.records.append(make_record(kind, values, origin))
            if told.file is not None and given.received_on is not None:
                self.receipts[told.file] = Receipt(told.file, given.received_on, recipient)

    def _told(self, given: CaseRecords, kind: RecordKind, path: KeyPath) -> Iterator[_Told]:
        table = bool(given.columns or given.rows)
        for at, row in enumerate(given.rows if table else ((),)):
            below = (*path, "rows", at) if table else (*path, "fields")
            if len(row) != len(given.columns):
                self.tell(below, f"这一行有{len(row)}项，columns 有{len(given.columns)}列")
                continue
            values = {**given.fields, **dict(zip(given.columns, row, strict=True))}
            for number in range(1, given.times + 1):
                file = None if given.file is None else given.file.replace(_NUMBER, str(number))
                mark = f"第{self.case.source.line(below)}行第{number}份"
                cells = {each.key: f"{mark}“{each.label}”" for each in kind.fields}
                yield _Told(values, below, number, file, cells)

    def _value(
        self, kind: RecordKind, key: str, raw: object, told: _Told, path: KeyPath
    ) -> FieldValue:
        target = kind.field(key)
        if isinstance(raw, str):
            return self._read(target, raw.replace(_NUMBER, str(told.number)), kind, told)
        if target.type is FieldType.ROWS and isinstance(raw, list):
            rows = enumerate(raw)
            return tuple(self._row(kind.row_kind(key), row, told, (*path, at)) for at, row in rows)
        value = _exact(target, raw)
        if value is None:
            self.tell(path, f"字段“{key}”是{target.type.label}，不能写成这样")
        return value

    def _row(self, kind: RecordKind, raw: object, told: _Told, path: KeyPath) -> Record:
        if not isinstance(raw, Mapping):
            self.tell(path, "明细行写成 { 列 = 值 } 的样子")
            return make_record(kind, {})
        values = {
            key: self._value(kind, key, each, told, (*path, key))
            for key, each in raw.items()
            if key in kind or self._stranger(kind, key, path)
        }
        return make_record(kind, values)

    def _stranger(self, kind: RecordKind, key: str, path: KeyPath) -> bool:
        try:
            kind.field(key)
        except UnknownNameError as error:
            self.tell((*path, key), f"“{kind.label}”没有字段“{key}”", error)
        return False

    def _read(self, target: Field, text: str, kind: RecordKind, told: _Told) -> FieldValue:
        teller = Teller.of(told.file or self.case.source.file, kind)
        cell = Cell(0, 0, text=text, address=told.cells.get(target.key, ""))
        value = ValueReader(teller, self.setting).read(target, cell)
        self.issues.extend(teller.issues)
        return value


def _exact(target: Field, raw: object) -> FieldValue:
    """A value that TOML has a type for, None where it is of another than the field's."""
    match target.type, raw:
        case FieldType.NUMBER, int() | Decimal() if not isinstance(raw, bool):
            return raw
        case ((FieldType.DATE | FieldType.WHEN), date()):
            return raw
        case ((FieldType.PERIOD | FieldType.WHEN), [date() as one, date() as other]) if (
            one <= other
        ):
            return Period(one, other)
        case FieldType.CHOICES, [*labels] if labels and set(labels) <= set(target.choices):
            return tuple(labels)
    return None
