"""The headers and footers of the page styles of an OpenDocument file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from kejifupin.office.grid import FOOTER, HEADER
from kejifupin.office.legacy.odf.names import OFFICE, STYLE

HAS_MARGINS = re.compile(rb":(?:header|footer)(?:-left|-first)?[\s>]")
"""Finds whether there are headers or footers among some styles."""

_WORDS: Final = {
    f"{STYLE}{kind}{which}": word
    for kind, word in (("header", HEADER), ("footer", FOOTER))
    for which in ("", "-left", "-first")
}


def odf_margins(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """The headers and footers that are shown.

    Args:
        root: The root of the styles.

    Yields:
        The page style, ``页眉`` or ``页脚``, and the element.
    """
    pages = root.find(f"{OFFICE}master-styles")
    for page in () if pages is None else pages.iterfind(f"{STYLE}master-page"):
        for element in page:
            word = _WORDS.get(str(element.tag))
            if word is not None and element.get(f"{STYLE}display") != "false":
                yield page.get(f"{STYLE}name", ""), word, element
