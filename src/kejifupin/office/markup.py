"""XML parsed without trust: no DTD, no entities, no network, a bounded tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final, TypeAlias, cast

from lxml import etree

from kejifupin.office.limits import Limits
from kejifupin.office.refusal import broken, dangerous

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no public name for it

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_MOST_DIGITS: Final = 9
# Below this a tree is faster than a stream, and no larger than the limit of nodes.
_SMALL: Final = 256 * 1024

# Strict OOXML (ISO/IEC 29500-1) says the same things under other names.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", S[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)


def transitional(data: bytes) -> bytes:
    """UTF-8 bytes with the transitional namespaces, whatever they came as."""
    if data[:2] in UTF_16_MARKS:
        data = _from_utf16(data)
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


def _from_utf16(data: bytes) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise broken("XML 的编码不对") from error
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", "replace")


def parse(data: bytes, limits: Limits) -> etree._Element:
    """The root of a small XML part.

    Raises:
        RefusedFileError: If it has a DTD, is not well-formed, or would make too large a tree.
    """
    data = transitional(data)
    check_head(data)
    if data.count(b"<") + data.count(b"=") > limits.nodes:
        raise dangerous("内容过多，超出一般表格")
    try:
        root = etree.fromstring(data, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken("XML 内容有错") from error
    check_tree(root)
    return root


@cache
def safe_parser() -> etree.XMLParser:
    """A parser that resolves nothing and keeps neither comments nor instructions."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def check_head(data: bytes) -> None:
    """Refuse a DTD before any parser sees it."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise dangerous("XML 里带有 DTD")


def check_tree(root: etree._Element) -> None:
    """Refuse a DTD that another encoding had hidden."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise dangerous("XML 里带有 DTD")


def small_int(text: str | None) -> int | None:
    """A count or index of at most nine digits, or None for anything else.

    >>> small_int("12"), small_int("-1"), small_int("9" * 5000), small_int(None)
    (12, None, None, None)
    """
    if not text or len(text) > _MOST_DIGITS or not text.isascii() or not text.isdigit():
        return None
    return int(text)


def is_on(value: str | None) -> bool:
    """Whether an on-off attribute is on; an absent value means on (ECMA-376 part 1, 17.17.4)."""
    return value not in ("0", "false", "off", "none")


def stream(
    chunks: Iterable[bytes], tags: Sequence[str], closing: bytes, limits: Limits
) -> Iterator[etree._Element]:
    """Elements of a part one after the other; in a large part each is then forgotten.

    Args:
        chunks: The part piece by piece.
        tags: Names of the elements wanted, ``{*}row``.
        closing: How the repeated element ends, ``row>``; what stands between two of them must
            stay within the limit of nodes.
        limits: The limits.

    Raises:
        RefusedFileError: As `parse` does.
    """
    pieces = iter(chunks)
    first, second = next(pieces, b""), next(pieces, None)
    if second is None and len(first) <= _SMALL:
        yield from parse(first, limits).iter(*tags)
        return
    parser = etree.XMLPullParser(
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    since = 0
    try:
        for chunk in chain((first,), () if second is None else (second,), pieces):
            check_head(chunk)
            since += chunk.count(b"<") + chunk.count(b"=")
            if since > limits.nodes:
                raise dangerous("内容过多，超出一般表格")
            if (last := chunk.rfind(closing)) >= 0:
                since = chunk.count(b"<", last) + chunk.count(b"=", last)
            parser.feed(chunk)
            for _, event in parser.read_events():
                element = cast("Element", event)
                yield element
                _forget(element)
        check_tree(parser.close())
        for _, event in parser.read_events():
            yield cast("Element", event)
    except etree.XMLSyntaxError as error:
        raise broken("XML 内容有错") from error


def _forget(element: etree._Element) -> None:
    """Free an element and what stands before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]
