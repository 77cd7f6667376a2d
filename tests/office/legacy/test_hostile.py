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


def cost(content: bytes, folder: Path) -> dict[str, object]:
    """What reading a file costs, in a process of its own."""
    path = folder / "bomb"
    path.write_bytes(content)
    script = Path(__file__).with_name("legacy_bombs.py")
    done = subprocess.run(
        [sys.executable, script, path], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", [*REFUSED, *READ])
def test_small_files_that_ask_for_much(name, tmp_path):
    """Refused at once, or read at a cost in proportion; no file is opened, and no network."""
    make = REFUSED.get(name) or READ[name]
    report = cost(make(), tmp_path)
    if name in REFUSED:
        assert report["codes"] in (["file.dangerous"], ["file.broken"])
    else:
        assert not {"file.internal", "file.broken", "file.dangerous"} & set(report["codes"])
    assert report["seconds"] < (1 if name in REFUSED else 5)
    assert report["grown"] < 100
    assert report["touched"] == []
