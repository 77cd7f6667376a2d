"""Every issue's cell is the right cell: wrong things are written in, and other readers look."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from datetime import date
from functools import cache

import pytest
from forms_strategies import records, row_records
from forms_witnesses import Witness
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from kejifupin import open_programme
from kejifupin.checks import check_records
from kejifupin.forms.layouts import text_fields
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form, write_rows
from kejifupin.office import read_document
from kejifupin.records.kinds import Field, FieldType

DAY = date(2018, 5, 31)
KEYS = ("henan-2016", "hunan-2016", "jilin-winter-2017", "xian-2017", "xuchang-2018")
SMALL = (
    ("jilin-winter-2017", "household_survey"),
    ("jilin-winter-2017", "winter_return"),
    ("jilin-winter-2017", "village_register"),
)
AMBIGUOUS = "有几个的地方"
THOROUGH = 100
WRONG = {
    FieldType.NUMBER: ("不清楚几个", "好多", "12.5千米", "3个半月", "#REF!", "=1+2"),
    FieldType.DATE: ("2017年13月45日", "改天再说", "#N/A", "2017年2月30日"),
    FieldType.PHONE: ("1380000", "无人接听", "#VALUE!"),
    FieldType.DIVISION: ("月亮县", "某某省某某市", AMBIGUOUS),
    FieldType.PERIOD: ("2018年3月—2017年1月", "以后"),
    FieldType.CHOICE: ("☑☑", "丙丁戊己"),
    FieldType.CHOICES: ("丙丁戊己",),
    FieldType.TEXT: ("#NAME?",),
    FieldType.WHEN: ("#DIV/0!",),
}
_ERRORS = re.compile(r"#[A-Z/0]+[!?]|#N/A")


@cache
def programme(key: str):
    return open_programme(key)


@cache
def ambiguous(key: str) -> str:
    """A name that may mean several places of a programme, or of nowhere if all are clear."""
    setting = programme(key).setting(DAY)
    for each in setting.divisions.divisions:
        found = setting.divisions.resolve(each.name, DAY, within=setting.scope)
        if found.division is None and len(found.candidates) > 1:
            return each.name
    return "月亮乡"


def layouts_of(key: str):
    return tuple(programme(key).catalogue.layouts.values())


def read(key: str, data: bytes, format_: str):
    """The reading of a file, with what the checks tell of its records."""
    owner = programme(key)
    setting = owner.setting(DAY)
    reading = read_form(read_document(data, f"表.{format_}"), layouts_of(key), setting)
    rules = tuple(owner.catalogue.rules.values())
    return reading, (*reading.issues, *check_records(reading.records, rules, setting))


def filled(key: str, form: str, format_: str, drawn) -> bytes:
    owner = programme(key)
    layout = owner.catalogue.layouts[form]
    kind = owner.catalogue.kinds[layout.kind]
    if layout.rows_are_records:
        return write_rows(layout, kind, drawn, format=format_)
    return write_form(layout, kind, drawn, format=format_)


def drawing(key: str, form: str):
    owner = programme(key)
    layout, setting = owner.catalogue.layouts[form], owner.setting(DAY)
    kind = owner.catalogue.kinds[layout.kind]
    if layout.rows_are_records:
        return st.lists(row_records(kind, setting), min_size=1, max_size=4)
    return records(kind, layout, setting)


def places(reading, layout) -> dict[str, Field]:
    """The cells that hold one field and nothing else."""
    in_text = {key for block in layout.blocks for key in text_fields(block)}
    found: dict[str, list[Field]] = {}
    for record in reading.records:
        for each in (record, *record.rows()):
            for target in each.kind.fields:
                address = each.origin.cell(target.key)
                if address and target.type is not FieldType.ROWS:
                    found.setdefault(address, []).append(target)
    return {
        address: targets[0]
        for address, targets in found.items()
        if len(targets) == 1 and targets[0].key not in in_text
    }


def spoil(witness: Witness, address: str, target: Field, wrong: str) -> str:
    """Write something wrong into a cell; gives what stands there then."""
    cell = witness.cells[address]
    if wrong == "☑☑":
        wrong = witness.text(address).replace("□", "☑")
    if hasattr(cell, "text"):
        cell.text = wrong
    else:
        cell.value = wrong
        if _ERRORS.fullmatch(wrong):
            cell.data_type = "e"
    return wrong


def mess(witness: Witness, chance: random.Random) -> None:
    """What moves every address: something in front, and names of sheets with signs."""
    book = witness.book
    if hasattr(book, "worksheets"):
        book.create_sheet("说明!1", 0)["B2"] = "请按说明填写"
        for number, sheet in enumerate(book.worksheets[1:]):
            sheet.title = chance.choice((f"表 {number}", f"甲'乙{number}", f"1!A{number}"))
        return
    first = book.tables[0]
    added = deepcopy(first._tbl)
    for cell in added.iter("{*}t"):
        cell.text = "某"
    if chance.random() < 0.5:
        book.add_table(1, 2)
        first._tbl.addprevious(book.tables[-1]._tbl)
    book.tables[0]._tbl.addprevious(book.add_paragraph("附件")._p)


def look(key: str, form: str, format_: str, drawn, chance: random.Random) -> int:
    """Spoil some cells of a form and let the witnesses look up all issues; gives how many."""
    layout = programme(key).catalogue.layouts[form]
    witness = Witness.of(filled(key, form, format_, drawn), format_)
    mess(witness, chance)
    data = witness.saved()
    before, _ = read(key, data, format_)
    if len(before.forms) != 1:
        return 0
    witness = Witness.of(data, format_)
    spoilt = {}
    cells = sorted(places(before, layout).items(), key=lambda pair: pair[0])
    for address, target in chance.sample(cells, min(3, len(cells))):
        wrong = chance.choice(WRONG[target.type])
        if wrong == "☑☑" and "□" not in witness.text(address):
            wrong = "丙丁戊己"
        if format_ == "docx" and wrong.startswith("="):
            continue
        spoilt[address] = (target, spoil(witness, address, target, wrong))
    data = witness.saved()
    _, issues = read(key, data, format_)
    other = Witness.of(data, format_)
    for issue in issues:
        cell = issue.place.cell
        if cell is None:
            continue
        assert cell in other.cells, issue
        if issue.seen is not None:
            assert_same(issue.seen, other.text(cell), issue)
    told = {issue.place.cell for issue in issues}
    for address, (target, wrong) in spoilt.items():
        if is_wrong(target, wrong, format_):
            assert address in told, (form, target.key, wrong, [i.text() for i in issues])
    return len(issues)


def is_wrong(target: Field, wrong: str, format_: str) -> bool:
    """Whether something has to be told of it: an error value is a text in Word."""
    if format_ == "docx" and _ERRORS.fullmatch(wrong):
        return target.type not in (FieldType.TEXT, FieldType.WHEN)
    return "☑" not in wrong or wrong.count("☑") > 1


def assert_same(seen: str, stands: str, issue) -> None:
    def bare(text: str) -> str:
        return re.sub(r"\s", "", text)

    assert bare(seen) or not bare(stands), issue
    assert bare(seen) in bare(stands) or bare(stands) in bare(seen), (issue, seen, stands)


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize(("key", "form"), SMALL)
def test_every_issue_is_at_its_cell(key, form, format_):
    """What an issue saw stands at its address, and every wrong cell is told at its own."""
    seen = 0

    @seed(7)
    @settings(max_examples=5, suppress_health_check=list(HealthCheck))
    @given(drawn=drawing(key, form), number=st.integers(0, 999))
    def check(drawn, number):
        nonlocal seen
        seen += look(key, form, format_, drawn, random.Random(number))

    check()
    assert seen > 5


@pytest.mark.fuzz
@pytest.mark.parametrize("format_", ["docx", "xlsx"])
@pytest.mark.parametrize("key", KEYS)
def test_every_issue_of_every_form_is_at_its_cell(key, format_):
    """The same of all forms of a programme, its ledgers too."""
    for form in sorted(programme(key).catalogue.layouts):
        look_at_many(key, form, format_)


def look_at_many(key, form, format_):
    """Every issue of drawn fillings of one form is at its cell.

    With the profile ``thorough`` ten times as many, and what fails is made small, which takes
    minutes; else the first that fails is shown as it was drawn.
    """
    thorough = settings.default.max_examples >= THOROUGH
    phases = settings.default.phases if thorough else (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(
        max_examples=40 if thorough else 4,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn=drawing(key, form), number=st.integers(0, 999))
    def check(drawn, number):
        look(key, form, format_, drawn, random.Random(number))

    check()
