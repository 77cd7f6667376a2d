"""Every command and snippet of the documentation does what the page says."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from snippets import ROOT, Command, Snippet, commands, fits, pages, snippets

from kejifupin.cli import main
from kejifupin.exchange.codec import structure, structure_tables
from kejifupin.exchange.toml_files import Source
from kejifupin.forms.layouts import FormLayout
from kejifupin.plugins.folder import TABLE_FILES, DesignationList
from kejifupin.reports.layouts import ReportLayout
from kejifupin.terms import Division, ProgrammeDefinition, Schedule

LANGUAGES = {"python", "console", "toml", "csv", "json", "text"}
INSTALLING = ("pip ", "git ", "python3 tools/run.py")
TABLES = {
    "divisions": Division,
    "designations": DesignationList,
    "schedules": Schedule,
    **{key: each for tables in TABLE_FILES.values() for key, each in tables.items()},
}
IDS = [str(page.relative_to(ROOT)) for page in pages()]


def run_python(snippet: Snippet, namespace: dict[str, object]) -> None:
    """Run a block in the page's namespace and compare what it prints."""
    # The empty lines make line numbers of a traceback those of the page.
    source = "\n" * snippet.line + snippet.text
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(source, str(snippet.page), "exec"), namespace)
    if snippet.output is not None:
        assert fits(snippet.output, printed.getvalue()), printed.getvalue()


def run_command(command: Command) -> None:
    """Run a command and compare its exit code and what it prints."""
    if command.words[0] == "cd":
        os.chdir(command.words[1])
        return
    assert command.words[0] == "kejifupin", f"line {command.line}: cannot run {command.words}"
    printed, told = StringIO(), StringIO()
    sys.argv = list(command.words)
    with redirect_stdout(printed), redirect_stderr(told), pytest.raises(SystemExit) as ended:
        main()
    shown = (printed.getvalue() if command.target is None else "") + told.getvalue()
    assert ended.value.code == command.exit_code, f"line {command.line}: {shown}"
    if command.target is not None:
        Path(command.target).write_text(printed.getvalue(), encoding="utf-8")
    if command.output is not None:
        assert fits(command.output, shown), f"line {command.line}:\n{shown}"


def write(snippet: Snippet) -> None:
    """Write a block to the file that it names."""
    path = Path(snippet.file or "")
    assert not path.is_absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    known = path.read_text(encoding="utf-8") + "\n" if snippet.added else ""
    path.write_text(known + snippet.text, encoding="utf-8")


def check_piece(snippet: Snippet) -> None:
    """Read a piece of a plugin's file as its tables or as the one thing that it is."""
    data = tomllib.loads(snippet.text)
    source = Source(str(snippet.page))
    lists = {key: TABLES[key] for key in data if key in TABLES}
    if lists:
        _, issues = structure_tables(data, lists, source=source)
    else:
        whole = (
            FormLayout
            if "blocks" in data
            else ReportLayout
            if {"form", "records"} & data.keys()
            else None
        )
        _, issues = structure(data, whole or ProgrammeDefinition, source=source)
    assert not issues, [issue.text() for issue in issues]


@pytest.mark.parametrize("page", pages(), ids=IDS)
def test_a_page_does_what_it_says(page, checkout, monkeypatch, request):
    """Blocks run in order; what they print is what the page shows."""
    if page.name.startswith("draw-pictures"):
        request.getfixturevalue("chinese_letters")
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    namespace: dict[str, object] = {"__name__": "page"}
    for snippet in snippets(page):
        if snippet.skipped or snippet.language == "text":
            continue
        if snippet.file is not None:
            write(snippet)
        elif snippet.language == "python":
            run_python(snippet, namespace)
        elif snippet.language == "console":
            for command in commands(snippet):
                run_command(command)
        elif snippet.language == "toml":
            check_piece(snippet)
        elif snippet.language == "json":
            for line in snippet.text.splitlines():
                json.loads(line)


@pytest.mark.parametrize("page", pages(), ids=IDS)
def test_every_block_is_of_a_kind_that_is_tried(page):
    """No block stands outside the conventions."""
    strange = [each.line for each in snippets(page) if each.language not in LANGUAGES]

    assert strange == []


@pytest.mark.parametrize("page", pages(), ids=IDS)
def test_only_installing_is_left_alone(page):
    """A block that is not run is one that installs something and needs a network."""
    left = [each for each in snippets(page) if each.skipped]

    for each in left:
        assert each.language == "console", each.line
        for line in each.text.splitlines():
            assert line.removeprefix("$ ").startswith(INSTALLING), line


def test_the_set_up_commands_name_tasks_that_exist():
    """The two commands of the README are tasks of tools/run.py."""
    script = (ROOT / "tools" / "run.py").read_text(encoding="utf-8")
    lines = {
        line.removeprefix("$ ")
        for page in ROOT.glob("README*.md")
        for each in snippets(page)
        for line in each.text.splitlines()
        if "tools/run.py" in line
    }

    assert {line.split()[2] for line in lines} == {"demo", "test"}
    assert '("demo", "test")' in script
