"""Set up a virtual environment beside the checkout and run the demo or the tests in it.

Usage::

    python3 tools/run.py demo          # the main job on the shipped example
    python3 tools/run.py test          # the core tests
    python3 tools/run.py test -k text  # further words go to kejifupin demo or to pytest

Needs nothing but Python 3.11 or newer and its venv module.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PLUGINS = tuple(sorted(path.parent for path in (ROOT / "plugins").glob("*/pyproject.toml")))


def main(words: list[str]) -> int:
    """Run one task; returns the exit code."""
    if not words or words[0] not in ("demo", "test"):
        sys.stderr.write("usage: python3 tools/run.py demo|test [words for the task]\n")
        return 2
    task, rest = words[0], words[1:]
    install(".[cli]" if task == "demo" else ".[cli,legacy,testing]", tests=task == "test")
    if task == "demo":
        command = [str(BIN / "kejifupin"), "demo", *rest]
    else:
        command = [str(PYTHON), "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", *rest]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own


def install(project: str, *, tests: bool) -> None:
    """Install the project and its plugins, editable, into the environment."""
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip>=25.1"], cwd=ROOT, check=True)  # noqa: S603 - our own
    wanted = ["-e", project]
    for plugin in PLUGINS:
        wanted += ["-e", str(plugin)]
    if tests:
        wanted += ["--group", "test"]
    subprocess.run([*pip, *wanted], cwd=ROOT, check=True)  # noqa: S603 - our own


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
