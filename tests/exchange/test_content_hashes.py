"""Hashes follow what definitions say and nothing else."""

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import attrs
import pytest

from kejifupin.exchange.content_hashes import content_hash, kind_hash
from kejifupin.records.kinds import Covers, Field, FieldType, RecordKind
from kejifupin.terms.periods import Period

FIELDS = (Field("a", "甲"), Field("n", "数", FieldType.NUMBER, unit="户"))
KIND = RecordKind("k", "表", FIELDS, identity=("a",))
OTHER_KINDS = (
    attrs.evolve(KIND, label="另一张表"),
    attrs.evolve(KIND, fields=KIND.fields[::-1]),
    attrs.evolve(KIND, covers=Covers.SUBTREE),
    attrs.evolve(KIND, fields=(KIND.fields[0], attrs.evolve(KIND.fields[1], unit="人"))),
    attrs.evolve(KIND, fields=(KIND.fields[0], attrs.evolve(KIND.fields[1], minimum=0))),
)


def test_any_difference_of_a_kind_is_seen():
    """A label, the order of the fields, what it covers, a unit, a least number."""
    hashes = [kind_hash(kind) for kind in (KIND, *OTHER_KINDS)]
    assert len(set(hashes)) == len(hashes)


def test_equal_kinds_have_one_hash():
    """Made twice, it is the same."""
    again = RecordKind(KIND.key, KIND.label, tuple(attrs.evolve(each) for each in FIELDS), ("a",))
    assert kind_hash(again) == kind_hash(KIND)


def test_every_process_finds_the_same_hash():
    """Python's own hashes of text differ from process to process; these must not."""
    code = (
        "from kejifupin.exchange.content_hashes import content_hash\n"
        "print(content_hash({'b': 1, 'a': 2}, frozenset('吉林省'), ('x', None)))"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != b""


def test_values_that_look_alike_differ():
    """Class counts as well as text."""
    alike = (
        (1, "1", Decimal(1), True, [1], ("1",), {1}, {1: 1}),
        (date(2018, 1, 5), "2018-01-05", Period(date(2018, 1, 5), date(2018, 1, 5))),
        (FieldType.TEXT, "text"),
        ((1, (2, 3)), (1, 2, 3)),
    )
    for values in alike:
        assert len({content_hash(value) for value in values}) == len(values)
    assert content_hash(1, 2) != content_hash((1, 2))


def test_mappings_have_no_order():
    """A read-only view is the mapping behind it."""
    assert content_hash(MappingProxyType({"a": 1, "b": 2})) == content_hash({"b": 2, "a": 1})


def test_what_says_nothing_is_refused():
    """A function has no content that could be compared."""
    with pytest.raises(TypeError, match="function"):
        content_hash((1, lambda: None))
