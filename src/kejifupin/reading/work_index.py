"""The index of a work folder: which file was read as what, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from kejifupin.exchange.record_json import dump_reading
from kejifupin.forms.reading import FormReading

Line = dict[str, Any]


@frozen
class Entry:
    """One file of an index (索引条目).

    Args:
        name: The file's name.
        key: Under which its reading is kept; None where it stands in the entry itself.
        inline: The reading as `dump_reading` gives it, of a file that was not read.
    """

    name: str
    key: str | None = None
    inline: bytes | None = None

    def line(self, role: str) -> Line:
        """The entry as a line; the role is ``register`` or ``form``."""
        if self.key is not None:
            return {role: self.name, "reading": self.key}
        return {role: self.name, "inline": (self.inline or b"").decode("utf-8", "surrogatepass")}


@frozen
class Index:
    """What one run read (索引).

    Args:
        registers: The registers, in order.
        forms: The forms, in order.
        fingerprint: Hash of all that decided the reading of the forms; None before them.
        total: How many forms there were to read.
        complete: Whether the run came to its end.
    """

    registers: tuple[Entry, ...] = ()
    forms: tuple[Entry, ...] = ()
    fingerprint: str | None = None
    total: int = 0
    complete: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Keys of all readings that it needs."""
        return frozenset(each.key for each in (*self.registers, *self.forms) if each.key)


def entry_of(reading: FormReading, key: str | None) -> Entry:
    """The entry of a reading, which is in it where it is kept under no key."""
    inline = dump_reading(reading) if key is None else None
    return Entry(reading.file, key, inline)


def forms_line(fingerprint: str, total: int) -> Line:
    """The line that stands before the forms."""
    return {"forms": total, "fingerprint": fingerprint}


END: Line = {"end": True}
"""The last line of a run that came to its end."""


def encode_line(line: Line) -> bytes:
    """A line as bytes; names of files may hold what is no text."""
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", "surrogatepass")


def read_index(path: Path) -> Index | None:
    """The index in a file, as far as its lines are whole; None where there is no file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    return _folded(_lines(content))


def _lines(content: bytes) -> Iterator[Line]:
    *whole, _ = content.split(b"\n")
    for line in whole:
        try:
            found = json.loads(line.decode("utf-8", "surrogatepass"))
        except ValueError:
            return
        if not isinstance(found, dict):
            return
        yield found


def _folded(lines: Iterable[Line]) -> Index:
    found: dict[str, list[Entry]] = {"register": [], "form": []}
    index = Index()
    for line in lines:
        for role, entries in found.items():
            if role in line:
                entries.append(_entry(line[role], line))
        if "fingerprint" in line:
            index = evolve(index, fingerprint=line["fingerprint"], total=line["forms"])
        if "end" in line:
            index = evolve(index, complete=True)
    return evolve(index, registers=tuple(found["register"]), forms=tuple(found["form"]))


def _entry(name: str, line: Line) -> Entry:
    key = line.get("reading", "")
    # A key becomes part of a path, and a work folder may come from anyone.
    if key.isalnum():
        return Entry(name, key)
    return Entry(name, inline=line.get("inline", "").encode("utf-8", "surrogatepass"))
