"""What a package says about itself: markers, keywords, the program that wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen
from lxml import etree

from kejifupin.office.markers import from_identifier
from kejifupin.office.markup import parse
from kejifupin.office.package import Package
from kejifupin.office.refusal import RefusedFileError

_APPLICATION = re.compile(rb"<(?:\w+:)?Application>([^<]{1,200})<")
_CORE = re.compile(rb"<(?:\w+:)?(identifier|keywords)\b[^>]{0,200}>([^<]{1,4000})<")
_WPS_BUILD: Final = "KSOProductBuildVer"


@frozen
class Properties:
    """What a package says about itself (文档属性).

    Args:
        texts: Custom properties, and of the core ones ``identifier`` and ``keywords``.
        custom: Whether there are custom properties of its own.
        producer: The program that wrote the file.
    """

    texts: Mapping[str, str]
    custom: bool
    producer: str | None


def read_properties(package: Package) -> Properties:
    """Read what a package says about itself.

    Properties are only evidence: parts that cannot be read count as absent.
    """
    core = {
        name.decode(): _plain(value)
        for name, value in _CORE.findall(_part(package, "docprops/core.xml"))
    }
    custom: dict[str, str] = {}
    for element in _custom(package):
        value = "".join(map(str, element.itertext())).strip()
        if (key := element.get("name")) and value:
            custom[key] = value
    texts = {**core, **from_identifier(core.get("identifier", "")), **custom}
    return Properties(texts, bool(custom.keys() - {_WPS_BUILD}), _producer(package, custom))


def _producer(package: Package, custom: Mapping[str, str]) -> str | None:
    if _WPS_BUILD in custom:
        return f"WPS {custom[_WPS_BUILD]}"
    found = _APPLICATION.search(_part(package, "docprops/app.xml"))
    return _plain(found[1]) if found else None


def _part(package: Package, part: str) -> bytes:
    return package.read(part) if package.has(part) else b""


def _custom(package: Package) -> tuple[etree._Element, ...]:
    data = _part(package, "docprops/custom.xml")
    if b"property " not in data:
        return ()
    try:
        return tuple(parse(data, package.limits))
    except RefusedFileError as error:
        if error.code == "file.broken":
            return ()
        raise


def _plain(value: bytes) -> str:
    """The text of a simple element, with the entities that XML itself has."""
    text = value.decode("utf-8", "replace")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
