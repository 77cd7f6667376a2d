"""What a report shows of itself in a notebook and in a terminal."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kejifupin.office.page import Page, TableBlock, TextBlock, placed_cells
from kejifupin.terms.html_tables import html_text
from kejifupin.terms.views import Cell, Table, View

if TYPE_CHECKING:
    from kejifupin.reports.results import RenderedReport, Report

_PICTURES: Final = {"png": "image/png", "svg": "image/svg+xml"}
_LARGEST: Final = 4_000_000
"""Bytes of a picture up to which a notebook is given it."""
_KILO: Final = 1000


def report_view(report: Report) -> View:
    """A report as its text and its tables, the annexes folded; of a board, the board.

    What was composed with personal fields in clear is not repeated where it might be kept.

    Args:
        report: The composed report.
    """
    title = f"报告《{report.title}》"
    if report.reveals:
        return View(title, facts=(("内容", "含个人信息，这里不列出；写成文件后查看"),))
    if report.board is not None:
        return report.board.view()
    first, *others = report.pages or (Page(None, ()),)
    tables = [*_text(first, folded=False), *_tables(first, folded=False)]
    for page in others:
        tables += [*_text(page, folded=True), *_tables(page, folded=True)]
    return View(title, tables=tuple(tables))


def file_view(file: RenderedReport) -> View:
    """A report's file by its name and its size.

    Args:
        file: The file.
    """
    size = len(file.content)
    told = f"{size}字节" if size < _KILO else f"{size / _KILO:,.0f}千字节"
    save = "Path(报告.name).write_bytes(报告.content)"
    return View(f"报告文件“{file.name}”", facts=(("大小", told), ("保存", save)))


def picture_html(file: RenderedReport) -> str:
    """The picture itself, where the file is one that a notebook can show; else empty.

    Args:
        file: The file.
    """
    kind = _PICTURES.get(file.name.rpartition(".")[2].lower())
    if kind is None or len(file.content) > _LARGEST:
        return ""
    data = b64encode(file.content).decode()
    return (
        f'<img alt="{html_text(file.name)}" style="max-width:100%" src="data:{kind};base64,{data}">'
    )


def _text(page: Page, *, folded: bool) -> Iterator[Table]:
    """The paragraphs of a page, without those that only number it as an annex."""
    title = page.title or ""
    said = [
        each.text
        for each in page.blocks
        if isinstance(each, TextBlock) and each.style != "annex" and each.text.strip()
    ]
    if said:
        yield Table((title or "正文",), said, _alone, title=title if folded else "", folded=folded)


def _alone(text: str) -> Sequence[Cell]:
    return (text.replace("\n", "　"),)


def _tables(page: Page, *, folded: bool) -> Iterator[Table]:
    for block in page.blocks:
        if isinstance(block, TableBlock):
            rows = _grid(block)
            heads = rows[: block.header_rows]
            header = tuple(map(_stacked, zip(*heads, strict=True))) or ("",) * len(block.widths)
            title = page.title or ""
            yield Table(header, rows[block.header_rows :], tuple, title=title, folded=folded)


def _stacked(words: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(each for each in words if each))


def _grid(block: TableBlock) -> list[tuple[str, ...]]:
    """The table's texts, each where its cell begins; of a head also below it."""
    grid = [[""] * len(block.widths) for _ in block.rows]
    for placed in (each for row in placed_cells(block) for each in row):
        is_head = placed.row < block.header_rows
        for col in range(placed.col, placed.col + (placed.cell.colspan if is_head else 1)):
            grid[placed.row][col] = placed.cell.shown
    return [tuple(row) for row in grid]
