"""One way out: pages to the bytes of a Word document or an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence

from kejifupin.errors import OfficeError
from kejifupin.office.page import Page


def write_docx(pages: Page | Sequence[Page]) -> bytes:
    """Write pages as a Word document on A4, each page on paper of its own.

    Args:
        pages: One page or several.

    Returns:
        The bytes of a .docx; the same pages give the same bytes.

    Raises:
        OfficeError: If there is no page.
    """
    from kejifupin.office.docx.writer import docx_parts
    from kejifupin.office.zipping import zip_parts

    return zip_parts(docx_parts(_all(pages)))


def write_xlsx(pages: Page | Sequence[Page]) -> bytes:
    """Write pages as an Excel workbook, each page on a sheet of its own.

    Args:
        pages: One page or several.

    Returns:
        The bytes of an .xlsx; the same pages give the same bytes.

    Raises:
        OfficeError: If there is no page.
    """
    from kejifupin.office.xlsx.writer import xlsx_parts
    from kejifupin.office.zipping import zip_parts

    return zip_parts(xlsx_parts(_all(pages)))


def _all(pages: Page | Sequence[Page]) -> tuple[Page, ...]:
    chosen = (pages,) if isinstance(pages, Page) else tuple(pages)
    if not chosen:
        raise OfficeError("a document needs at least one page")
    return chosen
