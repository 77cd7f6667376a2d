"""The constructions of real Word files, one by one; each loses something in other readers."""

from __future__ import annotations

import pytest

from kejifupin.office import Document, Grid, Mark, read_document


@pytest.fixture
def table(words, make_docx):
    """Reads the first table of a body."""

    def read(*rows: str, grid: str = "", before: str = "") -> Grid:
        document = read_document(make_docx(before + words.tbl(*rows, grid=grid)), "a.docx")
        assert not [issue for issue in document.issues if issue.code.startswith("file.b")]
        return document.grids[0]

    return read


@pytest.fixture
def cell(words, table):
    """The cell of a one-cell table with the content given."""

    def read(content: str):
        return table(words.tr(words.tc(content))).cells[0]

    return read


@pytest.fixture
def paragraph(make_docx):
    def read(content: str) -> Document:
        return read_document(make_docx(f"<w:p>{content}</w:p>"), "a.docx")

    return read


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def check_control(
    checked: str, content: str, *, font: str = '<w14:checkedState w14:val="2612"/>'
) -> str:
    return sdt(content, f'<w14:checkbox><w14:checked w14:val="{checked}"/>{font}</w14:checkbox>')


def form_check(*states: str) -> str:
    inner = "".join(states)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check1"/><w:enabled/>'
        f"<w:checkBox><w:sizeAuto/>{inner}</w:checkBox></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def field(code: str, result: str | None) -> str:
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if result is not None else ""
    shown = f"<w:r><w:t>{result}</w:t></w:r>" if result is not None else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def sym(font: str, char: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def fonts(ascii_font: str, extra: str = "") -> str:
    return f'<w:rFonts w:ascii="{ascii_font}" w:hAnsi="{ascii_font}" w:eastAsia="宋体"{extra}/>'


class TestContentControls:
    def test_control_around_runs(self, words, cell):
        """Text in a content control inside a paragraph is read."""
        assert cell(f"<w:p>{words.r('户名')}{sdt(words.r('李四'))}</w:p>").text == "户名李四"

    def test_control_around_a_paragraph_in_a_cell(self, words, cell):
        assert cell(sdt(words.p("李四"))).text == "李四"

    def test_control_around_a_cell_does_not_shift_the_row(self, words, table):
        grid = table(words.tr("户名", sdt(words.tc("李四")), "地区"))
        assert [(c.col, c.text, c.address) for c in grid.cells] == [
            (0, "户名", "表1!R1C1"),
            (1, "李四", "表1!R1C2"),
            (2, "地区", "表1!R1C3"),
        ]

    def test_control_around_a_row(self, words, table, texts_of):
        grid = table(words.tr("一", "二"), sdt(words.tr("三", "四")), words.tr("五", "六"))
        assert texts_of(grid) == [["一", "二"], ["三", "四"], ["五", "六"]]

    def test_control_around_a_table(self, words, make_docx):
        document = read_document(make_docx(sdt(words.tbl(words.tr("一")))), "a.docx")
        assert [grid.cells[0].text for grid in document.grids] == ["一"]

    def test_controls_inside_controls(self, words, cell):
        assert cell(f"<w:p>{sdt(sdt(sdt(words.r('三层'))))}</w:p>").text == "三层"

    def test_prompt_is_no_answer(self, words, table):
        """A control that still shows its prompt is blank, and its cell stays in its place."""
        prompt = "<w:showingPlcHdr/>"
        grid = table(
            words.tr(
                f"<w:tc><w:p>{sdt(words.r('单击此处输入文字。'), prompt)}</w:p></w:tc>",
                sdt(words.tc("单击此处输入文字。"), prompt),
                words.tc(sdt(words.p("单击此处输入文字。"), prompt)),
                "填了",
            )
        )
        assert [c.text for c in grid.cells] == ["", "", "", "填了"]

    def test_prompt_switched_off_is_an_answer(self, words, cell):
        off = '<w:showingPlcHdr w:val="0"/>'
        assert cell(f"<w:p>{sdt(words.r('李四'), off)}</w:p>").text == "李四"

    def test_paragraphs_in_controls_count(self, words, make_docx):
        body = words.p("一") + sdt(words.p("二") + words.p("三")) + words.p("四")
        paragraphs = read_document(make_docx(body), "a.docx").paragraphs
        assert [(p.address, p.text) for p in paragraphs] == [
            ("段落1", "一"),
            ("段落2", "二"),
            ("段落3", "三"),
            ("段落4", "四"),
        ]


class TestCheckboxes:
    @pytest.mark.parametrize(
        ("value", "checked"), [("1", True), ("0", False), ("true", True), ("false", False)]
    )
    def test_w14(self, words, cell, value, checked):
        """A content control's box reads from its state, not from its picture."""
        found = cell(f"<w:p>{words.r('种植')}{check_control(value, words.r('☐'))}</w:p>")
        assert found.text == ("种植☑" if checked else "种植□")
        assert found.marks == (Mark("w14", checked, 2),)

    def test_w14_without_fonts_or_state(self, words, cell):
        """LibreOffice leaves w14:font out; a missing state is unchecked."""
        bare = sdt(words.r("☐"), "<w14:checkbox/>")
        assert cell(f"<w:p>{bare}</w:p>").marks == (Mark("w14", checked=False, offset=0),)

    def test_w14_shown_by_a_symbol(self, cell):
        found = cell(f"<w:p>{check_control('1', sym('Wingdings', 'F0FE'))}</w:p>")
        assert (found.text, found.marks) == ("☑", (Mark("w14", checked=True, offset=0),))

    def test_w14_empty(self, cell):
        found = cell(f"<w:p>{check_control('1', '')}</w:p>")
        assert (found.text, found.marks) == ("☑", (Mark("w14", checked=True, offset=0),))

    def test_w14_keeps_the_label_inside(self, words, cell):
        assert cell(f"<w:p>{check_control('1', words.r('☒种植'))}</w:p>").text == "☑种植"

    def test_w14_around_a_cell(self, words, table):
        grid = table(words.tr(check_control("1", words.tc("☐")), "种植"))
        assert [c.text for c in grid.cells] == ["☑", "种植"]

    def test_w14_around_a_paragraph(self, words, cell):
        assert cell(check_control("0", words.p("☒"))).marks == (
            Mark("w14", checked=False, offset=0),
        )

    @pytest.mark.parametrize(
        ("states", "checked"),
        [
            (("<w:checked/>",), True),
            (('<w:default w:val="0"/>', '<w:checked w:val="1"/>'), True),
            (('<w:default w:val="1"/>', '<w:checked w:val="0"/>'), False),
            (('<w:default w:val="1"/>',), True),
            (('<w:default w:val="0"/>',), False),
            ((), False),
        ],
    )
    def test_form_field(self, words, cell, states, checked):
        found = cell(f"<w:p>{form_check(*states)}{words.r('养殖')}</w:p>")
        assert found.text == ("☑养殖" if checked else "□养殖")
        assert found.marks == (Mark("ffData", checked, 0),)

    def test_form_drop_down(self, cell):
        """A drop-down form field shows the entry of its result."""
        data = (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="种植"/><w:listEntry w:val="养殖"/></w:ddList></w:ffData>'
            "</w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        assert cell(f"<w:p>{data}</w:p>").text == "养殖"

    @pytest.mark.parametrize(
        ("font", "char", "text", "checked"),
        [
            ("Wingdings", "F0FE", "☑", True),
            ("Wingdings", "00FE", "☑", True),
            ("Wingdings", "F0A8", "□", False),
            ("Wingdings", "F06F", "□", False),
            ("Wingdings", "F0FD", "☑", True),
            ("Wingdings 2", "F052", "☑", True),
            ("Wingdings 2", "F0A3", "□", False),
            ("wingdings 2", "F053", "☑", True),
            ("Wingdings", "F0FC", "✓", True),
            ("Wingdings 2", "F050", "✓", True),
            ("Webdings", "F063", "□", False),
        ],
    )
    def test_symbol(self, cell, font, char, text, checked):
        found = cell(f"<w:p>{sym(font, char)}</w:p>")
        assert (found.text, found.marks) == (text, (Mark("sym", checked, 0),))

    def test_other_symbols_are_no_marks(self, cell):
        found = cell(f"<w:p>{sym('Wingdings', 'F0E0')}{sym('Symbol', 'F0B4')}</w:p>")
        assert (found.text, found.marks) == ("→×", ())

    def test_symbol_with_a_damaged_code(self, words, cell):
        assert cell(f"<w:p>{sym('Wingdings', 'zz')}{words.r('好')}</w:p>").text == "好"

    @pytest.mark.parametrize(
        ("font", "letter", "text"),
        [("Wingdings 2", "R", "☑"), ("Wingdings 2", "£", "□"), ("Wingdings", "þ", "☑"),
         ("Wingdings", "¨", "□"), ("Wingdings", "ü", "✓"), ("Wingdings", "\uf0fe", "☑")],
    )  # fmt: skip
    def test_letter_in_a_symbol_font(self, words, cell, font, letter, text):
        """A letter in Wingdings is a box, whatever letter other readers see."""
        found = cell(words.p(words.r("种植"), words.r(letter, fonts(font))))
        assert found.text == f"种植{text}"
        assert [(m.kind, m.offset) for m in found.marks] == [("sym", 2)]

    def test_chinese_in_a_run_with_a_symbol_font_stays(self, words, cell):
        """A run gives the symbol font for the Latin half only."""
        assert cell(words.p(words.r("R种植", fonts("Wingdings 2")))).text == "☑种植"

    def test_theme_font_overrides_the_symbol_font(self, words, cell):
        themed = fonts("Wingdings", ' w:asciiTheme="minorHAnsi"')
        assert cell(words.p(words.r("R", themed))).text == "R"

    def test_private_characters_without_a_font(self, words, cell):
        """WPS writes Wingdings boxes as private characters in any font."""
        assert cell(words.p(words.r("\uf0fe种植\uf0a8养殖"))).text == "☑种植□养殖"

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            (r" eq \o\ac(□,√) ", "☑"),
            (r"EQ \o\ac(□, )", "□"),
            (r" eq \o\ac(○,3)", "③"),
            (r" SYMBOL 254 \f Wingdings \s 12", "☑"),
            (r' SYMBOL 163 \f "Wingdings 2" \s 12', "□"),
        ],
    )
    def test_character_in_a_field_code(self, words, cell, code, text):
        """带圈字符 puts the tick into the box by a field that has no result."""
        assert cell(f"<w:p>{words.r('种植')}{field(code, None)}</w:p>").text == f"种植{text}"

    def test_typed_glyphs_stay_and_are_marks(self, words, cell):
        found = cell(words.p("种植√养殖□加工☒水产×"))
        assert found.text == "种植√养殖□加工☒水产×"
        assert found.marks == (
            Mark("glyph", checked=True, offset=2),
            Mark("glyph", checked=False, offset=5),
            Mark("glyph", checked=True, offset=8),
        )

    def test_marks_of_all_mechanisms_in_one_cell_are_in_order(self, words, cell):
        found = cell(
            "<w:p>"
            + words.r("□甲")
            + sym("Wingdings", "F0FE")
            + words.r("乙")
            + form_check("<w:checked/>")
            + words.r("丙")
            + check_control("0", words.r("☒"))
            + "</w:p>"
        )
        assert found.text == "□甲☑乙☑丙□"
        assert [(m.kind, m.checked, m.offset) for m in found.marks] == [
            ("glyph", False, 0),
            ("sym", True, 2),
            ("ffData", True, 4),
            ("w14", False, 6),
        ]


