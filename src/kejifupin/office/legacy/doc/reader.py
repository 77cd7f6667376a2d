"""The body of a Word 97 to 2003 document as paragraphs and grids."""

from __future__ import annotations

import struct
from collections import Counter, defaultdict

from kejifupin.office.findings import finding
from kejifupin.office.grid import HEADER, Cell, Document, Grid, Paragraph
from kejifupin.office.legacy.boxes import Box
from kejifupin.office.legacy.compound_file import CompoundFile
from kejifupin.office.legacy.doc.lines import Line
from kejifupin.office.legacy.doc.rows import Division, divide
from kejifupin.office.legacy.doc.story import CELL_END, Story, StoryParagraph
from kejifupin.office.legacy.doc.tables import Content, Table, TableStack, lay_out
from kejifupin.office.legacy.ole_properties import read_ole_properties
from kejifupin.office.limits import Limits
from kejifupin.office.margins import lines_of
from kejifupin.office.pasted import pasted_text
from kejifupin.office.refusal import broken
from kejifupin.terms.issues import Issue


def read_doc(data: bytes, name: str, limits: Limits) -> Document:
    """Read the body of a Word document; headers and footers apart; notes are not part of a form.

    Raises:
        RefusedFileError: If it is broken, unsafe, encrypted, or of Word 95 or older.
    """
    try:
        file = CompoundFile(data)
        story = Story(file, limits)
        reader = _BodyReader(story, name, limits)
        reader.read(0, story.end)
        margins = _margins(story, name, limits)
        properties = read_ole_properties(file)
    except (struct.error, IndexError) as error:
        raise broken("文档的内部结构对不上") from error
    return Document(
        name,
        "doc",
        "",
        blocks=tuple(block for block in reader.blocks if block is not None),
        issues=reader.all_issues(),
        properties=properties.texts,
        producer=properties.producer,
        slots={slot: tuple(places) for slot, places in reader.slots.items()},
        margins=margins,
    )


def _margins(story: Story, name: str, limits: Limits) -> tuple[Paragraph, ...]:
    """The lines of headers, then of footers, without blank ones and each text once."""
    found: dict[str, Paragraph] = {}
    numbers: Counter[str] = Counter()
    for word, start, end in sorted(story.margins, key=lambda each: each[0] != HEADER):
        reader = _BodyReader(story, name, limits)
        reader.read(start, end)
        lines = [each for each in lines_of(reader.blocks) if each[0].strip()]
        numbers[word] += bool(lines)
        for text, address in lines:
            found.setdefault(text, Paragraph(text, f"{word}{numbers[word]}{address}"))
    return tuple(found.values())


