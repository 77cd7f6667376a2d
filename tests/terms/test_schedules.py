"""Schedules and the parts of what is due."""

from __future__ import annotations

from datetime import date

import pytest

from kejifupin.errors import DefinitionError
from kejifupin.exchange.codec import structure
from kejifupin.exchange.toml_files import Source
from kejifupin.terms import Citation, Level, Medium, Schedule, SubmissionPart

DUE = date(2018, 5, 31)


def schedule(**changes):
    """A schedule of counties that hand in to their prefecture."""
    values = {"sender": Level.COUNTY, "recipient": Level.PREFECTURE, "due_on": DUE} | changes
    return Schedule("returns", "统计表", ("return",), citation=Citation("四"), **values)


def test_nobody_hands_in_downwards():
    """A prefecture to a county is told; a level to itself is not."""
    with pytest.raises(DefinitionError, match="prefecture does not hand in to a county"):
        schedule(sender=Level.PREFECTURE, recipient=Level.COUNTY)
    assert schedule(recipient=Level.COUNTY).recipient is Level.COUNTY


def test_parts_have_keys_of_their_own():
    """Two of one key are told."""
    twice = tuple(SubmissionPart("summary", label) for label in ("总结", "小结"))

    with pytest.raises(DefinitionError, match="summary"):
        schedule(parts=twice)


def test_the_form_is_always_a_part():
    """Added in front where no part is the form itself."""
    summary, form = SubmissionPart("summary", "总结"), SubmissionPart("f", "统计表", form=True)

    assert [each.key for each in schedule(parts=(summary,)).all_parts] == ["form", "summary"]
    assert [each.key for each in schedule(parts=(summary, form)).all_parts] == ["summary", "f"]


def test_parts_are_tables_or_bare_texts():
    """As a province author writes them."""
    data = {
        "key": "returns",
        "label": "统计表",
        "forms": ["return"],
        "sender": "county",
        "recipient": "province",
        "due_on": DUE,
        "citation": "四",
        "parts": [
            "统计表电子版",
            {"key": "photos", "label": "照片", "medium": "photographs", "required": False},
        ],
    }

    found, issues = structure(data, Schedule, source=Source("programme.toml"))

    assert not issues
    form, photos = found.parts
    assert (form.form, form.required) == (True, True)
    assert (photos.medium, photos.medium.label, photos.required) == (
        Medium.PHOTOGRAPHS,
        "照片",
        False,
    )
