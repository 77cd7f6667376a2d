"""What in tables could not be understood, told with how many rows it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import narwhals.stable.v2 as nw

from kejifupin.frames.columns import PARENT_ID, RECORD_ID, FieldColumns
from kejifupin.frames.engines import Frame
from kejifupin.frames.sheets import Sheet
from kejifupin.frames.sources import Tables
from kejifupin.frames.values import STATES, WIDE, is_exact_real, is_too_large, yes
from kejifupin.records.fields import FieldType
from kejifupin.terms.issues import Effect, Issue, Issues, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "frame.division_unknown": "数据表中的地区不在区划表内，或不能确定是哪里",
    "frame.division_blank": "数据表中没有写明地区",
    "frame.row_without_record": "明细行对不上所属的记录",
    "frame.record_twice": "数据表中几行用同一个 record_id",
    "frame.number_not_exact": "浮点数的小数位超过字段规定，不能当作准确的数",
    "frame.number_too_large": "整数太大，超过64位",
    "frame.state_unknown": "状态列中有不认识的写法",
    "frame.limits_reversed": "下限大于上限，或开始晚于结束",
}
_SHOWN = 50


def issues_of(tables: Tables) -> Issues:
    """All issues of some tables, kind by kind."""
    return Issues(issue for kind in tables.tables for issue in _of_kind(kind, tables))


def _of_kind(kind: str, tables: Tables) -> Iterator[Issue]:
    sheet = tables.sheet(kind)
    if sheet.parent is None:
        yield from _homeless(kind, tables)
    else:
        yield from _lost_rows(sheet)
    if any(each.parent == kind for each in (c.kind for c in tables.columns.values())):
        yield from _twice(sheet)
    yield from _values(sheet)


def _homeless(kind: str, tables: Tables) -> Iterator[Issue]:
    homes, label = tables.led(kind), tables.setting.kind(kind).label
    lost = {raw: rows for raw, rows in tables.rows(kind).items() if raw not in homes}
    by_entry: dict[object, int] = {}
    for raw, rows in lost.items():
        by_entry[raw[0]] = by_entry.get(raw[0], 0) + int(rows)
    entries = sorted(by_entry.items(), key=lambda each: (-each[1], str(each[0])))
    shown = [each for each in entries if each[0] not in (None, "")]
    for entry, rows in shown[:_SHOWN]:
        why = tables.setting.divisions.carried(str(entry), tables.setting.as_of).note
        yield Issue(
            "frame.division_unknown",
            f"“{label}”有{rows}行的地区“{entry}”不能归到任何地区：{why or '区划表中没有'}",
            place=Place(key=f"{kind}.{entry}"),
            remedy="改正代码，或在区划表中补上这个代码和它的去向；这些行现不计入",
            effect=Effect.RECORD,
        )
    if len(shown) > _SHOWN:
        rest = shown[_SHOWN:]
        yield Issue(
            "frame.division_unknown",
            f"“{label}”另有{len(rest)}种写法、共{sum(rows for _, rows in rest)}行不能归到任何地区",
            place=Place(key=kind),
            remedy="改正代码，或在区划表中补上；这些行现不计入",
            effect=Effect.RECORD,
        )
    blank = sum(rows for entry, rows in entries if entry in (None, ""))
    if blank:
        yield Issue(
            "frame.division_blank",
            f"“{label}”有{blank}行没有写明地区",
            place=Place(key=kind),
            remedy="补上地区代码；这些行现不计入",
            effect=Effect.RECORD,
        )


def _lost_rows(sheet: Sheet) -> Iterator[Issue]:
    table, columns = sheet.parent or (sheet.table, sheet.columns)
    above = table.scan([RECORD_ID]).select(nw.col(RECORD_ID).alias(PARENT_ID))
    rows = sheet.table.scan([PARENT_ID]).join(above, on=PARENT_ID, how="anti")
    count = _count(sheet, rows)
    if count:
        yield Issue(
            "frame.row_without_record",
            f"“{sheet.kind.label}”有{count}行的 {PARENT_ID} 在“{columns.kind.label}”中对不上",
            place=Place(key=sheet.kind.key),
            remedy=f"让 {PARENT_ID} 等于所属记录的 {RECORD_ID}；这些行现不计入",
            effect=Effect.RECORD,
        )


def _twice(sheet: Sheet) -> Iterator[Issue]:
    if RECORD_ID not in sheet.columns.others:
        return
    rows = sheet.table.scan([RECORD_ID]).group_by(RECORD_ID).agg(nw.len().alias("_n"))
    count = _count(sheet, rows.filter((nw.col("_n") > 1) & ~nw.col(RECORD_ID).is_null()))
    if count:
        yield Issue(
            "frame.record_twice",
            f"“{sheet.kind.label}”有{count}个 {RECORD_ID} 不止一行，明细行会重复计入",
            place=Place(key=sheet.kind.key),
            remedy=f"让每一行的 {RECORD_ID} 各不相同",
        )


def _count(sheet: Sheet, rows: Frame) -> int:
    return int(sheet.table.columns(rows.select(nw.len().alias("_n")))["_n"][0])


def _values(sheet: Sheet) -> Iterator[Issue]:
    """Entries that are none of the values of their column, counted in one query."""
    flags: dict[str, nw.Expr] = {}
    told: dict[str, tuple[str, FieldColumns]] = {}
    for held in sheet.columns.fields.values():
        for code, flag in _flags(held):
            name = f"_w{len(flags)}"
            flags[name], told[name] = flag.cast(nw.Int64).alias(name), (code, held)
    if not flags:
        return
    columns = [name for _, held in told.values() for name in held.names]
    rows = sheet.table.scan(columns).select(*flags.values())
    found = sheet.table.columns(rows.select(*(nw.col(name).sum() for name in flags)))
    for name, (code, held) in told.items():
        count = int(found[name][0] or 0)
        if count:
            yield Issue(
                code,
                f"“{sheet.kind.label}”有{count}行的“{held.field.label}”{_WORDS[code]}",
                Severity.WARNING,
                Place(key=f"{sheet.kind.key}.{held.field.key}"),
                field=held.field.key,
                remedy=_REMEDIES[code].format(
                    decimals=held.field.decimals, states="、".join(STATES)
                ),
                effect=Effect.FIELD,
            )


_WORDS = {
    "frame.number_not_exact": "是小数位过多或过大的浮点数，不能当作准确的数，现按未填计",
    "frame.number_too_large": "是超过64位的整数，现按未填计",
    "frame.state_unknown": "的状态列写法不认识，现按未填计",
    "frame.limits_reversed": "下限大于上限，或开始晚于结束，现按未填计",
}
_REMEDIES = {
    "frame.number_not_exact": "改用整数或十进制小数，至多{decimals}位小数",
    "frame.number_too_large": "核对；数确实有这么大的，改用十进制小数（decimal）的列",
    "frame.state_unknown": "只写 {states}，或留空",
    "frame.limits_reversed": "核对两列，把小的（早的）写在前一列",
}


def _flags(held: FieldColumns) -> Iterator[tuple[str, nw.Expr]]:
    main = nw.col(held.column.name)
    if held.is_real and held.field.type is FieldType.NUMBER:
        real = main.cast(nw.Float64)
        there = ~real.is_null() & ~yes(real.is_nan())
        yield "frame.number_not_exact", there & ~is_exact_real(real, held.field.decimals)
    if held.dtype in WIDE and held.field.type is FieldType.NUMBER:
        yield "frame.number_too_large", is_too_large(main, held.dtype)
    if held.state is not None:
        state = nw.col(held.state).cast(nw.String)
        known = state.is_null() | yes(state == "")
        for each in STATES:
            known = known | yes(state == each)
        yield "frame.state_unknown", ~known
    if held.high is not None and held.high_dtype == held.dtype:
        yield "frame.limits_reversed", yes(main > nw.col(held.high))
