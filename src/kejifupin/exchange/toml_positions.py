"""On which line each key of a TOML text stands, which tomllib does not tell.

The scanner reads structure only and leaves judging to tomllib: it is lenient where TOML is strict,
and goes on behind a statement that it cannot read.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from attrs import field, frozen

KeyPath = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*+")
_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*+")
_LINE_END = re.compile(r"[ \t]*+(?:#[^\n]*)?(?:\n|\Z)")
_KEY = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?!"")(?:[^"\\\n]|\\[^\n])*+"'
    r"|'(?!'')[^'\n]*+'",
    re.DOTALL,
)
_BARE_VALUE = re.compile(
    r"\d{4}-\d\d-\d\d[ ]\d\d:\d\d[^,\]}\s#]*+|[^,\[\]{}\s#\"'=]++",
)
# A line that looks like the start of a statement, where reading goes on behind a broken one.
_RESTART = re.compile(
    r"""^[ \t]*(?:\[{1,2}[^\[\]{}\n]*\]{1,2}[ \t]*(?:\#[^\n]*)?$"""
    r"""|(?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*[ \t]*=)""",
    re.MULTILINE,
)


@frozen
class Statement:
    """One statement of a TOML text: a table header or a key with its value.

    Args:
        first_line: Line on which it starts, counted from 1.
        last_line: Line on which it ends; for a broken one the last line before reading went on.
        table: Path of the table that it stands in, or that it opens.
        key: The key as written, split at its dots; empty where it could not be read.
        header: Whether it opens a table.
        broken: Whether the scanner could not read it to its end.
    """

    first_line: int
    last_line: int
    table: KeyPath
    key: tuple[str, ...]
    header: bool
    broken: bool


@frozen
class Scan:
    """What a scan of a TOML text found.

    Args:
        positions: Key path → line, counted from 1; the empty path is the text itself.
        statements: All statements in order.
        repeated: Key path → line on which it is written once more.
    """

    positions: Mapping[KeyPath, int]
    statements: tuple[Statement, ...]
    repeated: Mapping[KeyPath, int] = field(factory=lambda: MappingProxyType({}))


def scan_positions(text: str) -> Mapping[KeyPath, int]:
    r"""The line of every key, table and list element of a TOML text.

    Args:
        text: The text; broken statements are passed over.

    Returns:
        Key path as in the result of ``tomllib.loads`` → line, counted from 1.

    >>> positions = scan_positions('[[targets]]\nbound = { at_least = 2 }\n[[targets]]\n')
    >>> positions["targets", 0, "bound", "at_least"], positions["targets", 1]
    (2, 3)
    """
    return scan_toml(text).positions


class Positions(Mapping[KeyPath, int]):
    """The line of every key of a TOML text, as of ``scan_positions``, looked for when asked for.

    Most files have no mistakes, and nobody asks.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _found(self) -> Mapping[KeyPath, int]:
        return scan_positions(self._text)

    def __getitem__(self, path: KeyPath) -> int:
        return self._found[path]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def scan_toml(text: str) -> Scan:
    """Positions and statements of a TOML text.

    Args:
        text: The text, valid or not.

    Returns:
        What was found; never raises for bad text.
    """
    return _Scanner(text.replace("\r\n", "\n")).scan()


class _Unreadable(Exception):  # noqa: N818 - control flow inside this module, never leaves it
    """The scanner cannot go on at this place."""


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.positions: dict[KeyPath, int] = {(): 1}
        self.implied: set[KeyPath] = {()}
        self.repeated: dict[KeyPath, int] = {}
        self.lengths: dict[KeyPath, int] = {}
        self.statements: list[Statement] = []
        self.table: KeyPath = ()
        self.open = ""

    def line(self, at: int) -> int:
        return bisect_right(self.line_starts, at)

    def scan(self) -> Scan:
        at = 0
        while True:
            at = self.match(_GAP, at)
            if at >= len(self.text):
                break
            at = self.statement(at)
        return Scan(
            MappingProxyType(self.positions),
            tuple(self.statements),
            MappingProxyType(self.repeated),
        )

    def statement(self, start: int) -> int:
        header = self.text[start] == "["
        key: list[tuple[str, int]] = []
        broken = False
        self.open = ""
        try:
            end = self.header(start, key) if header else self.assignment(start, key)
            end = self.match(_LINE_END, end)
        except (_Unreadable, RecursionError):
            broken = True
            end = self.restart(start)
        last = max(self.line(start), self.line(end - 1))
        names = tuple(name for name, _ in key)
        self.statements.append(Statement(self.line(start), last, self.table, names, header, broken))
        return end

    def restart(self, start: int) -> int:
        next_line = self.text.find("\n", start) + 1
        line = self.text[start:next_line]
        closed = all(line.count(left) == line.count(right) for left, right in ("[]", "{}"))
        if next_line and closed and len(self.open) < 3:
            return next_line
        found = _RESTART.search(self.text, next_line) if next_line else None
        return found.start() if found else len(self.text)

    def match(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.text, at)
        if found is None:
            raise _Unreadable
        return found.end()

    def expect(self, mark: str, at: int) -> int:
        if not self.text.startswith(mark, at):
            raise _Unreadable
        return at + len(mark)

    def key(self, at: int, parts: list[tuple[str, int]]) -> int:
        while True:
            start = self.match(_SPACE, at)
            at = self.match(_KEY, start)
            parts.append((_unquoted(self.text[start:at]), start))
            at = self.match(_SPACE, at)
            if not self.text.startswith(".", at):
                return at
            at += 1

    def header(self, start: int, parts: list[tuple[str, int]]) -> int:
        is_list = self.text.startswith("[[", start)
        at = self.key(start + (2 if is_list else 1), parts)
        at = self.expect("]]" if is_list else "]", at)
        path: KeyPath = ()
        for name, place in parts[:-1]:
            path = self.entered((*path, name), place)
        path = (*path, parts[-1][0])
        if is_list:
            self.imply(path, start)
            self.implied.discard(path)
            path = (*path, self.lengths.setdefault(path, 0))
            self.lengths[path[:-1]] += 1
        self.define(path, start)
        self.table = path
        return at

    def assignment(
        self, start: int, parts: list[tuple[str, int]], base: KeyPath | None = None
    ) -> int:
        at = self.key(start, parts)
        at = self.match(_SPACE, self.expect("=", at))
        path = self.table if base is None else base
        for name, place in parts[:-1]:
            path = self.entered((*path, name), place)
        path = (*path, parts[-1][0])
        self.define(path, parts[-1][1])
        return self.value(at, path)

    def entered(self, path: KeyPath, at: int) -> KeyPath:
        """The table behind a part of a dotted key: of a list of tables, the last."""
        self.imply(path, at)
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def imply(self, path: KeyPath, at: int) -> None:
        if path not in self.positions:
            self.positions[path] = self.line(at)
            self.implied.add(path)

    def define(self, path: KeyPath, at: int) -> None:
        if path not in self.positions or path in self.implied:
            self.positions[path] = self.line(at)
            self.implied.discard(path)
        else:
            self.repeated.setdefault(path, self.line(at))

    def value(self, at: int, path: KeyPath) -> int:
        first = self.text[at : at + 1]
        outer = self.open
        if first and first in "\"'":
            self.open = self.text[at : at + 3] if self.text.startswith(first * 3, at) else outer
            end = self.match(_TEXT, at)
        elif first and first in "[{":
            self.open = first
            end = self.array(at, path) if first == "[" else self.inline_table(at, path)
        else:
            end = self.match(_BARE_VALUE, at)
        self.open = outer
        return end

    def array(self, at: int, path: KeyPath) -> int:
        at = self.match(_GAP, at + 1)
        index = 0
        while not self.text.startswith("]", at):
            self.define((*path, index), at)
            at = self.match(_GAP, self.value(at, (*path, index)))
            index += 1
            if not self.text.startswith("]", at):
                at = self.match(_GAP, self.expect(",", at))
        return at + 1

    def inline_table(self, at: int, path: KeyPath) -> int:
        at = self.match(_GAP, at + 1)
        while not self.text.startswith("}", at):
            at = self.match(_GAP, self.assignment(at, [], path))
            if not self.text.startswith("}", at):
                at = self.match(_GAP, self.expect(",", at))
        return at + 1


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    if "\\" not in key or key[0] == "'":
        return key[1:-1]
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except ValueError:
        return key[1:-1]
