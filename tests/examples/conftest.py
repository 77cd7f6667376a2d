"""The two examples, each read once with all that lies in its folder."""

from pathlib import Path

import pytest

from kejifupin import open_programme

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def jilin_blank():
    """The programme of 吉林 before anything is read."""
    return open_programme("jilin-winter-2017", (ROOT / "plugins" / "jilin",), entry_points=False)


@pytest.fixture(scope="session")
def jilin(jilin_blank):
    """The forms and the ledgers of its winter together."""
    folder = ROOT / "examples" / "jilin-winter"
    return jilin_blank.read(folder / "forms", folder / "ledgers", register=folder / "村名册.xlsx")


@pytest.fixture(scope="session")
def xuchang_blank():
    """The programme of 许昌 before anything is read."""
    return open_programme("xuchang-2018", (ROOT / "plugins" / "henan",), entry_points=False)


@pytest.fixture(scope="session")
def xuchang(xuchang_blank):
    """Its ledgers of 2018."""
    folder = ROOT / "examples" / "xuchang-2018"
    return xuchang_blank.read(folder / "ledgers", register=folder / "村名册.xlsx")
