"""Blank forms as offices hand them down, with all that they can hold."""

from __future__ import annotations

import io
import struct
import zlib

import docx
import openpyxl
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
THIN = Border(*(Side("thin") for _ in range(4)))


def picture() -> io.BytesIO:
    """A PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + crc

    head = struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def _run(paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.format(w=nsdecls("w"), w14=_W14)))


def _symbol_box(paragraph, number: int) -> None:
    del number
    _run(paragraph, '<w:r {w}><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>')


def _control_box(paragraph, number: int) -> None:
    _run(
        paragraph,
        f'<w:sdt {{w}} xmlns:w14="{{w14}}"><w:sdtPr><w:id w:val="{900 + number}"/><w14:checkbox>'
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic"/></w:rPr>'
        "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>",
    )


def _field_box(paragraph, number: int) -> None:
    _run(
        paragraph,
        f'<w:r {{w}}><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="c{number}"/>'
        '<w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox></w:ffData>'
        "</w:fldChar></w:r>",
    )
    _run(paragraph, "<w:r {w}><w:instrText> FORMCHECKBOX </w:instrText></w:r>")
    _run(paragraph, '<w:r {w}><w:fldChar w:fldCharType="separate"/></w:r>')
    _run(paragraph, '<w:r {w}><w:fldChar w:fldCharType="end"/></w:r>')


def _typed_box(paragraph, number: int) -> None:
    del number
    paragraph.add_run("□")


def _wingdings_box(paragraph, number: int) -> None:
    del number
    _run(
        paragraph,
        '<w:r {w}><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
        "<w:t>\uf0a8</w:t></w:r>",
    )


BOXES = (_typed_box, _symbol_box, _control_box, _field_box, _wingdings_box)


def _put(table, row: int, col: int, text: str, span: int = 1):
    cell = table.cell(row, col)
    if span > 1:
        cell = cell.merge(table.cell(row, col + span - 1))
    cell.text = text
    return cell


def _framed(title: str, annex: str):
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "吉林省科学技术协会"
    section.footer.paragraphs[0].text = "请于年底前报送"
    document.add_paragraph(annex)
    document.add_heading(title, 0)
    return document


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def household_docx(choices: tuple[str, ...]) -> bytes:
    """一户一策: boxes of five kinds, lines, units in cells, a prompt, a picture, numbering."""
    document = _framed("一户一策调查表", "附件2")
    document.add_picture(picture())
    document.add_paragraph("每户一张", style="List Number")
    document.add_paragraph("用钢笔填写", style="List Number")
    table = document.add_table(rows=9, cols=4, style="Table Grid")
    for row, (left, right) in enumerate(
        (("户    名", "地区名称"), ("详细地址", ""), ("联系人", "联系电话"))
    ):
        _put(table, row, 0, left)
        if right:
            _put(table, row, 2, right)
    _put(table, 1, 1, "", 3)
    _put(table, 3, 0, "家庭人口总数")
    line = _put(table, 3, 1, "").paragraphs[0]
    line.add_run("      ").underline = True
    line.add_run("人")
    _put(table, 3, 2, "有劳动能力人口数")
    _put(table, 3, 3, "＿＿＿人")
    _put(table, 4, 0, "人均耕地面积")
    _put(table, 4, 1, "    亩")
    _put(table, 5, 0, "致贫原因\n（在对应□内打√）")
    cell = _put(table, 5, 1, "", 3)
    for number, choice in enumerate(choices):
        cell.paragraphs[0].add_run(choice)
        BOXES[number % len(BOXES)](cell.paragraphs[0], number)
        cell.paragraphs[0].add_run(" ")
    cell.add_paragraph("其它：＿＿＿＿＿＿＿＿")
    _put(table, 6, 0, "发展潜在优势")
    cell = _put(table, 6, 1, "", 3)
    prompt = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:id w:val='77'/><w:showingPlcHdr/></w:sdtPr>"
        '<w:sdtContent><w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        "<w:t>单击此处输入文字。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    cell._tc.replace(cell._tc.find(qn("w:p")), prompt)
    cell._tc.append(OxmlElement("w:p"))
    _put(table, 7, 0, "科技服务需求\n（在对应□内打√）")
    _put(table, 7, 1, "□种植 □养殖 □加工 □水产 □其它：", 3)
    _put(table, 8, 0, "其它需要\n说明事项")
    _put(table, 8, 1, "", 3)
    return _saved(document)


def team_docx() -> bytes:
    """扶贫工作队: two growing tables, a label merged downwards, a line in front of its label."""
    document = _framed("扶贫工作队工作安排表", "附件3")
    paragraph = document.add_paragraph()
    paragraph.add_run("              ").underline = True
    paragraph.add_run("地区扶贫工作队").bold = True
    table = document.add_table(rows=13, cols=6, style="Table Grid")
    _put(table, 0, 0, "带队人员", 6)
    _put(table, 1, 0, "姓名")
    _put(table, 1, 1, "", 2)
    _put(table, 1, 3, "联系方式")
    _put(table, 1, 4, "", 2)
    _put(table, 2, 0, "工作单位")
    _put(table, 2, 1, "", 2)
    _put(table, 2, 3, "职    务")
    _put(table, 2, 4, "", 2)
    _put(table, 3, 0, "扶贫工作队人员组成", 6)
    for col, text in enumerate(("", "姓  名", "单  位", "职称", "年龄", "联系电话")):
        _put(table, 4, col, text)
    for row, text in enumerate(("专家1", "专家2", "……"), 5):
        _put(table, row, 0, text)
    _put(table, 8, 0, "送科技下乡活动安排", 6)
    for col, (text, span) in {0: ("", 1), 1: ("时  间", 1), 2: ("地  点", 1)}.items():
        _put(table, 9, col, text, span)
    _put(table, 9, 3, "内  容", 3)
    for row, text in enumerate(("活动1", "活动2", "……"), 10):
        _put(table, row, 0, text)
        _put(table, row, 3, "", 3)
    document.add_paragraph("备注：一支工作队填报一张表。")
    return _saved(document)


def winter_xlsx(rows: tuple[tuple[str, str], ...], title: str) -> bytes:
    """“科技之冬”: merged title, a line with two blanks, protected, validated, with a picture."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附件4"
    sheet["A1"] = "附件4"
    sheet.merge_cells("A2:C2")
    sheet["A2"] = title
    sheet["A2"].font = Font("方正小标宋简体", size=22)
    sheet.merge_cells("A3:C3")
    under = InlineFont(u="single")
    sheet["A3"] = CellRichText(
        "填表单位：", TextBlock(under, "            "), "（统计时间：2017年12月—2017年4月）"
    )
    for col, text in zip("ABC", ("内 容", "计量单位", "数 量"), strict=True):
        sheet[f"{col}4"] = text
    for number, (label, unit) in enumerate(rows, 5):
        sheet[f"A{number}"], sheet[f"B{number}"] = label, unit
        sheet[f"C{number}"].number_format = "0.00"
    last = 4 + len(rows)
    for line in sheet[f"A4:C{last}"]:
        for cell in line:
            cell.border = THIN
    check = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0")
    check.add(f"C5:C{last}")
    sheet.add_data_validation(check)
    sheet[f"A{last + 1}"] = "合计"
    sheet[f"C{last + 2}"] = f"=SUM(C5:C{last})"
    sheet.protection.sheet = True
    sheet.print_area = f"A1:C{last}"
    sheet.print_title_rows = "4:4"
    sheet.oddHeader.center.text = "吉林省科协"
    sheet.add_chart(BarChart(), f"A{last + 4}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def register_xlsx(headings: tuple[str, ...], title: str, blank_rows: int = 3) -> bytes:
    """A register with a few blank rows, and under them what must move down."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花 名 册"
    last = len(headings)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
    sheet["A1"] = title
    for col, text in enumerate(headings, 1):
        sheet.cell(2, col, text).border = THIN
    for row in range(3, 3 + blank_rows):
        for col in range(1, last + 1):
            sheet.cell(row, col).border = THIN
    end = 3 + blank_rows
    sheet.merge_cells(start_row=end, start_column=1, end_row=end, end_column=last)
    sheet.cell(end, 1, "备注：逐村登记，由县扶贫办盖章。")
    sheet.cell(end + 1, 1, f"=COUNTA(A3:A{end - 1})")
    sheet.conditional_formatting.add(
        f"A3:A{end - 1}",
        openpyxl.formatting.rule.CellIsRule(operator="equal", formula=["0"], font=Font(bold=True)),
    )
    sheet.print_area = f"A1:C{end + 1}"
    sheet.add_chart(BarChart(), f"A{end + 3}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
