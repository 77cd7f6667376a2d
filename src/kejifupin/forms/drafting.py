"""A layout and a record kind drafted from a blank official form, for an author to go over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from kejifupin.errors import DefinitionError
from kejifupin.forms.checking import check_layout
from kejifupin.forms.draft_fields import Fields, has_options
from kejifupin.forms.draft_growing import growing_at
from kejifupin.forms.draft_parts import ANNEX, TITLED, UNIT, DraftText, Item, form_parts
from kejifupin.forms.draft_rows import TableDrafter
from kejifupin.forms.draft_tables import Box, Table
from kejifupin.forms.draft_texts import draft_text, has_slots, is_note
from kejifupin.forms.draft_toml import kind_toml, layout_toml
from kejifupin.forms.layouts import Block, FormLayout
from kejifupin.forms.template_files import TemplateFile
from kejifupin.office.grid import Document
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.units import is_unit

_NAMES = ("village", "household", "name", "leader_name", "reporting_unit", "code")
_WIDE = 9
_BEHIND_BLANKS = re.compile(
    r"^.*[ \u3000_＿]{2,}(?:省|市|州|县|区|乡|镇|村|地区|[（(][^（()）]*[）)])+"
    r"(?P<title>[^ \u3000_＿：:]+)\s*$"
)


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


def draft_layout(
    document: Document,
    *,
    key: str = "new_form",
    part: int = 1,
    template: TemplateFile | None = None,
) -> Draft:
    """Draft a layout and a record kind from a blank form.

    Args:
        document: The blank form, as `kejifupin.office.read_document` gives it.
        key: Key of the layout and the kind.
        part: Which form of the document, counted from 1.
        template: The document itself, where forms are to be written into it.

    Returns:
        The draft; what had to be guessed stands among its doubts.

    Raises:
        DefinitionError: The document holds no form, or not so many.
    """
    parts = form_parts(document)
    if not 1 <= part <= len(parts):
        held = f"{len(parts)} forms" if parts else "no form"
        chinese = f"只有{len(parts)}张表" if parts else "没有表格，也没有要填的空"
        raise DefinitionError(
            f"{document.name} holds {held}", f"文件里{chinese}", "给出空白的 Word 或 Excel 表"
        )
    draft = _Drafter(parts[part - 1], key, template).draft()
    return evolve(draft, others=len(parts) - 1)


class _Drafter:
    """Drafts one form."""

    def __init__(
        self, items: Sequence[Item], key: str, template: TemplateFile | None = None
    ) -> None:
        self.key, self.template = key, template
        self.fields = Fields()
        self.doubts: list[str] = []
        first = next((at for at, each in enumerate(items) if isinstance(each, Table)), len(items))
        self.annex, heads = self._annex([e.text for e in items[:first] if isinstance(e, DraftText)])
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
            template=self.template,
        )
        return Draft(layout, kind, self._all_doubts(layout, kind))

    def _annex(self, texts: Sequence[str]) -> tuple[str | None, list[str]]:
        annex, rest = None, []
        for text in texts:
            found = ANNEX.match(text.strip()) if annex is None else None
            if found is None:
                rest.append(text)
                continue
            annex = re.sub(r"\s+", "", found[1])
            if found[2].strip():
                rest.append(found[2])
        return annex, rest

    def _title(self, texts: Sequence[str]) -> tuple[str, list[str]]:
        plain = [at for at, text in enumerate(texts) if not has_slots(text) and not is_note(text)]
        titled = [at for at in plain if TITLED.search(texts[at].strip())]
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
            if found is not None and TITLED.search(found["title"]):
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
        found = [match[1] for text in self.above if (match := UNIT.search(text)) is not None]
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
