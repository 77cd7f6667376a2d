"""Folders of odd files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kejifupin.exchange.inputs import InputPath

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def folder_of(tmp_path):
    """Make a folder of files from their contents, and name them."""

    def make(*contents, folder="in"):
        (tmp_path / folder).mkdir(exist_ok=True)
        inputs = []
        for number, content in enumerate(contents):
            path = tmp_path / folder / f"{number:03}.docx"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            inputs.append(InputPath(str(path), path))
        return tuple(inputs)

    return make
