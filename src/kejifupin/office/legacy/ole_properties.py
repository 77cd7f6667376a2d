"""What a compound file says about itself: keywords, markers, the program ([MS-OLEPS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from kejifupin.office.legacy.binary import u16, u32
from kejifupin.office.legacy.compound_file import CompoundFile

_SUMMARY: Final = "\x05SummaryInformation"
_MORE: Final = "\x05DocumentSummaryInformation"
_NAMES, _CODE_PAGE, _KEYWORDS, _PROGRAM = 0, 1, 5, 18
_INT16, _INT32, _BOOL, _TEXT, _WIDE_TEXT = 2, 3, 11, 30, 31
_UTF_16: Final = 1200
_MOST: Final = 512
_LONGEST: Final = 4096
_WPS_BUILD: Final = "KSOProductBuildVer"


@frozen
class OleProperties:
    """What a compound file says about itself (文档属性).

    Args:
        texts: Custom properties, and ``keywords``.
        custom: Whether there are custom properties of its own.
        producer: The program that wrote the file.
    """

    texts: Mapping[str, str]
    custom: bool
    producer: str | None


def read_ole_properties(file: CompoundFile) -> OleProperties:
    """Read what a file says about itself; what cannot be read counts as absent."""
    summary: dict[int, str] = {}
    custom: dict[str, str] = {}
    try:
        for section in _sections(file.stream(_SUMMARY))[:1]:
            summary = dict(_values(section))
        for section in _sections(file.stream(_MORE))[1:2]:
            names = _names(section)
            custom = {names[key]: text for key, text in _values(section) if names.get(key)}
    except (struct.error, IndexError):
        pass
    keywords = {"keywords": summary[_KEYWORDS]} if summary.get(_KEYWORDS) else {}
    producer = f"WPS {custom[_WPS_BUILD]}" if _WPS_BUILD in custom else summary.get(_PROGRAM)
    return OleProperties(
        {**keywords, **{key: text for key, text in custom.items() if text}},
        bool(custom.keys() - {_WPS_BUILD}),
        producer or None,
    )


def _sections(data: bytes) -> list[bytes]:
    if len(data) < 28:
        return []
    count = min(u32(data, 24), 2)
    return [data[u32(data, 28 + 20 * number + 16) :] for number in range(count)]


def _offsets(section: bytes) -> Iterator[tuple[int, int]]:
    for number in range(min(u32(section, 4), _MOST)):
        yield u32(section, 8 + 8 * number), u32(section, 12 + 8 * number)


def _values(section: bytes) -> Iterator[tuple[int, str]]:
    encoding = _encoding(section)
    for key, at in _offsets(section):
        if key > _CODE_PAGE:
            text = _value(section, at, encoding)
            if text is not None:
                yield key, text


def _value(section: bytes, at: int, encoding: str) -> str | None:
    kind = u16(section, at)
    if kind == _TEXT:
        return _text(section, at + 8, u32(section, at + 4), encoding)
    if kind == _WIDE_TEXT:
        return _text(section, at + 8, 2 * u32(section, at + 4), "utf-16-le")
    if kind == _INT32:
        return str(struct.unpack_from("<l", section, at + 4)[0])
    if kind == _INT16:
        return str(struct.unpack_from("<h", section, at + 4)[0])
    if kind == _BOOL:
        return "true" if u16(section, at + 4) else "false"
    return None


def _text(section: bytes, at: int, size: int, encoding: str) -> str:
    raw = section[at : at + min(size, _LONGEST)]
    return raw.decode(encoding, "replace").split("\0", 1)[0].strip()


def _names(section: bytes) -> dict[int, str]:
    encoding = _encoding(section)
    found: dict[int, str] = {}
    for key, start in _offsets(section):
        if key != _NAMES:
            continue
        at = start + 4
        for _ in range(min(u32(section, start), _MOST)):
            number, size = struct.unpack_from("<2L", section, at)
            wide = encoding == "utf-16-le"
            size = min(size * 2 if wide else size, _LONGEST)
            found[number] = _text(section, at + 8, size, encoding)
            at += 8 + size + (-size % 4 if wide else 0)
    return found


def _encoding(section: bytes) -> str:
    for key, at in _offsets(section):
        if key == _CODE_PAGE:
            page = u16(section, at + 4)
            if page == _UTF_16:
                return "utf-16-le"
            return {65001: "utf-8", 936: "gb18030", 10008: "gb18030"}.get(page, "gb18030")
    return "gb18030"
