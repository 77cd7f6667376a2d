"""The public surface: sorted, lazy, and the same for people and for type checkers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kejifupin

SOURCE = Path(kejifupin.__file__).read_text(encoding="utf-8")


def loaded_by(statement):
    """Names of the modules that a statement loads in a fresh interpreter."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_supported_name_can_be_had():
    """Each name of `__all__` is there."""
    assert [name for name in kejifupin.__all__ if not hasattr(kejifupin, name)] == []


def test_the_names_are_sorted():
    """`__all__` is sorted as ruff sorts it: constants, classes, the rest."""
    groups = [name for name in kejifupin.__all__ if name.isupper()]
    assert groups == sorted(groups)
    assert len(set(kejifupin.__all__)) == len(kejifupin.__all__)


def test_type_checkers_see_the_same_names():
    """What is imported under TYPE_CHECKING is what is loaded on first use."""
    tree = ast.parse(SOURCE)
    checked = {
        alias.name
        for node in tree.body
        if isinstance(node, ast.If)
        for statement in node.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }

    assert checked | {"__version__"} == set(kejifupin.__all__)


def test_importing_the_package_loads_nothing_heavy():
    """`import kejifupin` loads no plugin, no office library, no configuration library."""
    loaded = loaded_by("import kejifupin")

    heavy = {"openpyxl", "docx", "lxml", "pluggy", "cattrs", "attrs", "typer", "rich", "numpy"}
    assert loaded & heavy == set()
    assert not any(name.startswith("kejifupin.") for name in loaded)


def test_the_model_loads_no_file_library():
    """Targets, indicators and records can be used with no file library in sight."""
    loaded = loaded_by("import kejifupin.targets")

    assert loaded & {"openpyxl", "docx", "lxml", "pluggy", "cattrs", "tomllib"} == set()


def test_an_unknown_name_is_an_attribute_error():
    """A name that is not there fails as any module's does."""
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        kejifupin.nothing_of_the_kind  # noqa: B018
