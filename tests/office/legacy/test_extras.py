"""What is not installed is named, with what to install."""

from __future__ import annotations

import sys

import pytest
from legacy_biff import Xls, XlsSheet
from legacy_odf import ods, row, table
from legacy_word import Word, para

from kejifupin.office import read_document


@pytest.fixture
def bare(monkeypatch):
    """As if nothing of the extra were installed."""
    for name in ("xlrd", "olefile", "python_calamine"):
        monkeypatch.setitem(sys.modules, name, None)


def test_old_workbooks_need_xlrd(bare):
    content = Xls((XlsSheet("表", {(0, 0): "甲"}),)).content()
    document = read_document(content, "a.xls")
    assert (document.format, document.blocks) == ("xls", ())
    (issue,) = document.issues
    assert issue.code == "file.needs_extra"
    assert 'pip install "kejifupin[legacy]"' in (issue.remedy or "")


def test_a_broken_workbook_is_no_reason_to_install_anything(bare):
    content = Xls((XlsSheet("表"),)).stream()[:-10]
    assert [i.code for i in read_document(content, "a.xls").issues] == ["file.broken"]


def test_the_others_need_nothing(bare):
    assert read_document(Word((para("甲"),)).content(), "a").paragraphs[0].text == "甲"
    assert read_document(ods(table(row("甲"))), "a").grids[0].cells[0].text == "甲"
