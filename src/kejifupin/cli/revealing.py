"""What ``--reveal`` names: fields that are there, so that a slip does not pass for a mask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kejifupin.cli.wrong_use import unknown
from kejifupin.terms.disclosure import Disclosure

if TYPE_CHECKING:
    from kejifupin.programme import Programme


def field_names(programme: Programme) -> tuple[str, ...]:
    """Names by which ``--reveal`` knows the fields: alone, and with their kind."""
    kinds = programme.catalogue.kinds.values()
    alone = dict.fromkeys(field.key for kind in kinds for field in kind.fields)
    return (*alone, *(f"{kind.key}.{field.key}" for kind in kinds for field in kind.fields))


def disclosure_of(names: Sequence[str] | None, known: Sequence[str]) -> Disclosure:
    """A disclosure of the fields named, several in one text separated by commas.

    Args:
        names: As written behind ``--reveal``.
        known: Names that there are, beside ``all``.

    Raises:
        WrongUseError: There is no such field.
    """
    parts = (part.strip() for name in names or () for part in name.replace("，", ",").split(","))
    wanted = [each for each in parts if each]
    for each in wanted:
        if each != "all" and each not in known:
            raise unknown("字段", each, (*known, "all"))
    return Disclosure.of(wanted)
