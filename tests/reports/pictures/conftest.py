"""All tests of pictures run on one worker: matplotlib is loaded once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("pictures"))


@pytest.fixture(autouse=True)
def letters(chinese_letters):
    """Every picture has letters."""
