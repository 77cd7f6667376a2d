"""The summary (工作总结): what was done, what came of it, what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kejifupin.indicators.values import IndicatorValue
from kejifupin.office.page import Page, TextBlock
from kejifupin.reports.bulletin import annexes_of
from kejifupin.reports.bulletin_demands import demand_paragraphs
from kejifupin.reports.bulletin_overall import day, overall
from kejifupin.reports.bulletin_reporting import reporting_paragraphs
from kejifupin.reports.bulletin_targets import target_paragraphs
from kejifupin.reports.figures import amount_text
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import annex_list, report_title, signature_of, title_of
from kejifupin.reports.overview import Overview, overview
from kejifupin.reports.passages import Paragraph, Passage, plain, text_blocks
from kejifupin.reports.results import Report, Results
from kejifupin.reports.sentences import Sentence, Stated, What, label, quoted, say
from kejifupin.terms.units import find_unit

_MOST: Final = 12


def compose_summary(results: Results, layout: ReportLayout) -> Report:
    """What was done under the programme, and what came of it.

    Args:
        results: What is known on the day.
        layout: Its key and title, and who issues it.
    """
    view = overview(results)
    passages = tuple(_passages(view))
    first = say(
        "现将{programme}截至{day}在{name}的开展情况总结如下。",
        programme=label(results.setting.definition.title),
        day=day(view),
        name=label(view.own.name),
    )
    annexes = annexes_of(view)
    body = Page(
        title_of(view, layout),
        (
            TextBlock(first.text),
            *text_blocks(passages),
            *annex_list([each.title or "" for each in annexes]),
            signature_of(results, layout),
        ),
        sheet="总结",
    )
    sentences = (first, *(each for passage in passages for each in passage.sentences))
    return Report(
        layout.key,
        report_title(results, layout),
        (body, *annexes),
        official=True,
        sentences=sentences,
    )


def _passages(view: Overview) -> Iterator[Passage]:
    yield Passage("总体情况", (plain(*overall(view)),))
    for title, paragraphs in (
        ("工作开展情况", tuple(_work(view))),
        ("目标任务完成情况", tuple(target_paragraphs(view))),
        ("数据报送情况", tuple(reporting_paragraphs(view))),
        ("下一步工作", tuple(demand_paragraphs(view))),
    ):
        if paragraphs:
            yield Passage(title, paragraphs)


def _work(view: Overview) -> Iterator[Paragraph]:
    """What the forms say was done, form by form: only what was reported and is not nothing."""
    results = view.results
    for kind in results.setting.kinds.values():
        found = [
            value
            for field in kind.measured
            if (value := results.values.find(f"{kind.key}.{field.key}", results.division))
            # Counties' 元/亩 added up say nothing of their province.
            and find_unit(value.indicator.unit).adds_up
            and value.known is not None
            and (value.known.high is None or value.known.high > 0)
        ]
        for start in range(0, len(found), _MOST):
            yield plain(_done("" if start else kind.label, found[start : start + _MOST]))


def _done(form: str, values: Sequence[IndicatorValue]) -> Sentence:
    """What was done by the figures of a form; of one that was named before, what more."""
    names = [chr(ord("a") + at) for at in range(len(values))]
    parts = "，".join(f"{{label{name}}}{{value{name}}}" for name in names)
    figures = {}
    for name, value in zip(names, values, strict=True):
        key, division = value.indicator.key, (value.division,)
        unit, decimals = value.indicator.unit, value.indicator.decimals
        text = amount_text(value.known, unit, decimals)
        figures[f"label{name}"] = label(value.indicator.label)
        figures[f"value{name}"] = Stated(What.VALUE, text, target=key, divisions=division)
    if not form:
        return say(f"另有{parts}。", **figures)
    return say(f"据{{form}}已报数据汇总：{parts}。", form=label(quoted(form)), **figures)
