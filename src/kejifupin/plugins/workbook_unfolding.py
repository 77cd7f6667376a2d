"""What the files of a plugin folder hold, laid out in the rows of a workbook's sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import attrs

from kejifupin.plugins.workbook_sheets import (
    CELLS,
    DOCUMENTS,
    FIELDS,
    OF_DIVISIONS,
    PLAN,
    PROGRAMME,
    ROWS,
    SCHEME_PARTS,
    SHORT_KEYS,
    VOCABULARIES,
    SheetForm,
    dotted_class,
    sheet_forms,
)

Row = Mapping[tuple[str, ...], Any]
"""Path of a column → what stands in it."""


def unfolded(files: Mapping[str, Mapping[str, Any]]) -> Mapping[str, tuple[Row, ...]]:
    """The rows of every sheet.

    Args:
        files: Path inside a plugin folder → its data; those of ``clauses.csv`` as a list of
            ``clauses``.
    """
    found: dict[str, list[Row]] = {form.name: [] for form in sheet_forms()}
    by_file: dict[str, list[SheetForm]] = {}
    for form in sheet_forms():
        if form.name not in (FIELDS.name, ROWS.name):
            by_file.setdefault(form.file, []).append(form)
    for name, data in files.items():
        parts = PurePosixPath(name).parts
        programme = parts[1] if len(parts) > 1 else None
        file = parts[2] if len(parts) > 2 else parts[-1]
        for form in by_file.get(file, ()):
            found[form.name] += (_owned(row, programme) for row in _rows(form, data))
        if file == FIELDS.file:
            found[FIELDS.name] += (_owned(row, programme) for row in _fields(data))
        if file == ROWS.file:
            found[ROWS.name] += (_owned(row, programme) for row in _form_rows(data))
        if file == "divisions.toml":
            documents = _rows(DOCUMENTS, data)
            found[DOCUMENTS.name] += (_owned(row, OF_DIVISIONS) for row in documents)
    return {name: tuple(rows) for name, rows in found.items()}


def _owned(row: Row, programme: str | None) -> Row:
    return {PROGRAMME: programme, **row} if programme is not None else row


def _rows(form: SheetForm, data: Mapping[str, Any]) -> Iterator[Row]:
    if form.name == VOCABULARIES.name:
        words = data.get(form.key, {})
        for name, each in words.items():
            yield _keyed(name=name, words=each)
    elif form in SCHEME_PARTS:
        for scheme in data.get("assessments", ()):
            for each in scheme.get(form.key, ()):
                yield {**_keyed(assessment=scheme.get("key")), **_row(form.class_, each)}
    elif form.name == PLAN.name or not form.key:
        yield _row(form.class_, data)
    else:
        yield from (_row(form.class_, each) for each in data.get(form.key, ()))


def _row(class_: type[Any], data: Mapping[str, Any]) -> Row:
    attrs.resolve_types(class_)
    fields = {each.metadata.get("key", each.alias): each for each in attrs.fields(class_)}
    row: dict[tuple[str, ...], Any] = {}
    for key, value in data.items():
        inner = dotted_class(fields[key].type) if key in fields else None
        if inner is None or not isinstance(value, Mapping):
            row[key,] = value
            continue
        for below, each in value.items():
            row[(key,) if below == SHORT_KEYS.get(inner) else (key, below)] = each
    return row


def _keyed(**values: Any) -> Row:
    return {(key,): value for key, value in values.items()}


def _fields(data: Mapping[str, Any]) -> Iterator[Row]:
    for items in data.values():
        for item in items:
            kind = item.get("key", item.get("shared"))
            for field in item.get("fields", ()):
                yield {**_keyed(kind=kind), **_row(FIELDS.class_, field)}
                for below in field.get("fields", ()):
                    owner = _keyed(kind=kind, rows=field.get("key"))
                    yield {**owner, **_row(FIELDS.class_, below)}


def _form_rows(data: Mapping[str, Any]) -> Iterator[Row]:
    for number, block in enumerate(data.get("blocks", ()), 1):
        head = _keyed(form=data.get("key"), block=number)
        first: Row = {**head, **_row(ROWS.class_, block)}
        for row in block.get("rows", ()):
            yield {**first, **_cells(row)}
            first = head
        if not block.get("rows"):
            yield first


def _cells(row: Any) -> Row:
    spread = isinstance(row, list | tuple) and 0 < len(row) <= CELLS
    return (
        {("cells", str(index)): each for index, each in enumerate(row)}
        if spread
        else {("row",): row}
    )


def programmes_of(files: Iterable[str]) -> tuple[str, ...]:
    """Keys of the programmes that files of a plugin folder belong to, in order."""
    parts = (PurePosixPath(each).parts for each in files)
    return tuple(dict.fromkeys(each[1] for each in parts if len(each) > 1))
