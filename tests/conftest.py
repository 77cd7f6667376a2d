"""What several test folders share."""

import functools
import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest
import typer.main
import typer.testing

from kejifupin import open_programme

ROOT = Path(__file__).resolve().parent.parent
JILIN = ROOT / "plugins" / "jilin"
EXAMPLE = ROOT / "examples" / "jilin-winter"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "records")]


@pytest.fixture(scope="session", autouse=True)
def commands_made_once():
    """The command line is put together once, not for each call: that takes longer than many run."""
    made = functools.cache(typer.main.get_command)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.main.get_command", made)
        patch.setattr("typer.testing._get_command", made)
        yield


@pytest.fixture(scope="session")
def chinese_letters(tmp_path_factory):
    """Pictures can be drawn, also where no Chinese font is installed: then with boxes."""
    from matplotlib import font_manager
    from stand_in_letters import FAMILY, make_font

    from kejifupin.reports.pictures import FontMissingError
    from kejifupin.reports.pictures.fonts import main_face

    try:
        main_face()
    except FontMissingError:
        path = tmp_path_factory.mktemp("fonts") / "stand-in.ttf"
        make_font(path)
        font_manager.fontManager.addfont(path)
        assert main_face().family == FAMILY


@pytest.fixture(scope="session")
def example_folder(tmp_path_factory):
    """The example, written anew by its own script."""
    spec = importlib.util.spec_from_file_location("make_example", EXAMPLE / "make_example.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("jilin-winter")
    module.main(folder)
    return folder


@pytest.fixture(scope="session")
def winter():
    """The programme of Jilin, before anything is read."""
    return open_programme("jilin-winter-2017", (JILIN,), entry_points=False)


@pytest.fixture(scope="session")
def example(winter, example_folder):
    """The programme of Jilin with the example read."""
    return winter.read(
        example_folder / "forms",
        register=example_folder / "村名册.xlsx",
        received=example_folder / "收文登记.csv",
    )


@pytest.fixture(scope="session")
def as_of():
    """A day after everything was due."""
    return date(2018, 6, 30)


@pytest.fixture(scope="session")
def hills_folder(tmp_path_factory):
    """A small programme in 河南, its plugin and its forms: ledgers, a 片区, 直管县."""
    sys.path.insert(0, str(ROOT / "tests" / "programme"))
    import hills

    root = tmp_path_factory.mktemp("hills")
    plugin = hills.write_plugin(root / "plugin")
    (root / "forms").mkdir()
    hills.write_forms(open_programme(hills.KEY, [plugin], entry_points=False), root / "forms")
    return root


@pytest.fixture(scope="session")
def hills(hills_folder):
    """That programme with its forms read."""
    programme = open_programme("hills-2018", [hills_folder / "plugin"], entry_points=False)
    return programme.read(hills_folder / "forms")


@pytest.fixture(scope="session")
def after():
    """A day after everything was due in it."""
    return date(2018, 12, 31)
