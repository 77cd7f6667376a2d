"""Where a number was promised: the document and the clause behind a definition."""

from __future__ import annotations

from attrs import frozen


@frozen
class Citation:
    """A passage of an official document (出处).

    Args:
        clause: The clause as the document numbers it, e.g. ``三（二）`` or ``附件4``.
        document: Title of the document, without 《》. In a plugin's files it is the key of one of
            the programme's documents, and empty for the first of them.
        number: The document number (文号), e.g. ``科协发计字〔2016〕94号``.
        quote: The words themselves, as printed.

    >>> print(Citation("三（一）", "2017-2018年“科技之冬”活动方案"))
    《2017-2018年“科技之冬”活动方案》三（一）
    """

    clause: str
    document: str = ""
    number: str | None = None
    quote: str | None = None

    @classmethod
    def from_shorthand(cls, clause: str) -> Citation:
        """A bare string in a plugin's file is a clause of the programme's first document."""
        return cls(clause)

    def text(self) -> str:
        """The passage with its words, as far as they are quoted."""
        return f"{self}“{self.quote}”" if self.quote else str(self)

    def __str__(self) -> str:
        title = f"《{self.document}》" if self.document else ""
        number = f"（{self.number}）" if self.number else ""
        return f"{title}{number}{self.clause}"
