"""What an OpenDocument file says about itself, and whether it is locked."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kejifupin.office.archive import Archive
from kejifupin.office.legacy.odf.names import META
from kejifupin.office.limits import Limits
from kejifupin.office.package import Package
from kejifupin.office.refusal import RefusedFileError, broken

_MANIFEST = "META-INF/manifest.xml"
_LOCKED = (b"encryption-data", b"encrypted-package")


@frozen
class OdfProperties:
    """What an OpenDocument file says about itself (文档属性).

    Args:
        texts: Custom properties, and ``keywords``.
        custom: Whether there are custom properties.
        producer: The program that wrote the file.
    """

    texts: Mapping[str, str]
    custom: bool
    producer: str | None


def open_odf(archive: Archive, limits: Limits) -> Package:
    """The package of an OpenDocument file.

    Raises:
        RefusedFileError: If it is locked with a password, or has no content.
    """
    package = Package(archive, limits)
    if package.has(_MANIFEST):
        manifest = package.read(_MANIFEST)
        if any(sign in manifest for sign in _LOCKED):
            raise RefusedFileError("file.encrypted")
    if not package.has("content.xml"):
        raise broken("包里没有正文")
    return package


def read_odf_properties(package: Package) -> OdfProperties:
    """Read what a file says about itself; what cannot be read counts as absent."""
    custom: dict[str, str] = {}
    keywords: list[str] = []
    producer = None
    try:
        elements = package.parse("meta.xml").iter() if package.has("meta.xml") else ()
    except RefusedFileError as error:
        if error.code != "file.broken":
            raise
        elements = ()
    for element in elements:
        value = "".join(map(str, element.itertext())).strip()
        if element.tag == f"{META}user-defined":
            if (name := element.get(f"{META}name")) and value:
                custom[name] = value
        elif element.tag == f"{META}keyword" and value:
            keywords.append(value)
        elif element.tag == f"{META}generator":
            producer = value or None
    texts = {"keywords": ", ".join(keywords)} if keywords else {}
    return OdfProperties({**texts, **custom}, bool(custom), producer)
