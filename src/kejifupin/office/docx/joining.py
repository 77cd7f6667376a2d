"""Documents filled from one template put into one, each on pages of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kejifupin.office.amending import Amendment
from kejifupin.office.archive import open_archive
from kejifupin.office.docx.walking import body_of
from kejifupin.office.limits import Limits
from kejifupin.office.markup import W
from kejifupin.office.package import Package
from kejifupin.office.splicing import SplicedPart

# A bookmark stands for one place of a document, and a paragraph has one identity.
_BOOKMARK = re.compile(rb"<(?:\w+:)?bookmark(?:Start|End)\b[^<>]*?/>")
_IDENTITY = re.compile(rb' \w+:(?:paraId|textId)="[^"<>]*"')


def join_docx(documents: Sequence[bytes], limits: Limits | None = None) -> bytes:
    """Put documents that differ in their text alone behind each other.

    Args:
        documents: Documents written from one template, at least one.
        limits: The limits.

    Returns:
        The first with the bodies of the others behind its own: each begins on a new page, with
        the paper, headers and footers that the template has. Bookmarks stand in the first alone.

    Raises:
        RefusedFileError: One of them is broken.
    """
    if len(documents) == 1:
        return documents[0]
    bounds = limits or Limits()
    packages = [Package(open_archive(each, bounds), bounds) for each in documents]
    main = packages[0].main_part("word/document.xml")
    bodies = [_Body(SplicedPart(each.read(main), bounds)) for each in packages]
    first = bodies[0]
    joined = [first.before]
    for number, body in enumerate(bodies):
        last = number == len(bodies) - 1
        content = body.content
        if number:
            content = _IDENTITY.sub(b"", _BOOKMARK.sub(b"", content))
        joined += (content, body.section if last else first.page_end)
    amendment = Amendment(packages[0])
    amendment.put(main, b"".join((*joined, first.after)))
    return amendment.packed()


class _Body:
    """The body of a document, apart from the section that ends it."""

    def __init__(self, part: SplicedPart) -> None:
        body = body_of(part.root)
        section = next((each for each in reversed(body) if each.tag == f"{W}sectPr"), None)
        spans = part.spans((body,) if section is None else (body, section))
        inside = spans[body]
        ends = inside.close if section is None else spans[section].start
        self.before = part.data[: inside.inner]
        self.content = part.data[inside.inner : ends]
        self.section = part.data[ends : inside.close]
        self.after = part.data[inside.close :]
        self._prefix = (body.prefix or "w").encode()

    @property
    def page_end(self) -> bytes:
        """A paragraph of no height that ends the pages of a form."""
        tag = {b"w": self._prefix}
        look = b'<%(w)b:spacing %(w)b:before="0" %(w)b:after="0" %(w)b:line="20" ' % tag
        look += b'%(w)b:lineRule="exact"/>' % tag
        if self.section:
            return b"".join(
                (b"<%(w)b:p><%(w)b:pPr>" % tag, look, self.section, b"</%(w)b:pPr></%(w)b:p>" % tag)
            )
        turn = b'<%(w)b:r><%(w)b:br %(w)b:type="page"/></%(w)b:r>' % tag
        opened, closed = b"<%(w)b:p><%(w)b:pPr>" % tag, b"</%(w)b:pPr>" % tag
        return b"".join((opened, look, closed, turn, b"</%(w)b:p>" % tag))
