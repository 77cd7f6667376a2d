"""Plain data become frozen classes strictly, and every mistake is told once, at its place."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Literal

import attrs
import pytest
from attrs import frozen, validators
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.exchange import config_codes as codes
from kejifupin.exchange.codec import (
    make_converter,
    structure,
    structure_list,
    structure_tables,
    unstructure,
)
from kejifupin.exchange.toml_files import Source, read_toml_bytes
from kejifupin.terms.origins import Place

Number = int | Decimal
Scalar = bool | int | Decimal | date | str


class Level(StrEnum):
    COUNTY = "county"
    VILLAGE = "village"

    @property
    def label(self) -> str:
        return {"county": "县", "village": "村"}[self.value]


class Rank(Enum):
    FIRST = 1
    SECOND = 2


@frozen
class Clause:
    """Where it was promised (出处)."""

    clause: str
    number: str | None = None

    @classmethod
    def from_shorthand(cls, clause: str) -> Clause:
        return cls(clause)


@frozen
class Limit:
    """The limits of a value (界限)."""

    at_least: Number | None = None
    at_most: Number | None = None

    def __attrs_post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise DefinitionError("no end", "界限没有写数字", "写 at_least 或 at_most")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"no number lies between {self.at_least} and {self.at_most}")

    @classmethod
    def from_shorthand(cls, number: Number) -> Limit:
        return cls(number, number)


@frozen
class Filter:
    """A condition (条件)."""

    field: str | None = None
    is_in: tuple[Scalar, ...] = attrs.field(default=(), metadata={"key": "in"})
    equals: Scalar | None = None
    negated: Filter | None = attrs.field(default=None, metadata={"key": "not"})
    all: tuple[Filter, ...] = ()


@frozen
class Goal:
    """What was promised (目标任务)."""

    key: str = attrs.field(validator=validators.matches_re("[a-z_]+"))
    label: str
    citation: Clause
    bound: Limit | None = None
    level: Level = Level.COUNTY
    rank: Rank = Rank.FIRST
    due_on: date | None = None
    share: Decimal | None = attrs.field(
        default=None, validator=validators.optional((validators.ge(0), validators.le(1)))
    )
    count: int = 0
    each: bool = False
    kinds: tuple[str, ...] = ()
    where: Filter | None = None
    names: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)
    align: Literal["left", "right"] = "left"
    unit: str = attrs.field(default="个", converter=lambda unit: find_unit(unit))
    _cached: int = attrs.field(init=False, default=3)


def find_unit(unit: str) -> str:
    if unit not in ("个", "人次"):
        raise UnknownNameError("unit", unit, ("人次",))
    return unit


NOWHERE = Source("f.toml")


def read(text: str) -> tuple[Any, Source]:
    data, source, issues = read_toml_bytes(text.encode(), "f.toml")
    assert issues == ()
    return data, source


HARD = """\
# every line that is marked with a number is wrong
title = "未知的顶层键"

[[goals]]
key = "right"
label = "对的"
citation = "一"
bound = 3

[[goals]]
key = "wrong_types"
label = 3
citation = { clause = "二", number = 4, qoute = "z" }
bound = { at_least = "3个", at_most = true }
level = "县"
rank = "frist"
due_on = "2018年5月1日"
share = "0.7"
count = 3.7
each = "否"
kinds = "因病"

[[goals]]
lable = "拼错的键"
key = "misspelt"
citation = "三"
at_least = 5
[goals.bound]
at_lest = 5
[goals.where]
all = [
  { field = "a", in = "x" },
  { field = "b", not = { field = "c", equal = 3 } },
  { field = "c", equals = [1], not = { not = { fields = "d" } } },
]
due_on = 2018-05-01

[[goals]]
key = "Bad Key"
label = "四"
citation.number = "4"
bound.at_least = 10
bound.at_most = 5

[[goals]]
key = "values"
label = "五"
citation = ["五"]
bound = {}
share = 60
count = true
align = "middle"
unit = "人此"
due_on = 2018-05-01T00:00:00
names.a = ["x", 1]
names."b c" = "y"
kinds = ["a", ["b"], 3]

