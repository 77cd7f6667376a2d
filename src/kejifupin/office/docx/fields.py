"""Word fields: only their results are text, and some show what stands in their code."""

from __future__ import annotations

from lxml import etree

from kejifupin.office.docx.flow import VALUE
from kejifupin.office.docx.symbols import field_symbol
from kejifupin.office.markup import W, is_on, small_int


class Fields:
    """The fields that are open at a point of the text (域)."""

    __slots__ = ("_coding", "_open")

    def __init__(self) -> None:
        self._open: list[tuple[bool, list[str]]] = []
        self._coding = 0

    @property
    def in_code(self) -> bool:
        """Whether text here is part of a field's code and not shown."""
        return self._coding > 0

    def begin(self, element: etree._Element) -> bool | str | None:
        """Open a field; a form field says at once what it shows."""
        data = element.find(f"{W}ffData")
        shown = None if data is None else _form_field(data)
        # What a form field shows stands before its own code.
        coding = shown is None
        self._open.append((coding, []))
        self._coding += coding
        return shown

    def code(self, text: str) -> None:
        """Note a piece of a field's code."""
        if self._open:
            self._open[-1][1].append(text)

    def separate(self) -> None:
        """Go from a field's code to its result."""
        if self._open:
            coding, code = self._open[-1]
            self._open[-1] = (False, code)
            self._coding -= coding

    def end(self) -> str | None:
        """Close a field; gives what it shows if that stands in its code."""
        if not self._open:
            return None
        coding, code = self._open.pop()
        self._coding -= coding
        return field_symbol("".join(code))


def _form_field(data: etree._Element) -> bool | str | None:
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        if state is None:
            state = box.find(f"{W}default")
        return state is not None and is_on(state.get(VALUE))
    choices = data.find(f"{W}ddList")
    if choices is None:
        return None
    entries = [entry.get(VALUE, "") for entry in choices.findall(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    if chosen is None:
        chosen = choices.find(f"{W}default")
    index = 0 if chosen is None else small_int(chosen.get(VALUE))
    return entries[index] if index is not None and index < len(entries) else None
