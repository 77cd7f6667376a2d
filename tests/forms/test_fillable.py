"""Fillable Word forms: controls for fields, boxes to tick, printed words that stay."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date

import hypothesis
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records
from hypothesis import strategies as st
from lxml import etree

from kejifupin.errors import OfficeError
from kejifupin.forms.fillable import write_fillable
from kejifupin.forms.layouts import Block, FormLayout, LayoutCell, Row
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form
from kejifupin.office import read_document
from kejifupin.office.docx.controls import add_controls
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import make_record

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
FORMS = sorted(key for key, each in LAYOUTS.items() if not each.rows_are_records)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def blank(key: str) -> bytes:
    return write_fillable(LAYOUTS[key], KINDS[LAYOUTS[key].kind])


def main_part(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def with_main(data: bytes, root: etree._Element) -> bytes:
    """The document with another main part, as Word would save it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, etree.tostring(root) if name == "word/document.xml" else content)
    return out.getvalue()


def controls(root: etree._Element, tag: str) -> list[etree._Element]:
    return [
        each
        for each in root.iter(f"{W}sdt")
        if (name := each.find(f"{W}sdtPr/{W}tag")) is not None and name.get(f"{W}val") == tag
    ]


def type_into(root: etree._Element, tag: str, text: str) -> None:
    """What Word does when somebody types into a control."""
    control = controls(root, tag)[0]
    showing = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if showing is not None:
        showing.getparent().remove(showing)
    control.find(f".//{W}t").text = text


def tick(root: etree._Element, tag: str, number: int) -> None:
    """What Word does when somebody clicks a box."""
    box = [each for each in controls(root, tag) if each.find(f".//{W14}checkbox") is not None][
        number
    ]
    box.find(f".//{W14}checked").set(f"{W14}val", "1")
    box.find(f".//{W}t").text = "☑"


def read(data: bytes, layouts=None, setting=SETTING):
    layouts = tuple(LAYOUTS.values()) if layouts is None else layouts
    return read_form(read_document(data, "表.docx"), layouts, setting)


@pytest.mark.parametrize("key", sorted(LAYOUTS))
def test_a_blank_one_is_blank_and_the_same_every_time(key):
    """Rooms hold nothing; the document is the form, with the words of the plain one."""
    plain = read_document(write_form(LAYOUTS[key], KINDS[LAYOUTS[key].kind]), "表.docx")
    data = blank(key)
    reading = read(data)

    assert data == blank(key)
    assert (reading.forms, reading.records) == ((key,), ())
    assert [issue.code for issue in reading.issues] == ["form.empty"]
    shown = [cell.text.strip() for grid in read_document(data, "x").grids for cell in grid.cells]
    assert shown == [cell.text.strip() for grid in plain.grids for cell in grid.cells]
    assert read_document(data, "x").slots == plain.slots


