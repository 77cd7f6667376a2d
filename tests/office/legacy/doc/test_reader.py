"""Word 97 documents, written by hand and read: what is seen, where it stands, what is told."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_word import (
    CELL,
    DELETED,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    ROW_END,
    Para,
    Word,
    box_data,
    cells,
    depth,
    font,
    form_data,
    list_data,
    para,
    row,
    sprm,
    symbol,
    u16,
    u32,
)

from kejifupin.office import read_document
from kejifupin.office.page import placed_cells

THREE = cells((0, 1000, 3000, 4000))


def read(*paragraphs: Para, **more):
    return read_document(Word(paragraphs, **more).content(), "表.doc")


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def places(grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells]


class TestText:
    def test_paragraphs_are_counted_from_one(self):
        document = read(para("附件2"), para(), para("一户一策调查表"))
        assert (document.format, document.issues) == ("doc", ())
        assert [(p.address, p.text) for p in document.paragraphs] == [
            ("段落1", "附件2"),
            ("段落2", ""),
            ("段落3", "一户一策调查表"),
        ]

    @given(st.lists(st.text("春夏㮾𠀀🗹aé\t", max_size=6), min_size=1, max_size=5), st.data())
    def test_text_in_pieces_is_put_in_order(self, lines, data):
        """Word keeps what was typed later further back; pieces may cut a character in two."""
        length = sum(len(line.encode("utf-16-le")) // 2 + 1 for line in lines)
        cuts = data.draw(st.sets(st.integers(1, length - 1), max_size=4)) if length > 1 else ()
        units = [line.encode("utf-16-le").decode("utf-16-le") for line in lines]
        written = [para("".join(map(chr, _units(line)))) for line in units]
        assert texts(read(*written, cuts=sorted(cuts))) == lines

    @pytest.mark.parametrize("cuts", [(), (4,), (2, 6), (4, 6)])
    def test_headers_lie_behind_the_body_and_are_left_out(self, cuts):
        """Pieces end where they like, at the end of the body or behind it."""
        assert texts(read(para("甲乙丙"), heading="页眉", cuts=cuts)) == ["甲乙丙"]

    def test_western_text_in_one_byte_a_character(self):
        assert texts(read(para("caf\xe9 – €5"), para("2"), packed=True, cuts=(3, 7))) == [
            "café – €5",
            "2",
        ]

    def test_breaks_tabs_and_hyphens(self):
        assert texts(read(para("a\x0bb\tc\x1ed\x1fe\x0cf\x0eg"))) == ["a\nb\tc-de\nf\ng"]

    def test_only_a_section_mark_ends_a_paragraph(self):
        """A page break is the same character."""
        document = read(para("一\x0c二", mark="\x0c"), para("三"), sections=(4, 6))
        assert texts(document) == ["一\n二", "三"]

    def test_marks_of_pictures_and_notes_are_no_text(self):
        assert texts(read(para("a\x01\x02\x05\x08b"))) == ["ab"]

    def test_a_document_of_pictures_is_told(self):
        assert [i.code for i in read(para("\x01"), para()).issues] == ["file.only_pictures"]

    def test_hidden_text_is_left_out(self):
        assert texts(read(Para((("看", b""), ("不见", HIDDEN), ("得", b""))))) == ["看得"]

    @pytest.mark.parametrize("line", [sprm(0x0837, 1), sprm(0x2A53, 1)])
    def test_crossed_out_text_is_left_out_and_told(self, line):
        document = read(Para((("5", line), ("6", sprm(0x0837, 0)))))
        assert texts(document) == ["6"]
        assert [i.code for i in document.issues] == ["cell.struck_text"]

    def test_deleted_text_is_left_out_and_told(self):
        document = read(Para((("甲", b""), ("乙", DELETED), ("丙", sprm(0x0801, 1)))))
        assert texts(document) == ["甲丙"]
        assert [i.code for i in document.issues] == ["file.tracked_changes"]

    def test_revisions_may_be_switched_against_the_style(self):
        """Word 97 writes 0x81, the opposite of the style, for a deletion."""
        assert texts(read(Para((("甲", b""), ("乙", sprm(0x0800, 0x81)))))) == ["甲"]

    def test_a_style_hides_and_its_text_shows_again(self):
        styles = ((1, 0xFFF, b""), (1, 0, HIDDEN), (1, 1, b""))
        hidden = Para((("窗体顶端", b""), ("露", sprm(0x083C, 0x81))), style=2)
        assert texts(read(hidden, para("见"), styles=styles)) == ["露", "见"]

    def test_styles_that_are_based_on_each_other_end(self):
        styles = ((1, 1, b""), (1, 0, HIDDEN))
        assert texts(read(Para((("甲", b""),), style=1), styles=styles)) == [""]

    def test_quickly_saved_changes_lie_with_the_pieces(self):
        """One byte names a deletion; a list hides, by number."""
        document = read(
            para("甲乙丙丁"), cuts=(1, 2, 3), prms=(0, 0x41 << 1 | 1 << 8, 1), lists=(HIDDEN,)
        )
        assert texts(document) == ["甲丁"]


class TestBoxes:
    FONTS = ("宋体", "Wingdings", "Wingdings 2", "Symbol")

    def test_symbol_fonts_show_boxes(self):
        document = read(
            Para((("\xa8", font(1)), ("种植", b""), ("R", font(2)), ("养殖R", b""))),
            fonts=self.FONTS,
        )
        assert texts(document) == ["□种植☑养殖R"]
        marks = document.paragraphs[0].marks
        assert [(m.kind, m.checked, m.offset) for m in marks] == [
            ("sym", False, 0),
            ("sym", True, 3),
        ]

    def test_inserted_symbols_show_boxes(self):
        """Word keeps a bracket, and what to show instead."""
        document = read(Para((("(", symbol(1, 0xF0FE)), ("加工", b""))), fonts=self.FONTS)
        assert texts(document) == ["☑加工"]

    def test_a_character_style_brings_its_font(self):
        styles = ((1, 0xFFF, b""), (2, 0xFFF, font(1)))
        run = ("\xfe", sprm(0x4A30, u16(1)))
        assert texts(read(Para((run,)), fonts=self.FONTS, styles=styles)) == ["☑"]

    @pytest.mark.parametrize(
        ("result", "default", "shown"), [(0, 1, "□"), (1, 0, "☑"), (25, 1, "☑"), (25, 0, "□")]
    )
    def test_a_check_box_shows_its_state(self, result, default, shown):
        """25 says that nobody has touched it."""
        runs = (*(("种\x13 FORMCHECKBOX ", b""), ("\x01", form_data(0)), ("\x14\x15植", b"")),)
        document = read(Para(runs), data=box_data(result, default))
        assert texts(document) == [f"种{shown}植"]
        assert [(m.kind, m.offset) for m in document.paragraphs[0].marks] == [("ffData", 1)]

    def test_a_list_shows_what_was_chosen(self):
        data = box_data(0) + list_data(("种植", "养殖", "加工"), 2)
        runs = (
            ("\x13 FORMDROPDOWN ", b""),
            ("\x01", form_data(len(box_data(0)))),
            ("\x14\x15。", b""),
        )
        assert texts(read(Para(runs), data=data)) == ["加工。"]

    def test_a_picture_is_no_check_box(self):
        runs = (("\x13 FORMCHECKBOX ", b""), ("\x01", sprm(0x6A03, u32(0))), ("\x14\x15", b""))
        assert texts(read(Para(runs), data=box_data(1))) == [""]


class TestFields:
    def test_results_are_text_and_codes_are_not(self):
        assert texts(read(para('见\x13 HYPERLINK "x" \x14附件\x15。'))) == ["见附件。"]

    def test_fields_inside_fields(self):
        line = "\x13 IF \x13 PAGE \x141\x15 = 1 \x14甲\x13 DATE \x142017年\x15\x15乙"
        assert texts(read(para(line))) == ["甲2017年乙"]

    def test_enclosed_characters_are_ticked_boxes(self):
        document = read(para("养殖\x13 eq \\o\\ac(□,√)\x15"))
        assert texts(document) == ["养殖☑"]

    def test_an_unfinished_field_ends_with_its_paragraph(self):
        assert texts(read(para("甲\x13 PAGE"), para("乙\x15"))) == ["甲", "乙"]

    def test_form_controls_are_told(self):
        document = read(para("\x13 CONTROL Forms.CheckBox.1 \x14\x01\x15"), para("甲"))
        assert "file.form_controls" in [i.code for i in document.issues]


class TestTables:
    def test_cells_by_their_edges(self):
        document = read(
            para("上"),
            *row(("户名", "李四\n第二行", "男"), THREE),
            *row(("地址", "双山子村"), cells((0, 1010, 4000))),
            para("下"),
        )
        assert [p.address for p in document.paragraphs] == ["段落1", "段落2"]
        (grid,) = document.grids
        assert (grid.name, grid.n_rows, grid.n_cols, grid.sheet) == ("表1", 2, 3, False)
        assert places(grid) == [
            (0, 0, 1, 1, "户名"),
            (0, 1, 1, 1, "李四\n第二行"),
            (0, 2, 1, 1, "男"),
            (1, 0, 1, 1, "地址"),
            (1, 1, 1, 2, "双山子村"),
        ]
        assert [c.address for c in grid.cells] == [
            *("表1!R1C1", "表1!R1C2", "表1!R1C3", "表1!R2C1", "表1!R2C2"),
        ]

    @given(data=st.data())
    def test_any_table_comes_back(self, data, random_tables):
        """Spans in both directions, from edges and flags as Word writes them."""
        table = data.draw(random_tables(st.text("甲乙丙", max_size=3)))
        edges = [0, *accumulate(width * 100 for width in table.widths)]
        grid = read(*_word_rows(table, edges), para()).grids[0]
        used = sorted({edge for r in placed_cells(table) for p in r
                       for edge in (p.col, p.col + p.cell.colspan)})  # fmt: skip
        column = {edge: number for number, edge in enumerate(used)}
        assert places(grid) == [
            (
                p.row,
                column[p.col],
                p.cell.rowspan,
                column[p.col + p.cell.colspan] - column[p.col],
                p.cell.text,
            )
            for r in placed_cells(table)
            for p in r
        ]

    @pytest.mark.parametrize("first", [1, 2])
    def test_cells_merged_by_flags(self, first):
        """What Word writes and what its documentation says are each other's opposite."""
        flags = (0, first, 3 - first)
        document = read(*row(("甲", "乙", "藏"), cells((0, 10, 2000, 4000), flags)), para())
        assert places(document.grids[0]) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 2, "乙")]
        (issue,) = document.issues
        assert (issue.code, issue.place.cell, issue.seen) == ("cell.covered_text", "表1!R1C2", "藏")

    def test_blocks_merged_downwards_begin_anew(self):
        """A restart ends the block above it."""
        restart, merged = (0x60,), (0x20,)
        two = (0, 1000, 2000)
        document = read(
            *row(("a", "1"), cells(two, restart)),
            *row(("", "2"), cells(two, merged)),
            *row(("b", "3"), cells(two, restart)),
            *row(("", "4"), cells(two, merged)),
            para(),
        )
        assert [p for p in places(document.grids[0]) if p[1] == 0] == [
            (0, 0, 2, 1, "a"),
            (2, 0, 2, 1, "b"),
        ]
        assert [c.address for c in document.grids[0].cells if c.text == "2"] == ["表1!R2C2"]

    def test_merging_needs_the_same_edges(self):
        document = read(
            *row(("a", "1"), cells((0, 1000, 3000), (0x60,))),
            *row(("b", "2"), cells((0, 2000, 3000), (0x20,))),
            para(),
        )
        assert document.issues == ()
        assert [p[:4] for p in places(document.grids[0]) if p[1] == 0] == [
            (0, 0, 1, 1),
            (1, 0, 1, 2),
        ]

    def test_rows_indented_by_a_column_and_by_a_margin(self):
        document = read(
            *row(("1", "2", "3"), THREE),
            *row(("4", "5"), cells((1000, 3000, 4000))),
            *row(("6", "7"), cells((108, 1000, 3900))),
            para(),
        )
        assert places(document.grids[0])[3:] == [
            (1, 1, 1, 1, "4"),
            (1, 2, 1, 1, "5"),
            (2, 0, 1, 1, "6"),
            (2, 1, 1, 2, "7"),
        ]

    def test_later_changes_of_a_row(self):
        """Inserted, widened, deleted, merged, split and vertically merged after the fact."""
        insert = sprm(0x7621, 1, 1, u16(500))
        delete = sprm(0x5622, 0, 1)
        width = sprm(0x7623, 0, 1, u16(1000))
        merge, split = sprm(0x5624, 0, 2), sprm(0x5625, 0, 2)
        down = sprm(0xD62B, 2, 0, 3)
        two = cells((0, 1000, 2000))
        document = read(
            *row(("a", "b"), two + insert + delete + width),
            *row(("c", "d"), two + merge),
            *row(("e", "f"), two + merge + split),
            *row(("g", "h"), two + down),
            *row(("", "i"), two + sprm(0xD62B, 2, 0, 1)),
            para(),
        )
        assert places(document.grids[0]) == [
            (0, 0, 1, 1, "a"),
            (0, 1, 1, 1, "b"),
            (1, 0, 1, 2, "c"),
            (2, 0, 1, 1, "e"),
            (2, 1, 1, 1, "f"),
            (3, 0, 2, 1, "g"),
            (3, 1, 1, 1, "h"),
            (4, 1, 1, 1, "i"),
        ]
        assert [i.seen for i in document.issues] == ["d"]

    def test_properties_too_large_for_a_page_lie_in_the_data_stream(self):
        many = tuple(map(str, range(40)))
        document = read(*row(many, cells(tuple(range(0, 8200, 200)))), para(), huge=True)
        assert [c.text for c in document.grids[0].cells] == list(many)

    def test_a_table_at_the_very_end(self):
        """LibreOffice makes one paragraph of it."""
        document = read(para("题"), *row(("甲", "乙"), cells((0, 10, 20))))
        assert [c.text for c in document.grids[0].cells] == ["甲", "乙"]

    def test_tables_inside_tables(self):
        inner = cells((0, 500, 900))
        document = read(
            para("外", depth(1)),
            *(para("里1", depth(2) + INNER_CELL), para("里2", depth(2) + INNER_CELL)),
            para("", depth(2) + INNER_CELL + INNER_ROW + inner),
            *(para("里3", depth(2) + INNER_CELL), para("里4", depth(2) + INNER_CELL)),
            para("", depth(2) + INNER_CELL + INNER_ROW + inner),
            para("后", depth(1), CELL),
            para("旁", depth(1), CELL),
            para("", depth(1) + ROW_END + cells((0, 2000, 3000)), CELL),
            para("末"),
        )
        outer, nested = document.grids
        assert [b.name for b in document.grids] == ["表1", "表2"]
        assert places(outer) == [(0, 0, 1, 1, "外\n后"), (0, 1, 1, 1, "旁")]
        assert outer.cells[0].nested == ("表2",)
        assert [c.address for c in nested.cells] == [
            f"表2!R{r}C{c}" for r in (1, 2) for c in (1, 2)
        ]
        assert [c.text for c in nested.cells] == ["里1", "里2", "里3", "里4"]

    def test_a_table_that_begins_two_deep(self):
        document = read(
            para("里", depth(2) + INNER_CELL),
            para("", depth(2) + INNER_CELL + INNER_ROW + cells((0, 500))),
            para("", depth(1), CELL),
            para("", depth(1) + ROW_END + cells((0, 900)), CELL),
            para(),
        )
        # One cell inside of a cell is what a pasted cell becomes: it is read where it stands.
        assert [(g.name, [c.text for c in g.cells]) for g in document.grids] == [("表1", ["里"])]

    def test_deleted_rows_are_left_out(self):
        gone = [*row(("x", "y"), cells((0, 1, 2)))]
        gone[-1] = Para((), CELL, gone[-1].papx, DELETED)
        document = read(*row(("a", "b"), cells((0, 1000, 2000))), *gone, para())
        assert [c.text for c in document.grids[0].cells] == ["a", "b"]
        assert [i.code for i in document.issues] == ["file.tracked_changes"]

    def test_a_deleted_mark_joins_two_lines_of_a_cell(self):
        document = read(
            Para((("上", b""),), "\r", IN_TABLE, DELETED),
            para("下", IN_TABLE, CELL),
            para("", IN_TABLE + ROW_END + cells((0, 900)), CELL),
            para(),
        )
        assert [c.text for c in document.grids[0].cells] == ["上下"]

    def test_a_row_that_lost_its_end_is_kept(self):
        document = read(
            *row(("a", "b"), cells((0, 10, 2000))), para("c", IN_TABLE, CELL), para("末")
        )
        assert [c.text for c in document.grids[0].cells] == ["a", "b", "c"]

    def test_marks_keep_their_place_in_a_cell_of_many_lines(self):
        document = read(*row(("种植□\n养殖☑", "b"), cells((0, 10, 2000))), para())
        cell = document.grids[0].cells[0]
        assert [cell.text[m.offset] for m in cell.marks] == ["□", "☑"]


