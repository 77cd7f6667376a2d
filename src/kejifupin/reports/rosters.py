"""Records of a kind as a list (名册): experts, teams, organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.forms.rendering import value_text
from kejifupin.office.page import Page, TableBlock, TextBlock
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.homes import home_of
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.reports.column_widths import LYING, UPRIGHT
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import issuer_of, report_title
from kejifupin.reports.results import Report, Results
from kejifupin.reports.status_tables import table
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.display import chinese_date

_WIDTHS: Final = {FieldType.NUMBER: 9, FieldType.DATE: 14, FieldType.PHONE: 16}
_WIDTH: Final = 18
_UPRIGHT: Final = 5
"""Columns of fields that stand on a page that is not turned."""


@frozen
class _Entry:
    """A record or a row of one, with the division that it belongs to (名册条目)."""

    home: str
    record: Record


def compose_roster(results: Results, layout: ReportLayout) -> Report:
    """The records of a kind that count, division by division; personal fields masked.

    Args:
        results: What is known on the day.
        layout: The kind of records and the fields.

    Raises:
        DefinitionError: The layout names no kind.
        UnknownNameError: It names a kind or a field that there is not.
    """
    if layout.records is None:
        raise DefinitionError(
            f"report {layout.key!r} names no kind of records",
            f"报告“{layout.key}”没有写明列哪种记录（records）",
            "加上 records，写记录类型的键；明细行写 类型.字段",
        )
    kind = results.setting.kind(layout.records)
    fields = _fields(kind, layout.fields)
    entries = tuple(_entries(kind, results))
    page = Page(
        report_title(results, layout),
        (
            TextBlock(_head(kind, entries, results, layout)),
            *(() if not entries else (_table(fields, entries, kind, results),)),
            *(TextBlock(note, "note") for note in _notes(fields, entries, kind, results)),
        ),
        landscape=len(fields) > _UPRIGHT,
        sheet=layout.title,
    )
    return Report(layout.key, report_title(results, layout), (page,), official=True)


def _fields(kind: RecordKind, keys: Sequence[str]) -> tuple[Field, ...]:
    if keys:
        return tuple(map(kind.field, keys))
    left_out = (FieldType.ROWS, FieldType.DIVISION)
    return tuple(each for each in kind.fields if each.type not in left_out)


def _entries(kind: RecordKind, results: Results) -> Iterator[_Entry]:
    setting = results.setting
    parent = kind.parent or kind.key
    around = setting.reach.below(results.division)
    found: list[tuple[str, str, int, int, Record]] = []
    for at, record in enumerate(results.acceptance.records):
        if record.kind.key != parent:
            continue
        home = home_of(record, setting) or ""
        if home not in around:
            continue
        rows: Sequence[object] = (record,)
        if kind.parent is not None:
            held = record.get(kind.key.removeprefix(f"{kind.parent}."))
            rows = held if isinstance(held, tuple) else ()
        file = record.origin.file if record.origin else ""
        line = (record.origin.row or 0) if record.origin else at
        found.extend((home, file, line, at, row) for row in rows if isinstance(row, Record))
    order = {code: place for place, code in enumerate(setting.reach.depth_first(around))}
    for home, _, _, _, record in sorted(found, key=lambda each: (order[each[0]], *each[1:4])):
        yield _Entry(home, record)


def _head(
    kind: RecordKind, entries: Sequence[_Entry], results: Results, layout: ReportLayout
) -> str:
    day = chinese_date(results.setting.as_of)
    if not entries:
        return f"截至{day}，还没有收到可以列入的“{kind.label}”记录。"
    homes = len({each.home for each in entries})
    issuer = issuer_of(results, layout)
    lead = f"{issuer}，" if issuer else ""
    return f"{lead}截至{day}，{homes}个地区共{len(entries)}条。"


def _table(
    fields: Sequence[Field], entries: Sequence[_Entry], kind: RecordKind, results: Results
) -> TableBlock:
    header = ("序号", "地区", *(each.label for each in fields))
    widths = (9, 18, *(_WIDTHS.get(each.type, _WIDTH) for each in fields))
    rows = (
        (
            str(number),
            results.setting.division_name(each.home),
            *(_shown(each.record, field, kind, results) for field in fields),
        )
        for number, each in enumerate(entries, 1)
    )
    room = LYING if len(fields) > _UPRIGHT else UPRIGHT
    return table(header, widths, rows, centred=(0,), room=room)


def _shown(record: Record, field: Field, kind: RecordKind, results: Results) -> str:
    value = record.get(field.key)
    if value is None or value == ():
        return ""
    text = value_text(value, results.setting.division_name)
    return results.disclosure.show(text, field.key, field.privacy, kind.key)


def _notes(
    fields: Sequence[Field], entries: Sequence[_Entry], kind: RecordKind, results: Results
) -> Iterator[str]:
    hidden = [
        each.label
        for each in fields
        if each.privacy is not Privacy.OPEN
        and not results.disclosure.allows(each.key, each.privacy, kind.key)
    ]
    if hidden and entries:
        yield f"注：{'、'.join(hidden)}属个人信息，以{MASK}代替。"
