"""The public notice of an award (公示): the names, the term, and where to object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
from attrs import frozen

from kejifupin.assessments.award import Award, Awards, AwardState
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.records.setting import Setting
from kejifupin.reports.issuers import branch_of
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date
from kejifupin.terms.working_days import TermEnd, end_of_term

_HEADER = ("序号", "对象", "所在地区", "得分", "名次")
_WIDTHS = (6, 30, 26, 12, 18)


@frozen
class PublicNotice:
    """Names made public before an award is final (公示).

    Args:
        scheme: The award.
        awards: Those who are named, best first.
        published_on: The day of publication, which is not counted.
        end: The last day of the notice; None where the award has no term.
        issuer: Who publishes it.
    """

    scheme: AwardScheme
    awards: tuple[Award, ...]
    published_on: date
    end: TermEnd | None
    issuer: str


def public_notice(awards: Awards, setting: Setting, *, published_on: date) -> PublicNotice | None:
    """The notice of those who have a place and are not confirmed yet.

    Args:
        awards: The candidates as they stand.
        setting: The programme and its day.
        published_on: The day of publication.

    Returns:
        The notice; None where there is nobody to name.
    """
    named = tuple(each for each in awards.winners if each.state is not AwardState.CONFIRMED)
    if not named:
        return None
    scheme = named[0].scheme
    term = scheme.notice
    end = None if term is None else end_of_term(published_on, term.days, term.kind)
    issuer = branch_of(setting, setting.scope)
    return PublicNotice(scheme, named, published_on, end, issuer)


def notice_page(notice: PublicNotice, setting: Setting, *, disclosure: Disclosure = CLOSED) -> Page:
    """The notice as a page.

    Args:
        notice: The notice.
        setting: The programme, for the names of divisions.
        disclosure: Which personal names are shown in clear.
    """
    scheme, count = notice.scheme, len(notice.awards)
    given = f"{count}个对象给予“{scheme.label}”{scheme.kind}"
    basis = scheme.citation
    if not basis.document:
        # A folder that adds an award to another's programme need not repeat its documents.
        basis = attrs.evolve(basis, document=setting.definition.documents[0].title)
    text = [f"根据{basis}，经考核评审，拟对下列{given}，现予公示。"]
    if notice.end is not None and scheme.notice is not None:
        text.append(
            f"公示时间为{scheme.notice.text()}：{chinese_date(notice.published_on)}发布，"
            f"至{chinese_date(notice.end.day)}止。"
        )
    text.append(
        "公示期间，任何单位和个人如有异议，请以书面形式实名向公示单位反映，并附有关凭据。"
        "弄虚作假或违反评审规定的，一经查实，取消资格。"
    )
    header = tuple(PageCell(each, style="header") for each in _HEADER)
    rows = tuple(_rows(notice.awards, setting, disclosure))
    if _has_money(notice.awards):
        header = (*header, PageCell(f"奖补（{scheme.unit}）", style="header"))
    widths = (*_WIDTHS, *((12,) if _has_money(notice.awards) else ()))
    return Page(
        f"“{scheme.label}”公示",
        (
            *(TextBlock(each) for each in text),
            TableBlock(widths, (header, *rows), header_rows=1),
            TextBlock(f"{notice.issuer}\n{chinese_date(notice.published_on)}", "signature"),
        ),
    )


def _has_money(awards: Sequence[Award]) -> bool:
    return any(each.amount is not None for each in awards)


def _rows(
    awards: Sequence[Award], setting: Setting, disclosure: Disclosure
) -> Iterator[tuple[PageCell, ...]]:
    paid = _has_money(awards)
    for number, each in enumerate(awards, 1):
        subject = each.assessment.subject
        where = setting.division_name(subject.division) if subject.division else "—"
        cells = (
            str(number),
            subject.shown(disclosure),
            where,
            each.assessment.marks.text(""),
            each.assessment.rank.text().partition("（")[0],
            *(("—" if each.amount is None else str(each.amount),) if paid else ()),
        )
        yield tuple(PageCell(cell, align="center") for cell in cells)
