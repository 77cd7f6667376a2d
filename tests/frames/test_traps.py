"""Where libraries differ, silently: each difference measured once, and none left in the answers."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from small_world import BLACK, GREEN, OLD_BLACK, WEST, WHITE, setting

from kejifupin.frames import Column, EngineError, FrameData, FrameError
from kejifupin.indicators import RecordData
from kejifupin.indicators.partials import Partial, PartialKind
from kejifupin.indicators.windows import Window
from kejifupin.records import Condition, Operand, Unread
from kejifupin.terms.divisions import Division, Level
from kejifupin.terms.intervals import Interval

WHERE = setting()
SUM = Partial(PartialKind.SUM, "return", "people")
CROWD = Partial(PartialKind.SUM, "return", "crowd")


def count(**condition):
    """A count of returns for which something holds."""
    return Partial(PartialKind.COUNT, "return", where=Condition(**condition))


def at_least(number):
    """A constant."""
    return Operand(constant=number)


def _duckdb(table):
    return duckdb.from_arrow(table)


ENGINES = {
    "polars": lambda table: (pl.from_arrow(table), True),
    "polars lazy": lambda table: (pl.from_arrow(table).lazy(), True),
    "pandas": lambda table: (table.to_pandas(), False),
    "pandas arrow": lambda table: (table.to_pandas(types_mapper=pd.ArrowDtype), False),
    "pandas via polars": lambda table: (table.to_pandas(), True),
    "pyarrow": lambda table: (table, False),
    "pyarrow via polars": lambda table: (table, True),
    "duckdb": lambda table: (_duckdb(table), True),
}
everywhere = pytest.mark.parametrize("engine", ENGINES)


def tally(engine, partial, *, kind="return", on=WHERE, home=GREEN, columns=None, **values):
    """The tally of a partial at a division, over a table of an engine."""
    size = len(next(iter(values.values())))
    values.setdefault("division", [home] * size)
    table, borrows = ENGINES[engine](pa.table(values))
    mapped = {kind: columns} if columns else None
    data = FrameData.of({kind: table}, on, columns=mapped, borrow_polars=borrows)
    return data.tallies([partial], on)[partial][home]


@everywhere
def test_small_integers_do_not_wrap(engine):
    """Three times two thousand million is six thousand million, not 1,705,032,704."""
    people = pa.array([2_000_000_000] * 3, pa.int32())

    assert tally(engine, SUM, people=people).total == Interval.exact(6_000_000_000)


@everywhere
def test_large_integers_do_not_wrap(engine):
    """Sums beyond 64 bits are the sums."""
    people = pa.array([2**62] * 4, pa.int64())

    assert tally(engine, SUM, people=people).total == Interval.exact(2**64)


@everywhere
def test_true_is_counted_and_not_added_up_as_an_object(engine):
    """How often a condition holds is a number everywhere."""
    found = tally(engine, count(field="people", at_least=at_least(2)), people=[1, 2, 3])

    assert found.total == Interval.exact(2)


@everywhere
def test_a_return_of_other_days_does_not_exist(engine):
    """January's 3, February's 5 and one without a period: of February there are two."""
    january, february = date(2018, 1, 1), date(2018, 2, 1)
    starts, ends = [january, february, None], [date(2018, 1, 31), date(2018, 2, 28), None]
    window = Window(february, date(2018, 2, 28))
    partial = Partial(
        PartialKind.SUM,
        "return",
        "people",
        window.condition("period"),
        by="period",
        within=window,
    )
    table = {"people": [3, 5, 9], "period": starts, "period__high": ends}
    found = tally(engine, partial, **table)

    assert (found.total, found.seen) == (Interval(5, 14), 2)


@everywhere
def test_not_equal_does_not_count_what_is_not_reported(engine):
    """Null is not another text: in some libraries it is."""
    table = {"name": ["张三", None, "李四"], "village": [None] * 3}
    other = Condition(negated=Condition(field="name", equals=at_least("张三")))
    found = tally(engine, Partial(PartialKind.COUNT, "ledger", where=other), kind="ledger", **table)

    assert found.total == Interval(1, 2)
    assert (found.reported, found.uncertain) == (1, 1)


@everywhere
def test_not_in_a_list_does_not_count_what_is_not_reported(engine):
    """The same for a list of texts."""
    outside = Condition(negated=Condition(field="name", is_in=("张三", "王五")))
    partial = Partial(PartialKind.COUNT, "ledger", where=outside)
    found = tally(engine, partial, kind="ledger", name=["张三", None, "李四"])

    assert found.total == Interval(1, 2)


@everywhere
def test_no_number_is_not_more_than_one(engine):
    """NaN is more than any number in some libraries; here it is not reported."""
    people = pa.array([5.0, math.nan, None])
    found = tally(engine, count(field="people", at_least=at_least(1)), people=people)
    added = tally(engine, SUM, people=people)

    assert found.total == Interval(1, 3)
    assert (added.total, added.blank) == (Interval.exact(5), 2)


@everywhere
def test_a_sum_of_nothing_says_that_nothing_is_known(engine):
    """All-null sums are 0 everywhere: who reported tells them from a zero."""
    blank = tally(engine, SUM, people=pa.array([None, None], pa.int64()))
    zero = tally(engine, SUM, people=[0, 0])

    assert (blank.total, blank.has_data, blank.blank) == (Interval.exact(0), False, 2)
    assert (zero.total, zero.has_data, zero.blank) == (Interval.exact(0), True, 0)


@everywhere
def test_a_column_without_any_value_is_blank(engine):
    """Null columns have no type of their own."""
    found = tally(engine, SUM, people=pa.nulls(2))

    assert (found.blank, found.seen) == (2, 2)


@everywhere
def test_null_is_not_a_distinct_value(engine):
    """n_unique counts null; a blank name only may be another."""
    partial = Partial(PartialKind.DISTINCT, "ledger", distinct=("name",))
    found = tally(engine, partial, kind="ledger", name=["张三", None, "张三", "李四"])

    assert found.total == Interval(2, 3)


@everywhere
def test_spelling_is_set_aside(engine):
    """Width, case and spaces tell nobody apart, as everywhere else in the library."""
    partial = Partial(PartialKind.DISTINCT, "ledger", distinct=("name",))
    names = ["ＡＢ", "ab", "A b", "张 三", "张三", "张\u3000三"]

    assert tally(engine, partial, kind="ledger", name=names).total == Interval.exact(2)


@everywhere
def test_money_is_exact(engine):
    """Ten times 0.1 is 1, as decimals, as 分 and as floating numbers of declared decimals."""
    decimals = pa.array([Decimal("0.1")] * 10, pa.decimal128(9, 4))
    cents = pa.array([1000] * 10, pa.int64())
    reals = pa.array([0.1] * 10)
    scaled = {"crowd": Column("crowd", scale=4)}

    assert tally(engine, CROWD, crowd=decimals).total == Interval.exact(1)
    assert tally(engine, CROWD, crowd=cents, columns=scaled).total == Interval.exact(1)
    assert tally(engine, CROWD, crowd=reals).total == Interval.exact(1)


@everywhere
def test_a_floating_number_that_is_no_decimal_of_the_field_is_told(engine):
    """A third has no four decimals; it counts as not reported and is told with its rows."""
    table, borrows = ENGINES[engine](
        pa.table({"division": [GREEN] * 3, "crowd": [0.5, 1 / 3, math.inf]})
    )
    data = FrameData.of({"return": table}, WHERE, borrow_polars=borrows)
    found = data.tallies([CROWD], WHERE)[CROWD][GREEN]
    (issue,) = data.issues(WHERE).where(code="frame.number_not_exact")

    assert (found.total, found.blank) == (Interval.exact(Decimal("0.5")), 2)
    assert "2行" in issue.message
    assert issue.field == "crowd"


@everywhere
def test_whole_numbers_with_gaps_stay_whole(engine):
    """Pandas makes them floating; they are asked and added as whole numbers all the same."""
    people = pa.array([2**53 - 1, None, 1], pa.int64())
    found = tally(engine, SUM, people=people)

    assert (found.total, found.blank) == (Interval.exact(2**53), 1)


NARROW = {
    "decimal32": lambda: pa.array([Decimal("0.50"), Decimal("3.00")], pa.decimal32(8, 2)),
    "decimal64": lambda: pa.array([Decimal("0.50"), Decimal("3.00")], pa.decimal64(8, 2)),
    "decimal256": lambda: pa.array([Decimal("0.50"), Decimal("3.00")], pa.decimal256(50, 2)),
}


@pytest.mark.parametrize("width", NARROW)
@pytest.mark.parametrize("engine", ["pandas arrow", "pyarrow", "pyarrow via polars"])
def test_decimals_of_any_width_keep_their_places(engine, width):
    """Narwhals has no word for these types; 0.50 and 3.00 are 3.5, not 3."""
    found = tally(engine, CROWD, crowd=NARROW[width]())

    assert found.total == Interval.exact(Decimal("3.5"))


@pytest.mark.parametrize("borrows", [True, False])
def test_a_decimal_of_more_than_38_digits_is_refused(borrows):
    """10 to the 40th is a decimal of 256 bits alone."""
    table = pa.table(
        {"division": [GREEN], "crowd": pa.array([Decimal(10**40)], pa.decimal256(50, 2))}
    )
    data = FrameData.of({"return": table}, WHERE, borrow_polars=borrows)
    with pytest.raises(EngineError, match="38 digits"):
        data.tallies([CROWD], WHERE)


@everywhere
def test_a_whole_number_beyond_64_bits_is_told(engine):
    """2 to the 64th less one is no figure of anybody; the 5 beside it counts."""
    table, borrows = ENGINES[engine](
        pa.table(
            {"division": [GREEN] * 2, "people": pa.array([2**64 - 1, 5], pa.uint64())},
        )
    )
    data = FrameData.of({"return": table}, WHERE, borrow_polars=borrows)
    found = data.tallies([SUM], WHERE)[SUM][GREEN]
    streamed = [each.record.get("people") for each in data.select(SUM, WHERE)]

    assert (found.total, found.blank) == (Interval.exact(5), 1)
    assert [issue.code for issue in data.issues(WHERE)] == ["frame.number_too_large"]
    assert streamed == [Unread(str(2**64 - 1)), 5]


def test_a_type_that_nobody_names_is_no_number():
    """Bits are not read as the number that they would make."""
    table = duckdb.sql(f"SELECT '{GREEN}' AS division, '101'::BIT AS people")
    with pytest.raises(FrameError, match="'people' holds Object, and 'people' is a number"):
        FrameData.of({"return": table}, WHERE)


def test_a_column_without_any_type_is_blank_in_duckdb():
    """NULL AS people is a column that nobody filled in."""
    table = duckdb.sql(f"SELECT '{GREEN}' AS division, NULL AS people")
    data = FrameData.of({"return": table}, WHERE)

    assert data.tallies([SUM], WHERE)[SUM][GREEN].blank == 1


def test_text_views_are_text():
    """Arrow has no way to take from views."""
    views = pa.array([GREEN, GREEN]).cast(pa.string_view())
    assert tally("pyarrow", SUM, division=views, people=[1, 2]).total == Interval.exact(3)


def test_columns_of_one_name_are_told_with_everything_else():
    """Pandas keeps them without a word, and Arrow does too."""
    table = pa.table([[GREEN], [1], [2]], names=["division", "people", "people"])
    for native in (table, table.to_pandas()):
        with pytest.raises(FrameError, match="several columns have one name: 'people' 2 times"):
            FrameData.of({"return": native}, WHERE)


def test_a_column_whose_name_is_no_text_is_left_aside():
    """Pandas names columns by numbers where nobody named them."""
    table = pd.DataFrame({"division": [GREEN], "people": [1], 0: ["?"]})
    for borrows in (True, False):
        data = FrameData.of({"return": table}, WHERE, borrow_polars=borrows)
        assert data.tallies([SUM], WHERE)[SUM][GREEN].total == Interval.exact(1)


@everywhere
def test_codes_may_be_numbers(engine):
    """A code read as a number, even with a gap, is that code; the gap is told."""
    table, borrows = ENGINES[engine](
        pa.table({"division": pa.array([990121, None, 990121], pa.int64()), "people": [1, 2, 4]})
    )
    data = FrameData.of({"return": table}, WHERE, borrow_polars=borrows)

    assert data.tallies([SUM], WHERE)[SUM][GREEN].total == Interval.exact(5)
    assert [issue.code for issue in data.issues(WHERE)] == ["frame.division_blank"]


@everywhere
def test_days_and_moments_compare(engine):
    """A day of type date and one of type datetime meet the same conditions."""
    until = count(field="reported_on", at_most=at_least(date(2018, 2, 1)))
    days = [date(2018, 1, 1), date(2018, 2, 1), date(2018, 2, 2), None]

    for values in (pa.array(days), pa.array(days).cast(pa.timestamp("us"))):
        assert tally(engine, until, reported_on=values).total == Interval(2, 3)


@everywhere
def test_vague_numbers_keep_both_ends(engine):
    """Between 10 and 20, 20 out of reach; from 5 upwards; “-”; below 3."""
    values = {
        "people": [10, 5, None, None, 1],
        "people__high": [20, None, None, 3, None],
        "people__state": ["below", "at_least", "none", "at_most", None],
    }
    found = tally(engine, SUM, **values)
    first = {key: column[:1] for key, column in values.items()}

    assert found.total == Interval(16, None)
    assert (found.reported, found.none) == (5, 1)
    assert tally(engine, SUM, **first).total == Interval(10, 20, high_open=True)


@everywhere
def test_a_condition_on_a_vague_number_cannot_always_be_told(engine):
    """10 to 20 may be 15, and -5 to 5 adds between -5 and 5 where it may count."""
    large = count(field="people", at_least=at_least(15))
    some = Partial(PartialKind.SUM, "return", "people", large.where)
    values = {"people": [10, 16, -5], "people__high": [20, None, 15]}

    assert tally(engine, large, **values).total == Interval(1, 3)
    assert tally(engine, some, **values).total == Interval(11, 51)


@everywhere
def test_choices_are_whole_labels(engine):
    """种植业 is not 种植, as one text and, where a library has them, as a list."""
    wanted = Condition(field="needs", contains="种植")
    partial = Partial(PartialKind.COUNT, "team", where=wanted)
    lists = pa.array([["种植"], ["种植业", "养殖"], [], None], pa.list_(pa.string()))
    texts = ["种植", "种植业、养殖", "", None]

    assert tally(engine, partial, kind="team", needs=texts).total == Interval(1, 3)
    assert tally(engine, partial, kind="team", needs=lists).total == Interval(1, 3)


@everywhere
def test_categories_are_text(engine):
    """A dictionary column holds the same names."""
    names = pa.array(["张三", "张三", "李四", None]).dictionary_encode()
    partial = Partial(PartialKind.DISTINCT, "ledger", distinct=("name",))

    assert tally(engine, partial, kind="ledger", name=names).total == Interval(2, 3)


@everywhere
def test_unknown_divisions_are_told_and_spoil_nothing(engine):
    """Orphans between two villages of one expert would shift what adds up at each level."""
    table, borrows = ENGINES[engine](
        pa.table(
            {
                "division": [GREEN, "123456", WHITE, "不存在县", None, "123456"],
                "name": ["张三", "张三", "张三", "李四", "李四", "王五"],
            }
        )
    )
    partial = Partial(PartialKind.DISTINCT, "ledger", distinct=("name",))
    data = FrameData.of({"ledger": table}, WHERE, borrow_polars=borrows)
    found = data.tallies([partial], WHERE)[partial]
    issues = data.issues(WHERE)

    assert {code: found[code].total.low for code in (GREEN, WHITE)} == {GREEN: 1, WHITE: 1}
    assert found["990100"].shared == (1, 1)
    assert [(each.code, each.place.key) for each in issues] == [
        ("frame.division_unknown", "ledger.123456"),
        ("frame.division_unknown", "ledger.不存在县"),
        ("frame.division_blank", "ledger"),
    ]
    assert "2行" in issues[0].message


@everywhere
def test_divisions_are_led_to_what_they_became(engine):
    """The old code, the new one and the name lead to the same county, and add up there."""
    found = tally(engine, SUM, home=BLACK, people=[1, 2, 4], division=[OLD_BLACK, BLACK, "黑县"])

    assert (found.total, found.seen) == (Interval.exact(7), 3)


@pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb"])
def test_what_was_divided_counts_apart(engine):
    """双县 was divided: by its code or its name, its figures are not those of 西州 itself."""
    day = date(2018, 3, 15)
    old = Division(
        "990299", "双县", Level.COUNTY, WEST, valid_to=day, successors=("990297", "990298")
    )
    parts = [Division(code, f"{code}县", Level.COUNTY, WEST, day) for code in old.successors]
    where = setting(table=WHERE.divisions.with_divisions((old, *parts)))
    divisions = ["990299", "双县", WEST]
    found = tally(engine, SUM, home="990299", on=where, people=[1, 2, 4], division=divisions)

    assert (found.total, found.seen) == (Interval.exact(3), 2)


@everywhere
def test_the_same_key_under_an_old_and_a_new_code_counts_once(engine):
    """Keys are told apart by the division of the day, not by the code as written."""
    partial = Partial(PartialKind.DISTINCT, "ledger", distinct=("name",))
    found = tally(
        engine,
        partial,
        kind="ledger",
        home=BLACK,
        name=["张三", "张三", "李四"],
        division=[OLD_BLACK, BLACK, BLACK],
    )

    assert (found.total, found.shared) == (Interval.exact(2), (0, 0))


@everywhere
def test_rows_of_no_record_are_told(engine):
    """An expert whose team is not in the table counts nowhere, and is not lost silently."""
    teams = pa.table({"record_id": [1, 2], "division": [GREEN, WHITE]})
    experts = pa.table({"parent_id": [1, 1, 9], "name": ["甲", "乙", "丙"], "age": [30, None, 40]})
    (top, borrows), (rows, _) = ENGINES[engine](teams), ENGINES[engine](experts)
    data = FrameData.of({"team": top, "team.experts": rows}, WHERE, borrow_polars=borrows)
    partial = Partial(PartialKind.COUNT, "team.experts")
    (issue,) = data.issues(WHERE)

    assert {
        code: each.total.low for code, each in data.tallies([partial], WHERE)[partial].items()
    } == {GREEN: 2}
    assert issue.code == "frame.row_without_record"
    assert "1行" in issue.message


def test_what_the_table_does_not_have_is_empty():
    """A kind without a table has no records, as with records themselves."""
    data = FrameData.of({"return": pl.DataFrame({"division": [GREEN]})}, WHERE)
    partial = Partial(PartialKind.COUNT, "ledger")

    assert data.tallies([partial], WHERE)[partial] == {}
    assert RecordData.of([], WHERE).tallies([partial], WHERE)[partial] == {}
