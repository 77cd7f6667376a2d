"""Public notices and reminder lists as reports."""

from __future__ import annotations

import attrs

from kejifupin.errors import DefinitionError
from kejifupin.office.page import Page, TextBlock
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import report_title, signature_of
from kejifupin.reports.public_notice import notice_page, notice_sentences, public_notice
from kejifupin.reports.reminder_list import reminder_pages, reminder_paper
from kejifupin.reports.results import Report, Results
from kejifupin.reports.sentences import Sentence, say
from kejifupin.submissions.reminders import find_reminders


def compose_notice(results: Results, layout: ReportLayout) -> Report:
    """Those who are to be given an award, made public on the day (公示).

    Args:
        results: The award that the layout names, as it stands on the day.
        layout: Its key and title, and who issues it.

    Raises:
        DefinitionError: The results hold no award.
    """
    if results.awards is None:
        raise DefinitionError(
            f"report {layout.key!r} needs an award",
            f"报告“{layout.key}”是公示，方案里没有评奖办法（awards.toml）",
            "在 awards.toml 中写明奖项，或删去这个报告",
        )
    setting = results.setting
    notice = public_notice(results.awards, setting, published_on=setting.as_of)
    title = report_title(results, layout)
    if notice is None:
        sentences: tuple[Sentence, ...] = (say("目前没有需要公示的对象。"),)
        nobody = TextBlock(sentences[0].text)
        page = Page(title, (nobody, signature_of(results, layout)))
    else:
        if layout.issuer is not None:
            notice = attrs.evolve(notice, issuer=layout.issuer)
        page = notice_page(notice, setting, disclosure=results.disclosure)
        sentences = notice_sentences(notice, setting)
    return Report(layout.key, title, (page,), official=True, sentences=sentences)


def compose_reminders(results: Results, layout: ReportLayout) -> Report:
    """Who has still to hand in what, in the division and below (催报清单).

    Args:
        results: How each form that is owed stands.
        layout: Its key and title.
    """
    setting = results.setting
    statuses = results.submissions.where(divisions=setting.reach.below(results.division))
    reminders = find_reminders(statuses, setting)
    title = report_title(results, layout)
    paper, sheets = (
        (attrs.evolve(first, title=title), *others)
        for first, *others in (
            reminder_paper(reminders, on=setting.as_of),
            reminder_pages(reminders, on=setting.as_of),
        )
    )
    return Report(layout.key, title, paper, sheets, official=True)
