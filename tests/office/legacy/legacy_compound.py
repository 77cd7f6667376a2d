"""OLE2 compound files put together from streams ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Mapping

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CUTOFF = 4096


def compound_file(streams: Mapping[str, bytes], *, mini: bool = True) -> bytes:
    """A compound file with sectors of 512 bytes.

    Args:
        streams: Name → content.
        mini: Whether small streams lie in the mini stream, as the standard wants; else they are
            padded, so that damage to their bytes is damage to what they say.
    """
    sectors: list[bytes] = []
    table: list[int] = []
    mini_table: list[int] = []
    mini_stream = b""

    def keep(content: bytes) -> int:
        if not content:
            return END
        start = len(sectors)
        count = -(-len(content) // 512)
        sectors.extend(content[at * 512 : (at + 1) * 512].ljust(512, b"\0") for at in range(count))
        table.extend([*range(start + 1, start + count), END])
        return start

    entries = []
    for name, content in sorted(streams.items(), key=lambda item: (len(item[0]), item[0].upper())):
        if not mini:
            content = content.ljust(_CUTOFF, b"\0")
        if len(content) >= _CUTOFF or not content:
            entries.append((name, 2, keep(content), len(content)))
            continue
        start = len(mini_table)
        count = -(-len(content) // 64)
        mini_table.extend([*range(start + 1, start + count), END])
        mini_stream += content.ljust(64 * count, b"\0")
        entries.append((name, 2, start, len(content)))
    root_start = keep(mini_stream)
    first_mini = keep(_words(mini_table)) if mini_table else END
    n_mini = -(-len(mini_table) // 128)
    listed = [("Root Entry", 5, root_start, len(mini_stream)), *entries]
    directory = b""
    for number, (name, kind, start, size) in enumerate(listed):
        raw = (name + "\0").encode("utf-16-le")
        right = number + 1 if 0 < number < len(listed) - 1 else FREE
        child = 1 if number == 0 and entries else FREE
        directory += raw.ljust(64, b"\0") + struct.pack(
            "<HBB3L", len(raw), kind, 1, FREE, right, child
        )
        directory += bytes(36) + struct.pack("<3L", start, size, 0)
    directory += (bytes(64) + struct.pack("<HBB3L", 0, 0, 0, FREE, FREE, FREE) + bytes(48)) * (
        -len(listed) % 4
    )
    first_directory = keep(directory)
    n_fat = 1
    while len(sectors) + n_fat > 128 * n_fat:
        n_fat += 1
    fat_at = list(range(len(sectors), len(sectors) + n_fat))
    table.extend([FAT] * n_fat)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9L", 0, n_fat, first_directory, 0, _CUTOFF, first_mini, n_mini, END, 0)
    header += struct.pack("<109L", *(fat_at + [FREE] * 109)[:109])
    return header + b"".join(sectors) + _words(table).ljust(512 * n_fat, b"\xff")


def _words(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}L", *numbers)
