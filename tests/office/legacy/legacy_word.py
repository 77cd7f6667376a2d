"""Word 97 documents written by hand ([MS-DOC]): text, properties, tables, form fields."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from attrs import field, frozen
from legacy_compound import compound_file

TEXT_AT = 1024
CELL, PARA = "\x07", "\r"
_PARTS = 93


def sprm(code: int, *operand: int | bytes) -> bytes:
    """A modifier with its operand, byte by byte or whole."""
    return struct.pack("<H", code) + b"".join(
        bytes((each,)) if isinstance(each, int) else each for each in operand
    )


def u16(value: int) -> bytes:
    return struct.pack("<H", value & 0xFFFF)


def u32(value: int) -> bytes:
    return struct.pack("<L", value & 0xFFFFFFFF)


IN_TABLE = sprm(0x2416, 1)
ROW_END = sprm(0x2417, 1)
INNER_CELL = sprm(0x244B, 1)
INNER_ROW = sprm(0x244C, 1)
DELETED = sprm(0x0800, 1)
HIDDEN = sprm(0x083C, 1)
SPECIAL = sprm(0x0855, 1)


def depth(number: int) -> bytes:
    """In a table, so many deep."""
    return IN_TABLE + sprm(0x6649, u32(number))


def cells(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The division of a row: edges in twips, and flags of each cell (1, 2 across; 0x20, 0x60 down)."""
    count = len(edges) - 1
    body = bytes((count,)) + b"".join(map(u16, edges))
    body += b"".join(u16(flags[at] if at < len(flags) else 0) + bytes(18) for at in range(count))
    return sprm(0xD608, u16(len(body) + 1), body)


def font(number: int) -> bytes:
    """Ordinary and other letters in a font."""
    return sprm(0x4A4F, u16(number)) + sprm(0x4A51, u16(number))


def symbol(number: int, code: int) -> bytes:
    """A symbol of a font in place of each character."""
    return SPECIAL + sprm(0x6A09, u16(number), u16(code))


def form_data(at: int) -> bytes:
    """A form field whose data lie at an offset."""
    return SPECIAL + sprm(0x0806, 1) + sprm(0x6A03, u32(at))


def box_data(result: int, default: int = 0) -> bytes:
    """The data of a check box."""
    bits = 1 | result << 2
    return _nil_picture(
        b"\xff" * 4 + u16(bits) + u16(0) + u16(20) + _text("甲") + u16(default) + _text("") * 5
    )


def list_data(entries: Sequence[str], result: int, default: int = 0) -> bytes:
    """The data of a list."""
    bits = 2 | result << 2
    kept = u16(0xFFFF) + u16(len(entries)) + u16(0)
    kept += b"".join(u16(len(each)) + each.encode("utf-16-le") for each in entries)
    return _nil_picture(
        b"\xff" * 4
        + u16(bits)
        + u16(0)
        + u16(0)
        + _text("乙")
        + u16(default)
        + _text("") * 5
        + kept
    )


def _nil_picture(data: bytes) -> bytes:
    return u32(len(data) + 0x44) + u16(0x44) + bytes(62) + data


def _text(text: str) -> bytes:
    return u16(len(text)) + text.encode("utf-16-le") + u16(0)


@frozen
class Para:
    """A paragraph: runs of text with their modifiers, its mark, and its own modifiers."""

    runs: tuple[tuple[str, bytes], ...] = ()
    mark: str = PARA
    papx: bytes = b""
    mark_chpx: bytes = b""
    style: int = 0


def para(text: str = "", papx: bytes = b"", mark: str = PARA, chpx: bytes = b"") -> Para:
    """A paragraph of one run."""
    return Para(((text, chpx),) if text else (), mark, papx)


def row(texts: Sequence[str], division: bytes) -> tuple[Para, ...]:
    """A row of an outermost table; newlines divide paragraphs in a cell."""
    found: list[Para] = []
    for text in texts:
        *lines, last = text.split("\n")
        found += [para(line, IN_TABLE) for line in lines]
        found.append(para(last, IN_TABLE, CELL))
    return (*found, para("", IN_TABLE + ROW_END + division, CELL))


