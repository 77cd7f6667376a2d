"""The schemas that are published with the docs are those that the program gives."""

import importlib.util

from snippets import ROOT


def test_schemas_are_up_to_date():
    """`python tools/make_schemas.py` has nothing to change."""
    spec = importlib.util.spec_from_file_location("make_schemas", ROOT / "tools/make_schemas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert module.main(["--check"]) == 0
