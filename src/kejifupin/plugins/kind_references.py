"""Whether the fields of a programme's kinds can be filled in as they are described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.issues import Issue
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "reference.field": "字段的写法自相矛盾",
}

_DESIGNATING = frozenset(
    {
        FieldType.DATE,
        FieldType.WHEN,
        FieldType.PERIOD,
        FieldType.CHOICE,
        FieldType.TEXT,
        FieldType.NUMBER,
    }
)
_ENDING = frozenset({FieldType.DATE, FieldType.WHEN, FieldType.PERIOD})

Told = tuple[str, str, str]
"""The key of a field that is wrong, what is wrong, what to write instead."""


def kind_issues(base: ReferenceBase) -> Iterator[Issue]:
    """Everything in the programme's own kinds that contradicts itself.

    Args:
        base: The programme's definitions with their places.
    """
    for key, _ in base.own("kinds"):
        kind = base.catalogue.kinds.get(key)
        if kind is None or kind.parent is not None:
            continue
        yield from _reporters(base, kind)
        yield from _fields(base, kind, kind.fields, key)


def _reporters(base: ReferenceBase, kind: RecordKind) -> Iterator[Issue]:
    """The cohort that alone reports: there, and of divisions."""
    if kind.reporters is None:
        return
    place, cohorts = base.place("kinds", kind.key, "reporters"), base.catalogue.cohorts
    yield from base.unknown("口径", "cohorts", kind.reporters, cohorts, place)
    cohort = cohorts.get(kind.reporters)
    if cohort is not None and cohort.records is not None:
        yield Issue(
            "reference.senders",
            f"口径“{cohort.label}”的成员不是地区，不能说明谁报送",
            place=place,
            remedy="换一个写 level 的口径",
        )


def _fields(
    base: ReferenceBase, kind: RecordKind, fields: tuple[Field, ...], key: str, *path: str | int
) -> Iterator[Issue]:
    for index, field in enumerate(fields):
        for name, message, remedy in (*_sizes(field), *_designating(field, kind)):
            place = base.place("kinds", key, *path, "fields", index, name)
            yield Issue("reference.field", f"“{field.label}”{message}", place=place, remedy=remedy)
        yield from _fields(base, kind, field.fields, key, *path, "fields", index)


def _sizes(field: Field) -> Iterator[Told]:
    twice = sorted({each for each in field.choices if field.choices.count(each) > 1})
    if twice:
        yield "choices", f"的选项重复：{'、'.join(twice)}", "一个选项只写一次"
    least, most = field.minimum, field.maximum
    if least is not None and most is not None and least > most:
        yield "minimum", f"的 minimum（{least}）大于 maximum（{most}）", "把两个数对调，或改正其一"


def _designating(field: Field, kind: RecordKind) -> Iterator[Told]:
    for name, key, types in (
        ("designates", field.designates, _DESIGNATING),
        ("ends", field.ends, _ENDING),
    ):
        if key is None:
            continue
        if not kind.register:
            yield name, f"写了 {name}，可“{kind.label}”不是名册", "记录类型写 register = true"
        elif field.type not in types:
            yield (
                name,
                f"是{field.type.label}，不能写 {name}",
                "认定写在日期、单选（是、否）、文字（是、√）或数字（大于零）的字段上；终止写在日期上",
            )
    given = [each.designates for each in kind.fields if each.designates]
    if field.ends is not None and kind.register and field.ends not in given:
        close = nearest(field.ends, given)
        yield (
            "ends",
            f"终止的“{field.ends}”，这本名册里没有字段认定它",
            f"是否应为“{close[0]}”？" if close else "在认定日期的字段上写 designates",
        )
