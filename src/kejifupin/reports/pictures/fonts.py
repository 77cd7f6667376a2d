"""Which font files are really there, and which characters each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from attrs import frozen
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from kejifupin.reports.pictures.errors import FontMissingError

PREFERRED: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "DengXian",
    "HarmonyOS Sans SC",
    "Alibaba PuHuiTi",
    "Sarasa Gothic SC",
    "LXGW WenKai",
    "Noto Sans CJK JP",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "FangSong",
    "KaiTi",
)
"""Families in the order in which they are tried: without serifs first, for small print."""
PROBE: Final = "科技助力精准扶贫县区完达序时滞后待核实无数据审图号，。（）：“”、—…0123456789AZaz%"
"""What a font must have to be taken for a Chinese one."""
_BOXES: Final = "Last Resort"
"""The family that has a box for every character; it comes with matplotlib."""
_REGULAR: Final = 400
_BLANK: Final = frozenset(" \n")


@frozen
class Face:
    """One face in a font file (字体).

    Args:
        path: The file.
        index: Which face of a collection it is.
        family: The name of its family.
    """

    path: str
    index: int
    family: str

    def properties(self, size: float) -> FontProperties:
        """The face for a text.

        Args:
            size: In points.
        """
        return FontProperties(fname=_font_path(self.path, self.index), size=size)

    @property
    def is_postscript(self) -> bool:
        """Whether its outlines are PostScript's (CFF), as those of Noto Sans CJK are."""
        with Path(self.path).open("rb") as file:
            kind = file.read(4)
            if kind == b"ttcf":
                # A collection: behind version and count stands where each face begins.
                file.seek(12 + 4 * self.index)
                file.seek(int.from_bytes(file.read(4), "big"))
                kind = file.read(4)
        return kind == b"OTTO"

    def lacking(self, text: str) -> str:
        """The characters of a text that it has no glyph for, each once."""
        known = _characters(self)
        return "".join(
            dict.fromkeys(each for each in text if ord(each) not in known and each not in _BLANK)
        )


def _font_path(path: str, index: int) -> str:
    # Since matplotlib 3.11 a face of a collection can be named; before, the first one is taken.
    known = getattr(font_manager, "FontPath", None)
    return path if known is None or not index else known(path, index)


def open_face(face: Face) -> FT2Font:
    """The face, to be measured."""
    return font_manager.get_font(_font_path(face.path, face.index))


@lru_cache(maxsize=64)
def _characters(face: Face) -> frozenset[int]:
    return frozenset(open_face(face).get_charmap())


def faces() -> tuple[Face, ...]:
    """The faces that are there, those preferred first, then others by family."""
    found = {face: weight for face, weight in _listed() if Path(face.path).is_file()}
    places = {name: place for place, name in enumerate(PREFERRED)}

    def worth(face: Face) -> tuple[int, str, int, str, int]:
        off = abs(found[face] - _REGULAR)
        place = places.get(face.family, len(places))
        return place, face.family, off, face.path, face.index

    return tuple(sorted(found, key=worth))


def _listed() -> Iterator[tuple[Face, int]]:
    """Faces with their weights; matplotlib's own list may be older than what is installed."""
    known: set[str] = set()
    for entry in font_manager.fontManager.ttflist:
        known.add(entry.fname)
        index = getattr(entry, "index", 0)
        weight = entry.weight if isinstance(entry.weight, int) else _REGULAR
        if entry.style == "normal" and not entry.name.startswith(_BOXES):
            yield Face(entry.fname, index, entry.name), weight
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        try:
            font = FT2Font(path)
        except (OSError, RuntimeError):
            continue
        yield Face(path, 0, font.family_name), _REGULAR


@lru_cache(maxsize=1)
def main_face() -> Face:
    """The first face that can write Chinese.

    Raises:
        FontMissingError: There is none.
    """
    for face in faces():
        if _can_write(face, PROBE):
            return face
    raise FontMissingError


@lru_cache(maxsize=4096)
def face_for(text: str) -> Face:
    """The face that a text is written in: the main one where it has every character.

    Raises:
        FontMissingError: No face has all of them.
    """
    main = main_face()
    lacking = main.lacking(text)
    if not lacking:
        return main
    others = [face for face in faces() if _can_write(face, PROBE) or _can_write(face, lacking)]
    for face in others:
        if _can_write(face, text):
            return face
    raise FontMissingError(lacking)


def _can_write(face: Face, text: str) -> bool:
    try:
        return not face.lacking(text)
    except (OSError, RuntimeError):
        # A file that is damaged, or of a kind that cannot be opened.
        return False
