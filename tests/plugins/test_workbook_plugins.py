"""A workbook is a plugin: the same definitions, the same checks, places that are cells."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import attrs
import pytest
from openpyxl import Workbook, load_workbook

from kejifupin import ConfigError, Severity, open_programme
from kejifupin.errors import DefinitionError
from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.folder import read_folder
from kejifupin.plugins.scaffolding import plan_plugin, workbook_of, write_plugin
from kejifupin.plugins.workbook_converting import convert_plugin

ROOT = Path(__file__).parents[2]
SHIPPED = {
    "national": ROOT / "src" / "kejifupin" / "plugins" / "builtin",
    **{name: ROOT / "plugins" / name for name in ("jilin", "hunan", "henan", "shaanxi")},
}


def definitions(path):
    """Everything that a plugin says, without where it says it."""
    reading = read_folder(path)
    assert [each.text() for each in reading.issues if each.severity is Severity.ERROR] == []
    found = {
        "divisions": [each.value for each in reading.divisions],
        "designations": [each.value for each in reading.designations],
    }
    for folder in reading.programmes:
        for attribute in attrs.fields(type(folder)):
            value = getattr(folder, attribute.name)
            if isinstance(value, tuple):
                values = [getattr(each, "value", each) for each in value]
                # Forms and reports are files, so their order is that of their names.
                single = attribute.name in ("layouts", "reports")
                value = sorted(values, key=lambda each: each.key) if single else values
            found[folder.key, attribute.name] = getattr(value, "value", value)
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_a_folder_and_its_workbook_say_the_same(name, tmp_path):
    """Folder → workbook → folder: every definition of the five programmes is equal."""
    book, back = tmp_path / f"{name}.xlsx", tmp_path / "back"

    convert_plugin(SHIPPED[name], book)
    convert_plugin(book, back)

    expected = definitions(SHIPPED[name])
    assert len(expected) > 2
    assert definitions(book) == expected
    assert definitions(back) == expected


def test_clauses_come_back(tmp_path):
    """The list of clauses of Henan is the same behind a workbook."""
    convert_plugin(SHIPPED["henan"], tmp_path / "a.xlsx")
    convert_plugin(tmp_path / "a.xlsx", tmp_path / "b")

    def rows(folder):
        (path,) = folder.glob("**/henan-2016/clauses.csv")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return [[each for each in line.split(",") if each] for line in lines[1:]]

    assert rows(tmp_path / "b") == rows(SHIPPED["henan"])


def test_a_template_goes_along(tmp_path):
    """The document that a form is written into lies beside the workbook, and in forms/ again."""
    content = load_bytes()
    folder = tmp_path / "plan"
    write_plugin(plan_plugin("guizhou", "520000"), folder)
    (form,) = folder.glob("**/forms/training_return.toml")
    form.write_text(
        form.read_text(encoding="utf-8").replace(
            'annex = "附件1"', 'annex = "附件1"\ntemplate = "原表.xlsx"'
        ),
        encoding="utf-8",
    )
    (form.parent / "原表.xlsx").write_bytes(content)

    convert_plugin(folder, tmp_path / "a.xlsx")
    convert_plugin(tmp_path / "a.xlsx", tmp_path / "back")

    assert (tmp_path / "原表.xlsx").read_bytes() == content
    (back,) = (tmp_path / "back").glob("**/forms/原表.xlsx")
    assert back.read_bytes() == content


def load_bytes():
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def content():
    """A new plugin as a workbook, its bytes."""
    return workbook_of(plan_plugin("baicheng", "220800"))


@pytest.fixture
def plan(content, tmp_path):
    """A new plugin as a workbook."""
    path = tmp_path / "白城方案.xlsx"
    path.write_bytes(content)
    return path


@lru_cache(maxsize=1)
def opened(content):
    """A workbook, opened once for all changes to it; each of them is taken back."""
    return load_workbook(BytesIO(content))


def change(path, sheet, header, row, value):
    """Write a value under a header; gives the cell."""
    book = opened(path.read_bytes())
    cells = book[sheet]
    column = next(cell.column for cell in cells[1] if cell.value == header)
    cell = cells.cell(row, column)
    before, cell.value = cell.value, value
    book.save(path)
    cell.value = before
    return f"{sheet}!{cell.coordinate}"


def errors(path):
    return [each for each in check_folder(path) if each.severity is Severity.ERROR]


def test_a_new_workbook_is_sound(plan):
    """It has no mistakes, and opens as a programme with its own name."""
    assert [each.text() for each in check_folder(plan)] == []

    programme = open_programme("baicheng-2016", (plan,), entry_points=False)

    assert programme.catalogue.definition.scope == "220800"
    target = programme.catalogue.targets["demonstration_households_in_each_village"]
    assert (target.bound.at_least, target.bound.at_most) == (5, 10)
    assert target.due_on == date(2020, 12, 31)
    assert programme.blank("training_return", "docx")


@pytest.mark.parametrize(
    ("sheet", "header", "row", "value", "seen", "hint"),
    [
        ("方案", "地区", 2, "990000", "990000", "220000"),
        ("目标", "指标", 2, "training_return.session", "training_return.session", "sessions"),
        ("目标", "要求.至少", 3, "许多", "许多", "数"),
        ("目标", "对谁", 3, "每各", "每各", "每个"),
        ("目标", "口径", 3, "unit", "unit", "units"),
        ("目标", "期限", 2, "明年", "明年", "日期"),
        ("字段", "计量单位", 4, "沪", "沪", "单位"),
        ("字段", "类型", 2, "地方", "地方", "地区名称"),
        ("字段", "记录类型", 2, "training_retrun", "training_retrun", "training_return"),
        ("指标", "算法", 2, '{ do = "cuont", records = "facility" }', "cuont", "count"),
        ("指标", "算法", 2, "{ do = “count” }", "算法", "英文"),
        ("指标", "计量单位", 3, "人次", "人次", "户"),
        ("规则", "记录类型", 2, "training", "training", "training_return"),
        (
            "规则",
            "应当成立",
            2,
            '{ field = "attendance", at_least = 1 }',
            "attendance",
            "attendances",
        ),
        ("版面", "格3", 4, "{session}", "session", "sessions"),
        ("版面", "表式", 4, "training", "training", "training_return"),
        ("认定", "名单", 2, "无此县", "无此县", ""),
        ("条文", "对应", 2, "target:sessions", "target:sessions", "sessions_in_all"),
    ],
)
def test_a_mistake_is_told_at_its_cell(plan, sheet, header, row, value, seen, hint):
    """Each mistake names sheet and cell, what stands there and what to write."""
    cell = change(plan, sheet, header, row, value)

    found = errors(plan)

    assert found
    told = [each for each in found if each.place.cell == cell]
    assert told, [each.text() for each in found]
    assert all(each.place.file == str(plan) for each in found)
    text = told[0].text()
    assert seen in text
    assert hint in text
    assert f"工作表“{sheet}”" in text


def test_a_missing_value_is_told_at_its_blank_cell(plan):
    """A target without a label is told where the label belongs."""
    cell = change(plan, "目标", "要求原文", 2, None)

    (issue,) = errors(plan)

    assert issue.place.cell == cell
    assert issue.code == "config.missing_key"


def test_mistakes_of_many_sheets_are_told_in_one_run(plan):
    """Nothing hides anything else."""
    expected = {
        change(plan, "目标", "要求.至少", 2, "许多"),
        change(plan, "指标", "计量单位", 3, "沪"),
        change(plan, "规则", "记录类型", 2, "x"),
        change(plan, "口径", "层级", 2, "县级以上"),
        change(plan, "版面", "格2", 5, "{nothing}"),
        change(plan, "报送", "期限", 2, "年底"),
    }

    found = errors(plan)

    assert {each.place.cell for each in found} == expected
    assert all(each.remedy or "可选" in each.message for each in found)


def test_opening_a_workbook_with_mistakes_raises_with_all_of_them(plan):
    """The exception carries the cells."""
    cell = change(plan, "目标", "要求.至少", 2, "许多")

    with pytest.raises(ConfigError) as caught:
        open_programme("baicheng-2016", (plan,), entry_points=False)

    assert [each.place.cell for each in caught.value.issues] == [cell]


def test_headers_may_be_keys_and_columns_moved(plan):
    """A column is known by its header, wherever it stands, in Chinese or as a key."""
    before = definitions(plan)
    book = load_workbook(plan)
    sheet = book["目标"]
    for cell in sheet[1]:
        cell.value = {"要求.至少": "bound.at_least", "要求原文": " label "}.get(
            cell.value, cell.value
        )
    sheet.insert_cols(1)
    sheet["A1"] = "#备注"
    sheet["A2"] = "张三核对过"
    sheet.insert_rows(1)
    sheet["B1"] = "贵州省目标一览"
    sheet.append([None, "# 下面的还没有定"])
    book.save(plan)

    assert definitions(plan) == before


def test_unknown_sheets_and_columns_are_told(plan):
    """A misspelt sheet is a warning, a misspelt column a mistake, each with the nearest name."""
    book = load_workbook(plan)
    book["规则"].title = "规责"
    book["目标"]["A1"] = "建"
    book.save(plan)

    found = {each.code: each for each in read_folder(plan).issues}

    assert found["workbook.unknown_sheet"].severity is Severity.WARNING
    assert "规则" in found["workbook.unknown_sheet"].remedy
    assert found["workbook.unknown_column"].place.cell == "目标!A1"


def test_a_formula_without_a_value_is_told(plan):
    """Nothing is guessed where a cell says nothing."""
    cell = change(plan, "目标", "要求.至少", 2, "=50+50")

    assert ("workbook.formula", cell) in {(each.code, each.place.cell) for each in errors(plan)}


def test_two_programmes_in_one_workbook(tmp_path):
    """Rows say which programme they are of; one that does not is told."""
    folder = tmp_path / "two"
    write_plugin(plan_plugin("baicheng", "220800", programme="one"), folder)
    (first,) = folder.glob("**/programmes/one")
    second = first.parent / "two"
    for path in sorted(first.rglob("*")):
        if path.is_file():
            copy = second / path.relative_to(first)
            copy.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace('key = "one"', 'key = "two"')
            copy.write_text(text, encoding="utf-8")
    book = tmp_path / "a.xlsx"
    convert_plugin(folder, book)

    assert definitions(book) == definitions(folder)
    cell = change(book, "目标", "方案", 3, None)
    (issue,) = [each for each in errors(book) if each.code == "workbook.which_programme"]
    assert issue.place.cell == cell
    assert "one、two" in issue.remedy


def test_a_plugin_with_mistakes_is_not_converted(plan, tmp_path):
    """Nothing is written where something would be lost."""
    change(plan, "目标", "要求.至少", 2, "许多")

    with pytest.raises(ConfigError):
        convert_plugin(plan, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_nothing_is_overwritten(plan, tmp_path):
    """A file or folder that is there stays as it is."""
    before = plan.read_bytes()
    with pytest.raises(DefinitionError):
        convert_plugin(SHIPPED["jilin"], plan)
    assert plan.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", b"not a workbook"])
def test_what_is_no_workbook_is_told(tmp_path, content):
    """A damaged file gives issues, not an exception."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    found = errors(path)

    assert found
    assert found[0].place.file == str(path)


