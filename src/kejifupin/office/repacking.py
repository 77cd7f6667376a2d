"""A package with some parts changed; all others are copied as they lie, unpacked by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kejifupin.errors import OfficeError
from kejifupin.office.archive import Archive
from kejifupin.office.refusal import dangerous
from kejifupin.office.zipping import PackedPart, join_parts, pack_part, packed_part


def repack(archive: Archive, changes: Mapping[str, bytes | Iterable[bytes]]) -> bytes:
    """Write a package anew.

    Args:
        archive: The package as it came.
        changes: Name → content, whole or piece by piece. Names that the package has, in any case,
            keep their place and spelling; others are added at the end.

    Returns:
        The bytes of the package; equal for equal arguments and one version of zlib.

    Raises:
        RefusedFileError: If a part is larger than a plain zip file can say.
    """
    try:
        return join_parts(_parts(archive, changes))
    except OfficeError as error:
        raise dangerous("展开后过大") from error


def _parts(archive: Archive, changes: Mapping[str, bytes | Iterable[bytes]]) -> list[PackedPart]:
    waiting = {name.lower(): (name, content) for name, content in changes.items()}
    parts: list[PackedPart] = []
    for key, member in archive.members.items():
        if (change := waiting.pop(key, None)) is None:
            parts.append(
                packed_part(
                    member.name,
                    [archive.packed(member)],
                    size=member.size,
                    crc=member.crc,
                    stored=member.stored,
                )
            )
        else:
            parts.append(pack_part(member.name, change[1]))
    return parts + [pack_part(name, content) for name, content in waiting.values()]
