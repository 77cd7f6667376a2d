"""Paper and page numbers: — 1 — at the outer edge, also of pages that lie (7.4, 7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kejifupin.office.docx.styles import WORD
from kejifupin.office.official.looks import CHARACTER, FOOTER
from kejifupin.office.packing import HEADER, OFFICE

_PART_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EDGES: Final = ("header", "footer")
_PAPER: Final = {False: (11906, 16838), True: (16838, 11906)}
# Top, right, bottom, left; a page that lies was turned with its head to the left.
_MARGINS: Final = {False: (2098, 1474, 1985, 1588), True: (1588, 2098, 1474, 1985)}
_BOX: Final = (420, 1600)
"""Width and height of the page number on a page that lies, in twentieths of a point."""


def section_xml(*, landscape: bool) -> str:
    """The properties of a section."""
    width, height = _PAPER[landscape]
    top, right, bottom, left = _MARGINS[landscape]
    lying = ' w:orient="landscape"' if landscape else ""
    edges = "".join(
        f'<w:{edge}Reference w:type="{kind}" r:id="{_link(edge, lying=landscape, even=even)}"/>'
        for edge in _EDGES
        for kind, even in (("default", False), ("even", True))
    )
    return (
        f'<w:sectPr>{edges}<w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{FOOTER}" w:gutter="0"/></w:sectPr>'
    )


def _part(edge: str, *, lying: bool, even: bool) -> str:
    """The part with what stands at an edge of a page: its number, or nothing."""
    if lying == (edge == "footer"):
        return f"{edge}0.xml"
    return f"{edge}{1 + even}.xml"


def _link(edge: str, *, lying: bool, even: bool) -> str:
    return f"rId{_part(edge, lying=lying, even=even).removesuffix('.xml').capitalize()}"


_PAGES: Final = tuple(
    (edge, lying, even) for edge in _EDGES for lying in (False, True) for even in (False, True)
)


def edge_parts() -> Mapping[str, str]:
    """What stands at the edges: footers with the number of upright pages, headers of lying ones.

    The number of a lying page is set from the paper's edges, wherever it hangs.
    """
    return {
        f"word/{_part(edge, lying=lying, even=even)}": _content(edge, lying=lying, even=even)
        for edge, lying, even in _PAGES
    }


def edge_types() -> Mapping[str, str]:
    """Part → its content type."""
    return {
        f"word/{_part(edge, lying=lying, even=even)}": f"{_PART_TYPE}.{edge}+xml"
        for edge, lying, even in _PAGES
    }


def edge_links() -> Mapping[str, tuple[str, str]]:
    """Name among the links → kind and target."""
    return {
        _link(edge, lying=lying, even=even): (
            f"{OFFICE}/relationships/{edge}",
            _part(edge, lying=lying, even=even),
        )
        for edge, lying, even in _PAGES
    }


def _content(edge: str, *, lying: bool, even: bool) -> str:
    if lying == (edge == "footer"):
        mark = "ftr" if edge == "footer" else "hdr"
        return f'{HEADER}<w:{mark} xmlns:w="{WORD}"><w:p/></w:{mark}>'
    return _lying(even=even) if lying else _upright(even=even)


def _number(properties: str) -> str:
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="OfficialPageNumber"/>{properties}</w:pPr>'
        f'<w:r>{hint}<w:t xml:space="preserve">— </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r>{hint}<w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _upright(*, even: bool) -> str:
    side = "left" if even else "right"
    place = f'<w:ind w:{side}="{CHARACTER}"/><w:jc w:val="{side}"/>'
    return f'{HEADER}<w:ftr xmlns:w="{WORD}">{_number(place)}</w:ftr>'


def _lying(*, even: bool) -> str:
    """A number turned by a quarter, beside the text at its top (even) or its foot (odd).

    It stands in a table of one cell that hangs at its place on the paper: text in a shape is set
    elsewhere by some programs.
    """
    top, _, bottom, _ = _MARGINS[True]
    width, height = _BOX
    # As far from the text as on a page that stands, one character from the corner.
    across = FOOTER
    down = top + CHARACTER if even else _PAPER[True][1] - bottom - CHARACTER - height
    place = f'<w:jc w:val="{"left" if even else "right"}"/>'
    none = 'w:w="0" w:type="dxa"'
    bare = f"<w:tblCellMar><w:left {none}/><w:right {none}/></w:tblCellMar>"
    return (
        f'{HEADER}<w:hdr xmlns:w="{WORD}"><w:tbl><w:tblPr>'
        f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page"'
        f' w:tblpX="{across}" w:tblpY="{down}"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{bare}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{_number(place)}</w:tc></w:tr></w:tbl><w:p/></w:hdr>"
    )
