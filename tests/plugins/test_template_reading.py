"""A layout of a plugin folder names the official document that its forms are written into."""

from __future__ import annotations

import io
import shutil
from functools import cache
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from kejifupin import open_programme
from kejifupin.cli.app import app
from kejifupin.office import read_document
from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.folder import read_folder

PROGRAMME = """key = "my-plan"
title = "我的方案"
scope = "220000"
extends = "national-2016"
period = { start = 2018-01-01, end = 2018-12-31 }

[[documents]]
key = "plan"
title = "我的方案"
"""


@cache
def blank() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "靖宇县科学技术协会"
    document.add_paragraph("附件1")
    document.add_paragraph("农户登记表")
    table = document.add_table(rows=3, cols=4, style="Table Grid")
    labels = {(0, 0): "户名", (0, 2): "地区名称", (1, 0): "家庭人口数", (1, 2): "联系电话"}
    labels[2, 0] = "技术需求"
    for (row, col), text in labels.items():
        table.cell(row, col).text = text
    table.cell(2, 1).merge(table.cell(2, 3)).text = "种植□ 养殖□ 加工□ 其它："
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plugin folder drafted from an official document with ``layout --template``."""
    folder = tmp_path / "my-plan"
    own = folder / "programmes" / "my-plan"
    own.mkdir(parents=True)
    (own / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    source = tmp_path / "附件1.docx"
    source.write_bytes(blank())
    done = CliRunner().invoke(
        app,
        [
            "layout",
            str(source),
            "--kind",
            "farmer",
            "--template",
            "-o",
            str(own / "forms" / "farmer.toml"),
            "--records",
            str(own / "records.toml"),
        ],
    )
    assert done.exit_code == 0, done.output
    return folder


def test_a_draft_names_the_document_and_lays_it_beside(plan):
    """What is drafted from an official document is written into that document."""
    forms = plan / "programmes" / "my-plan" / "forms"
    assert (forms / "附件1.docx").read_bytes() == blank()
    assert 'template = "附件1.docx"' in (forms / "farmer.toml").read_text(encoding="utf-8")
    programme = open_programme("my-plan", [plan])
    written = programme.blank("farmer")
    assert read_document(written, "表").blocks == read_document(blank(), "表").blocks
    assert docx.Document(io.BytesIO(written)).sections[0].header.paragraphs[0].text == (
        "靖宇县科学技术协会"
    )


def test_the_bytes_of_the_document_belong_to_the_definition(plan):
    """Another document is another layout, for caches and for what was read before."""
    first = open_programme("my-plan", [plan]).catalogue.layouts["farmer"]
    path = plan / "programmes" / "my-plan" / "forms" / "附件1.docx"
    document = docx.Document(path)
    document.add_paragraph("另附说明")
    document.save(path)
    second = open_programme("my-plan", [plan]).catalogue.layouts["farmer"]
    assert first != second
    assert first.template.sha256 != second.template.sha256


WRONG = {
    "../附件1.docx": "不是文件名",
    "/etc/附件1.docx": "不是文件名",
    "C:\\\\附件1.docx": "不是文件名",
    "没有.docx": "没有模板",
    "附件1.doc": "不是 .docx 或 .xlsx",
    "link.docx": "在别的文件夹里",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_document_is_read_from_the_folder_alone(plan, name):
    """Told at the line of the key when the folder is read; nothing outside of it is opened."""
    forms = plan / "programmes" / "my-plan" / "forms"
    outside = plan.parent / "outside.docx"
    outside.write_bytes(blank())
    (forms / "link.docx").symlink_to(outside)
    path = forms / "farmer.toml"
    text = path.read_text(encoding="utf-8").replace('"附件1.docx"', f'"{name}"')
    path.write_text(text, encoding="utf-8")
    issues = [each for each in read_folder(plan).issues if each.code == "plugin.template"]
    assert len(issues) == 1
    assert WRONG[name] in issues[0].message
    assert issues[0].remedy
    line = text.splitlines().index(f'template = "{name}"') + 1
    assert (issues[0].place.file, issues[0].place.line) == (str(path), line)
    assert issues[0].place.key == "template"


def test_a_document_that_does_not_fit_is_told_with_its_place(plan):
    """A label that is gone is named, at the line that names the document."""
    forms = plan / "programmes" / "my-plan" / "forms"
    document = docx.Document(forms / "附件1.docx")
    document.tables[0].cell(0, 0).text = "别的"
    document.save(forms / "附件1.docx")
    issues = [each for each in check_folder(plan) if each.place.key == "template"]
    assert [each.code for each in issues] == ["reference.layout"]
    assert "找不到“户名”一栏" in issues[0].message
    assert issues[0].place.line is not None


def test_an_installed_plugin_finds_the_document_too(plan, tmp_path):
    """The folder inside a distribution, as package data."""
    package = tmp_path / "dist" / "src" / "kejifupin_mine"
    shutil.copytree(plan, package)
    written = open_programme("my-plan", [tmp_path / "dist"]).blank("farmer")
    assert read_document(written, "表").blocks == read_document(blank(), "表").blocks
