"""The fenced blocks of a Markdown page, and how each kind of them is tried.

The conventions, by the word behind the fence:

- ``python``: run, in order, all blocks of a page in one namespace.
- ``console``: lines that begin with ``$`` are commands; a backslash at the end continues one, and
  ``> FILE`` keeps its output. ``# exit 2`` behind a command is the exit code it must end with (0
  otherwise). The lines below a command, if there are any, are its output.
- ``toml``: a block whose first line is ``# some/path.toml`` is the whole of that file and is
  written there; ``# some/path.toml …`` is added to its end. Any other block is a piece of a
  plugin's file and is read as such.
- ``csv``: written to the file that ``<!-- file: path -->`` above it names.
- ``json``: JSON, one object a line.
- ``text``: what the block before it prints, else an illustration.

In expected output a line ``…`` stands for any lines, ``…`` inside a line for any text, and
stretches of white space are alike. ``<!-- not run: reason -->`` above a block leaves it alone.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from attrs import evolve, frozen

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+)(?P<language>[\w-]*) *$")
_COMMENT = re.compile(r"^ *<!-- (?P<word>not run|file): (?P<text>.+) -->$")
_FILE_LINE = re.compile(r"^# (?P<path>\S+\.\w+)(?P<added> …)?$")
_EXIT = re.compile(r"  # exit (\d)$")


@frozen
class Snippet:
    """One fenced block of a page.

    Args:
        page: The page.
        line: Line of the opening fence, counted from 1.
        language: The word behind the fence.
        text: What stands inside.
        skipped: Why it is not run.
        file: The file that it is, or is a part of.
        added: Whether it goes to the end of that file.
        output: What it is said to print.
    """

    page: Path
    line: int
    language: str
    text: str
    skipped: str | None = None
    file: str | None = None
    added: bool = False
    output: str | None = None


@frozen
class Command:
    """One command of a console block."""

    words: tuple[str, ...]
    line: int
    exit_code: int = 0
    output: str | None = None
    target: str | None = None


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages() -> tuple[Path, ...]:
    """Every page whose blocks are tried."""
    readmes = (*ROOT.glob("README*.md"), *ROOT.glob("benchmarks/README*.md"))
    return (*sorted(readmes), *sorted(ROOT.glob("docs/**/*.md")))


def snippets(page: Path) -> tuple[Snippet, ...]:
    """The fenced blocks of a page, in order."""
    found = list(_blocks(page))
    for number, (one, other) in enumerate(pairwise(found)):
        between = page.read_text(encoding="utf-8").splitlines()[
            one.line + one.text.count("\n") + 1 : other.line - 1
        ]
        if other.language == "text" and one.language == "python" and not any(between):
            found[number] = evolve(one, output=other.text)
    return tuple(found)


def _blocks(page: Path) -> Iterator[Snippet]:
    lines = page.read_text(encoding="utf-8").splitlines()
    opening = 0
    match: re.Match[str] | None = None
    for number, line in enumerate(lines, 1):
        if match is None:
            match = _FENCE.match(line)
            opening = number
        elif line.strip() == match["fence"]:
            indent = len(match["indent"])
            inside = [each[indent:] for each in lines[opening : number - 1]]
            yield _snippet(page, opening, match["language"], inside, lines[: opening - 1])
            match = None
    if match is not None:
        raise AssertionError(f"{page}:{opening}: a block that is not closed")


def _snippet(page: Path, line: int, language: str, inside: list[str], before: list[str]) -> Snippet:
    text = "".join(f"{each}\n" for each in inside)
    comment = _COMMENT.match(next((each for each in reversed(before) if each.strip()), ""))
    words = {comment["word"]: comment["text"]} if comment else {}
    named = _FILE_LINE.match(inside[0]) if inside and language == "toml" else None
    return Snippet(
        page,
        line,
        language,
        text,
        skipped=words.get("not run"),
        file=named["path"] if named else words.get("file"),
        added=bool(named and named["added"]),
    )


def commands(snippet: Snippet) -> tuple[Command, ...]:
    """The commands of a console block with the output shown under each."""
    found: list[Command] = []
    shown: list[list[str]] = []
    lines = iter(enumerate(snippet.text.splitlines(), snippet.line + 1))
    for number, line in lines:
        if not line.startswith("$ "):
            assert shown, f"{snippet.page}:{number}: output without a command"
            shown[-1].append(line)
            continue
        written = line[2:]
        while written.endswith("\\"):
            written = written[:-1] + next(lines)[1].lstrip("> ")
        found.append(_command(written, number))
        shown.append([])
    return tuple(
        evolve(command, output="\n".join(output) if any(output) else None)
        for command, output in zip(found, shown, strict=True)
    )


def _command(written: str, line: int) -> Command:
    ending = _EXIT.search(written)
    words = shlex.split(_EXIT.sub("", written))
    target = None
    if ">" in words:
        target = words[words.index(">") + 1]
        words = words[: words.index(">")]
    return Command(tuple(words), line, int(ending[1]) if ending else 0, target=target)


def fits(expected: str, actual: str) -> bool:
    r"""Whether output is as the page shows it.

    >>> fits("甲 …\n…\n丁", "甲\t乙\n丙\n丙\n丁\n"), fits("甲", "甲\n乙")
    (True, False)
    """
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else _line_pattern(line) + r"\n" for line in _tidy(expected)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _tidy(actual))) is not None


def _line_pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split("…"))


def _tidy(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line]
