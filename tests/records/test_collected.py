"""Records as one sequence: a tuple that filters, and that never shows what is personal."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from showing_checks import check_shown
from small_world import GREEN, HOUSEHOLD, RED, RETURN, TEAM, place, record

from kejifupin.records import Field, FieldType, RecordKind, Records, SeveralKindsError, make_record
from kejifupin.records.collected import _titles
from kejifupin.records.values import Unread
from kejifupin.terms.disclosure import Disclosure

NAMES = st.text(alphabet="赵钱孙李周吴郑王", min_size=3, max_size=5)
EXPERT = TEAM.row_kind("experts")


@settings(max_examples=12, deadline=None)
@given(names=st.lists(st.tuples(NAMES, NAMES, NAMES, NAMES), min_size=1, max_size=4))
def test_what_is_personal_is_shown_nowhere(names):
    """Whoever is named in a field, in a row of a growing table, or where a number belongs.

    A table of one's own keeps what stood in a cell for numbers: its field is not personal.
    """
    records = []
    for leader, expert, household, misplaced in names:
        rows = (make_record(EXPERT, {"name": expert, "age": 40}),)
        records.append(record(TEAM, GREEN, "a.docx", leader=leader, experts=rows, size=3))
        home = {"name": household, "workers": Unread(f"误填{misplaced}")}
        records.append(record(HOUSEHOLD, RED, **home))
    found = Records(records)
    secrets = [each for (*three, _) in names for each in three]
    strayed = [f"误填{each}" for *_, each in names]

    for of_one in (found.where(kind="team"), found.where(kind="household")):
        check_shown(of_one, secrets_of(secrets, strayed))
        for each in of_one:
            assert not any(name in each._repr_html_() for name in (*secrets, *strayed))
        assert not any(name in repr(of_one) + of_one._repr_html_() for name in strayed)
    tables = [table.to_pylist() for table in found.to_frames("pyarrow").values()]
    shown = f"{found!r}{found._repr_html_()}{tables}"
    assert not any(name in shown for name in secrets_of(secrets, strayed))


def secrets_of(secrets, strayed):
    """Names that do not stand in a misplaced word by chance as well."""
    return [each for each in secrets if not any(each in other for other in strayed)]


MIXED = Records(
    (
        record(RETURN, GREEN, "a.docx", people=3),
        record(RETURN, RED, "b.docx", people=0),
        record(TEAM, GREEN, "a.docx", leader="周广才"),
    )
)


def test_records_filter():
    """By kind, by file, by anything."""
    assert [each.get("people") for each in MIXED.where(kind="return")] == [3, 0]
    assert len(MIXED.where(file="a.docx")) == 2
    assert MIXED.where(keep=lambda each: each.kind is TEAM) == (MIXED[2],)
    assert MIXED.where(kind="return", file="b.docx") == (MIXED[1],)
    assert [each.key for each in MIXED.kinds] == ["return", "team"]
    assert MIXED.where(kind="retrun") == ()


def test_records_are_a_tuple():
    """Whoever took a tuple of records before still does."""
    assert tuple(MIXED) == MIXED
    assert hash(MIXED) == hash(tuple(MIXED))
    assert isinstance(MIXED[1:], Records)
    assert MIXED[-1] is tuple(MIXED)[-1]
    back = pickle.loads(pickle.dumps(MIXED))
    assert (type(back), back) == (Records, MIXED)


def test_records_of_several_kinds_are_several_tables():
    """Told with what to do instead, and each kind has its table."""
    with pytest.raises(SeveralKindsError, match=r"take one with \.where\(kind=…\)"):
        MIXED.to_frame("polars")
    with pytest.raises(SeveralKindsError):
        MIXED.columns()
    tables = MIXED.to_frames("polars")
    assert tables["return"]["people"].to_list() == [3, 0]
    assert tables["team"]["leader__text"].to_list() == ["***"]


def test_fields_are_columns_with_their_units():
    """A number stands right-aligned under its name and unit, a place as it was written."""
    returns = MIXED.where(kind="return")
    lines = repr(returns).splitlines()

    assert lines[0] == "<Records: 统计表共2份>"
    assert "人次（人次）" in lines[1]
    assert returns.to_frame("polars")["division"].to_list() == [GREEN, RED]
    assert MIXED[2]._repr_html_().count("***") == 1


def test_names_are_in_clear_only_when_asked_for():
    """The field by its key."""
    team = MIXED.where(kind="team")
    asked = Disclosure.of(("leader",))
    assert team.to_frame("polars", disclosure=asked)["leader"].to_list() == ["周广才"]
    assert team.columns(asked)["leader"] == ("周广才",)
    assert team.columns()["leader"] == (None,)


def test_two_fields_of_one_name_are_two_columns():
    """观众人数 stands twice in a form: each column tells its key."""
    kind = RecordKind(
        "shows",
        "放映",
        (
            Field("division", "地区", FieldType.DIVISION),
            Field("films", "观众人数", FieldType.NUMBER, unit="人次"),
            Field("fairs", "观众人数", FieldType.NUMBER, unit="人次"),
        ),
    )
    made = Records([make_record(kind, {"division": place(GREEN), "films": 3, "fairs": 4})])

    assert _titles(kind)[1:] == ("观众人数（人次） films", "观众人数（人次） fairs")
    assert "观众人数（人次） fairs" in made._repr_html_()


def test_no_records_are_an_empty_table():
    """Before anything was read."""
    assert repr(Records()) == "<Records: 记录共0份>"
    assert "（无）" in Records()._repr_html_()
    assert Records().columns() == {}
    assert len(Records().to_frame("polars")) == 0
