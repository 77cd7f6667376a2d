"""How much of a file is read before it is refused."""

from __future__ import annotations

from attrs import frozen

_MIB = 1024 * 1024


@frozen
class Limits:
    """Bounds applied to a file before it is parsed (读取上限).

    The defaults are far above any form and any ledger of a county, and far below what a small
    crafted file can ask for.

    Args:
        file_bytes: Size of the file as it came.
        part_bytes: Size of one unpacked part.
        total_bytes: Size of all unpacked parts that are read, sheets of a workbook apart.
        parts: Number of parts in a package.
        nodes: Tags and attributes of one part, which bound the memory that a parser takes.
        word_columns: Columns of a table in a Word document.
        sheet_rows: Last row with content in a sheet.
        sheet_columns: Last column with content in a sheet.
        sheet_bytes: Size of all unpacked sheets and shared texts; they are read as a stream.
        sheet_ratio: How far a sheet above one megabyte may have been compressed.
        sheet_cells: Cells with content in one workbook.
        sheets: Number of sheets in a workbook.
        merged: Merged rectangles in a sheet.
    """

    file_bytes: int = 20 * _MIB
    part_bytes: int = 16 * _MIB
    total_bytes: int = 64 * _MIB
    parts: int = 2_000
    nodes: int = 400_000
    word_columns: int = 63
    sheet_rows: int = 200_000
    sheet_columns: int = 1_024
    sheet_bytes: int = 160 * _MIB
    sheet_ratio: int = 100
    sheet_cells: int = 2_500_000
    sheets: int = 256
    merged: int = 20_000
