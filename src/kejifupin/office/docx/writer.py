"""Pages to a Word document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Final

from kejifupin.office.cleaning import clean_for_office, is_plain
from kejifupin.office.docx.styles import WORD, font_table_part, styles_part
from kejifupin.office.heights import PageHeights
from kejifupin.office.looks import LOOKS
from kejifupin.office.markers import repeated, slot_name
from kejifupin.office.measure import TEXT_WIDTH, half_points, share
from kejifupin.office.packing import (
    HEADER,
    OFFICE,
    PROPERTY_TYPES,
    content_types,
    escape,
    package_relationships,
    property_parts,
    relationships,
)
from kejifupin.office.page import Page, PageCell, PlacedCell, TableBlock, TextBlock, placed_cells
from kejifupin.office.templates import (
    DocumentTemplate,
    PageTemplate,
    Piece,
    Place,
    RowHeight,
    Write,
    Written,
)
from kejifupin.office.zipping import PackedPackage, pack_part, zip_parts

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# Word and WPS want a paragraph after a table; converters to .doc lose a table without one.
_SMALL: Final = (
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>',
)
_BREAKS = re.compile("([\n\t])")
_TEXT: Final = '<w:t xml:space="preserve">'
_BREAK: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}


_MAIN: Final = "word/document.xml"
_OPENING: Final = f'{HEADER}<w:document xmlns:w="{WORD}"><w:body>'
_CLOSING: Final = "</w:body></w:document>"


def write_pages(pages: Sequence[Page]) -> bytes:
    """The bytes of a document with pages that have no holes."""
    writer = _Writer()
    last = len(pages)
    made = [writer.page(page, last=number == last) for number, page in enumerate(pages, 1)]
    body = "".join(page.filled() for page in made)
    main = pack_part(_MAIN, f"{_OPENING}{body}{_CLOSING}".encode(), quick=True)
    return zip_parts({**_other_parts(pages), _MAIN: main})


def compile_page(page: Page) -> DocumentTemplate:
    """The document of one page, to be filled as often as wanted."""
    template = _Writer().page(page, last=True, around=(_OPENING, _CLOSING))
    return DocumentTemplate(PackedPackage(_other_parts((page,)), _MAIN), template)


def _other_parts(pages: Sequence[Page]) -> Mapping[str, str]:
    overrides = {
        _MAIN: f"{_TYPE}.document.main+xml",
        "word/styles.xml": f"{_TYPE}.styles+xml",
        "word/fontTable.xml": f"{_TYPE}.fontTable+xml",
        "word/settings.xml": f"{_TYPE}.settings+xml",
        **PROPERTY_TYPES,
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    return {
        "[Content_Types].xml": content_types(defaults, overrides),
        "_rels/.rels": package_relationships(_MAIN),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/relationships/{kind}", f"{kind}.xml")
            for kind in ("styles", "fontTable", "settings")
        ),
        "word/styles.xml": styles_part(),
        "word/fontTable.xml": font_table_part(),
        "word/settings.xml": f'{HEADER}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:compatSetting"
        ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>",
        **property_parts(pages),
    }


class _Writer:
    """Keeps what must be unique in a document: bookmarks."""

    def __init__(self) -> None:
        self._slots: Counter[str] = Counter()
        self._bookmarks = 0

    def page(self, page: Page, *, last: bool, around: tuple[str, str] = ("", "")) -> PageTemplate:
        pieces = chain(around[:1], self._pieces(page, last=last), around[1:])
        return PageTemplate(pieces, PageHeights(page), str)

    def _pieces(self, page: Page, *, last: bool) -> Iterator[Piece]:
        blocks = page.content
        n_rows = 0
        for number, block in enumerate(blocks):
            if isinstance(block, TextBlock):
                yield self._text(block, page)
                continue
            yield from self._table(block, page, n_rows)
            n_rows += len(block.rows)
            following = blocks[number + 1 : number + 2]
            if following and isinstance(following[0], TableBlock):
                yield _small_paragraph()
        section = _section(landscape=page.landscape)
        if not last:
            yield _small_paragraph(section)
        else:
            if not blocks or isinstance(blocks[-1], TableBlock):
                yield _small_paragraph()
            yield section

    def _text(self, block: TextBlock, page: Page) -> Piece:
        size = half_points(block, landscape=page.landscape)
        own = size if size != LOOKS[block.style].half_points else None
        write = self._paragraph(block.style, block.align, block.slot, size=own)
        if block.hole is None:
            return "".join(write(block.text, None))
        return Place(block.hole, write)

    def _table(self, table: TableBlock, page: Page, first: int) -> Iterator[Piece]:
        total = TEXT_WIDTH[page.landscape]
        widths = share(total, table.widths)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        above: dict[int, PlacedCell] = {}
        for number, row in enumerate(placed_cells(table)):
            repeat = "<w:tblHeader/>" if number < table.header_rows else ""
            yield '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="'
            yield RowHeight(first + number)
            yield f'" w:hRule="atLeast"/>{repeat}</w:trPr>'
            starting = {placed.col: placed for placed in row}
            col = 0
            while col < len(widths):
                placed = starting.get(col) or above[col]
                yield from self._cell(placed, number, widths)
                if placed.row + placed.cell.rowspan > number + 1:
                    above[col] = placed
                col += placed.cell.colspan
            yield "</w:tr>"
        yield "</w:tbl>"

    def _cell(self, placed: PlacedCell, row: int, widths: Sequence[int]) -> Iterator[Piece]:
        cell = placed.cell
        width = sum(widths[placed.col : placed.col + cell.colspan])
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        first = row == placed.row
        merge = ""
        if cell.rowspan > 1:
            merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            '<w:vAlign w:val="center"/></w:tcPr>'
        )
        yield self._content(cell) if first else "<w:p/>"
        yield "</w:tc>"

    def _content(self, cell: PageCell) -> Piece:
        write = self._paragraph(cell.style, cell.align, cell.slot, centred=cell.align is None)
        if cell.hole is None:
            return "".join(write(cell.shown, cell.number))
        return Place(cell.hole, write)

    def _paragraph(
        self,
        style: str,
        align: str | None,
        slot: str | None,
        *,
        size: int | None = None,
        centred: bool = False,
    ) -> Write:
        """What writes the text of a paragraph; numbers stand in the middle if ``centred``."""
        start, end = self._bookmark(slot) if slot else ("", "")
        look = f'<w:p><w:pPr><w:pStyle w:val="{LOOKS[style].name}"/>'
        justify = f'<w:jc w:val="{align}"/>' if align else ""
        plain = f"{look}{justify}</w:pPr>{start}"
        numeric = f'{look}<w:jc w:val="center"/></w:pPr>{start}' if centred else plain
        end += "</w:p>"
        run = f"<w:r>{_size(size)}{_TEXT}"
        fronts = plain + run, numeric + run
        behind = f"</w:t></w:r>{end}"

        def write(text: str, number: Decimal | int | None) -> Written:
            if text and is_plain(text):
                return fronts[number is not None], text, behind
            return (plain if number is None else numeric), _run(text, size), end

        return write

    def _bookmark(self, slot: str) -> tuple[str, str]:
        name = slot_name(slot)
        self._slots[name] += 1
        self._bookmarks += 1
        key = self._bookmarks
        name = repeated(name, self._slots[name])
        return (
            f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>',
            f'<w:bookmarkEnd w:id="{key}"/>',
        )


def _run(text: str, size: int | None) -> str:
    cleaned, _ = clean_for_office(text)
    if not cleaned:
        return ""
    pieces = "".join(
        _BREAK.get(piece) or f"{_TEXT}{piece}</w:t>"
        for piece in _BREAKS.split(escape(cleaned))
        if piece
    )
    return f"<w:r>{_size(size)}{pieces}</w:r>"


def _size(size: int | None) -> str:
    return f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>' if size else ""


def _small_paragraph(section: str = "") -> str:
    spacing, size = _SMALL
    return f"<w:p><w:pPr>{spacing}{size}{section}</w:pPr></w:p>"


def _section(*, landscape: bool) -> str:
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1588" w:right="2098" w:bottom="1474" w:left="1985"'
        if landscape
        else '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"'
    )
    return f'<w:sectPr>{size} w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
