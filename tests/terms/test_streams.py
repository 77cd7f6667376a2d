"""Long lists that are asked for anew each time."""

from __future__ import annotations

import pytest

from kejifupin.terms.streams import Streamed, folded


def test_items_are_made_anew_and_counted_once():
    """The maker is asked for every pass, and once for the count."""
    asked = []

    def make():
        asked.append(1)
        return iter("甲乙丙")

    found = Streamed(make)

    assert (list(found), list(found)) == (["甲", "乙", "丙"], ["甲", "乙", "丙"])
    assert (len(found), len(found)) == (3, 3)
    assert len(asked) == 3


def test_items_by_number():
    """From the front, from the back, several, and none that is not there."""
    found = Streamed(lambda: iter(range(5)))

    assert (found[0], found[-1], found[1:3], found.first(2)) == (0, 4, (1, 2), (0, 1))
    with pytest.raises(IndexError):
        found[5]


def test_streams_are_what_comes_out_of_them():
    """Compared with sequences, not with anything else."""
    assert Streamed(lambda: iter((1, 2))) == (1, 2)
    assert Streamed(lambda: iter((1, 2))) != (2, 1)
    assert Streamed(lambda: iter(())) != 0


def test_the_first_ones_and_the_count_take_one_pass():
    """Whoever shows a few and how many more there are goes through them once."""
    passes = []

    def make():
        passes.append(1)
        return iter(range(1000))

    found = Streamed(make)

    assert list(folded("数", found, str, 2)) == ["数（1000）：", "  0", "  1", "  ……另有998条"]
    assert (len(found), len(passes)) == (1000, 1)
    assert found.first(1) == (0,)
    assert found.first(5000) == tuple(range(1000))


def test_all_lines_are_streamed():
    """Without a limit nothing is held: a line comes before the next item is made."""
    made = []

    def make():
        for number in range(3):
            made.append(number)
            yield number

    lines = folded("数", Streamed(make), str, None)

    assert next(lines) == "数（3）："
    made.clear()
    assert (next(lines), made) == ("  0", [0])
    assert list(lines) == ["  1", "  2"]


def test_a_list_that_is_held_is_folded_alike():
    """Short ones are shown whole."""
    assert list(folded("名", ("甲", "乙"), str, 2)) == ["名（2）：", "  甲", "  乙"]
    assert list(folded("名", (), str, 2)) == ["名（0）："]
