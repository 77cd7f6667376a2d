"""Content controls put into a written Word document: rooms to fill in, boxes to tick, labels kept.

ISO/IEC 29500-1 §17.5.2 for content controls; check boxes are those of Word 2010 ([MS-DOCX] §2.6).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from kejifupin.errors import OfficeError
from kejifupin.office.docx.flow import W14
from kejifupin.office.docx.rooms import BLANK, Piece, Room
from kejifupin.office.grid import CHECKED, UNCHECKED
from kejifupin.office.markup import MC, W
from kejifupin.office.packing import attribute, text_of
from kejifupin.office.zipping import zip_parts

_MAIN: Final = "word/document.xml"
_WORD, _WORD14, _COMPATIBLE = W.strip("{}"), W14.strip("{}"), MC.strip("{}")
_OPEN: Final = f'<w:p xmlns:w="{_WORD}" xmlns:w14="{_WORD14}">'
_BOX: Final = re.compile(f"([{CHECKED}{UNCHECKED}\n])")
_FONT: Final = "MS Gothic"
_LONGEST_NAME: Final = 64
_KEPT: Final = frozenset({f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"})


def add_controls(
    document: bytes,
    tables: Sequence[Sequence[Room | None]],
    texts: Sequence[Sequence[Piece] | None],
) -> bytes:
    """Put content controls into a document that `write_docx` wrote.

    Args:
        document: The bytes of the .docx.
        tables: For each table, in order, one entry for each cell: its room, or None for a label.
        texts: For each paragraph with words, in order, its pieces; None for words alone.

    Returns:
        The bytes of the same document, in which printed words can be neither changed nor deleted.

    Raises:
        OfficeError: There are not as many cells or paragraphs.
    """
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(_with_namespaces(parts[_MAIN]))
    body = root[0]
    writer = _Writer()
    paragraphs = [each for each in body.iterchildren(f"{W}p") if _is_printed(each)]
    found = [list(_cells(each)) for each in body.iterchildren(f"{W}tbl")]
    if len(paragraphs) != len(texts) or [*map(len, found)] != [*map(len, tables)]:
        raise OfficeError("the controls do not fit the document")
    for paragraph, pieces in zip(paragraphs, texts, strict=True):
        writer.fill(paragraph, pieces)
    for cells, rooms in zip(found, tables, strict=True):
        for cell, room in zip(cells, rooms, strict=True):
            held = cell.find(f"{W}p")
            if held is not None:
                writer.fill(held, None if room is None else (room,))
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zip_parts({**parts, _MAIN: written})


def _with_namespaces(xml: bytes) -> bytes:
    more = f'<w:document xmlns:w14="{_WORD14}" xmlns:mc="{_COMPATIBLE}" mc:Ignorable="w14" '
    return xml.replace(b"<w:document ", more.encode(), 1)


def _is_printed(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}pStyle") is not None


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells that stand for themselves, not for one above."""
    for cell in table.iterfind(f"{W}tr/{W}tc"):
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            yield cell


class _Writer:
    """Keeps what must be unique in a document: the numbers of its controls."""

    def __init__(self) -> None:
        self._count = 0

    def fill(self, paragraph: etree._Element, pieces: Sequence[Piece] | None) -> None:
        """Replace what a paragraph prints by controls around it."""
        runs = [each for each in paragraph if each.tag not in _KEPT]
        if pieces is None:
            if runs:
                self._lock(runs)
            return
        look = next((each.find(f"{W}rPr") for each in runs), None)
        end = paragraph.find(f"{W}bookmarkEnd")
        for each in runs:
            paragraph.remove(each)
        made = etree.fromstring(f"{_OPEN}{''.join(map(self._piece, pieces))}</w:p>")
        for each in made:
            if look is not None:
                for run in each.iter(f"{W}r"):
                    run.insert(0, deepcopy(look))
            if end is None:
                paragraph.append(each)
            else:
                end.addprevious(each)

    def _lock(self, runs: Sequence[etree._Element]) -> None:
        made = etree.fromstring(f"{_OPEN}{self._control(_LOCKED, '', '')}</w:p>")[0]
        content = made[-1]
        runs[0].addprevious(made)
        for each in runs:
            content.append(each)

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return self._words(piece)
        if piece.kind == "boxes" and _BOX.search(piece.text):
            return self._boxes(piece)
        return self._room(piece)

    def _words(self, text: str) -> str:
        if not text.strip():
            return _run(text)
        return self._control(_LOCKED, "", _run(text))

    def _room(self, room: Room) -> str:
        showing = "" if room.text else "<w:showingPlcHdr/>"
        if room.kind == "date":
            what = (
                '<w:date><w:dateFormat w:val="yyyy年M月d日"/><w:lid w:val="zh-CN"/>'
                '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
            )
        elif room.kind == "list":
            items = "".join(
                f"<w:listItem w:displayText={attribute(each)} w:value={attribute(each)}/>"
                for each in room.choices
            )
            what = f"<w:dropDownList>{items}</w:dropDownList>"
        else:
            # A plain-text control comes back from LibreOffice 7.4 with its text four times over.
            what = ""
        return self._control(
            f"{showing}{what}", _names(room.key, room.label), _run(room.text or room.hint or BLANK)
        )

    def _boxes(self, room: Room) -> str:
        printed, rest = room.text, ""
        if room.other is not None and room.other_words in printed:
            printed, _, rest = printed.rpartition(room.other_words)
        made = []
        for piece in _BOX.split(printed):
            if piece == "\n":
                made.append("<w:r><w:br/></w:r>")
            elif piece in (CHECKED, UNCHECKED):
                made.append(self._box(ticked=piece == CHECKED, room=room))
            elif piece:
                made.append(self._words(piece))
        if room.other is not None and room.other_words in room.text:
            key, label = room.other
            made.append(self._words(room.other_words))
            made.append(self._room(Room(key, label, text=rest)))
        return "".join(made)

    def _box(self, *, ticked: bool, room: Room) -> str:
        state = (
            f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
            f'<w14:checkedState w14:val="{ord(CHECKED):04X}" w14:font="Segoe UI Symbol"/>'
            f'<w14:uncheckedState w14:val="{ord(UNCHECKED):04X}" w14:font="{_FONT}"/>'
            "</w14:checkbox>"
        )
        shown = _run(CHECKED if ticked else UNCHECKED)
        return self._control(state, _names(room.key, room.label), shown)

    def _control(self, properties: str, names: str, content: str) -> str:
        self._count += 1
        number = f'<w:id w:val="{self._count}"/>'
        return (
            f"<w:sdt><w:sdtPr>{names}{number}{properties}</w:sdtPr>"
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )


_LOCKED: Final = '<w:lock w:val="sdtContentLocked"/>'


def _names(key: str, label: str) -> str:
    name, tag = attribute(label[:_LONGEST_NAME]), attribute(key[:_LONGEST_NAME])
    return f"<w:alias w:val={name}/><w:tag w:val={tag}/>"


def _run(text: str) -> str:
    pieces = re.split("([\n\t])", text)
    inner = "".join(
        "<w:br/>"
        if piece == "\n"
        else "<w:tab/>"
        if piece == "\t"
        else f'<w:t xml:space="preserve">{text_of(piece)}</w:t>'
        for piece in pieces
        if piece
    )
    return f"<w:r>{inner}</w:r>" if inner else ""
