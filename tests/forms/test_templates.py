"""An official document as the template of a layout: that very document, filled, and read back."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date
from html import escape

import docx
import openpyxl
import pytest
from attrs import evolve
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_official import household_docx, register_xlsx, team_docx, winter_xlsx
from forms_strategies import records, row_records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kejifupin.errors import DefinitionError
from kejifupin.forms.checking import check_layout
from kejifupin.forms.fillable import write_fillable
from kejifupin.forms.preview import preview_html
from kejifupin.forms.reading import read_form
from kejifupin.forms.template_files import TemplateFile
from kejifupin.forms.templates import fit_template
from kejifupin.forms.writing import write_form, write_forms
from kejifupin.office import read_document
from kejifupin.records.kinds import FieldType
from kejifupin.records.record import make_record
from kejifupin.terms.disclosure import Disclosure, Privacy

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
FORMATS = ("docx", "xlsx")
quick = settings(max_examples=settings().max_examples // 5, suppress_health_check=list(HealthCheck))


def templated(key: str, format_: str):
    """A layout whose template is the blank form that the library itself prints."""
    layout = LAYOUTS[key]
    blank = write_form(layout, KINDS[layout.kind], format=format_)
    return evolve(layout, template=TemplateFile.of(f"表.{format_}", blank)), blank


def values(record):
    return {key: getattr(record, key) for key in (each.key for each in record.kind.fields)}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("key", [k for k in LAYOUTS if not LAYOUTS[k].rows_are_records])
def test_what_is_written_into_a_template_is_read_back(key, format_):
    """For every layout whose template is its own blank: read(write(record)) = record."""
    layout, blank = templated(key, format_)
    kind = KINDS[layout.kind]
    plain = LAYOUTS[key]
    assert fit_template(layout, kind)[1] == ()
    written = read_document(write_form(layout, kind, format=format_), "表")
    assert written.blocks == read_document(blank, "表").blocks

    @quick
    @given(record=records(kind, layout, SETTING))
    def check(record):
        by_template = read_document(write_form(layout, kind, record, format=format_), "表")
        by_blocks = read_document(write_form(plain, kind, record, format=format_), "表")
        mine = read_form(by_template, [plain], SETTING)
        theirs = read_form(by_blocks, [plain], SETTING)
        assert [values(each) for each in mine.records] == [values(each) for each in theirs.records]
        assert by_template.properties["form"] == layout.key

    check()


@pytest.mark.parametrize("format_", FORMATS)
@quick
@given(data=st.data())
def test_a_register_grows_in_its_template(format_, data):
    """As many rows as there are records, more than the blank has among them."""
    key = next(key for key, each in LAYOUTS.items() if each.rows_are_records)
    layout, _ = templated(key, format_)
    kind = KINDS[layout.kind]
    rows = data.draw(st.lists(row_records(kind, SETTING), min_size=1, max_size=26))
    mine = write_forms(layout, kind, rows, format_, setting=SETTING)
    theirs = write_forms(LAYOUTS[key], kind, rows, format_, setting=SETTING)
    read = [read_form(read_document(each, "表"), [layout], SETTING) for each in (mine, theirs)]
    assert [values(each) for each in read[0].records] == [values(each) for each in read[1].records]


def official(key: str, name: str, content: bytes):
    layout = evolve(LAYOUTS[key], template=TemplateFile.of(name, content))
    kind = KINDS[layout.kind]
    assert fit_template(layout, kind)[1] == ()
    return layout, kind


def labels_of(key: str) -> tuple[tuple[str, str], ...]:
    kind = KINDS[LAYOUTS[key].kind]
    rows = [row for row in LAYOUTS[key].rows if len(row.cells) == 3][1:]
    return tuple((row.cells[0].label, kind.field(row.cells[2].field).unit) for row in rows)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


OFFICIAL = {
    "household_survey": (
        "附件2.docx",
        household_docx(KINDS["household_survey"].field("poverty_causes").choices),
    ),
    "team_workplan": ("附件3.docx", team_docx()),
    "winter_return": (
        "附件4.xlsx",
        winter_xlsx(labels_of("winter_return"), LAYOUTS["winter_return"].title),
    ),
}


@pytest.mark.parametrize("key", OFFICIAL)
def test_a_blank_form_is_the_official_document(key):
    """Nothing is said that was not printed; parts that hold no field keep every byte."""
    name, content = OFFICIAL[key]
    layout, kind = official(key, name, content)
    format_ = layout.template.format
    blank = write_form(layout, kind, format=format_)
    assert read_document(blank, "表").blocks == read_document(content, "表").blocks
    before, after = parts(content), parts(blank)
    touched = {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml", "word/document.xml"}
    touched |= {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
    assert {n for n in after if after[n] != before.get(n)} <= touched
    assert set(before) <= set(after)


@pytest.mark.parametrize("key", OFFICIAL)
def test_the_official_document_filled_reads_back(key):
    """read(write(record)) = record, whatever stands in the record, and no issue about places."""
    layout, kind = official(key, *OFFICIAL[key])
    format_ = layout.template.format

    @quick
    @given(record=records(kind, layout, SETTING))
    def check(record):
        written = write_form(layout, kind, record, format=format_, setting=SETTING)
        assert written == write_form(layout, kind, record, format=format_, setting=SETTING)
        plain = write_form(LAYOUTS[key], kind, record, format=format_, setting=SETTING)
        mine = read_form(read_document(written, "表"), [layout], SETTING)
        theirs = read_form(read_document(plain, "表"), [layout], SETTING)
        assert [values(each) for each in mine.records] == [values(each) for each in theirs.records]

    check()


REGISTER = next(key for key, each in LAYOUTS.items() if each.rows_are_records)


def register_headings() -> tuple[str, ...]:
    kind = KINDS[LAYOUTS[REGISTER].kind]
    columns = next(row.columns for row in LAYOUTS[REGISTER].rows if row.columns)
    return tuple(each.label or kind.field(each.field).label for each in columns if each.field)


@quick
@given(data=st.data())
def test_rows_set_into_a_workbook_move_what_stands_below(data):
    """Merged notes, formulas, print areas, conditional formats and drawings keep their rows."""
    content = register_xlsx(register_headings(), LAYOUTS[REGISTER].title, blank_rows=3)
    layout, kind = official(REGISTER, "册.xlsx", content)
    rows = data.draw(st.lists(row_records(kind, SETTING), min_size=1, max_size=9))
    written = write_forms(layout, kind, rows, "xlsx", setting=SETTING)
    plain = write_forms(LAYOUTS[REGISTER], kind, rows, "xlsx", setting=SETTING)
    mine = read_form(read_document(written, "册"), [layout], SETTING)
    theirs = read_form(read_document(plain, "册"), [layout], SETTING)
    assert [values(each) for each in mine.records] == [values(each) for each in theirs.records]
    more = max(len(rows) - 3, 0)
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book["花 名 册"]
    assert sheet.cell(6 + more, 1).value == "备注：逐村登记，由县扶贫办盖章。"
    assert sheet.cell(7 + more, 1).value == f"=COUNTA(A3:A{5 + more})"
    assert f"A{6 + more}" in {str(each).split(":")[0] for each in sheet.merged_cells.ranges}
    assert sheet.print_area.endswith(f"$C${7 + more}")
    assert [str(each.sqref) for each in sheet.conditional_formatting] == [f"A3:A{5 + more}"]
    anchor = etree.fromstring(parts(written)["xl/drawings/drawing1.xml"])
    assert anchor.findtext(".//{*}from/{*}row") == str(8 + more)
    assert all(sheet.cell(row, 1).border.left.style == "thin" for row in range(3, 6 + more))


def test_rows_are_cloned_as_the_document_has_them():
    """Five experts in a form with 专家1, 专家2 and ……: numbered on, borders and heights kept."""
    layout, kind = official("team_workplan", *OFFICIAL["team_workplan"])
    row = kind.row_kind("experts")
    experts = tuple(make_record(row, {"name": f"丁{n}"}) for n in range(1, 6))
    record = make_record(kind, {"leader_name": "卫青山", "experts": experts})
    table = docx.Document(io.BytesIO(write_form(layout, kind, record))).tables[0]
    assert [[cell.text for cell in each.cells[:2]] for each in table.rows[5:10]] == [
        [f"专家{n}", f"丁{n}"] for n in range(1, 6)
    ]
    assert [each.cells[0].text for each in table.rows[10:]] == [
        "送科技下乡活动安排",
        "",
        "活动1",
        "活动2",
        "……",
    ]


def test_boxes_of_every_kind_are_ticked_where_they_stand():
    """Typed, symbol, content control, form field, Wingdings: the state of each, none replaced."""
    layout, kind = official("household_survey", *OFFICIAL["household_survey"])
    choices = kind.field("poverty_causes").choices
    record = make_record(kind, {"household": "周", "poverty_causes": choices[:5]})
    written = write_form(layout, kind, record)
    cell = next(
        cell
        for grid in read_document(written, "表").grids
        for cell in grid.cells
        if cell.text.startswith(choices[0])
    )
    kinds = [(mark.kind, mark.checked) for mark in cell.marks]
    assert kinds == [
        *((each, True) for each in ("glyph", "sym", "w14", "ffData", "sym")),
        *((each, False) for each in ("glyph", "sym", "w14", "ffData")),
    ]
    body = parts(written)["word/document.xml"]
    assert body.count(b"<w14:checkbox>") == 2
    assert body.count(b"FORMCHECKBOX") == 2


def test_lines_are_filled_as_they_are_printed():
    """An underlined blank stays a line of its length, 亩 and 人 stay behind the figure."""
    layout, kind = official("household_survey", *OFFICIAL["household_survey"])
    record = make_record(
        kind, {"household": "周", "members": 5, "able_workers": 2, "farmland_per_capita": 3}
    )
    table = docx.Document(io.BytesIO(write_form(layout, kind, record))).tables[0]
    members = table.cell(3, 1).paragraphs[0].runs
    assert [(run.text, run.underline) for run in members if run.text] == [
        ("  5   ", True),
        ("人", None),
    ]
    able = table.cell(3, 3).paragraphs[0].runs
    assert [(run.text, run.underline) for run in able if run.text] == [
        ("＿2＿", True),
        ("人", None),
    ]
    assert table.cell(4, 1).text == "3亩"


MISFITS = {
    "another form": (team_docx(), "找不到“一户一策调查表”的栏目"),
    "no document": (b"PK\x03\x04 and no more", "读不了"),
    "empty": (b"", "读不了"),
    "a workbook by another name": (
        winter_xlsx((("甲", "乙"),), "表"),
        "其实是 xlsx 文件",
    ),
}


@pytest.mark.parametrize("what", MISFITS)
def test_a_template_that_does_not_fit_is_told(what):
    """With the field or the reason, in Chinese, and a remedy; writing fails with the same words."""
    content, told = MISFITS[what]
    layout = evolve(LAYOUTS["household_survey"], template=TemplateFile.of("附件2.docx", content))
    kind = KINDS["household_survey"]
    (path, message, remedy), *_ = check_layout(layout, kind) or (((), "", ""),)
    if content:
        assert path == ("template",)
        assert told in message
        assert remedy
    with pytest.raises(DefinitionError) as error:
        write_form(layout, kind)
    assert told in error.value.chinese


def test_each_field_without_a_place_is_told():
    """A label that was cut out, and a cell that is no blank any more."""
    document = docx.Document(io.BytesIO(OFFICIAL["household_survey"][1]))
    table = document.tables[0]
    table.cell(2, 0).text = "随便什么"
    table.cell(0, 1).text = "周广家已填"
    out = io.BytesIO()
    document.save(out)
    layout = evolve(
        LAYOUTS["household_survey"], template=TemplateFile.of("附件2.docx", out.getvalue())
    )
    told = [message for _, message, _ in check_layout(layout, KINDS["household_survey"])]
    assert any("“户名”处印有“周广家已填”" in each for each in told)
    assert any("找不到“联系人”一栏" in each for each in told)


def test_notes_stand_below_the_form():
    """What a report adds is set below the official form, which else is the same."""
    layout, kind = official("household_survey", *OFFICIAL["household_survey"])
    record = make_record(kind, {"household": "周"})
    written = write_form(layout, kind, record, notes=("注：截至2018年5月31日汇总。",))
    last = [each.text for each in docx.Document(io.BytesIO(written)).paragraphs if each.text][-1]
    assert last == "注：截至2018年5月31日汇总。"
    layout, kind = official("winter_return", *OFFICIAL["winter_return"])
    record = make_record(kind, {"outreach_events": 3})
    written = write_form(layout, kind, record, format="xlsx", notes=("注：甲", "乙"))
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    texts = [cell.value for line in sheet.iter_rows() for cell in line if cell.value]
    assert texts[-2:] == ["注：甲", "乙"]


@pytest.mark.libreoffice
@pytest.mark.parametrize("key", OFFICIAL)
def test_libreoffice_opens_what_was_filled(key, tmp_path):
    """Saved by LibreOffice in its own format and back, it reads as it did."""
    layout, kind = official(key, *OFFICIAL[key])
    format_ = layout.template.format
    rows = {"experts": "name", "planned_activities": "when"}
    values_ = {
        each.key: 3 if each.type is FieldType.NUMBER else "周广"
        for each in kind.fields
        if each.type in (FieldType.NUMBER, FieldType.TEXT)
    }
    for name, first in rows.items():
        if name in kind:
            row = kind.row_kind(name)
            values_[name] = tuple(make_record(row, {first: f"丁{n}"}) for n in range(5))
    record = make_record(kind, values_)
    path = tmp_path / f"表.{format_}"
    path.write_bytes(write_form(layout, kind, record, format=format_))
    own = {"docx": "odt", "xlsx": "ods"}[format_]
    for to in (own, format_):
        source = path if to == own else tmp_path / own / f"表.{own}"
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless"]
        subprocess.run(
            [*command, "--convert-to", to, "--outdir", str(tmp_path / to), str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    back = (tmp_path / format_ / f"表.{format_}").read_bytes()
    before = read_form(read_document(path.read_bytes(), "表"), [layout], SETTING)
    after = read_form(read_document(back, "表"), [layout], SETTING)
    # LibreOffice 7.4 writes the text of a content control four times over.
    told = [
        [{**values(each), "strengths": None} for each in reading.records]
        for reading in (before, after)
    ]
    assert told[0] == told[1]
    assert len(after.records) == 1


@pytest.mark.parametrize("key", ["household_survey", "team_workplan"])
def test_several_forms_in_one_document_are_the_template_each(key):
    """Every record reads back, from pages like the official ones; python-docx opens it."""
    name, content = OFFICIAL[key]
    layout, kind = official(key, name, content)
    first = next(each.key for each in kind.fields if each.type is FieldType.TEXT)
    several = [make_record(kind, {first: f"甲{n}"}) for n in range(3)]
    written = write_forms(layout, kind, several, "docx", setting=SETTING)
    assert written == write_forms(layout, kind, several, "docx", setting=SETTING)
    found = read_form(read_document(written, "表"), [layout], SETTING)
    assert [getattr(each, first) for each in found.records] == ["甲0", "甲1", "甲2"]
    document = docx.Document(io.BytesIO(written))
    blank = docx.Document(io.BytesIO(content))
    assert len(document.tables) == 3 * len(blank.tables)
    assert len(document.sections) == 3 * len(blank.sections)
    assert {each.page_width for each in document.sections} == {
        each.page_width for each in blank.sections
    }
    body = parts(written)["word/document.xml"]
    marks = etree.fromstring(body).iter("{*}bookmarkStart")
    names = [value for mark in marks for key, value in mark.items() if key.endswith("}name")]
    assert len(names) == len(set(names))


def test_several_forms_of_a_workbook_are_refused_with_a_reason():
    """One form to a file, or a Word document."""
    layout, kind = official("winter_return", *OFFICIAL["winter_return"])
    two = [make_record(kind, {"winter_events": n}) for n in (1, 2)]
    with pytest.raises(DefinitionError, match="several forms") as error:
        write_forms(layout, kind, two, "xlsx", setting=SETTING)
    assert "Excel" in error.value.chinese
    assert error.value.remedy


def test_a_fillable_form_of_a_template_is_refused_with_a_reason():
    """What the office printed is not laid out anew behind its back."""
    layout, kind = official("household_survey", *OFFICIAL["household_survey"])
    with pytest.raises(DefinitionError, match="template") as error:
        write_fillable(layout, kind)
    assert "--fillable" in error.value.remedy


@pytest.mark.parametrize("key", OFFICIAL)
def test_the_preview_shows_the_template(key):
    """Its own words, with the values in them and personal ones masked."""
    layout, kind = official(key, *OFFICIAL[key])
    first = next(each for each in kind.fields if each.type is FieldType.TEXT)
    record = make_record(kind, {first.key: "甲示例"})
    shown = preview_html(layout, kind, record, disclosure=Disclosure.of(["all"]))
    assert "甲示例" in shown
    for block in read_document(OFFICIAL[key][1], "表").grids:
        for cell in block.cells:
            if cell.colspan > 1 and cell.text and "\n" not in cell.text and "□" not in cell.text:
                assert escape(cell.text) in preview_html(layout, kind)
    if first.privacy is not Privacy.OPEN:
        assert "甲示例" not in preview_html(layout, kind, record)
