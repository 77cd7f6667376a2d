"""Exceptions, for programmers: what was wrong, where, and the nearest right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

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


class DefinitionError(KejifupinError, ValueError):
    """A definition that contradicts itself, told in English and in Chinese.

    Args:
        message: What is wrong, for programmers.
        chinese: The same for the author of a plugin.
        remedy: What to write instead, in Chinese.
        field: Name of the field that is wrong, where one field alone is.
    """

    def __init__(self, message: str, chinese: str = "", remedy: str = "", field: str = "") -> None:
        self.message = message
        self.chinese = chinese or message
        self.remedy = remedy
        self.field = field
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.chinese, self.remedy, self.field)


class HasText(Protocol):
    """An issue as far as an exception needs to know it."""

    def text(self) -> str:
        """One line for people."""


class ConfigError(KejifupinError, ValueError):
    """Configuration with mistakes in it, all of them told at once.

    Args:
        issues: One for every mistake.
        subject: What was read, in English.
    """

    shown = 5
    """How many issues the message shows; ``issues`` has them all."""

    def __init__(self, issues: Sequence[HasText], subject: str = "configuration") -> None:
        self.issues = tuple(issues)
        self.subject = subject
        count = len(self.issues)
        lines = [f"{count} mistake{'' if count == 1 else 's'} in {subject}:"]
        lines += [f"  {issue.text()}" for issue in self.issues[: self.shown]]
        if count > self.shown:
            lines.append(f"  and {count - self.shown} more, see .issues")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.issues, self.subject)


class OfficeError(KejifupinError, ValueError):
    """A document that cannot be written as asked."""


class MissingLibraryError(KejifupinError, ImportError):
    """A library that is needed only for this is not installed.

    Args:
        library: Its name.
        extra: The extra of kejifupin that brings it; None where one installs it by itself.
    """

    def __init__(self, library: str, extra: str | None = None) -> None:
        self.library = library
        self.extra = extra
        asked = f"kejifupin[{extra}]" if extra else library
        self.remedy = f'pip install "{asked}"'
        super().__init__(f"{library} is not installed: {self.remedy}", name=library)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.library, self.extra)
