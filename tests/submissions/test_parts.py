"""Submissions of several parts: which came, told by registers, by names of files, by events."""

from __future__ import annotations

import pytest
from chain_world import AFTER, DUE, EARLY, STATES, due, event, status
from small_world import GREEN, WHITE

from kejifupin.submissions import Receipt
from kejifupin.submissions.parts import find_parts
from kejifupin.terms.schedules import Medium, SubmissionPart

SUMMARY = SubmissionPart("summary", "书面总结材料（盖章）", Medium.PAPER, names=("工作总结",))
PHOTOS = SubmissionPart("photos", "照片", Medium.PHOTOGRAPHS, required=False)
SCHEDULE = due(parts=(SUMMARY, PHOTOS))


def parts(found):
    """Keys of the parts that came."""
    return {each.part.key for each in found.parts if each.handed_in}


def test_the_form_is_a_part_even_where_the_schedule_does_not_name_it():
    """And complete is what has every part that is required."""
    found = status({"a.docx": [EARLY]}, schedules=(SCHEDULE,))

    assert parts(found) == {"form"}
    assert found.missing_parts == (SUMMARY,)
    assert not found.complete
    assert status({"a.docx": [EARLY]}).complete
    assert not status({}).complete


@pytest.mark.parametrize(
    ("receipt", "came"),
    [
        (Receipt("", DUE, division=GREEN, part="书面总结"), {"summary"}),
        (Receipt("", DUE, division=GREEN, part="书面总结、照片5张"), {"summary", "photos"}),
        (Receipt("", DUE, division=GREEN, part="photos"), {"photos"}),
        (Receipt("总结.pdf", DUE, division=GREEN, part="工作总结"), {"summary"}),
        (Receipt("青县工作总结.pdf", DUE, division=GREEN), {"summary"}),
        (Receipt("", DUE, division=WHITE, part="书面总结"), set()),
        (Receipt("", AFTER.replace(year=2019), division=GREEN, part="书面总结"), set()),
        (Receipt("", DUE, division=GREEN, part="光盘"), set()),
    ],
)
def test_the_register_of_receipts_tells_of_parts(receipt, came):
    """By what is entered as 内容, else by the file's name; of the division that sent it."""
    found = status({"a.docx": [EARLY]}, schedules=(SCHEDULE,), loose=(receipt,))

    assert parts(found) == {"form", *came}


def test_a_file_beside_the_form_is_a_part_by_its_name():
    """In the folder of its division; the form's own name says nothing of parts."""
    files = ("东州/青县/书面总结.docx", "东州/青县/照片1.jpg", "a.docx")

    found = status({"a.docx": [EARLY]}, schedules=(SCHEDULE,), files=files)

    assert parts(found) == {"form", "summary", "photos"}
    assert [each.files for each in found.parts] == [("a.docx",), files[:1], files[1:2]]


def test_events_speak_of_parts():
    """A part handed in on paper, taken back, and that undone."""
    came = event("received", DUE, part="summary", number=1)
    back = event("withdrawn", AFTER, part="summary", number=2)
    undone = event("undone", AFTER, number=3, undoes=2)

    def found(*events):
        return parts(status({"a.docx": [EARLY]}, events, schedules=(SCHEDULE,)))

    assert found(came) == {"form", "summary"}
    assert found(came, back) == {"form"}
    assert found(came, back, undone) == {"form", "summary"}


def test_a_form_on_paper_is_handed_in_without_figures():
    """The register names the form; no file is there, none counts."""
    receipt = Receipt("", DUE, division=GREEN, form="统计表")

    found = status({}, schedules=(SCHEDULE,), loose=(receipt,))

    assert (found.state, found.counting, parts(found)) == (STATES.ON_TIME, (), {"form"})


def test_a_bare_text_is_a_required_part():
    """One that speaks of a 表 is the form itself."""
    form, summary = map(SubmissionPart.from_shorthand, ("统计表电子版", "书面总结材料"))

    assert (form.form, summary.form, summary.required) == (True, False, True)
    assert find_parts("总结", (form, summary)) == (summary,)
    assert find_parts("表", (form, summary)) == ()
