"""Pictures of how targets stand: pace lines, bars, the table of states, maps.

The names below are loaded on first use; only then matplotlib (extra ``plot``) is needed. What they
give are `matplotlib.figure.Figure`s that show themselves in a notebook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kejifupin.reports.pictures.errors import FontMissingError, PlotMissingError

if TYPE_CHECKING:
    from kejifupin.reports.pictures.bars import bar_figure
    from kejifupin.reports.pictures.completeness import completeness_figure
    from kejifupin.reports.pictures.drawing import draw_board
    from kejifupin.reports.pictures.heat import heat_figure
    from kejifupin.reports.pictures.heat_document import heat_pages
    from kejifupin.reports.pictures.pace import pace_figure
    from kejifupin.reports.pictures.region import map_figure
    from kejifupin.reports.pictures.sheet import Picture, pages_bytes, picture_bytes

_MODULES = {
    "Picture": "sheet",
    "bar_figure": "bars",
    "completeness_figure": "completeness",
    "draw_board": "drawing",
    "heat_figure": "heat",
    "heat_pages": "heat_document",
    "map_figure": "region",
    "pace_figure": "pace",
    "pages_bytes": "sheet",
    "picture_bytes": "sheet",
}

__all__ = [
    "FontMissingError",
    "Picture",
    "PlotMissingError",
    "bar_figure",
    "completeness_figure",
    "draw_board",
    "heat_figure",
    "heat_pages",
    "map_figure",
    "pace_figure",
    "pages_bytes",
    "picture_bytes",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"{__name__}.{_MODULES[name]}")
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "matplotlib":
            raise PlotMissingError from error
        raise
    return getattr(module, name)


def __dir__() -> list[str]:
    return __all__
