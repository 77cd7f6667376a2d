"""Hidden markers set into a document that came from elsewhere, and the parts around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kejifupin.office.amending import Amendment, qualified
from kejifupin.office.archive import open_archive
from kejifupin.office.limits import Limits
from kejifupin.office.markup import small_int
from kejifupin.office.packing import HEADER, OFFICE, PROPERTY_TYPES, attribute, text_of
from kejifupin.office.splicing import Patches, SplicedPart
from kejifupin.office.zipping import PackedPackage, packed_part

_PART: Final = "docProps/custom.xml"
_VALUES: Final = f"{OFFICE}/docPropsVTypes"
_FMTID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST: Final = 2
_EMPTY: Final = (
    f'{HEADER}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{_VALUES}"></Properties>'
)


def mark(amendment: Amendment, markers: Mapping[str, str]) -> None:
    """Set custom properties into a package, beside those that it has.

    Args:
        amendment: Takes the changes.
        markers: The properties; one that is there gets the new value.
    """
    if not markers:
        return
    relation = amendment.related("", "custom-properties")
    name = relation.target if relation else _PART
    there = amendment.package.has(name)
    limits = amendment.package.limits
    part = amendment.open(name) if there else SplicedPart(_EMPTY.encode(), limits)
    amendment.put(name, _with_properties(part, markers))
    if relation is None:
        amendment.link("", "custom-properties", name)
    if not there:
        amendment.declare(name, PROPERTY_TYPES[_PART])


def _with_properties(part: SplicedPart, markers: Mapping[str, str]) -> bytes:
    root, patches = part.root, Patches(part.data)
    spans = part.spans((root, *root))
    held = {each.get("name", ""): each for each in root}
    number = max((*(small_int(each.get("pid")) or 0 for each in root), _FIRST - 1))
    vt, declared = part.prefix(root, _VALUES, "vt")
    tag = qualified(root, "property")
    added = []
    for key, value in sorted(markers.items()):
        said = f"<{vt}:lpwstr{declared}>{text_of(value)}</{vt}:lpwstr></{tag}>"
        if key in held:
            span = spans[held[key]]
            if span.name is None:
                patches.replace(span.inner, span.end, said)
            continue
        number += 1
        added.append(f'<{tag} fmtid="{_FMTID}" pid="{number}" name={attribute(key)}>{said}')
    at = spans[root]
    if at.name is None:
        patches.insert(at.close, *added)
    else:
        patches.replace(at.inner, at.end, ">", *added, f"</{at.name.decode()}>")
    return "".join(map(str, patches.pieces())).encode()


def packed_around(amendment: Amendment, open_part: str, limits: Limits) -> PackedPackage:
    """A package with its changes, packed but for the part that is filled.

    Parts that nothing changed stay packed as they came.

    Args:
        amendment: The package and its changes.
        open_part: The part that is filled.
        limits: The limits.
    """
    archive = open_archive(amendment.packed(), limits)
    parts = {}
    name = open_part
    for key, member in archive.members.items():
        if key == open_part.lower():
            name = member.name
            continue
        packed = archive.data[member.start : member.start + member.packed]
        parts[member.name] = packed_part(
            member.name, (packed,), size=member.size, crc=member.crc, stored=member.method == 0
        )
    return PackedPackage(parts, name, kept=True)
