"""Texts are broken and shortened to fit, without losing a character where there is room."""

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.reports.pictures.lettering import shortened, width, wrapped

labels = st.text(alphabet="每个贫困县建立专家服务站，（）。12-3 AB%", min_size=1, max_size=40)


@given(labels, st.floats(0.5, 3))
def test_lines_fit_and_keep_every_character(text, room):
    """Only spaces at a break are dropped."""
    lines = wrapped(text, 9, room, 100)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 9) <= room for line in lines)


@given(labels, st.floats(0.3, 3), st.integers(1, 3))
def test_what_does_not_fit_ends_in_dots(text, room, count):
    """The last line tells that there is more."""
    lines = wrapped(text, 9, room, count)

    assert len(lines) <= count
    assert all(width(line, 9) <= room for line in lines)
    if "".join(lines).replace(" ", "") != text.replace(" ", ""):
        assert lines[-1].endswith("…")


def test_numbers_stay_whole_and_no_line_begins_with_a_mark():
    """1-2 is not parted, nor is a comma put first."""
    lines = wrapped("至少掌握1-2项技术，参加培训", 10, width("至少掌握1-", 10) + 0.01)

    assert not any(line.startswith(("-", "2", "，")) for line in lines)


def test_a_text_is_as_wide_as_its_letters():
    """Eight Chinese characters at 9 points are an inch."""
    assert abs(width("科技助力精准扶贫", 9) - 1) < 0.02
    assert shortened("科技助力", 9, 1) == "科技助力"
