"""Pieces of HTML with every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def element(name: str, *inside: str, **attributes: str) -> str:
    """An element with markup inside; an underscore behind an attribute's name is left out.

    >>> element("td", text("甲<乙"), class_="name")
    '<td class="name">甲&lt;乙</td>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>"


def text(words: str) -> str:
    """Words as markup."""
    return escape(words, quote=False)


def head_row(names: Iterable[str]) -> str:
    """The head of a table."""
    cells = "".join(element("th", text(name), scope="col") for name in names)
    return element("thead", element("tr", cells))


def body_row(head: str, cells: Iterable[str]) -> str:
    """A row of a table of plain words under a head of its own."""
    told = "".join(element("td", text(each)) for each in cells)
    return element("tr", element("th", text(head), scope="row"), told)
