"""The two ends of sending back that touch files: what came in, and what goes out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kejifupin.exchange.inputs import find_inputs, read_input
from kejifupin.reports.returning import ContentOf, ReturnedFile


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


def write_returned(files: Iterable[ReturnedFile], folder: Path) -> tuple[Path, ...]:
    """Write the files that go back, each sender's in a folder of its own.

    Nothing is overwritten: what came in may lie there, or what went back before.

    Args:
        files: The files, written as they come.
        folder: Where to; it is made if it is not there.

    Returns:
        The paths written, in order.

    Raises:
        FileExistsError: A file of that name is there already.
        OSError: A file cannot be written.
    """
    written = []
    for each in files:
        path = folder / each.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(each.content)
        written.append(path)
    return tuple(written)
