"""Who may see what: one rule for every way out, closed by default."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen


class Privacy(StrEnum):
    """How closely a field is held (个人信息级别)."""

    OPEN = "open"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


MASK = "***"


@frozen
class Disclosure:
    """Which personal fields are shown in clear (信息披露).

    Args:
        fields: Keys of the fields to show in clear, as ``phone`` or ``household_survey.phone``.
        everything: Show every field in clear.

    >>> Disclosure().show("13800000000", "phone", Privacy.PERSONAL)
    '***'
    >>> Disclosure.of(("phone",)).show("13800000000", "phone", Privacy.PERSONAL)
    '13800000000'
    """

    fields: frozenset[str] = frozenset()
    everything: bool = False

    @classmethod
    def of(cls, names: Iterable[str]) -> Disclosure:
        """A disclosure of the named fields; the name ``all`` opens everything."""
        names = frozenset(names)
        return cls(names, everything="all" in names)

    def allows(self, key: str, privacy: Privacy, kind: str | None = None) -> bool:
        """Whether a field may be shown in clear."""
        return (
            privacy is Privacy.OPEN
            or self.everything
            or key in self.fields
            or (kind is not None and f"{kind}.{key}" in self.fields)
        )

    def show(self, text: str, key: str, privacy: Privacy, kind: str | None = None) -> str:
        """The text where it may be shown, else the mask, never an empty string."""
        return text if self.allows(key, privacy, kind) else MASK


CLOSED = Disclosure()
