"""The notebooks were run as they stand, and give the same on another machine."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "notebooks"
NOTEBOOKS = sorted(each.name for each in FOLDER.glob("*.ipynb"))
ANY_PATH = re.compile(
    r"(?<![\w.])/(?:root|home|work|tmp|usr|opt|var|mnt|Users|private)/|[A-Z]:\\\\"
)
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@pytest.fixture(scope="module")
def tool():
    """The script that makes them."""
    spec = importlib.util.spec_from_file_location(
        "make_notebooks", ROOT / "tools/make_notebooks.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name):
    """A notebook as it is written."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def code(book):
    """Its cells of code."""
    return [each for each in book["cells"] if each["cell_type"] == "code"]


def test_there_are_three():
    """A province's winter, a data frame of one's own, a plugin."""
    assert NOTEBOOKS == [
        "provincial-winter.ipynb",
        "write-a-plugin.ipynb",
        "your-own-data-frame.ipynb",
    ]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_was_run_in_order_and_none_failed(name):
    """From top to bottom in one run, with outputs and without errors or warnings."""
    cells = code(read(name))

    assert [each["execution_count"] for each in cells] == list(range(1, len(cells) + 1))
    kinds = [out["output_type"] for each in cells for out in each["outputs"]]
    assert set(kinds) <= {"stream", "execute_result", "display_data"}
    assert len(kinds) > len(cells) // 2
    streams = (out for each in cells for out in each["outputs"] if out["output_type"] == "stream")
    assert all(each["name"] == "stdout" for each in streams)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_nothing_tells_of_a_machine(name):
    """No path of a machine, no address in its memory, no script in what is shown."""
    for cell in code(read(name)):
        told = json.dumps(cell["outputs"], ensure_ascii=False)
        assert not ANY_PATH.search(told)
        assert not ADDRESS.search(told)
        assert "<script" not in told


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_written_as_the_tool_writes_it(name, tool):
    """Normalised: stable ids, no times, one way to set out the file."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert tool.dumped(tool.normalised(json.loads(text))) == text


def test_what_differs_from_run_to_run_is_taken_out(tool):
    """Times, pieces of a stream, the version of a plugin, a library's style sheet."""

    def book(*texts, html="<style>p {}</style><b>定义0123456789ab</b>", at="t"):
        streams = [{"output_type": "stream", "name": "stdout", "text": each} for each in texts]
        shown = {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {"time": at},
            "data": {"text/html": html, "image/png": at},
        }
        outputs = [*streams, shown]
        cell = {"cell_type": "code", "id": at, "metadata": {"at": at}, "execution_count": 1}
        return tool.normalised({"cells": [{**cell, "outputs": outputs, "source": "x\ny"}]})

    one = book("...", "  [100%]\n3 passed in 1.25s\n", at="a")
    other = book("...  [100%]\n", "3 passed in 75.01s (0:01:15)\n", at="b")
    third = book("...  [100%]\n3 passed", "\n", html="<b>定义ba9876543210</b>")

    assert one == other
    assert tool.comparable(one) == tool.comparable(third)
    assert tool.comparable(one) != tool.comparable(book("2 passed in 1.25s\n"))
    assert one["cells"][0]["source"] == ["x\n", "y"]


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_gives_the_same_in_a_fresh_checkout(name, tool, tmp_path):
    """Run in a copy of what lies around it, it says what is committed and leaves nothing behind."""
    for folder in ("examples", "plugins"):
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    before = sorted(tmp_path.rglob("*"))
    path = tmp_path / "examples" / "notebooks" / name

    made = tool.execute(path)

    written = read(name)
    for one, other in zip(tool.comparable(made), tool.comparable(written), strict=True):
        assert one == other
    left = [each for each in tmp_path.rglob("*") if "__pycache__" not in each.parts]
    assert sorted(left) == before
