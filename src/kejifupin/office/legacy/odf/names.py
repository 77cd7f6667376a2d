"""Names of OpenDocument, and the numbers in its attributes."""

from __future__ import annotations

from typing import Final

from lxml import etree

from kejifupin.office.markup import small_int

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE: Final = f"{{{_OASIS}:office:1.0}}"
TEXT: Final = f"{{{_OASIS}:text:1.0}}"
TABLE: Final = f"{{{_OASIS}:table:1.0}}"
STYLE: Final = f"{{{_OASIS}:style:1.0}}"
NUMBER: Final = f"{{{_OASIS}:datastyle:1.0}}"
DRAW: Final = f"{{{_OASIS}:drawing:1.0}}"
FORM: Final = f"{{{_OASIS}:form:1.0}}"
META: Final = f"{{{_OASIS}:meta:1.0}}"
FO: Final = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
SVG: Final = f"{{{_OASIS}:svg-compatible:1.0}}"
FIELD: Final = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

PARAGRAPHS: Final = frozenset({f"{TEXT}p", f"{TEXT}h"})
CELLS: Final = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
COVERED: Final = f"{TABLE}covered-table-cell"
ROW: Final = f"{TABLE}table-row"
COLUMN: Final = f"{TABLE}table-column"
SHEET: Final = f"{TABLE}table"


def count(element: etree._Element, name: str) -> int:
    """A number of repetitions or a span: at least 1, and no more than nine digits say."""
    return max(1, small_int(element.get(name)) or 1)


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes; an absent one says no."""
    return value == "true"
