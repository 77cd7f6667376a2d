"""Where a number was promised: the document and the clause behind a definition."""

from __future__ import annotations

from attrs import frozen


@frozen
class Citation:
    """A passage of an official document (出处).

    Args:
        document: Title of the document, without 《》.
        clause: The clause as the document numbers it, e.g. ``三（二）`` or ``附件4``.
        number: The document number (文号), e.g. ``科协发计字〔2016〕94号``.
        quote: The words themselves, as printed.

    >>> print(Citation("2017-2018年“科技之冬”活动方案", "三（一）"))
    《2017-2018年“科技之冬”活动方案》三（一）
    """

    document: str
    clause: str
    number: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.document}》{number}{self.clause}"
