"""The words that bind a number: 至少, 约, 不足 before it; 以上, 左右 after it."""

from __future__ import annotations

from enum import Enum, auto


class Sense(Enum):
    """How the words around a number bind it (语气)."""

    PLAIN = auto()
    EXACTLY = auto()
    ABOUT = auto()
    NEARLY = auto()
    AT_LEAST = auto()
    OVER = auto()
    AT_MOST = auto()
    UNDER = auto()


def _by_word(words: dict[Sense, str]) -> dict[str, Sense]:
    """Each word with its sense, longer words first: 不超过 before 超过."""
    pairs = [(word, sense) for sense, group in words.items() for word in group.split()]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


# 以上 and 以下 include the number itself, 超过 and 不足 do not (民法典第一千二百五十九条).
BEFORE = _by_word(
    {
        Sense.ABOUT: "大约 大概 大致 约为 约有 约合 约",
        Sense.NEARLY: "将近 接近 接近于 近 几乎",
        Sense.AT_LEAST: "至少为 至少有 至少 不少于 不低于 不小于 最少 最低 ≥ ≧ >=",
        Sense.OVER: "超过了 超过 突破 多于 高于 大于 逾 超 >",
        Sense.AT_MOST: "至多 最多 不超过 不多于 不高于 不大于 最高 ≤ ≦ <=",
        Sense.UNDER: "不足 不到 不满 未满 未达 少于 低于 小于 <",
        Sense.EXACTLY: "恰好 正好 刚好 恰",
        Sense.PLAIN: "共计 合计 总计 累计 共有 共 计 达到 达 为 有",
    }
)
AFTER = _by_word(
    {
        Sense.AT_LEAST: "以上 及以上 或以上 之上 起 +",
        Sense.AT_MOST: "以下 及以下 或以下 以内 之内 封顶",
        Sense.ABOUT: "左右 上下",
        Sense.PLAIN: "整 之多",
    }
)
_TOGETHER = {
    frozenset({Sense.NEARLY, Sense.ABOUT}): Sense.ABOUT,
    frozenset({Sense.OVER, Sense.AT_LEAST}): Sense.AT_LEAST,
    frozenset({Sense.UNDER, Sense.AT_MOST}): Sense.AT_MOST,
}


def joined(first: Sense, second: Sense) -> Sense | None:
    """What two words say together; None where they contradict each other.

    >>> joined(Sense.NEARLY, Sense.ABOUT), joined(Sense.AT_LEAST, Sense.AT_MOST)
    (<Sense.ABOUT: 3>, None)
    """
    if first is second or second is Sense.PLAIN:
        return first
    return second if first is Sense.PLAIN else _TOGETHER.get(frozenset({first, second}))
