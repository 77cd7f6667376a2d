"""XML with pieces set into it, every other byte exactly as it came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from kejifupin.errors import OfficeError
from kejifupin.office.limits import Limits
from kejifupin.office.markup import UTF_16_MARKS, Element, parse, transitional
from kejifupin.office.refusal import broken
from kejifupin.office.templates import Piece

Side = Literal["before", "after", "first", "last"]
"""Where a piece stands: beside an element, or as its first or last child."""

_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wordprocessingml/main",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "officeDocument/relationships"
    ),
}
# Everything that begins with <, so that a tag inside a comment or CDATA is not taken for one.
_TOKEN = re.compile(
    rb"<(?:!--.*?--|!\[CDATA\[.*?\]\]|\?.*?\?|(?P<end>/[^>]*)"
    rb"|(?P<start>[^!?/][^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*))>",
    re.DOTALL,
)
_NAME = re.compile(rb"[^\s/>]+")


class Span(NamedTuple):
    """Where an element stands: from its start tag to behind its end tag (元素位置).

    An element that is only one tag, ``<w:p/>``, is opened there where its slash stands.
    """

    start: int
    inner: int
    close: int
    end: int
    name: bytes | None = None

    def at(self, side: Side) -> int:
        """Where a piece on one of its sides begins."""
        places = {"before": self.start, "first": self.inner, "last": self.close, "after": self.end}
        return places[side]


class SplicedPart:
    """A part of a package into which pieces of XML are set (改动的部件).

    The tree is only looked at; what comes out is the bytes that came in, with the pieces between
    them. A part in UTF-16 comes out in UTF-8.

    Args:
        data: The part as it came.
        limits: The limits.

    Raises:
        RefusedFileError: As `parse` does.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = transitional(data) if data[:2] in UTF_16_MARKS else data
        self.strict = _STRICT in self.data
        self.root = parse(self.data, limits)
        self._pieces: list[tuple[Element, Side, str]] = []

    @property
    def changed(self) -> bool:
        """Whether anything was set in."""
        return bool(self._pieces)

    def put(self, element: Element, side: Side, xml: str) -> None:
        """Set a piece in; of pieces at one place the first stands first."""
        self._pieces.append((element, side, xml))

    def prefix(self, element: Element, namespace: str, wanted: str) -> tuple[str, str]:
        """How a name of a namespace is written inside an element.

        Returns:
            A prefix that attributes can bear too, and its declaration where it has none.
        """
        for prefix, bound in element.nsmap.items():
            if prefix and bound == namespace:
                return prefix, ""
        return wanted, f' xmlns:{wanted}="{self.written(namespace)}"'

    def written(self, namespace: str) -> str:
        """A transitional namespace as this part writes it."""
        if self.strict and namespace in _TRANSITIONAL:
            return _STRICT.decode() + _TRANSITIONAL[namespace]
        return namespace

    def content(self) -> bytes:
        """The part with its pieces.

        Raises:
            RefusedFileError: If the part is written in an encoding whose tags cannot be found.
        """
        if not self._pieces:
            return self.data
        spans = self.spans(element for element, _, _ in self._pieces)
        edits: dict[int, list[bytes]] = {}
        for element, side, xml in self._pieces:
            edits.setdefault(spans[element].at(side), []).append(self._encoded(xml))
        return self._joined(edits, {span.inner: span for span in spans.values() if span.name})

    def spans(self, elements: Iterable[Element]) -> Mapping[Element, Span]:
        """Where elements stand in the bytes.

        Raises:
            RefusedFileError: As `content` does.
        """
        wanted = set(elements)
        order = {
            number: element for number, element in enumerate(self.root.iter()) if element in wanted
        }
        return {order[number]: span for number, span in self._spans(order)}

    def _spans(self, wanted: dict[int, Element]) -> Iterator[tuple[int, Span]]:
        opened: list[tuple[int, int, int]] = []
        number = -1
        for token in _TOKEN.finditer(self.data):
            if token["start"] is not None:
                number += 1
                if not token["start"].endswith(b"/"):
                    opened.append((number, token.start(), token.end()))
                elif number in wanted:
                    inner = token.end() - len(b"/>")
                    name = _NAME.findall(token["start"])[0]
                    yield number, Span(token.start(), inner, inner, token.end(), name)
            elif token["end"] is not None:
                if not opened:
                    raise broken("XML 内容有错")
                first, start, inner = opened.pop()
                if first in wanted:
                    yield first, Span(start, inner, token.start(), token.end())
        if opened or number + 1 != sum(1 for _ in self.root.iter()):
            raise broken("XML 的编码不对")

    def _joined(self, edits: dict[int, list[bytes]], closed: dict[int, Span]) -> bytes:
        parts: list[bytes] = []
        done = 0
        for at in sorted(edits):
            parts.append(self.data[done:at])
            done = at
            pieces = edits[at]
            if (span := closed.get(at)) is not None:
                pieces = [b">", *pieces, b"</", span.name or b"", b">"]
                done = span.end
            parts += pieces
        parts.append(self.data[done:])
        return b"".join(parts)

    def _encoded(self, xml: str) -> bytes:
        encoding = self.root.getroottree().docinfo.encoding or "UTF-8"
        if encoding.upper() in ("UTF-8", "UTF8"):
            return xml.encode()
        return xml.encode("ascii", "xmlcharrefreplace")


class Patches:
    """Stretches of a part that are replaced, among them by what is filled in later (改动清单).

    Args:
        data: The part, in UTF-8.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._patches: list[tuple[int, int, int, Sequence[Piece]]] = []

    def text(self, start: int, end: int) -> str:
        """A stretch as it came.

        Raises:
            OfficeError: The part is not in UTF-8.
        """
        try:
            return self.data[start:end].decode()
        except UnicodeDecodeError as error:
            raise OfficeError("the document is not in UTF-8") from error

    def replace(self, start: int, end: int, *pieces: Piece) -> None:
        """Replace a stretch; of several at one place the first stands first."""
        self._patches.append((start, end, len(self._patches), pieces))

    def insert(self, at: int, *pieces: Piece) -> None:
        """Set something in."""
        self.replace(at, at, *pieces)

    def pieces(self, start: int = 0, end: int | None = None) -> list[Piece]:
        """A stretch with all that is replaced in it.

        Raises:
            OfficeError: Two stretches overlap.
        """
        stop = len(self.data) if end is None else end
        found: list[Piece] = []
        done = start
        for first, last, _, pieces in sorted(self._patches, key=itemgetter(0, 1, 2)):
            if not start <= first <= last <= stop:
                continue
            if first < done:
                raise OfficeError("two places of a document overlap")
            found += (self.text(done, first), *pieces)
            done = last
        found.append(self.text(done, stop))
        return found
