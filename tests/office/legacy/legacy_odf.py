"""OpenDocument files put together from content."""

from __future__ import annotations

import io
import zipfile

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("draw", "drawing"), ("form", "form"), ("meta", "meta"), ("number", "datastyle")),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)
NAMESPACES += (
    ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _package(kind: str, content: str, **parts: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr({"meta": "meta.xml", "styles": "styles.xml"}.get(name, name), part)
    return buffer.getvalue()


def odt(body: str, *, styles: str = "", fonts: str = "", **parts: str | bytes) -> bytes:
    """A text of what stands inside ``office:text``."""
    return _package(
        "text",
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:font-face-decls>{fonts}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        **parts,
    )


def ods(body: str, *, styles: str = "", fonts: str = "", **parts: str | bytes) -> bytes:
    """A workbook of what stands inside ``office:spreadsheet``."""
    return _package(
        "spreadsheet",
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
        f"<office:font-face-decls>{fonts}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>",
        **parts,
    )


def meta(inner: str) -> str:
    """The part about the document."""
    return f"<office:document-meta {NAMESPACES}><office:meta>{inner}</office:meta></office:document-meta>"


def p(*pieces: str) -> str:
    return f"<text:p>{''.join(pieces)}</text:p>"


def cell(content: str = "", *, covered: bool = False, **attributes: object) -> str:
    """A cell of text; attributes without their prefix, columns and rows for spans."""
    names = {"cols": "table:number-columns-spanned", "rows": "table:number-rows-spanned",
             "repeat": "table:number-columns-repeated", "style": "table:style-name",
             "formula": "table:formula"}  # fmt: skip
    written = "".join(
        f' {names.get(name, f"office:{name}".replace("_", "-"))}="{value}"'
        for name, value in attributes.items()
    )
    inner = content if content.startswith("<") or not content else p(content)
    tag = "table:covered-table-cell" if covered else "table:table-cell"
    return f"<{tag}{written}>{inner}</{tag}>"


def row(*cells: str, repeat: int = 1, attributes: str = "") -> str:
    inner = "".join(each if each.startswith("<") else cell(each) for each in cells)
    times = f' table:number-rows-repeated="{repeat}"' if repeat > 1 else ""
    return f"<table:table-row{times}{attributes}>{inner}</table:table-row>"


def table(*rows: str, name: str = "表", style: str = "") -> str:
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'
    )


def placed_rows(placed, n_rows: int, n_cols: int) -> list[str]:
    """Rows with an element for every position, as the standard wants."""
    starts = {(p.row, p.col): p.cell for line in placed for p in line}
    found = []
    for at in range(n_rows):
        line = []
        for col in range(n_cols):
            here = starts.get((at, col))
            if here is None:
                line.append(cell(covered=True))
            else:
                line.append(
                    cell(here.text, cols=here.colspan, rows=here.rowspan, value_type="string")
                )
        found.append(row(*line))
    return found
