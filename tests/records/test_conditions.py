"""Conditions: three answers, never a guess."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import END, GREEN, RETURN, START, TEAM, place, record

from kejifupin.errors import DefinitionError
from kejifupin.records import Condition, Field, FieldType, Operand, RecordKind, Unread, holds
from kejifupin.records import make_record as make
from kejifupin.records.comparisons import conjunction, disjunction
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague

PROGRAMME = Period(START, END)
PAIR = RecordKind(
    "pair",
    "一对",
    (
        Field("left", "左", FieldType.NUMBER, unit="人"),
        Field("right", "右", FieldType.NUMBER, unit="人"),
        Field("when", "时间", FieldType.WHEN),
        Field("span", "起止", FieldType.PERIOD),
        Field("text", "文字"),
        Field("crowd", "总数", FieldType.NUMBER, unit="万人次", decimals=4),
        Field("visits", "人次", FieldType.NUMBER, unit="人次"),
        Field("houses", "户数", FieldType.NUMBER, unit="户"),
    ),
    identity=(),
)
FIELD_RIGHT = Operand(field="right")
TITLES = (("无", "员级"), ("助理级", "助理农艺师"), ("中级", "农艺师", "兽医师"), ("高级农艺师",))
RANKED = RecordKind(
    "ranked",
    "职称",
    (
        Field("title", "职称", scale=TITLES),
        Field("needed", "要求", scale=TITLES),
        Field("other", "学历", scale=(("农艺师",), ("中级",))),
        Field("level", "级别", FieldType.CHOICE, choices=("县级", "市级", "省级"), ordered=True),
        Field("plain", "文字"),
    ),
    identity=(),
)
RANK = {word: rank for rank, words in enumerate(TITLES) for word in words}


def constant(value):
    return Operand(constant=value)


def check(values, **condition):
    """What a condition answers for a record of these values."""
    return holds(Condition(**condition), make(PAIR, values), PROGRAMME)


numbers = st.integers(0, 12)


@st.composite
def amounts(draw):
    """What a cell may hold, with every number that it may mean."""
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    form = draw(st.sampled_from(["exact", "vague", "none", "blank", "unread"]))
    if form == "exact" or (form == "vague" and low == high):
        return low, {low}
    return {
        "vague": (Vague(low, high, f"{low}-{high}"), set(range(low, high + 1))),
        "none": (NONE_OF_ITEM, {0}),
        "blank": (None, None),
        "unread": (Unread("三五"), None),
    }[form]


def answer_of(test, left, right):
    """True if the test says so of every pair of possible numbers, False if of none, else None."""
    if left is None or right is None:
        return None
    answers = {test(one, other) for one in left for other in right}
    return answers.pop() if len(answers) == 1 else None


COMPARISONS = {
    "at_most": lambda one, other: one <= other,
    "at_least": lambda one, other: one >= other,
    "equals": lambda one, other: one == other,
}


@given(amounts(), amounts(), st.sampled_from(sorted(COMPARISONS)))
def test_a_comparison_says_what_every_possible_value_says(left, right, word):
    """True or False only where all possible numbers agree, None for blanks and overlaps."""
    values = {"left": left[0], "right": right[0]}

    answer = check(values, field="left", **{word: FIELD_RIGHT})

    assert answer == answer_of(COMPARISONS[word], left[1], right[1])


@pytest.mark.parametrize(("number", "answer"), [(10, True), (11, None), (20, False), (21, False)])
def test_an_open_end_is_out_of_reach(number, answer):
    """10余亩 stays below 20: 20 is not at most that."""
    below = Vague(10, 20, "10余亩", high_open=True)

    assert check({"left": number, "right": below}, field="left", at_most=FIELD_RIGHT) is answer


@given(amounts(), numbers, numbers)
def test_between_includes_both_ends(left, one, other):
    """From the first to the second."""
    low, high = sorted((one, other))

    answer = check({"left": left[0]}, field="left", between=(constant(low), constant(high)))

    possible = left[1]
    fits = None if possible is None else {low <= each <= high for each in possible}
    # A vague number may fail either end: both are asked apart, so some answers stay open.
    if fits is None:
        assert answer is None
    elif fits == {True}:
        assert answer is True
    else:
        assert answer in ({False, None} if fits == {False} else {None})


@given(amounts(), amounts(), amounts())
def test_sums_and_products_carry_what_is_vague(left, one, other):
    """A sum of blanks is blank; the possible sums are the sums of what is possible."""
    values = {"left": left[0], "right": one[0], "houses": other[0]}
    parts = (Operand(field="right"), Operand(field="houses"))

    for name, work in (("sum", int.__add__), ("product", int.__mul__)):
        answer = check(values, field="left", at_most=Operand(**{name: parts}))
        known = one[1] is not None and other[1] is not None
        ends = sorted(work(a, b) for a in one[1] for b in other[1]) if known else None
        possible = set(range(ends[0], ends[-1] + 1)) if ends else None
        assert answer == answer_of(COMPARISONS["at_most"], left[1], possible)


answers = st.sampled_from([True, False, None])


@given(st.lists(answers))
def test_and_and_or_are_each_others_mirror(given_answers):
    """Not all is any not; one False decides an all, one True an any."""

    def negated(answer):
        return None if answer is None else not answer

    assert conjunction(given_answers) == negated(disjunction(map(negated, given_answers)))
    if False in given_answers:
        assert conjunction(given_answers) is False
    if True in given_answers:
        assert disjunction(given_answers) is True


def test_combinations_of_conditions():
    """all, any and not, with a blank in one of them."""
    big = Condition(field="left", at_least=constant(5))
    blank = Condition(field="right", at_least=constant(5))
    values = {"left": 7}

    assert check(values, all=(big, blank)) is None
    assert check(values, any=(big, blank)) is True
    assert check(values, negated=big) is False
    assert check(values, negated=blank) is None
    assert check({"left": 3}, all=(big, blank)) is False


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, True), (NONE_OF_ITEM, True), (None, False), (Unread("很多"), False)],
)
def test_reported_tells_zero_from_blank(value, told):
    """Zero and “-” were reported; blank and unreadable were not."""
    assert check({"left": value}, field="left", reported=True) is told
    assert check({"left": value}, field="left", reported=False) is (not told)


def test_units_convert_before_they_are_compared():
    """3.5万人次 are 35000人次: equal, at least and at most each other."""
    values = {"crowd": Decimal("3.5"), "visits": 35000}

    for word in COMPARISONS:
        assert check(values, field="crowd", **{word: Operand(field="visits")}) is True
        assert check(values, field="visits", **{word: Operand(field="crowd")}) is True
    assert (
        check({**values, "visits": 34999}, field="crowd", at_most=Operand(field="visits")) is False
    )


def test_a_constant_is_in_the_unit_of_the_field():
    """at_most = 3000 of a field in 万人次 is 3000万人次, also where a field in 人次 is added."""
    values = {"crowd": Decimal("2999.5"), "visits": 10000}
    both = Operand(sum=(Operand(field="crowd"), Operand(field="visits")))

    assert check(values, field="crowd", at_most=constant(3000)) is True
    assert check(values, left=both, at_most=constant(3000)) is False
    assert check({**values, "visits": 5000}, left=both, at_most=constant(3000)) is True


def test_what_measures_different_things_is_compared_as_numbers():
    """户 and 人 do not convert; that there are no more 户 than 人 can be asked all the same."""
    assert check({"houses": 30, "left": 90}, field="houses", at_most=Operand(field="left")) is True


def test_a_day_against_the_programme():
    """Both ends belong to it."""
    inside = {"field": "when", "between": (Operand(programme="start"), Operand(programme="end"))}

    assert check({"when": START}, **inside) is True
    assert check({"when": END}, **inside) is True
    assert check({"when": START - timedelta(days=1)}, **inside) is False
    assert check({"when": END + timedelta(days=1)}, **inside) is False
    assert check({"when": "春节前"}, **inside) is None


def test_a_month_named_for_a_day_may_be_any_of_its_days():
    """A day known only by its month is inside, outside, or cannot be told."""
    inside = {"field": "when", "between": (Operand(programme="start"), Operand(programme="end"))}

    assert check({"when": Period.month(2018, 2)}, **inside) is True
    assert check({"when": Period.month(2018, 5)}, **inside) is False
    assert check({"when": Period.month(2018, 4)}, **inside) is None


def test_a_span_is_inside_when_all_of_it_is():
    """The period of a return is no vague day: what sticks out is out."""
    inside = {"field": "span", "between": (Operand(programme="start"), Operand(programme="end"))}

    assert check({"span": PROGRAMME}, **inside) is True
    assert check({"span": Period(START, END + timedelta(days=1))}, **inside) is False
    assert check({"span": PROGRAMME}, field="span", at_least=Operand(programme="start")) is True
    assert check({"span": PROGRAMME}, field="span", at_most=constant(date(2018, 2, 1))) is False


def test_texts_choices_and_divisions():
    """Labels are contained, texts equal, a division is its code."""
    made = record(TEAM, GREEN, needs=("种植",), leader="甲某")

    def asked(**condition):
        return holds(Condition(**condition), made, PROGRAMME)

    assert asked(field="needs", contains="种植") is True
    assert asked(field="needs", contains="养殖") is False
    assert asked(field="needs", equals=constant("种植")) is True
    assert asked(field="needs", is_in=("种植", "养殖")) is True
    assert asked(field="leader", contains="甲") is True
    assert asked(field="division", equals=constant(GREEN)) is True
    assert asked(field="size", at_least=constant(0)) is None
    both = record(TEAM, GREEN, needs=("种植", "养殖"))
    assert holds(Condition(field="needs", equals=constant("种植")), both) is False
    none = record(TEAM, GREEN, needs=NONE_OF_ITEM)
    assert holds(Condition(field="needs", contains="种植"), none) is False
    unknown = record(TEAM, None)
    assert holds(Condition(field="division", equals=constant(GREEN)), unknown) is None


def test_a_number_is_no_text():
    """They are not equal, and which is larger cannot be told."""
    assert check({"left": 5}, field="left", equals=constant("5")) is False
    assert check({"left": 5}, field="left", at_least=constant("5")) is None
    assert check({"when": START}, field="when", at_least=constant(5)) is None


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"field": "left"},
        {"equals": constant(1)},
        {"field": "left", "equals": constant(1), "contains": "x"},
        {"field": "left", "left": Operand(field="right"), "equals": constant(1)},
        {"field": "left", "between": (constant(1),)},
        {"all": (), "any": ()},
    ],
)
def test_a_condition_is_one_comparison_or_one_combination(condition):
    """Anything else is refused when it is defined."""
    with pytest.raises(DefinitionError):
        Condition(**condition)


def test_an_operand_is_one_thing():
    """And programme is start or end."""
    for parts in ({}, {"field": "left", "constant": 1}):
        with pytest.raises(DefinitionError, match="an operand is one of"):
            Operand(**parts)
    with pytest.raises(DefinitionError, match="start or end"):
        Operand(programme="middle")


def test_a_condition_knows_its_fields():
    """All of them, in the order in which they are read."""
    total = Operand(sum=(Operand(field="right"), Operand(product=(Operand(field="visits"),))))
    condition = Condition(
        any=(
            Condition(negated=Condition(field="left", at_most=total)),
            Condition(field="text", reported=True),
        )
    )

    assert condition.fields() == ("left", "right", "visits", "text")


def test_rules_about_a_return_read_it():
    """An operand's place in a record is its field, whatever the kind."""
    made = record(RETURN, GREEN, people=5, groups=5)

    assert holds(Condition(field="people", equals=Operand(field="groups")), made) is True
    assert made.division == place(GREEN, GREEN)


