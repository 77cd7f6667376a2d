"""The files that came in, found again by their names when they are sent back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kejifupin.exchange.inputs import find_inputs, read_input
from kejifupin.reports.returning import ContentOf


def contents_of(paths: Iterable[Path | str]) -> ContentOf:
    """Gives the files under paths by the names under which they were read.

    Args:
        paths: Files, folders and .zip archives, as they were read.

    Raises:
        FileNotFoundError: A path is not there.
    """
    inputs = {each.name: each for each in find_inputs(paths)}

    def content(name: str) -> bytes | None:
        given = inputs.get(name)
        return None if given is None else read_input(given).content

    return content
