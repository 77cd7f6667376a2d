"""The search for garbage is paused inside the block alone."""

from __future__ import annotations

import gc

import pytest

from kejifupin.terms.collector import collector_paused


@pytest.fixture(autouse=True)
def as_it_was():
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_it_is_off_inside_and_on_again_behind():
    """And inside of another pause it stays off."""
    gc.enable()

    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_an_error_ends_the_pause():
    """Whatever goes wrong inside, it is on again."""
    gc.enable()

    with pytest.raises(ValueError, match="inside"), collector_paused():
        raise ValueError("inside")

    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    """The state before is the state behind."""
    gc.disable()

    with collector_paused():
        pass

    assert not gc.isenabled()
