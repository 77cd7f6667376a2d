"""The signs of states as shapes, so that they need no font that has them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path as FilePath
from typing import Final

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from kejifupin.terms.text import clean

_COMES_WITH_MATPLOTLIB: Final = "fonts/ttf/DejaVuSans-Bold.ttf"


@lru_cache(maxsize=32)
def sign_path(sign: str) -> Path:
    """The outline of a sign, one high or wide around the origin, y upwards.

    Args:
        sign: One character.
    """
    file = FilePath(mpl.get_data_path()) / _COMES_WITH_MATPLOTLIB
    half = clean(sign).translate({0xFF1F: "?"})
    outline = TextPath((0, 0), half, size=10, prop=FontProperties(fname=str(file)))
    box = outline.get_extents()
    across = max(box.width, box.height) or 1
    middle = Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2)
    # A dash would be as wide as the cell.
    size = 0.75 if box.height < box.width / 3 else 1.0
    return middle.scale(size / across).transform_path(outline)
