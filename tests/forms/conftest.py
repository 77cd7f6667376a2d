"""The Jilin forms and a setting for them, as a plugin would give them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from forms_jilin import load_kinds, load_layouts, make_setting


@pytest.fixture(scope="session")
def kinds():
    return load_kinds()


@pytest.fixture(scope="session")
def layouts():
    return load_layouts()


@pytest.fixture(scope="session")
def setting():
    return make_setting(date(2018, 5, 31))
