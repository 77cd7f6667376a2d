"""Pages to an official document: 22 lines of 28 characters on A4 (GB/T 9704—2012)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kejifupin.office.chart_markup import CHART_TYPE, chart_part
from kejifupin.office.docx.styles import font_table_part
from kejifupin.office.official.charts import (
    WORD_NAMESPACES,
    chart_drawing,
    chart_workbook,
)
from kejifupin.office.official.looks import OFFICIAL_LOOKS
from kejifupin.office.official.sections import (
    edge_links,
    edge_parts,
    edge_types,
    section_xml,
)
from kejifupin.office.official.styles import official_styles
from kejifupin.office.official.tables import table_xml
from kejifupin.office.official.text import paragraph, paragraphs
from kejifupin.office.packing import (
    HEADER,
    OFFICE,
    PROPERTY_TYPES,
    attribute,
    content_types,
    package_relationships,
    property_parts,
    relationships,
)
from kejifupin.office.page import ChartBlock, Page, TableBlock, TextBlock
from kejifupin.office.zipping import zip_parts

_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN: Final = "word/document.xml"
_OWN: Final = ("styles", "fontTable", "settings")
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SETTINGS: Final = (
    f'{HEADER}<w:settings {WORD_NAMESPACES}><w:zoom w:percent="100"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
    "<w:compat><w:compatSetting"
    ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
_LEADING: Final = frozenset({"body", "note", "heading1", "heading2", "heading3", "subtitle"})
_LEADS: Final = '<w:keepNext/><w:spacing w:after="120"/>'
"""What a paragraph has that leads to a table: it stays with it, a little above."""
_BETWEEN: Final = '<w:p><w:pPr><w:spacing w:line="240" w:lineRule="exact"/></w:pPr></w:p>'
# Word wants a paragraph after a table; this one takes next to no room.
_SMALL: Final = (
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>',
)


def write_pages(pages: Sequence[Page]) -> bytes:
    """The bytes of an official document; each page begins on paper of its own."""
    charts: list[ChartBlock] = []
    body = "".join(
        piece
        for number, page in enumerate(pages, 1)
        for piece in _page(page, charts, last=number == len(pages))
    )
    main = f"{HEADER}<w:document {WORD_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return zip_parts({**_parts(pages, charts), _MAIN: main})


def _page(page: Page, charts: list[ChartBlock], *, last: bool) -> Iterator[str]:
    section = section_xml(landscape=page.landscape)
    ending = "" if last else section
    made: list[str] = []
    blocks = page.content
    for place, block in enumerate(blocks):
        is_end = place == len(blocks) - 1
        if isinstance(block, TableBlock):
            made.extend(table_xml(block, landscape=page.landscape))
            if is_end:
                made.append(_small(ending))
            elif isinstance(blocks[place + 1], TableBlock):
                made.append(_BETWEEN)
            continue
        if isinstance(block, ChartBlock) and block.categories and block.series:
            charts.append(block)
            drawing = chart_drawing(block, len(charts), _chart_link(len(charts)))
            made.append(
                f'<w:p><w:pPr><w:pStyle w:val="Official{OFFICIAL_LOOKS["chart"].name}"/></w:pPr>'
                f"{drawing}</w:p>"
            )
        texts = paragraphs(block, landscape=page.landscape)
        before_table = not is_end and isinstance(blocks[place + 1], TableBlock)
        before_signature = not is_end and _is_signature(blocks[place + 1])
        for number, (style, text, properties) in enumerate(texts, 1):
            ends = is_end and number == len(texts)
            if before_table and number == len(texts) and style in _LEADING:
                properties = f"{_LEADS}{properties}"
            elif before_signature:
                # A signature never stands on a page without text.
                properties = f"<w:keepNext/>{properties}"
            made.append(paragraph(style, text, properties, section=ending if ends else ""))
    if not blocks:
        made.append(_small(ending))
    yield from made
    if last:
        yield section


def _is_signature(block: TextBlock | TableBlock) -> bool:
    return isinstance(block, TextBlock) and block.style == "signature"


def _small(section: str) -> str:
    spacing, size = _SMALL
    return f"<w:p><w:pPr>{spacing}{size}{section}</w:pPr></w:p>"


def _chart_link(number: int) -> str:
    return f"rIdChart{number}"


def _parts(pages: Sequence[Page], charts: Sequence[ChartBlock]) -> Mapping[str, str | bytes]:
    edges = edge_parts()
    overrides = {
        _MAIN: f"{_WORD_TYPE}.document.main+xml",
        **{f"word/{name}.xml": f"{_WORD_TYPE}.{name}+xml" for name in _OWN},
        **edge_types(),
        **PROPERTY_TYPES,
    }
    links = {
        f"rId{number}": (f"{OFFICE}/relationships/{name}", f"{name}.xml")
        for number, name in enumerate(_OWN, 1)
    }
    links.update(edge_links())
    drawn: dict[str, str | bytes] = {}
    for number, chart in enumerate(charts, 1):
        name, book = f"charts/chart{number}.xml", f"embeddings/chart{number}.xlsx"
        links[_chart_link(number)] = (f"{OFFICE}/relationships/chart", name)
        overrides[f"word/{name}"] = CHART_TYPE
        drawn[f"word/{name}"] = chart_part(chart)
        drawn[f"word/charts/_rels/chart{number}.xml.rels"] = relationships(
            ((f"{OFFICE}/relationships/package", f"../{book}"),)
        )
        drawn[f"word/{book}"] = chart_workbook(chart)
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    return {
        "[Content_Types].xml": content_types(defaults, overrides),
        "_rels/.rels": package_relationships(_MAIN),
        "word/_rels/document.xml.rels": _named_links(links),
        "word/styles.xml": official_styles(),
        "word/fontTable.xml": font_table_part(),
        "word/settings.xml": _SETTINGS,
        **edges,
        **drawn,
        **property_parts(pages),
    }


def _named_links(links: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target={attribute(target)}/>'
        for key, (kind, target) in links.items()
    )
    return f'{HEADER}<Relationships xmlns="{_LINKS}">{lines}</Relationships>'