class TestRevisions:
    def test_inserted_text_counts_and_deleted_text_does_not(self, words, cell):
        found = cell(
            f"<w:p>{words.r('5')}<w:ins w:id='1'>{words.r('0')}</w:ins>"
            "<w:del w:id='2'><w:r><w:delText>9</w:delText></w:r></w:del></w:p>"
        )
        assert found.text == "50"

    def test_moved_text_counts_once(self, words, cell):
        found = cell(
            f"<w:p><w:moveFrom w:id='1'>{words.r('旧')}</w:moveFrom>"
            f"<w:moveTo w:id='2'>{words.r('新')}</w:moveTo></w:p>"
        )
        assert found.text == "新"

    def test_deleted_rows_and_cells_are_gone(self, words, table, texts_of):
        grid = table(
            words.tr("一", words.tc("删", "<w:cellDel w:id='1'/>"), "二"),
            words.tr("删", "删", properties="<w:del w:id='2'/>"),
            words.tr("三", "四", properties="<w:ins w:id='3'/>"),
        )
        assert texts_of(grid) == [["一", "二"], ["三", "四"]]
        assert grid.cells[-1].address == "表1!R2C2"

    def test_revisions_are_told(self, words, make_docx):
        body = f"<w:p><w:ins w:id='1'>{words.r('新')}</w:ins></w:p>"
        assert [i.code for i in read_document(make_docx(body), "a").issues] == [
            "file.tracked_changes"
        ]

    def test_text_about_deletion_is_no_revision(self, words, make_docx):
        document = read_document(make_docx(words.p("a:del b:move c:ins d")), "a")
        assert document.issues == ()

    def test_deleted_paragraph_mark_joins_lines(self, words, cell):
        marked = (
            "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>"
        )
        assert cell(marked + words.p("下")).text == "上下"

    def test_hidden_text_is_gone(self, words, cell):
        found = cell(
            words.p(
                words.r("见"),
                words.r("隐", "<w:vanish/>"),
                words.r("显", '<w:vanish w:val="0"/>'),
            )
        )
        assert found.text == "见显"


