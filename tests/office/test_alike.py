"""What is remembered is what was kept, and never more than there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.office.alike import Remembered

STEPS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 40)), max_size=200)


@given(STEPS)
def test_bounded_and_true(steps):
    """A key gives what was kept under it last, or nothing; costs stay within the bound."""
    memory: Remembered[tuple[int, int]] = Remembered(300)
    kept: dict[int, tuple[int, int]] = {}
    for number, (key, cost) in enumerate(steps):
        assert memory.get(key) in (None, kept.get(key))
        if memory.keep(key, (key, number), cost):
            kept[key] = key, number
        else:
            assert cost * 8 > 300
        held = memory._young | memory._old
        assert sum(each for _, each in held.values()) <= 300


def test_what_is_met_again_stays():
    """The oldest goes, but not what was looked up since."""
    memory: Remembered[str] = Remembered(80)
    memory.keep("often", "甲", 10)
    for number in range(20):
        memory.keep(number, "乙", 10)
        assert memory.get("often") == "甲"
    assert memory.get(0) is None
    assert memory.get(19) == "乙"


def test_forgotten():
    memory: Remembered[str] = Remembered(80)
    memory.keep("a", "甲", 1)
    memory.clear()
    assert memory.get("a") is None
