"""The records behind the figures of a page, each listed once."""

from __future__ import annotations

from collections.abc import Iterable

from kejifupin.indicators.contributions import Contribution, figure_text, with_issues
from kejifupin.records.homes import division_field
from kejifupin.records.identities import told_source
from kejifupin.records.record import Record
from kejifupin.reports.page.texts import Texts
from kejifupin.submissions.submission import SUBMISSION_KIND
from kejifupin.terms.disclosure import MASK, Disclosure
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import cell_words

FILELESS = "程序提供的记录"


class Sources:
    """The records behind all figures by number (来源表).

    Args:
        disclosure: Which personal fields are shown in clear.
    """

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._numbers: dict[tuple[int, str | None, bool], int] = {}
        self._found: list[Contribution] = []

    def add(self, found: Contribution) -> int:
        """The number of a record as it stands behind a figure."""
        key = (id(found.record), found.field, found.certain)
        if key not in self._numbers:
            self._numbers[key] = len(self._found)
            self._found.append(found)
        return self._numbers[key]

    def rows(self, texts: Texts, issues: Iterable[Issue]) -> list[list[int]]:
        """Each record as the numbers of its texts: division, figure, file, place, kind, remarks.

        Args:
            texts: Where the texts are written.
            issues: Everything that was found, to tell why a cell does not count.
        """
        told = with_issues(self._found, issues)
        return [list(texts.add_all(source_texts(each, self._disclosure))) for each in told]


def source_texts(found: Contribution, disclosure: Disclosure) -> tuple[str, ...]:
    """A record behind a figure in words: division, figure, file, place, what it is, remarks.

    Args:
        found: The record.
        disclosure: Which personal fields are shown in clear.
    """
    place = f"{found.cell}（{cell_words(found.cell)}）" if found.cell else ""
    remarks = []
    if not found.certain:
        remarks.append("是否计入待定")
    if found.issue is not None:
        remarks.append(found.issue.message)
    if source := _source(found.record, disclosure):
        remarks.append(f"据{source}")
    return (
        found.home_name,
        _value(found, disclosure),
        found.file or FILELESS,
        place,
        _called(found.record, disclosure),
        "；".join(remarks),
    )


def _value(found: Contribution, disclosure: Disclosure) -> str:
    if found.field is None or found.issue is not None or found.value is None:
        return found.value_text()
    spec = found.record.kind.field(found.field)
    shown = figure_text(found.value, spec.unit or "")
    return disclosure.show(shown, spec.key, spec.privacy, found.record.kind.key)


def _called(record: Record, disclosure: Disclosure) -> str:
    """What kind of record it is, and what tells it from others as far as that may be shown."""
    kind = record.kind
    names = []
    for key in kind.identity:
        spec, value = kind.field(key), record.get(key)
        if key == division_field(record) or not isinstance(value, str):
            continue
        if disclosure.allows(key, spec.privacy, kind.key):
            names.append(value)
    return f"{kind.label}（{'、'.join(names)}）" if names else kind.label


def _source(record: Record, disclosure: Disclosure) -> str | None:
    told = told_source(record)
    if told is None or disclosure.everything or record.kind.key == SUBMISSION_KIND.key:
        # Of a submission it is the line of the register of receipts.
        return told
    passage = record.origin.passage if record.origin else None
    # A passage of prose may name anybody.
    return MASK if told == passage else told
