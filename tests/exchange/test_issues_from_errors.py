"""Groups of errors are walked to their leaves, however they nest."""

from __future__ import annotations

from cattrs.errors import IterableValidationError, IterableValidationNote

from kejifupin.exchange.config_codes import INVALID, WRONG_TYPE
from kejifupin.exchange.issues_from_errors import issues_from
from kejifupin.exchange.misfits import wrong_type
from kejifupin.exchange.toml_files import Source


def nested(depth: int) -> Exception:
    """A wrong type inside as many lists."""
    error: Exception = wrong_type(1, (str,))
    for _ in range(depth):
        error.add_note(IterableValidationNote("item 0", 0, list))
        error = IterableValidationError("while structuring a list", [error], list)
    return error


def test_the_path_of_a_leaf_is_that_of_the_groups_around_it() -> None:
    """The data may end earlier than the groups do."""
    (issue,) = issues_from(nested(3), [["x"]], Source("f"), ("a",))
    assert (issue.code, issue.place.key) == (WRONG_TYPE, "a[0][0][0]")


def test_groups_deeper_than_the_stack_are_one_issue() -> None:
    """Told at the top, for nobody reads a path of thousands of steps."""
    (issue,) = issues_from(nested(5_000), None, Source("f"), ("a",))
    assert (issue.code, issue.place.key) == (INVALID, "a")