class _BodyReader:
    def __init__(self, story: Story, name: str, limits: Limits) -> None:
        self.blocks: list[Paragraph | Grid | None] = []
        self.slots: defaultdict[str, list[str]] = defaultdict(list)
        self._issues: list[Issue] = []
        self._story = story
        self._waiting_slots = list(reversed(story.slots))
        self._waiting_boxes = sorted(story.boxes, reverse=True)
        self._name = name
        self._limits = limits
        self._paragraphs = 0
        self._tables = 0
        self._divisions: dict[bytes, Division | None] = {}

    def read(self, start: int, end: int) -> None:
        self._skip(start)
        stack = self._stack()
        for paragraph in self._story.paragraphs(start, end):
            slots, line = self._slots_in(paragraph), self._with_boxes(paragraph)
            if paragraph.setting.depth or paragraph.mark == CELL_END:
                self._in_table(paragraph, line, slots, stack)
            else:
                stack.close()
                self._paragraph(line, slots)
        stack.close()

    def _skip(self, start: int) -> None:
        """Leave aside what hangs on the text before."""
        while self._waiting_slots and self._waiting_slots[-1][0] < start:
            self._waiting_slots.pop()
        while self._waiting_boxes and self._waiting_boxes[-1] < start:
            self._waiting_boxes.pop()

    def all_issues(self) -> tuple[Issue, ...]:
        """What was wrong with the document, then with its cells."""
        signs = self._story.signs
        silent = all(
            isinstance(block, Paragraph) and not block.text.strip() for block in self.blocks
        )
        codes = {
            "file.tracked_changes": signs.revised,
            "cell.struck_text": signs.struck,
            "file.form_controls": signs.controls,
            "file.only_pictures": silent and signs.drawn,
        }
        told = tuple(finding(code, self._name) for code, found in codes.items() if found)
        return (*told, *self._issues)

    def _stack(self) -> TableStack:
        return TableStack(self._begin_table, self._finish_table)

    def _paragraph(self, line: Line, slots: list[str]) -> None:
        self._paragraphs += 1
        address = f"段落{self._paragraphs}"
        for slot in slots:
            self.slots[slot].append(address)
        self.blocks.append(Paragraph(line.text, address, line.marks))

    def _in_table(
        self, paragraph: StoryParagraph, line: Line, slots: list[str], stack: TableStack
    ) -> None:
        setting = paragraph.setting
        # A cell mark is one whatever its properties say, and of an outermost table.
        table = stack.at_depth(1 if paragraph.mark == CELL_END else setting.depth)
        if setting.row_end:
            table.end_row(self._division(setting.table), dropped=paragraph.deleted)
            return
        table.add(line, slots)
        if paragraph.mark == CELL_END or setting.cell_end:
            table.end_cell()

    def _division(self, modifiers: bytes) -> Division | None:
        if modifiers not in self._divisions:
            self._divisions[modifiers] = divide(modifiers, self._story.meter)
        return self._divisions[modifiers]

    def _begin_table(self) -> tuple[str, int]:
        # Number and place are taken first: a table inside this one comes after it.
        self._tables += 1
        self.blocks.append(None)
        return f"表{self._tables}", len(self.blocks) - 1

    def _finish_table(self, name: str, place: int, table: Table) -> None:
        cells = tuple(self._cell(box, name) for box in lay_out(table, self._limits))
        n_cols = max((cell.col + cell.colspan for cell in cells), default=0)
        self.blocks[place] = Grid(name, cells, len(table.rows), n_cols)

    def _cell(self, box: Box[Content], table: str) -> Cell:
        address = f"{table}!R{box.row + 1}C{box.number}"
        text, marks = box.content.text()
        for content in (box.content, *box.covered):
            for slot in content.slots:
                self.slots[slot].append(address)
        for content in box.covered:
            if (hidden := content.text()[0]).strip():
                issue = finding("cell.covered_text", self._name, cell=address, seen=hidden)
                self._issues.append(issue)
        nested = tuple(box.content.nested)
        if nested and not text.strip():
            text, marks, nested = pasted_text(self.blocks, nested, text, marks)
        return Cell(box.row, box.col, box.rowspan, box.colspan, text, address, marks, nested=nested)

    def _slots_in(self, paragraph: StoryParagraph) -> list[str]:
        found = []
        waiting = self._waiting_slots
        while waiting and waiting[-1][0] < paragraph.end:
            found.append(waiting.pop()[1])
        return found

    def _with_boxes(self, paragraph: StoryParagraph) -> Line:
        """A paragraph with the text of the boxes that hang on it."""
        waiting = self._waiting_boxes
        if not waiting or waiting[-1] >= paragraph.end:
            return paragraph.line
        content = Content([paragraph.line] if paragraph.line.text else [])
        while waiting and waiting[-1] < paragraph.end:
            for start, end in self._story.boxes[waiting.pop()]:
                self._read_box(start, end, content)
        text, marks = content.text()
        return Line(text, marks, paragraph.line.joined)

    def _read_box(self, start: int, end: int, content: Content) -> None:
        stack = self._stack()
        lines: list[Line] = []
        for paragraph in self._story.paragraphs(start, end):
            if paragraph.setting.depth or paragraph.mark == CELL_END:
                self._in_table(paragraph, paragraph.line, [], stack)
            else:
                stack.close()
                lines.append(paragraph.line)
        stack.close()
        while lines and not lines[-1].text:
            lines.pop()
        content.lines += lines
