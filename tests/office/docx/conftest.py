"""Every document that a test here reads is read the short way and the long way, and compared."""

from __future__ import annotations

from typing import Any

import pytest

from kejifupin.office.docx import reader
from kejifupin.office.docx.refilling import forget, refill
from kejifupin.office.docx.walking import walk
from kejifupin.office.limits import Limits
from kejifupin.office.refusal import RefusedFileError


def said(read: tuple[Any, bool]) -> tuple[Any, ...]:
    """All that a builder has found."""
    builder, revised = read
    return builder.blocks, dict(builder.slots), builder.issues, revised


def both_ways(data: bytes, limits: Limits | None = None) -> bool:
    """Check that a main part reads the same both ways; whether the short way took it."""
    limits = limits or Limits()
    short = [refill(data, "a", limits) for _ in range(5)]
    try:
        long = said(walk(data, "a", limits))
    except RefusedFileError:
        assert short == [None] * 5
        return False
    for read in short:
        assert read is None or said(read) == long
    return short[-1] is not None


@pytest.fixture(scope="session")
def check_both_ways():
    return both_ways


@pytest.fixture
def short_ways() -> list[bool]:
    """Whether each document read so far was read the short way."""
    return []


@pytest.fixture(autouse=True)
def _both_ways(monkeypatch: pytest.MonkeyPatch, short_ways: list[bool]) -> None:
    forget()

    def checked(data: bytes, name: str, limits: Limits) -> Any:
        short_ways.append(both_ways(data, limits))
        return refill(data, name, limits)

    monkeypatch.setattr(reader, "refill", checked)
