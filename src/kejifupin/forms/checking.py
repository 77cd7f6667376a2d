"""Mistakes of a layout, all at once, for the people who write plugins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kejifupin.errors import UnknownNameError
from kejifupin.forms.anchors import CompiledLayout, Role
from kejifupin.forms.compiled import compile_layout, placed_rows
from kejifupin.forms.layouts import (
    Block,
    FormLayout,
    LayoutCell,
    Row,
    cell_fields,
    text_fields,
    text_pieces,
)
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.terms.text import nearest

KeyPath = tuple[str | int, ...]
Problem = tuple[KeyPath, str, str]
"""Key path in the layout, what is wrong, and what to write instead, in Chinese."""

_NAMES = {Role.LABEL, Role.HEADER, Role.SECTION}
_NAMED = 12


def check_layout(layout: FormLayout, kind: RecordKind) -> tuple[Problem, ...]:
    """What is wrong with a layout; nothing for a sound one.

    Args:
        layout: The layout.
        kind: The kind that it names.

    Returns:
        Every mistake with its key path, in the order of the layout.
    """
    problems = [*_about_itself(layout, kind)]
    for number, block in enumerate(layout.blocks):
        problems += _block(layout, kind, block, ("blocks", number))
    problems += _places(layout, kind)
    problems += _options(kind)
    if not problems:
        try:
            problems += _alike(compile_layout(layout, kind))
        except UnknownNameError as error:  # pragma: no cover - told above, field by field
            problems.append((("blocks",), f"没有字段“{error.name}”", "检查字段的键"))
    if not problems and layout.template is not None and layout.template.content:
        # A document takes far longer to look through than a layout.
        from kejifupin.forms.templates import fit_template

        _, misfits = fit_template(layout, kind)
        problems += ((("template",), message, remedy) for message, remedy in misfits)
    return tuple(problems)


def _about_itself(layout: FormLayout, kind: RecordKind) -> Iterator[Problem]:
    if layout.kind != kind.key:
        yield ("kind",), f"表式属于“{layout.kind}”，不是“{kind.key}”", f"改为“{kind.key}”"
    if not layout.blocks:
        yield ("blocks",), "表式没有任何内容", "写上表格，如 [[blocks]] 和 rows"
    if layout.division_from is not None:
        yield from _known(layout.division_from, kind, ("division_from",), FieldType.TEXT)
    grows = any(row.columns and row.repeat is None for row in layout.rows)
    if layout.rows_are_records and not grows:
        yield ("rows_are_records",), "每行一条记录的表没有列", "在 rows 里写 columns，不写 repeat"


def _known(
    key: str, kind: RecordKind, path: KeyPath, wanted: FieldType | None = None
) -> Iterator[Problem]:
    if key not in kind:
        close = nearest(key, [each.key for each in kind.fields])
        names = "、".join(each.key for each in kind.fields[:_NAMED])
        more = f"……（共{len(kind.fields)}个）" if len(kind.fields) > _NAMED else ""
        remedy = f"是否应为“{close[0]}”？" if close else f"已有字段：{names}{more}"
        yield path, f"“{kind.key}”没有字段“{key}”", remedy
    elif wanted is not None and kind.field(key).type is not wanted:
        label = kind.field(key).type.label
        yield path, f"字段“{key}”是{label}，这里应为{wanted.label}", f"换成{wanted.label}字段"


def _block(layout: FormLayout, kind: RecordKind, block: Block, path: KeyPath) -> Iterator[Problem]:
    if (block.text is None) == (not block.rows):
        yield path, "版块须在 text（文字段）和 rows（表格）中恰好写一个", "删去一个或补上一个"
    for number, text in enumerate((block.text or "", *block.variants)):
        where = (*path, "text") if number == 0 else (*path, "variants", number - 1)
        yield from _text(kind, text, where)
    for number, row in enumerate(block.rows):
        yield from _row(layout, kind, row, (*path, "rows", number))
    yield from _spans(block, path)


def _text(kind: RecordKind, text: str, path: KeyPath) -> Iterator[Problem]:
    pieces = text_pieces(text)
    for at, piece in enumerate(pieces):
        if piece.field is None:
            continue
        yield from _known(piece.field, kind, path)
        around = pieces[max(at - 1, 0) : at] + pieces[at + 1 : at + 2]
        if not any(each.field is None and any(map(str.isalnum, each.words)) for each in around):
            yield (
                path,
                f"“{{{piece.field}}}”前后没有文字，填了也认不出来",
                "在前面写上名称，如 填表单位：",
            )


def _row(layout: FormLayout, kind: RecordKind, row: Row, path: KeyPath) -> Iterator[Problem]:
    given = bool(row.cells) + (row.section is not None) + bool(row.columns)
    if given != 1:
        yield path, "一行须在 cells、section、columns 中恰好写一个", "拆成几行"
    for number, cell in enumerate(row.cells):
        yield from _cell(kind, cell, (*path, "cells", number))
    if row.repeat is not None and not row.columns:
        yield (*path, "repeat"), "增长的表格没有列", "加上 columns"
    if not row.columns:
        return
    if row.repeat is None and not layout.rows_are_records:
        remedy = "写 repeat，或在表式里写 rows_are_records = true"
        yield path, "没有写明这些行属于哪个字段", remedy
        return
    of = kind
    if row.repeat is not None:
        wrong = [*_known(row.repeat, kind, (*path, "repeat"), FieldType.ROWS)]
        yield from wrong
        if wrong:
            return
        of = kind.row_kind(row.repeat)
    for number, column in enumerate(row.columns):
        where = (*path, "columns", number)
        if (column.field is None) == (column.number is None):
            yield where, "一列须在 field 和 number 中恰好写一个", '编号列写 number = "专家{n}"'
        if column.field is not None:
            yield from _known(column.field, of, (*where, "field"))
    for key, count in Counter(each.field for each in row.columns if each.field).items():
        if count > 1:
            yield (*path, "columns"), f"字段“{key}”占了{count}列", "每个字段只写一列"


def _cell(kind: RecordKind, cell: LayoutCell, path: KeyPath) -> Iterator[Problem]:
    given = sum(
        (
            cell.is_label,
            cell.field is not None,
            cell.unit_of is not None,
            cell.text is not None,
        )
    )
    if given != 1:
        yield path, "一格须在 label、field、unit_of、text 中恰好写一个", "拆成几格"
    for name, key in (("field", cell.field), ("label_of", cell.label_of)):
        if key is not None:
            yield from _known(key, kind, (*path, name))
    if cell.unit_of is not None:
        yield from _known(cell.unit_of, kind, (*path, "unit_of"), FieldType.NUMBER)
    if cell.field is not None and cell.field in kind:
        target = kind.field(cell.field)
        if target.type is FieldType.ROWS:
            yield (
                (*path, "field"),
                f"“{cell.field}”是明细行，不能只占一格",
                "改用 repeat 和 columns",
            )


def _spans(block: Block, path: KeyPath) -> Iterator[Problem]:
    n_cols = block.n_cols
    if block.rows and not block.widths and not any(row.spans for row in block.rows):
        yield (*path, "widths"), "看不出表格有几列", "写上 widths"
    for number, (row, cells) in enumerate(zip(block.rows, placed_rows(block.rows), strict=True)):
        covered = sum(cell.span for _, _, cell in cells) if row.cells else row.spans
        if row.section is None and covered != n_cols:
            yield (
                (*path, "rows", number),
                f"这一行共占{covered}列，表格是{n_cols}列",
                "改 span，使各行的列数相同",
            )


def _places(layout: FormLayout, kind: RecordKind) -> Iterator[Problem]:
    own = list(cell_fields(layout))
    for block in layout.blocks:
        own += text_fields(block)
    placed = set(own)
    placed.update(other for each in kind.fields if each.key in own and (other := each.other))
    if layout.division_from is not None:
        placed.update(each.key for each in kind.fields if each.type is FieldType.DIVISION)
    for key, count in Counter(own).items():
        if count > 1 and key in kind:
            yield ("blocks",), f"字段“{key}”在表上有{count}处", "只留一处"
    for each in kind.fields:
        if each.key not in placed:
            remedy = f'加上一格，如 {{ field = "{each.key}" }}'
            yield ("blocks",), f"字段“{each.key}”（{each.label}）在表上没有位置", remedy


def _options(kind: RecordKind) -> Iterator[Problem]:
    for target in _all_fields(kind.fields):
        for option in target.choices:
            longer = next((o for o in target.choices if o != option and o.startswith(option)), None)
            if longer is not None:
                yield (
                    ("kind",),
                    f"字段“{target.key}”的选项“{option}”是“{longer}”的开头，打勾时分不清",
                    "改写其中一个选项",
                )


def _all_fields(fields: Sequence[Field]) -> Iterator[Field]:
    for each in fields:
        yield each
        yield from _all_fields(each.fields)


def _alike(layout: CompiledLayout) -> Iterator[Problem]:
    """Labels with the same words that no other label between them tells apart."""
    naming = [each for each in layout.anchors if each.role in _NAMES and each.keys]
    sole = {
        each.number
        for each in naming
        if not any(each.keys & other.keys for other in naming if other is not each)
    }
    for at, anchor in enumerate(naming):
        for other in naming[at + 1 :]:
            shared = anchor.keys & other.keys
            if shared and not any(anchor.number < number < other.number for number in sole):
                yield (
                    ("blocks",),
                    f"有两格都叫“{anchor.words[0].strip()}”，中间没有别的栏目可以区分",
                    "给其中一个换一个名称，或在中间加一行标题（section）",
                )
    for repeat in layout.repeats:
        keys = Counter(key for number in repeat.columns for key in layout.anchors[number].keys)
        for key, count in keys.items():
            if count > 1:
                yield ("blocks",), f"有{count}列都叫“{key}”", "给每列不同的名称"
