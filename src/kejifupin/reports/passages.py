"""The parts of a text: headings with their numbers, and paragraphs of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import frozen

from kejifupin.office.page import ChartBlock, TextBlock
from kejifupin.reports.sentences import Sentence, joined
from kejifupin.terms.chinese import spell_group


@frozen
class Paragraph:
    """A paragraph of sentences, or a heading within a passage (段落).

    Args:
        sentences: What it says.
        kind: Whether it is a heading of the second level, an item that is counted, or plain.
    """

    sentences: tuple[Sentence, ...]
    kind: Literal["heading", "item", "plain"] = "plain"


@frozen
class Passage:
    """A part of a text under a heading of the first level (部分).

    Args:
        heading: The heading, without its number.
        paragraphs: What it says.
        chart: What is drawn at its end.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...]
    chart: ChartBlock | None = None

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All its sentences."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


def plain(*sentences: Sentence) -> Paragraph:
    """A paragraph."""
    return Paragraph(sentences)


def item(*sentences: Sentence) -> Paragraph:
    """A paragraph that is counted: 1., 2. and so on below a heading of the second level."""
    return Paragraph(sentences, "item")


def heading(sentence: Sentence) -> Paragraph:
    """A heading of the second level."""
    return Paragraph((sentence,), "heading")


def text_blocks(passages: Iterable[Passage]) -> Iterator[TextBlock]:
    """Passages as blocks of a page: 一、 then （一） then 1."""
    for number, passage in enumerate(passages, 1):
        yield TextBlock(f"{in_chinese(number)}、{passage.heading}", "heading1")
        yield from _paragraphs(passage.paragraphs)
        if passage.chart is not None:
            yield passage.chart


def _paragraphs(paragraphs: Sequence[Paragraph]) -> Iterator[TextBlock]:
    headings = items = 0
    for each in paragraphs:
        text = joined(each.sentences)
        if each.kind == "heading":
            headings, items = headings + 1, 0
            yield TextBlock(f"（{in_chinese(headings)}）{text}", "heading2")
        elif each.kind == "item":
            items += 1
            yield TextBlock(f"{items}.{text}", "heading3")
        else:
            yield TextBlock(text)


def in_chinese(number: int) -> str:
    """A number as headings count.

    >>> in_chinese(3), in_chinese(12), in_chinese(21)
    ('三', '十二', '二十一')
    """
    word = spell_group(number)
    return word.removeprefix("一") if word.startswith("一十") else word
