"""Files of Word and Excel in, neutral grids out, and back; nothing else knows these formats."""

from __future__ import annotations

from kejifupin.office.annotating import annotate
from kejifupin.office.book import Book, BookColumn, BookRow, BookSheet
from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.findings import FINDINGS, Finding, cell_issue
from kejifupin.office.grid import (
    CHECKED,
    UNCHECKED,
    Cell,
    Document,
    Grid,
    Mark,
    Paragraph,
    column_letters,
    sheet_address,
)
from kejifupin.office.limits import Limits
from kejifupin.office.markers import slot_name
from kejifupin.office.notes import CellNote
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.reading import read_document
from kejifupin.office.writing import write_book, write_docx, write_xlsx

__all__ = [
    "CHECKED",
    "FINDINGS",
    "UNCHECKED",
    "Book",
    "BookColumn",
    "BookRow",
    "BookSheet",
    "Cell",
    "CellNote",
    "Document",
    "Finding",
    "Grid",
    "Limits",
    "Mark",
    "Page",
    "PageCell",
    "Paragraph",
    "TableBlock",
    "TextBlock",
    "annotate",
    "cell_issue",
    "clean_for_office",
    "column_letters",
    "read_document",
    "sheet_address",
    "slot_name",
    "write_book",
    "write_docx",
    "write_xlsx",
]
