"""A letter of responsibility as a page: the tasks in a table, and who signs."""

from __future__ import annotations

from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.writing import write_official
from kejifupin.targets.allocation_letters import ResponsibilityLetter
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date

_TASK_HEADER = ("序号", "目标任务", "任务数", "完成时限", "出处")
_TASK_WIDTHS = (6, 34, 22, 18, 20)
_SIGNED_WIDTHS = (14, 36, 30, 20)
_DAY_BLANK = "    年    月    日"


def letter_page(letter: ResponsibilityLetter, *, disclosure: Disclosure = CLOSED) -> Page:
    """The page of a letter.

    Args:
        letter: The letter.
        disclosure: Whether the names and phones of those responsible are shown in clear.
    """
    header = tuple(PageCell(name, style="header") for name in _TASK_HEADER)
    rows = tuple(
        (
            PageCell(str(number), align="center"),
            PageCell(task.label, align="left"),
            PageCell(task.demand, align="left"),
            PageCell(chinese_date(task.due_on), align="center"),
            PageCell(str(task.citation), align="left"),
        )
        for number, task in enumerate(letter.tasks, 1)
    )
    phone = letter.responsible.shown_phone(disclosure) if letter.responsible else ""
    answers = letter.responsible.shown(disclosure) if letter.responsible else ""
    return Page(
        letter.title,
        (
            TextBlock(
                f"为落实{letter.programme}，{letter.issuer}与{letter.unit.name}签订本责任书。"
            ),
            TextBlock(
                f"一、责任期限：{chinese_date(letter.starts_on)}至{chinese_date(letter.ends_on)}。"
            ),
            TextBlock("二、目标任务："),
            TableBlock(_TASK_WIDTHS, (header, *rows), header_rows=1),
            TextBlock(
                f"三、责任人：{answers or '____________'}"
                + (f"，联系电话：{phone}" if phone else "")
                + "。"
            ),
            _signed(letter, disclosure),
        ),
    )


def letter_docx(letter: ResponsibilityLetter, *, disclosure: Disclosure = CLOSED) -> bytes:
    """A letter as a Word document.

    Args:
        letter: The letter.
        disclosure: Whether the names and phones of those responsible are shown in clear.
    """
    return write_official(letter_page(letter, disclosure=disclosure))


def _signed(letter: ResponsibilityLetter, disclosure: Disclosure) -> TableBlock:
    day = _DAY_BLANK if letter.signed_on is None else chinese_date(letter.signed_on)
    header = tuple(
        PageCell(name, style="header") for name in ("", "单位（盖章）", "责任人（签字）", "日期")
    )
    rows = tuple(
        (
            PageCell(role, style="label"),
            PageCell(unit, align="left"),
            PageCell(person, align="left", lines=2),
            PageCell(day, align="center"),
        )
        for role, unit, person in letter.signatories(disclosure)
    )
    return TableBlock(_SIGNED_WIDTHS, (header, *rows))
