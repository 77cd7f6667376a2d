"""Parts to a zip file that is the same bytes whenever and wherever it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def zip_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack the parts of a package, content types first, the rest by name.

    Args:
        parts: Name → content; text is written as UTF-8.

    Returns:
        The bytes of the package; equal for equal parts and one version of zlib.
    """
    buffer = io.BytesIO()
    order = sorted(parts, key=lambda name: (name not in _FIRST, name))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in order:
            content = parts[name]
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, content.encode() if isinstance(content, str) else content)
    return buffer.getvalue()
