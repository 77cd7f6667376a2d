"""Units of measure: what is counted, what is measured, and which convert into which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import field, frozen

from kejifupin.errors import UnknownNameError
from kejifupin.terms.text import clean, nearest

MEASURED = frozenset({"金额", "面积", "重量", "长度", "体积", "比例", "百分点", "年月", "时长"})
"""Dimensions whose amounts need not be whole; all others are counted, and so is age in 岁."""

# 1亩 is 2000/3 平方米: with a third of a square metre as the base every area is a whole number.
_MEASURES = {
    "金额": {"元": "1", "块钱": "1"},
    "面积": {
        "亩": "2000",
        "公顷": "30000",
        "顷": "200000",
        "垧": "30000",
        "晌": "30000",
        "平方米": "3",
        "平米": "3",
        "㎡": "3",
        "m²": "3",
        "m2": "3",
        "平方公里": "3000000",
    },
    "重量": {
        "克": "1",
        "斤": "500",
        "市斤": "500",
        "公斤": "1000",
        "千克": "1000",
        "kg": "1000",
        "吨": "1000000",
    },
    "长度": {"米": "1", "千米": "1000", "公里": "1000"},
    "体积": {"立方米": "1", "m³": "1"},
    "比例": {"%": "0.01", "‰": "0.001", "成": "0.1", "1": "1"},
    "百分点": {"百分点": "1", "个百分点": "1"},
    "年月": {"年": "12", "月": "1", "个月": "1"},
    "时长": {"天": "24", "日": "24", "小时": "1", "个小时": "1", "周": "168", "星期": "168"},
}
# 人次 is no 人 and 项次 no 项 (the same one may come twice); 次 is an event, 场次 a session.
_COUNTED = """
    人 人次 户 户次 个 次 场次 期 项 项次 支 套 部 册 份 村 乡镇 县 家 包 辆 座 篇 条 对 台 件 所 处
    只 头 株 棵 羽 尾 张 幅 块 袋 箱 瓶 盒 批 批次 种 类 组 栋 间 门 课时 学时 分 岁
