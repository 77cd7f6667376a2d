"""Libraries that only some formats need, imported when the first such file comes."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kejifupin.office.refusal import UnreadFormatError


def need(module: str, kind: str) -> ModuleType:
    """Import a library of the extra ``legacy``.

    Args:
        module: Its name.
        kind: The format that needs it.

    Raises:
        UnreadFormatError: If it is not installed, with what to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise UnreadFormatError(kind, "file.needs_extra", f"缺少 {module}") from error
