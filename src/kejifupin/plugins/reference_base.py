"""What every check of references needs: the definitions, their places, the nearest right name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from attrs import frozen

from kejifupin.plugins.condition_types import unlike_issues
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.records.conditions import Condition
from kejifupin.records.kinds import FieldType, RecordKind
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "reference.unknown": "提到了没有定义的东西",
    "reference.unit": "计量单位对不上",
    "reference.no_order": "没有高低次序的词比了高低",
}

PlaceOf = Callable[..., Place]


@frozen
class ReferenceBase:
    """A programme's definitions with their places.

    Args:
        catalogue: The definitions.
        divisions: All divisions.
        place_of: Where a definition stands.
        lost: Tables and keys of definitions that could not be understood; others may name them.
    """

    catalogue: ProgrammeCatalogue
    divisions: Divisions
    place_of: PlaceOf
    lost: Collection[tuple[str, str]] = frozenset()

    def own(self, table: str) -> Iterator[tuple[str, object]]:
        """Keys and definitions that the programme has of its own, not by inheritance."""
        key = self.catalogue.definition.key
        for name, owned in self.catalogue.owned[table].items():
            if owned.programme == key:
                yield name, owned.value

    def place(self, table: str, key: str, *path: str | int) -> Place:
        """Where a definition, or a key inside it, stands."""
        return self.place_of(self.catalogue.definition.key, table, key, *path)

    def unknown(
        self, what: str, table: str, name: str, known: Iterable[str], place: Place
    ) -> Iterator[Issue]:
        """An issue where a name is not among those known, with the nearest."""
        known = tuple(known)
        if name in known or (table, name) in self.lost:
            return
        whole = name.split(":")[0]
        near = (("kinds", whole.split(".")[0]), ("indicators", whole))
        if table == "indicators" and any(each in self.lost for each in near):
            return
        close = nearest(name, known)
        listed = "、".join(known[:8]) + ("……" if len(known) > 8 else "")
        yield Issue(
            "reference.unknown",
            f"没有叫“{name}”的{what}",
            place=place,
            remedy=f"是否应为“{close[0]}”？" if close else f"可用：{listed or '（还没有定义）'}",
        )

    def kind_fields(
        self, kind_key: str, fields: Iterable[str], kind_place: Place, field_place: Place
    ) -> Iterator[Issue]:
        """Issues of a kind that does not exist, or of fields that it does not have."""
        kind = self.catalogue.kinds.get(kind_key)
        if kind is None:
            yield from self.unknown("记录类型", "kinds", kind_key, self.catalogue.kinds, kind_place)
            return
        for name in fields:
            if name not in kind:
                known = [each.key for each in kind.fields]
                yield from self.unknown(
                    f"字段（记录类型“{kind_key}”）", "fields", name, known, field_place
                )

    def condition(
        self, condition: Condition | None, kind_key: str, table: str, key: str, *path: str | int
    ) -> Iterator[Issue]:
        """Issues of the fields, choices and units in a condition."""
        kind = self.catalogue.kinds.get(kind_key)
        if condition is None or kind is None:
            return
        place = self.place(table, key, *path)
        yield from self.kind_fields(kind_key, dict.fromkeys(condition.fields()), place, place)
        yield from _labels(condition, kind, place)
        yield from _order(condition, kind, place)
        yield from _units(condition, kind, place)
        yield from unlike_issues(condition, kind, place)


def _labels(condition: Condition, kind: RecordKind, place: Place) -> Iterator[Issue]:
    """Constants compared with choices must be among them."""
    if condition.negated is not None:
        yield from _labels(condition.negated, kind, place)
    for part in (*condition.all, *condition.any):
        yield from _labels(part, kind, place)
    key = condition.field
    if key is None or key not in kind or not kind.field(key).choices:
        return
    equals = condition.equals.constant if condition.equals else None
    for label in (condition.contains, equals, *condition.is_in):
        if isinstance(label, str) and label not in kind.field(key).choices:
            close = nearest(label, kind.field(key).choices)
            yield Issue(
                "reference.unknown",
                f"“{kind.field(key).label}”没有“{label}”这个选项",
                place=place,
                remedy=f"是否应为“{close[0]}”？"
                if close
                else f"可选：{'、'.join(kind.field(key).choices)}",
            )


def _order(condition: Condition, kind: RecordKind, place: Place) -> Iterator[Issue]:
    """Words that are compared by their height need an order, and must stand in it."""
    for part in (*condition.all, *condition.any, *filter(None, (condition.negated,))):
        yield from _order(part, kind, place)
    ends = (each for pair in condition.ends for each in pair)
    # What is no word at all is told as unlike.
    sides = [each for each in ends if each.constant is None or isinstance(each.constant, str)]
    key = condition.operand.field if sides else None
    if key is None or key not in kind:
        return
    field = kind.field(key)
    if field.type not in (FieldType.TEXT, FieldType.CHOICE, FieldType.CHOICES, FieldType.PHONE):
        return
    if field.unit is not None:
        # A number whose type is misspelt, and told as such, stands here as a text.
        return
    if not field.ranks:
        yield Issue(
            "reference.no_order",
            f"“{field.label}”没有高低次序，不能说不低于、不高于",
            place=place,
            remedy="单选的，字段里写 ordered = true，选项从低到高排；文字的，写 scale；"
            "或改用 equals、in",
        )
        return
    for side in sides:
        if isinstance(side.constant, str) and side.constant not in field.ranks:
            close = nearest(side.constant, field.ranks)
            yield Issue(
                "reference.unknown",
                f"“{field.label}”的高低次序里没有“{side.constant}”",
                place=place,
                remedy=f"是否应为“{close[0]}”？" if close else f"可用：{'、'.join(field.ranks)}",
            )
        other = kind.field(side.field) if side.field is not None and side.field in kind else None
        if other is not None and other.ranks != field.ranks:
            yield Issue(
                "reference.no_order",
                f"“{field.label}”和“{other.label}”不在同一个高低次序里，不能比",
                place=place,
                remedy="与次序里的一个词比，或与次序相同的字段比",
            )


def _units(condition: Condition, kind: RecordKind, place: Place) -> Iterator[Issue]:
    """Fields that are compared must measure the same thing."""
    for part in (*condition.all, *condition.any, *filter(None, (condition.negated,))):
        yield from _units(part, kind, place)
    if condition.all or condition.any or condition.negated:
        return
    specs = [kind.field(key) for key in condition.fields() if key in kind]
    dimensions = {spec.dimension for spec in specs if spec.type is FieldType.NUMBER}
    products = any(
        side is not None and side.product
        for side in (condition.operand, condition.at_least, condition.at_most, condition.equals)
    )
    # 户 and 人 are compared in earnest (受培训示范户人数), but never converted.
    if len(dimensions) > 1 and not products:
        units = "、".join(f"{spec.label}（{spec.unit}）" for spec in specs)
        yield Issue(
            "reference.unit",
            f"条件比较了不能换算的计量单位：{units}",
            place=place,
            remedy="只比较同类的数",
        )
