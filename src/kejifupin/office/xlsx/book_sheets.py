"""One sheet of a workbook of tables, written row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from kejifupin.office.book import BookRow, BookSheet, Rule
from kejifupin.office.grid import column_letters
from kejifupin.office.packing import HEADER, OFFICE, attribute, text_of
from kejifupin.office.xlsx.book_cells import NOTE, TITLE, RowWriter, used_columns
from kejifupin.office.xlsx.names import range_name
from kejifupin.office.xlsx.styles import SHEET, Styles

_BATCH: Final = 256
_MOST_LINKS: Final = 65_530
"""Links that Excel opens in one sheet."""
_TITLE: Final = 24
"""Points that the title stands in."""
_LONGEST_HEADER: Final = 200
_BAR: Final = "9CC3E6"
_GOES_ON: Final = "（未完，接下一张工作表）"
_WENT_BEFORE: Final = "（接上一张工作表）"
_MARGINS: Final = (
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.7" header="0.3" footer="0.3"/>'
)


class Rows:
    """Rows that are looked at one ahead, so that a sheet knows whether it is the last (行流)."""

    def __init__(self, rows: Iterator[BookRow]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def __bool__(self) -> bool:
        return self._next is not None

    def __iter__(self) -> Iterator[BookRow]:
        while self._next is not None:
            row = self._next
            self._next = next(self._rows, None)
            yield row


class SheetPart:
    """The markup of one sheet, in pieces (工作表部件).

    Args:
        sheet: The sheet.
        rows: Its rows, or those that other sheets had no room for.
        styles: The looks of the workbook.
        fit: Gives a text as a cell can hold it, by the address of the cell.
        anchor_of: Gives the defined name of an anchor.
        number: Number of the sheet among those of the same rows, from 0.
        first: Whether it is the first of the workbook.
        footer: What stands at the foot of each printed page.
        most_rows: Rows that there is room for.
    """

    def __init__(
        self,
        sheet: BookSheet,
        rows: Rows,
        styles: Styles,
        *,
        fit: Callable[[str, str], str],
        anchor_of: Callable[[str], str],
        number: int,
        first: bool,
        footer: str,
        most_rows: int,
    ) -> None:
        self._sheet = sheet
        self._rows = rows
        self._styles = styles
        self._anchor_of = anchor_of
        self._number = number
        self._first = first
        self._footer = footer
        self._most_rows = most_rows
        self._links: list[str] = []
        self._writer = RowWriter(sheet.columns, styles, fit, self._link)
        notes = (*sheet.notes, _WENT_BEFORE) if number else sheet.notes
        self._lines = tuple(each for each in notes if each)
        self.header = len(self._lines) + 2
        self.n_rows = self.header
        self.anchors: list[tuple[str, int]] = []

    @property
    def last_column(self) -> str:
        """Letters of the last column."""
        return column_letters(len(self._sheet.columns) - 1)

    @property
    def charted(self) -> bool:
        """Whether the sheet's charts stand on it."""
        return bool(self._sheet.charts) and self._number == 0

    def pieces(self) -> Iterator[bytes]:
        """The markup, from top to bottom."""
        writer = self._writer
        top = [writer.line(1, self._sheet.title, TITLE, tall=_TITLE)]
        top += [writer.line(at, text, NOTE) for at, text in enumerate(self._lines, 2)]
        top.append(writer.head(self.header))
        yield (self._opening() + "".join(top)).encode()
        # One row is kept for the word that the table goes on.
        room = self._most_rows - self.header - 1
        taken = islice(self._rows, max(room, 1))
        while batch := tuple(islice(taken, _BATCH)):
            yield "".join(map(self._row, batch)).encode()
        last = self.n_rows
        if self._rows:
            yield writer.line(last + 1, _GOES_ON, NOTE).encode()
        yield self._closing(last).encode()

    def _row(self, row: BookRow) -> str:
        self.n_rows += 1
        if row.anchor is not None:
            self.anchors.append((row.anchor, self.n_rows))
        return self._writer.row(self.n_rows, row)

    def _link(self, cell: str, anchor: str) -> bool:
        if len(self._links) >= _MOST_LINKS:
            return False
        to = attribute(self._anchor_of(anchor))
        self._links.append(f'<hyperlink ref="{cell}" location={to} display={to}/>')
        return True

    def _opening(self) -> str:
        sheet = self._sheet
        across, down = sheet.frozen, self.header
        x_split = f' xSplit="{across}"' if across else ""
        pane = "bottomRight" if across else "bottomLeft"
        corner = f"{column_letters(across)}{down + 1}"
        chosen = ' tabSelected="1"' if self._first else ""
        depth = f' outlineLevelRow="{min(sheet.depth, 7)}"' if sheet.depth else ""
        return (
            f'{HEADER}<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheetPr>'
            '<outlinePr summaryBelow="0"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
            f'<sheetView showGridLines="0"{chosen} workbookViewId="0">'
            f'<pane{x_split} ySplit="{down}" topLeftCell="{corner}" activePane="{pane}"'
            f' state="frozen"/><selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
            f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"{depth}/>'
            f"<cols>{''.join(used_columns(sheet.columns))}</cols><sheetData>"
        )

    def _closing(self, last: int) -> str:
        sheet = self._sheet
        orientation = "landscape" if sheet.landscape else "portrait"
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        drawing = '<drawing r:id="rId1"/>' if self.charted else ""
        return (
            f'</sheetData><autoFilter ref="A{self.header}:{self.last_column}{last}"/>'
            f"{''.join(self._formats(last))}{links}"
            f'<printOptions horizontalCentered="1"/>{_MARGINS}'
            f'<pageSetup paperSize="9" orientation="{orientation}" fitToHeight="0"/>'
            f"<headerFooter><oddHeader>{_printed('&C', sheet.title)}</oddHeader>"
            f"<oddFooter>{_printed('&L', self._footer)}&amp;R第&amp;P页 共&amp;N页</oddFooter>"
            f"</headerFooter>{drawing}</worksheet>"
        )

    def _formats(self, last: int) -> Iterator[str]:
        if last == self.header:
            return
        priority = 0
        for rule in self._sheet.rules:
            yield f'<conditionalFormatting sqref="{self._area(rule.first, rule.last, last)}">'
            for text, look in self._signals(rule):
                priority += 1
                yield (
                    f'<cfRule type="cellIs" dxfId="{look}" priority="{priority}"'
                    f' operator="equal"><formula>{text_of(text)}</formula></cfRule>'
                )
            yield "</conditionalFormatting>"
        for column in self._sheet.bars:
            priority += 1
            yield (
                f'<conditionalFormatting sqref="{self._area(column, column, last)}">'
                f'<cfRule type="dataBar" priority="{priority}"><dataBar>'
                '<cfvo type="num" val="0"/><cfvo type="num" val="1"/>'
                f'<color rgb="FF{_BAR}"/></dataBar></cfRule></conditionalFormatting>'
            )

    def _signals(self, rule: Rule) -> Sequence[tuple[str, int]]:
        return [
            ('"' + each.text.replace('"', '""') + '"', self._styles.signal(each.fill, each.ink))
            for each in rule.signals
        ]

    def _area(self, first: int, last: int, bottom: int) -> str:
        return range_name(self.header, first, bottom - 1, last)


def _printed(place: str, text: str) -> str:
    """A text at the edge of a printed page, in which & begins what Excel fills in."""
    if not text:
        return ""
    return text_of(place + text[:_LONGEST_HEADER].replace("&", "&&"))
