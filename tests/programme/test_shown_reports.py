"""Reports show themselves in a notebook: their text and tables, and what was rendered of them."""

from __future__ import annotations

from datetime import date

import pytest
from showing_checks import check_shown, personal_texts

from kejifupin.reports import RenderedReport
from kejifupin.terms.disclosure import Disclosure

DAY = date(2018, 5, 31)


@pytest.fixture(scope="module")
def secrets(example):
    """Names, addresses, numbers of telephones, and all else that is personal in the example."""
    return personal_texts(example.records)


def test_a_bulletin_shows_its_text_and_folds_its_annexes(example, secrets):
    """Each paragraph is a row, each annex opens below it; nobody is named."""
    report = example.compose_report("bulletin", as_of=DAY)
    check_shown(report, secrets)

    html = report._repr_html_()
    assert all(each.text in html for each in report.sentences[:4])
    assert html.count("<details>") >= 3
    assert "目标任务完成情况表：" in html
    assert repr(report).startswith("<Report: 报告《吉林省进展情况的通报》>")
    assert "目标任务完成情况表：共" in repr(report)


def test_a_table_shows_its_head_and_its_rows(example, secrets):
    """What a form of several lines has above its columns stands in one line."""
    report = example.compose_report("winter_summary", as_of=DAY)
    check_shown(report, secrets)

    assert "<table>" in report._repr_html_()


def test_a_board_shows_its_lamps(example):
    """The report of a board is the board."""
    report = example.compose_report("board", as_of=DAY)
    assert report._repr_html_() == report.board._repr_html_()


def test_what_was_composed_in_clear_is_not_repeated(example):
    """A notebook is kept and sent on: what names people is looked at in the file."""
    opened = Disclosure.of(("phone",))
    report = example.compose_report("bulletin", as_of=DAY, disclosure=opened)
    assert "含个人信息，这里不列出" in repr(report)
    assert report.sentences[0].text not in report._repr_html_()


def test_a_file_shows_its_name_and_size_and_a_picture_itself():
    """Of bytes nothing is printed; what a notebook can draw stands below."""
    file = RenderedReport("<b>.docx", b"x" * 1500)
    assert repr(file).splitlines()[:2] == ["<RenderedReport: 报告文件“<b>.docx”>", "大小  2千字节"]
    assert "&lt;b&gt;.docx" in file._repr_html_()
    assert "<img" not in file._repr_html_()
    drawn = RenderedReport("板.svg", b"<svg onload='x'/>")._repr_html_()
    assert 'src="data:image/svg+xml;base64,' in drawn
    assert "onload" not in drawn