def test_a_workbook_without_sheets_of_a_plugin(tmp_path):
    """An empty workbook has no programme, and says so."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(load_bytes())

    assert "plugin.no_programme" in {each.code for each in errors(path)}


def test_a_register_is_no_plugin(tmp_path):
    """A workbook of something else: not a plugin that says nothing."""
    book = Workbook()
    book.active.title = "贫困村名册"
    book.active.append(["村代码", "村名"])
    book.save(tmp_path / "村名册.xlsx")

    assert {each.code for each in errors(tmp_path / "村名册.xlsx")} == {"plugin.no_programme"}


def test_a_key_that_many_rows_name_is_told_once(plan):
    """A record kind renamed in its own sheet does not give an issue for each of its fields."""
    change(plan, "记录类型", "键", 2, "return")

    found = [each for each in errors(plan) if each.code == "workbook.unknown_owner"]

    assert [each.place.cell for each in found] == ["字段!A2"]


def test_issues_speak_of_sheets_and_columns(plan):
    """No file and no English key where a sheet and a column are meant."""
    label = change(plan, "目标", "要求原文", 2, None)
    clause = change(plan, "目标", "出处", 3, None)
    level = change(plan, "口径", "层级", 2, "县级以上")
    book = load_workbook(plan)
    book.remove(book["版面"])
    book.save(plan)

    found = {each.place.cell: each for each in errors(plan)}

    assert "“要求原文”" in f"{found[label].message}{found[label].remedy}"
    assert "没有填“出处”" in found[clause].message
    assert "可选：全国、省、市州、县市区、乡镇、村" in found[level].message
    assert "“版面”表" in found["表式!A2"].message
    assert ".toml" not in "".join(each.text() for each in check_folder(plan))
