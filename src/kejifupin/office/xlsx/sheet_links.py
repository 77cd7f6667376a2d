"""A sheet's link to the drawing of its comments, set in without a look at its cells.

A ledger is too large for a tree: only what stands behind its cells is parsed, and the cells pass
through as bytes.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kejifupin.office.amending import qualified
from kejifupin.office.markup import MC, UTF_16_MARKS, Element, R, S, transitional
from kejifupin.office.package import Package, relation_id
from kejifupin.office.refusal import dangerous
from kejifupin.office.splicing import SplicedPart

_ROOT = re.compile(rb"<[^!?>\"']+(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_BEFORE_ROOT: Final = ((b"<?", b"?>"), (b"<!--", b"-->"))
_CELLS_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData(?:\s[^<>]*)?/>")
_LONGEST_TAG: Final = 256
_LONGEST_TAIL: Final = 4 * 1024 * 1024
# What stands behind the link if it is there (ECMA-376 part 1, 18.3.1.99).
_CONTROLS: Final = frozenset({f"{S}oleObjects", f"{S}controls"})
_BEHIND: Final = _CONTROLS | {
    f"{S}{name}"
    for name in (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
}


class _Cut(NamedTuple):
    """A sheet without its cells: its first tag, and what begins at an offset behind them."""

    head: bytes
    tail: bytes
    offset: int


class SheetLink:
    """The link from a sheet to the drawing that holds its comments (批注绘图链接).

    Args:
        package: The package, in which the sheet was scanned before.
        part: The sheet.

    Raises:
        RefusedFileError: If the sheet is broken or more stands behind its cells than in any.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._cut = _cut(_chunks(package, part)) or _whole(package, part)
        self._frame = SplicedPart(self._cut.head + self._cut.tail, package.limits)

    @property
    def strict(self) -> bool:
        """Whether the sheet is Strict OOXML."""
        return self._frame.strict

    def written(self, namespace: str) -> str:
        """A transitional namespace as the sheet writes it."""
        return self._frame.written(namespace)

    @property
    def key(self) -> str | None:
        """The key of the link that is there."""
        found = self._frame.root.find(f"{S}legacyDrawing")
        return None if found is None else relation_id(found)

    def put(self, key: str) -> None:
        """Set a link in."""
        root = self._frame.root
        r, declared = self._frame.prefix(root, R[1:-1], "r")
        xml = f'<{qualified(root, "legacyDrawing")}{declared} {r}:id="{key}"/>'
        behind = next((child for child in root if _stands_behind(child)), None)
        if behind is None:
            self._frame.put(root, "last", xml)
        else:
            self._frame.put(behind, "before", xml)

    def content(self) -> Iterator[bytes]:
        """The sheet with the link, piece by piece."""
        left = self._cut.offset
        for chunk in _chunks(self._package, self._part) if left else ():
            yield chunk[:left]
            left -= len(chunk[:left])
            if not left:
                break
        yield self._frame.content()[len(self._cut.head) :]


def _stands_behind(child: Element) -> bool:
    if child.tag == f"{MC}AlternateContent":
        return next(child.iter(*_CONTROLS), None) is not None
    return child.tag in _BEHIND


def _chunks(package: Package, part: str) -> Iterator[bytes]:
    """A sheet as it lies in the package; only UTF-16 is turned into UTF-8."""
    chunks = package.archive.chunks(part)
    first = next(chunks, b"")
    if first[:2] in UTF_16_MARKS:
        first = transitional(package.archive.read(part, package.limits))
        chunks = iter(())
    yield first
    yield from chunks


def _cut(chunks: Iterable[bytes]) -> _Cut | None:
    """Leave the cells out; None for a sheet that has no place for any."""
    head = rest = b""
    tail: list[bytes] = []
    offset = before = 0
    for number, chunk in enumerate(chunks):
        if not number:
            head = _head(chunk)
        window = rest + chunk
        ends = []
        if b"sheetData" in window:
            ends = [match.end() for match in _CELLS_END.finditer(window)]
        if ends:
            offset, tail = before + ends[-1], [window[ends[-1] :]]
        elif offset:
            tail.append(chunk)
        if sum(map(len, tail)) > _LONGEST_TAIL:
            raise dangerous("单元格后面的内容过长")
        rest = window[-_LONGEST_TAG:]
        before += len(window) - len(rest)
    return _Cut(head, b"".join(tail), offset) if offset else None


def _head(chunk: bytes) -> bytes:
    """A part from its beginning to the end of its first tag; nothing if that is not there."""
    at = len(BOM_UTF8) if chunk.startswith(BOM_UTF8) else 0
    while True:
        at = len(chunk) - len(chunk[at:].lstrip())
        ends = [end for start, end in _BEFORE_ROOT if chunk.startswith(start, at)]
        if not ends:
            root = _ROOT.match(chunk, at)
            return chunk[: root.end()] if root else b""
        if (found := chunk.find(ends[0], at)) < 0:
            return b""
        at = found + len(ends[0])


def _whole(package: Package, part: str) -> _Cut:
    package.archive.read(part, package.limits)
    return _Cut(b"", b"".join(_chunks(package, part)), 0)
