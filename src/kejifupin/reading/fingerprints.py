"""What decides a reading beside the file: definitions, and the code that reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType

import kejifupin
from kejifupin.exchange.content_hashes import Definition, content_hash
from kejifupin.exchange.record_json import FORMAT

_STAGES = ("terms", "records", "office", "forms", "exchange", "reading")
_LIBRARIES = ("lxml", "olefile", "python-calamine", "xlrd")
"""What is installed decides which formats are read, and how."""


def reading_fingerprint(definitions: Definition, plugins: Iterable[object] = ()) -> str:
    """The hash of everything that decides how files are read.

    Args:
        definitions: The programme, its kinds, layouts and divisions.
        plugins: Plugins that read by code of their own.
    """
    code = [_code_of_library(), *(_code_of(plugin) for plugin in plugins)]
    return content_hash(FORMAT, kejifupin.__version__, _libraries(), code, definitions)


@cache
def _code_of_library() -> str:
    # The version alone would let a changed checkout go on with what the old code had read.
    root = Path(kejifupin.__file__).parent
    return _hash_of(sorted(path for stage in _STAGES for path in (root / stage).rglob("*.py")))


@cache
def _libraries() -> tuple[tuple[str, str | None], ...]:
    return tuple((name, _version(name)) for name in _LIBRARIES)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _code_of(plugin: object) -> tuple[str, str]:
    """The module of a plugin and the hash of its package's sources, as far as there are any."""
    name = plugin.__name__ if isinstance(plugin, ModuleType) else type(plugin).__module__
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None:
        return name, ""
    folder = Path(file).parent
    paths = folder.rglob("*.py") if (folder / "__init__.py").is_file() else [Path(file)]
    return name, _hash_of(sorted(paths))


def _hash_of(paths: Iterable[Path]) -> str:
    found = sha256()
    for path in paths:
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
