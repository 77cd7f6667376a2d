"""The parts of an Office package: which is the main one, what relates to it, what it is called."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from attrs import frozen
from lxml import etree

from kejifupin.office.alike import Remembered, once_for_all_alike
from kejifupin.office.archive import Archive, Member
from kejifupin.office.limits import Limits
from kejifupin.office.markup import UTF_16_MARKS, R, parse, transitional
from kejifupin.office.refusal import RefusedFileError, broken, dangerous

_UNSUSPECTED: Final = 1024 * 1024
_PATHS: Final = 256
_COMMON: Final = 8 * 1024
_CONTENTS: Final = Remembered[bytes](1024 * 1024)
_PER_PART: Final = 300
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@frozen
class Relation:
    """A link from one part to another (关系)."""

    key: str
    kind: str
    target: str


class Package:
    """A package that hands out its parts within the limits (文件包)."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self._read = 0
        self._streamed = 0
        self._relations: dict[str, tuple[Relation, ...]] = {}

    def has(self, part: str) -> bool:
        """Whether there is a part of that name, in any case."""
        return part.lower() in self.archive.members

    def read(self, part: str) -> bytes:
        """The content of a part, counted against the total."""
        self._count(self.archive.members[part.lower()])
        return self.archive.read(part, self.limits)

    def _count(self, member: Member) -> None:
        self._read += member.size
        if self._read > self.limits.total_bytes:
            raise dangerous("展开后过大")

    def read_common(self, part: str) -> bytes:
        """The content of a part that is often alike in many files; empty if it is not there."""
        member = self.archive.members.get(part.lower())
        if member is None:
            return b""
        if member.packed > _COMMON or member.size > min(_COMMON, self.limits.part_bytes):
            return self.read(part)
        # What is packed alike and told alike unpacks alike.
        key = self.archive.packed(member), member.method, member.crc, member.size
        if (content := _CONTENTS.get(key)) is None:
            content = self.read(part)
            _CONTENTS.keep(key, content, member.packed + member.size + _PER_PART)
        else:
            self._count(member)
        return content

    def stream(self, part: str, *, again: bool = False) -> Iterator[bytes]:
        """A sheet or shared texts piece by piece, in UTF-8.

        Args:
            part: Its name.
            again: Whether it has been counted before.

        Raises:
            RefusedFileError: If it is too large, or large for how little it was packed into.
        """
        member = self.archive.members[part.lower()]
        self._streamed += 0 if again else member.size
        squeezed = member.size > member.packed * self.limits.sheet_ratio
        if self._streamed > self.limits.sheet_bytes or (member.size > _UNSUSPECTED and squeezed):
            raise dangerous("展开后过大")
        if member.size <= _UNSUSPECTED:
            yield transitional(self.archive.read(part, self.limits))
            return
        chunks = self.archive.chunks(part)
        first = next(chunks, b"")
        if first[:2] in UTF_16_MARKS:
            if member.size > self.limits.part_bytes:
                raise dangerous("展开后过大")
            first = transitional(first + b"".join(chunks))
        yield first
        yield from chunks

    def is_small(self, part: str) -> bool:
        """Whether a part may be held in memory rather than streamed again."""
        return self.archive.members[part.lower()].size <= _UNSUSPECTED

    def parse(self, part: str) -> etree._Element:
        """The root element of a part."""
        return parse(self.read(part), self.limits)

    def has_any(self, folder: str) -> bool:
        """Whether there is any part in a folder."""
        return any(name.startswith(folder) for name in self.archive.members)

    def main_part(self, usual: str) -> str:
        """Name of the document itself: by relationship, else where it usually lies.

        Raises:
            RefusedFileError: If it is not there.
        """
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and self.has(relation.target):
                return relation.target
        if self.has(usual):
            return usual
        raise broken("包里没有正文")

    def reaches_out(self, part: str) -> bool:
        """Whether a part wants pictures, templates or the like from outside the file."""
        rels = self.read_common(_rels_of(part))
        if b"External" not in rels:
            return False
        links = parse(rels, self.limits).iter(_REL)
        return any(
            link.get("TargetMode") == "External" and _kind(link) != "hyperlink" for link in links
        )

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part links to inside the package; broken links are left out."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> tuple[Relation, ...]:
        rels = _rels_of(part)
        if not self.has(rels):
            return ()
        try:
            links = _links(self.read_common(rels), self.limits)
        except RefusedFileError as error:
            if error.code == "file.broken":
                return ()
            raise
        folder = posixpath.dirname(part)
        return tuple(
            Relation(link.key, link.kind, _resolved(link.target, folder)) for link in links
        )


@once_for_all_alike
def _links(data: bytes, limits: Limits) -> tuple[Relation, ...]:
    """The links of a part inside the package, their targets as written."""
    return tuple(
        Relation(link.get("Id", ""), _kind(link), target.replace("\\", "/"))
        for link in parse(data, limits).iter(_REL)
        if (target := link.get("Target", "")) and link.get("TargetMode") != "External"
    )


@lru_cache(_PATHS)
def _resolved(target: str, folder: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return unquote(posixpath.normpath(path)).lower()


@lru_cache(_PATHS)
def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _kind(link: etree._Element) -> str:
    return link.get("Type", "").rsplit("/", 1)[-1]


def relation_id(element: etree._Element) -> str | None:
    """The ``r:id`` of an element."""
    return element.get(f"{R}id")
