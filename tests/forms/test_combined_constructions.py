"""Constructions of Word that each change nothing, several at once: the record stays what it was."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from decimal import Decimal

import pytest
from lxml import etree

from kejifupin import make_record
from kejifupin.forms.reading import read_form
from kejifupin.office import read_document
from kejifupin.records import DivisionName

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W = f"{{{MAIN}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OUTER = (
    f'<x xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">%s</x>'
)
_CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>"


def made(xml):
    return etree.fromstring(_OUTER % xml)[0]


def wrapped(element, xml, *path):
    outer = made(xml)
    element.addprevious(outer)
    inner = outer
    for at in path:
        inner = inner[at]
    inner.append(element)
    return outer


def runs(root):
    return [each for each in root.iter(f"{W}r") if each.find(f"{W}t") is not None]


def one_thing_a_run(root, _):
    """A run of several texts and breaks as runs of one each, which the others then change."""
    for run in list(root.iter(f"{W}r")):
        look, things = run.find(f"{W}rPr"), [each for each in run if each.tag != f"{W}rPr"]
        if len(things) < 2:
            continue
        for each in things:
            single = etree.Element(f"{W}r")
            if look is not None:
                single.append(copy.deepcopy(look))
            single.append(each)
            run.addprevious(single)
        run.getparent().remove(run)


def split_runs(root, rng):
    """As WPS does: three characters a run, with marks of its spelling check between them."""
    for run in runs(root):
        text = run.find(f"{W}t").text or ""
        for at in range(0, len(text), 3):
            part = copy.deepcopy(run)
            part.find(f"{W}t").text = text[at : at + 3]
            part.find(f"{W}t").set(SPACE, "preserve")
            run.addprevious(part)
            if rng.random() < 0.3:
                run.addprevious(made('<w:proofErr w:type="spellStart"/>'))
        if text:
            run.getparent().remove(run)


def around_runs(xml, *path):
    def change(root, rng):
        for run in runs(root):
            if rng.random() < 0.4:
                wrapped(run, xml, *path)

    return change


def around(name, share):
    def change(root, rng):
        for each in list(root.iter(f"{W}{name}")):
            if rng.random() < share:
                wrapped(each, _CONTROL, 1)

    return change


def beside_runs(xml):
    def change(root, rng):
        for run in runs(root):
            if rng.random() < 0.4:
                run.addprevious(made(xml))

    return change


def alternatives(root, rng):
    for run in runs(root):
        if rng.random() < 0.3:
            xml = '<mc:AlternateContent><mc:Choice Requires="w14"/><mc:Fallback/>'
            outer = wrapped(run, f"{xml}</mc:AlternateContent>", 0)
            outer[1].append(copy.deepcopy(run))


def boxes(ticked, blank):
    def change(root, _):
        for run in runs(root):
            text = run.find(f"{W}t").text or ""
            if not {"☑", "□"} & set(text):
                continue
            for piece in re.split("([☑□])", text):
                if piece in ("☑", "□"):
                    run.addprevious(made(ticked if piece == "☑" else blank))
                elif piece:
                    plain = made('<w:r><w:t xml:space="preserve"/></w:r>')
                    plain[0].text = piece
                    run.addprevious(plain)
            run.getparent().remove(run)

    return change


def _checkbox(state, sign):
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _symbol(char):
    return f'<w:r><w:sym w:font="Wingdings" w:char="{char}"/></w:r>'


def pasted(root, rng):
    for cell in list(root.iter(f"{W}tc")):
        if rng.random() < 0.15 and "".join(cell.itertext()).strip():
            paragraphs = cell.findall(f"{W}p")
            table = made("<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>")
            paragraphs[0].addprevious(table)
            table[1][0].extend(paragraphs)
            cell.append(made("<w:p/>"))


def deleted_row(root, _):
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        gone = copy.deepcopy(rows[-1])
        look = gone.find(f"{W}trPr")
        if look is None:
            look = etree.Element(f"{W}trPr")
            gone.insert(0, look)
        look.append(made('<w:del w:id="3" w:author="b"/>'))
        rows[0].addnext(gone)


def numbered(root, rng):
    for paragraph in root.iter(f"{W}p"):
        look = paragraph.find(f"{W}pPr")
        if look is not None and rng.random() < 0.3:
            look.append(made('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))


def no_grid(root, _):
    for each in list(root.iter(f"{W}tblGrid")):
        each.getparent().remove(each)


def exceptions(root, _):
    for row in root.iter(f"{W}tr"):
        row.insert(0, made('<w:tblPrEx><w:tblLayout w:type="fixed"/></w:tblPrEx>'))


CHANGES = (
    split_runs,
    around_runs(_CONTROL, 1),
    around_runs('<w:ins w:id="1" w:author="a"/>'),
    around_runs('<w:smartTag w:uri="u" w:element="e"/>'),
    around_runs('<w:fldSimple w:instr=" QUOTE "/>'),
    beside_runs('<w:del w:id="2" w:author="a"><w:r><w:delText>旧99</w:delText></w:r></w:del>'),
    beside_runs("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏88</w:t></w:r>"),
    alternatives,
    boxes(_symbol("F0FE"), _symbol("F0A8")),
    boxes(_checkbox(1, "☒"), _checkbox(0, "☐")),
    pasted,
    deleted_row,
    numbered,
    no_grid,
    exceptions,
    around("tc", 0.3),
    around("tr", 0.3),
    around("tbl", 1),
)


def changed(content, changes, rng, *, strict):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                for change in (one_thing_a_run, *changes):
                    change(root, rng)
                data = etree.tostring(root, encoding="UTF-8")
                data = data.replace(MAIN.encode(), STRICT.encode()) if strict else data
            new.writestr(name, data)
    return out.getvalue()


def records_of(kinds):
    place = DivisionName("白山市靖宇县", "220622")
    expert, plan = (kinds["team_workplan"].row_kind(k) for k in ("experts", "planned_activities"))
    return {
        "household_survey": {
            "household": "周示例",
            "division": place,
            "address": "双山子村1组",
            "members": 4,
            "farmland_per_capita": Decimal("3.2"),
            "poverty_causes": ("因病", "缺水"),
            "strengths": "会养蜂",
            "service_needs": ("种植", "养殖"),
            "service_needs_other": "林下参",
        },
        "team_workplan": {
            "division": place,
            "leader_name": "卫示例",
            "leader_contact": "13800000001",
            "leader_position": "局长",
            "experts": tuple(
                make_record(expert, {"name": f"丁{n}", "age": 40 + n, "employer": "农科院"})
                for n in range(4)
            ),
            "planned_activities": (make_record(plan, {"where": "一村", "content": "讲课"}),),
        },
    }


@pytest.mark.parametrize("key", ["household_survey", "team_workplan"])
def test_what_changes_nothing_changes_nothing_together(winter, key):
    """Each alone, then any number of them at once, in either namespace."""
    kinds, layouts = winter.catalogue.kinds, tuple(winter.catalogue.layouts.values())
    record = make_record(kinds[key], records_of(kinds)[key])
    content = winter.filled(record)
    for number in range(len(CHANGES) + 10):
        rng = random.Random(f"{key} {number}")
        chosen = CHANGES[number : number + 1] or [each for each in CHANGES if rng.random() < 0.45]
        data = changed(content, chosen, rng, strict=number % 3 == 2)
        reading = read_form(read_document(data, "表.docx"), layouts, winter.setting())
        assert [dict(each.items()) for each in reading.records] == [dict(record.items())], number
        assert not reading.issues.errors, number
