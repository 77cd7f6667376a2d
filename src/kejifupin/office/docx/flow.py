"""What really stands inside an element: revisions accepted, wrappers seen through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from lxml import etree

from kejifupin.office.glyphs import symbol, symbol_font
from kejifupin.office.markup import MC, W, is_on

W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"

PARAGRAPH: Final = f"{W}p"
TABLE: Final = f"{W}tbl"
ROW: Final = f"{W}tr"
CELL: Final = f"{W}tc"
SDT: Final = f"{W}sdt"
VALUE: Final = f"{W}val"
ALTERNATE: Final = f"{MC}AlternateContent"

_BLOCKS: Final = frozenset({PARAGRAPH, TABLE, ROW, CELL})
THROUGH: Final = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "hyperlink", "dir", "bdo")
)
"""Elements whose content counts as if they were not there; ``del`` and ``moveFrom`` are not."""


_NOTHING: Final[Mapping[str, bool]] = MappingProxyType({})


class Control:
    """What a content control says of its content (内容控件).

    Args:
        muted: Whether it only holds a prompt (单击此处输入文字).
        checked: State of its checkbox until the first text takes it; None for no checkbox.
        shows: The characters that it draws, each with the state that it draws so.
    """

    __slots__ = ("checked", "muted", "shows")

    def __init__(
        self,
        *,
        muted: bool = False,
        checked: bool | None = None,
        shows: Mapping[str, bool] = _NOTHING,
    ) -> None:
        self.muted = muted
        self.checked = checked
        self.shows = shows


NO_CONTROL: Final = Control()

Source: TypeAlias = tuple[etree._Element, Control]  # noqa: SLF001 - lxml has no public name for it
"""A paragraph or cell, and what the content control around it says of it."""


def flatten(parent: etree._Element, control: Control = NO_CONTROL) -> Iterator[Source]:
    """Paragraphs, tables, rows and cells inside an element, each with its content control."""
    for child in parent:
        if child.tag in _BLOCKS:
            yield child, control
        else:
            yield from unwrap(child, control)


def unwrap(element: etree._Element, control: Control) -> Iterator[Source]:
    """What stands inside an element if it is a wrapper, else nothing."""
    tag = element.tag
    if tag in THROUGH:
        yield from flatten(element, control)
    elif tag == SDT:
        content, inner = open_control(element, control)
        if content is not None:
            yield from flatten(content, inner)
    elif tag == ALTERNATE and (branch := alternative(element)) is not None:
        yield from flatten(branch, control)


def open_control(sdt: etree._Element, outer: Control) -> tuple[etree._Element | None, Control]:
    """The content of a content control and what it says of it."""
    content = sdt.find(f"{W}sdtContent")
    properties = sdt.find(f"{W}sdtPr")
    if properties is None:
        return content, Control(muted=outer.muted)
    box = properties.find(f"{W14}checkbox")
    if box is not None:
        state = box.find(f"{W14}checked")
        ticked = state is not None and is_on(state.get(f"{W14}val"))
        return content, Control(muted=outer.muted, checked=ticked, shows=_drawn_as(box))
    prompt = properties.find(f"{W}showingPlcHdr")
    showing = prompt is not None and is_on(prompt.get(VALUE))
    return content, Control(muted=outer.muted or showing)


def _drawn_as(box: etree._Element) -> Mapping[str, bool]:
    """The characters that a check box draws for its states, with what they are in its font."""
    shows: dict[str, bool] = {}
    for name, state in (("unchecked", False), ("checked", True)):
        drawn = box.find(f"{W14}{name}State")
        if drawn is None:
            continue
        try:
            code = int(drawn.get(f"{W14}val", ""), 16)
        except ValueError:
            continue
        shows[symbol(symbol_font(drawn.get(f"{W14}font")), code)] = state
    return shows


def alternative(element: etree._Element) -> etree._Element | None:
    """One branch of an AlternateContent: the first that holds anything."""
    return next((branch for branch in element if len(branch)), None)