[[goals]]
key = "shares"
label = "六"
citation = "六"
share = 60

[[goals]]
key = "units"
label = "七"
citation = "七"
unit = "人此"

[[goals]]
key = "also_right"
label = "也对"
citation = { clause = "八" }

[[gaols]]
key = "x"
"""

# Lines counted by hand in the text above.
TOLD = [
    (2, "title", codes.UNKNOWN_KEY, "title", ""),
    (12, "goals[1].label", codes.WRONG_TYPE, "写的是整数 3，应为文字", '加上引号："3"'),
    (13, "goals[1].citation.number", codes.WRONG_TYPE, "写的是整数 4，应为文字", '"4"'),
    (
        13,
        "goals[1].citation.qoute",
        codes.UNKNOWN_KEY,
        "不认识的键“qoute”",
        "可用的键：clause、number",
    ),
    (
        14,
        "goals[1].bound.at_least",
        codes.WRONG_TYPE,
        "文字“3个”，应为整数或数字",
        "写 3，不写单位",
    ),
    (14, "goals[1].bound.at_most", codes.WRONG_TYPE, "写的是true，应为整数或数字", "写数字"),
    (
        15,
        "goals[1].level",
        codes.NOT_A_CHOICE,
        "没有“县”这个选项，可选：county、village",
        "“county”",
    ),
    (16, "goals[1].rank", codes.NOT_A_CHOICE, "可选：first、second", "“first”"),
    (17, "goals[1].due_on", codes.WRONG_TYPE, "应为日期", "去掉引号，写 2018-05-01"),
    (18, "goals[1].share", codes.WRONG_TYPE, "应为数字", "去掉引号，写 0.7"),
    (19, "goals[1].count", codes.WRONG_TYPE, "写的是小数 3.7，应为整数", "写整数"),
    (20, "goals[1].each", codes.WRONG_TYPE, "应为是非（true 或 false）", "去掉引号，写 false"),
    (21, "goals[1].kinds", codes.WRONG_TYPE, "写的是文字“因病”，应为列表", '["因病"]'),
    (24, "goals[2].lable", codes.UNKNOWN_KEY, "不认识的键“lable”", "是否应为 “label”？"),
    (27, "goals[2].at_least", codes.UNKNOWN_KEY, "不认识的键“at_least”", "bound.at_least"),
    (29, "goals[2].bound.at_lest", codes.UNKNOWN_KEY, "“at_lest”", "是否应为 “at_least”？"),
    (32, "goals[2].where.all[0].in", codes.WRONG_TYPE, "写的是文字“x”，应为列表", '["x"]'),
    (33, "goals[2].where.all[1].not.equal", codes.UNKNOWN_KEY, "“equal”", "“equals”"),
    (34, "goals[2].where.all[2].equals", codes.WRONG_TYPE, "列表（1项）", "不加方括号"),
    (34, "goals[2].where.all[2].not.not.fields", codes.UNKNOWN_KEY, "“fields”", "“field”"),
    (36, "goals[2].where.due_on", codes.UNKNOWN_KEY, "“due_on”", "上一层（目标任务）的键"),
    (41, "goals[3].citation.clause", codes.MISSING_KEY, "出处缺少必填的键“clause”", "加上 clause"),
    (42, "goals[3].bound", codes.INVALID, "下限 10 大于上限 5", "上下限调换"),
    (48, "goals[4].citation", codes.WRONG_TYPE, "写的是列表（1项），应为表或文字", "不加方括号"),
    (49, "goals[4].bound", codes.INVALID, "界限没有写数字", "写 at_least 或 at_most"),
    (51, "goals[4].count", codes.WRONG_TYPE, "写的是true，应为整数", "写数字"),
    (52, "goals[4].align", codes.NOT_A_CHOICE, "没有“middle”这个选项", ""),
    (54, "goals[4].due_on", codes.WRONG_TYPE, "日期和时刻", "只写日期：2018-05-01"),
    (55, "goals[4].names.a[1]", codes.WRONG_TYPE, "写的是整数 1，应为文字", '"1"'),
    (56, 'goals[4].names."b c"', codes.WRONG_TYPE, "写的是文字“y”，应为列表", '["y"]'),
    (57, "goals[4].kinds[1]", codes.WRONG_TYPE, "写的是列表（1项），应为文字", "不加方括号"),
    (57, "goals[4].kinds[2]", codes.WRONG_TYPE, "写的是整数 3，应为文字", '"3"'),
    (63, "goals[5].share", codes.INVALID, "写的是 60，不能大于 1", ""),
    (69, "goals[6].unit", codes.NOT_A_CHOICE, "没有名为“人此”的计量单位", "“人次”"),
    (76, "gaols", codes.UNKNOWN_KEY, "不认识的键“gaols”", "是否应为 “goals”？"),
]


def test_a_file_of_many_mistakes_is_told_whole_and_its_good_items_are_there() -> None:
    """Each mistake once, with its line, key path, what stands there and what to write."""
    data, source = read(HARD)

    items, issues = structure_tables(data, {"goals": Goal}, source=source)

    told = [(issue.place.line, issue.place.key, issue.code) for issue in issues]
    assert told == [(line, key, code) for line, key, code, *_ in TOLD]
    for issue, (*_, message, remedy) in zip(issues, TOLD, strict=True):
        assert message in issue.message
        assert remedy in (issue.remedy or "")
        assert issue.place.file == "f.toml"
    assert [(index, item.key) for index, item in items["goals"]] == [
        (0, "right"),
        (7, "also_right"),
    ]
    assert items["goals"][0][1].bound == Limit(3, 3)


def test_each_mistake_is_told_once_and_at_its_deepest_place() -> None:
    """No place has two issues, none is the place of another's table with the same words."""
    data, source = read(HARD)
    _, issues = structure_tables(data, {"goals": Goal}, source=source)
    places = [issue.place for issue in issues]
    assert len(set(places)) == len(places)


