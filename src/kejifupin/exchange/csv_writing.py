"""CSV files for people who open them in Excel or WPS."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    r"""A table as a CSV file that Excel opens as it is: UTF-8 with its mark, lines ended by CRLF.

    Text that Excel would take for a formula is kept as text, in a way that
    `kejifupin.exchange.csv_tables.read_csv_rows` reads back.

    >>> csv_bytes(("文件",), [("a,b",)]).decode("utf-8-sig")
    '文件\r\n"a,b"\r\n'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_plain(each) for each in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f'="{cell}"' if cell.startswith(("=", "+", "@")) and '"' not in cell else cell
