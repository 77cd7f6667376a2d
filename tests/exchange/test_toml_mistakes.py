"""TOML that cannot be parsed: every mistake on its line, and the rest still read."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange.config_codes import DUPLICATE_KEY, TOML_SYNTAX
from kejifupin.exchange.toml_mistakes import MAX_MISTAKES, parse_toml

LINES = [
    ("key = “x”", "全角", '改用半角的 "'),
    ('key ＝ "x"', "全角", "改用半角的 ="),
    ('key： "x"', "全角", "改用半角的 ="),
    ("list = [1，2]", "全角", "改用半角的 ,"),
    ("list = [1、2]", "全角", "改用半角的 ,"),
    ("list = 【1】", "全角", "改用半角的 ["),
    ('key: "x"', "冒号", "把 : 改为 ="),
    ('key "x"', "缺少等号", "键 = 值"),
    ('key = "x', "缺少右引号", "补上引号"),
    ("key = 'x", "引号没有配对", "补上同样的引号"),
    ('"key = 1', "缺少右引号", "补上引号"),
    ("key =", "没有值", "删去这一行"),
    ("key = # later", "没有值", "删去这一行"),
    ("key = 县", "没有用引号", '"县"'),
    ("key = county level # c", "没有用引号", '"county level"'),
    ("key = True", "true 或 false", "改为 true"),
    ("key = no", "true 或 false", "改为 false"),
    ("key = null", "没有空值", "删去这一行"),
    ("share = .5", "缺少整数部分", "改为 0.5"),
    ("due_on = 2017-5-1", "日期", "改为 2017-05-01"),
    ("due_on = 2017/11/30", "日期", "改为 2017-11-30"),
    ("due_on = 2017年11月30日", "日期", "改为 2017-11-30"),
    ("due_on = 2017-02-30", "没有这一天", "检查月份和日期"),
    ("code = 0220", "不能以 0 开头", '"0220"'),
    ("funds = 1,000,000", "不能有逗号", "改为 1000000"),
    ("share = 60%", "不能有 %", "0.6"),
    ("bound = 10户 # each", "多出“户”", "不写单位"),
    ('label = "a" "b"', "多出", "一行只写一个键和一个值"),
    ('label = "说"好"话"', "多出", "中文引号"),
    ('名称 = "x"', "不能作键", '"名称"'),
    ("吉林省", "既不是表头", "#"),
    ("bound = { at_least = 1, ", "没有在本行结束", "}"),
    ("bound = { at_least = 1 at_most = 2 }", "缺少逗号", "}"),
    ("list = [1 2]", "缺少逗号", "]"),
    ("[table", "]", "[键]"),
    ("[[tables]", "]]", "[[键]]"),
    ("[]", "键", ""),
    ('path = "C:\\Work"', "反斜杠", "单引号"),
    ('path = "C:\\Users"', "十六进制", "\\\\"),
    ('key = "\\uD800"', "不是字符", "直接写出"),
    ("key = 1 \x0c", "多出", ""),
    ('key = "a\x07b"', "控制字符", "删去"),
    ("a..b = 1", "键", ""),
    ("key = " + "[" * 50_000, "太深", "配对"),
    ("key = " + "9" * 5_000, "太长", "检查"),
    ("key = 1e99999999999999999999x", "多出", ""),
]


@pytest.mark.parametrize(("line", "message", "remedy"), LINES, ids=lambda text: str(text)[:24])
def test_a_bad_line_is_told_with_its_place_and_remedy(line: str, message: str, remedy: str) -> None:
    """What stands around the line is read, and the line alone is told."""
    parsed = parse_toml(f"first = 1\n\n{line}\nlast = 2\n[other]\nx = 3\n", "targets.toml")

    (issue,) = parsed.issues
    assert (issue.code, issue.place.file, issue.place.line) == (TOML_SYNTAX, "targets.toml", 3)
    assert message in issue.message
    assert remedy in (issue.remedy or "")
    assert parsed.data is not None
    assert parsed.data["first"] == 1
    assert parsed.data["other"] == {"x": 3}
    assert parsed.data.get("last", 2) == 2


@pytest.mark.parametrize(
    ("text", "line", "first"),
    [
        ("a = 1\nb = 2\na = 3\n", 3, 1),
        ("t.a = 1\nt.a = 2\n", 2, 1),
        ("t = { a = 1,\n a = 2 }\n".replace("\n ", " "), 1, 1),
        ("[t]\na = 1\n[u]\n[t]\nb = 1\n", 4, 1),
        ("[[t]]\na = 1\n\n[[t]]\na = 1\nb = 2\na = 2\n", 7, 5),
        ("[t]\n[t.u]\na = 1\n[t.u]\n", 4, 2),
        ("a = [\n 1,\n 2]\na = 1\n", 4, 1),
        ("a = 1\na = [\n 1,\n 2]\n", 2, 1),
        ("a = 1\n[a]\nb = 1\n", 2, 1),
    ],
)
def test_what_is_written_twice_names_the_line_of_the_first(
    text: str, line: int, first: int
) -> None:
    """The second is told, on its own line, with the line of the first."""
    (issue,) = parse_toml(text, "f.toml").issues
    assert (issue.code, issue.place.line) == (DUPLICATE_KEY, line)
    assert f"第{first}行已经写过" in issue.message


@pytest.mark.parametrize(
    "text", ["t = { a = 1 }\nt.b = 2\n", "t = { a = 1 }\n[t.u]\n", "[a.b]\nx = 1\n[a]\nb.y = 2\n"]
)
def test_a_table_that_is_closed_takes_no_more_keys(text: str) -> None:
    """An inline table or a table with a header cannot be added to elsewhere."""
    (issue,) = parse_toml(text, "f.toml").issues
    assert issue.code == DUPLICATE_KEY
    assert issue.place.line == text.count("\n")


def test_all_mistakes_of_a_text_are_told_in_one_go_in_the_order_of_lines() -> None:
    """One line each, no matter how different."""
    text = "\n".join(line for line, *_ in LINES if len(line) < 100 and "bound = { at" not in line)
    told = [issue.place.line for issue in parse_toml(text, "f.toml").issues]
    assert told == list(range(1, text.count("\n") + 2))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("list = [1, 2\nnext = 1\n", 1),
        ("list = [\n  “x”,\n  1,\n]\nnext = 1\n", 2),
        ('text = """\nlong\n\nnext 1\n', 1),
        ("text = '''\nlong\nmore\n", 1),
        ('a = """x"" \n', 1),
        ("list [\n  1,\n  {},\n]\nnext = 1\n", 1),
        ("list = “ [\n  [1],\n  2\n]\nnext = 1\n", 1),
    ],
)
def test_what_is_left_open_is_told_where_it_begins(text: str, line: int) -> None:
    """An open bracket or quote is noticed at the end of the text and told at its start."""
    parsed = parse_toml(text, "f.toml")
    assert [issue.place.line for issue in parsed.issues] == [line]
    assert parsed.data == ({"next": 1} if "next = 1" in text else {})


