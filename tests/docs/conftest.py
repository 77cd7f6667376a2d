"""A checkout in small, in which the commands of the pages are run."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from snippets import ROOT


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with the example and the plugins in it, as the working directory."""
    for name in ("examples", "plugins"):
        ignore = shutil.ignore_patterns("__pycache__", ".*", "*.egg-info")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    monkeypatch.chdir(tmp_path)
    return tmp_path