def one(
    text: str, class_: type[Any] = Goal
) -> tuple[Any, list[tuple[int | None, str | None, str]]]:
    data, source = read(text)
    value, issues = structure(data, class_, source=source)
    return value, [(issue.place.line, issue.place.key, issue.code) for issue in issues]


GOAL = 'key = "a"\nlabel = "甲"\ncitation = "一"\n'


def test_a_sound_table_becomes_a_value_with_every_kind_of_field() -> None:
    """Enumerations by value or name, decimals from whole numbers, keys that Python has taken."""
    value, issues = one(
        GOAL + 'level = "village"\nrank = "second"\ndue_on = 2018-05-01\nshare = 1\ncount = 3\n'
        'each = true\nkinds = ["a"]\nnames = { x = ["y"] }\nalign = "right"\nunit = "人次"\n'
        'bound.at_least = 0.5\n[where]\nnot = { field = "b", in = [1, 2.5, "x", 2018-01-01, true]}'
    )
    assert issues == []
    assert value == Goal(
        key="a",
        label="甲",
        citation=Clause("一"),
        bound=Limit(Decimal("0.5")),
        level=Level.VILLAGE,
        rank=Rank.SECOND,
        due_on=date(2018, 5, 1),
        share=Decimal(1),
        count=3,
        each=True,
        kinds=("a",),
        where=Filter(
            negated=Filter(field="b", is_in=(1, Decimal("2.5"), "x", date(2018, 1, 1), True))
        ),
        names={"x": ("y",)},
        align="right",
        unit="人次",
    )
    assert type(value.share) is Decimal
    assert type(value.where.negated.is_in[4]) is bool


