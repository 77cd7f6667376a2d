"""Plugins as people name them on the command line: a folder, or a workbook."""

from __future__ import annotations

from pathlib import Path

from kejifupin.cli.arguments import existing_folder


def existing_plugin(text: str, option: str) -> Path:
    """The folder or workbook of an option that takes a plugin.

    Raises:
        WrongUseError: It is not there, or is a file of another kind.
    """
    from kejifupin.plugins.workbook_paths import is_workbook

    path = Path(text)
    return path if path.is_file() and is_workbook(path) else existing_folder(text, option)
