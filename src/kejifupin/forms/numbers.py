"""Numbers as people fill them in, in the unit of their field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from kejifupin.forms.telling import Teller
from kejifupin.office.grid import Cell
from kejifupin.records.kinds import Field
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.issues import Severity
from kejifupin.terms.numerals import AmountReading, read_amount
from kejifupin.terms.quantities import (
    NONE_OF_ITEM,
    Amount,
    Vague,
    convert_amount,
    find_unit,
    is_unit,
)
from kejifupin.terms.text import clean
from kejifupin.terms.units import LOCAL, find_part

CODES: Mapping[str, str] = MappingProxyType(
    {
        "value.number": "应填数字，所填文字读不出数字",
        "value.not_known": "写的是“不详”之类，等于没有填报",
        "value.unit": "所写的计量单位不认识",
        "value.unit_dimension": "所写的计量单位与本项不是一回事，不能换算",
        "value.unit_local": "所写的计量单位各地大小不同，按通行的换算",
        "value.unit_assumed": "只写了“万”，没有写单位，按本项的单位读",
        "value.decimals": "小数位数超过本项的要求",
        "value.negative": "填的是负数",
        "value.remark": "数字之外还写了别的内容",
        "value.none_word": "写的是“无”，按“-”（无此项）读",
    }
)

_NOT_KNOWN = re.compile(
    r"[（(]?(?:不详|不清楚?|不知道?|未知|不明|待[定查核补统]\w*|未统计|暂缺|缺|[?？]+)[）)]?"
)
_BLANKS = re.compile(r"[_＿]+")
_LARGE = re.compile("[十百千万亿]+")
_COUNTED_BY = re.compile("[万亿]")
_PLAIN = re.compile("0|[1-9][0-9]{0,14}")


def read_number(target: Field, cell: Cell, teller: Teller, unit: str | None = None) -> FieldValue:
    """The number that stands in a cell, in the unit of the field.

    Args:
        target: A number field.
        cell: The cell, not blank.
        teller: Takes the issues.
        unit: The unit that the form states beside the cell or in its label, if any.

    Returns:
        An int, a Decimal, a `Vague`, `NONE_OF_ITEM`; `Unread` with an issue; or None where
        nothing but a printed unit stands there.
    """
    written = cell.text
    alone = cell.number is None and cell.date is None and unit in (None, target.unit)
    if alone and _PLAIN.fullmatch(written):
        return int(written)
    if cell.number is not None and cell.date is None and not _shows_unit(written):
        stored = cell.number
        if unit is None and type(stored) is int and stored >= 0:
            return stored
        amount: Amount = stored
        source = unit
    else:
        text = clean(_BLANKS.sub(" ", cell.text))
        if not text or (is_unit(text) and not text[0].isdigit()):
            return None
        reading = None if cell.date else read_amount(text, counted=target.counted)
        if reading is None:
            return _not_read(target, cell, teller, text)
        _tell_hint(target, cell, teller, reading)
        amount = reading.amount
        source = (
            _without_rate(target, reading.unit)
            or _assumed(target, cell, teller, text, amount, unit)
            or unit
        )
    if source is not None and source != target.unit:
        converted = _converted(target, cell, teller, amount, source)
        if isinstance(converted, Unread):
            return converted
        amount = converted
    return amount if _fits(target, cell, teller, amount) else Unread(cell.text or str(cell.number))


def _shows_unit(text: str) -> bool:
    """Whether a stored number is shown with a unit behind it, by its number format."""
    return text[-1:].isalpha() or text.endswith("%")


def _not_read(target: Field, cell: Cell, teller: Teller, text: str) -> Unread:
    unit = target.unit or ""
    if _NOT_KNOWN.fullmatch(text):
        teller.wrong(
            "value.not_known",
            target,
            cell,
            message="没有填出数字，按未报处理",
            remedy=f"核实后填数字（单位：{unit}）；没有发生填0，没有此项填“-”",
        )
    else:
        teller.wrong(
            "value.number",
            target,
            cell,
            message="应填数字，所填内容读不出数字",
            remedy=f"只填一个数字（单位：{unit}），如 12；文字说明写到备注里",
        )
    return Unread(cell.text)


def _tell_hint(target: Field, cell: Cell, teller: Teller, reading: AmountReading) -> None:
    if reading.hint is None:
        return
    if reading.amount is NONE_OF_ITEM:
        teller.doubt(
            "value.none_word",
            target,
            cell,
            message="写的是“无”一类的字，按“-”（无此项）读",
            remedy="有此项而数量为零时请填0",
            severity=Severity.INFO,
        )
    else:
        teller.doubt(
            "value.remark",
            target,
            cell,
            message="除数字外还写了说明，只读了数字",
            remedy="说明写到备注里",
            severity=Severity.INFO,
        )


def _assumed(
    target: Field, cell: Cell, teller: Teller, text: str, amount: Amount, unit: str | None
) -> str | None:
    """The plain unit where the form counts by 万, and only 2.5万 is written."""
    stated = unit or target.unit or ""
    base = _LARGE.sub("", stated, count=1)
    by_it = _COUNTED_BY.search(text)
    if amount is NONE_OF_ITEM or base == stated or not is_unit(base) or not by_it:
        return None
    teller.doubt(
        "value.unit_assumed",
        target,
        cell,
        message=f"写了“万”而没有写单位，按“万{base}”读",
        remedy=f"核对后只填数字，单位是{target.unit}",
    )
    return base


def _without_rate(target: Field, unit: str | None) -> str | None:
    """The unit of a field that is for each person or household by its name: 1.5亩/人 is 1.5亩."""
    if unit is None or "/" not in unit or "/" in (target.unit or ""):
        return unit
    of, _, each = unit.partition("/")
    told = {"人": "人均", "口": "人均", "户": "户均", "村": "村均"}.get(each.lstrip("每"))
    return of if told is not None and told in target.label else unit


def _converted(
    target: Field, cell: Cell, teller: Teller, amount: Amount, source: str
) -> Amount | Unread:
    wanted = target.unit or ""
    part = find_part(source, find_unit(wanted)) if is_unit(wanted) else None
    if part is not None and source not in LOCAL:
        # 3分 in a column of 亩 is land, no score.
        return convert_amount(amount, part, wanted)
    if not is_unit(source):
        teller.wrong(
            "value.unit",
            target,
            cell,
            message=f"的计量单位“{source}”不认识，应为“{wanted}”",
            remedy=f"把单位改回“{wanted}”，数字按“{wanted}”填",
        )
        return Unread(cell.text)
    if find_unit(source).dimension != find_unit(wanted).dimension:
        teller.wrong(
            "value.unit_dimension",
            target,
            cell,
            message=f"按“{wanted}”统计，却写成了“{source}”，两者不能换算",
            remedy=f"重新统计，按“{wanted}”填数字，单位不要改",
        )
        return Unread(cell.text)
    if source in LOCAL:
        teller.doubt(
            "value.unit_local",
            target,
            cell,
            message=f"写的是“{source}”，按东北通行的1{source}等于15亩换算",
            remedy=f"核对后直接按“{wanted}”填数字",
        )
    return convert_amount(amount, source, wanted)


def _fits(target: Field, cell: Cell, teller: Teller, amount: Amount) -> bool:
    """Whether a number has no more decimals than its field can have."""
    if isinstance(amount, int | Decimal) and amount < 0 and not (target.minimum or 0) < 0:
        teller.doubt(
            "value.negative",
            target,
            cell,
            message="是负数，按所填计",
            remedy="核对；没有此项填“-”，不要在数字前加横线",
        )
    if isinstance(amount, int) or amount is NONE_OF_ITEM or isinstance(amount, Vague):
        return True
    exponent = amount.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= target.decimals:
        return True
    if find_unit(target.unit or "").is_counted:
        what = "应填整数" if target.counted else f"最多{target.decimals}位小数"
        teller.wrong(
            "value.decimals",
            target,
            cell,
            message=f"{what}，所填数字有小数，数出来的东西不会有零头",
            remedy=f"核对数字和单位（{target.unit}）后改正",
        )
        return False
    teller.doubt(
        "value.decimals",
        target,
        cell,
        message=f"的小数超过{target.decimals}位，按所填数字计",
        remedy=f"保留{target.decimals}位小数",
        severity=Severity.INFO,
    )
    return True
