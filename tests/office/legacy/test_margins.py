"""Headers and footers of old and open formats: read apart from the body, with their addresses."""

from __future__ import annotations

import struct

import pytest
from legacy_biff import Xls, XlsSheet, record, wide
from legacy_biff12 import Xlsb, XlsbSheet
from legacy_biff12 import record as record12
from legacy_biff12 import wide as wide12
from legacy_odf import NAMESPACES, cell, ods, odt, p, row, table
from legacy_word import Word, para

from kejifupin.office import Limits, read_document

HEADER = "填表单位：靖宇县科协"
STORED = f'&L&"宋体,常规"&9{HEADER}&C&A&R第&P页'


def margins(content: bytes, name: str) -> list[tuple[str, str]]:
    document = read_document(content, name)
    assert not document.issues
    return [(each.address, each.text) for each in document.margins]


def styles(inner: str) -> str:
    return (
        f"<office:document-styles {NAMESPACES}><office:master-styles>{inner}"
        "</office:master-styles></office:document-styles>"
    )


def page(inner: str, name: str = "Standard") -> str:
    return f'<style:master-page style:name="{name}">{inner}</style:master-page>'


def test_a_document_of_word_97():
    """The text lies behind the body; six stories of separators stand in front of it."""
    content = Word([para("正文")], heading=HEADER).content()
    assert margins(content, "表.doc") == [("页眉1段落1", HEADER)]
    assert [each.text for each in read_document(content, "表.doc").paragraphs] == ["正文"]


def test_places_of_headers_that_lie_nowhere_are_no_harm():
    """Whatever the table of headers says, the file is read or refused."""
    whole = Word([para("正文")], heading=HEADER).content()
    at = whole.index(struct.pack("<14L", *[0] * 8, *[len(HEADER) + 1] * 6))
    for number in range(14):
        for wrong in (0xFFFFFFFF, 0x7FFFFFFF, 9999):
            spoilt = bytearray(whole)
            struct.pack_into("<L", spoilt, at + 4 * number, wrong)
            document = read_document(bytes(spoilt), "表.doc", limits=Limits(nodes=10_000))
            assert document.blocks or document.issues


def test_an_open_document_text():
    """Of every page style, headers first; what is not shown is not read."""
    inner = page(
        f"<style:footer>{p('第1页')}</style:footer>"
        f"<style:header>{p('附件4')}{table(row(cell('填表单位：'), cell('靖宇县科协')))}"
        "</style:header>"
    ) + page(f'<style:header style:display="false">{p("旧的")}</style:header>', "旧")
    assert margins(_odt(inner), "表.odt") == [
        ("页眉1段落1", "附件4"),
        ("页眉1表1!R1C1", "填表单位：    靖宇县科协"),
        ("页脚1段落1", "第1页"),
    ]


def _odt(inner: str) -> bytes:
    return odt(p("正文"), **{"styles.xml": styles(inner)})


def test_an_open_document_workbook():
    """Each sheet has the header of its own page style; one that names none has the first."""
    inner = page(
        f"<style:header><style:region-left>{p('填表单位：A&amp;B科协')}</style:region-left>"
        f"<style:region-right>{p('2018年')}</style:region-right></style:header>",
        "甲",
    ) + page(f"<style:header>{p('乙页眉')}</style:header>", "乙")
    own = '<style:style style:name="t2" style:family="table" style:master-page-name="乙"/>'
    second = table(row(cell("二")), name="二", style="t2")
    content = ods(table(row(cell("一"))) + second, styles=own, **{"styles.xml": styles(inner)})
    assert margins(content, "表.ods") == [
        ("页眉1段落1", "填表单位：A&B科协"),
        ("页眉1段落2", "2018年"),
        ("页眉2段落1", "乙页眉"),
    ]


def test_an_old_workbook():
    """By sheet, without the codes of fonts, sizes and page numbers."""
    pytest.importorskip("xlrd")
    more = record(0x14, wide(STORED)) + record(0x15, wide("&C填表人：某&&某"))
    sheets = [XlsSheet("一", {(0, 0): "甲"}), XlsSheet("二", {(0, 0): "乙"}, more=more)]
    assert margins(Xls(sheets).content(), "表.xls") == [
        ("页眉2段落1", HEADER),
        ("页眉2段落2", "第页"),
        ("页脚2段落1", "填表人：某&某"),
    ]


def test_a_binary_workbook():
    """Headers and footers of odd, even and first pages stand in one record."""
    more = record12(
        479,
        struct.pack("<H", 0)
        + wide12(STORED)
        + wide12("")
        + struct.pack("<L", 0xFFFFFFFF) * 3
        + wide12("&L首页"),
    )
    content = Xlsb([XlsbSheet("一", {(0, 0): "甲"}, more=more)]).content()
    assert margins(content, "表.xlsb") == [
        ("页眉1段落1", HEADER),
        ("页眉1段落2", "第页"),
        ("页脚1段落1", "首页"),
    ]
