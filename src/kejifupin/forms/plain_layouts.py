"""A form for a kind of record of which no document prints one: the labels of its fields."""

from __future__ import annotations

from collections.abc import Iterator

from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind

_WIDTHS = {
    FieldType.NUMBER: 10,
    FieldType.DATE: 13,
    FieldType.WHEN: 13,
    FieldType.PERIOD: 18,
    FieldType.DIVISION: 18,
    FieldType.CHOICES: 18,
}
_WIDTH = 14
_LEDGER_ROWS, _FORM_ROWS = 20, 8
_TITLES = ("登记表", "名册", "名单", "明细表", "一览表")


def plain_layout(kind: RecordKind) -> FormLayout:
    """The plain form of a kind: a ledger, or a form where growing tables are in it (台账).

    Args:
        kind: The kind. What is written behind 其它 stands in the cell of the choice.

    Returns:
        A layout with the key of the kind. In a ledger every row is a record.
    """
    tables = tuple(each for each in kind.fields if each.type is FieldType.ROWS)
    fields = _placed(kind)
    title = f"{kind.label}{'登记表' if tables else '台账'}"
    return FormLayout(
        key=kind.key,
        kind=kind.key,
        title=title,
        title_variants=tuple(f"{kind.label}{each}" for each in _TITLES if not tables),
        blocks=(_form(fields, tables) if tables else _ledger(fields),),
        landscape=True,
        rows_are_records=not tables,
        citation=kind.citation,
    )


def _placed(kind: RecordKind) -> tuple[Field, ...]:
    behind = {each.other for each in kind.fields}
    return tuple(
        each for each in kind.fields if each.type is not FieldType.ROWS and each.key not in behind
    )


def _ledger(fields: tuple[Field, ...]) -> Block:
    columns = tuple(map(_column, fields))
    widths = tuple(_WIDTHS.get(each.type, _WIDTH) for each in fields)
    return Block(widths=widths, rows=(Row(columns=columns, blank_rows=_LEDGER_ROWS),))


def _form(fields: tuple[Field, ...], tables: tuple[Field, ...]) -> Block:
    """Two fields a row, then each growing table under its name."""
    n_cols = max(4, *(len(each.fields) for each in tables))
    rows = list(_pairs(fields, n_cols))
    for table in tables:
        spare = n_cols - len(table.fields)
        last = len(table.fields) - 1
        columns = tuple(
            _column(each, span=1 + spare if at == last else 1)
            for at, each in enumerate(table.fields)
        )
        rows.append(Row(section=table.label))
        rows.append(Row(repeat=table.key, columns=columns, blank_rows=_FORM_ROWS))
    return Block(widths=(_WIDTH,) * n_cols, rows=tuple(rows))


def _pairs(fields: tuple[Field, ...], n_cols: int) -> Iterator[Row]:
    for at in range(0, len(fields), 2):
        pair = fields[at : at + 2]
        left = 1 if len(pair) == 2 else n_cols - 1
        spans = (left, n_cols - 3)
        cells: list[LayoutCell] = []
        for each, span in zip(pair, spans, strict=False):
            cells += (LayoutCell(label_of=each.key), LayoutCell(field=each.key, span=span))
        yield Row(cells=tuple(cells))


def _column(field: Field, *, span: int = 1) -> Column:
    """A column under the field's label, or under that with its unit as people like to write it."""
    variants = () if field.unit is None else (f"{field.label}（{field.unit}）",)
    return Column(field.key, variants=variants, span=span)
