"""Points off a scale: the band of a value, the word that was given, the points as entered."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kejifupin.assessments.bands import Band, possible_points
from kejifupin.assessments.marks import ENDLESS, Marks, fraction_text
from kejifupin.assessments.readings import Reading
from kejifupin.assessments.worths import ZERO, Worth, ends
from kejifupin.indicators.values import interval_text
from kejifupin.terms.arithmetic import Number, format_number


def entered_worth(reading: Reading, full: Fraction | None) -> Worth:
    """The points as a person entered them; an entry beyond full marks is no entry.

    Args:
        reading: What was read.
        full: Full marks, None for no limit.
    """
    cap = ENDLESS if full is None else full
    if reading.value is None:
        return Worth(Marks(ZERO, cap), "尚未评分")
    low, high = ends(reading.value)
    top = cap if high is None else high
    if low > cap or top < 0 or (reading.value.is_exact and not 0 <= low <= cap):
        limit = fraction_text(cap)
        told = f"登记的{interval_text(reading.value)}分不在0—{limit}分之内"
        return Worth(Marks(ZERO, cap), "所登记的分数不能用", told)
    marks = Marks(max(ZERO, low), min(cap, top))
    return Worth(marks, f"评{marks.text()}")


def steps_worth(bands: Sequence[Band], reading: Reading) -> Worth:
    """The points of the band that a reading lies in; a range where several are possible."""
    found = possible_points(bands, reading.value)
    marks = Marks.hull_of(Marks.exact(each.points) for each in found)
    told = "或".join(each.text() for each in found)
    known = "数据不明，" if reading.value is None else ""
    return Worth(marks, f"{known}档次：{told}，得{marks.text()}")


def graded_worth(scale: Sequence[tuple[str, Number]], reading: Reading) -> Worth:
    """The points of the word that a person gave."""
    points = dict(scale)
    every = Marks.hull_of(Marks.exact(each) for each in points.values())
    strange = [each for each in reading.words if each not in points]
    if strange:
        known = "、".join(points)
        return Worth(every, "评语不能用", f"没有“{strange[0]}”这一等，可写{known}")
    if not reading.words:
        return Worth(every, "尚未评定")
    marks = Marks.hull_of(Marks.exact(points[each]) for each in reading.words)
    scale_text = "、".join(f"{word}{format_number(each)}分" for word, each in points.items())
    return Worth(marks, f"评为{'或'.join(reading.words)}（{scale_text}）：得{marks.text()}")
