"""A letter of responsibility as a page: the tasks in a table, and who signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.office.writing import write_official
from kejifupin.reports.passages import in_chinese
from kejifupin.reports.sentences import book_title
from kejifupin.targets.allocation_letters import LetterTask, ResponsibilityLetter
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date

Block = TextBlock | TableBlock

_SIGNED_WIDTHS = (15, 32, 27, 28)
_DAY_BLANK = "年  月  日"


def letter_page(letter: ResponsibilityLetter, *, disclosure: Disclosure = CLOSED) -> Page:
    """The page of a letter.

    Args:
        letter: The letter.
        disclosure: Whether the names and phones of those responsible are shown in clear.
    """
    issuer, unit = letter.issuer, letter.unit.name
    return Page(
        letter.title,
        (
            TextBlock(
                f"为落实{letter.programme}的目标任务，明确责任，{issuer}与{unit}签订本责任书。"
            ),
            *_parts(letter, disclosure),
            _signed(letter, disclosure),
        ),
    )


def _parts(
    letter: ResponsibilityLetter, disclosure: Disclosure
) -> Iterator[TextBlock | TableBlock]:
    first, last = chinese_date(letter.starts_on), chinese_date(letter.ends_on)
    document = _main_document(letter.tasks)
    days = {task.due_on for task in letter.tasks}
    said = [f"{letter.unit.name}承担下列{len(letter.tasks)}项任务"]
    if len(days) == 1 and len(letter.tasks) > 1:
        said.append(f"完成时限都是{chinese_date(*days)}")
    if document and any(task.citation.document == document for task in letter.tasks):
        said.append(f"出处没有注明文件的，见{book_title(document)}")
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("责任期限", (TextBlock(f"{first}至{last}。"),)),
        ("目标任务", (TextBlock(f"{'，'.join(said)}。"), _tasks(letter.tasks, document))),
    ]
    if not letter.tasks:
        parts[1] = ("目标任务", (TextBlock("没有分解到本单位的任务。"),))
    if letter.responsible is not None:
        phone = letter.responsible.shown_phone(disclosure)
        told = letter.responsible.shown(disclosure) + (f"，联系电话：{phone}" if phone else "")
        parts.append(("责任人", (TextBlock(f"{told}。"),)))
    parts.append(("签字盖章", ()))
    for number, (heading, blocks) in enumerate(parts, 1):
        yield TextBlock(f"{in_chinese(number)}、{heading}", "heading1")
        yield from blocks


def _main_document(tasks: Sequence[LetterTask]) -> str:
    """The document that most tasks come from, which need not stand in every row."""
    found = Counter(task.citation.document for task in tasks if task.citation.document)
    return found.most_common(1)[0][0] if found else ""


def _tasks(tasks: Sequence[LetterTask], document: str) -> TableBlock:
    dated = len({task.due_on for task in tasks}) > 1 or len(tasks) == 1
    header = ("序号", "目标任务", "任务数", *(("完成时限",) if dated else ()), "出处")
    widths = (9, 42, 38, *((28,) if dated else ()), 26)
    rows = tuple(
        (
            PageCell(str(number), align="center"),
            PageCell(task.label, align="left"),
            PageCell(task.demand, align="left"),
            *((PageCell(chinese_date(task.due_on), align="center"),) if dated else ()),
            PageCell(_source(task, document), align="left"),
        )
        for number, task in enumerate(tasks, 1)
    )
    head = tuple(PageCell(name, style="header") for name in header)
    return TableBlock(widths, (head, *rows), header_rows=1)


def _source(task: LetterTask, document: str) -> str:
    citation = task.citation
    if citation.document == document and citation.clause:
        return citation.clause
    return str(citation)


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
