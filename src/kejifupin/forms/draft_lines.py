"""From a row of labels and blanks of a blank form to its cells, and the fields in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import define, evolve

from kejifupin.forms.blanks import BLANKS
from kejifupin.forms.draft_fields import FieldDraft, Fields, has_options, without_hint
from kejifupin.forms.draft_inline import inline_parts, is_inline
from kejifupin.forms.draft_tables import Box, Table
from kejifupin.forms.draft_texts import has_slots
from kejifupin.forms.draft_words import guess, tidy
from kejifupin.forms.labels import anchor_key
from kejifupin.forms.layouts import LayoutCell
from kejifupin.terms.units import is_unit

_UNIT_HEADS = frozenset(map(anchor_key, ("计量单位", "单位")))
_DEFAULT = re.compile(r"^\s*(?:\d{4}年.*|\d[\d.,，]*\s*\D{0,3}|[-—/]+)\s*$")
_LONG = re.compile("原因|情况|说明|需求|优势|内容|措施|意见|备注|简介|成效|问题|经验|做法")
LINES = 3
"""Lines of handwriting for which a wide cell has room."""
_TWO = 2
_PLACES = frozenset({"村", "乡镇", "县", "家", "户"})


@define
class Head:
    """A row of headings over columns (列标题)."""

    boxes: tuple[Box, ...]

    def over(self, box: Box) -> Box | None:
        """The heading over a cell."""
        return next((each for each in self.boxes if each.col <= box.col < each.end_col), None)


class LineDrafter:
    """Goes through single rows of one table and collects fields (表行起草).

    Args:
        table: The table.
        parts: How many cells a cell that holds its own labels is split into; 0 for none.
        fields: Takes the fields.
        title: Title of the form, for a field that nothing names.
        unit: The unit that the form prints for all of its figures.
    """

    def __init__(
        self, table: Table, parts: int, fields: Fields, *, title: str, unit: str | None = None
    ) -> None:
        self.table, self.parts, self.fields = table, parts, fields
        self.title, self.unit = title, unit
        self.head: Head | None = None
        self.section = ""
        self._owned: dict[tuple[int, int], FieldDraft] = {}

    def cells(self, row: int) -> list[LayoutCell]:
        """The cells that start in a row, from left to right."""
        cells: list[tuple[int, LayoutCell]] = []
        label: Box | None = next(
            (
                box
                for box in reversed(self.table.touching(row))
                if box.row < row and not box.blank and box.col < self._first(row)
            ),
            None,
        )
        hint = ""
        drafts: list[FieldDraft] = []
        units: list[tuple[int, Box]] = []
        starting = self.table.rows[row]
        heads = self.head is not None and self.head.boxes is starting
        for at, box in enumerate(starting):
            following = starting[at + 1] if at + 1 < len(starting) else None
            head = self.head.over(box) if self.head and box not in self.head.boxes else None
            text = box.text.strip("\n")
            if box.blank or has_options(text):
                if is_inline(text) and has_options(text) and self.parts and self._lone(label, row):
                    cells += self.split(box)
                    label = None
                    continue
                cells.append((box.col, self._value(box, label, hint, head, drafts)))
            elif self._is_unit(box, label, head, following):
                units.append((len(drafts), box))
                cells.append((box.col, LayoutCell(text=text.strip(), span=box.colspan)))
            elif label is not None and not heads and self._is_printed(box, label, following):
                cell = self._value(evolve(box, text=""), label, hint, head, drafts)
                cells.append((box.col, cell))
                if drafts:
                    self._tell_printed(drafts[-1], text)
            elif is_inline(text) and self.parts and not (following is not None and following.blank):
                cells += self.split(box)
                label = None
            else:
                label = box
                words, hint = without_hint(text)
                made = LayoutCell(label=words, hint=hint or None, span=box.colspan)
                cells.append((box.col, evolve(made, rowspan=box.rowspan)))
        self._units(cells, units, drafts)
        return in_order(cells)

    def _first(self, row: int) -> int:
        return min((box.col for box in self.table.rows[row]), default=self.table.n_cols)

    def _lone(self, label: Box | None, row: int) -> bool:
        return label is None or label.row < row or (label.row, label.col) in self._owned

    def _value(
        self,
        box: Box,
        label: Box | None,
        hint: str,
        head: Box | None,
        drafts: list[FieldDraft],
    ) -> LayoutCell:
        """The cell of a field, or an empty one where nothing names it."""
        owner = label
        printed = label.text if label is not None else ""
        if label is not None and (label.row, label.col) in self._owned:
            if head is None or head.blank or anchor_key(head.text) in _UNIT_HEADS:
                return LayoutCell(text="", span=box.colspan, rowspan=box.rowspan)
            owner = None
            printed = f"{without_hint(label.text)[0]}（{head.text.strip()}）"
        elif label is None:
            if head is None or head.blank:
                return LayoutCell(text="", span=box.colspan, rowspan=box.rowspan)
            printed = head.text
        words = without_hint(printed)[0]
        several = head is not None and label is not None and self._is_matrix(box.row)
        if several and head is not None and label is not None:
            base = without_hint(label.text)[0]
            draft = self.fields.add(base, label=f"{tidy(base)}{tidy(head.text)}")
            if guess(base).unit is None:
                draft.unit = self.unit
        else:
            draft = self.fields.add(words)
            if self.section and any(d.label == draft.label for d in self.fields.drafts[:-1]):
                draft.doubts.append(f"同名栏目不止一处，这一处在“{self.section.strip()}”下面")
        if owner is not None:
            self._owned[owner.row, owner.col] = draft
        if has_options(box.text):
            self.fields.offer(draft, box.text, hint)
        draft.unit = draft.unit or _bare_unit(box.text)
        drafts.append(draft)
        wide = 2 * box.colspan >= self.table.n_cols
        tall = LINES if wide and (_LONG.search(words) or draft.choices) else 1
        return LayoutCell(field=draft.key, span=box.colspan, rowspan=box.rowspan, lines=tall)

    def _is_matrix(self, row: int) -> bool:
        blanks = [box for box in self.table.rows[row] if box.blank]
        return self.head is not None and len(blanks) > 1 and not self.table.rows[row][0].blank

    def _is_unit(
        self, box: Box, label: Box | None, head: Box | None, following: Box | None
    ) -> bool:
        text = box.text.strip()
        if head is not None and anchor_key(head.text) in _UNIT_HEADS:
            return label is not None
        if not is_unit(text) or text in _PLACES or label is None:
            return False
        named = (label.row, label.col) in self._owned
        beside = following is not None and following.blank
        return beside if not named else not beside

    def _is_printed(self, box: Box, label: Box, following: Box | None) -> bool:
        """Whether a text beside a label is its printed value, or a unit to write in front of."""
        if (label.row, label.col) in self._owned or label.end_col != box.col:
            return False
        if following is not None and following.blank:
            return False
        return (
            _bare_unit(box.text) is not None
            or _DEFAULT.match(box.text) is not None
            or has_slots(f"：{box.text}")
        )

    def _tell_printed(self, draft: FieldDraft, text: str) -> None:
        bare = _bare_unit(text)
        if bare is not None:
            draft.unit = bare
            draft.doubts.append(f"计量单位“{bare}”印在填写的格子里，起草的表不再印它")
        else:
            draft.doubts.append(f"原表在格子里印有“{text.strip()[:20]}”，起草的表留空")

    def _units(
        self,
        cells: list[tuple[int, LayoutCell]],
        units: Sequence[tuple[int, Box]],
        drafts: Sequence[FieldDraft],
    ) -> None:
        """Give each printed unit to the field behind it, or else to the one in front."""
        for number, box in units:
            draft = drafts[number] if number < len(drafts) else None
            if draft is None and drafts:
                draft = drafts[-1]
            unit = box.text.strip()
            if draft is None or not unit:
                continue
            if not is_unit(unit):
                draft.doubts.append(f"计量单位“{unit}”不认识，按原样印出")
                continue
            if draft.choices or draft.unit is not None:
                continue
            draft.unit = unit
            for at, (col, _) in enumerate(cells):
                if col == box.col:
                    cell = LayoutCell(unit_of=draft.key, span=box.colspan, rowspan=box.rowspan)
                    cells[at] = (col, cell)

    def split(self, box: Box) -> list[tuple[int, LayoutCell]]:
        """A cell that holds labels and room behind them, as cells of their own."""
        found = list(inline_parts(box.text))
        if has_options(box.text) or not found:
            label, _, rest = box.text.partition("：") if "：" in box.text else ("", "", box.text)
            found = [(label or self.section or tidy(self.title), rest)]
        pieces = 2 * len(found)
        edges = [box.col + box.colspan * at // pieces for at in range(pieces + 1)]
        made: list[tuple[int, LayoutCell]] = []
        for at, (printed, value) in enumerate(found):
            words, hint = without_hint(printed)
            draft = self.fields.add(words)
            if has_options(value):
                self.fields.offer(draft, value, hint)
            draft.doubts.append("原表的名称和填写处在同一格里，起草时分成两格")
            first, middle, last = edges[2 * at : 2 * at + 3]
            name = LayoutCell(label=words.rstrip("：: "), hint=hint or None, span=middle - first)
            made.append((first, evolve(name, rowspan=box.rowspan)))
            cell = LayoutCell(field=draft.key, span=last - middle, rowspan=box.rowspan)
            made.append((middle, cell))
        return made


def in_order(cells: Iterable[tuple[int, LayoutCell]]) -> list[LayoutCell]:
    """Cells from left to right."""
    return [cell for _, cell in sorted(cells, key=_column)]


def is_head(boxes: Sequence[Box]) -> bool:
    """Whether a row holds only headings."""
    named = [box for box in boxes if not box.blank]
    if len(boxes) == _TWO and (_DEFAULT.match(boxes[1].text) or _bare_unit(boxes[1].text)):
        return False
    return (
        len(boxes) > 1
        and len(named) >= len(boxes) - 1
        and all(not box.blank for box in boxes[1:])
        and not any(has_options(box.text) or is_inline(box.text) for box in named)
    )


def _column(placed: tuple[int, LayoutCell]) -> int:
    return placed[0]


def _bare_unit(text: str) -> str | None:
    """The unit that is all that stands in a cell."""
    bare = text.strip(BLANKS + "（）()")
    return bare if bare and is_unit(bare) else None
