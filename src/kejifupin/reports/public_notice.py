"""The public notice of an award (公示): the names, the term, and where to object."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from kejifupin.assessments.award import Award, Awards, AwardState
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.records.setting import Setting
from kejifupin.reports.assessment_results import masked_note, rank_text
from kejifupin.reports.issuers import branch_of
from kejifupin.reports.letterhead import basis_of
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, quoted, say
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date
from kejifupin.terms.working_days import TermEnd, end_of_term


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
    return Page(
        f"关于{quoted(notice.scheme.label)}拟定名单的公示",
        (
            *(TextBlock(each.text) for each in notice_sentences(notice, setting)),
            _table(notice.awards, notice.scheme.unit, setting, disclosure),
            *masked_note([each.assessment.subject.shown(disclosure) for each in notice.awards]),
            TextBlock("联系人：＿＿＿＿＿　　联系电话：＿＿＿＿＿＿＿"),
            TextBlock(f"{notice.issuer}\n{chinese_date(notice.published_on)}", "signature"),
        ),
    )


def notice_sentences(notice: PublicNotice, setting: Setting) -> tuple[Sentence, ...]:
    """What the notice says, a paragraph each: who, until when, and where to object."""
    scheme = notice.scheme
    said = [
        say(
            "根据{basis}，经考核评审，拟对下列{n}个对象给予{award}{kind}，现予公示。",
            basis=label(basis_of(scheme.citation, setting)),
            n=count(len(notice.awards), "awards"),
            award=label(quoted(scheme.label)),
            kind=label(scheme.kind),
        )
    ]
    if notice.end is not None and scheme.notice is not None:
        said.append(
            say(
                "公示期为{term}，自{first}发布次日起计算，至{last}止。",
                term=Stated(What.BOUND, scheme.notice.text(), detail="term"),
                first=Stated(What.DAY, chinese_date(notice.published_on), detail="published"),
                last=Stated(What.DAY, chinese_date(notice.end.day), detail="end"),
            )
        )
    said.append(
        say(
            "公示期间，任何单位和个人如有异议，请以书面形式实名反映，并附有关凭据。"
            "弄虚作假或违反评审规定的，一经查实，取消资格。"
        )
    )
    return tuple(said)


def _table(
    awards: Sequence[Award], unit: str, setting: Setting, disclosure: Disclosure
) -> TableBlock:
    """Who is proposed; where each stands is not said again of divisions, nor money of none."""
    columns: list[tuple[str, int, list[str]]] = [
        ("序号", 9, [str(number) for number in range(1, len(awards) + 1)]),
        ("对象", 36, [each.assessment.subject.shown(disclosure) for each in awards]),
        ("所在地区", 28, [_home(each, setting) for each in awards]),
        ("得分", 13, [each.assessment.marks.text("") for each in awards]),
        ("名次", 20, [rank_text(each.assessment.rank) for each in awards]),
    ]
    if columns[1][2] == columns[2][2]:
        del columns[2]
    if any(each.amount is not None for each in awards):
        amounts = ["—" if each.amount is None else str(each.amount) for each in awards]
        columns.append((f"奖补金额\n（{unit}）", 18, amounts))
    header = tuple(PageCell(name, style="header") for name, _, _ in columns)
    rows = zip(*(cells for _, _, cells in columns), strict=True)
    body = tuple(tuple(PageCell(cell, align="center") for cell in row) for row in rows)
    return TableBlock(tuple(width for _, width, _ in columns), (header, *body), header_rows=1)


def _home(award: Award, setting: Setting) -> str:
    division = award.assessment.subject.division
    return setting.division_name(division) if division else "—"
