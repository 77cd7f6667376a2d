"""OpenDocument texts: what is seen, where it stands, what is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legacy_odf import cell, meta, odt, p, placed_rows, row, table

from kejifupin.office import Limits, read_document
from kejifupin.office.page import placed_cells

WINGDINGS = '<style:font-face style:name="W1" svg:font-family="&apos;Wingdings 2&apos;"/>'


def style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"'
        f' style:parent-style-name="{parent}"><style:text-properties {properties}/></style:style>'
    )


def read(*body: str, **more):
    return read_document(odt("".join(body), **more), "表.odt")


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def places(grid):
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in grid.cells]


def span(name: str, text: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


class TestText:
    def test_paragraphs_headings_lists_and_sections(self):
        document = read(
            p("附件2"),
            "<text:h>标题</text:h>",
            f"<text:list><text:list-item>{p('一')}</text:list-item></text:list>",
            f"<text:section>{p('节')}</text:section>",
            f'<text:section text:display="none">{p("藏")}</text:section>',
            p(),
        )
        assert document.format == "odt"
        assert [(b.address, b.text) for b in document.paragraphs] == [
            *(
                ("段落1", "附件2"),
                ("段落2", "标题"),
                ("段落3", "一"),
                ("段落4", "节"),
                ("段落5", ""),
            ),
        ]

    def test_white_space_is_one_space_unless_it_is_said(self):
        document = read(
            p("  户  \n 名", '<text:s text:c="3"/>甲', "<text:tab/>乙<text:line-break/>丙")
        )
        assert texts(document) == ["户 名   甲\t乙\n丙"]

    def test_notes_comments_and_readings_are_left_out(self):
        document = read(
            p(
                "甲<text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note>",
                "<office:annotation><dc:creator>某</dc:creator><text:p>批注</text:p></office:annotation>",
                "<text:ruby><text:ruby-base>乙</text:ruby-base><text:ruby-text>yi</text:ruby-text></text:ruby>",
                "<text:a>丙</text:a><text:date>2017年</text:date>",
            )
        )
        assert texts(document) == ["甲乙丙2017年"]

    def test_hidden_text_is_left_out(self):
        document = read(
            p("看", span("T", "不见"), "得", span("U", "露")),
            '<text:p text:style-name="P">全藏</text:p>',
            p('<text:hidden-text text:is-hidden="true" text:string-value="x"/>甲'),
            styles=style("T", 'text:display="none"')
            + style("U", 'text:display="true"', parent="T")
            + style("P", 'text:display="none"', "paragraph"),
        )
        assert texts(document) == ["看得露", "", "甲"]

    def test_crossed_out_text_is_left_out_and_told(self):
        line = "style:text-line-through-style"
        document = read(
            p(span("T", "5"), "6", span("U", "7")),
            styles=style("T", f'{line}="solid"') + style("U", f'{line}="none"', parent="T"),
        )
        assert texts(document) == ["67"]
        assert [i.code for i in document.issues] == ["cell.struck_text"]

    def test_tracked_changes_are_read_as_accepted_and_told(self):
        changes = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>删掉</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
        )
        document = read(changes, p('甲<text:change text:change-id="c"/>乙'))
        assert texts(document) == ["甲乙"]
        assert [i.code for i in document.issues] == ["file.tracked_changes"]

    def test_text_boxes_follow_their_paragraph(self):
        box = f"<draw:frame><draw:text-box>{p('框中☑')}{p('二')}</draw:text-box></draw:frame>"
        shape = f"<draw:g><draw:custom-shape>{p('形')}</draw:custom-shape></draw:g>"
        document = read(p("锚", box, "后", shape), p(box))
        assert texts(document) == ["锚后\n框中☑\n二\n形", "框中☑\n二"]

    def test_a_text_box_that_hangs_on_the_page(self):
        box = f"<draw:frame><draw:text-box>{p('框中')}</draw:text-box></draw:frame>"
        document = read(box, "<draw:frame><draw:image/></draw:frame>", p("甲"))
        assert [(b.address, b.text) for b in document.paragraphs] == [
            ("段落1", "框中"),
            ("段落2", "甲"),
        ]

    def test_pictures_alone_are_told(self):
        document = read(p("<draw:frame><draw:image/></draw:frame>"))
        assert [i.code for i in document.issues] == ["file.only_pictures"]


class TestBoxes:
    def test_symbol_fonts_show_boxes(self):
        document = read(
            p(span("T", "R"), "种植", span("V", "\uf0a3"), "R"),
            fonts=WINGDINGS,
            styles=style("T", 'style:font-name="W1"') + style("V", 'fo:font-family="Wingdings 2"'),
        )
        assert texts(document) == ["☑种植□R"]
        assert [(m.kind, m.checked) for m in document.paragraphs[0].marks] == [
            ("sym", True),
            ("sym", False),
        ]

    def test_common_styles_bring_fonts_too(self):
        common = (
            '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles>'
            '<style:style style:name="框" style:family="text"><style:text-properties'
            ' style:font-name="Wingdings"/></style:style></office:styles></office:document-styles>'
        )
        document = read(
            p(span("T", "\uf0fe")), styles=style("T", "", parent="框"), **{"styles.xml": common}
        )
        assert texts(document) == ["☑"]

    @pytest.mark.parametrize(("state", "shown"), [("true", "☑"), ("false", "□")])
    def test_check_boxes_of_word(self, state, shown):
        name = "vnd.oasis.opendocument.field.FORMCHECKBOX"
        box = (
            f'<field:fieldmark field:type="{name}"><field:param field:name="Checkbox_Checked"'
            f' field:value="{state}"/></field:fieldmark>'
        )
        document = read(p("种", box, "植"))
        assert texts(document) == [f"种{shown}植"]
        assert [(m.kind, m.offset) for m in document.paragraphs[0].marks] == [("ffData", 1)]

    def test_lists_of_word(self):
        name = "vnd.oasis.opendocument.field.FORMDROPDOWN"
        entries = "".join(
            f'<field:param field:name="Dropdown_ListEntry" field:value="{v}"/>'
            for v in ("甲", "乙")
        )
        chosen = '<field:param field:name="Dropdown_Selected" field:value="1"/>'
        document = read(
            p(f'<field:fieldmark field:type="{name}">{entries}{chosen}</field:fieldmark>')
        )
        assert texts(document) == ["乙"]

    def test_codes_of_fields_are_no_text(self):
        document = read(
            p("<field:fieldmark-start/>PAGE<field:fieldmark-separator/>3<field:fieldmark-end/>页")
        )
        assert texts(document) == ["3页"]

    def test_content_controls(self):
        """The sign in a check box is its state again; a prompt is no text."""
        document = read(
            p(
                '<loext:content-control loext:checkbox="true" loext:checked="true">☒</loext:content-control>种植',
                '<loext:content-control loext:checkbox="true" loext:checked="false">☐</loext:content-control>养殖',
                '<loext:content-control loext:showing-place-holder="true">点此输入</loext:content-control>',
            )
        )
        assert texts(document) == ["☑种植□养殖"]
        assert [(m.kind, m.checked) for m in document.paragraphs[0].marks] == [
            ("w14", True),
            ("w14", False),
        ]

    def test_form_controls(self):
        forms = (
            '<office:forms><form:form><form:checkbox form:id="c1" form:current-state="checked"/>'
            '<form:checkbox form:id="c2"/></form:form></office:forms>'
        )
        body = "".join(f'<draw:control draw:control="{name}"/>' for name in ("c1", "c2", "other"))
        document = read(forms, p(body))
        assert texts(document) == ["☑□"]
        assert [i.code for i in document.issues] == ["file.form_controls"]


class TestTables:
    @given(data=st.data())
    def test_any_table_comes_back(self, data, random_tables):
        block = data.draw(random_tables(st.text("甲乙丙", max_size=3)))
        placed = placed_cells(block)
        rows = placed_rows(placed, len(block.rows), len(block.widths))
        grid = read(table(*rows)).grids[0]
        wanted = [q for line in placed for q in line]
        assert places(grid) == [
            (q.row, q.col, q.cell.rowspan, q.cell.colspan, q.cell.text) for q in wanted
        ]
        for c in grid.cells:
            touching = grid.row_cells(c.row)
            assert c.address == f"表1!R{c.row + 1}C{touching.index(c) + 1}"

    def test_headers_groups_and_repetition(self):
        document = read(
            p("上"),
            table(
                f"<table:table-header-rows>{row('甲', '乙')}</table:table-header-rows>",
                f"<table:table-row-group>{row(cell('丙', repeat=2), repeat=2)}</table:table-row-group>",
            ),
            p("下"),
        )
        assert [b.address for b in document.paragraphs] == ["段落1", "段落2"]
        assert [c.text for c in document.grids[0].cells] == ["甲", "乙", "丙", "丙", "丙", "丙"]

    def test_tables_inside_tables(self):
        inner = table(row("里1", "里2"))
        document = read(table(row(cell(p("外") + inner + p("后")), "旁")), table(row("三")))
        assert [(g.name, [c.text for c in g.cells]) for g in document.grids] == [
            ("表1", ["外\n后", "旁"]),
            ("表2", ["里1", "里2"]),
            ("表3", ["三"]),
        ]
        assert document.grids[0].cells[0].nested == ("表2",)

    def test_text_under_a_merged_block_is_told(self):
        document = read(table(row(cell("甲", cols=2), cell("藏", covered=True))))
        assert [(i.code, i.place.cell, i.seen) for i in document.issues] == [
            ("cell.covered_text", "表1!R1C1", "藏")
        ]

    def test_spans_that_overlap_or_reach_too_far_are_cut(self):
        grid = read(
            table(
                row(cell("甲", rows=9), "乙"),
                row(cell("丙", cols=2), cell("丁", cols=3)),
                row(cell("", covered=True), "戊"),
            )
        ).grids[0]
        assert places(grid)[0] == (0, 0, 3, 1, "甲")
        assert [c.text for c in grid.cells] == ["甲", "乙", "丁", "戊"]
        for c in grid.cells:
            assert grid.at(c.row, c.col) is c

    def test_a_table_without_any_covered_cell_leaves_them_out(self):
        """Pandoc writes spans as HTML has them."""
        grid = read(
            table(row(cell("甲", rows=2, cols=2), "乙"), row("丙"), row("丁", "戊", "己"))
        ).grids[0]
        assert [(c.row, c.col, c.text) for c in grid.cells] == [
            *((0, 0, "甲"), (0, 2, "乙"), (1, 2, "丙")),
            *((2, 0, "丁"), (2, 1, "戊"), (2, 2, "己")),
        ]
        assert [c.address for c in grid.cells][2] == "表1!R2C2"

    def test_a_covered_cell_that_nothing_covers_is_a_cell(self):
        assert [
            c.text for c in read(table(row(cell("甲", covered=True), "乙"))).grids[0].cells
        ] == [
            "甲",
            "乙",
        ]


class TestAround:
    def test_bookmarks_properties_and_producer(self):
        mark = '<text:bookmark-start text:name="kjfp_household"/>'
        document = read(
            p('<text:bookmark text:name="kjfp_unit"/>填表单位：'),
            table(row("户名", cell(p(mark, "李四")))),
            meta=meta(
                '<meta:user-defined meta:name="form">household_survey</meta:user-defined>'
                "<meta:keyword>调查</meta:keyword><meta:generator>某程序</meta:generator>"
            ),
        )
        assert dict(document.slots) == {"kjfp_unit": ("段落1",), "kjfp_household": ("表1!R1C2",)}
        assert dict(document.properties) == {"form": "household_survey", "keywords": "调查"}
        assert document.producer == "某程序"

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ('<text:p><text:s text:c="99999999"/></text:p>', "file.dangerous"),
            (table(row(cell("甲", repeat=5_000))), "file.dangerous"),
            (table(row("甲", repeat=999_999_999)), "file.dangerous"),
            (table(row(cell("甲", cols=64))), "file.dangerous"),
            (table(*[row(cell(repeat=1_000), repeat=200)] * 3), "file.dangerous"),
        ],
    )
    def test_more_than_any_form(self, body, code):
        document = read(body)
        assert ([i.code for i in document.issues], document.blocks) == ([code], ())

    def test_a_locked_file(self):
        manifest = "<manifest><encryption-data/></manifest>"
        document = read(p("甲"), **{"META-INF/manifest.xml": manifest})
        assert [i.code for i in document.issues] == ["file.encrypted"]

    def test_a_dtd(self):
        content = odt(p("甲")).replace(b"zz", b"zz")
        assert read_document(content, "a").issues == ()
        bad = odt("", meta='<!DOCTYPE x [<!ENTITY a "b">]><x/>')
        assert [i.code for i in read_document(bad, "a").issues] == ["file.dangerous"]

    def test_nodes_are_limited(self):
        document = read_document(odt(p() * 300), "a", limits=Limits(nodes=200))
        assert [i.code for i in document.issues] == ["file.dangerous"]
