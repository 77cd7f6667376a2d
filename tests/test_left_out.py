"""Where CI is set, a test that is left out fails the run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "test_runs.py": "def test_one():\n    pass\n",
    "test_expected.py": """
import pytest

@pytest.mark.xfail
def test_two():
    raise OSError
""",
    "test_skips.py": """
import pytest

def test_three():
    pytest.skip("no tool")
""",
    "test_whole.py": "import pytest\n\npytest.importorskip('no_such_module')\n",
}


@pytest.mark.parametrize(
    ("ci", "files", "left_out"),
    [
        (True, ("test_runs.py", "test_expected.py"), set()),
        (True, tuple(FILES), {"test_skips.py::test_three", "test_whole.py"}),
        (False, tuple(FILES), set()),
    ],
)
def test_ci_wants_all_tests(tmp_path, ci, files, left_out):
    """Skipped tests and modules fail it and are named; what is expected to fail does not."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    for name in files:
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    around = {key: value for key, value in os.environ.items() if key != "CI"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "."],
        cwd=tmp_path,
        env=around | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )

    told = done.stdout.partition("left out")[2].splitlines()[1:]
    assert done.returncode == bool(left_out), done.stdout
    assert {line for line in told if line.startswith("test_")} == left_out
