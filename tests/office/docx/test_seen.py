"""What people see in a text and a program easily reads past: strokes, powers, fractions."""

from __future__ import annotations

import pytest

from kejifupin.office import Mark, read_document


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def control(state: int, drawn: str, *, ticked: str = "2612", empty: str = "2610") -> str:
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/>'
        f'<w14:checkedState w14:val="{ticked}"/><w14:uncheckedState w14:val="{empty}"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{run(drawn)}</w:sdtContent></w:sdt>"
    )


FORM_BOX = (
    '<w:r><w:rPr><w:strike/></w:rPr><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
    '<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/>'
    "</w:r>"
)
MATH = "<m:oMath>{}</m:oMath>"
HALF = "<m:f><m:num><m:r><m:t>7</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
POWER = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>"


@pytest.fixture
def read(words, make_docx):
    """The only cell of a table and the codes told of it."""

    def read(content: str):
        body = words.tbl(words.tr(words.tc(f"<w:p>{content}</w:p>")))
        document = read_document(make_docx(body), "a.docx")
        cell = document.grids[0].cells[0]
        assert {issue.place.cell for issue in document.issues} <= {cell.address}
        return cell, [issue.code for issue in document.issues]

    return read


@pytest.mark.parametrize("stroke", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="1"/>'])
def test_what_is_crossed_out_is_gone_and_told(read, stroke):
    cell, codes = read(run("5", stroke) + run("6"))
    assert (cell.text, codes) == ("6", ["cell.struck_text"])


def test_a_stroke_that_is_switched_off_crosses_nothing_out(read):
    cell, codes = read(run("5", '<w:strike w:val="false"/>') + run("6", '<w:strike w:val="0"/>'))
    assert (cell.text, codes) == ("56", [])


def test_a_box_that_is_crossed_out_ticks_nothing(read):
    """Neither a typed one, nor a form field, nor a content control."""
    struck = control(1, "☒").replace("<w:rPr></w:rPr>", "<w:rPr><w:strike/></w:rPr>")
    cell, codes = read(run("☑种植", "<w:strike/>") + FORM_BOX + struck + run("□养殖"))
    assert (cell.text, codes) == ("□养殖", ["cell.struck_text"])


def test_a_paragraph_with_a_stroke_is_told_at_its_place(make_docx):
    body = f"<w:p>{run('填表单位：')}{run('甲县', '<w:strike/>')}{run('乙县')}</w:p>"
    document = read_document(make_docx(body), "a.docx")
    assert [each.text for each in document.paragraphs] == ["填表单位：乙县"]
    assert [str(issue.place.cell) for issue in document.issues] == ["段落1"]


def test_a_raised_digit_is_no_digit_of_the_number_before_it(read):
    raised = '<w:vertAlign w:val="superscript"/>'
    assert read(run("5") + run("1", raised))[0].text == "5¹"
    assert read(run("300m") + run("2", raised))[0].text == "300m2"


def test_a_fraction_keeps_its_stroke_and_a_power_its_height(read):
    assert read(MATH.format(HALF))[0].text == "7/2"
    assert read(MATH.format(POWER))[0].text == "10³"


def test_a_fraction_of_more_than_numbers_has_brackets(read):
    sum_ = HALF.replace("<m:t>7</m:t>", "<m:t>3+4</m:t>")
    assert read(MATH.format(sum_))[0].text == "(3+4)/2"


def test_a_control_that_shows_the_other_state_is_told(read):
    """Someone typed over the picture of a box, where only its state was to change."""
    cell, codes = read(control(0, "☒") + run("种植"))
    assert (cell.text, codes) == ("□种植", ["cell.box_state"])
    cell, codes = read(control(1, "☐") + run("种植"))
    assert (cell.text, codes) == ("☑种植", ["cell.box_state"])


def test_a_control_may_draw_its_states_as_it_likes(read):
    """A cross that stands for no is no contradiction, and a filled circle may stand for yes."""
    cell, codes = read(control(0, "☒", ticked="2611", empty="2612") + run("种植"))
    assert (cell.text, codes) == ("□种植", [])
    cell, codes = read(control(1, "●", ticked="25CF", empty="25CB") + run("种植"))
    assert (cell.text, cell.marks, codes) == ("☑种植", (Mark("w14", checked=True, offset=0),), [])


def boxed(*inside: str) -> str:
    content = "".join(inside)
    return (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def test_each_paragraph_of_a_text_box_is_one(words, make_docx):
    """Title, unit and table may all stand in a box; in a cell they are lines of its text."""
    table = words.tbl(words.tr("户名", "甲"))
    box = boxed(words.p("统计表"), words.p("☑单位：甲县"), table, words.p("备注"))
    document = read_document(make_docx(f"<w:p>{run('附件')}{box}</w:p>{words.p('完')}"), "a.docx")
    said = [(each.text, each.address) for each in document.paragraphs]
    assert said == [
        ("附件", "段落1"),
        ("统计表", "段落1"),
        ("☑单位：甲县", "段落1"),
        ("备注", "段落1"),
        ("完", "段落2"),
    ]
    assert document.paragraphs[2].marks == (Mark("glyph", checked=True, offset=0),)
    assert [grid.name for grid in document.grids] == ["表1"]


def test_text_boxes_in_a_cell_are_lines_of_it(read, words):
    assert read(run("甲") + boxed(words.p("乙"), words.p("丙")))[0].text == "甲\n乙\n丙"
