"""A package to which parts are added: named, linked and declared, nothing else touched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from itertools import count
from typing import Final
from urllib.parse import quote

from kejifupin.office.markup import Element, R
from kejifupin.office.package import Package, Relation
from kejifupin.office.packing import HEADER, attribute
from kejifupin.office.refusal import broken
from kejifupin.office.repacking import repack
from kejifupin.office.splicing import SplicedPart

_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES: Final = "[Content_Types].xml"


class Amendment:
    """A package while it is being changed (文件包修改).

    Args:
        package: The package as it came.

    Raises:
        RefusedFileError: If it does not say what its parts are; no office program opens such.
    """

    def __init__(self, package: Package) -> None:
        if not package.has(_TYPES):
            raise broken("包里没有内容类型")
        self.package = package
        self._changes: dict[str, bytes | Iterable[bytes]] = {}
        self._links: dict[str, SplicedPart] = {}
        self._keys: dict[str, set[str]] = {}
        self._types = self.open(_TYPES)
        self._declared = {
            (child.get("PartName") or f".{child.get('Extension')}").lower()
            for child in self._types.root
        }

    def open(self, part: str) -> SplicedPart:
        """A part to set pieces into; `put` then takes its content.

        Raises:
            RefusedFileError: If it is broken or unsafe.
        """
        return SplicedPart(self.package.read(part), self.package.limits)

    def put(self, part: str, content: bytes | Iterable[bytes]) -> None:
        """Give a part new content."""
        self._changes[part] = content

    def related(self, part: str, kind: str) -> Relation | None:
        """The first link of a kind, whether or not its target is there."""
        return next((each for each in self.package.relations(part) if each.kind == kind), None)

    def free_name(self, stem: str, ending: str) -> str:
        """A numbered name for a part that nothing has yet."""
        taken = {name.lower() for name in self._changes} | self.package.archive.members.keys()
        names = (f"{stem}{number}{ending}" for number in count(1))
        return next(name for name in names if name.lower() not in taken)

    def link(
        self, part: str, kind: str, target: str, *, key: str | None = None, strict: bool = False
    ) -> str:
        """Link a part to another one.

        Args:
            part: The part that links.
            kind: The kind of relationship, ``comments``.
            target: Name of the other part.
            key: The link's key, where the part already names one that nothing has.
            strict: Whether the part is Strict OOXML, where relationships have other names.

        Returns:
            The link's key.
        """
        rels = self._relationships(part)
        keys = self._keys[part]
        free = (f"rId{number}" for number in count(len(keys) + 1))
        key = key or next(each for each in free if each not in keys)
        keys.add(key)
        base = _STRICT if strict else R[1:-1]
        name = qualified(rels.root, "Relationship")
        path = attribute("/" + quote(target))
        rels.put(
            rels.root, "last", f'<{name} Id={attribute(key)} Type="{base}/{kind}" Target={path}/>'
        )
        return key

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part is."""
        self._declare(
            f"/{part}", "Override", f"PartName={attribute(f'/{quote(part)}')}", content_type
        )

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts of an extension are."""
        self._declare(f".{extension}", "Default", f'Extension="{extension}"', content_type)

    def packed(self) -> bytes:
        """The bytes of the package with its changes.

        Raises:
            RefusedFileError: If the package cannot be written as a plain zip file.
        """
        changes = dict(self._changes)
        changes.update((name, rels.content()) for name, rels in self._links.items())
        if self._types.changed:
            changes[_TYPES] = self._types.content()
        return repack(self.package.archive, changes)

    def _relationships(self, part: str) -> SplicedPart:
        member = self.package.archive.members.get(part.lower())
        folder, file = posixpath.split(member.name if member else part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self._links:
            empty = f'{HEADER}<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
            there = self.package.has(name)
            rels = self.open(name) if there else SplicedPart(empty, self.package.limits)
            self._links[name] = rels
            self._keys[part] = {child.get("Id", "") for child in rels.root}
        return self._links[name]

    def _declare(self, key: str, tag: str, what: str, content_type: str) -> None:
        if key.lower() not in self._declared:
            self._declared.add(key.lower())
            root = self._types.root
            xml = f'<{qualified(root, tag)} {what} ContentType="{content_type}"/>'
            self._types.put(root, "last", xml)


def qualified(sibling: Element, name: str) -> str:
    """A name of the namespace of another element, written as that one is."""
    return f"{sibling.prefix}:{name}" if sibling.prefix else name
