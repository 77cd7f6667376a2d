"""What a package says about itself: markers, keywords, the program that wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from kejifupin.office.alike import once_for_all_alike
from kejifupin.office.limits import Limits
from kejifupin.office.markers import from_identifier
from kejifupin.office.markup import parse
from kejifupin.office.package import Package
from kejifupin.office.refusal import RefusedFileError

_APPLICATION = re.compile(rb"<(?:\w+:)?Application>([^<]{1,200})<")
_CORE = re.compile(rb"<(?:\w+:)?(identifier|keywords)\b[^>]{0,200}>([^<]{1,4000})<")
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
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
        for name, value in _CORE.findall(package.read_common("docprops/core.xml"))
    }
    custom = _custom(package.read_common("docprops/custom.xml"), package.limits)
    texts = {**core, **from_identifier(core.get("identifier", "")), **custom}
    return Properties(texts, bool(custom.keys() - {_WPS_BUILD}), _producer(package, custom))


def _producer(package: Package, custom: Mapping[str, str]) -> str | None:
    if _WPS_BUILD in custom:
        return f"WPS {custom[_WPS_BUILD]}"
    found = _APPLICATION.search(package.read_common("docprops/app.xml"))
    return _plain(found[1]) if found else None


@once_for_all_alike
def _custom(data: bytes, limits: Limits) -> Mapping[str, str]:
    if b"property " not in data:
        return _NO_TEXTS
    try:
        root = parse(data, limits)
    except RefusedFileError as error:
        if error.code == "file.broken":
            return _NO_TEXTS
        raise
    values = ((each.get("name"), "".join(map(str, each.itertext())).strip()) for each in root)
    return MappingProxyType({key: value for key, value in values if key and value})


def _plain(value: bytes) -> str:
    """The text of a simple element, with the entities that XML itself has."""
    text = value.decode("utf-8", "replace")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
