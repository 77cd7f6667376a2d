"""Addresses inside longer ones are found without comparing each with each."""

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.checks.spellings import nested

addresses = st.lists(st.text("东西村组1十", max_size=5), max_size=8, unique=True)


def cut(shorter, longer):
    numerals = set("1十")
    ends = (shorter[-1] in numerals and longer[len(shorter) : len(shorter) + 1] in numerals) or 0
    begins = shorter[0] in numerals and longer[-len(shorter) - 1 : -len(shorter)] in numerals
    return bool(ends), bool(begins)


@given(addresses)
def test_every_pair_found_is_one(texts):
    """The longer begins or ends with the shorter, and no number is cut through."""
    for longer, shorter in nested(texts):
        one, other = texts[longer], texts[shorter]
        after, before = cut(other, one)
        begins = one.startswith(other) and not after
        ends = one.endswith(other) and not before
        assert one != other
        assert begins or ends


@given(addresses)
def test_no_text_is_missed_that_has_another_in_it(texts):
    """Where no number is in the way, whatever begins or ends with another is in a pair."""
    plain = [text for text in texts if text and not set(text) & set("1十")]
    paired = {longer for longer, _ in nested(plain)}
    for index, text in enumerate(plain):
        inside = [other for other in plain if other != text and _at_an_end(other, text)]
        assert (index in paired) == bool(inside)


def _at_an_end(other, text):
    return text.startswith(other) or text.endswith(other)


def test_numbers_are_whole():
    """The eleventh group is not the first, in either kind of numeral."""
    assert nested(("双山子村1组", "双山子村11组")) == ()
    assert nested(("1组", "11组")) == ()
    assert nested(("一组", "十一组")) == ()
    assert nested(("双山子村1", "双山子村12组")) == ()
    assert nested(("双山子村1", "双山子村1组")) == ((1, 0),)
