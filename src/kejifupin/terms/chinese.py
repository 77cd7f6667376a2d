"""Whole numbers in Chinese numerals: 一百零五, 三万五, 二〇一七, 壹万贰仟."""

from __future__ import annotations

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
NUMERALS = "零〇○一二两三四五六七八九十廿卅卌百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億"
LONGEST = 40
"""Numerals of more characters are no numbers that people write."""
_PLACES = {"十": 10, "百": 100, "千": 1000}
_VARIANTS, _EVERYDAY = (
    "〇○两壹贰叁肆伍陆柒捌玖拾佰仟萬億",
    "零零二一二三四五六七八九十百千万亿",
)
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_FORMAL = str.maketrans(dict(zip(_VARIANTS, _EVERYDAY, strict=True)) | _TENS)


def plain_numerals(text: str) -> str:
    """Formal and variant numerals as everyday ones: 壹佰 as 一百, 两 as 二, 〇 as 零."""
    return text.translate(_FORMAL)


def read_chinese_integer(text: str) -> int | None:
    """A whole number in Chinese numerals, formal ones (壹贰叁) included.

    A string of digits is read only with a 〇 in it (二〇一七): 一二三 may be a list, a range, or a
    slip. A last digit after 百 千 万 亿 stands for the next place: 三万五 is 35000.

    Returns:
        The number, or None where the text is no such numeral.

    >>> [read_chinese_integer(each) for each in ("一百零五", "三万五", "二〇一七", "廿三", "一二")]
    [105, 35000, 2017, 23, None]
    """
    plainer = plain_numerals(text.strip())
    if len(plainer) > LONGEST:
        return None
    if plainer == "零":
        return 0
    if "零" in plainer and len(plainer) > 1 and all(each in DIGITS for each in plainer):
        return None if plainer[0] == "零" else int("".join(str(DIGITS[each]) for each in plainer))
    return _whole(plainer)


def _whole(text: str) -> int | None:
    for power, scale in (("亿", 100_000_000), ("万", 10_000)):
        if power not in text:
            continue
        head, _, tail = text.rpartition(power)
        # 万亿 is a number, 三万五万 is two.
        above = _whole(head) if power == "亿" else _below_ten_thousand(head)
        below = _remainder(tail, scale)
        return None if above is None or below is None else above * scale + below
    return _below_ten_thousand(text)


def _remainder(text: str, scale: int) -> int | None:
    """What follows 万 or 亿: nothing, a lower number, or one digit for the place below."""
    if not text:
        return 0
    if text in DIGITS and text != "零":
        return DIGITS[text] * scale // 10
    value = _whole(text.removeprefix("零"))
    if value is None or value >= (scale // 10 if text[0] == "零" else scale):
        return None
    return value


def _below_ten_thousand(text: str) -> int | None:
    total, last, after_zero, digit = 0, 10_000, False, None
    for position, character in enumerate(text):
        if character == "零":
            if after_zero or digit is not None or position == 0:
                return None
            after_zero = True
            continue
        if character in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[character]
            continue
        place = _PLACES.get(character)
        # 十 alone may go without its digit (十二, 一百十五); 百 and 千 may not.
        if place is None or place >= last or (digit is None and place != 10):
            return None
        if after_zero and place * 10 >= last:
            return None
        total += (1 if digit is None else digit) * place
        last, after_zero, digit = place, False, None
    if digit is None:
        return total if text and not after_zero else None
    # 一百五 is 150, 一百零五 is 105; after 十, and alone, a digit counts ones.
    short = not after_zero and last in (100, 1000)
    if after_zero and last == 10:
        return None
    return total + digit * (last // 10 if short else 1)


def spell_group(number: int) -> str:
    """A number from 1 to 9999 in everyday numerals.

    >>> spell_group(4005), spell_group(126), spell_group(12)
    ('四千零五', '一百二十六', '一十二')
    """
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
        gap = bool(words) and not digit
    return words