def test_every_missing_key_is_told_at_the_line_of_its_table() -> None:
    """With all the keys that are required."""
    data, source = read('[[goals]]\n[[goals]]\n\nlabel = "x"\n')
    _, issues = structure_list(data["goals"], Goal, source=source, path=("goals",))
    told = [(issue.place.line, issue.place.key) for issue in issues]
    assert told == [
        (1, "goals[0].key"),
        (1, "goals[0].label"),
        (1, "goals[0].citation"),
        (2, "goals[1].key"),
        (2, "goals[1].citation"),
    ]
    assert all("必填：key、label、citation" in issue.message for issue in issues)
    assert issues[0].message.startswith("目标任务缺少必填的键“key”")
    assert issues[2].remedy == "加上 citation = …（表或文字）"


def test_a_misspelt_key_is_not_told_as_missing_too() -> None:
    """Two misspelt keys stand for two missing ones, a third is missing after all."""
    _, told = one('kee = "a"\nlabels = "b"\n')
    assert told == [
        (1, "kee", codes.UNKNOWN_KEY),
        (1, "citation", codes.MISSING_KEY),
        (2, "labels", codes.UNKNOWN_KEY),
    ]


def test_what_may_stand_in_a_line_that_could_not_be_read_is_not_told_as_missing() -> None:
    """The line is told instead; other tables are judged as ever."""
    text = '[[goals]]\nkey = "a"\nlabel = “甲”\ncitation = "一"\n[[goals]]\nkey = "b"\n'
    data, source, syntax = read_toml_bytes(text.encode(), "f.toml")
    items, issues = structure_tables(data or {}, {"goals": Goal}, source=source)
    assert [issue.place.line for issue in syntax] == [3]
    assert [issue.place.key for issue in issues] == ["goals[1].label", "goals[1].citation"]
    assert items["goals"] == ()


@pytest.mark.parametrize(
    ("value", "line"),
    [("goals = 3", 1), ("[goals]\nkey = 1", 1), ('goals = "a"', 1)],
)
def test_a_list_that_is_none_is_told(value: str, line: int) -> None:
    """One table where a list of tables is wanted."""
    data, source = read(value)
    items, (issue,) = structure_tables(data, {"goals": Goal}, source=source)
    assert items["goals"] == ()
    assert (issue.code, issue.place.line, issue.place.key) == (codes.WRONG_TYPE, line, "goals")
    assert "[[…]]" in (issue.remedy or "") or "方括号" in (issue.remedy or "")


def test_a_list_that_is_not_there_is_empty() -> None:
    """Leaving out a file's list is no mistake."""
    assert structure_tables({}, {"goals": Goal}, source=NOWHERE) == ({"goals": ()}, ())


def test_two_tables_where_one_is_wanted_are_told() -> None:
    """[[bound]] for [bound]."""
    data, source = read(GOAL + "[[bound]]\nat_least = 1\n")
    _, (issue,) = structure(data, Goal, source=source)
    assert (issue.place.line, issue.place.key) == (4, "bound")
    assert issue.remedy == "只能有一个，表头用单方括号 […]"


def test_a_message_that_speaks_of_a_key_points_to_its_line() -> None:
    """A class says what is wrong, the codec finds where."""

    @frozen
    class Thing:
        key: str
        level: str
        share: int

        def __attrs_post_init__(self) -> None:
            raise DefinitionError("…", f"目标“{self.key}”的 share 不对", "改 share")

    @frozen
    class Named:
        key: str
        rate: int = attrs.field(metadata={"key": "share"})

        def __attrs_post_init__(self) -> None:
            raise DefinitionError("…", "不对", "改正", "rate")

    @frozen
    class Vague:
        key: str
        level: str

        def __attrs_post_init__(self) -> None:
            raise DefinitionError("…", f"“{self.key}”有误，没有“{self.level}”", "改正")

    assert one('key = "a"\nlevel = "b"\n', Vague)[1] == [(2, "level", codes.INVALID)]
    assert one('key = "a"\nlevel = "a"\n', Vague)[1] == [(2, "level", codes.INVALID)]
    assert one('key = "a"\nlevel = "b"\nshare = 3\n', Thing)[1] == [(3, "share", codes.INVALID)]
    assert one('key = "a"\nshare = 3\n', Named)[1] == [(2, "share", codes.INVALID)]


