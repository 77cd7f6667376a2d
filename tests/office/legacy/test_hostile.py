"""Files of older formats made to hurt: each gets its issue, fast and small."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from legacy_bombs import READ, REFUSED

pytest.importorskip("resource", reason="memory is measured on Unix only")
pytest.importorskip("xlrd")


@pytest.fixture(scope="session")
def bombs(tmp_path_factory):
    """What reading each costs, in a process of its own."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, make in {**REFUSED, **READ}.items():
        (folder / name).write_bytes(make())
    script = Path(__file__).with_name("legacy_bombs.py")
    done = subprocess.run(
        [sys.executable, script, folder], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.xdist_group("bombs")
def test_bombs_are_refused(bombs):
    for name, cost in bombs["report"].items():
        if name in REFUSED:
            assert cost["codes"] in (["file.dangerous"], ["file.broken"]), name
        else:
            assert not {"file.internal", "file.broken", "file.dangerous"} & set(cost["codes"]), name


@pytest.mark.xdist_group("bombs")
def test_bombs_cost_little_time(bombs):
    """What is refused is refused at once; what is just within the limits is read in seconds."""
    slow = {
        name: cost["seconds"]
        for name, cost in bombs["report"].items()
        if cost["seconds"] > (1 if name in REFUSED else 5)
    }
    assert slow == {}


@pytest.mark.xdist_group("bombs")
def test_bombs_cost_little_memory(bombs):
    """In MB beyond what the process had."""
    assert max(cost["grown"] for cost in bombs["report"].values()) < 100


@pytest.mark.xdist_group("bombs")
def test_bombs_touch_nothing(bombs):
    """No file is opened, and no network."""
    assert bombs["touched"] == []
