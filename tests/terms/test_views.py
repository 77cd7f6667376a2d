"""Tables are shown whole or folded with their count, escaped, and with columns that align."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from kejifupin.terms.html_tables import OPENED, html_table, html_view
from kejifupin.terms.looks import DONE, FAILED
from kejifupin.terms.streams import Streamed
from kejifupin.terms.text_tables import ROOM, printable, text_table, text_view, text_width
from kejifupin.terms.views import HEAD, TAIL, WHOLE, Marked, Table, View, count_marks, rows_of

words = st.text(max_size=30)


def numbered(count, **others):
    """A table of so many numbered rows."""
    return Table(("号",), range(count), lambda each: (f"第{each}号",), **others)


class Reader(HTMLParser):
    """What a browser makes of a page: its elements, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@given(count=st.integers(0, 200))
def test_every_row_is_shown_or_counted(count):
    """First rows, last rows, and how many stand between them, whatever is streamed."""
    rows = rows_of(numbered(count))
    streamed = rows_of(
        Table(("号",), Streamed(lambda: iter(range(count))), lambda n: (f"第{n}号",))
    )

    shown = [*rows.first, *rows.last]
    assert rows == streamed
    assert len(shown) + rows.skipped == rows.count == count
    if count <= WHOLE:
        assert [each for (each,) in shown] == [f"第{n}号" for n in range(count)]
    else:
        numbers = [*range(HEAD), *range(count - TAIL, count)]
        assert [each for (each,) in shown] == [f"第{n}号" for n in numbers]


def test_a_folded_table_opens_and_says_how_much_there_is():
    """Up to fifty rows are in the page; of more it says how many there are."""
    few, many = html_table(numbered(30)), html_table(numbered(OPENED + 1))

    assert "……中间15行……" in few
    assert "<summary>全部30行</summary>" in few
    assert few.count("第12号") == 1
    assert f"<summary>前{OPENED}行（共{OPENED + 1}行）</summary>" in many
    assert f"第{OPENED}号" in many  # the last row stands above
    assert "<details>" not in html_table(numbered(WHOLE))
    assert "（无）" in html_table(numbered(0))


def test_a_table_that_is_folded_from_the_start_is_only_counted_in_text():
    """Its rows are in the page, behind its title."""
    view = View("板", tables=(numbered(3, title="各级", folded=True),))

    assert text_view(view, "Board") == "<Board: 板>\n各级：共3行"
    assert "<summary>各级：全部3行</summary>" in html_view(view)


@settings(max_examples=60)
@given(title=words, name=words, cell=words, mark=words)
def test_whatever_people_wrote_stays_text(title, name, cell, mark):
    """No element or attribute comes out of a text, and the text comes out of the page."""
    table = Table((name,), (cell, mark), lambda each: (Marked(each, DONE),), title=title)
    page = html_view(View(title, (Marked(mark, FAILED),), ((name, cell),), (table,)))
    read = Reader(page)

    tags = {"div", "p", "b", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert {tag for tag, _ in read.tags} <= tags
    assert {key for _, attributes in read.tags for key in attributes} <= {"class", "style"}
    told = "".join(read.texts)
    for each in (title, name, cell, mark):
        assert printable(each).strip() in told
    assert page.encode("utf-8")


def test_numbers_are_right_aligned_and_no_background_is_fixed():
    """Only lamps have a colour of their own, with words that can be read on it."""
    table = Table(
        ("甲", "数"), ((Marked("已完成", DONE), "12户"),), tuple, numbers=("数",), title="题"
    )
    page = html_table(table)

    assert re.search(r'<td style="text-align:right[^"]*">12户</td>', page)
    assert re.findall(r"background:[^;]*;color:[^;]*", page) == ["background:#2E7D32;color:#FFFFFF"]
    assert ">✔ 已完成</span>" in page


@settings(max_examples=60)
@given(
    header=st.lists(words, min_size=1, max_size=12),
    data=st.data(),
)
def test_columns_of_text_align_and_keep_within_the_room(header, data):
    """Chinese counts two; what is too long is cut, what has no room at all is counted."""
    row = st.lists(words, min_size=len(header), max_size=len(header))
    items = data.draw(st.lists(row, min_size=1, max_size=3))
    table = Table(tuple(header), items, lambda each: each, numbers=(header[-1],))
    lines = list(text_table(table))

    rule = lines[1]
    assert text_width(rule) <= ROOM
    hidden = "未显示" in lines[-1] and len(lines) == len(items) + 3
    assert len(lines) == 2 + len(items) + hidden
    for line in (lines[0], *lines[2 : 2 + len(items)]):
        assert text_width(line) <= text_width(rule)
        assert "\n" not in line
        assert "\x1b" not in line


def test_text_is_cut_with_a_sign_and_columns_are_told():
    """Nobody takes what was cut off for the whole."""
    long = Table(("甲", "乙"), (("一" * 80, "二"),), tuple)
    wide = Table(tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯"), (("一" * 8,) * 14,), tuple)

    assert re.fullmatch("一+… +二", list(text_table(long))[2])
    assert list(text_table(wide))[-1] == "（另有2列未显示）"


def test_marks_are_counted_in_the_order_met():
    """The number stands behind the words."""
    marks = [Marked("已完成", DONE), Marked("未完成", FAILED), Marked("已完成", DONE)]
    assert [unescape(str(each)) for each in count_marks(marks)] == ["✔已完成2", "✘未完成1"]
