"""Markup of Word written beside what is there: in its prefix, its fonts, its underlines."""

from __future__ import annotations

import re
from typing import Final

from kejifupin.errors import OfficeError
from kejifupin.office.cleaning import clean_for_office
from kejifupin.office.docx.properties import RUN_PROPERTIES
from kejifupin.office.markup import Element, W
from kejifupin.office.packing import escape
from kejifupin.office.splicing import Patches, Span, SplicedPart

# What may stand behind an underline in the properties of a run (ECMA-376 part 1, 17.3.2.28).
_BEHIND_UNDERLINE: Final = frozenset(
    f"{W}{name}"
    for name in (
        "effect",
        "bdr",
        "shd",
        "fitText",
        "vertAlign",
        "rtl",
        "cs",
        "em",
        "lang",
        "eastAsianLayout",
        "specVanish",
        "oMath",
    )
)
# Tracked changes of a paragraph's mark, and the grey of a prompt, are not for what is filled in.
_NOT_COPIED: Final = frozenset(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "rStyle", "vanish")
)
_BREAKS = re.compile("([\n\t])")
_CHARACTER = re.compile(rb"&[^;]*;|\r\n|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Pen(Patches):
    """Changes to a document's main part, and the words in which they are made (填写笔).

    Args:
        part: The part as it came.

    Raises:
        OfficeError: It is written in a way that no office program writes.
    """

    def __init__(self, part: SplicedPart) -> None:
        super().__init__(part.data)
        self.w, declared = part.prefix(part.root, W[1:-1], "w")
        if declared or (part.root.getroottree().docinfo.encoding or "UTF-8").upper() not in (
            "UTF-8",
            "UTF8",
            "ASCII",
            "US-ASCII",
        ):
            raise OfficeError("the document is not written as office programs write")
        self._elements = list(part.root.iter())
        self._spans = part.spans(self._elements)
        self._preserved: set[Element] = set()

    def span(self, element: Element) -> Span:
        """Where an element stands."""
        return self._spans[element]

    def raw(self, element: Element) -> str:
        """An element as it came."""
        span = self.span(element)
        return self.text(span.start, span.end)

    def stretch(self, text: Element, start: int, end: int) -> tuple[int, int]:
        """Where characters of a text stand in the bytes; spaces at its ends then count.

        Raises:
            OfficeError: The text is written as no office program writes it.
        """
        span = self.span(text)
        raw = self.data[span.inner : span.close]
        if b"<" in raw:
            raise OfficeError("a text holds more than characters")
        if text.get(_SPACE) is None and text not in self._preserved:
            self._preserved.add(text)
            self.insert(span.inner - 1, ' xml:space="preserve"')
        offsets = [span.inner + found.start() for found in _CHARACTER.finditer(raw)]
        offsets.append(span.close)
        return offsets[start], offsets[end]

    @property
    def opened(self) -> str:
        """The beginning of a text."""
        return f'<{self.w}:t xml:space="preserve">'

    @property
    def closed(self) -> str:
        """The end of a text."""
        return f"</{self.w}:t>"

    def said(self, text: str) -> str:
        """Words inside a text, line breaks and tabs outside of it."""
        cleaned, _ = clean_for_office(text)
        breaks = {"\n": f"<{self.w}:br/>", "\t": f"<{self.w}:tab/>"}
        return "".join(
            f"{self.closed}{breaks[piece]}{self.opened}" if piece in breaks else escape(piece)
            for piece in _BREAKS.split(cleaned)
        )

    def run(self, text: str, look: str) -> str:
        """A run of some words."""
        return f"<{self.w}:r>{look}{self.opened}{self.said(text)}{self.closed}</{self.w}:r>"

    def look(self, run: Element | None, paragraph: Element | None = None) -> str:
        """The properties of what is written beside a run, or into a paragraph without any."""
        found = None if run is None else run.find(RUN_PROPERTIES)
        if found is None and run is None and paragraph is not None:
            found = paragraph.find(f"{W}pPr/{RUN_PROPERTIES}")
        return "" if found is None else self._look(found)

    def underlined(self, run: Element) -> str:
        """The properties of a run, with an underline."""
        found = run.find(RUN_PROPERTIES)
        line = f'<{self.w}:u {self.w}:val="single"/>'
        if found is None:
            return f"<{self.w}:rPr>{line}</{self.w}:rPr>"
        return self._look(found, line)

    def _look(self, properties: Element, underline: str = "") -> str:
        made: list[str] = []
        for child in properties:
            if child.tag in _NOT_COPIED or (underline and child.tag == f"{W}u"):
                continue
            if underline and child.tag in _BEHIND_UNDERLINE:
                made.append(underline)
                underline = ""
            made.append(self.raw(child))
        inner = "".join((*made, underline))
        return f"<{self.w}:rPr>{inner}</{self.w}:rPr>" if inner else ""