def test_a_key_that_belongs_nowhere_hides_no_other_mistake() -> None:
    """What the class finds is told beside it; a misspelt key is not followed up."""
    assert one("at_least = 9\nat_most = 5\nxyz = 1\n", Limit)[1] == [
        (1, None, codes.INVALID),
        (3, "xyz", codes.UNKNOWN_KEY),
    ]
    assert one("at_laest = 9\n", Limit)[1] == [(1, "at_laest", codes.UNKNOWN_KEY)]


def test_a_class_may_find_several_mistakes_at_once() -> None:
    """It raises them as a group."""

    @frozen
    class Strict:
        low: int
        high: int

        def __attrs_post_init__(self) -> None:
            found = [DefinitionError("…", f"{name} 不对", "改正") for name in ("low", "high")]
            raise ExceptionGroup("two", found)

    told = one("low = 1\nhigh = 2\n", Strict)[1]
    assert told == [(1, "low", codes.INVALID), (2, "high", codes.INVALID)]


@frozen
class ByCount:
    """One way (甲)."""

    count: int
    note: str | None = None


@frozen
class ByShare:
    """Another way (乙)."""

    share: Decimal
    note: str | None = None


@frozen
class Several:
    """Unions, fixed lists and keys that are no text (多种)."""

    way: ByCount | ByShare | None = None
    mixed: Level | int | tuple[int, ...] | None = None
    pair: tuple[int, str] | None = None
    by_year: Mapping[int, Decimal] = attrs.field(factory=dict, hash=False)
    by_day: Mapping[date, int] = attrs.field(factory=dict, hash=False)
    by_level: Mapping[Level, int] = attrs.field(factory=dict, hash=False)
    labels: frozenset[str] = frozenset()
    word: str | Level | None = None
    when: int | date | None = None
    anything: Any = None


def test_the_keys_of_a_table_choose_among_classes() -> None:
    """The class that fits best is taken, and its mistakes are told."""
    assert one("way = { share = 0.5 }", Several)[0].way == ByShare(Decimal("0.5"))
    assert one("way = { count = 2 }", Several)[0].way == ByCount(2)
    assert one('way = { share = "x", note = "n" }', Several)[1] == [
        (1, "way.share", codes.WRONG_TYPE)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('mixed = "county"', Level.COUNTY),
        ("mixed = 3", 3),
        ("mixed = [1, 2]", (1, 2)),
        ('mixed = "contry"', codes.NOT_A_CHOICE),
        ("mixed = 3.0", codes.WRONG_TYPE),
        ("mixed = true", codes.WRONG_TYPE),
        ("mixed = [true]", codes.WRONG_TYPE),
    ],
)
def test_the_value_chooses_among_the_members_of_a_union(text: str, expected: object) -> None:
    """By its own type, and never by trying."""
    value, told = one(text, Several)
    assert (value.mixed if value is not None else told[0][2]) == expected


def test_a_choice_goes_before_free_text() -> None:
    """Whatever the order in the union; what is no choice is text."""
    assert one('word = "county"', Several)[0].word is Level.COUNTY
    assert one('word = "city"', Several)[0].word == "city"


def test_a_date_in_a_union_is_text_in_json_alone() -> None:
    """As everywhere."""
    data = {"when": "2018-05-01"}
    converter = make_converter(text_dates=True)
    value, _ = structure(data, Several, source=NOWHERE, converter=converter)
    assert value == Several(when=date(2018, 5, 1))
    assert structure(data, Several, source=NOWHERE)[1][0].code == codes.WRONG_TYPE


def test_keys_of_a_mapping_may_be_years_days_and_choices() -> None:
    """TOML has text keys only; a bad key is told with its place."""
    text = "[by_year]\n2017 = 1\n[by_day]\n2017-11-30 = 2\n[by_level]\ncounty = 3\n"
    value, _ = one(text, Several)
    assert value.by_year == {2017: 1}
    assert value.by_day == {date(2017, 11, 30): 2}
    assert value.by_level == {Level.COUNTY: 3}
    told = one("[by_year]\nx = 1\n2018 = true\n[by_level]\ncity = 1\n", Several)[1]
    assert [(line, key) for line, key, _ in told] == [
        (2, "by_year.x"),
        (3, "by_year.2018"),
        (5, "by_level.city"),
    ]