@frozen
class Word:
    """A document to be written.

    Args:
        paragraphs: Its paragraphs.
        fonts: Names of its fonts.
        data: The data stream.
        styles: For each style its kind (1 paragraph, 2 character), base, and character modifiers.
        bookmarks: Name → position.
        packed: Whether the text is kept in one byte a character.
        cuts: Positions at which the text is cut into pieces, which are stored backwards.
        prms: For each piece, two bytes that change its properties.
        lists: Lists of modifiers that pieces refer to.
        sections: Positions after each section.
        huge: Whether the properties of paragraphs are kept in the data stream.
        boxes: Position of a shape in the text → the paragraphs of its text box.
        heading: Text of a header, which lies behind the body.
        flags: More flags of the file information block.
        version: Number of the format; 193 is Word 97.
        streams: Other streams of the file.
    """

    paragraphs: Sequence[Para]
    fonts: Sequence[str] = ("宋体",)
    data: bytes = b""
    styles: Sequence[tuple[int, int, bytes]] = ((1, 0xFFF, b""),)
    bookmarks: Mapping[str, int] = field(factory=dict)
    packed: bool = False
    cuts: Sequence[int] = ()
    prms: Sequence[int] = ()
    lists: Sequence[bytes] = ()
    sections: Sequence[int] = ()
    huge: bool = False
    boxes: Mapping[int, Sequence[Para]] = field(factory=dict)
    heading: str = ""
    flags: int = 0
    version: int = 193
    streams: Mapping[str, bytes] = field(factory=dict)

    def content(self, *, mini: bool = False) -> bytes:
        """The document as a compound file."""
        text, runs, papers = "", [], []
        data = self.data
        body, box_edges = 0, [0]
        stories = [*self.paragraphs, None]
        if self.heading:
            stories += [para(self.heading), None]
        for paragraphs in self.boxes.values():
            stories += [*paragraphs, None]
        if self.boxes:
            stories.append(para())
        for each in stories:
            if each is None:
                body = body or len(text)
                box_edges.append(len(text) - body)
                continue
            start = len(text)
            for piece, chpx in each.runs:
                runs.append((len(text), chpx))
                text += piece
            runs.append((len(text), each.mark_chpx))
            text += each.mark
            papx = each.papx
            if self.huge and papx:
                papx, data = sprm(0x6646, u32(len(data))), data + u16(len(papx)) + papx
            papers.append((start, u16(each.style) + papx))
        width = 1 if self.packed else 2
        edges = [0, *self.cuts, len(text)]
        order = list(range(len(edges) - 1))[::-1]
        stored, offsets = b"", {}
        for number in order:
            piece = text[edges[number] : edges[number + 1]]
            offsets[number] = TEXT_AT + len(stored)
            stored += piece.encode("cp1252" if self.packed else "utf-16-le", "surrogatepass")

        def place(position: int) -> int:
            number = bisect_right(edges, position, hi=len(edges) - 1) - 1
            return offsets[number] + (position - edges[number]) * width

        stream = bytearray(TEXT_AT) + stored
        end = TEXT_AT + len(stored)
        chars, stream = _pages(stream, _spans(runs, len(text), edges, place, end), paragraphs=False)
        parags, stream = _pages(
            stream, _spans(papers, len(text), edges, place, end), paragraphs=True
        )
        tables = b""
        places = [(0, 0)] * _PARTS

        def keep(part: int, content: bytes) -> None:
            nonlocal tables
            places[part] = (len(tables), len(content))
            tables += content

        keep(1, _styles(self.styles))
        ends = self.sections or (body,)
        keep(6, b"".join(map(u32, (0, *ends))) + (u16(0) + u32(-1) + u16(0) + u32(0)) * len(ends))
        behind = len(self.heading) + 1 if self.heading else 0
        if behind:
            # Six separators of notes, then the headers and footers of the section.
            keep(11, b"".join(map(u32, [0] * 8 + [behind] * 6)))
        keep(12, chars)
        keep(13, parags)
        keep(15, _fonts(self.fonts))
        names = list(self.bookmarks)
        keep(21, u16(0xFFFF) + u16(len(names)) + u16(0)
             + b"".join(u16(len(n)) + n.encode("utf-16-le") for n in names))  # fmt: skip
        starts = sorted(self.bookmarks.items(), key=lambda item: names.index(item[0]))
        keep(22, b"".join(u32(at) for _, at in starts) + u32(len(text) + 1)
             + b"".join(u32(n) for n in range(len(names))))  # fmt: skip
        keep(23, b"".join(u32(at) for _, at in starts) + u32(len(text) + 1))
        keep(33, self._pieces(edges, offsets))
        keep(40, b"".join(map(u32, (*self.boxes, body)))
             + b"".join(u32(1025 + n) + bytes(22) for n in range(len(self.boxes))))  # fmt: skip
        box_edges = [*box_edges[1:], len(text) - body]
        keep(56, b"".join(map(u32, box_edges))
             + b"".join(bytes(14) + u32(1025 + n) + bytes(4) for n in range(len(self.boxes)))
             + bytes(22))  # fmt: skip
        stories_are = (body, behind, len(text) - body - behind)
        stream[:TEXT_AT] = self._header(places, stories_are, end).ljust(TEXT_AT, b"\0")
        streams = {"WordDocument": bytes(stream), "1Table": tables, "Data": data, **self.streams}
        return compound_file({k: v for k, v in streams.items() if v}, mini=mini)

    def _pieces(self, edges: list[int], offsets: dict[int, int]) -> bytes:
        lists = b"".join(b"\x01" + u16(len(each)) + each for each in self.lists)
        body = b"".join(map(u32, edges))
        for number in range(len(edges) - 1):
            at = offsets[number] * 2 | 0x40000000 if self.packed else offsets[number]
            prm = self.prms[number] if number < len(self.prms) else 0
            body += u16(0) + u32(at) + u16(prm)
        return lists + b"\x02" + u32(len(body)) + body

    def _header(
        self, places: list[tuple[int, int]], stories: tuple[int, int, int], end: int
    ) -> bytes:
        head = u16(0xA5EC) + u16(self.version) + u16(0) + u16(0x804) + u16(0)
        head += u16(0x0200 | 0x1000 | self.flags) + u16(0xBF)
        head = head.ljust(24, b"\0") + u32(TEXT_AT) + u32(end)
        numbers = [end, 0, 0, stories[0], 0, stories[1], 0, 0, 0, stories[2], *[0] * 12]
        return (
            head.ljust(32, b"\0")
            + u16(14) + bytes(28)
            + u16(22) + struct.pack("<22l", *numbers)
            + u16(_PARTS) + b"".join(u32(at) + u32(size) for at, size in places)
        )  # fmt: skip


