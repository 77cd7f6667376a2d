"""Paper and page numbers: — 1 — at the outer edge, also of pages that lie (7.4, 7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kejifupin.office.docx.styles import WORD
from kejifupin.office.official.looks import CHARACTER, FOOTER
from kejifupin.office.packing import HEADER, OFFICE

FOOTER_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
FOOTERS: Final = {
    (landscape, even): f"footer{1 + 2 * landscape + even}.xml"
    for landscape in (False, True)
    for even in (False, True)
}
"""(lying, even) → the part with that page number."""
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_TWIP: Final = 635
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
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{footer_id(landscape=landscape, even=even)}"/>'
        for kind, even in (("default", False), ("even", True))
    )
    return (
        f'<w:sectPr>{footers}<w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{FOOTER}" w:gutter="0"/></w:sectPr>'
    )


def footer_id(*, landscape: bool, even: bool) -> str:
    """The name of a footer among the links of the document."""
    return f"rIdFooter{1 + 2 * landscape + even}"


def footer_parts() -> Mapping[str, str]:
    """The four footers: upright and lying, odd and even pages."""
    return {
        f"word/{name}": _lying(even=even) if lying else _upright(even=even)
        for (lying, even), name in FOOTERS.items()
    }


def footer_links() -> Mapping[str, tuple[str, str]]:
    """Name among the links → kind and target."""
    return {
        footer_id(landscape=lying, even=even): (f"{OFFICE}/relationships/footer", name)
        for (lying, even), name in FOOTERS.items()
    }


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
    """A number turned by a quarter, beside the text at its top (even) or its foot (odd)."""
    top, _, bottom, _ = _MARGINS[True]
    width, height = _BOX
    # As far from the text as on a page that stands, one character from the corner.
    across = FOOTER
    down = top + CHARACTER if even else _PAPER[True][1] - bottom - CHARACTER - height
    inner = _number('<w:jc w:val="left"/>' if even else '<w:jc w:val="right"/>')
    return (
        f'{HEADER}<w:ftr xmlns:w="{WORD}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' xmlns:a="{_DRAWING}/main" xmlns:wps="{_SHAPE}">'
        '<w:p><w:pPr><w:pStyle w:val="OfficialPageNumber"/></w:pPr><w:r><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{across * _TWIP}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{down * _TWIP}'
        f'</wp:posOffset></wp:positionV><wp:extent cx="{width * _TWIP}" cy="{height * _TWIP}"/>'
        f'<wp:wrapNone/><wp:docPr id="{900 + even}" name="页码{900 + even}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width * _TWIP}"'
        f' cy="{height * _TWIP}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>"
        f'{inner}</w:txbxContent></wps:txbx><wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0"'
        ' bIns="0"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></w:r></w:p></w:ftr>"
    )
