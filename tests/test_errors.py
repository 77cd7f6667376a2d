"""Exceptions carry what they say as fields, and survive a trip between processes."""

from __future__ import annotations

import pickle

import pytest

from kejifupin.errors import (
    ConfigError,
    DefinitionError,
    KejifupinError,
    UnknownNameError,
)
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place

ISSUES = tuple(
    Issue("config.invalid", f"第{n}处不对", place=Place("a.toml", line=n)) for n in range(1, 8)
)


def test_a_config_error_counts_its_issues_and_shows_the_first() -> None:
    """The rest is named and kept."""
    error = ConfigError(ISSUES, "plugin folder x")
    lines = str(error).splitlines()
    assert lines[0] == "7 mistakes in plugin folder x:"
    assert lines[1] == "  [错误] a.toml 第1行：第1处不对"
    assert len(lines) == 7
    assert lines[-1] == "  and 2 more, see .issues"
    assert error.issues == ISSUES


def test_one_mistake_is_one() -> None:
    """English has a plural."""
    assert str(ConfigError(ISSUES[:1])).startswith("1 mistake in configuration:")
    assert "more" not in str(ConfigError(ISSUES[:5]))


@pytest.mark.parametrize(
    "error",
    [
        ConfigError(ISSUES, "x"),
        DefinitionError("wrong", "不对", "改正", "share"),
        UnknownNameError("unit", "人此", ("人次",)),
    ],
)
def test_errors_are_pickled_whole(error: KejifupinError) -> None:
    """Worker processes hand them on."""
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_a_definition_error_without_chinese_says_the_same_in_english() -> None:
    """Better than nothing."""
    assert DefinitionError("wrong").chinese == "wrong"


def test_errors_are_children_of_builtins() -> None:
    """Programs that know nothing of this library catch them as what they are."""
    assert issubclass(ConfigError, ValueError)
    assert issubclass(DefinitionError, ValueError)
    assert issubclass(UnknownNameError, LookupError)
