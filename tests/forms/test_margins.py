"""What stands in headers and footers of a Word file: read where it is missing, else told."""

from __future__ import annotations

import io

import attrs
import docx
import openpyxl
import pytest

from kejifupin import make_record
from kejifupin.forms.reading import read_form
from kejifupin.office import read_document
from kejifupin.records import DivisionName


@pytest.fixture(scope="module")
def filled(winter):
    """A filled winter return, with its reporting unit in a paragraph above the table."""
    kind = winter.catalogue.kinds["winter_return"]
    values = {
        "reporting_unit": "靖宇县科协",
        "division": DivisionName("靖宇县", "220622"),
        "winter_events": 3,
    }
    return winter.filled(make_record(kind, values))


def changed(content, change):
    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def unit_line(document):
    return next(each for each in document.paragraphs if "填表单位" in each.text)


def read(winter, content):
    document = read_document(content, "表.docx")
    return read_form(document, tuple(winter.catalogue.layouts.values()), winter.setting())


def into_header(document):
    line = unit_line(document)
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = line.text
    line._element.getparent().remove(line._element)


def into_header_table(document):
    line = unit_line(document)
    header = document.sections[0].header
    header.is_linked_to_previous = False
    table = header.add_table(1, 1, document.sections[0].page_width)
    table.cell(0, 0).text = line.text
    line._element.getparent().remove(line._element)


@pytest.mark.parametrize("change", [into_header, into_header_table])
def test_a_field_that_stands_in_the_header_alone_is_read(winter, filled, change):
    """With its place there; everything else stays as it was."""
    (before,) = read(winter, filled).records
    reading = read(winter, changed(filled, change))
    (record,) = reading.records
    assert record == before
    assert record.reporting_unit == "靖宇县科协"
    assert record.origin.cell("reporting_unit").startswith("页眉1")
    assert not reading.issues.errors


def test_a_header_that_says_something_else_is_told_where_it_looks_filled_in(winter, filled):
    """The body's word stands; a page number or a title is nothing to tell."""

    def contradict(document):
        document.sections[0].footer.paragraphs[0].text = "填表单位：汪清县科协"

    reading = read(winter, changed(filled, contradict))
    assert reading.records[0].reporting_unit == "靖宇县科协"
    told = [each for each in reading.issues if each.code == "form.margin"]
    assert [each.place.cell for each in told] == ["页脚1段落1"]
    assert "汪清县" not in told[0].message

    def decorate(document):
        document.sections[0].header.paragraphs[0].text = "吉林省科学技术协会"
        document.sections[0].footer.paragraphs[0].text = "第 1 页  共 2 页"

    assert read(winter, changed(filled, decorate)) == read(winter, filled)


def test_the_forms_title_in_the_header_makes_no_second_form(winter, filled):
    """Offices repeat the title on every page."""

    def repeat(document):
        document.sections[0].header.paragraphs[0].text = "“科技之冬”活动统计表"

    reading = read(winter, changed(filled, repeat))
    assert len(reading.records) == 1
    assert reading.issues == read(winter, filled).issues


def test_the_header_holds_for_every_form_of_the_file(winter):
    """It stands on every page: each form that lacks the unit has it from there."""
    kind = winter.catalogue.kinds["winter_return"]
    values = {"reporting_unit": "靖宇县科协", "division": DivisionName("靖宇县科协", "220622")}
    parts = [
        docx.Document(io.BytesIO(winter.filled(make_record(kind, {**values, "winter_events": n}))))
        for n in (3, 4)
    ]
    for each in parts:
        line = unit_line(each)
        words = line.text
        line._element.getparent().remove(line._element)
    first, second = parts
    header = first.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = words
    for element in [each for each in second.element.body if not each.tag.endswith("}sectPr")]:
        first.element.body.insert(len(first.element.body) - 1, element)
    out = io.BytesIO()
    first.save(out)
    reading = read(winter, out.getvalue())
    assert [record.winter_events for record in reading.records] == [3, 4]
    assert [record.reporting_unit for record in reading.records] == ["靖宇县科协"] * 2
    assert [record.origin.cell("reporting_unit") for record in reading.records] == [
        "页眉1段落1"
    ] * 2
    assert not reading.issues.errors


