"""Plain data as TOML: a value on one line, or a whole file with its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from kejifupin.exchange.toml_positions import KeyPath

_WIDTH = 96
# Workbooks take _x0041_ for a coded sign, so that a key with it is quoted and can be escaped.
_BARE_KEY = re.compile(r"(?!.*_x[0-9A-Fa-f]{4}_)[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_text(text: str) -> str:
    r"""A basic string of TOML.

    >>> print(toml_text('甲"乙"\n'))
    "甲\"乙\"\n"
    """
    return '"' + "".join(map(_sign, text)) + '"'


def _sign(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable() or sign == "\u3000":
        return sign
    # TOML has no way to say half a surrogate pair.
    return "\ufffd" if 0xD800 <= ord(sign) <= 0xDFFF else f"\\U{ord(sign):08X}"


def toml_key(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE_KEY.fullmatch(key) else toml_text(key)


def toml_value(value: Any) -> str:
    """A value on one line, tables inline.

    Args:
        value: Plain data as ``tomllib`` gives them, decimals allowed.

    Raises:
        TypeError: TOML has no such value.

    >>> toml_value({"field": "people", "at_least": 1, "in": ["甲", True]})
    '{ field = "people", at_least = 1, in = ["甲", true] }'
    """
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | float):
        return _decimal(Decimal(str(value)))
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = (f"{toml_key(key)} = {toml_value(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    raise TypeError(f"TOML has no value like {value!r}")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return str(value).lower().replace("infinity", "inf")
    words = format(value, "f")
    return words if "." in words else f"{words}.0"


def toml_file(data: Mapping[str, Any]) -> str:
    """A TOML file: single values first, then a block for each table.

    Args:
        data: Plain data as ``tomllib`` gives them; the same come back when the file is read.
    """
    return "\n".join(_table(data, ())).lstrip("\n") + "\n"


def _table(data: Mapping[str, Any], path: KeyPath) -> Iterator[str]:
    below = {key: each for key, each in data.items() if _has_header(each, path)}
    for key, value in data.items():
        if key not in below:
            yield from _assignment(key, value)
    for key, value in below.items():
        inner = (*path, key)
        name = ".".join(toml_key(str(part)) for part in inner)
        for each in value if isinstance(value, list | tuple) else (value,):
            yield ""
            yield f"[[{name}]]" if isinstance(value, list | tuple) else f"[{name}]"
            yield from _table(each, inner)


def _has_header(value: Any, path: KeyPath) -> bool:
    """Whether a value stands under a header of its own: tables, unless they are short."""
    if isinstance(value, Mapping):
        return bool(value) and (not path or len(toml_value(value)) > 2 * _WIDTH) and len(path) < 2
    if isinstance(value, list | tuple) and value and all(isinstance(e, Mapping) for e in value):
        return not path or len(toml_value(value)) > _WIDTH
    return False


def _assignment(key: str, value: Any) -> Iterator[str]:
    line = f"{toml_key(key)} = {toml_value(value)}"
    if isinstance(value, list | tuple) and len(line) > _WIDTH:
        yield f"{toml_key(key)} = ["
        yield from (f"    {toml_value(each)}," for each in value)
        yield "]"
    else:
        yield line
