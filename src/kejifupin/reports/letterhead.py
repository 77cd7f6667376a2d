"""What stands around the text of an official document: title, addressees, annexes, signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kejifupin.office.page import TextBlock
from kejifupin.records.setting import Setting
from kejifupin.reports.issuers import branch_of, lead_agency
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.overview import Overview
from kejifupin.reports.results import Results
from kejifupin.reports.sentences import book_title
from kejifupin.terms.citations import Citation
from kejifupin.terms.display import chinese_date
from kejifupin.terms.divisions import Level


def title_of(view: Overview, layout: ReportLayout) -> str:
    """吉林省科协关于……进展情况的通报 (who, what about, what kind of document)."""
    programme = view.results.setting.definition.title
    issuer, name = issuer_of(view.results, layout), view.own.name
    at_scope = view.results.division == view.results.setting.scope
    where = "" if at_scope or issuer.startswith(name) else name
    return f"{issuer}关于{where}{programme}{layout.title}"


def issuer_of(results: Results, layout: ReportLayout) -> str:
    """Who issues a report: as its layout says, else the division's leading agency."""
    if layout.issuer is not None:
        return layout.issuer
    setting = results.setting
    return branch_of(setting, results.division) if lead_agency(setting) else ""


def recipients_of(view: Overview, layout: ReportLayout) -> str:
    """Who is addressed: as the layout says, else the leading agencies just below."""
    if layout.recipients is not None:
        return f"{layout.recipients.rstrip('：:')}："
    setting = view.results.setting
    levels = {
        found.level
        for code in view.children
        if (found := setting.divisions.find(code, setting.as_of)) is not None
    }
    if not levels or not levels <= {Level.PREFECTURE, Level.COUNTY}:
        return "各有关单位："
    agency = lead_agency(setting, max(levels, key=lambda level: level.rank))
    return f"各{view.noun}{agency or '有关单位'}："


def signature_of(results: Results, layout: ReportLayout) -> TextBlock:
    """Who signs, and the day."""
    issuer = issuer_of(results, layout)
    written = chinese_date(results.setting.as_of)
    return TextBlock(f"{issuer}\n{written}" if issuer else written, "signature")


def annex_list(titles: Sequence[str]) -> Iterator[TextBlock]:
    """附件：1.… with a line for each; without a number where there is one alone (7.3.4)."""
    if len(titles) == 1:
        yield TextBlock(f"附件：{titles[0]}", "annex_list")
    elif titles:
        lines = "\n".join(f"{number}.{title}" for number, title in enumerate(titles, 1))
        yield TextBlock(f"附件：{lines}", "annex_list")


def basis_of(citation: Citation, setting: Setting) -> str:
    """The document that something rests on, as a text cites it: title and number.

    A folder that adds to another's programme need not repeat its documents: what names none rests
    on the programme's first.
    """
    if not citation.document:
        first = setting.definition.documents[0]
        citation = Citation("", first.title, first.number)
    number = f"（{citation.number}）" if citation.number else ""
    return f"{book_title(citation.document)}{number}"


def report_title(results: Results, layout: ReportLayout) -> str:
    """What the report's file is called: the division and the layout's title."""
    return f"{results.setting.division_name(results.division)}{layout.title}"
