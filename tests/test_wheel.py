"""The wheel, built from the source archive, does the main job with no checkout in sight."""

import os
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.wheel


def run(*command, cwd, check=True):
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**environment, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A fresh environment with the wheel of the library and that of the plugin."""
    folder = tmp_path_factory.mktemp("wheel")
    for project in (ROOT, ROOT / "plugins" / "jilin"):
        run(sys.executable, "-m", "build", "--outdir", folder, project, cwd=folder)
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    binaries = environment / ("Scripts" if os.name == "nt" else "bin")
    core = next(folder.glob("kejifupin-*.whl"))
    plugin = next(folder.glob("kejifupin_jilin-*.whl"))
    run(binaries / "python", "-m", "pip", "install", "-q", f"{core}[cli]", cwd=folder)
    return folder, binaries, plugin


def test_the_demo_runs_from_the_wheel(installed):
    """Nothing but the wheel: the example is in it."""
    folder, binaries, _ = installed

    done = run(binaries / "kejifupin", "demo", "--to", "results", cwd=folder)

    names = {path.suffix for path in (folder / "results").iterdir() if path.is_file()}
    assert {".docx", ".xlsx", ".csv"} <= names
    assert "附件4-延边州统计表.docx" in done.stdout


def test_the_plugin_is_found_once_installed(installed):
    """The plugin's wheel brings its programme."""
    folder, binaries, plugin = installed

    before = run(binaries / "kejifupin", "plugins", cwd=folder)
    run(binaries / "python", "-m", "pip", "install", "-q", plugin, cwd=folder)
    after = run(binaries / "kejifupin", "forms", "jilin-winter-2017", cwd=folder)

    assert "jilin-winter-2017" not in before.stdout
    assert "winter_return" in after.stdout


def test_the_source_archive_can_be_tested(installed):
    """The tests of an unpacked archive find what the tests of a checkout find."""
    folder, _, _ = installed

    (archive,) = folder.glob("kejifupin-*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert names >= {"conftest.py", "mkdocs.yml", "pyproject.toml", "tools/run.py"}
    assert any(name.startswith("tests/") for name in names)
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in names)


def test_the_wheel_is_typed(installed):
    """Type checkers may read what is installed."""
    folder, binaries, _ = installed

    shown = run(
        binaries / "python",
        "-c",
        "import kejifupin, pathlib; print(pathlib.Path(kejifupin.__file__).parent)",
        cwd=folder,
    )

    assert (Path(shown.stdout.strip()) / "py.typed").exists()
