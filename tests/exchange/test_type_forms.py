"""What stands in an annotation is known for what it is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, NewType, Optional

import attrs
import pytest
from attrs import frozen

from kejifupin.exchange.type_forms import accepted, fits, is_mapping, is_sequence, keys_of, plain

Key = NewType("Key", str)


class Word(StrEnum):
    ONE = "one"


@frozen
class Short:
    """Short."""

    is_in: tuple[str, ...] = attrs.field(metadata={"key": "in"})
    _hidden: int = 3
    made: int = attrs.field(init=False, default=1)

    @classmethod
    def from_shorthand(cls, values: tuple[str, ...] | int) -> Short:
        return cls(values if isinstance(values, tuple) else ())


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (str, (str,)),
        (bool, (bool,)),
        (int | Decimal | None, (int, Decimal)),
        (Optional[date], (date,)),  # noqa: UP045 - old annotations are read too
        (tuple[int, ...], (list,)),
        (Sequence[str], (list,)),
        (frozenset[str], (list,)),
        (Mapping[str, int], (dict,)),
        (Word, (str,)),
        (Literal["a", 1], (str, int)),
        (Short, (dict, list, int)),
        (Short | str, (dict, list, int, str)),
        (Key, (str,)),
        (Annotated[int, "n"], (int,)),
        (Any, ()),
    ],
)
def test_the_plain_types_behind_a_type(type_: Any, expected: tuple[type, ...]) -> None:
    """In the order in which they are told."""
    assert accepted(type_) == expected


def test_whole_numbers_fit_decimals_and_flags_fit_no_number() -> None:
    """The one widening that is allowed."""
    assert fits(3, Decimal)
    assert not any(fits(flag, Decimal | int) for flag in (True, False))
    assert fits("x", Word | int)
    assert not fits(3, Word)


def test_keys_are_arguments_unless_python_has_taken_the_word() -> None:
    """Underscores of private fields go, fields that are not arguments are no keys."""
    assert list(keys_of(Short)) == ["in", "hidden"]


def test_names_for_a_type_lead_to_the_type() -> None:
    """NewType and Annotated, one inside the other."""
    assert plain(Annotated[Key, "x"]) is str
    assert is_sequence(tuple)
    assert is_mapping(dict[str, int])
    assert not is_sequence(str)
