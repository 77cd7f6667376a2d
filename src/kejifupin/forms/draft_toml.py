"""A drafted layout and kind as TOML, with comments that say what to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kejifupin.forms.layouts import Block, Column, FormLayout, LayoutCell, Row
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.disclosure import Privacy

_LONGEST = 96
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}

Doubts = Mapping[str, Sequence[str]]
"""Key of a field (``rows.field`` for one in rows, empty for the form) → what to check."""


def layout_toml(layout: FormLayout, doubts: Doubts) -> str:
    """The file of a layout, ``forms/键.toml``."""
    lines = [f"# {_line(layout.title)}：按空白表起草，请逐项核对后删去注释。"]
    lines += _comments(doubts.get("", ()))
    lines += [f"{key} = {value}" for key, value in _head(layout)]
    for block in layout.blocks:
        lines += ["", "[[blocks]]", *_block(block)]
    return "\n".join(lines) + "\n"


def kind_toml(kind: RecordKind, doubts: Doubts) -> str:
    """The tables of a kind, for ``records.toml``."""
    lines = [
        f"# {_line(kind.label)}：按空白表起草，请逐项核对后删去注释。",
        "# identity（区分两份表的字段）是猜的；由谁填报请写 reported_by，出处请写 citation。",
        "[[kinds]]",
        f"key = {_text(kind.key)}",
        f"label = {_text(kind.label)}",
        f"identity = {_list(kind.identity)}",
    ]
    if kind.locality is not None:
        lines.append(f"locality = {_text(kind.locality)}")
    for each in kind.fields:
        lines += _field(each, "kinds.fields", each.key, doubts)
    return "\n".join(lines) + "\n"


def _head(layout: FormLayout) -> Iterator[tuple[str, str]]:
    for key in ("key", "kind", "title", "annex", "division_from"):
        if (value := getattr(layout, key)) is not None:
            yield key, _text(value)
    if layout.template is not None:
        yield "template", _text(layout.template.name)
    for key in ("landscape", "rows_are_records"):
        if getattr(layout, key):
            yield key, "true"


def _block(block: Block) -> Iterator[str]:
    if block.text is not None:
        yield f"text = {_text(block.text)}"
        if block.align:
            yield f"align = {_text(block.align)}"
        if block.note:
            yield "note = true"
        return
    yield f"widths = [{', '.join(map(str, block.widths))}]"
    yield "rows = ["
    for row in block.rows:
        yield from _row(row)
    yield "]"


def _row(row: Row) -> Iterator[str]:
    if row.section is not None:
        yield f"    {{ section = {_text(row.section)} }},"
    elif row.columns:
        repeat = "" if row.repeat is None else f"repeat = {_text(row.repeat)}, "
        more = f"more_rows = {row.more_rows}, " if row.more_rows else ""
        yield f"    {{ {repeat}blank_rows = {row.blank_rows}, {more}columns = ["
        for column in row.columns:
            yield f"        {_column(column)},"
        yield "    ] },"
    else:
        cells = [_cell(cell) for cell in row.cells]
        line = f"    [{', '.join(cells)}],"
        if len(line) <= _LONGEST:
            yield line
        else:
            yield "    ["
            yield from (f"        {cell}," for cell in cells)
            yield "    ],"


def _cell(cell: LayoutCell) -> str:
    shape = [
        f"{key} = {getattr(cell, key)}"
        for key in ("span", "rowspan", "lines")
        if getattr(cell, key) != 1
    ]
    if cell.field is not None:
        if not shape:
            return _text(f"{{{cell.field}}}")
        return _table([f"field = {_text(cell.field)}", *shape])
    if cell.unit_of is not None:
        if not shape:
            return _text(f"{{{cell.unit_of}:unit}}")
        return _table([f"unit_of = {_text(cell.unit_of)}", *shape])
    if cell.label is None:
        return _table([f"text = {_text(cell.text or '')}", *shape])
    hint = [f"hint = {_text(cell.hint)}"] if cell.hint else []
    if not shape and not hint and "{" not in cell.label:
        return _text(cell.label)
    return _table([f"label = {_text(cell.label)}", *hint, *shape])


def _column(column: Column) -> str:
    pairs = [
        f"{key} = {_text(value)}"
        for key in ("field", "number", "label")
        if (value := getattr(column, key)) is not None
    ]
    return _table([*pairs, *([f"span = {column.span}"] if column.span != 1 else [])])


def _field(field: Field, table: str, path: str, doubts: Doubts) -> Iterator[str]:
    yield ""
    yield from _comments(doubts.get(path, ()))
    yield f"[[{table}]]"
    yield f"key = {_text(field.key)}"
    yield f"label = {_text(field.label)}"
    if field.type is not FieldType.TEXT:
        yield f"type = {_text(field.type.value)}"
    if field.unit is not None:
        yield f"unit = {_text(field.unit)}"
    if field.decimals:
        yield f"decimals = {field.decimals}"
    if field.minimum is not None:
        yield f"minimum = {field.minimum}"
    if field.choices:
        yield f"choices = {_list(field.choices)}"
    if field.other is not None:
        yield f"other = {_text(field.other)}"
    if field.privacy is not Privacy.OPEN:
        yield f"privacy = {_text(field.privacy.value)}"
    for each in field.fields:
        yield from _field(each, f"{table}.fields", f"{path}.{each.key}", doubts)


def _comments(doubts: Iterable[str]) -> Iterator[str]:
    for each in doubts:
        yield f"# 核对：{_line(each)}"


def _line(text: str) -> str:
    """A text on one line of a comment."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _table(pairs: Iterable[str]) -> str:
    return "{ " + ", ".join(pairs) + " }"


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"


def _text(text: str) -> str:
    r"""A basic string of TOML.

    >>> print(_text('甲"乙"\n'))
    "甲\"乙\"\n"
    """
    made = "".join(
        _ESCAPES.get(sign)
        or (sign if sign.isprintable() or sign == "\u3000" else f"\\U{ord(sign):08X}")
        for sign in text
        if not 0xD800 <= ord(sign) <= 0xDFFF
    )
    return f'"{made}"'