class TestWrappers:
    @pytest.mark.parametrize(
        "name", ["smartTag", "hyperlink", "fldSimple", "customXml", "dir", "bdo"]
    )
    def test_wrapped_runs(self, words, cell, name):
        assert cell(f"<w:p>甲<w:{name}>{words.r('乙')}</w:{name}></w:p>").text == "乙"

    def test_custom_xml_around_rows_and_cells(self, words, table, texts_of):
        first = f"<w:customXml>{words.tc('一')}</w:customXml>"
        row = f"<w:customXml>{words.tr(first, '二')}</w:customXml>"
        assert texts_of(table(row)) == [["一", "二"]]

    def test_phonetic_guide_is_not_text(self, words, cell):
        ruby = (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{words.r('lǐ')}</w:rt>"
            f"<w:rubyBase>{words.r('李')}</w:rubyBase></w:ruby></w:r>"
        )
        assert cell(f"<w:p>{ruby}{words.r('四')}</w:p>").text == "李四"

    def test_field_results_are_text_and_codes_are_not(self, words, cell):
        assert (
            cell(f"<w:p>{field('DATE', '2017年12月')}{words.r('报')}</w:p>").text == "2017年12月报"
        )

    def test_field_inside_a_field_code(self, words, cell):
        inner = field("PAGE", "7")
        outer = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
            f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{words.r("是")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        assert cell(f"<w:p>{outer}{words.r('后')}</w:p>").text == "是后"

    def test_field_that_never_ends_loses_nothing_after_it(self, words, cell):
        begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
        assert cell(begun + words.p("后文")).text == "\n后文"

    def test_alternate_content_counts_once(self, words, cell):
        box = f"<w:txbxContent>{words.p('框中')}</w:txbxContent>"
        found = cell(
            f"<w:p>{words.r('前')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
            f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
        assert found.text == "前\n框中"

    def test_fallback_counts_where_the_choice_says_nothing(self, words, cell):
        found = cell(
            "<w:p><mc:AlternateContent><mc:Choice Requires='x'/>"
            f"<mc:Fallback>{words.r('后备')}</mc:Fallback></mc:AlternateContent></w:p>"
        )
        assert found.text == "后备"

    def test_table_in_a_text_box(self, words, paragraph):
        box = f"<w:txbxContent>{words.tbl(words.tr('框'))}{words.p('')}</w:txbxContent>"
        document = paragraph(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")
        assert [grid.cells[0].text for grid in document.grids] == ["框"]
        assert document.blocks[0].address == "段落1"

    def test_breaks_tabs_and_hyphens(self, cell):
        found = cell(
            "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:cr/>"
            "<w:t>四</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>五</w:t></w:r></w:p>"
        )
        assert found.text == "一\n二\t三\n四-五"

    def test_paragraphs_of_a_cell_are_lines(self, words, cell):
        assert cell(words.p("一") + words.p("") + words.p("三")).text == "一\n\n三"

    def test_runs_cut_anywhere_join(self, words, cell):
        """WPS cuts a run every few characters."""
        assert cell(words.p(*(words.r(c, fonts("仿宋")) for c in "致贫原因"))).text == "致贫原因"

    def test_formula_text(self, words, cell):
        math = "<m:oMath><m:r><m:t>1/2</m:t></m:r></m:oMath>"
        assert cell(f"<w:p>{words.r('约')}{math}</w:p>").text == "约1/2"


class TestGrids:
    def test_horizontal_span(self, words, table):
        grid = table(words.tr(words.tc("宽", '<w:gridSpan w:val="3"/>'), "窄"))
        assert [(c.col, c.colspan, c.address) for c in grid.cells] == [
            (0, 3, "表1!R1C1"),
            (3, 1, "表1!R1C2"),
        ]
        assert grid.n_cols == 4

    def test_vertical_merge_stands_once_and_counts_in_each_row(self, words, table):
        restart, going = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        grid = table(
            words.tr(words.tc("人口", restart), "总数"),
            words.tr(words.tc("", going), "劳力"),
            words.tr(words.tc("", '<w:vMerge w:val="continue"/>'), "学生"),
        )
        assert [(c.text, c.rowspan, c.address) for c in grid.cells] == [
            ("人口", 3, "表1!R1C1"),
            ("总数", 1, "表1!R1C2"),
            ("劳力", 1, "表1!R2C2"),
            ("学生", 1, "表1!R3C2"),
        ]
        assert grid.at(2, 0) is grid.cells[0]
        assert [c.text for c in grid.row_cells(1)] == ["人口", "劳力"]

    def test_two_merges_one_under_the_other(self, words, table):
        restart, going = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        rows = [("上", restart), ("", going), ("下", restart), ("", going)]
        grid = table(*(words.tr(words.tc(text, merge)) for text, merge in rows))
        assert [(c.text, c.row, c.rowspan) for c in grid.cells] == [("上", 0, 2), ("下", 2, 2)]

    def test_block_of_rows_and_columns(self, words, table):
        span = '<w:gridSpan w:val="2"/>'
        grid = table(
            words.tr(words.tc("块", span + '<w:vMerge w:val="restart"/>'), "右"),
            words.tr(words.tc("", span + "<w:vMerge/>"), "右下"),
        )
        block = grid.cells[0]
        assert (block.text, block.rowspan, block.colspan) == ("块", 2, 2)

    def test_merge_whose_edges_do_not_fit_is_a_cell_of_its_own(self, words, table):
        """python-docx fails here: nothing begins at that column in the row above."""
        grid = table(
            words.tr(words.tc("宽", '<w:gridSpan w:val="2"/>'), "右"),
            words.tr("左", words.tc("", "<w:vMerge/>"), "右下"),
        )
        assert [(c.row, c.col, c.rowspan, c.text) for c in grid.cells] == [
            (0, 0, 1, "宽"),
            (0, 2, 1, "右"),
            (1, 0, 1, "左"),
            (1, 1, 1, ""),
            (1, 2, 1, "右下"),
        ]

    def test_merge_that_begins_nowhere(self, words, table):
        grid = table(words.tr(words.tc("一", "<w:vMerge/>")), words.tr(words.tc("", "<w:vMerge/>")))
        assert [(c.text, c.rowspan) for c in grid.cells] == [("一", 2)]

    def test_hidden_cell_without_its_span_at_the_end_of_a_row(self, words, table):
        wide = '<w:gridSpan w:val="3"/><w:vMerge w:val="restart"/>'
        grid = table(
            words.tr("左", words.tc("宽", wide)), words.tr("左下", words.tc("", "<w:vMerge/>"))
        )
        assert [(c.text, c.rowspan, c.colspan) for c in grid.cells] == [
            ("左", 1, 1),
            ("宽", 2, 3),
            ("左下", 1, 1),
        ]

    def test_text_under_a_merged_cell_is_told(self, words, make_docx):
        table = words.tbl(
            words.tr(words.tc("上", '<w:vMerge w:val="restart"/>')),
            words.tr(words.tc("藏", "<w:vMerge/>")),
        )
        document = read_document(make_docx(table), "a.docx")
        issue = document.issues[0]
        assert (issue.code, issue.place.cell, issue.seen) == ("cell.covered_text", "表1!R1C1", "藏")
        assert "藏" not in issue.message.replace("藏着", "")

    def test_old_horizontal_merge(self, words, table):
        grid = table(
            words.tr(
                words.tc("一", '<w:hMerge w:val="restart"/>'), words.tc("", "<w:hMerge/>"), "二"
            )
        )
        assert [(c.text, c.col, c.colspan, c.address) for c in grid.cells] == [
            ("一", 0, 2, "表1!R1C1"),
            ("二", 2, 1, "表1!R1C2"),
        ]

    def test_old_merge_in_both_directions(self, words, table):
        def merged(first: str, h: str, v: str) -> str:
            return words.tc(first, f'<w:hMerge w:val="{h}"/><w:vMerge w:val="{v}"/>')

        grid = table(
            words.tr(merged("块", "restart", "restart"), merged("", "continue", "restart"), "甲"),
            words.tr(merged("", "restart", "continue"), merged("", "continue", "continue"), "乙"),
        )
        assert [(c.text, c.rowspan, c.colspan) for c in grid.cells] == [
            ("块", 2, 2),
            ("甲", 1, 1),
            ("乙", 1, 1),
        ]

    def test_columns_before_and_after_a_row(self, words, table):
        """A row that begins further right has no cells there; numbering goes by cells."""
        grid = table(
            words.tr("一", "二", "三"),
            words.tr("四", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
        assert grid.cells[3].col == 1
        assert grid.cells[3].address == "表1!R2C1"
        assert (grid.at(1, 0), grid.at(1, 2)) == (None, None)

    def test_no_table_grid(self, words, make_docx):
        body = words.tbl(words.tr("一", "二")).replace("<w:tblGrid></w:tblGrid>", "")
        grid = read_document(make_docx(body), "a.docx").grids[0]
        assert [c.text for c in grid.cells] == ["一", "二"]

    def test_nested_tables_are_grids_of_their_own(self, words, make_docx):
        """Numbers go by where a table starts; the cell around says what stands in it."""
        inner = words.tbl(words.tr("内一", "内二"))
        outer = words.tbl(words.tr(words.tc(words.p("外") + inner + words.p("后")), "旁"))
        document = read_document(make_docx(outer + words.tbl(words.tr("末"))), "a.docx")
        assert [grid.name for grid in document.blocks] == ["表1", "表2", "表3"]
        assert [[c.text for c in grid.cells] for grid in document.grids] == [
            ["外\n后", "旁"],
            ["内一", "内二"],
            ["末"],
        ]
        assert document.grids[0].cells[0].nested == ("表2",)
        assert document.grids[1].cells[1].address == "表2!R1C2"

    def test_paragraphs_in_cells_do_not_count(self, words, make_docx):
        body = words.p("") + words.tbl(words.tr("格")) + words.p("备注")
        paragraphs = read_document(make_docx(body), "a.docx").paragraphs
        assert [(p.address, p.text) for p in paragraphs] == [("段落1", ""), ("段落2", "备注")]

    def test_blocks_keep_the_order_of_the_document(self, words, make_docx):
        body = words.p("题") + words.tbl(words.tr("格")) + words.p("注")
        blocks = read_document(make_docx(body), "a.docx").blocks
        assert [type(block).__name__ for block in blocks] == ["Paragraph", "Grid", "Paragraph"]
