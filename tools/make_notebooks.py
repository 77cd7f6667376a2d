"""Execute the notebooks in `examples/notebooks` and write their outputs back.

What differs from one run to the next is taken out: times, and how an output came in pieces. With
``--check`` nothing is written, and what would change is told.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "examples" / "notebooks"
_TIMEOUT = 600
_TIMES = re.compile(r"=*( ?\d+ passed) in \d+\.\d+s(?: \([\d:]+\))?( ?)=*")
_VERSIONS = re.compile(r"定义[0-9a-f]{12}")
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_KEPT = ("text/html", "text/plain")


def main(argv: list[str] | None = None) -> int:
    """Execute the notebooks, and write them or tell what would change.

    Args:
        argv: The arguments; those of the command line by default.

    Returns:
        0, or 1 where ``--check`` found something to change.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of them by default")
    asked = parser.parse_args(argv)
    stale = []
    for path in asked.notebooks or sorted(FOLDER.glob("*.ipynb")):
        written = json.loads(path.read_text(encoding="utf-8"))
        made = execute(path)
        if comparable(made) == comparable(written):
            continue
        stale.append(path.name)
        if not asked.check:
            path.write_text(dumped(made), encoding="utf-8")
    for name in stale:
        print(f"{name}: {'differs' if asked.check else 'written'}")
    return 1 if asked.check and stale else 0


def execute(path: Path) -> dict[str, Any]:
    """A notebook with its outputs, normalised.

    Args:
        path: The notebook; it runs in the folder that it lies in.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(book, timeout=_TIMEOUT, kernel_name="python3", resources=where).execute()
    found: dict[str, Any] = json.loads(nbformat.writes(book))
    return normalised(found)


def normalised(book: dict[str, Any]) -> dict[str, Any]:
    """A notebook without what differs from run to run and from machine to machine.

    Args:
        book: The notebook as plain data.
    """
    return {
        "cells": [_cell(cell, number) for number, cell in enumerate(book["cells"], start=1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def comparable(book: dict[str, Any]) -> list[Any]:
    """What two runs of a notebook have in common, whatever else changed in a plugin or a library.

    Args:
        book: The notebook as plain data, normalised.
    """
    text = json.dumps(
        [
            (cell["cell_type"], _text(cell["source"]), _told(cell.get("outputs", ())))
            for cell in book["cells"]
        ],
        ensure_ascii=False,
    )
    found: list[Any] = json.loads(_VERSIONS.sub("定义", text))
    return found


def dumped(book: dict[str, Any]) -> str:
    """A notebook as the text of its file."""
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _told(outputs: Any) -> list[list[str]]:
    """The texts of outputs; a style sheet is the library's own."""
    told = []
    for each in outputs:
        data = {"text/plain": each["text"]} if "text" in each else each["data"]
        told.append([_STYLE.sub("", _text(data[kind])) for kind in sorted(data)])
    return told


def _cell(cell: dict[str, Any], number: int) -> dict[str, Any]:
    made = {"cell_type": cell["cell_type"], "id": f"cell-{number:02}", "metadata": {}}
    if cell["cell_type"] == "code":
        made["execution_count"] = cell["execution_count"]
        made["outputs"] = _outputs(cell["outputs"])
    return {**made, "source": _lines(_text(cell["source"]))}


def _outputs(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for each in outputs:
        if each["output_type"] == "stream":
            text = _text(each["text"])
            if made and made[-1]["output_type"] == "stream" and made[-1]["name"] == each["name"]:
                text = _text(made.pop()["text"]) + text
            lines = _lines(_TIMES.sub(r"\1", text))
            made.append({"name": each["name"], "output_type": "stream", "text": lines})
            continue
        data = {kind: _lines(_text(each["data"][kind])) for kind in _KEPT if kind in each["data"]}
        shown = {"data": data, "metadata": {}, "output_type": each["output_type"]}
        if "execution_count" in each:
            shown["execution_count"] = each["execution_count"]
        made.append(dict(sorted(shown.items())))
    return made


def _text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


if __name__ == "__main__":
    sys.exit(main())
