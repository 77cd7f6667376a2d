"""Definitions with mistakes are mended by the smallest part, so that the rest can be checked."""

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.plugins.mending import UNSURE, key_path, mend
from kejifupin.records.kinds import FieldType, RecordKind
from kejifupin.targets.bases import Basis
from kejifupin.targets.target import Target
from kejifupin.terms.definitions import ProgrammeDefinition

GOOD = {
    "key": "teams",
    "label": "每县一支工作队",
    "indicator": "teams",
    "basis": "each",
    "cohort": "counties",
    "bound": {"at_least": 1},
    "citation": "三",
}


def test_a_sound_definition_is_not_touched():
    """Nothing to mend."""
    mended = mend(GOOD, Target)
    assert mended is not None
    assert mended.touched == frozenset()
    assert mended.value.cohort == "counties"


def test_the_value_of_a_wrong_type_is_left_out_and_the_rest_stays():
    """A bound with a text for a number: the references beside it can still be checked."""
    mended = mend({**GOOD, "bound": {"at_least": "1"}}, Target)
    assert mended is not None
    assert mended.value.indicator == "teams"
    assert mended.value.cohort == "counties"
    assert ("bound", "at_least") in mended.touched


def test_a_missing_key_is_stood_in_for():
    """A target without a citation is a target all the same."""
    mended = mend({key: each for key, each in GOOD.items() if key != "citation"}, Target)
    assert mended is not None
    assert mended.value.citation.clause == UNSURE
    assert ("citation",) in mended.touched


def test_keys_that_contradict_each_other_give_way():
    """A total with a cohort: neither says which of the two is right."""
    mended = mend({**GOOD, "basis": "total"}, Target)
    assert mended is not None
    assert mended.value.basis is Basis.TOTAL
    assert mended.value.cohort is None


def test_a_field_with_a_mistake_keeps_its_key():
    """Layouts and rules name it, and are not blamed for the mistake."""
    kind = {
        "key": "survey",
        "label": "调查表",
        "identity": [],
        "fields": [
            {"key": "village", "label": "村名"},
            {"key": "households", "label": "总户数", "type": "number", "unit": "户户"},
        ],
    }
    mended = mend(kind, RecordKind)
    assert mended is not None
    assert mended.value.field("village").label == "村名"
    assert mended.value.field("households").type is FieldType.TEXT
    assert UNSURE in mended.value.field("households").label


def test_a_kind_whose_identity_names_no_field_has_none():
    """The default identity would be as wrong."""
    kind = {"key": "x", "label": "表", "identity": ["z"], "fields": [{"key": "a", "label": "甲"}]}
    mended = mend(kind, RecordKind)
    assert mended is not None
    assert mended.value.identity == ()


def test_a_programme_of_which_nothing_is_known_stands_in():
    """So that the other files of its folder can be checked."""
    mended = mend({"key": "x-2018"}, ProgrammeDefinition)
    assert mended is not None
    assert mended.value.key == "x-2018"
    assert mended.value.title == UNSURE


def test_what_is_given_is_not_changed():
    """Mending works on a copy."""
    data = {**GOOD, "bound": {"at_least": "1"}}
    mend(data, Target)
    assert data["bound"] == {"at_least": "1"}


def test_key_paths_are_read_back_from_their_words():
    """Indexes, bare keys and quoted keys."""
    assert key_path("targets[2].bound.at_least") == ("targets", 2, "bound", "at_least")
    assert key_path('names."a b"[0]') == ("names", "a b", 0)
    assert key_path("") == ()


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.dates(), st.decimals()
)
DATA = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*GOOD, "share", "scope", "do"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "share", "due_on", "allocations", "x"]), DATA))
def test_mending_always_ends(data):
    """Whatever stands in a definition, it is mended or given up, and nothing is raised."""
    mended = mend(data, Target)
    assert mended is None or isinstance(mended.value, Target)