def test_a_list_of_fixed_length_is_held_to_it() -> None:
    """Each place has its own type."""
    assert one('pair = [1, "a"]', Several)[0].pair == (1, "a")
    data, source = read("pair = [1]")
    _, (issue,) = structure(data, Several, source=source)
    assert (issue.code, issue.place.key) == (codes.INVALID, "pair")
    assert issue.message == "列表有1项，应有2项"
    assert one("pair = [\n1,\n2]", Several)[1] == [(3, "pair[1]", codes.WRONG_TYPE)]


def test_sets_are_made_from_lists() -> None:
    """A text is not split here either."""
    assert one('labels = ["a", "b"]', Several)[0].labels == frozenset({"a", "b"})
    assert one('labels = "ab"', Several)[1] == [(1, "labels", codes.WRONG_TYPE)]


@pytest.mark.parametrize(
    "number", ["nan", "inf", "-inf", "1e999", "1e-999", "1e99999999999999999999999", "12e40"]
)
def test_numbers_without_measure_are_refused(number: str) -> None:
    """Not finite, or with more digits than any survey."""
    assert one(GOAL + f"share = {number}")[1] == [(4, "share", codes.INVALID)]


def test_a_value_nested_beyond_all_measure_is_told() -> None:
    """Dotted keys nest without brackets; Python's stack does not."""
    value, told = one(f"{'not.' * 5_000}field = 1\n", Filter)
    assert value is None
    assert [code for *_, code in told] == [codes.INVALID]


def test_a_fault_of_the_program_is_no_mistake_of_the_author() -> None:
    """It is raised, not told."""

    @frozen
    class Faulty:
        key: str

        def __attrs_post_init__(self) -> None:
            self.nothing  # type: ignore[attr-defined] # noqa: B018

    @frozen
    class Unknown:
        thing: object

    for class_, data in ((Faulty, {"key": "a"}), (Unknown, {"thing": 1})):
        with pytest.raises(Exception, match=r"nothing|object"):
            structure(data, class_, source=NOWHERE)
        with pytest.raises(Exception, match=r"nothing|object"):
            structure_list([data], class_, source=NOWHERE)


def test_dates_are_text_in_json_alone() -> None:
    """In TOML a date has no quotes; JSON has nothing else."""
    converter = make_converter(text_dates=True)
    data = {"key": "a", "label": "甲", "citation": "一", "due_on": "2018-05-01"}
    value, issues = structure(data, Goal, source=NOWHERE, converter=converter)
    assert issues == ()
    assert value is not None
    assert value.due_on == date(2018, 5, 1)
    assert unstructure(value, converter=converter) == data | {"citation": {"clause": "一"}}
    data["due_on"] = "2018-5-1"
    assert structure(data, Goal, source=NOWHERE, converter=converter)[1][0].code == codes.WRONG_TYPE


NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2)
SCALARS = NUMBERS | st.text(max_size=5) | st.dates() | st.booleans()
FILTERS = st.recursive(
    st.builds(Filter, field=st.text(max_size=3), is_in=st.lists(SCALARS, max_size=3).map(tuple)),
    lambda inner: st.builds(
        Filter, negated=st.none() | inner, all=st.lists(inner, max_size=2).map(tuple)
    ),
    max_leaves=5,
)
GOALS = st.builds(
    Goal,
    key=st.from_regex("[a-z_]+", fullmatch=True),
    label=st.text(max_size=5),
    citation=st.builds(Clause, st.text(max_size=3), st.none() | st.text(max_size=3)),
    bound=st.none() | st.builds(Limit, at_least=NUMBERS) | st.builds(Limit, at_most=NUMBERS),
    level=st.sampled_from(Level),
    rank=st.sampled_from(Rank),
    due_on=st.none() | st.dates(),
    share=st.none() | st.decimals(0, 1, places=3),
    count=st.integers(),
    each=st.booleans(),
    kinds=st.lists(st.text(max_size=3), max_size=3).map(tuple),
    where=st.none() | FILTERS,
    names=st.dictionaries(
        st.text(max_size=3), st.lists(st.text(max_size=3)).map(tuple), max_size=2
    ),
    align=st.sampled_from(["left", "right"]),
    unit=st.sampled_from(["个", "人次"]),
)


