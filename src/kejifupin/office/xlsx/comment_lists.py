"""The comments of one sheet: those that it has, and more."""

from __future__ import annotations

from datetime import date
from typing import Final

from kejifupin.office.amending import qualified
from kejifupin.office.markup import Element, S
from kejifupin.office.notes import AUTHOR
from kejifupin.office.packing import HEADER, text_of
from kejifupin.office.refusal import broken
from kejifupin.office.splicing import SplicedPart
from kejifupin.office.xlsx.strings import encode
from kejifupin.terms.display import chinese_date

_FONT: Final = (
    ("sz", 'val="9"'),
    ("color", 'indexed="81"'),
    ("rFont", 'val="宋体"'),
    ("family", 'val="3"'),
    ("charset", 'val="134"'),
)


def no_comments(namespace: str) -> bytes:
    """A part for comments with none in it."""
    return (
        f'{HEADER}<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author></authors>'
        "<commentList/></comments>"
    ).encode()


class CommentList:
    """The comments of a sheet while some are added (批注列表).

    A cell has room for one comment: what is said at one that has another's goes below it.

    Args:
        part: The part that holds them.
        on: The day that new ones bear.

    Raises:
        RefusedFileError: If the part has no place for comments.
    """

    def __init__(self, part: SplicedPart, on: date) -> None:
        self._part = part
        self._heading = f"{AUTHOR} {chinese_date(on)}\n"
        found = part.root.find(f"{S}commentList")
        if found is None:
            raise broken("批注部件已损坏")
        self._list = found
        self.texts: dict[str, str] = {}
        self._there: dict[str, Element] = {}
        for comment in found.iterfind(f"{S}comment"):
            ref = comment.get("ref", "").upper()
            self.texts.setdefault(ref, "".join(each.text or "" for each in _texts(comment)))
            self._there.setdefault(ref, comment)
        self._author: int | None = None

    def write(self, ref: str, text: str) -> bool:
        """Comment on a cell.

        Returns:
            Whether there was anything to add: False if the cell's comment says that already.
        """
        before = self.texts.get(ref, "")
        if text in before:
            return False
        said = f"{self._heading}{text}"
        self.texts[ref] = f"{before}\n{said}" if before else said
        if ref in self._there:
            self._extend(self._there[ref], f"\n{said}" if before else said)
        else:
            name = qualified(self._list, "comment")
            content = self._content(self._run(said))
            xml = f'<{name} ref="{ref}" authorId="{self._author_id()}">{content}</{name}>'
            self._part.put(self._list, "last", xml)
        return True

    def _extend(self, comment: Element, said: str) -> None:
        content = comment.find(f"{S}text")
        if content is None:
            self._part.put(comment, "first", self._content(self._run(said)))
            return
        runs, plain = content.findall(f"{S}r"), content.find(f"{S}t")
        if runs:
            self._part.put(runs[-1], "after", self._run(said))
        elif plain is not None:
            self._part.put(plain, "last", text_of(encode(said)))
        else:
            self._part.put(content, "first", self._run(said))

    def _content(self, run: str) -> str:
        name = qualified(self._list, "text")
        return f"<{name}>{run}</{name}>"

    def _run(self, text: str) -> str:
        r, properties, t = (qualified(self._list, name) for name in ("r", "rPr", "t"))
        font = "".join(f"<{qualified(self._list, name)} {value}/>" for name, value in _FONT)
        return (
            f"<{r}><{properties}>{font}</{properties}>"
            f'<{t} xml:space="preserve">{text_of(encode(text))}</{t}></{r}>'
        )

    def _author_id(self) -> int:
        if self._author is None:
            self._author = self._add_author()
        return self._author

    def _add_author(self) -> int:
        root = self._part.root
        authors = root.find(f"{S}authors")
        author = f"<{qualified(root, 'author')}>{AUTHOR}</{qualified(root, 'author')}>"
        if authors is None:
            name = qualified(root, "authors")
            self._part.put(root, "first", f"<{name}>{author}</{name}>")
            return 0
        names = [each.text for each in authors.iterfind(f"{S}author")]
        if AUTHOR in names:
            return names.index(AUTHOR)
        self._part.put(authors, "last", author)
        return len(names)


def _texts(comment: Element) -> list[Element]:
    return comment.findall(f"{S}text/{S}t") + comment.findall(f"{S}text/{S}r/{S}t")
