"""The fields of records: what each holds, in which unit, how closely it is held."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from keyword import iskeyword

import attrs
from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.terms.citations import Citation
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.quantities import Number, find_unit, is_unit

RESERVED = frozenset({"origin", "kind", "get", "items", "rows", "identity", "privacy"})


class FieldType(StrEnum):
    """What a field holds (字段类型)."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    WHEN = "when"
    PERIOD = "period"
    DIVISION = "division"
    CHOICE = "choice"
    CHOICES = "choices"
    PHONE = "phone"
    ROWS = "rows"

    @property
    def label(self) -> str:
        """The word for it in Chinese."""
        return {
            "text": "文字",
            "number": "数字",
            "date": "日期",
            "when": "时间",
            "period": "起止时间",
            "division": "地区名称",
            "choice": "单选",
            "choices": "多选",
            "phone": "电话",
            "rows": "明细行",
        }[self.value]


class Accumulation(StrEnum):
    """How figures of several months go together (累计方式).

    Events add up over time, a flow; organisations that stand do not, a stock.
    """

    FLOW = "flow"
    STOCK = "stock"


@frozen(cache_hash=True)
class Field:
    """One field of a kind of record (字段).

    Args:
        key: English key, an identifier.
        label: The words people see, in Chinese.
        type: What it holds.
        unit: Unit of a number, as the form prints it.
        decimals: Decimal places of a number; 0 for whole numbers, which are counted.
        choices: Labels to choose from.
        ordered: Whether the choices of a single choice form a scale, lowest first.
        other: Key of the text field that takes what is written behind 其它.
        scale: Of a text: its words from the lowest rank up, those of one rank together, so that
            农艺师 is read as it stands and still ranks with 中级.
        required: Whether a blank is an issue.
        privacy: Personal or sensitive fields leave only through a disclosure.
        measure: Marks the field as an indicator, and says whether it is a flow or a stock.
        minimum: Least number that can be right.
        maximum: Largest number that can be right.
        designates: In a register: the designation that a unit holds from this date, or holds if
            是 is written, or a number above 0.
        ends: In a register: the designation that a unit holds until this date.
        fields: The columns of rows.
        citation: Where the form prints it.
    """

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    unit: str | None = None
    decimals: int = 0
    choices: tuple[str, ...] = ()
    ordered: bool = False
    other: str | None = None
    required: bool = False
    privacy: Privacy = Privacy.OPEN
    measure: Accumulation | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    designates: str | None = None
    ends: str | None = None
    fields: tuple[Field, ...] = ()
    citation: Citation | None = None
    scale: tuple[tuple[str, ...], ...] = ()
    _ranks: Mapping[str, int] = attrs.field(init=False, repr=False, eq=False, hash=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_ranks", self._ranked())
        usable = self.key.isidentifier() and not iskeyword(self.key)
        if not usable or self.key in RESERVED or self.key.startswith("_"):
            raise DefinitionError(
                f"field key {self.key!r} is not a usable identifier",
                f"字段键“{self.key}”不能用",
                "用小写英文字母、数字和下划线，不以数字或下划线开头，且不是保留字",
            )
        if self.unit is not None and not is_unit(self.unit):
            raise DefinitionError(
                f"unknown unit {self.unit!r}",
                f"不认识计量单位“{self.unit}”",
                "改用已有的单位，如 个、人次、万人次、万元、亩",
            )
        is_number = self.type is FieldType.NUMBER
        if is_number and self.unit is None:
            raise DefinitionError(
                f"number field {self.key!r} has no unit",
                f"数字字段“{self.key}”没有写计量单位",
                '加上 unit，如 unit = "户"',
            )
        if self.measure is not None and not is_number:
            raise DefinitionError(
                f"only numbers are measured, {self.key!r} is {self.type.value}",
                f"字段“{self.key}”不是数字，不能作指标（measure）",
                '去掉 measure，或把 type 改为 "number"',
            )
        if self.type in (FieldType.CHOICE, FieldType.CHOICES) and not self.choices:
            raise DefinitionError(
                f"choice field {self.key!r} has no choices",
                f"选择字段“{self.key}”没有列出选项",
                '加上 choices，如 choices = ["种植", "养殖"]',
            )
        if (self.type is FieldType.ROWS) != bool(self.fields):
            raise DefinitionError(
                f"field {self.key!r}: rows and columns go together",
                f"字段“{self.key}”的明细行与列（fields）须同时有",
                'type = "rows" 时列出 [[kinds.fields.fields]]，否则去掉它们',
            )
        if any(column.type is FieldType.ROWS for column in self.fields):
            raise DefinitionError(
                f"rows {self.key!r} have a column of rows",
                f"明细行“{self.key}”的列不能又是明细行",
                "把里层的明细另作一张表",
            )

    def _ranked(self) -> Mapping[str, int]:
        if self.scale and self.type is not FieldType.TEXT:
            raise DefinitionError(
                f"field {self.key!r} has a scale and is no text but {self.type.value}",
                f"字段“{self.key}”不是文字，不能写 scale",
                "单选的次序写 ordered = true；要按词排高低的，去掉 type，按文字读",
            )
        if self.ordered and self.type is not FieldType.CHOICE:
            raise DefinitionError(
                f"field {self.key!r} is ordered and no single choice but {self.type.value}",
                f"字段“{self.key}”不是单选，不能写 ordered",
                '把 type 改为 "choice"，或去掉 ordered',
            )
        groups = tuple((each,) for each in self.choices) if self.ordered else self.scale
        ranks = {word: rank for rank, words in enumerate(groups) for word in words}
        if len(ranks) < sum(map(len, groups)):
            every = [word for words in groups for word in words]
            twice = sorted({word for word in every if every.count(word) > 1})
            raise DefinitionError(
                f"the order of field {self.key!r} has words twice: {', '.join(twice)}",
                f"字段“{self.key}”的高低次序里有重复的词：{'、'.join(twice)}",
                "一个词只写在一级里",
            )
        return ranks

    @property
    def ranks(self) -> Mapping[str, int]:
        """Word → its place in the order, 0 for the lowest; empty where there is no order."""
        return self._ranks

    @property
    def counted(self) -> bool:
        """Whether its numbers are whole, so that 10余 ends at 19 and not just below 20."""
        return self.decimals == 0

    @property
    def dimension(self) -> str | None:
        """What the unit measures, None where there is none."""
        return None if self.unit is None else find_unit(self.unit).dimension
