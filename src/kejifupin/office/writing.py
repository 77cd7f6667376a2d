"""One way out: pages to the bytes of a Word document or an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from kejifupin.errors import OfficeError
from kejifupin.office.page import Filling, Page

if TYPE_CHECKING:
    from kejifupin.office.book import Book
    from kejifupin.office.templates import DocumentTemplate

Format = Literal["docx", "xlsx"]
"""The formats that are written."""


def write_docx(pages: Page | Sequence[Page]) -> bytes:
    """Write pages as a Word document on A4, each page on paper of its own.

    Args:
        pages: One page or several.

    Returns:
        The bytes of a .docx; the same pages give the same bytes.

    Raises:
        OfficeError: If there is no page.
    """
    from kejifupin.office.docx.writer import write_pages

    return write_pages(_all(pages))


def write_official(pages: Page | Sequence[Page]) -> bytes:
    """Write pages as an official document after GB/T 9704—2012, each beginning on new paper.

    22 lines of 28 characters on A4; page numbers at the outer edge go on from page to page, also
    where a page lies on its long side. Fonts are named and not embedded.

    Args:
        pages: One page or several: what is said, then its annexes.

    Returns:
        The bytes of a .docx; the same pages give the same bytes.

    Raises:
        OfficeError: If there is no page.
    """
    from kejifupin.office.official.document import write_pages

    return write_pages(_all(pages))


def write_xlsx(pages: Page | Sequence[Page]) -> bytes:
    """Write pages as an Excel workbook, each page on a sheet of its own.

    Args:
        pages: One page or several.

    Returns:
        The bytes of an .xlsx; the same pages give the same bytes.

    Raises:
        OfficeError: If there is no page.
    """
    from kejifupin.office.xlsx.writer import write_pages

    return write_pages(_all(pages))


def compile_page(page: Page, format: Format) -> DocumentTemplate:
    """Take a page apart once, to be filled as often as wanted.

    Args:
        page: A page with holes, numbered from 0.
        format: ``docx`` or ``xlsx``.

    Returns:
        What gives, for the fillings of the holes, the bytes that `write_docx` or `write_xlsx`
        would give for the page with these fillings.
    """
    if format == "xlsx":
        from kejifupin.office.xlsx.writer import compile_page as compiled
    else:
        from kejifupin.office.docx.writer import compile_page as compiled
    return compiled(page)


def write_long_xlsx(
    page: Page, row: int, head: Sequence[Filling], rows: Iterable[Sequence[Filling]]
) -> bytes:
    """Write a page with one row repeated as an Excel workbook, in little more than its own memory.

    Args:
        page: The page, with one row for all that are repeated.
        row: Number of that row among the rows of all tables.
        head: The fillings of the holes elsewhere on the page, which come first.
        rows: The fillings of the repeated row, each time; more than a page has room for.

    Raises:
        OfficeError: If cells of the repeated row are merged.
    """
    from kejifupin.office.xlsx.writer import write_repeated

    return write_repeated(page, row, head, rows)


def write_book(book: Book) -> bytes:
    """Write a workbook of tables, row by row, in little more than the memory of its bytes.

    Every sheet has frozen heads, a filter and its print set-up. A table that is longer than a
    sheet goes on in the next one; texts too long for a cell, and characters that no cell can
    hold, are told on a sheet of their own.

    Args:
        book: The workbook; its rows are gone through once.

    Returns:
        The bytes of an .xlsx; the same tables give the same bytes.

    Raises:
        OfficeError: If a link leads to an anchor that no row has.
    """
    from kejifupin.office.xlsx.book_writer import write_book as write

    return write(book)


def _all(pages: Page | Sequence[Page]) -> tuple[Page, ...]:
    chosen = (pages,) if isinstance(pages, Page) else tuple(pages)
    if not chosen:
        raise OfficeError("a document needs at least one page")
    return chosen
