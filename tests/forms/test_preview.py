"""Forms as HTML: spans, boxes, personal values masked, everything escaped."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import hypothesis
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from hypothesis import strategies as st

from kejifupin.forms.preview import masked, preview_html
from kejifupin.records.record import make_record
from kejifupin.records.values import DivisionName
from kejifupin.terms.disclosure import Disclosure

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))


class Seen(HTMLParser):
    """Cells with their spans, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self.paragraphs: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        assert set(given) <= {"style", "lang", "colspan", "rowspan"}
        self.tags.add(tag)
        if tag in ("br", "col"):
            if tag == "br":
                self.handle_data("\n")
            return
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append(("", int(given.get("colspan", 1)), int(given.get("rowspan", 1))))
        elif tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "td" in self.open or "th" in self.open:
            text, *spans = self.rows[-1][-1]
            self.rows[-1][-1] = (text + data, *spans)
        elif "p" in self.open:
            self.paragraphs[-1] += data


def preview(key: str, record=None, **more) -> str:
    layout = LAYOUTS[key]
    return preview_html(layout, KINDS[layout.kind], record, **more)


def household(**more):
    values = {
        "household": "张甲",
        "division": DivisionName("", "220821"),
        "phone": "013800000000",
        "members": 4,
        "poverty_causes": ("因病", "缺水"),
        "service_needs": ("种植",),
    }
    return make_record(KINDS["household_survey"], values | more)


def test_a_blank_annex_looks_as_it_is_printed():
    """Words, spans and boxes of annex 1."""
    seen = Seen(preview("village_survey"))

    assert seen.paragraphs == ["附件1", "一村一品调查表"]
    assert seen.rows[0] == [("村名", 1, 1), ("", 1, 1), ("地区名称", 1, 1), ("", 1, 1)]
    assert seen.rows[1] == [("详细地址", 1, 1), ("", 3, 1)]
    assert seen.rows[7] == [
        ("科技服务需求\n（在对应□内打√）", 1, 1),
        ("种植□ 养殖□ 加工□ 水产□\n其它：", 3, 1),
    ]


@pytest.mark.parametrize("key", sorted(LAYOUTS))
def test_every_form_has_a_preview_of_its_own_kind_of_tags(key):
    """Tables and paragraphs; nothing that runs or is fetched."""
    assert Seen(preview(key)).tags <= {
        "div", "p", "table", "colgroup", "col", "tbody", "tr", "td", "th", "br",
    }  # fmt: skip


def test_personal_values_are_masked_unless_disclosed():
    """Texts, numbers, ticked boxes; what is open stays."""
    closed = preview("household_survey", household(), setting=SETTING)
    cells = [text for row in Seen(closed).rows for text, *_ in row]

    assert "张甲" not in closed
    assert "0138" not in closed
    assert cells.count("***") == 3
    assert {"镇赉县", "4", "种植☑ 养殖□ 加工□ 水产□\n其它："} <= set(cells)
    assert "因病☑" not in closed
    opened = preview("household_survey", household(), disclosure=Disclosure.of(("phone",)))
    assert "013800000000" in opened
    assert "张甲" not in opened
    assert "因病☑" in preview("household_survey", household(), disclosure=Disclosure.of(("all",)))


def test_rows_are_masked_as_well():
    """Names of experts; what was not reported stays blank."""
    kind = KINDS["team_workplan"]
    expert = make_record(kind.row_kind("experts"), {"name": "李乙", "title": "研究员"})
    record = make_record(kind, {"leader_name": "王丙", "experts": (expert,)})
    html = preview("team_workplan", record)

    assert "李乙" not in html
    assert "王丙" not in html
    assert ["专家1", "***", "", "研究员", "", ""] in [
        [text for text, *_ in row] for row in Seen(html).rows
    ]
    assert masked(record).get("leader_contact") is None


def test_a_register_shows_its_row():
    """A record of a register stands under its headings."""
    record = make_record(KINDS["village_register"], {"code": "220821100200", "name": "李家村"})
    rows = [[text for text, *_ in row] for row in Seen(preview("village_register", record)).rows]

    assert rows[1][:2] == ["220821100200", "李家村"]


@hypothesis.given(st.text(st.sampled_from("<>&\"'=甲\n\t\x07\ud800 script{}/"), max_size=20))
def test_whatever_is_written_stays_text(text):
    """Markup in a value is shown, not obeyed."""
    html = preview(
        "household_survey", household(service_needs_other=text), disclosure=Disclosure.of(("all",))
    )

    assert Seen(html).tags <= {
        "div",
        "p",
        "table",
        "colgroup",
        "col",
        "tbody",
        "tr",
        "td",
        "th",
        "br",
    }
    html.encode()
