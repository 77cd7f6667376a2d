"""The ``kejifupin`` command; Typer and Rich (extra ``cli``) are imported when it runs."""

from __future__ import annotations

import sys
from importlib.util import find_spec

__all__ = ["main"]

INTERRUPTED = 130
"""Exit code of what was stopped with Ctrl-C, as shells have it."""
_NEEDED = ("typer", "rich")


def main() -> None:
    """Run the command with the arguments of the process, and end the process.

    Raises:
        SystemExit: Always. 0: the command did its work; 1: ``--strict`` found an error;
            2: wrong use; 3: an internal error; 130: interrupted.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        line = f"缺少 {'、'.join(missing)}，命令行用不了：请运行 pip install 'kejifupin[cli]'\n"
        sys.stderr.buffer.write(line.encode())
        raise SystemExit(2)
    try:
        from kejifupin.cli.app import run

        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    raise SystemExit(code)