def test_an_inline_table_over_several_lines_is_told_once() -> None:
    """Authors write it often; its keys do not land in the table around it."""
    parsed = parse_toml("t = {\n  a = 1,\n  b = 2\n}\nnext = 1\n", "f.toml")
    (issue,) = parsed.issues
    assert issue.place.line == 1
    assert "本行" in issue.message
    assert "[表]" in (issue.remedy or "")
    assert parsed.data == {"next": 1}


def test_keys_below_a_broken_header_do_not_land_in_the_table_above() -> None:
    """The section is left out whole, and its own mistakes are still told."""
    text = '[[t]]\nkey = "a"\n[[t]\nkey = "b"\nbad = \n[[t]]\nkey = "c"\n'
    parsed = parse_toml(text, "f.toml")
    assert [issue.place.line for issue in parsed.issues] == [3, 5]
    assert parsed.data == {"t": [{"key": "a"}, {"key": "c"}]}


def test_tables_that_lost_a_statement_are_named() -> None:
    """What is missing there may stand in the line that could not be read."""
    text = "[[t]]\nlabel = “a”\n[[t]]\nbound.at_least = 3户\n[u]\nx = 1\n"
    parsed = parse_toml(text, "f.toml")
    assert parsed.incomplete == {("t", 0), ("t", 1), ("t", 1, "bound")}


def test_beyond_the_limit_the_end_of_checking_is_told() -> None:
    """Nothing is cut off silently."""
    parsed = parse_toml("a = \n" * (MAX_MISTAKES + 5), "f.toml")
    assert parsed.data is None
    assert len(parsed.issues) == MAX_MISTAKES + 1
    assert "未再检查" in parsed.issues[-1].message


BROKEN = st.sampled_from(
    [line for line, *_ in LINES if len(line) < 100 and "{ at_least = 1, " not in line]
)
SOUND = st.sampled_from(
    ["{} = 1", '{} = "x # y"', "{} = [1, [2, 3]]", "{} = [\n  1,\n  # c\n  2,\n]",
     "{}.a = 2017-01-01", '{} = """\nx = 1\n[y]\n"""', "[{}]", "[[{}]]", "# note {}", ""]
)  # fmt: skip


@given(st.lists(st.tuples(st.booleans(), SOUND, BROKEN), max_size=12))
def test_broken_lines_among_sound_ones_are_told_and_nothing_else(
    drawn: list[tuple[bool, str, str]],
) -> None:
    """As many issues as broken lines, each on its line; the data are those of the sound lines."""
    lines: list[str] = []
    sound: list[str] = []
    told: list[int] = []
    for index, (is_broken, good, bad) in enumerate(drawn):
        if is_broken and not bad.startswith("["):
            lines.append(bad)
            told.append(len(lines))
        else:
            new = good.format(f"k{index}").split("\n")
            lines += new
            sound += new

    parsed = parse_toml("\n".join(lines), "f.toml")

    assert [issue.place.line for issue in parsed.issues] == told
    assert parsed.data == tomllib.loads("\n".join(sound))


@given(st.text(st.sampled_from("ab=\"'[]{}.,#\\ \n1“，-县:"), max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    """No text raises; what tomllib reads has no issue, what it does not has one."""
    parsed = parse_toml(text, "f.toml")
    try:
        data = tomllib.loads(text)
    except ValueError:
        assert parsed.issues
        assert all(1 <= (issue.place.line or 0) <= text.count("\n") + 1 for issue in parsed.issues)
    else:
        assert (parsed.data, parsed.issues) == (data, ())
