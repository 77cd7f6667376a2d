"""Every key of a TOML text has its line, whatever the style it is written in."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kejifupin.exchange.toml_positions import Positions, scan_positions, scan_toml

KEYS = st.one_of(
    st.sampled_from(["key", "label", "bound", "at_least", "in", "2017", "a-b", "true"]),
    st.text(max_size=6).filter(lambda key: key < "\ud800" or key.isprintable()),
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r"), max_size=12
) | st.sampled_from(
    ["# no comment", "[x]", "a = 1", '"""', "'''", '""', "a]b}c,d", "\\", "=\n[t]\nk = 1\n"]
)
SCALARS = st.one_of(
    TEXTS,
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(date(1000, 1, 1)),
    st.datetimes(datetime(1000, 1, 1)).map(  # noqa: DTZ001 - TOML has local times
        lambda value: value.replace(microsecond=0)
    ),
    st.times().map(lambda value: value.replace(microsecond=0)),
    st.decimals(-1000, 1000, places=2),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=5)
LISTS_OF_TABLES = st.lists(st.dictionaries(KEYS, VALUES, max_size=4), min_size=1, max_size=3)
DOCUMENTS = st.dictionaries(KEYS, VALUES | TABLES | LISTS_OF_TABLES, max_size=5)


class Writer:
    """Writes data as TOML in styles that are drawn, and notes the line of every path itself."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[tuple[str | int, ...], int] = {(): 1}
        self.implied: set[tuple[str | int, ...]] = {()}

    def flip(self) -> bool:
        return self.draw(st.booleans())

    def note(self, path: tuple[str | int, ...], *, implied: bool = False) -> None:
        line = self.text.count("\n") + 1
        if implied:
            if path not in self.lines:
                self.lines[path] = line
                self.implied.add(path)
        elif path not in self.lines or path in self.implied:
            self.lines[path] = line
            self.implied.discard(path)

    def key(self, key: str) -> str:
        if (
            key
            and key.isascii()
            and key.replace("-", "").replace("_", "").isalnum()
            and self.flip()
        ):
            return key
        if "'" not in key and key.isprintable() and self.flip():
            return f"'{key}'"
        return quoted(key)

    def scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, datetime):
            return value.isoformat(sep=self.draw(st.sampled_from("T ")))
        if isinstance(value, date | time):
            return value.isoformat()
        if not isinstance(value, str):
            return str(value)
        style = self.draw(st.sampled_from(["basic", "literal", "long", "long literal"]))
        plain = all(char.isprintable() for char in value)
        if style == "literal" and plain and "'" not in value:
            return f"'{value}'"
        printable = all(char.isprintable() or char == "\n" for char in value)
        closes = "'''" in value or value.endswith("'")
        if style == "long literal" and printable and not closes:
            return f"'''\n{value}'''"
        if style == "long":
            body = quoted(value)[1:-1].replace("\\n", "\n").replace('\\"', '"')
            if '"""' not in body and not body.endswith('"') and "\\\n" not in body:
                return f'"""\n{body}"""'
        return quoted(value)

    def gap(self) -> None:
        self.text += self.draw(st.sampled_from(["", " ", "\n", " # note, [x] = 1\n", "\n\n\t"]))

    def value(self, value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            self.text += "{ "
            for index, (key, item) in enumerate(value.items()):
                self.text += ", " if index else ""
                self.pair((key,), item, path)
            self.text += " }"
        elif isinstance(value, list):
            self.text += "["
            for index, item in enumerate(value):
                self.gap()
                self.note((*path, index))
                self.value(item, (*path, index))
                self.gap()
                self.text += "," if index + 1 < len(value) or self.flip() else ""
            self.gap()
            self.text += "]"
        else:
            self.text += self.scalar(value)

    def pair(self, keys: tuple[str, ...], value: Any, table: tuple[str | int, ...]) -> None:
        for length in range(1, len(keys)):
            self.note((*table, *keys[:length]), implied=True)
        self.note((*table, *keys))
        dot = " . " if self.flip() else "."
        self.text += dot.join(self.key(key) for key in keys) + (" = " if self.flip() else "=")
        self.value(value, (*table, *keys))

    def end_line(self) -> None:
        self.text += self.draw(st.sampled_from(["", "  ", " # note ' \" [", "\t#"])) + "\n"
        self.text += self.draw(st.sampled_from(["", "", "\n", "# a = 1\n", "  \n"]))

    def dotted(self, keys: tuple[str, ...], value: Any, table: tuple[str | int, ...]) -> None:
        if isinstance(value, dict) and value and self.flip():
            for key, item in value.items():
                self.dotted((*keys, key), item, table)
            return
        self.text += self.draw(st.sampled_from(["", "  "]))
        self.pair(keys, value, table)
        self.end_line()

    def section(
        self, table: dict[str, Any], path: tuple[str | int, ...], names: tuple[str, ...]
    ) -> None:
        later: list[tuple[str, Any]] = []
        for key, item in table.items():
            is_tables = isinstance(item, list) and item and all(isinstance(x, dict) for x in item)
            if (isinstance(item, dict) or is_tables) and self.flip():
                later.append((key, item))
            else:
                self.dotted((key,), item, path)
        for key, item in later:
            header = ".".join(self.key(name) for name in (*names, key))
            if isinstance(item, dict):
                self.note((*path, key))
                self.text += f"[{header}]"
                self.end_line()
                self.section(item, (*path, key), (*names, key))
                continue
            for index, each in enumerate(item):
                self.note((*path, key))
                self.note((*path, key, index))
                self.text += f"[[ {header} ]]"
                self.end_line()
                self.section(each, (*path, key, index), (*names, key))


def quoted(text: str) -> str:
    """A basic string; JSON escapes are TOML's, but for surrogates and DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every path of parsed TOML."""
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return {path}.union(*(paths_of(item, (*path, key)) for key, item in inside))


@given(DOCUMENTS, st.data())
def test_every_path_is_found_on_the_line_it_was_written_on(
    document: dict[str, Any], data: Any
) -> None:
    """The writer notes lines as it writes; the scanner finds the same, no more and no less."""
    writer = Writer(data.draw)
    writer.section(document, (), ())

    parsed = tomllib.loads(writer.text, parse_float=Decimal)
    positions = scan_positions(writer.text)

    assert parsed == document
    assert dict(positions) == writer.lines
    assert set(positions) == paths_of(parsed)


PIECES = st.sampled_from(
    ["a", "b.c", '"d"', "'e'", " = ", "=", "1", "[", "]", "[[", "]]", "{", "}", ",", "\n", "\n",
     '"', '"""', "'", "'''", "#", " ", "\\", "2017-01-01 10:00:00", "true", "“", "x = 1\n",
     "\r\n", "\x00"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_scanned_and_what_tomllib_accepts_is_scanned_whole(text: str) -> None:
    """The scanner never raises, and never calls broken what tomllib reads."""
    scan = scan_toml(text)
    try:
        parsed = tomllib.loads(text)
    except ValueError:
        return
    assert not any(statement.broken for statement in scan.statements)
    assert set(scan.positions) == paths_of(parsed)


HARD = '''\
# line 1
title = "no [table] = here"
"quoted key" = 1
site."google.com".port = 80
numbers = [
  1, # one
  [2,
   3],
  { deep = [
    4 ] } ]
text = """
[not.a.table]
key = 1 \\
   """ # closing
literal = \'\'\'
x = \'\'still\'\' inside\'\'\'\'\'
day = 1979-05-27 07:32:00 # spaced

[[targets]]
key = "first"
bound = { at_least = 2, stretch = { value = 3 } }
  [targets.scope]
  level = "county"
  [[targets.parts]]
  share = 0.5
  [[targets.parts]]
[[targets]]
key = "second"
bound.at_least = 1
bound . at_most = 2
[[targets.parts]]
a.b.c = 1
[x.y.z]
[x]
w = 1
'''


def test_positions_of_a_text_counted_by_hand() -> None:
    """Arrays over lines, nested inline tables, dotted keys, lists of tables in lists of tables."""
    positions = scan_positions(HARD)

    expected = {
        (): 1,
        ("title",): 2,
        ("quoted key",): 3,
        ("site",): 4,
        ("site", "google.com"): 4,
        ("site", "google.com", "port"): 4,
        ("numbers",): 5,
        ("numbers", 0): 6,
        ("numbers", 1): 7,
        ("numbers", 1, 0): 7,
        ("numbers", 1, 1): 8,
        ("numbers", 2): 9,
        ("numbers", 2, "deep"): 9,
        ("numbers", 2, "deep", 0): 10,
        ("text",): 11,
        ("literal",): 15,
        ("day",): 17,
        ("targets",): 19,
        ("targets", 0): 19,
        ("targets", 0, "key"): 20,
        ("targets", 0, "bound"): 21,
        ("targets", 0, "bound", "at_least"): 21,
        ("targets", 0, "bound", "stretch"): 21,
        ("targets", 0, "bound", "stretch", "value"): 21,
        ("targets", 0, "scope"): 22,
        ("targets", 0, "scope", "level"): 23,
        ("targets", 0, "parts"): 24,
        ("targets", 0, "parts", 0): 24,
        ("targets", 0, "parts", 0, "share"): 25,
        ("targets", 0, "parts", 1): 26,
        ("targets", 1): 27,
        ("targets", 1, "key"): 28,
        ("targets", 1, "bound"): 29,
        ("targets", 1, "bound", "at_least"): 29,
        ("targets", 1, "bound", "at_most"): 30,
        ("targets", 1, "parts"): 31,
        ("targets", 1, "parts", 0): 31,
        ("targets", 1, "parts", 0, "a"): 32,
        ("targets", 1, "parts", 0, "a", "b"): 32,
        ("targets", 1, "parts", 0, "a", "b", "c"): 32,
        ("x",): 34,
        ("x", "y"): 33,
        ("x", "y", "z"): 33,
        ("x", "w"): 35,
    }
    assert dict(positions) == expected
    assert set(positions) == paths_of(tomllib.loads(HARD))


def test_positions_are_the_same_when_they_are_looked_for_late() -> None:
    """As a mapping, for every path and for those that are not there."""
    text = "a = 1\n[[b]]\nc = { d = [1,\n2] }\n"
    early, late = scan_positions(text), Positions(text)

    assert late.get(("b", 0, "c", "d", 1)) == 4
    assert late.get(("b", 1)) is None
    assert (dict(late), len(late), late) == (dict(early), len(early), early)


def test_a_long_text_may_end_in_quotes_of_its_own() -> None:
    """Up to two stand before the three that close it."""
    text = 'a = """x\n"""""\nb = """"quoted" """\n' + "c = '''\n''''\nd = 1\n"
    assert set(scan_positions(text)) == paths_of(tomllib.loads(text))
    assert scan_positions(text)["d",] == 6
    assert not any(statement.broken for statement in scan_toml(text).statements)


def test_windows_line_ends_count_as_one() -> None:
    """A file from Notepad has the same lines."""
    assert scan_positions(HARD.replace("\n", "\r\n")) == scan_positions(HARD)


def test_reading_goes_on_behind_a_broken_statement() -> None:
    """One open quote hides no other key."""
    positions = scan_positions('a = "open\nb = 1\nlist = [1, 2\nc = 2\n[t]\nd = 3\n')
    assert (positions["b",], positions["c",], positions["t", "d"]) == (2, 4, 6)


def test_a_deep_nest_ends_in_a_broken_statement_and_no_crash() -> None:
    """Brackets beyond Python's recursion limit are told as broken."""
    scan = scan_toml("a = " + "[" * 100_000 + "\nb = 1\n")
    assert scan.statements[0].broken
    assert scan.positions["b",] == 2


def test_scanning_takes_time_in_proportion_to_the_text() -> None:
    """No pattern backtracks: 20,000 statements and an open quote are scanned in seconds."""
    text = 'key."quoted \\" part" = "value \\\\ of text" # comment\n' * 20_000
    assert len(scan_toml(text + '"' + "\\" * 50_000).statements) == 20_001