def _spans(starts, length, edges, place, end):
    """Stretches of the stream with their properties, as they lie in the file."""
    cut = sorted({*(at for at, _ in starts), *edges[1:-1]})
    found = []
    firsts = [at for at, _ in starts]
    for at, following in zip(cut, [*cut[1:], length], strict=True):
        if at < following:
            properties = starts[bisect_right(firsts, at) - 1][1]
            found.append((place(at), place(following - 1), properties))
    found.sort()
    after = [start for start, _, _ in found[1:]] + [end]
    return [(start, then, p) for (start, _, p), then in zip(found, after, strict=True)]


def _pages(stream: bytearray, spans, *, paragraphs: bool) -> tuple[bytes, bytearray]:
    """Write formatted disk pages, a few spans on each, and the table that finds them."""
    edges, numbers = [], []
    at = 0
    while at < len(spans):
        page, taken = None, 8
        while page is None:
            page = _page(spans[at : at + taken], paragraphs=paragraphs)
            taken -= page is None
        stream += bytes(-len(stream) % 512)
        edges.append(spans[at][0])
        numbers.append(len(stream) // 512)
        stream += page
        at += taken
    edges.append(spans[-1][1])
    return b"".join(map(u32, edges)) + b"".join(map(u32, numbers)), stream


def _page(spans, *, paragraphs: bool) -> bytes | None:
    width = 13 if paragraphs else 1
    head = b"".join(u32(start) for start, _, _ in spans) + u32(spans[-1][1])
    low, high = len(head) + width * len(spans), 511
    page = bytearray(512)
    page[: len(head)] = head
    for number, (_, _, content) in enumerate(spans):
        if paragraphs:
            content = content + bytes(len(content) % 2)
            content = bytes((0, len(content) // 2)) + content
        elif content:
            content = bytes((len(content),)) + content
        if not content:
            continue
        high = (high - len(content)) // 2 * 2
        if high < low:
            return None
        page[high : high + len(content)] = content
        page[len(head) + width * number] = high // 2
    page[511] = len(spans)
    return bytes(page)


def _styles(styles: Sequence[tuple[int, int, bytes]]) -> bytes:
    info = struct.pack("<9H", len(styles), 10, 1, 0x5B, 0x0F, 0, 0, 0, 0)
    body = u16(len(info)) + info
    for number, (kind, base, chpx) in enumerate(styles):
        name = "Normal" if number == 0 else f"style{number}"
        lists = [chpx] if kind == 2 else [u16(number), chpx]
        entry = u16(number if number == 0 else 0xFFE) + u16(kind | base << 4)
        entry += u16(len(lists) | number << 4) + u16(0) + u16(0)
        entry += u16(len(name)) + name.encode("utf-16-le") + u16(0)
        for each in lists:
            entry += u16(len(each)) + each + bytes(len(each) % 2)
        body += u16(len(entry)) + entry
    return body


def _fonts(names: Sequence[str]) -> bytes:
    body = u16(len(names)) + u16(0)
    for name in names:
        entry = bytes((4,)) + u16(400) + bytes((2 if "ding" in name else 0, 0)) + bytes(34)
        entry += name.encode("utf-16-le") + u16(0)
        body += bytes((len(entry),)) + entry
    return body
