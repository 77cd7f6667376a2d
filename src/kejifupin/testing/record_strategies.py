"""Records of any kind, as Hypothesis strategies: what a form of that kind can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from hypothesis import strategies as st

from kejifupin.forms.layouts import FormLayout, cell_fields, text_fields
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.records.fields import Field, FieldType
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName, FieldValue
from kejifupin.terms.divisions import Division, Level
from kejifupin.testing.field_values import Values, field_values, words

_MOST_ROWS = 4
_MOST_PLACES = 60
_FILLERS: Sequence[tuple[FieldType, FieldValue]] = (
    (FieldType.TEXT, "甲"),
    (FieldType.NUMBER, 1),
    (FieldType.WHEN, "腊月"),
    (FieldType.PHONE, "13800000000"),
)
"""What is written where nothing was drawn: a form without anything is a blank one."""


def records(
    kind: RecordKind, setting: Setting | None = None, *, layout: FormLayout | None = None
) -> st.SearchStrategy[Record]:
    """Records of a kind with something in them, blanks and odd values among the fields.

    Args:
        kind: Any kind, of forms, of rows, of registers, shared or declared in TOML.
        setting: The programme; divisions of its scope are what division fields name. Without it,
            any divisions of the table that ships with the library.
        layout: Only what this form can hold, so that reading what was written gives the record.

    Returns:
        A strategy that filters nothing out, and shrinks towards blank fields.
    """
    places = divisions_named(setting)
    filled = st.fixed_dictionaries(_fields(kind, places, layout))
    finish = _finish(kind, layout)
    return filled.map(lambda values: make_record(kind, finish(values)))


def record_lists(
    kinds: Sequence[RecordKind], setting: Setting | None = None, *, max_size: int = 12
) -> st.SearchStrategy[list[Record]]:
    """Records of several kinds together, as they lie in a folder of forms.

    Args:
        kinds: Kinds of forms; kinds of rows come inside of them.
        setting: As for `records`.
        max_size: How many there are at most.
    """
    whole = [kind for kind in kinds if kind.parent is None]
    if not whole:
        return st.just([])
    any_kind = st.sampled_from(whole)
    made = {kind.key: records(kind, setting) for kind in whole}
    return st.lists(any_kind.flatmap(lambda kind: made[kind.key]), max_size=max_size)


def divisions_named(setting: Setting | None) -> tuple[DivisionName, ...]:
    """Names that can mean one division only, counties first, the scope's own name among them.

    Args:
        setting: The programme; without it, any divisions.
    """
    if setting is None:
        table = base_divisions().divisions
        counties = (each for each in table if each.level is Level.COUNTY and each.valid_to is None)
        return tuple(DivisionName(each.name, each.code) for each in _spread(list(counties)))
    divisions, day, scope = setting.divisions, setting.as_of, setting.scope
    inside = [divisions.get(code, day) for code in sorted(setting.reach.below(scope))]
    found = []
    for each in _spread(sorted(inside, key=lambda one: (one.level is not Level.COUNTY, one.code))):
        meant = divisions.resolve(each.name, day, within=scope).division
        if meant is not None and meant.code == each.code:
            found.append(DivisionName(each.name, each.code))
    return tuple(found)


def _spread(divisions: Sequence[Division]) -> Sequence[Division]:
    """At most so many of them, from the whole length of the list, the last one too."""
    step = -(-len(divisions) // _MOST_PLACES) or 1
    return (*divisions[:-1:step], *divisions[-1:])


def _fields(
    kind: RecordKind, places: Sequence[DivisionName], layout: FormLayout | None
) -> Mapping[str, Values]:
    others = {each.other for each in kind.fields if each.other}
    printed = None if layout is None else _printed(layout)
    in_text = () if layout is None else {key for each in layout.blocks for key in text_fields(each)}
    found: dict[str, Values] = {}
    for each in kind.fields:
        if each.key in others:
            found[each.key] = st.one_of(st.none(), words(one_line=True))
        elif printed is not None and each.key not in printed:
            found[each.key] = st.none()
        elif each.type is FieldType.ROWS:
            rows = _rows(
                kind.row_kind(each.key),
                places,
                None if layout is None else _columns(layout, each.key),
            )
            found[each.key] = st.lists(rows, max_size=_MOST_ROWS).map(tuple)
        elif kind.register and each.key == "code":
            found[each.key] = _codes(places)
        else:
            found[each.key] = field_values(each, places, one_line=each.key in in_text)
    return found


def _rows(
    kind: RecordKind, places: Sequence[DivisionName], columns: frozenset[str] | None
) -> st.SearchStrategy[Record]:
    """Rows of a growing table with something in each."""
    fields = {
        each.key: field_values(each, places)
        if columns is None or each.key in columns
        else st.none()
        for each in kind.fields
    }
    finish = _finish(kind, None, columns)
    return st.fixed_dictionaries(fields).map(lambda values: make_record(kind, finish(values)))


def _finish(
    kind: RecordKind,
    layout: FormLayout | None,
    columns: frozenset[str] | None = None,
) -> Callable[[dict[str, FieldValue]], dict[str, FieldValue]]:
    """What makes drawn values one record: a division that follows, something that is filled in."""
    source = None if layout is None else layout.division_from
    shown = columns if layout is None else _printed(layout)
    place = next((each for each in kind.fields if each.type is FieldType.DIVISION), None)
    fillers = (
        (each.key, value)
        for type_, value in _FILLERS
        for each in kind.fields
        if each.type is type_ and each.key != source and (shown is None or each.key in shown)
    )
    filler = next(fillers, None)

    def finish(values: dict[str, FieldValue]) -> dict[str, FieldValue]:
        made = dict(values)
        if source is not None and place is not None:
            _derive(made, source, place)
        if filler is not None and all(value is None or value == () for value in made.values()):
            made[filler[0]] = filler[1]
        return made

    return finish


def _derive(values: dict[str, FieldValue], source: str, place: Field) -> None:
    """Where the division follows from an organisation's name, let it."""
    named = values[place.key]
    if not isinstance(named, DivisionName) or values[source] is None:
        values[place.key] = values[source] = None
        return
    unit = f"{named.text}科协"
    values[source] = unit
    values[place.key] = DivisionName(unit, named.code)


def _codes(places: Sequence[DivisionName]) -> st.SearchStrategy[str]:
    """Codes of villages below the divisions named, as registers list them."""
    above = [each.code for each in places if each.code is not None] or ["000000"]
    number = st.integers(1, 999_999)
    return st.tuples(st.sampled_from(above), number).map(lambda two: f"{two[0]}{two[1]:06d}")


def _printed(layout: FormLayout) -> frozenset[str]:
    """Keys of the fields that a form has a place for."""
    derived = [layout.division_from] if layout.division_from else []
    in_text = (key for block in layout.blocks for key in text_fields(block))
    printed = {*cell_fields(layout), *in_text, *derived}
    return frozenset(printed | ({"division"} if derived else set()))


def _columns(layout: FormLayout, key: str) -> frozenset[str]:
    return frozenset(_column_keys(layout, key))


def _column_keys(layout: FormLayout, key: str) -> Iterator[str]:
    for row in layout.rows:
        if row.repeat == key:
            yield from (each.field for each in row.columns if each.field is not None)
