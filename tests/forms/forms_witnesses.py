"""What python-docx and openpyxl find in a file, as witnesses who know nothing of this library."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import docx
import openpyxl

_IN_TABLE = re.compile(r"表(\d+)!R(\d+)C(\d+)")


class Witness(NamedTuple):
    """A file as another program holds it open."""

    book: Any
    cells: dict[str, Any]

    @classmethod
    def of(cls, data: bytes, format_: str) -> Witness:
        """Open a file."""
        if format_ == "docx":
            book = docx.Document(io.BytesIO(data))
            return cls(book, dict(_word_cells(book)))
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = {
            f"{sheet.title}!{cell.coordinate}": cell
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
        }
        return cls(book, cells)

    def text(self, address: str) -> str:
        """What stands at an address."""
        cell = self.cells[address]
        if hasattr(cell, "text"):
            return cell.text
        return "" if cell.value is None else str(cell.value)

    def saved(self) -> bytes:
        """The file as the other program writes it."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def _word_cells(book: Any) -> Iterator[tuple[str, Any]]:
    for number, table in enumerate(book.tables, 1):
        for at, row in enumerate(table.rows, 1):
            own: list[Any] = []
            for cell in row.cells:
                if not own or own[-1]._tc is not cell._tc:
                    own.append(cell)
            yield from ((f"表{number}!R{at}C{col}", cell) for col, cell in enumerate(own, 1))
    for number, paragraph in enumerate(book.paragraphs, 1):
        yield f"段落{number}", paragraph
