"""A layout and a record kind drafted from a blank official form, for an author to go over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from kejifupin.errors import DefinitionError
from kejifupin.forms.checking import check_layout
from kejifupin.forms.draft_fields import Fields, has_options
from kejifupin.forms.draft_growing import growing_at
from kejifupin.forms.draft_rows import TableDrafter
from kejifupin.forms.draft_tables import Box, Table, table_of
from kejifupin.forms.draft_texts import draft_text, has_slots, is_note
from kejifupin.forms.draft_toml import kind_toml, layout_toml
from kejifupin.forms.layouts import Block, FormLayout
from kejifupin.office.grid import Document, Grid
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.units import is_unit

_ANNEX = re.compile(
    r"^\s*(附\s*[件表]\s*[\d０-９一二三四五六七八九十]*(?:[-－]\d+)?)\s*[:：]?\s*(.*)$"
)
_TITLED = re.compile(r"(?:表|册|单|台账|卡|书|汇总|名单|一览|登记)(?:\s*[（(].*[）)])?$")
_NAMES = ("village", "household", "name", "leader_name", "reporting_unit", "code")
_WIDE = 9
_LEAD = 40
_BEHIND_BLANKS = re.compile(
    r"^.*[ \u3000_＿]{2,}(?:省|市|州|县|区|乡|镇|村|地区|[（(][^（()）]*[）)])+"
    r"(?P<title>[^ \u3000_＿：:]+)\s*$"
)
_UNIT = re.compile(r"(?:计量)?单位\s*[：:]\s*([^\s（()）：:、，]{1,4})\s*(?:$|[ \u3000）)])")


@frozen
class Draft:
    """A layout and a kind as far as a blank form shows them (表式草稿).

    Args:
        layout: The layout.
        kind: The kind that it prints.
        doubts: Key of a field (``rows.field`` for one in rows, empty for the form) → what to
            check, in Chinese.
        others: How many further forms the document holds.
    """

    layout: FormLayout
    kind: RecordKind
    doubts: Mapping[str, tuple[str, ...]] = field(repr=False)
    others: int = 0

    @property
    def layout_toml(self) -> str:
        """The file of the layout, with comments."""
        return layout_toml(self.layout, self.doubts)

    @property
    def kind_toml(self) -> str:
        """The kind for ``records.toml``, with comments."""
        return kind_toml(self.kind, self.doubts)


@frozen
class _Text:
    text: str


_Item = _Text | Table


def draft_layout(document: Document, *, key: str = "new_form", part: int = 1) -> Draft:
    """Draft a layout and a record kind from a blank form.

    Args:
        document: The blank form, as `kejifupin.office.read_document` gives it.
        key: Key of the layout and the kind.
        part: Which form of the document, counted from 1.

    Returns:
        The draft; what had to be guessed stands among its doubts.

    Raises:
        DefinitionError: The document holds no form, or not so many.
    """
    parts = list(_parts(tuple(_items(document))))
    if not 1 <= part <= len(parts):
        held = f"{len(parts)} forms" if parts else "no form"
        chinese = f"只有{len(parts)}张表" if parts else "没有表格，也没有要填的空"
        raise DefinitionError(
            f"{document.name} holds {held}", f"文件里{chinese}", "给出空白的 Word 或 Excel 表"
        )
    draft = _Drafter(parts[part - 1], key).draft()
    return evolve(draft, others=len(parts) - 1)


def _items(document: Document) -> Iterator[_Item]:
    """Paragraphs and tables; on a sheet the rows above and below the table are paragraphs."""
    nested = {name for grid in document.grids for cell in grid.cells for name in cell.nested}
    for block in document.blocks:
        if not isinstance(block, Grid):
            if block.text.strip():
                yield _Text(block.text)
        elif block.name not in nested:
            yield from _sheet(table_of(block)) if block.sheet else (table_of(block),)


def _sheet(table: Table) -> Iterator[_Item]:
    top, bottom = 0, table.n_rows
    titled = False
    while top < bottom and (text := _lone_text(table, top)) is not None:
        plain = not (has_slots(text) or is_note(text) or _ANNEX.match(text) or _UNIT.search(text))
        if titled and plain and text.strip():
            break
        titled = titled or (plain and bool(text.strip()))
        if text.strip():
            yield _Text(text)
        top += 1
    below: list[_Text] = []
    while bottom > top and (text := _lone_text(table, bottom - 1)) is not None:
        if text.strip() and not (is_note(text) or has_slots(text)):
            break
        if text.strip():
            below.insert(0, _Text(text))
        elif _grows(table, top):
            break
        bottom -= 1
    inner = table.part(top, bottom)
    if inner is not None and any(not box.blank for box in inner.boxes):
        yield inner
    yield from below


def _grows(table: Table, top: int) -> bool:
    """Whether a growing table begins in a row or below it."""
    return any(growing_at(table, row) is not None for row in range(top, table.n_rows))


def _lone_text(table: Table, row: int) -> str | None:
    """What a row says that is one paragraph: a merged cell across, or one text alone above."""
    boxes = table.touching(row)
    if len(boxes) == 1 and boxes[0].row == row and boxes[0].rowspan == 1:
        return boxes[0].text
    said = [box for box in boxes if not box.blank]
    if not said:
        return "" if all(box.rowspan == 1 for box in boxes) else None
    if len(said) > 1 or said[0].rowspan > 1:
        return None
    text = said[0].text
    titled = _ANNEX.match(text) or _TITLED.search(text.strip()) or is_note(text)
    slots = has_slots(text) and said[0].col == 0 and len(text.strip()) > len("填表单位：")
    return text if titled or (slots and len(boxes) > len("甲乙")) else None


def _parts(items: Sequence[_Item]) -> Iterator[tuple[_Item, ...]]:
    """The forms of a document: each begins at its annex number or title below a table."""
    start, seen = 0, False
    for at, item in enumerate(items):
        if isinstance(item, Table):
            seen = True
            continue
        begins = _ANNEX.match(item.text) or (
            _TITLED.search(item.text.strip())
            and len(item.text.strip()) < _LEAD
            and not has_slots(item.text)
            and not is_note(item.text)
            and any(isinstance(each, Table) for each in items[at + 1 :])
        )
        if seen and begins:
            yield tuple(items[start:at])
            start, seen = at, False
    rest = tuple(items[start:])
    if seen or any(isinstance(each, _Text) and has_slots(each.text) for each in rest):
        yield rest


class _Drafter:
    """Drafts one form."""

    def __init__(self, items: Sequence[_Item], key: str) -> None:
        self.key = key
        self.fields = Fields()
        self.doubts: list[str] = []
        first = next((at for at, each in enumerate(items) if isinstance(each, Table)), len(items))
        self.annex, heads = self._annex([e.text for e in items[:first] if isinstance(e, _Text)])
        self.title, texts = self._title(heads)
        self.above = texts
        self.items = items[first:]

    def draft(self) -> Draft:
        blocks = [self._text(text) for text in self.above]
        tables = [each for each in self.items if isinstance(each, Table)]
        alone = len(tables) == 1 and self._is_register(tables[0])
        records = False
        for item in self.items:
            if isinstance(item, Table):
                drafter = TableDrafter(
                    item, self.fields, title=self.title, alone=alone, unit=self._unit()
                )
                blocks += drafter.draft()
                records = records or drafter.records
            else:
                blocks.append(self._text(item.text))
        division_from = self._division_from()
        made = self.fields.made()
        kind = RecordKind(
            self.key, self.title, made, identity=_identity(made), locality=_locality(made)
        )
        layout = FormLayout(
            self.key,
            self.key,
            self.title,
            tuple(blocks),
            annex=self.annex,
            landscape=any(block.n_cols > _WIDE for block in blocks),
            rows_are_records=records,
            division_from=division_from,
        )
        return Draft(layout, kind, self._all_doubts(layout, kind))

    def _annex(self, texts: Sequence[str]) -> tuple[str | None, list[str]]:
        annex, rest = None, []
        for text in texts:
            found = _ANNEX.match(text.strip()) if annex is None else None
            if found is None:
                rest.append(text)
                continue
            annex = re.sub(r"\s+", "", found[1])
            if found[2].strip():
                rest.append(found[2])
        return annex, rest

    def _title(self, texts: Sequence[str]) -> tuple[str, list[str]]:
        plain = [at for at, text in enumerate(texts) if not has_slots(text) and not is_note(text)]
        titled = [at for at in plain if _TITLED.search(texts[at].strip())]
        if not plain and (found := self._split_title(texts)) is not None:
            return found
        if not plain:
            self.doubts.append("没有找到标题，title 请自己写")
            return "新表", list(texts)
        at = (titled or plain)[0]
        if not titled:
            self.doubts.append("标题是猜的：取了表格上面的第一行")
        title = " ".join(texts[at].split())
        return title, [text for number, text in enumerate(texts) if number != at]

    def _split_title(self, texts: Sequence[str]) -> tuple[str, list[str]] | None:
        """A title behind blanks of its own line: ____县脱贫户花名册."""
        for at, text in enumerate(texts):
            found = _BEHIND_BLANKS.search(text)
            if found is not None and _TITLED.search(found["title"]):
                self.doubts.append("标题前面的空白另起草成一段")
                rest = [*texts[:at], text[: found.start("title")], *texts[at + 1 :]]
                return found["title"].strip(), rest
        return None

    def _text(self, text: str) -> Block:
        words = text.strip("\n")
        if is_note(words):
            return Block(text=_without_braces(words.strip()), note=True)
        if has_options(words):
            table = Table((Box(0, 0, text=words),), 1, 1)
            drafter = TableDrafter(table, self.fields, title=self.title, alone=False)
            return drafter.draft()[0]
        if has_slots(words):
            made = draft_text(words, self.fields)
            return Block(text=made, align="center" if made.startswith("{") else None)
        return Block(text=_without_braces(words.strip()))

    def _unit(self) -> str | None:
        """The unit that a line above the table states for all of its figures."""
        found = [match[1] for text in self.above if (match := _UNIT.search(text)) is not None]
        return next((each for each in found if is_unit(each)), None)

    def _is_register(self, table: Table) -> bool:
        """Whether the table is one growing table and nothing else."""
        found = growing_at(table, 0)
        return found is not None and found.bottom >= table.n_rows and not found.vertical

    def _division_from(self) -> str | None:
        drafts = self.fields.drafts
        if any(each.field().type is FieldType.DIVISION for each in drafts):
            return None
        unit = next((each for each in drafts if each.key == "reporting_unit"), None)
        if unit is None:
            self.doubts.append("表上没有地区名称；由哪个字段认出地区，请写 division_from")
            return None
        division = self.fields.add("填报地区", key="division", label="填报地区")
        division.type = FieldType.DIVISION
        division.doubts.append(f"表上没有这一栏，由“{unit.label}”认出（division_from）")
        return unit.key

    def _all_doubts(self, layout: FormLayout, kind: RecordKind) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for draft in self.fields.drafts:
            found[draft.key] = draft.remarks()
            for column in draft.columns.drafts if draft.columns is not None else ():
                found[f"{draft.key}.{column.key}"] = column.remarks()
        problems = tuple(
            f"{message}——{remedy}" for _, message, remedy in check_layout(layout, kind)
        )
        found[""] = (*self.doubts, *problems)
        return {key: told for key, told in found.items() if told}


def _identity(fields: Sequence[Field]) -> tuple[str, ...]:
    division = [each.key for each in fields if each.type is FieldType.DIVISION][:1]
    known = {each.key for each in fields}
    named = [key for key in _NAMES if key in known][:1]
    if division and named == ["reporting_unit"]:
        named = []
    found = (*division, *named)
    if found:
        return found
    return tuple(each.key for each in fields if each.type is FieldType.TEXT)[:1]


def _locality(fields: Sequence[Field]) -> str | None:
    return next((each.key for each in fields if each.key == "village"), None)


def _without_braces(text: str) -> str:
    return text.replace("{", "｛").replace("}", "｝")