@pytest.mark.parametrize("key", FORMS)
@hypothesis.given(data=st.data())
@hypothesis.settings(max_examples=hypothesis.settings().max_examples // 5)
def test_a_filled_one_reads_back_as_the_record(key, data):
    """Field by field, growing rows among them."""
    record = data.draw(records(KINDS[LAYOUTS[key].kind], LAYOUTS[key], SETTING))
    plain = read(write_form(LAYOUTS[key], record.kind, record))
    reading = read(write_fillable(LAYOUTS[key], record.kind, record))

    assert [dict(each.items()) for each in reading.records] == [
        dict(each.items()) for each in plain.records
    ]
    assert [each.code for each in reading.issues] == [each.code for each in plain.issues]


def test_what_is_typed_and_ticked_is_read():
    """Texts, boxes and the line for 其它 of annex 2."""
    data = blank("household_survey")
    root = main_part(data)
    type_into(root, "household", "张甲")
    type_into(root, "division", "镇赉县")
    type_into(root, "members", "4")
    tick(root, "poverty_causes", 0)
    tick(root, "poverty_causes", 5)
    type_into(root, "service_needs_other", "编织")

    (record,) = read(with_main(data, root)).records

    assert (record.household, record.members) == ("张甲", 4)
    assert record.division.code == "220821"
    assert record.poverty_causes == ("因病", "缺水")
    assert (record.service_needs, record.service_needs_other) == (None, "编织")


def test_printed_words_are_locked_and_rooms_are_not():
    """Every text of a blank form stands in a control: locked, or named after a field."""
    root = main_part(blank("winter_return"))
    for text in root.iter(f"{W}t"):
        if not text.text.strip():
            continue
        control = next(text.iterancestors(f"{W}sdt"))
        lock = control.find(f"{W}sdtPr/{W}lock")
        named = control.find(f"{W}sdtPr/{W}tag")
        assert (lock is None) != (named is None)
        assert lock is None or lock.get(f"{W}val") == "sdtContentLocked"
    ids = [each.get(f"{W}val") for each in root.iterfind(f".//{W}sdtPr/{W}id")]
    assert len(ids) == len(set(ids)) > 50


def small_form() -> tuple[FormLayout, RecordKind]:
    kind = RecordKind(
        "k",
        "表",
        (
            Field("name", "名称"),
            Field("on", "日期", FieldType.DATE),
            Field("grade", "等次", FieldType.CHOICE, choices=("优秀", "合<格>")),
        ),
        identity=("name",),
    )
    rows = tuple(Row((LayoutCell(each.label), LayoutCell(field=each.key))) for each in kind.fields)
    return FormLayout("k", "k", "登记表", (Block(rows=rows),)), kind


def test_dates_and_single_choices_have_controls_of_their_own():
    """A calendar and a list, blank and filled."""
    layout, kind = small_form()
    record = make_record(kind, {"name": "=甲&<乙>", "on": date(2018, 1, 5), "grade": "合<格>"})
    setting = make_setting(date(2018, 5, 31), {"k": kind})
    root = main_part(write_fillable(layout, kind))

    assert controls(root, "on")[0].find(f".//{W}date/{W}dateFormat") is not None
    items = controls(root, "grade")[0].iterfind(f".//{W}listItem")
    assert [each.get(f"{W}value") for each in items] == ["优秀", "合<格>"]
    (found,) = read(write_fillable(layout, kind, record), (layout,), setting).records
    assert dict(found.items()) == dict(record.items())


def test_controls_that_do_not_fit_are_refused():
    """Never into the wrong cell."""
    with pytest.raises(OfficeError):
        add_controls(write_form(LAYOUTS["village_survey"], KINDS["village_survey"]), [()], [])


def through_libreoffice(folder, files: dict[str, bytes], ending: str) -> dict[str, bytes]:
    """The files as LibreOffice saves them."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}",
            "--convert-to",
            ending,
            "--outdir",
            folder / "back",
            *(folder / name for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.name: path.read_bytes() for path in (folder / "back").iterdir()}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize("ways", [("docx:MS Word 2007 XML",), ("odt", "docx:MS Word 2007 XML")])
def test_a_fillable_form_saved_by_libreoffice_reads_back(ways, tmp_path):
    """Opened and saved, filled and blank: nothing is lost and nothing appears."""
    data = blank("household_survey")
    root = main_part(data)
    type_into(root, "household", "张甲")
    type_into(root, "division", "镇赉县")
    tick(root, "poverty_causes", 0)
    layout, kind = small_form()
    setting = make_setting(date(2018, 5, 31), {"k": kind})
    record = make_record(kind, {"name": "甲", "on": date(2018, 1, 5), "grade": "优秀"})
    small = write_fillable(layout, kind, record)
    files = {"空.docx": data, "填.docx": with_main(data, root), "小.docx": small}
    expected = [dict(each.items()) for each in read(files["填.docx"]).records]

    for number, way in enumerate(ways):
        files = through_libreoffice(tmp_path / str(number), files, way)

    filled, empty = read(files["填.docx"]), read(files["空.docx"])
    assert [dict(each.items()) for each in filled.records] == expected
    assert expected[0]["poverty_causes"] == ("因病",)
    assert (empty.forms, empty.records) == (("household_survey",), ())
    (found,) = read(files["小.docx"], (layout,), setting).records
    assert dict(found.items()) == dict(record.items())
