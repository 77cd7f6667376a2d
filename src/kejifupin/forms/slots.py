"""Fields that stand inside a text: in paragraphs, or in the same cell as their label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from kejifupin.forms.anchors import CompiledLayout, Role, SlotText
from kejifupin.forms.labels import anchor_key, blank_out, inline_pattern
from kejifupin.office.grid import Cell
from kejifupin.records.fields import FieldType

# Words of a sentence that merely ends like the printed line.
_SENTENCE = re.compile(r"[，。；！？]")
_NEXT_LABEL = re.compile(r"(?:\n|[ \t\u3000\xa0]{2,})(?=[^\s\d:：，。；、]{2,12}[:：])")
_WORDY = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.CHOICES})
_BEFORE_LABEL = re.compile(r"[\s_＿（(、，,。；;：:]*$")


@frozen
class SlotFind:
    """What stood in the place of a field inside a text (文字段取值).

    Args:
        field: Key of the field.
        cell: The text around it, its own words as ``text``.
    """

    field: str
    cell: Cell


def read_slots(layout: CompiledLayout, cell: Cell, *, below: bool | None) -> tuple[SlotFind, ...]:
    """The places of a paragraph of the layout, if a text is that paragraph.

    Args:
        layout: The layout.
        cell: The text, a paragraph or a cell.
        below: Whether it stands below the table; None where that cannot be told.

    Returns:
        One entry for each place whose printed words were found, blank ones included.
    """
    return tuple(_find(key, cell, value) for key, value in _values(layout, cell.text, below=below))


@lru_cache(maxsize=4096)
def _values(
    layout: CompiledLayout, words: str, *, below: bool | None
) -> tuple[tuple[str, str], ...]:
    """Field key and value of each place, in the wording of the paragraph that fits best."""
    best: tuple[tuple[str, str], ...] = ()
    for text in layout.texts:
        if below is None or text.below is below:
            found = _match(text, words)
            if len(found) > len(best):
                best = found
    return best


def _match(text: SlotText, words: str) -> tuple[tuple[str, str], ...]:
    leading = [(slot, _label_in(slot.before, words)) for slot in text.slots if slot.leads]
    starts = sorted(found.start() for _, found in leading if found is not None)
    found: list[tuple[str, str]] = []
    for slot in text.slots:
        if slot.leads:
            label = next(match for each, match in leading if each is slot)
            if label is None:
                continue
            end = next((at for at in starts if at >= label.end()), len(words))
            value = words[label.end() : end]
            after = anchor_key(slot.after)
            if after:
                value = _behind(slot.after).sub("", value)
        else:
            label = _behind(slot.after).search(words)
            if label is None:
                continue
            begin = max((at for at in starts if at < label.start()), default=0)
            value = words[begin : label.start()]
            if _SENTENCE.search(value):
                continue
        if value and not words.endswith(value):
            # More words follow: punctuation in front of them is not the value's own.
            value = _BEFORE_LABEL.sub("", value)
        found.append((slot.field, blank_out(value)))
    return tuple(found)


def _find(field: str, cell: Cell, value: str) -> SlotFind:
    return SlotFind(field, evolve(cell, text=value, number=None, date=None))


def _label_in(before: str, words: str) -> re.Match[str] | None:
    return inline_pattern(before, colon=False).search(words)


@lru_cache(maxsize=512)
def _behind(words: str) -> re.Pattern[str]:
    return re.compile(r"[\s_＿（(]*" + r"[\s：:（()）]*".join(anchor_key(words)) + r"[\s_＿）)]*$")


@lru_cache(maxsize=256)
def _labels(layout: CompiledLayout) -> Mapping[str, re.Pattern[str]]:
    """The labels of single fields, as they stand in front of a colon."""
    found: dict[str, re.Pattern[str]] = {}
    for anchor in layout.anchors:
        if anchor.role is Role.LABEL and len(anchor.places) == 1:
            alternatives = "|".join(
                inline_pattern(words).pattern
                for words in sorted(anchor.words, key=len, reverse=True)
            )
            found[anchor.places[0].field] = re.compile(alternatives, re.IGNORECASE)
    return found


def read_inline(layout: CompiledLayout, cell: Cell, wanted: Collection[str]) -> Iterator[SlotFind]:
    """Fields whose label stands in front of them in one text: 户名：张三  联系电话：….

    Args:
        layout: The layout.
        cell: The text.
        wanted: The fields looked for; other labels only end a value.
    """
    if "：" not in cell.text and ":" not in cell.text:
        return
    spots: list[tuple[int, int, str]] = []
    for field, pattern in _labels(layout).items():
        spots += [(match.start(), match.end(), field) for match in pattern.finditer(cell.text)]
    spots = _longest(spots)
    for at, (_, end, field) in enumerate(spots):
        if field in wanted:
            stop = spots[at + 1][0] if at + 1 < len(spots) else len(cell.text)
            value = cell.text[end:stop]
            if layout.kind.field(field).type not in _WORDY:
                # 4人 家庭情况：一般: what another label leads is not this one's.
                value = _NEXT_LABEL.split(value, maxsplit=1)[0]
            yield _find(field, cell, blank_out(value).rstrip("，,；;、"))


def _longest(spots: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The matches without those inside another."""
    kept: list[tuple[int, int, str]] = []
    for spot in sorted(spots, key=lambda each: (each[0], -each[1])):
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept
