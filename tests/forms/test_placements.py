"""What is remembered of one form is right for the next: warm and cold readings are equal."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kejifupin.forms import placements
from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.faces import Face, face_of
from kejifupin.forms.memo import Memo
from kejifupin.forms.placing import place
from kejifupin.forms.reading import read_form
from kejifupin.forms.recognising import Outline, regions_of
from kejifupin.forms.scanning import index_layouts, scan
from kejifupin.forms.writing import write_form
from kejifupin.office import read_document
from kejifupin.office.grid import Cell, Document, Grid, Paragraph

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
FORMS = [key for key, layout in LAYOUTS.items() if not layout.rows_are_records]
WORN = ("", " ", "＿＿", "亩", "万人次", "12", "12人次", "户名", "户名：张三", "别的话", "无")
# One text for each face that says nothing else.
STANDS_FOR = {Face.BLANK: "", Face.NUMBER: "7", Face.UNIT: "亩", Face.WORDS: "文"}
quick = settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """One or two filled forms in one file, with rows, columns and words that somebody changed."""
    blocks: list[Paragraph | Grid] = []
    for _ in range(draw(st.integers(1, 2))):
        layout = LAYOUTS[draw(st.sampled_from(FORMS))]
        kind = KINDS[layout.kind]
        format_ = draw(st.sampled_from(["docx", "xlsx"]))
        content = write_form(layout, kind, draw(records(kind, layout, SETTING)), format=format_)
        blocks += read_document(content, "表").blocks
    changed = [worn(draw, each) if isinstance(each, Grid) else each for each in blocks]
    return Document("表.docx", "docx", "", tuple(changed))


def worn(draw: st.DrawFn, grid: Grid) -> Grid:
    """A table with a row gone or twice, a table cut short, or words changed."""
    cells, n_rows = list(grid.cells), grid.n_rows
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.integers(0, n_rows - 1))
        match draw(st.sampled_from(["gone", "twice", "words", "spaces", "cut"])):
            case "gone" if n_rows > 1:
                kept = [each for each in cells if each.row != row]
                cells = [moved(each, -1) if each.row > row else each for each in kept]
                n_rows -= 1
            case "twice":
                again = [moved(each, 1) for each in cells if each.row == row]
                below = [moved(each, 1) if each.row > row else each for each in cells]
                cells = sorted((*below, *again), key=lambda each: (each.row, each.col))
                n_rows += 1
            case "words":
                at = draw(st.integers(0, len(cells) - 1))
                text = draw(st.sampled_from(WORN))
                cells[at] = attrs.evolve(cells[at], text=text, number=None, date=None)
            case "spaces":
                at = draw(st.integers(0, len(cells) - 1))
                cells[at] = attrs.evolve(cells[at], text=" ".join(cells[at].text))
            case "cut" if n_rows > 2:
                cells = [each for each in cells if each.row < n_rows - 1]
                n_rows -= 1
        if not cells:
            return grid
    return Grid(grid.name, tuple(cells), n_rows, grid.n_cols, grid.sheet)


def moved(cell, rows: int):
    return attrs.evolve(cell, row=cell.row + rows)


def anew():
    """The layouts as if they had never been read with."""
    return tuple(attrs.evolve(each) for each in LAYOUTS.values())


def everything(reading):
    return (
        reading.forms,
        [(tuple(each.items()), each.origin) for each in reading.records],
        list(reading.issues),
    )


@quick
@given(files=st.lists(documents(), min_size=2, max_size=4), data=st.data())
def test_a_form_reads_the_same_whatever_was_read_before_it(files, data):
    """A reader that has seen all the others gives what a new reader gives, in any order."""
    warm = anew()
    for file in data.draw(st.permutations([*files, *files])):
        alone = read_form(file, anew(), SETTING)
        assert everything(read_form(file, warm, SETTING)) == everything(alone)


def spots(document, placed):
    """A placement as positions."""

    def at(cell):
        return None if cell is None else (cell.row, cell.col)

    return (
        {
            key: [
                (
                    (at(one.cell), at(one.label), at(one.unit_cell), at(one.heading)),
                    (one.block, one.moved, [at(each) for each in one.farther]),
                )
                for one in found
            ]
            for key, found in placed.candidates.items()
        },
        placed.found,
        [at(cell) for cell in placed.unclear],
        placed.labels,
        placed.labelled,
        [(key, at(cell)) for key, cell in placed.unread],
    )


@quick
@given(document=documents())
def test_placing_asks_of_a_cell_nothing_but_its_face(document):
    """With every value replaced by another of the same face, each field stands where it stood."""
    index = index_layouts(
        tuple(compile_layout(each, KINDS[each.kind]) for each in LAYOUTS.values())
    )
    hits = scan(document, index)
    labels = {id(hit.cell) for hit in hits}
    blocks = []
    for block in document.blocks:
        if isinstance(block, Grid):
            cells = tuple(each if id(each) in labels else faded(each) for each in block.cells)
            block = Grid(block.name, cells, block.n_rows, block.n_cols, block.sheet)
        blocks.append(block)
    other = attrs.evolve(document, blocks=tuple(blocks))
    for number, layout in enumerate(index.layouts):
        own = [
            hit
            for hit in hits
            if number in hit.anchors
            and not (hit.title or hit.inline)
            and isinstance(document.blocks[hit.block], Grid)
        ]
        one = place(layout, number, own, document)
        assert spots(document, one) == spots(other, place(layout, number, own, other))
        kept = placements.place_fields(layout, number, own, document)
        assert spots(document, kept) == spots(document, one)
        assert all(
            mine.cell is theirs.cell or face_of(mine.cell) is Face.BLANK
            for key, found in one.candidates.items()
            for mine, theirs in zip(found, kept.candidates[key], strict=True)
        )


def faded(cell):
    text = STANDS_FOR[face_of(cell)]
    return attrs.evolve(cell, text=text, number=None, date=None)


@quick
@given(document=documents())
def test_where_forms_begin_is_seen_from_the_outline_alone(document):
    """A file with the same outline and the same labels falls into the same forms."""
    index = index_layouts(
        tuple(compile_layout(each, KINDS[each.kind]) for each in LAYOUTS.values())
    )
    hits = scan(document, index)
    again = [attrs.evolve(hit, cell=faded(hit.cell)) for hit in hits]
    bare = [
        Grid(each.name, (), each.n_rows, each.n_cols, each.sheet)
        if isinstance(each, Grid)
        else Paragraph("文" if each.text.strip() else "")
        for each in document.blocks
    ]
    other = attrs.evolve(document, blocks=tuple(bare))
    assert Outline.of(other) == Outline.of(document)
    regions, same = regions_of(document, hits, index), regions_of(other, again, index)
    assert [attrs.evolve(each, hits=()) for each in regions] == [
        attrs.evolve(each, hits=()) for each in same
    ]
    assert all(hit in hits for each in regions for hit in each.hits)


def test_a_memo_forgets_before_it_grows_without_bound():
    """It never holds more than it was told to, and makes anew what it forgot."""
    memo: Memo[int] = Memo(3)
    made = []

    def make(number):
        made.append(number)
        return number

    for number in (1, 2, 3, 1, 4, 1):
        assert memo.get(number, lambda number=number: make(number)) == number
    assert made == [1, 2, 3, 4, 1]


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("", Face.BLANK),
        ("＿＿ ", Face.BLANK),
        ("约12户", Face.NUMBER),
        ("（万人次）", Face.UNIT),
        ("靖宇县", Face.WORDS),
    ],
)
def test_a_face_is_one_of_four(text, face):
    """Blank, a number, a unit, or other words."""
    assert face_of(Cell(0, 0, text=text)) is face
