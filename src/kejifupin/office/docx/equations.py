"""Equations as one line of text, so that seven halves are 7/2 and never 72."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from kejifupin.office.glyphs import raised
from kejifupin.office.markup import W

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH_PARTS: Final = frozenset({f"{_MATH}oMath", f"{_MATH}oMathPara"})
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom"})


def equation_text(element: etree._Element) -> str:
    """What an equation says, from left to right: fractions with a stroke, powers raised.

    Args:
        element: An ``m:oMath``, an ``m:oMathPara`` or a part of one.
    """
    tag = element.tag
    if tag == f"{_MATH}t":
        return element.text or ""
    if tag == f"{_MATH}f":
        over, under = _part(element, "num"), _part(element, "den")
        return f"{_held(over)}/{_held(under)}"
    if tag in (f"{_MATH}sSup", f"{_MATH}sSubSup"):
        lower, upper = _part(element, "sub"), raised(_part(element, "sup"))
        return f"{_part(element, 'e')}{lower}{upper}"
    if tag == f"{_MATH}rad":
        return f"{raised(_part(element, 'deg'))}√{_held(_part(element, 'e'))}"
    if tag == f"{_MATH}d":
        return "(" + ",".join(map(equation_text, element.iterfind(f"{_MATH}e"))) + ")"
    return "".join(map(equation_text, _shown(element)))


def _shown(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _GONE and not child.tag.endswith("Pr"):
            yield child


def _part(element: etree._Element, name: str) -> str:
    found = element.find(f"{_MATH}{name}")
    return "" if found is None else equation_text(found)


def _held(text: str) -> str:
    """A part of a fraction, in brackets where it would fall apart."""
    whole = text.replace(".", "").isalnum() or len(text) < 2
    return text if whole else f"({text})"
