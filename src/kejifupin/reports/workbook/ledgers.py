"""The records that count, kind by kind (台账): what is personal is masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from kejifupin.forms.rendering import value_text
from kejifupin.office.book import BookColumn, BookRow, BookSheet, BookValue
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.homes import HomeFinder
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.values import Unread
from kejifupin.reports.results import Results
from kejifupin.reports.senders import common_folder
from kejifupin.reports.workbook.places import around, path_namer
from kejifupin.terms.disclosure import MASK, Privacy
from kejifupin.terms.display import chinese_date

_WIDTHS: Final = {FieldType.NUMBER: 10, FieldType.DATE: 12, FieldType.PHONE: 15}
_WIDTH: Final = 16
_SHORT: Final = 26
"""Characters of a kind's name that fit into a sheet's beside 台账."""


class _Entry(NamedTuple):
    """A record with the division that it counts for (台账条目)."""

    home: str
    record: Record


def ledger_sheets(results: Results) -> Iterator[BookSheet]:
    """One sheet for each kind of records that count, rows of growing tables on their own.

    Args:
        results: What is known on the day.
    """
    entries = _entries(results)
    root = common_folder(
        {
            each.record.origin.file
            for held in entries.values()
            for each in held
            if each.record.origin
        }
    )
    for kind, held in entries.items():
        yield _sheet(kind, results, len(held), lambda held=held: held, root)  # type: ignore[misc]
        for rows in kind.row_kinds:
            key = rows.key.removeprefix(f"{kind.key}.")

            def found(held: Sequence[_Entry] = held, key: str = key) -> Iterator[_Entry]:
                for each in held:
                    for row in each.record.rows(key):
                        yield _Entry(each.home, row)

            if number := sum(1 for _ in found()):
                yield _sheet(rows, results, number, found, root)


def _entries(results: Results) -> dict[RecordKind, list[_Entry]]:
    """The records of the division that reports and of those below it, by kind and division."""
    inside, homes = around(results), HomeFinder(results.setting)
    found: dict[str, list[_Entry]] = {}
    for record in results.acceptance.records:
        home = homes.home(record)
        if home in inside:
            found.setdefault(record.kind.key, []).append(_Entry(home, record))
    order = {code: at for at, code in enumerate(results.setting.reach.depth_first(inside))}
    for held in found.values():
        held.sort(key=lambda each: order.get(each.home, len(order)))
    return {held[0].record.kind: held for _, held in sorted(found.items())}


def _sheet(
    kind: RecordKind,
    results: Results,
    number: int,
    entries: Callable[[], Iterator[_Entry] | Sequence[_Entry]],
    root: str,
) -> BookSheet:
    fields = tuple(each for each in kind.fields if each.type is not FieldType.ROWS)
    hidden = [each.label for each in fields if not _open(each, kind, results)]
    masked = f"{'、'.join(hidden)}属个人信息，以{MASK}代替。" if hidden else ""
    return BookSheet(
        f"台账 {kind.label[:_SHORT]}",
        f"{results.setting.division_name(results.division)}台账：{kind.label}",
        (
            BookColumn("所属地区", 24),
            BookColumn("区划代码", 13, "center"),
            *map(_column, fields),
            BookColumn("文件", 30),
            BookColumn("表", 10, "center"),
            BookColumn("行", 6),
        ),
        _rows(kind, fields, results, entries, root),
        notes=(
            f"截至{chinese_date(results.setting.as_of)}，计入的记录共{number}条。",
            masked,
            kind.note or "",
        ),
        frozen=1,
        anchor=ledger_anchor(kind),
    )


def ledger_anchor(kind: RecordKind) -> str:
    """The top of a kind's sheet."""
    return f"ledger {kind.key}"


def _column(field: Field) -> BookColumn:
    unit = f"（{field.unit}）" if field.unit and field.unit not in field.label else ""
    align = "left" if field.type is FieldType.TEXT else "center"
    if field.type is FieldType.NUMBER:
        align = "right"
    return BookColumn(f"{field.label}{unit}", _WIDTHS.get(field.type, _WIDTH), align)  # type: ignore[arg-type]


def _rows(
    kind: RecordKind,
    fields: Sequence[Field],
    results: Results,
    entries: Callable[[], Iterator[_Entry] | Sequence[_Entry]],
    root: str,
) -> Iterator[BookRow]:
    setting = results.setting
    path = path_namer(setting, results.division)
    shown = [(each.key, _open(each, kind, results)) for each in fields]
    # What could not be read may be anyone's name, whatever its field is for.
    everything = results.disclosure.everything
    for home, record in entries():
        origin = record.origin
        yield BookRow(
            (
                path(home),
                home,
                *(
                    cell_of(
                        value := record.get(key),
                        setting.division_name,
                        clear=clear and (everything or not isinstance(value, Unread)),
                    )
                    for key, clear in shown
                ),
                origin.file.removeprefix(root) if origin else None,
                origin.table if origin else None,
                origin.row if origin else None,
            )
        )


def _open(field: Field, kind: RecordKind, results: Results) -> bool:
    if field.privacy is Privacy.OPEN:
        return True
    keys = (kind.key, *((kind.parent,) if kind.parent else ()))
    return any(results.disclosure.allows(field.key, field.privacy, key) for key in keys)


def cell_of(value: object, name_of: Callable[[str], str], *, clear: bool) -> BookValue:
    """What a cell keeps of a field: numbers and days as they are, all else as it is written.

    Args:
        value: The value of the field.
        name_of: Names a division of which only the code is known.
        clear: Whether it may be shown; else a mask stands for it, and nothing for nothing.
    """
    if value is None or value == ():
        return None
    if not clear:
        return MASK
    if isinstance(value, (bool, datetime)):
        return str(value)
    if isinstance(value, int | Decimal | date):
        return value
    if isinstance(value, tuple):
        return "、".join(value_text(each, name_of) for each in value)
    return value_text(value, name_of)
