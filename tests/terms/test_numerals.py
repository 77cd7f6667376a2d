"""The amounts that people write."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.terms.intervals import Interval
from kejifupin.terms.numerals import read_amount
from kejifupin.terms.quantities import NONE_OF_ITEM, Vague, convert, format_amount, format_number

UNITS = ["人次", "户", "册", "亩", "元", "%", "场次", "公斤", "元/亩"]
naturals = st.integers(0, 10**9)
decimals = st.decimals(min_value=0, max_value=10**6, places=2)
full_width = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


@given(naturals | decimals | st.integers(-(10**6), -1), st.sampled_from([None, *UNITS]))
def test_an_exact_amount_written_out_reads_back(number, unit):
    """Digits with or without a unit, full width or half width, spaced or not."""
    text = format_number(number) + (unit or "")

    for written in (text, text.translate(full_width), f" {text}\u3000", f"共{text}"):
        reading = read_amount(written)

        assert (reading.amount, reading.unit, reading.hint) == (number, unit, None)


@given(naturals, st.sampled_from([",", "，"]))
def test_thousands_separators_change_nothing(number, comma):
    """1,200 and 1，200 are 1200."""
    assert read_amount(f"{number:,}".replace(",", comma)).amount == number


@given(st.decimals(min_value=0, max_value=10**4, places=3), st.sampled_from(["万", "亿"]))
def test_ten_thousands_belong_to_the_number(number, power):
    """3.5万人次 is the same as 3.5 in the unit 万人次."""
    text = format_number(number)
    reading = read_amount(f"{text}{power}人次")

    assert reading.unit == "人次"
    assert reading.amount == convert(number, f"{power}人次", "人次")
    assert read_amount(f"{text}（{power}人次）").amount == reading.amount


@given(naturals, naturals, st.sampled_from(["-", "－", "—", "–", "~", "～", "至", "到", "——"]))
def test_a_range_reads_with_any_dash_and_shows_as_written(first, second, dash):
    """Low before high; a range that runs backwards is not guessed at."""
    reading = read_amount(f"{first}{dash}{second}户")

    if first == second:
        assert reading.amount == first
    elif first > second:
        assert reading is None
    else:
        assert Interval.of(reading.amount) == Interval(first, second)
        assert read_amount(format_amount(reading.amount)).amount == reading.amount


@given(
    st.integers(1, 10**7), st.sampled_from(["{}余户", "{}多户", "约{}户", "{}户左右", "{}户以上"])
)
def test_a_vague_amount_may_be_the_number_that_is_written(number, pattern):
    """And its own words read back as the same amount."""
    amount = read_amount(pattern.format(number)).amount

    assert isinstance(amount, Vague)
    assert number in Interval.of(amount)
    assert read_amount(format_amount(amount)).amount == amount


@given(st.integers(1, 10**7), st.sampled_from("余多"))
def test_an_open_number_is_never_below_what_is_written_nor_ten_times_it(number, mark):
    """余 and 多 open upwards only, and end before the next digit counts up."""
    amount = read_amount(f"{number}{mark}人").amount

    assert amount.low == number
    assert number <= amount.high < max(10 * number, number + 10)


@given(
    st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["约{}元", "近{}元", "{}余元"])
)
def test_more_written_never_means_less(first, second, pattern):
    """Both ends grow with the number, for what is estimated; 余 keeps the low end in order."""
    small, large = sorted((first, second))
    low, high = (read_amount(pattern.format(each)).amount for each in (small, large))

    assert low.low <= high.low
    if "余" not in pattern:
        assert low.high <= high.high


@given(
    st.text(max_size=30)
    | st.text("0123456789.,，-—至万余多约个人次亩元%（）十百几半 ", max_size=14)
)
def test_any_text_gets_an_answer_and_keeps_its_words(text):
    """No text is an error; what is read shows what was written, and reads again the same."""
    reading = read_amount(text)

    if reading is not None:
        assert reading == read_amount(reading.text)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("3.5万", 35_000, None),
        ("10.5万人次", 105_000, "人次"),
        ("1,200", 1200, None),
        ("１，２００", 1200, None),
        ("12万6千", 126_000, None),
        ("三万五", 35_000, None),
        ("三十五名", 35, "名"),
        ("1100万", 11_000_000, None),
        ("3万4000", 34_000, None),
        ("一千零五十人次", 1050, "人次"),
        ("壹万贰仟元整", 12_000, "元"),
        ("¥500", 500, "元"),
        ("0.5亩", Decimal("0.5"), "亩"),
        ("半", Decimal("0.5"), None),
        ("半亩", Decimal("0.5"), "亩"),
        ("两亩半", Decimal("2.5"), "亩"),
        ("一个半月", Decimal("1.5"), "月"),
        ("30%", 30, "%"),
        ("百分之百", 100, "%"),
        ("五口人", 5, "口"),
        ("5千克", 5, "千克"),
        ("2万册", 20_000, "册"),
        ("600万元", 6_000_000, "元"),
        ("0", 0, None),
        ("零", 0, None),
        ("-5", -5, None),
        ("－5户", -5, "户"),
        ("5.0", 5, None),
        ("2017", 2017, None),
        ("12。", 12, None),
    ],
)
def test_exact_amounts_worked_out_by_hand(text, amount, unit):
    """Nothing but the number that was meant, an int where it is whole."""
    reading = read_amount(text)

    assert (reading.amount, reading.unit) == (amount, unit)
    assert isinstance(reading.amount, int) == (amount == int(amount))


@pytest.mark.parametrize(
    ("text", "low", "high", "high_open"),
    [
        ("1200余亩", 1200, 1300, True),
        ("10000多份", 10_000, 19_999, False),
        ("十余名", 10, 19, False),
        ("10余亩", 10, 20, True),
        ("300余", 300, 399, False),
        ("12000多份", 12_000, 12_999, False),
        ("600余万元", 6_000_000, 7_000_000, True),
        ("2万多", 20_000, 29_999, False),
        ("15余人", 15, 19, False),
        ("15余亩", 15, 16, True),
        ("3亩多", 3, 4, True),
        ("5个多月", 5, 6, True),
        ("70%多", 70, 80, True),
        ("二十来个", 18, 22, False),
        ("1-2项", 1, 2, False),
        ("5至10户", 5, 10, False),
        ("一至两项", 1, 2, False),
        ("5000-6000元", 5000, 6000, False),
        ("5,000—6,000元", 5000, 6000, False),
        ("3-5万", 30_000, 50_000, False),
        ("5000-1万", 5000, 10_000, False),
        ("5户-10户", 5, 10, False),
        ("70%-80%", 70, 80, False),
        ("５０个以上", 50, None, False),
        ("50（含）以上", 50, None, False),
        ("≥50", 50, None, False),
        ("70%以上", 70, None, False),
        ("至少1-2项", 1, None, False),
        ("上百", 100, None, False),
        ("超过50", 51, None, False),
        ("超过50亩", 50, None, False),
        ("不足100", 0, 99, False),
        ("不足100亩", 0, 100, True),
        ("不超过50人", 0, 50, False),
        ("50人以下", 0, 50, False),
        ("约200户", 180, 220, False),
        ("约5-10户", 4, 11, False),
        ("近4万份", 36_000, 40_000, False),
        ("近5户", 4, 5, False),
        ("50个左右", 45, 55, False),
        ("约2.5亩", Decimal("2.25"), Decimal("2.75"), False),
        ("约2000余元", 1800, 3000, True),
        ("百余", 100, 199, False),
        ("数十", 20, 99, False),
        ("几十户", 20, 99, False),
        ("几十万元", 200_000, 1_000_000, True),
        ("两三百人", 200, 300, False),
        ("七八十人", 70, 80, False),
    ],
)
def test_vague_amounts_worked_out_by_hand(text, low, high, high_open):
    """余 ends at the last printed digit: at 19 if counted, below 20 if measured."""
    amount = read_amount(text).amount

    assert (amount.low, amount.high, amount.high_open) == (low, high, high_open)


@pytest.mark.parametrize("text", ["-", "—", "－", "--", "－－", "——", "–", " - "])
def test_a_dash_says_none_of_the_item(text):
    """Statistical custom: what does not exist is written “-”."""
    reading = read_amount(text)

    assert reading.amount is NONE_OF_ITEM
    assert reading.hint is None


@pytest.mark.parametrize("text", ["无", "没有", "/", "／", "暂无"])
def test_words_that_may_mean_none_or_zero_are_told_apart_by_their_hint(text):
    """The caller can ask which it was."""
    reading = read_amount(text)

    assert reading.amount is NONE_OF_ITEM
    assert reading.hint


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "　", "不详", "未统计", "不清楚", "若干", "多个", "几", "数", "余", "万", "约",
        "以上", "123abc", "12,34", "1,2000", "1234,567", "1.2.3", "5.", "1 200", "12, 345",
        "0431", "007",
        "0431-1234567", "0431-12345678", "138-1234-5678", "2017.11.10", "2017-11-10", "2017/11/10",
        "2017年11月10日", "2017年", "2017-2018", "11月30日", "8:00", "10-5户", "5-", "5至",
        "5户-10人", "--5", "一二三", "三分之二", "1/3", "一半", "第3", "3号", "3个没有", "5人3户",
        "50人、30人", "50个以上20个以下", "3万50", "0余", "(3)", "3?", "=3", "#REF!", "nan",
        "Infinity", "1e5", "1_000", "①", "³", "٣", "9" * 5000, "亿" * 5000, "(" * 5000,
        " " * 5000 + "x",
    ],
)  # fmt: skip
def test_what_is_not_wholly_an_amount_is_not_read(text):
    """Never a guess at a part: dates, phones, codes, lists and slips give nothing."""
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "hint"),
    [
        ("2人（含1名学生）", 2, "（含1名学生）"),
        ("2人,其中学生1名", 2, "其中学生1名"),
        ("10名专家", 10, "专家"),
        ("12个村", 12, "村"),
        ("人均2亩", 2, "人均"),
        ("2辆科普大篷车", 2, "科普大篷车"),
    ],
)
def test_words_beyond_the_amount_are_handed_on(text, amount, hint):
    """Nothing that was written is lost."""
    reading = read_amount(text)

    assert (reading.amount, reading.hint) == (amount, hint)


def test_the_caller_says_whether_a_bare_number_counts():
    """10余 in a column of 亩 is from 10 to below 20."""
    assert read_amount("10余").amount == Vague(10, 19, "10余")
    assert read_amount("10余", counted=False).amount == Vague(10, 20, "10余", high_open=True)
    assert read_amount("10余户", counted=False).amount == Vague(10, 19, "10余户")


def test_the_reach_of_about_is_a_convention_that_can_be_changed():
    """±10% unless told otherwise; whole things are rounded outwards."""
    fifth = Decimal("0.2")

    assert read_amount("约200户", tolerance=fifth).amount == Vague(160, 240, "约200户")
    assert read_amount("近7户", tolerance=fifth).amount == Vague(5, 7, "近7户")
    assert read_amount("约200户", tolerance=Decimal(0)).amount == Vague(200, 200, "约200户")


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("3亩2分", Decimal("3.2"), "亩"),
        ("三亩二分五厘", Decimal("3.25"), "亩"),
        ("三亩二", Decimal("3.2"), "亩"),
        ("3亩零5厘", Decimal("3.05"), "亩"),
        ("两公顷三亩", Decimal("2.2"), "公顷"),
        ("1公顷500平方米", Decimal("1.05"), "公顷"),
        ("3斤2两", Decimal("3.2"), "斤"),
        ("3公斤2两", Decimal("3.1"), "公斤"),
        ("三元五角二分", Decimal("3.52"), "元"),
        ("3垧", 3, "垧"),
        ("一顷", 1, "顷"),
        ("廿三户", 23, "户"),
        ("一百卅五", 135, None),
    ],
)
def test_old_words_and_smaller_units_are_read_exactly(text, amount, unit):
    """1亩 is 10分 and 100厘, 1斤 10两, 1公顷 15亩; 廿 and 卅 are 20 and 30."""
    found = read_amount(text)
    assert (found.amount, found.unit) == (amount, unit)


@pytest.mark.parametrize("text", ["3亩12分", "3亩2人", "3亩2.5", "3户2", "2分3亩", "5000元3000元"])
def test_what_does_not_fit_a_larger_unit_is_no_amount(text):
    """Twelve 分 are more than one 亩, and a household has no tenths."""
    assert read_amount(text) is None
