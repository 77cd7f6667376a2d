"""Results that show themselves, and go into a table of the user's own library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

from kejifupin.errors import MissingLibraryError
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.html_tables import html_view
from kejifupin.terms.text_tables import text_view
from kejifupin.terms.views import View


class Shown:
    """What shows itself in a notebook and in a terminal (可展示)."""

    __slots__ = ()

    def view(self) -> View:
        """What it shows of itself, without personal data."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return html_view(self.view())

    def __repr__(self) -> str:
        return text_view(self.view(), type(self).__name__)


class Tabular(Shown):
    """What shows itself, and has columns for any data frame library (可转数据表)."""

    __slots__ = ()
    column_types: ClassVar[Mapping[str, str]] = {}
    """Column → its type where no value tells it: ``whole``, ``day``, ``flag``, ``texts``; else
    text."""

    def columns(self) -> Mapping[str, Sequence[object]]:
        """Column → values, all of one length."""
        raise NotImplementedError

    def to_frame(self, backend: str) -> Any:
        """The same as a table of a library.

        Numbers are whole or decimal, never floating; days are days; what is not known is null.

        Args:
            backend: ``polars``, ``pandas``, ``pyarrow``, ``duckdb`` or ``pyspark``.

        Returns:
            A data frame, a table or a relation of that library.

        Raises:
            UnknownNameError: No such library.
            MissingLibraryError: It is not installed.
        """
        return hand_over(self.columns(), backend, self.column_types)


class Disclosing(Tabular):
    """The same where names of people stand in the columns, masked unless asked for (含个人信息)."""

    __slots__ = ()

    def columns(self, disclosure: Disclosure = CLOSED) -> Mapping[str, Sequence[object]]:
        """Column → values, all of one length.

        Args:
            disclosure: Which personal names are shown in clear.
        """
        raise NotImplementedError

    def to_frame(self, backend: str, *, disclosure: Disclosure = CLOSED) -> Any:
        """The same as a table of a library.

        Args:
            backend: As for `Tabular.to_frame`.
            disclosure: Which personal names are shown in clear.

        Raises:
            UnknownNameError: No such library.
            MissingLibraryError: It is not installed.
        """
        return hand_over(self.columns(disclosure), backend, self.column_types)


def hand_over(
    columns: Mapping[str, Sequence[object]], backend: str, types: Mapping[str, str]
) -> Any:
    """Columns as a table of a library.

    Results stand below the stage that knows tables, which is loaded when one asks for it.

    Args:
        columns: Column → values, all of one length.
        backend: Name of the library.
        types: Column → its type where no value tells it.

    Raises:
        UnknownNameError: No such library.
        MissingLibraryError: It is not installed.
    """
    return tables_stage().to_frame(columns, backend, types=types)


def tables_stage() -> Any:
    """The stage that knows tables.

    Raises:
        MissingLibraryError: What it stands on is not installed.
    """
    try:
        return import_module("kejifupin.frames")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kejifupin"):
            raise
        raise MissingLibraryError(error.name or "narwhals", "frames") from error
