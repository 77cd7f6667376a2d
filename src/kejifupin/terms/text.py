"""Text as people type it, brought to one spelling without losing Chinese punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

# Full-width letters and digits only: NFKC would also turn ，（） into ASCII, ㎡ into m2, ① into 1.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
_CLEAN: dict[int, str | int] = {
    **_HALF,
    0xFF0E: ".",
    0xFF0D: "-",
    0xFF0F: "/",
    0xFF05: "%",
    0x3000: " ",
    0xA0: " ",
    0xFE5D: "〔",
    0xFE5E: "〕",
    **dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF), ""),
}
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BRACKETED = re.compile(r"[（(〔\[【][^（）()〔〕\[\]【】]*[）)〕\]】]")
_NOT_KEY = re.compile(r"[\s:：_＿]+")


def clean(text: str) -> str:
    """One spelling for what was typed: half-width digits and letters, plain spaces, trimmed.

    >>> clean("　５０个以上，（含）ＡＢ ")
    '50个以上，（含）AB'
    """
    return text.translate(_CLEAN).strip()


def without_unseen(text: str) -> str:
    r"""A text without the characters that nobody sees and two equal names may differ in.

    >>> without_unseen("赵\u200b大\xad山")
    '赵大山'
    """
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text


def label_key(text: str) -> str:
    r"""A label stripped to what must match: no spaces, colons, bracketed hints or width.

    Compatibility normalisation is right here, and only here: the result is a key, never shown.

    >>> label_key("致贫原因\n（在对应□内打√）") == label_key("致贫 原因：")
    True
    """
    bare = _NOT_KEY.sub("", _BRACKETED.sub("", text))
    # A label that is nothing but a bracket keeps it rather than vanish.
    return unicodedata.normalize("NFKC", bare or _NOT_KEY.sub("", text)).casefold()


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Names that exist and look like a word, best first.

    >>> nearest("househlods", ("households", "members"))
    ('households',)
    """
    return tuple(get_close_matches(word, tuple(candidates), n=limit, cutoff=0.5))
