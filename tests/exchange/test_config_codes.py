"""The codes of configuration issues stand in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from kejifupin.exchange import config_codes


def test_every_code_is_documented_once_in_chinese() -> None:
    """The constants and the table are the same set."""
    constants = {
        value
        for name, value in vars(config_codes).items()
        if name.isupper() and isinstance(value, str)
    }
    assert constants == set(config_codes.CODES)
    for code, words in config_codes.CODES.items():
        assert re.fullmatch(r"(config|table)\.[a-z_]+", code)
        assert re.search("[\u4e00-\u9fff]", words)


def test_every_code_is_raised_somewhere() -> None:
    """A code that nothing raises is a lie in the documentation."""
    folder = Path(config_codes.__file__).parent
    names = {
        node.id
        for path in folder.glob("*.py")
        if path.name != "config_codes.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    assert set(filter(str.isupper, vars(config_codes))) - {"CODES"} <= names
