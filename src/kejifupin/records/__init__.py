"""What people wrote down: kinds, records, conditions, cohorts."""

from kejifupin.records.cohorts import Cohort, Reference
from kejifupin.records.collected import Records, SeveralKindsError
from kejifupin.records.conditions import Condition, holds
from kejifupin.records.fields import Accumulation, Field, FieldType
from kejifupin.records.kinds import Covers, RecordKind, Silence
from kejifupin.records.operands import Operand
from kejifupin.records.record import Record, make_record, record_class
from kejifupin.records.registers import RegisterReading, take_in
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, Unread

__all__ = [
    "Accumulation",
    "Cohort",
    "Condition",
    "Covers",
    "DivisionName",
    "Field",
    "FieldType",
    "Operand",
    "Record",
    "RecordKind",
    "Records",
    "Reference",
    "RegisterReading",
    "Setting",
    "SeveralKindsError",
    "Silence",
    "Unread",
    "holds",
    "make_record",
    "record_class",
    "take_in",
]
