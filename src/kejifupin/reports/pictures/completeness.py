"""Who handed in what is owed: one bar for each form, or for each division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import Final

from kejifupin.reports.pictures.headline import (
    MARGIN,
    SMALL,
    headline,
    headline_height,
    rule,
)
from kejifupin.reports.pictures.lettering import shortened, width
from kejifupin.reports.pictures.sheet import FAINT, INK, LINE, PALE, Picture, Sheet, in_own_style
from kejifupin.submissions.states import SubmissionState, SubmissionStatus
from kejifupin.terms import looks
from kejifupin.terms.display import chinese_date
from kejifupin.terms.looks import Look

_ROW: Final = 0.3
_LAMP: Final = 0.19
_ROWS: Final = 45
_MOST_BLOCKS: Final = 4
_BETWEEN: Final = 0.35
_KINDS: Final[Mapping[str, Look]] = {
    "按时报送": looks.DONE,
    "迟报": looks.CAREFUL,
    "未报送": looks.FAILED,
    "收到日期不明": looks.UNSURE,
    "未到期": looks.NOTHING,
}
Row = tuple[str, Counter[str]]


@in_own_style
def completeness_figure(
    submissions: Iterable[SubmissionStatus], *, by_division: bool = False
) -> Picture:
    """How much of what is owed was handed in, and whether in time.

    What was returned or taken in counts as handed in; what the sender took back does not.

    Args:
        submissions: How each form that is owed stands on one day.
        by_division: One bar for each division instead of one for each form, those that lack most
            first.

    Raises:
        ValueError: Nothing is owed, or the statuses are of several days.
        FontMissingError: No installed font has the characters that are needed.
    """
    given = tuple(submissions)
    days = {each.as_of for each in given}
    if len(days) != 1:
        raise ValueError(f"what is owed is drawn as of one day, not of {len(days)}")
    return _drawn(_rows(given, by_division=by_division), days.pop())


def _rows(given: Sequence[SubmissionStatus], *, by_division: bool) -> Sequence[Row]:
    names: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    for each in given:
        key = each.division if by_division else f"{each.schedule}.{each.form}"
        names[key] = each.division_name if by_division else each.form_label or each.label
        counts.setdefault(key, Counter())[_kind(each)] += 1
    keys = list(counts)
    if by_division:
        keys.sort(key=lambda key: (-counts[key]["未报送"], counts[key]["按时报送"], key))
    return [(names[key], counts[key]) for key in keys]


def _kind(status: SubmissionStatus) -> str:
    if not status.state.is_handed_in:
        day = status.as_of
        # What was taken back before the last day may still come in time.
        open_yet = status.state is SubmissionState.NOT_YET_DUE or (
            day is not None and day <= status.due_on
        )
        return "未到期" if open_yet else "未报送"
    if status.timely is None:
        return "收到日期不明"
    return "按时报送" if status.timely else "迟报"


def _drawn(rows: Sequence[Row], day: date | None) -> Picture:
    across = min(ceil(len(rows) / _ROWS), _MOST_BLOCKS)
    size = ceil(len(rows) / across)
    names = min(max(width(name, 9) for name, _ in rows) + 0.15, 3.2)
    told = max(width(_told(counts), SMALL) for _, counts in rows) + 0.15
    wide = (4.5, 2.6, 1.8, 1.4)[across - 1]
    block = names + wide + told
    total = max(2 * MARGIN + across * (block + _BETWEEN) - _BETWEEN, 7.0)
    whole = sum((counts for _, counts in rows), Counter())
    title = "报送情况"
    owed = f"应报{whole.total()}份　已报{_handed_in(whole)}份"
    subtitle = owed if day is None else f"截至{chinese_date(day)}　{owed}"
    top = headline_height(title, subtitle, total)
    sheet = Sheet(total, top + 0.4 + size * _ROW + MARGIN, title)
    y = headline(sheet, title, subtitle)
    _draw_legend(sheet, y, whole)
    y += 0.35
    for place in range(across):
        left = MARGIN + place * (block + _BETWEEN)
        for at, (name, counts) in enumerate(rows[place * size : (place + 1) * size]):
            high = y + at * _ROW
            rule(sheet, left, high, block)
            sheet.text(left, high + _ROW / 2, shortened(name, 9, names - 0.1))
            _draw_bar(sheet, left + names, high + 0.05, wide, counts)
            x = left + names + wide + 0.1
            sheet.text(x, high + _ROW / 2, _told(counts), size=SMALL)
    return sheet.finish()


def _told(counts: Counter[str]) -> str:
    return f"{_handed_in(counts)}/{counts.total()}"


def _handed_in(counts: Counter[str]) -> int:
    return counts.total() - counts["未报送"] - counts["未到期"]


def _draw_legend(sheet: Sheet, y: float, counts: Counter[str]) -> None:
    x = MARGIN
    for kind, look in _KINDS.items():
        if counts[kind]:
            label = f"{kind} {counts[kind]}"
            sheet.box(x, y, _LAMP, _LAMP, **_fill(look))
            middle = y + _LAMP / 2
            sheet.sign(x + _LAMP / 2, middle, look.sign, size=_LAMP * 0.55, colour=_ink(look))
            sheet.text(x + _LAMP + 0.08, middle, label)
            x += _LAMP + 0.08 + width(label, 9) + 0.28


def _draw_bar(sheet: Sheet, x: float, y: float, wide: float, counts: Counter[str]) -> None:
    high = _ROW - 0.1
    for kind, look in _KINDS.items():
        part = wide * counts[kind] / counts.total()
        if part:
            sheet.box(x, y, part, high, **_fill(look))
            number = str(counts[kind])
            room = part - 0.05
            # The sign stands before the number where both find room: no colour is needed.
            sign = 0.11 if room >= width(number, SMALL) + 0.17 else 0.0
            if width(number, SMALL) <= room:
                if sign:
                    at = x + part / 2 - width(number, SMALL) / 2 - 0.04
                    sheet.sign(at, y + high / 2, look.sign, size=sign, colour=_ink(look))
                middle = x + part / 2 + (0.05 if sign else 0.0)
                sheet.text(
                    middle, y + high / 2, number, size=SMALL, colour=_ink(look), across="center"
                )
        x += part


def _fill(look: Look) -> dict[str, object]:
    if look is looks.NOTHING:
        return {"facecolor": PALE, "edgecolor": LINE, "hatch": "////", "linewidth": 0.4}
    return {"facecolor": f"#{look.colour}"}


def _ink(look: Look) -> str:
    if look is looks.NOTHING:
        return FAINT
    return INK if look.ink == "000000" else f"#{look.ink}"