@given(GOALS)
def test_what_is_unstructured_is_structured_again(goal: Goal) -> None:
    """The round trip loses nothing, and leaves only types that TOML has."""
    data = unstructure(goal)
    assert structure(data, Goal, source=NOWHERE) == (goal, ())
    json.dumps(data, default=lambda value: str({Decimal: 1, date: 1}[type(value)]))


ANYTHING = st.recursive(
    SCALARS | st.none() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [each.name for each in attrs.fields(Goal)] + ["in", "not", "clause", "x"]
            )
            | st.text(max_size=3),
            inner,
            max_size=6,
        )
    ),
    max_leaves=15,
)


@given(ANYTHING)
def test_any_data_become_a_value_or_issues(data: Any) -> None:
    """Never both, never neither, never an exception."""
    for class_ in (Goal, Filter, Limit, Several):
        value, issues = structure(data, class_, source=NOWHERE)
        assert (value is None) == bool(issues)
        assert all(issue.place.file == "f.toml" and issue.message for issue in issues)


HOLDERS = {
    type_: attrs.make_class("Holder", {"x": attrs.field(type=type_)}, frozen=True)
    for type_ in (str, int, bool, Decimal, date)
}


@given(
    SCALARS
    | st.floats(-1000, 1000).map(lambda x: round(x, 6))
    | st.none()
    | st.lists(st.integers(), max_size=2)
)
def test_no_value_changes_its_type(value: Any) -> None:
    """A whole number may stand for a decimal, a single value for nothing else."""
    for type_, holder in HOLDERS.items():
        result, issues = structure({"x": value}, holder, source=NOWHERE)
        fits = type(value) is type_ or (type_ is Decimal and type(value) in (int, float))
        assert bool(issues) != fits
        if result is not None:
            assert type(result.x) is type_
            assert result.x == (Decimal(str(value)) if type(value) is float else value)


@given(st.lists(st.booleans(), max_size=8), st.data())
def test_good_items_keep_their_index_among_bad_ones(good: list[bool], data: Any) -> None:
    """One bad item hides no other and stops no good one."""
    bad = st.sampled_from([{}, {"key": 1}, 3, "x", {"lable": 1}])
    items = [
        {"key": "a", "label": str(index), "citation": "c"} if sound else data.draw(bad)
        for index, sound in enumerate(good)
    ]
    values, issues = structure_list(items, Goal, source=NOWHERE, path=("goals",))
    assert [(index, value.label) for index, value in values] == [
        (index, str(index)) for index, sound in enumerate(good) if sound
    ]
    told = {int((issue.place.key or "")[len("goals[") :].split("]")[0]) for issue in issues}
    assert told == {index for index, sound in enumerate(good) if not sound}


def test_a_place_is_carried_over_and_given_back() -> None:
    """A path in a larger file stands before the path of the data."""
    source = Source("p.toml", {(): 1, ("a",): 4, ("a", "clause"): 5})
    _, (issue,) = structure({"clause": 1}, Clause, source=source, path=("a",))
    assert issue.place == Place("p.toml", line=5, key="a.clause")


def test_tomllib_gives_what_the_codec_expects() -> None:
    """The types of TOML are those that the strict hooks know."""
    data = tomllib.loads("a = 1\nb = 1.5\nc = 2017-01-01\nd = true\n", parse_float=Decimal)
    assert [type(value) for value in data.values()] == [int, Decimal, date, bool]