class TestAnchors:
    def test_bookmarks_are_hidden_markers(self):
        paragraphs = (para("上"), *row(("户名", "李四"), cells((0, 10, 2000))), para("填表单位："))
        text = "上\r户名\x07李四\x07\x07填表单位：\r"
        document = read(
            *paragraphs,
            bookmarks={
                "kjfp_unit": text.index("填"),
                "kjfp_household": text.index("李"),
                "other": 0,
                "kjfp_household__2": text.index("户"),
            },
        )
        assert dict(document.slots) == {
            "kjfp_household": ("表1!R1C1", "表1!R1C2"),
            "kjfp_unit": ("段落2",),
        }

    def test_the_text_of_a_box_follows_its_paragraph(self):
        document = read(
            para("锚\x08后"), para("末"), boxes={1: (para("框中一"), para("框中☑"), para())}
        )
        assert texts(document) == ["锚后\n框中一\n框中☑", "末"]
        mark = document.paragraphs[0].marks[0]
        assert document.paragraphs[0].text[mark.offset] == "☑"

    def test_a_table_in_a_box(self):
        box = (para("框"), *row(("甲", "乙"), cells((0, 10, 2000))), para())
        document = read(para("锚\x08"), para("末"), boxes={1: box})
        assert texts(document) == ["锚\n框", "末"]
        assert [c.address for c in document.grids[0].cells] == ["表1!R1C1", "表1!R1C2"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"version": 104}, "file.word_95"),
            ({"flags": 0x0100}, "file.encrypted"),
        ],
    )
    def test_what_is_not_read_is_told(self, more, code):
        document = read(para("甲"), **more)
        assert (document.format, document.blocks) == ("doc", ())
        assert [i.code for i in document.issues] == [code]
        assert document.issues[0].remedy

    def test_more_cells_in_a_row_than_word_allows(self):
        many = tuple("甲" * 64)
        document = read(*row(many, cells((0, 10))), para())
        assert [i.code for i in document.issues] == ["file.dangerous"]

    def test_small_streams_lie_in_the_mini_stream(self):
        content = Word((para("甲"), *row(("a", "b"), cells((0, 10, 2000))))).content(mini=True)
        assert [c.text for c in read_document(content, "a").grids[0].cells] == ["a", "b"]

    def test_names_of_streams_in_any_case(self):
        content = Word((para("甲"),)).content()
        odd = content.replace(
            "WordDocument".encode("utf-16-le"), "WORDDOCUMENT".encode("utf-16-le")
        )
        assert texts(read_document(odd, "a")) == ["甲"]


def _units(text: str) -> list[int]:
    raw = text.encode("utf-16-le")
    return [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]


def _word_rows(table, edges):
    """The rows of a table with a cell for every piece of a merged block, as Word keeps them."""
    above: dict[int, object] = {}
    for number, starting in enumerate(placed_cells(table)):
        here = {p.col: p for p in starting}
        line, texts_, flags = [0], [], []
        col = 0
        while col < len(table.widths):
            placed = here.get(col) or above[col]
            if placed.cell.rowspan > 1:
                flags.append(0x60 if placed.row == number else 0x20)
            else:
                flags.append(0)
            texts_.append(placed.cell.text if placed.row == number else "")
            above[col] = placed
            col += placed.cell.colspan
            line.append(edges[col])
        yield from row(texts_, cells(line, flags))