some_word = st.sampled_from([*RANK, "技师", "高级 农艺师"])


def ask(values, **condition):
    """What a condition answers for a record with titles."""
    return holds(Condition(**condition), make(RANKED, values), PROGRAMME)


@given(word=some_word, low=st.sampled_from(list(RANK)), high=st.sampled_from(list(RANK)))
def test_words_of_an_order_compare_by_their_rank(word, low, high):
    """Words of one rank are as high as each other; a word outside of the order is neither."""
    rank = RANK.get(word)
    floor = None if rank is None else rank >= RANK[low]
    ceiling = None if rank is None else rank <= RANK[high]
    values = {"title": word, "needed": low}

    assert ask(values, field="title", at_least=constant(low)) is floor
    assert ask(values, field="title", at_least=Operand(field="needed")) is floor
    assert ask(values, field="title", at_most=constant(high)) is ceiling
    assert ask(values, field="title", between=(constant(low), constant(high))) is (
        None if rank is None else floor and ceiling
    )


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ({"field": "level", "at_least": constant("市级")}, True),
        ({"field": "level", "at_least": constant("省级")}, False),
        ({"field": "level", "at_least": constant("国家级")}, None),
        ({"field": "title", "equals": constant("中级")}, False),
        ({"field": "title", "at_least": Operand(field="other")}, None),
        ({"field": "title", "at_least": constant(2)}, None),
        ({"field": "plain", "at_least": constant("中级")}, None),
        ({"field": "needed", "at_least": constant("员级")}, None),
    ],
)
def test_what_stands_in_no_common_order_cannot_be_told(condition, answer):
    """Equal means the same word; another order, a number, no order, a blank: no answer."""
    values = {"title": "农艺师", "other": "中级", "level": "市级", "plain": "农艺师"}

    assert ask(values, **condition) is answer


def test_no_title_at_all_is_below_the_lowest():
    """“-” says that there is no such thing, which is surely not 中级."""
    assert ask({"title": NONE_OF_ITEM}, field="title", at_least=constant("员级")) is False
    assert ask({"title": NONE_OF_ITEM}, field="title", at_most=constant("员级")) is True


@pytest.mark.parametrize(
    "field",
    [
        {"type": FieldType.CHOICES, "choices": ("甲", "乙"), "ordered": True},
        {"type": FieldType.TEXT, "ordered": True},
        {"type": FieldType.CHOICE, "choices": ("甲", "乙"), "scale": (("甲",), ("乙",))},
        {"type": FieldType.TEXT, "scale": (("甲", "乙"), ("乙",))},
        {"type": FieldType.CHOICE, "choices": ("甲", "甲"), "ordered": True},
    ],
)
def test_an_order_that_cannot_be_told_is_refused(field):
    """Several choices have no one place; a word stands in one rank only."""
    with pytest.raises(DefinitionError):
        Field("title", "职称", **field)
