"""Parts that every written package has: content types, relationships, properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.markers import to_identifier
from kejifupin.office.page import Page

HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
# No clock: the date of making would make equal documents differ.
_MADE_ON: Final = "2000-01-01T00:00:00Z"
_FMTID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def text_of(text: str) -> str:
    """Cleaned and escaped text, for the content of an element."""
    return escape(clean_for_office(text)[0])


def attribute(text: str) -> str:
    """Cleaned, escaped and quoted text, for an attribute."""
    escaped = escape(clean_for_office(text)[0])
    # Bare line breaks and tabs in an attribute would be read back as spaces.
    for char, written in (('"', "&quot;"), ("\n", "&#10;"), ("\t", "&#9;")):
        escaped = escaped.replace(char, written)
    return f'"{escaped}"'


def escape(text: str) -> str:
    """Text that was cleaned before, for the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def content_types(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> str:
    """The part that says what each part is."""
    lines = [
        f"<Default Extension={attribute(extension)} ContentType={attribute(kind)}/>"
        for extension, kind in sorted(defaults.items())
    ]
    lines += [
        f"<Override PartName={attribute('/' + part)} ContentType={attribute(kind)}/>"
        for part, kind in sorted(overrides.items())
    ]
    return f'{HEADER}<Types xmlns="{_PACKAGE}/content-types">{"".join(lines)}</Types>'


def relationships(links: Iterable[tuple[str, str]]) -> str:
    """The links of a part, as (kind, target), numbered from rId1."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target={attribute(target)}/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'{HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def package_relationships(main: str) -> str:
    """The links of the package itself to its document and properties."""
    return relationships(
        (
            (f"{OFFICE}/relationships/officeDocument", main),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            (f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        )
    )


PROPERTY_TYPES: Final = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}


def property_parts(pages: Sequence[Page]) -> Mapping[str, str]:
    """Core, application and custom properties; the markers stand in the core ones too."""
    markers = joint_markers(pages)
    title = next((page.title for page in pages if page.title), "")
    custom = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name={attribute(key)}>'
        f"<vt:lpwstr>{text_of(value)}</vt:lpwstr></property>"
        for pid, (key, value) in enumerate(sorted(markers.items()), 2)
    )
    return {
        "docProps/core.xml": f"{HEADER}<cp:coreProperties"
        f' xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_of(title)}</dc:title><dc:creator>kejifupin</dc:creator>"
        f"<dc:identifier>{text_of(to_identifier(markers))}</dc:identifier>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE_ON}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE_ON}</dcterms:modified>'
        "</cp:coreProperties>",
        "docProps/app.xml": f'{HEADER}<Properties xmlns="{OFFICE}/extended-properties">'
        "<Application>kejifupin</Application></Properties>",
        "docProps/custom.xml": f'{HEADER}<Properties xmlns="{OFFICE}/custom-properties"'
        f' xmlns:vt="{OFFICE}/docPropsVTypes">{custom}</Properties>',
    }


def joint_markers(pages: Sequence[Page]) -> Mapping[str, str]:
    """The markers of all pages; where a later page differs its number is added to the key."""
    markers: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        for key, value in page.markers.items():
            if markers.setdefault(key, value) != value:
                markers[f"{key}#{number}"] = value
    return markers
