"""On a terminal: tables that cut nothing off, colours, a bar only when the work is long."""

import io
import re
from contextlib import redirect_stdout

import pytest
from rich.cells import cell_len

from kejifupin.cli import progress
from kejifupin.cli.output import show_table, tidy_line

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shown(monkeypatch):
    """What a table looks like on a terminal of 60 columns."""
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")

    def show(*arguments, **more):
        stream = Terminal()
        with redirect_stdout(stream):
            show_table(*arguments, **more)
        return COLOURS.sub("", stream.getvalue())

    return show


def test_long_cells_go_on_below_and_lose_nothing(shown):
    """Every sign of a long Chinese cell is on the screen, and no line is too wide."""
    long = "核对贫困户数和总户数，贫困户数不能超过总户数。" * 4
    lines = shown(("轻重", "问题"), [("错误", long)]).splitlines()
    assert all(cell_len(line) <= 60 for line in lines)
    body = "".join(line.removeprefix(" 错误").strip() for line in lines)
    assert long in body


def test_columns_with_nothing_in_them_are_left_out(shown):
    """There is no room for them."""
    text = shown(("甲", "乙", "丙"), [("1", "", "3"), ("1", "", "")])
    assert "乙" not in text
    assert "丙" in text


def test_brackets_in_data_are_no_markup(shown):
    """``[red]`` in a file name is shown as it is."""
    text = shown(("文件",), [("[red]a[/red].docx",)], title="[b]x")
    assert "[red]a[/red].docx" in text
    assert "[b]x" in text


def test_control_signs_in_data_never_reach_the_terminal(shown):
    """Neither escape sequences nor signs that turn the line around."""
    text = shown(("文件",), [("a\x1b[2J\u202eb",)])
    assert "\x1b[2J" not in text
    assert "\u202e" not in text


def test_a_line_in_a_pipe_keeps_its_columns():
    """A tab or a line break inside a cell would shift all that follow."""
    assert tidy_line("甲\t乙\r\n丙") == "甲 乙 丙"
    assert tidy_line("没有变化的一行") == "没有变化的一行"


def test_short_work_shows_no_bar(monkeypatch):
    """The first files of a quick run start nothing."""
    monkeypatch.setattr(progress.sys, "stderr", Terminal())
    with progress.ReadingBar() as bar:
        for number in range(3):
            bar(number, 3, "a.docx")
        assert progress.sys.stderr.getvalue() == ""


def test_long_work_shows_a_bar_and_takes_it_away(monkeypatch):
    """After a while the bar counts files, and never shows their names."""
    stream = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", stream)
    clock = iter(range(100))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock, 100))
    with progress.ReadingBar() as bar:
        for number in range(3):
            bar(number, 3, "张三.docx")
    assert "正在读取" in stream.getvalue()
    assert "张三" not in stream.getvalue()
