"""A letter of responsibility as a page and as a Word document."""

from __future__ import annotations

from datetime import date

from kejifupin.office import read_document
from kejifupin.reports.responsibility_letters import letter_docx
from kejifupin.targets import (
    LetterTask,
    ResponsibilityLetter,
    ResponsiblePerson,
    ResponsibleUnit,
)
from kejifupin.terms.citations import Citation
from kejifupin.terms.disclosure import Disclosure

LETTER = ResponsibilityLetter(
    "示例工程",
    "甲省",
    ResponsibleUnit("990100", "东州"),
    (
        LetterTask(
            "goal", "培训农民", "至少12人次", date(2018, 3, 1), Citation("一（二）", "方案")
        ),
        LetterTask("each", "每个贫困县1支", "至少1支", date(2018, 4, 1), Citation("二", "方案")),
    ),
    date(2018, 1, 1),
    date(2018, 4, 10),
    responsible=ResponsiblePerson("李示例", "主任", "13800000000"),
)


def words(content):
    document = read_document(content, "a.docx")
    cells = [cell.text for grid in document.grids for cell in grid.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_tasks_dates_and_who_signs_stand_in_it():
    """Every task with its number, its day in Chinese and its clause; both who sign."""
    text = words(letter_docx(LETTER))
    for expected in (
        "示例工程目标责任书（东州）",
        "2018年1月1日至2018年4月10日",
        "培训农民",
        "至少12人次",
        "2018年3月1日",
        "没有注明文件的，见《方案》",
        "一（二）",
        "每个贫困县1支",
        "下达单位",
        "甲省",
        "责任单位",
    ):
        assert expected in text


def test_names_and_phones_are_masked_unless_shown():
    """Closed by default; each field opens by itself."""
    assert "主任***" in words(letter_docx(LETTER))
    assert "李示例" not in words(letter_docx(LETTER))
    shown = words(letter_docx(LETTER, disclosure=Disclosure.of(("responsible",))))
    assert "主任李示例" in shown
    assert "1380" not in shown


def test_the_same_letter_gives_the_same_bytes():
    """Nothing of the clock is in it."""
    assert letter_docx(LETTER) == letter_docx(LETTER)
