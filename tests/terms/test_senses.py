"""Words that bind a number, alone and together."""

from __future__ import annotations

import pytest

from kejifupin.terms.senses import AFTER, BEFORE, Sense, joined


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (Sense.PLAIN, Sense.ABOUT, Sense.ABOUT),
        (Sense.ABOUT, Sense.PLAIN, Sense.ABOUT),
        (Sense.AT_LEAST, Sense.AT_LEAST, Sense.AT_LEAST),
        (Sense.NEARLY, Sense.ABOUT, Sense.ABOUT),
        (Sense.OVER, Sense.AT_LEAST, Sense.AT_LEAST),
        (Sense.AT_LEAST, Sense.AT_MOST, None),
        (Sense.EXACTLY, Sense.ABOUT, None),
    ],
)
def test_two_words_agree_or_contradict(first, second, together):
    """至少…以上 says one thing, 至少…以下 nothing."""
    assert joined(first, second) is together


@pytest.mark.parametrize("table", [BEFORE, AFTER])
def test_longer_words_come_first(table):
    """不超过 must not be read as 不 and 超过."""
    assert list(table) == sorted(table, key=len, reverse=True)


def test_no_word_binds_two_ways():
    """Each word of the tables has one sense, and the pairs that matter have the right one."""
    assert BEFORE["不超过"] is Sense.AT_MOST
    assert BEFORE["超过"] is Sense.OVER
    assert AFTER["以上"] is Sense.AT_LEAST
