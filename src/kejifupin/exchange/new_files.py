"""Several new files written into a folder: all of them or none, and nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_new_files(files: Iterable[tuple[str, bytes]], folder: Path) -> tuple[Path, ...]:
    """Write files that are not there yet.

    Args:
        files: Name below the folder, and content; each is written as it comes.
        folder: Where to; it is made if it is not there, and so are folders inside it.

    Returns:
        The paths written, in order.

    Raises:
        FileExistsError: A file of that name is there already.
        OSError: A file cannot be written. Here too, what was written before is gone again.
    """
    written: list[Path] = []
    made: list[Path] = []
    try:
        for name, content in files:
            path = folder / name
            missing = [each for each in path.parents if not each.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            made.extend(reversed(missing))
            with path.open("xb") as stream:
                written.append(path)
                stream.write(content)
    except BaseException:
        # Half of them must not stay behind, whatever stopped it, Ctrl-C among it.
        for path in written:
            path.unlink(missing_ok=True)
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir()
        raise
    return tuple(written)
