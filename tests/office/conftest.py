"""Word and Excel files written by hand, part by part, as other programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import strategies as st

from kejifupin.office import PageCell, TableBlock

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the parts, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _docx(body: str, *, document: str | bytes | None = None, **parts: str | bytes) -> bytes:
    main = document or (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}>'
        f"<w:body>{body}</w:body></w:document>"
    )
    all_parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1"'
        f' Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": main,
        **parts,
    }
    return zipped({name: content for name, content in all_parts.items() if content})


def _xlsx(
    *sheets: str,
    strings: str = "",
    styles: str = "",
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    workbook: str = "",
    **parts: str | bytes,
) -> bytes:
    """A workbook of worksheet contents: what stands inside ``<worksheet>``."""
    titles = names or tuple(f"Sheet{number}" for number in range(1, len(sheets) + 1))
    conditions = states or ("visible",) * len(sheets)
    tabs = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state) in enumerate(zip(titles, conditions, strict=True), 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    all_parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1"'
        f' Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">{links}'
        f'<Relationship Id="s1" Type="{R}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="s2" Type="{R}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{workbook}'
        f"<sheets>{tabs}</sheets></workbook>",
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>' if strings else "",
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>' if styles else "",
        **{
            f"xl/worksheets/sheet{number}.xml": sheet
            if sheet.startswith(("<?xml", "<worksheet"))
            else f'<worksheet xmlns="{S}">{sheet}</worksheet>'
            for number, sheet in enumerate(sheets, 1)
        },
        **parts,
    }
    return zipped({name: content for name, content in all_parts.items() if content})


class Words:
    """Pieces of WordprocessingML."""

    @staticmethod
    def r(text: str, properties: str = "") -> str:
        rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f'<w:r>{rpr}<w:t xml:space="preserve">{text}</w:t></w:r>'

    @classmethod
    def p(cls, *runs: str) -> str:
        inner = "".join(run if run.startswith("<") else cls.r(run) for run in runs)
        return f"<w:p>{inner}</w:p>"

    @classmethod
    def tc(cls, content: str = "", properties: str = "") -> str:
        inner = content if content.startswith(("<w:p>", "<w:sdt", "<w:tbl")) else cls.p(content)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    @classmethod
    def tr(cls, *cells: str, properties: str = "") -> str:
        inner = "".join(cell if cell.startswith("<") else cls.tc(cell) for cell in cells)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"

    @staticmethod
    def tbl(*rows: str, grid: str = "") -> str:
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


@pytest.fixture(scope="session")
def words() -> type[Words]:
    return Words


@pytest.fixture(scope="session")
def make_zip() -> Callable[..., bytes]:
    return zipped


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    return _docx


@pytest.fixture(scope="session")
def make_xlsx() -> Callable[..., bytes]:
    return _xlsx


@pytest.fixture(scope="session")
def texts_of() -> Callable[[Any], list[list[str]]]:
    """The rows of a grid as texts, each cell once, in its first row."""

    def rows(grid: Any) -> list[list[str]]:
        return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.n_rows)]

    return rows


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str], *, most: int = 5) -> TableBlock:
    """Tables with random spans in both directions."""
    n_rows, n_cols = draw(st.integers(1, most)), draw(st.integers(1, most))
    taken = [[False] * n_cols for _ in range(n_rows)]
    rows = []
    for row in range(n_rows):
        cells = []
        for col in range(n_cols):
            if taken[row][col]:
                continue
            free = 1
            while col + free < n_cols and not taken[row][col + free]:
                free += 1
            colspan = draw(st.integers(1, free))
            rowspan = draw(st.integers(1, n_rows - row))
            for line in range(row, row + rowspan):
                taken[line][col : col + colspan] = [True] * colspan
            cells.append(PageCell(draw(texts), colspan, rowspan))
        rows.append(tuple(cells))
    widths = draw(st.lists(st.integers(1, 40), min_size=n_cols, max_size=n_cols))
    return TableBlock(tuple(widths), tuple(rows))


@pytest.fixture(scope="session")
def random_tables() -> Callable[..., st.SearchStrategy[TableBlock]]:
    return tables
