"""A sheet to draw on, measured in inches from its upper left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from io import BytesIO
from typing import Any, Final, ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from kejifupin.reports.pictures.fonts import face_for
from kejifupin.reports.pictures.lettering import seen
from kejifupin.reports.pictures.signs import sign_path
from kejifupin.targets.judging import State

INK: Final = "#212121"
FAINT: Final = "#616161"
LINE: Final = "#BDBDBD"
PALE: Final = "#F5F5F5"
NO_DATA_HATCH: Final = "////"
DPI: Final = 150
FORMATS: Final = ("png", "svg", "pdf")
Point = tuple[float, float]
_Look = tuple[tuple[str, Any], ...]
_P = ParamSpec("_P")
_T = TypeVar("_T")


@contextmanager
def own_style() -> Iterator[None]:
    """The style that matplotlib comes with; after it whatever the user has set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rc("svg", fonttype="path", hashsalt="kejifupin")
        mpl.rc("pdf", fonttype=42)
        mpl.rc("hatch", linewidth=0.6)
        yield


def in_own_style(draw: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function that draws in a style of its own."""

    @wraps(draw)
    def drawing(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        with own_style():
            return draw(*args, **kwargs)

    return drawing


class Picture(Figure):
    """A matplotlib figure that shows itself in a notebook and tells what is on it (图).

    Args:
        width: In inches.
        height: In inches.
        title: What it shows, for those who cannot see it.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        super().__init__(figsize=(width, height), dpi=DPI, facecolor="white")
        FigureCanvasAgg(self)
        self.title = title

    def _repr_png_(self) -> bytes:
        return picture_bytes(self, "png")

    def __str__(self) -> str:
        return repr(self)

    def __repr__(self) -> str:
        wide, high = self.get_size_inches()
        return f"<Picture: {self.title}, {wide:.1f}×{high:.1f} in>"


class Sheet:
    """A picture while it is drawn.

    Args:
        width: In inches.
        height: In inches.
        title: What it shows.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width = width
        self.height = height
        self.figure = Picture(width, height, title)
        self.plane = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.plane.set_xlim(0, width)
        self.plane.set_ylim(height, 0)
        self.plane.set_axis_off()
        # What is written stands above axes that are put on the sheet.
        self.plane.set_zorder(1)
        # Thousands of cells are drawn as a few collections: one artist each would take minutes.
        self._boxes: dict[_Look, list[Path]] = {}
        self._lines: dict[_Look, list[Sequence[Point]]] = {}
        self._signs: dict[str, list[Path]] = {}

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        colour: str = INK,
        across: str = "left",
        down: str = "center",
    ) -> None:
        """Write a text.

        Args:
            x: From the left.
            y: From the top.
            text: The text; lines apart by line breaks.
            size: In points.
            colour: Of its letters.
            across: Which end of it stands at ``x``: left, center or right.
            down: Which end of it stands at ``y``: top, center or bottom.
        """
        write(self.plane, x, y, text, size=size, color=colour, ha=across, va=down)

    def ground(self, x: float, y: float, wide: float, high: float) -> None:
        """Tint a rectangle behind everything else."""
        self.box(x, y, wide, high, facecolor=PALE, zorder=0.5)

    def box(self, x: float, y: float, wide: float, high: float, **look: Any) -> None:
        """Draw a rectangle; ``look`` goes to matplotlib's collection of paths."""
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
        key = tuple(sorted({"linewidth": 0, "zorder": 1, **look}.items()))
        self._boxes.setdefault(key, []).append(Path(corners, closed=True))

    def line(self, points: Sequence[Point], **look: Any) -> None:
        """Draw a line; ``look`` goes to matplotlib's collection of lines."""
        key = tuple(sorted({"color": LINE, "linewidth": 0.6, **look}.items()))
        self._lines.setdefault(key, []).append(points)

    def sign(self, x: float, y: float, sign: str, *, size: float, colour: str) -> None:
        """Draw the sign of a state around a point.

        Args:
            x: From the left.
            y: From the top.
            sign: The sign.
            size: In inches.
            colour: Of the sign.
        """
        place = Affine2D().scale(size, -size).translate(x, y)
        self._signs.setdefault(colour, []).append(place.transform_path(sign_path(sign)))

    def arrow(self, x: float, y: float, *, size: float, colour: str) -> None:
        """Draw a head of an arrow whose point lies to the right of a point."""
        corners = ((x, y - size / 2), (x + size, y), (x, y + size / 2), (x, y - size / 2))
        self._signs.setdefault(colour, []).append(Path(corners, closed=True))

    def lamp(self, x: float, y: float, state: State, *, size: float) -> None:
        """Draw a state as a square in its colour with its sign in it, around a point."""
        self.cell(x - size / 2, y - size / 2, size, size, state)

    def cell(self, x: float, y: float, wide: float, high: float, state: State) -> None:
        """Draw a state as a rectangle in its colour with its sign in the middle."""
        self.part(x, y, wide, high, state)
        size = min(wide, high) * 0.55
        ink = FAINT if state is State.NO_DATA else f"#{state.look.ink}"
        self.sign(x + wide / 2, y + high / 2, state.look.sign, size=size, colour=ink)

    def part(self, x: float, y: float, wide: float, high: float, state: State) -> None:
        """Fill a rectangle in the colour of a state; where there are no data it is hatched."""
        self.box(x, y, wide, high, **state_fill(state))

    def axes(self, left: float, top: float, wide: float, high: float) -> Axes:
        """Axes in a place of the sheet."""
        return self.figure.add_axes(
            (
                left / self.width,
                1 - (top + high) / self.height,
                wide / self.width,
                high / self.height,
            )
        )

    def finish(self) -> Picture:
        """Put everything that was drawn on the figure."""
        for look, paths in self._boxes.items():
            self.plane.add_collection(PathCollection(paths, **dict(look)), autolim=False)
        for look, points in self._lines.items():
            self.plane.add_collection(
                LineCollection(points, **{"zorder": 1.5, **dict(look)}), autolim=False
            )
        for colour, paths in self._signs.items():
            self.plane.add_collection(
                PathCollection(paths, facecolor=colour, linewidth=0, zorder=2), autolim=False
            )
        return self.figure


def state_fill(state: State) -> dict[str, Any]:
    """How matplotlib fills what stands in a state: where there are no data it is hatched."""
    if state is not State.NO_DATA:
        return {"facecolor": f"#{state.look.colour}"}
    return {"facecolor": PALE, "edgecolor": LINE, "hatch": NO_DATA_HATCH, "linewidth": 0.4}


def write(axes: Axes, x: float, y: float, text: str, *, size: float, **look: Any) -> None:
    """Write a text on axes in a font that has all its characters.

    Args:
        axes: The axes.
        x: Where, in their units.
        y: Where, in their units.
        text: The text.
        size: In points.
        look: What else matplotlib's text is told.

    Raises:
        FontMissingError: No installed font has them.
    """
    text = seen(text, lines=True)
    font = face_for(text).properties(size)
    settings: dict[str, Any] = {"color": INK, "linespacing": 1.25, "parse_math": False, **look}
    axes.text(x, y, text, fontproperties=font, **settings)


def picture_bytes(figure: Figure, format: str = "png") -> bytes:
    """A figure as a file; the same figure gives the same bytes.

    In SVG letters are drawn as shapes, so that it looks alike where the font is missing.

    Args:
        figure: The figure.
        format: ``png``, ``svg`` or ``pdf``.

    Raises:
        ValueError: Another format.
    """
    if format not in FORMATS:
        raise ValueError(f"a picture is png, svg or pdf, not {format!r}")
    return pages_bytes((figure,)) if format == "pdf" else _saved(figure, format)


@in_own_style
def _saved(figure: Figure, format: str) -> bytes:
    title = getattr(figure, "title", None)
    metadata = {"Date": None, "Title": title} if format == "svg" else {"Title": title or ""}
    target = BytesIO()
    figure.savefig(target, format=format, dpi=DPI, metadata=metadata)
    return target.getvalue()


@in_own_style
def pages_bytes(figures: Sequence[Figure]) -> bytes:
    """Figures as the pages of one PDF file."""
    target = BytesIO()
    metadata = {"CreationDate": None, "Title": getattr(figures[0], "title", None)}
    texts = {text.get_text() for figure in figures for text in figure.findobj(Text)}
    if any(face_for(text).is_postscript for text in texts if isinstance(text, str) and text):
        # As letters such a font would be embedded under a wrong name; as shapes it prints.
        mpl.rc("pdf", fonttype=3)
    with PdfPages(target, metadata=metadata) as pages:
        for figure in figures:
            pages.savefig(figure)
    return target.getvalue()
