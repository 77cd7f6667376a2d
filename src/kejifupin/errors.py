"""Exceptions, for programmers: what was wrong, where, and the nearest right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class KejifupinError(Exception):
    """Base of every exception that this library raises on purpose."""


class UnknownNameError(KejifupinError, LookupError):
    """A name that nothing answers to.

    Args:
        what: The kind of thing looked for, in English ("programme", "unit").
        name: The name as given.
        nearest: Names that exist and look alike, best first.
    """

    def __init__(self, what: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.what = what
        self.name = name
        self.nearest = tuple(nearest)
        hint = f"; did you mean {' or '.join(map(repr, self.nearest))}?" if self.nearest else ""
        super().__init__(f"no {what} named {name!r}{hint}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.what, self.name, self.nearest)


class UnitMismatchError(KejifupinError, ValueError):
    """Two units that measure different things (人 and 人次) were put together."""


class PluginError(KejifupinError, RuntimeError):
    """A plugin that could not be loaded, by name and with its cause."""


class OfficeError(KejifupinError, ValueError):
    """A document that cannot be written as asked."""
