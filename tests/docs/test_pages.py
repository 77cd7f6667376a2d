"""The pages hang together: links lead somewhere, words are those of the code, languages agree."""

from __future__ import annotations

import importlib
import inspect
import re
from enum import Enum
from pathlib import Path

import attrs
import pytest
from snippets import ROOT, pages, snippets, tool

import kejifupin
from kejifupin.forms import layouts as form_layouts
from kejifupin.plugins import clauses, folder
from kejifupin.programme import outcome
from kejifupin.records.shared import SHARED
from kejifupin.reports import layouts as report_layouts
from kejifupin.reports import results

STAGES = (
    "terms",
    "records",
    "records.shared",
    "submissions",
    "checks",
    "indicators",
    "targets",
    "assessments",
    "matching",
)
make_pictures = tool("make_pictures")
OPEN, CLOSE = "（(", "）)"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def term_of(class_: type) -> str | None:
    """The Chinese term in brackets at the end of the first line of a docstring."""
    first = (class_.__doc__ or "").split("\n")[0].removesuffix(".")
    if not first or first[-1] not in CLOSE:
        return None
    start = max(first.rfind(each) for each in OPEN)
    term = first[start + 1 : -1]
    return term if re.search(r"[\u4e00-\u9fff]", term) else None


def supported_classes() -> dict[str, type]:
    """Every class that the package or a stage of the model exports."""
    found = {}
    for module in (kejifupin, *(importlib.import_module(f"kejifupin.{each}") for each in STAGES)):
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value) and not issubclass(value, Exception):
                found[name] = value
    return found


def glossary() -> dict[str, str]:
    """Identifier → Chinese term, as the page says."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|`]+) \| `([^`|]+)` \|", text, re.MULTILINE)
    return {identifier: term for term, identifier in rows}


def test_every_term_of_a_supported_class_is_in_the_glossary():
    """What a class is called in Chinese, the glossary calls it too."""
    stated = glossary()
    named = {name: term_of(each) for name, each in supported_classes().items()}
    expected = {name: term for name, term in named.items() if term}

    assert {name: stated.get(name) for name in expected} == expected


def test_every_class_of_the_glossary_is_called_so():
    """The glossary names no class by another word than its docstring does."""
    classes = supported_classes()
    for module in (form_layouts, report_layouts, results, folder, clauses, outcome):
        classes |= {name: each for name, each in vars(module).items() if inspect.isclass(each)}

    for identifier, term in glossary().items():
        if identifier[0].isupper() and " " not in identifier and not identifier.isupper():
            assert term_of(classes[identifier]) == term, identifier


def test_every_other_word_of_the_glossary_is_one_of_the_code():
    """A row that names no class names members of a choice, fields, arguments or modules."""
    classes = supported_classes().values()
    choices = [
        {member.name: getattr(member, "label", None) for member in each}
        for each in classes
        if issubclass(each, Enum)
    ]
    named = {name for each in classes for name in dir(each) if not name.startswith("_")}
    named |= set(inspect.signature(kejifupin.Programme.read).parameters)
    named |= {field.key for each in SHARED.values() for field in each.kind.fields}
    named |= {each.stem for each in (ROOT / "src" / "kejifupin").glob("*/[a-z]*.py")}

    for identifiers, terms in glossary().items():
        if identifiers[0].isupper() and not identifiers.replace("_", " ").isupper():
            continue
        words, said = identifiers.split(), terms.split()
        assert len(words) == len(said), identifiers
        stated = dict(zip(words, said, strict=True))
        if identifiers.isupper():
            assert any(words == list(each) for each in choices), identifiers
            (labels,) = (each for each in choices if words == list(each))
            assert [labels[word] or stated[word] for word in words] == said, identifiers
        else:
            assert set(words) <= named, identifiers


def test_every_supported_value_has_a_chinese_term():
    """A value or a choice of the model says in its docstring what it is in Chinese."""
    values = (
        each for each in supported_classes().values() if attrs.has(each) or issubclass(each, Enum)
    )

    assert [each.__name__ for each in values if term_of(each) is None] == []


@pytest.mark.parametrize("page", pages(), ids=[str(page.relative_to(ROOT)) for page in pages()])
def test_links_lead_somewhere(page):
    """Every link leads to a file that is there, a picture that is made, or a supported name."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in LINK.findall(text):
        path, _, anchor = target.partition("#")
        if "://" in target or not path:
            continue
        made = Path(path).parent.name == "images" and Path(path).name in make_pictures.PICTURES
        assert made or (page.parent / path).exists(), target
        if anchor:
            module, _, name = anchor.rpartition(".")
            assert Path(path).parent.name == "api", f"{target}: no other anchors are checked"
            assert hasattr(importlib.import_module(module), name), target


def test_every_page_can_be_reached():
    """Somebody who follows links from the README finds every page."""
    seen = set()
    todo = [ROOT / "README.md"]
    while todo:
        page = todo.pop().resolve()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        todo += [
            page.parent / target.partition("#")[0]
            for target in LINK.findall(page.read_text(encoding="utf-8"))
            if "://" not in target
        ]

    assert [str(page) for page in pages() if page.resolve() not in seen] == []


def test_both_languages_of_a_page_lead_to_each_other():
    """A page that is there in both languages names the other one above its first section."""
    for chinese in sorted((ROOT / "docs").rglob("*.zh-CN.md")):
        english = chinese.with_name(chinese.name.replace(".zh-CN", ""))
        if english.exists():
            for page, other in ((chinese, english), (english, chinese)):
                top = page.read_text(encoding="utf-8").split("\n## ")[0]
                assert f"]({other.name})" in top, page.name


def test_both_readmes_show_the_same():
    """The Chinese README has the blocks of the English one, in the same order."""
    english, chinese = (snippets(ROOT / name) for name in ("README.md", "README.zh-CN.md"))

    assert [each.text for each in english] == [each.text for each in chinese]
    assert [bool(each.skipped) for each in english] == [bool(each.skipped) for each in chinese]


@pytest.mark.parametrize("page", pages(), ids=[str(page.relative_to(ROOT)) for page in pages()])
def test_pages_have_one_title(page):
    """A page has one heading of the first rank, at its top."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
