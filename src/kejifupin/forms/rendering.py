"""Values as a form prints them, so that they read back as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from kejifupin.office.grid import CHECKED, UNCHECKED
from kejifupin.office.page import Filling, PageCell
from kejifupin.office.spots import instead, ticks
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.record import Record
from kejifupin.records.values import DivisionName, FieldValue, Unread
from kejifupin.terms.periods import Period
from kejifupin.terms.quantities import NoneOfItem, Vague, format_amount, format_number

OTHER = "其它："
"""What stands in front of a choice that is not listed."""

_AS_TEXT = frozenset(
    {FieldType.TEXT, FieldType.PHONE, FieldType.DATE, FieldType.WHEN, FieldType.PERIOD}
)

DivisionNamer = Callable[[str], str]
"""Gives the name of a division by its code."""

FieldFiller = Callable[[Record | None, DivisionNamer], Filling]
"""Gives what a record, or None for a blank form, says in one place."""

_BLANK: Filling = ("", None)


def value_text(value: FieldValue, name_of: DivisionNamer = str) -> str:
    """A value as it is written into a form.

    Args:
        value: A value that has a single cell, ticked choices apart.
        name_of: Names a division of which only the code is known.

    >>> value_text(Period(date(2017, 12, 1), date(2018, 4, 30))), value_text(None)
    ('2017年12月—2018年4月', '')
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case Unread(text):
            return text
        case DivisionName(text, code):
            return text or ("" if code is None else name_of(code))
        case date():
            return day_text(value)
        case Period():
            return period_text(value)
        case Vague() | NoneOfItem():
            return format_amount(value)
        case tuple():
            return "、".join(map(str, value))
    return str(value)


def day_text(day: date) -> str:
    """A day as Chinese documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_text(period: Period) -> str:
    """A period by its months where it holds whole ones, else by its days."""
    whole = period.start.day == 1 and (period.end + timedelta(days=1)).day == 1
    if not whole:
        return f"{day_text(period.start)}—{day_text(period.end)}"
    first, last = (f"{day.year}年{day.month}月" for day in (period.start, period.end))
    return first if first == last else f"{first}—{last}"


def choices_text(target: Field, record: Record | None) -> str:
    """The boxes of a field with choices, those of the record ticked, and the line for 其它."""
    value = None if record is None else record.get(target.key)
    if isinstance(value, NoneOfItem | Unread):
        return value_text(value)
    chosen = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    boxes = _boxes(target.choices, chosen)
    if target.other is None:
        return boxes
    other = None if record is None else record.get(target.other)
    return f"{boxes}\n{OTHER}{value_text(other)}"


@lru_cache(maxsize=1024)
def _boxes(choices: tuple[str, ...], chosen: tuple[object, ...]) -> str:
    return " ".join(f"{each}{CHECKED if each in chosen else UNCHECKED}" for each in choices)


def field_filler(target: Field, *, sheet: bool, words: bool = False) -> FieldFiller:
    """What gives the filling of a field's cell.

    Args:
        target: The field.
        sheet: Whether it is written for Excel, where a choice is a list and a number a number.
        words: Whether choices are written in words, because the cell has no boxes.
    """
    if words and target.type is FieldType.CHOICES:
        return lambda record, name_of: (_chosen_words(target, record, name_of), None)
    if _has_boxes(target, sheet=sheet):
        return lambda record, _: (choices_text(target, record), None)
    value_of = attrgetter(target.key)

    def fill(record: Record | None, name_of: DivisionNamer) -> Filling:
        value = None if record is None else value_of(record)
        if value is None:
            return _BLANK
        if isinstance(value, str):
            return value, None
        if isinstance(value, int | Decimal):
            return format_number(value), value
        return value_text(value, name_of), None

    return fill


def boxes_filler(target: Field, n_boxes: int) -> FieldFiller:
    """What ticks the boxes that an official document prints.

    Args:
        target: A field with choices.
        n_boxes: How many boxes there are; one more than choices if 其它 has its own.
    """

    def fill(record: Record | None, name_of: DivisionNamer) -> Filling:
        value = None if record is None else record.get(target.key)
        if isinstance(value, NoneOfItem | Unread):
            return instead(value_text(value)), None
        chosen = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
        other = None if record is None or target.other is None else record.get(target.other)
        said = value_text(other, name_of)
        states = tuple(each in chosen for each in target.choices)
        spare = n_boxes - len(states)
        return ticks((*states, *(bool(said),) * spare), said), None

    return fill


def place_filler(target: Field, printed: str, *, whole: bool) -> FieldFiller:
    """What gives the words for a blank in a text.

    Args:
        target: The field.
        printed: What a blank form prints there; a filled one does not leave figures standing.
        whole: Whether its text holds nothing else, so that what is no number takes all of it.
    """

    def fill(record: Record | None, name_of: DivisionNamer) -> Filling:
        value = None if record is None else record.get(target.key)
        text = value_text(value, name_of)
        if record is not None and not text and any(map(str.isdigit, printed)):
            return " " * 8, None
        plain = value is None or isinstance(value, int | Decimal)
        return (text if plain or not whole else instead(text)), None

    return fill


def _chosen_words(target: Field, record: Record | None, name_of: DivisionNamer) -> str:
    if record is None:
        return ""
    text = value_text(record.get(target.key), name_of)
    other = None if target.other is None else record.get(target.other)
    said = value_text(other, name_of)
    return "\n".join(each for each in (text, f"{OTHER}{said}" if said else "") if each)


def field_cell(
    target: Field,
    *,
    sheet: bool,
    span: int = 1,
    lines: int = 1,
    slot: str | None = None,
) -> PageCell:
    """The cell of a field, with nothing in it.

    Args:
        target: The field.
        sheet: Whether it is written for Excel.
        span: Columns covered.
        lines: Lines of handwriting to leave room for.
        slot: Key under which the cell is marked.
    """
    wide = span > 1 and (lines > 1 or target.type is FieldType.TEXT)
    return PageCell(
        colspan=span,
        align="left" if wide or target.type is FieldType.CHOICES else None,
        format="@" if target.type in _AS_TEXT else None,
        slot=slot,
        choices=None if _has_boxes(target, sheet=sheet) else target.choices or None,
        lines=lines,
    )


def _has_boxes(target: Field, *, sheet: bool) -> bool:
    return target.type is FieldType.CHOICES or (target.type is FieldType.CHOICE and not sheet)
