"""Make the pictures of the documentation from the shipped example.

    python tools/make_pictures.py            # the one that the README shows, into docs/images
    python tools/make_pictures.py FOLDER     # all of them, into a folder

The build of the site makes all of them anew. Beside the package it takes the extra `plot`,
LibreOffice with pdftoppm for documents, and Chromium for the page.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from kejifupin import Programme, open_programme

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
KEPT = ("board.png",)
"""Those that stand in the checkout, since the README shows them."""

_EXAMPLE = ROOT / "examples" / "jilin-winter"
_DAY = date(2018, 5, 31)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--virtual-time-budget=3000"),
)


class MissingProgramError(RuntimeError):
    """A program that a picture is made with is not on this machine."""


@cache
def _programme() -> Programme:
    return open_programme("jilin-winter-2017").read(
        _EXAMPLE / "forms",
        register=_EXAMPLE / "村名册.xlsx",
        received=_EXAMPLE / "收文登记.csv",
    )


@cache
def _report(key: str, format: str) -> bytes:
    return _programme().report(key, as_of=_DAY, format=format).content


def _program(*names: str) -> str:
    found = next((path for each in names if (path := shutil.which(each))), None)
    if found is None:
        raise MissingProgramError(f"the pictures need one of {', '.join(names)}; none is installed")
    return found


def _run(*words: str | Path) -> None:
    command = list(map(str, words))
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - our own


@cache
def first_page(report: str, format: str, dots: int, height: int = 0) -> bytes:
    """The first page of a report's document as LibreOffice prints it, as PNG.

    Args:
        report: Key of the report.
        format: Format of the document.
        dots: Dots per inch.
        height: How much of it from the top, in pixels; all by default.
    """
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / f"a.{format}"
        document.write_bytes(_report(report, format))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        office = _program("soffice", "libreoffice")
        _run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document)
        _run(
            *(_program("pdftoppm"), "-png", "-singlefile", "-r", str(dots)),
            *("-x", "0", "-y", "0", "-W", "0", "-H", str(height)),
            *(document.with_suffix(".pdf"), document.with_suffix("")),
        )
        return document.with_suffix(".png").read_bytes()


@cache
def screen(width: int, height: int, *more: str) -> bytes:
    """What Chromium shows of the page of the board, as PNG.

    Args:
        width: Of the window, in pixels.
        height: Of the window, in pixels.
        more: Further options of Chromium.
    """
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder) / "a.html", Path(folder) / "a.png"
        page.write_bytes(_report("board", "html"))
        _run(
            *(_program(*_BROWSERS), *_QUIET, f"--user-data-dir={folder}/profile"),
            *(f"--window-size={width},{height}", f"--screenshot={picture}", *more, page.as_uri()),
        )
        return picture.read_bytes()


def smaller(picture: bytes, width: int) -> bytes:
    """A picture of few colours in fewer pixels and bytes, as PNG.

    Args:
        picture: The picture, as PNG.
        width: Its new width, in pixels.
    """
    # Pillow comes with matplotlib, which drew the picture.
    from PIL import Image

    whole = Image.open(BytesIO(picture)).convert("RGB")
    height = round(whole.height * width / whole.width)
    stream = BytesIO()
    resized = whole.resize((width, height), Image.Resampling.LANCZOS)
    # The colours that are far apart are the ones that matter: each state is one.
    few = resized.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "board.png": lambda: smaller(_report("board", "png"), 1360),
    "board-page.png": lambda: screen(1200, 900),
    "board-page-dark.png": lambda: screen(1200, 900, "--force-dark-mode"),
    "board-page-phone.png": lambda: screen(500, 900),
    "board-workbook.png": lambda: first_page("board", "xlsx", 130, 560),
    "bulletin.png": lambda: first_page("bulletin", "docx", 80),
}
"""Name of a picture → how it is made."""


def main(words: list[str]) -> int:
    """Write pictures into a folder; returns the exit code."""
    folder = Path(words[0]) if words else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES if words else KEPT:
        (folder / name).write_bytes(PICTURES[name]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
