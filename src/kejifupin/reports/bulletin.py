"""The progress bulletin (进度通报): how far a division has got, in words its figures bear out."""

from __future__ import annotations

from collections.abc import Iterator

from kejifupin.office.page import Page, TableBlock, TextBlock
from kejifupin.reports.bulletin_demands import demand_paragraphs
from kejifupin.reports.bulletin_divisions import division_paragraphs
from kejifupin.reports.bulletin_overall import day, overall
from kejifupin.reports.bulletin_reporting import reporting_paragraphs
from kejifupin.reports.bulletin_targets import target_paragraphs
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import (
    annex_list,
    recipients_of,
    report_title,
    signature_of,
    title_of,
)
from kejifupin.reports.overview import Overview, overview
from kejifupin.reports.passages import Passage, plain, text_blocks
from kejifupin.reports.results import Report, Results
from kejifupin.reports.sentences import Sentence, book_title, label, say
from kejifupin.reports.status_tables import (
    DIVISIONS_TITLE,
    MATRIX_TITLE,
    TARGETS_TITLE,
    annex_page,
    division_table,
    matrix_tables,
    state_chart,
    target_table,
)


def compose_bulletin(results: Results, layout: ReportLayout) -> Report:
    """A progress bulletin of a division, with tables and a chart.

    Every sentence carries the figures that it states; what the figures do not say is not said.

    Args:
        results: What is known on the day.
        layout: Its key and title, and who issues it to whom.
    """
    view = overview(results)
    passages = tuple(_passages(view))
    first = opening(view)
    annexes = annexes_of(view)
    body = Page(
        title_of(view, layout),
        (
            TextBlock(recipients_of(view, layout), "recipients"),
            TextBlock(first.text),
            *text_blocks(passages),
            *annex_list([each.title or "" for each in annexes]),
            signature_of(results, layout),
        ),
        sheet="通报",
    )
    sentences = (first, *(each for passage in passages for each in passage.sentences))
    return Report(
        layout.key,
        report_title(results, layout),
        (body, *annexes),
        official=True,
        sentences=sentences,
    )


def opening(view: Overview) -> Sentence:
    """On what it rests, and of which day it speaks."""
    setting = view.results.setting
    document = setting.definition.documents[0]
    number = f"（{document.number}）" if document.number else ""
    return say(
        "根据{document}要求，现将截至{day}{name}的进展情况通报如下。",
        document=label(f"{book_title(document.title)}{number}"),
        day=day(view),
        name=label(view.whole),
    )


def _passages(view: Overview) -> Iterator[Passage]:
    yield Passage("总体情况", (plain(*overall(view)),))
    for title, paragraphs in (
        ("目标任务进展", tuple(target_paragraphs(view))),
        ("各地进展", tuple(division_paragraphs(view))),
        ("数据报送情况", tuple(reporting_paragraphs(view))),
        ("下一步工作要求", tuple(demand_paragraphs(view))),
    ):
        if paragraphs:
            chart = state_chart(view) if title == "各地进展" else None
            yield Passage(title, paragraphs, chart)


def annexes_of(view: Overview) -> tuple[Page, ...]:
    """The tables of targets and of divisions."""
    blocks: list[tuple[str, tuple[TableBlock, ...]]] = []
    if view.own.statuses:
        blocks.append((TARGETS_TITLE, (target_table((*view.own.statuses, *view.periods)),)))
    if len(view.below) > 1:
        blocks.append((DIVISIONS_TITLE, (division_table(view),)))
        blocks.append((MATRIX_TITLE, tuple(matrix_tables(view))))
    return tuple(
        annex_page(number if len(blocks) > 1 else 0, title, *tables)
        for number, (title, tables) in enumerate(blocks, 1)
    )