"""
_SYNONYMS = {"名": "人", "位": "人", "口": "人", "场": "场次", "本": "册", "周岁": "岁"}
_PARTS = {
    "面积": {"分": "200", "厘": "20", "毫": "2"},
    "重量": {"两": "50", "钱": "5"},
    "金额": {"角": "0.1", "毛": "0.1", "分": "0.01"},
}
LOCAL = frozenset({"垧", "晌"})
"""Units that are not of one size everywhere: 1垧 is 15亩 in the north-east, 3 to 5 elsewhere."""
_UNSCALED = frozenset({"比例", "百分点", "年月", "时长", "岁"})
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_PREFIX = re.compile("[十百千]?[万亿]{0,2}")


@frozen
class Unit:
    """One unit of measure (计量单位).

    Two units convert exactly when their dimensions are equal.

    Args:
        symbol: The unit as written, e.g. ``万人次`` or ``元/亩``.
        dimension: What it measures, e.g. ``人次``, ``面积`` or ``金额/面积``.
        factor: How many base units of the dimension it is worth, times ``divisor``.
        divisor: What to divide the factor by; only rates have one other than 1.
    """

    symbol: str
    dimension: str
    factor: Decimal
    divisor: Decimal = field(default=Decimal(1))

    @property
    def ratio(self) -> Fraction:
        """How many base units of the dimension it is worth, exactly."""
        return Fraction(self.factor) / Fraction(self.divisor)

    @property
    def is_counted(self) -> bool:
        """Whether amounts in it are counts of whole things: 人次 and 户, not 亩 or 元/亩.

        >>> find_unit("万人次").is_counted, find_unit("亩").is_counted
        (True, False)
        """
        return "/" not in self.dimension and self.dimension not in MEASURED

    @property
    def adds_up(self) -> bool:
        """Whether amounts in it can be added: 万元 and 亩, not 元/亩, which is of each of them.

        >>> find_unit("万元").adds_up, find_unit("元/亩").adds_up, find_unit("%").adds_up
        (True, False, False)
        """
        return "/" not in self.dimension and self.dimension not in ("比例", "百分点")


def _simple_units() -> Iterator[tuple[str, Unit]]:
    for dimension, symbols in _MEASURES.items():
        for symbol, factor in symbols.items():
            yield symbol, Unit(symbol, dimension, Decimal(factor))
    for word in _COUNTED.split():
        yield word, Unit(word, word, Decimal(1))
    for word, dimension in _SYNONYMS.items():
        yield word, Unit(word, dimension, Decimal(1))


_SIMPLE = dict(_simple_units())
_LONGEST_FIRST = sorted((each for each in _SIMPLE if each != "1"), key=len, reverse=True)
_ANY = re.compile("|".join(map(re.escape, _LONGEST_FIRST)))


def find_unit(symbol: str) -> Unit:
    """The unit that a symbol stands for.

    Counted units, money, areas, weights and lengths take 十 百 千 万 亿 in front (``万册``,
    ``亿元``); ``a/b`` is a rate.

    Args:
        symbol: The unit as written; width and blanks do not matter.

    Raises:
        UnknownNameError: No such unit; it names the nearest ones.

    >>> find_unit("万人次").dimension, find_unit("万人次").factor
    ('人次', Decimal('10000'))
    """
    unit = _find(symbol)
    if unit is None:
        common = (f"万{each}" for each in ("人次", "人", "元", "册", "户", "亩"))
        raise UnknownNameError("unit", symbol, nearest(symbol, (*_SIMPLE, *common)))
    return unit


@lru_cache(maxsize=1024)
def _find(symbol: str) -> Unit | None:
    written = re.sub(r"\s+", "", clean(symbol))
    above, slash, below = written.partition("/")
    if not slash:
        return _scaled(written)
    top, bottom = _scaled(above), _scaled(below)
    if top is None or bottom is None:
        return None
    dimension = f"{top.dimension}/{bottom.dimension}"
    return Unit(written, dimension, top.factor, bottom.factor)


def _scaled(symbol: str) -> Unit | None:
    if symbol in _SIMPLE:
        return _SIMPLE[symbol]
    match = _PREFIX.match(symbol)
    prefix = match[0] if match else ""
    base = _SIMPLE.get(symbol[len(prefix) :])
    if not prefix or base is None or base.dimension in _UNSCALED:
        return None
    factor = base.factor
    for power in prefix:
        factor *= _POWERS[power]
    return Unit(symbol, base.dimension, factor)


def find_part(symbol: str, whole: Unit) -> Unit | None:
    """A unit that stands behind a larger one, or alone where the larger is understood.

    Args:
        symbol: The unit as written.
        whole: The larger unit.

    Returns:
        The smaller unit, of the same dimension; None where it is no part of the larger.

    >>> find_part("分", find_unit("亩")).ratio / find_unit("亩").ratio
    Fraction(1, 10)
    """
    factor = _PARTS.get(whole.dimension, {}).get(symbol)
    if factor is not None:
        return Unit(symbol, whole.dimension, Decimal(factor))
    unit = _find(symbol)
    smaller = unit is not None and unit.dimension == whole.dimension and unit.ratio < whole.ratio
    return unit if smaller else None


def is_unit(symbol: str) -> bool:
    """Whether a symbol is a unit that ``find_unit`` knows.

    >>> is_unit("元/亩"), is_unit("专家")
    (True, False)
    """
    return _find(symbol) is not None


def match_unit(text: str, start: int = 0) -> str | None:
    """The longest unit that stands at one place of a text, rates included, without 万 in front.

    >>> match_unit("5000元/亩以上", 4), match_unit("3人次", 1), match_unit("3专家", 1)
    ('元/亩', '人次', None)
    """
    above = _ANY.match(text, start)
    if above is None:
        return None
    below = _ANY.match(text, above.end() + 1) if text.startswith("/", above.end()) else None
    return above[0] if below is None else f"{above[0]}/{below[0]}"