def test_every_sheet_has_its_own_header(winter):
    """Two returns in one workbook, each with its unit in the header of its sheet."""
    kind = winter.catalogue.kinds["winter_return"]
    units = {"靖宇县科协": "220622", "抚松县科协": "220621"}
    book = None
    for at, (unit, code) in enumerate(units.items()):
        record = make_record(
            kind,
            {
                "reporting_unit": unit,
                "division": DivisionName(unit, code),
                "winter_events": at + 3,
            },
        )
        made = openpyxl.load_workbook(io.BytesIO(winter.filled(record, format="xlsx")))
        own = made.worksheets[0]
        line = next(
            cell for row in own.iter_rows() for cell in row if "填表单位" in str(cell.value)
        )
        words, line.value = line.value, None
        if book is None:
            book, target = made, own
        else:
            target = book.create_sheet("另一县", 1)
            for row in own.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        target[cell.coordinate] = cell.value
        target.oddHeader.left.text = words
        target.oddFooter.center.text = "第&P页，共&N页"
    out = io.BytesIO()
    book.save(out)
    document = read_document(out.getvalue(), "表.xlsx")
    reading = read_form(document, tuple(winter.catalogue.layouts.values()), winter.setting())
    assert [record.reporting_unit for record in reading.records] == list(units)
    assert [record.winter_events for record in reading.records] == [3, 4]
    assert [record.division.code for record in reading.records] == list(units.values())
    assert [record.origin.cell("reporting_unit") for record in reading.records] == [
        "页眉1段落1",
        "页眉2段落1",
    ]
    # A page number alone changes nothing, and is not looked at.
    plain = attrs.evolve(
        document, margins=tuple(each for each in document.margins if "页" in each.text)
    )
    bare = read_form(plain, tuple(winter.catalogue.layouts.values()), winter.setting())
    assert [record.reporting_unit for record in bare.records] == [None, None]


def in_sections(winter, units, *, drop=()):
    """One file with a winter return in each section, its unit in the header of that section.

    A section without a unit takes over the header before it; the forms to be dropped have no line
    of their own in the body.
    """
    kind = winter.catalogue.kinds["winter_return"]
    whole = None
    for at, unit in enumerate(units):
        name = unit or "安图县科协"
        record = make_record(kind, {"reporting_unit": name, "winter_events": at + 3})
        part = docx.Document(io.BytesIO(winter.filled(record)))
        line = unit_line(part)
        words = line.text
        if at in drop:
            line._element.getparent().remove(line._element)
        if whole is None:
            whole = part
        else:
            whole.add_section()
            end = len(whole.element.body) - 1
            for element in [*part.element.body][:-1]:
                whole.element.body.insert(end, element)
                end += 1
        if unit is not None:
            header = whole.sections[-1].header
            header.is_linked_to_previous = False
            header.paragraphs[0].text = words
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_each_section_has_its_own_header(winter):
    """Three counties in one file, each on pages of its own."""
    units = ["靖宇县科协", "汪清县科协", "镇赉县科协"]
    reading = read(winter, in_sections(winter, units, drop=(0, 1, 2)))
    assert [record.winter_events for record in reading.records] == [3, 4, 5]
    assert [record.reporting_unit for record in reading.records] == units
    places = [record.origin.cell("reporting_unit") for record in reading.records]
    assert places == ["页眉1段落1", "页眉2段落1", "页眉3段落1"]
    assert not reading.issues.errors


def test_a_header_fills_the_form_that_lacks_it_beside_one_that_does_not(winter):
    """The second section takes over the header of the first, and names its unit itself."""
    reading = read(winter, in_sections(winter, ["靖宇县科协", None], drop=(0,)))
    assert [record.reporting_unit for record in reading.records] == ["靖宇县科协", "安图县科协"]
    assert not reading.issues.errors
