"""Which records share a key, from a few bytes kept of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b
from secrets import token_bytes

_CACHE_KIB = 16_384
_BYTES = 16
_SHARED = "CREATE TABLE shared AS SELECT hash FROM keys GROUP BY hash HAVING count(*) > 1"
_FILES = "SELECT DISTINCT file FROM keys WHERE hash IN (SELECT hash FROM shared)"


class KeyTable:
    """Which files share a key, without the keys (键表).

    Only hashes under a key of this run are kept, so that nobody is named; beyond some megabytes
    they lie in a temporary file that nobody else can open and that goes with this process.
    """

    def __init__(self) -> None:
        self._secret = token_bytes(_BYTES)
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("CREATE TABLE keys (hash BLOB, file INTEGER)")
        self._base.execute("BEGIN")

    def add(self, file: int, keys: Iterable[Hashable]) -> None:
        """Keep the keys of a file.

        Args:
            file: Its number.
            keys: The keys of its records.
        """
        rows = ((self._hash(key), file) for key in keys)
        self._base.executemany("INSERT INTO keys VALUES (?, ?)", rows)

    def shared(self) -> Shared:
        """The keys that stand more than once."""
        self._base.execute(_SHARED)
        hashes = frozenset(row[0] for row in self._base.execute("SELECT hash FROM shared"))
        numbers = frozenset(row[0] for row in self._base.execute(_FILES)) if hashes else frozenset()
        return Shared(self, hashes, numbers)

    def close(self) -> None:
        """Let go of everything."""
        self._base.close()

    def _hash(self, key: Hashable) -> bytes:
        text = _text(key).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=_BYTES, key=self._secret).digest()


class Shared:
    """Keys that stand more than once, and the files that they stand in (重复的键)."""

    def __init__(self, table: KeyTable, hashes: frozenset[bytes], files: frozenset[int]) -> None:
        self._table = table
        self._hashes = hashes
        self.files = files
        """Numbers of the files."""

    def __contains__(self, key: Hashable) -> bool:
        return self._table._hash(key) in self._hashes  # noqa: SLF001 - two sides of one table


def _text(key: Hashable) -> str:
    """A key as a text that equal keys share, whatever decimals their numbers are written with."""
    match key:
        case tuple():
            return f"({','.join(map(_text, key))})"
        case bool():
            return repr(key)
        case int() | Decimal():
            return str(Fraction(key))
        case _:
            return repr(key)
