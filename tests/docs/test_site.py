"""The documentation site: every page is in it, it builds without a warning, and it searches."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from snippets import ROOT

DOCS = ROOT / "docs"
API = DOCS / "reference" / "api"
ENTRY = re.compile(r"^ +- (?:[^:\n]+: )?([\w./-]+\.md)$", re.MULTILINE)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def navigation() -> list[str]:
    """Pages in the order of the navigation."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return ENTRY.findall(text.split("\nnav:\n")[1].split("\ntheme:\n")[0])


def outside() -> dict[str, str]:
    """Files beside docs/ that become pages → their pages."""
    tree = ast.parse((ROOT / "tools" / "docs_hook.py").read_text(encoding="utf-8"))
    values = (
        each.value
        for each in tree.body
        if isinstance(each, ast.Assign) and getattr(each.targets[0], "id", "") == "OUTSIDE"
    )
    return ast.literal_eval(next(values))


def public_names(page) -> tuple[str, list[str]]:
    """The module of a page of the API, and the names of it that are supported."""
    text = page.read_text(encoding="utf-8")
    (name,) = re.findall(r"^::: ([\w.]+)$", text, re.MULTILINE)
    module = importlib.import_module(name)
    own = (
        each
        for each, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == name
    )
    return name, list(getattr(module, "__all__", None) or own)


def test_every_page_is_in_the_navigation_once():
    """Nobody writes a page that the site does not show."""
    inside = {each.relative_to(DOCS).as_posix() for each in DOCS.rglob("*.md")}

    assert sorted(navigation()) == sorted({*inside, *outside().values()})


def test_chinese_pages_stand_in_the_chinese_part():
    """The navigation goes from the English pages to the Chinese ones, and does not mix them."""
    chinese = [each.endswith(".zh-CN.md") for each in navigation()]

    assert chinese == sorted(chinese)


def test_every_file_that_becomes_a_page_is_there():
    """The site takes in what the checkout has."""
    assert [each for each in outside() if not (ROOT / each).is_file()] == []


@pytest.mark.parametrize("page", sorted(API.glob("*.md")), ids=lambda page: page.stem)
def test_every_supported_name_says_what_it_is(page):
    """An entry of the API has words under its name."""
    name, names = public_names(page)
    module = importlib.import_module(name)
    described = {
        each: inspect.getdoc(value)
        for each in names
        if inspect.isclass(value := getattr(module, each)) or inspect.isroutine(value)
    }

    assert module.__doc__
    assert [each for each, text in described.items() if not text] == []


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built strictly: a warning fails."""
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-4000:]
    assert "WARNING" not in built.stderr
    return folder


@pytest.fixture(scope="module")
def address(site):
    """The site, served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format, *words):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def chromium():
    """A browser that is really there."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = next((found for each in BROWSERS if (found := shutil.which(each))), None)
    assert path, f"needs one of {', '.join(BROWSERS)}"
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium, address):
    """An empty tab that minds what it asks for and what goes wrong in it."""
    page = chromium.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    page.close()
    assert told == []
    assert [each for each in asked if not each.startswith((address, "data:", "blob:"))] == []


@pytest.mark.chromium
@pytest.mark.parametrize("page", sorted(API.glob("*.md")), ids=lambda page: page.stem)
def test_every_supported_name_has_its_entry(page, site):
    """What can be imported stands on its page with words under it."""
    name, names = public_names(page)
    text = (site / "reference" / "api" / f"{page.stem}.html").read_text(encoding="utf-8")
    module = importlib.import_module(name)
    objects = [
        each
        for each in names
        if inspect.isclass(value := getattr(module, each)) or inspect.isroutine(value)
    ]

    for each in objects:
        entry = text.split(f'id="{name}.{each}"')[1:]
        assert entry, each
        body = entry[0].split('class="doc doc-contents', 1)[1].split('class="doc doc-object', 1)[0]
        assert len(re.sub(r"<[^>]+>|\s", "", body)) > 20, each


@pytest.mark.chromium
@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("催报", "how-to/chain-of-reporting.zh-CN.html"),
        ("写一个插件", "tutorial/plugin.zh-CN.html"),
        ("目标责任书", "how-to/hand-targets-down.zh-CN.html"),
        ("spot check", "how-to/draw-and-check.html"),
        ("IndicatorValue", "reference/api/indicators.html"),
    ],
)
def test_the_search_finds(tab, address, words, page):
    """Words in either language, and names of the code, lead to their page."""
    tab.goto(f"{address}/index.html")
    tab.get_by_label(re.compile("^(Search|搜索)$")).first.click()
    tab.locator("input[name=query]").fill(words)

    tab.locator("a.md-search-result__link").first.wait_for()
    found = tab.locator("a.md-search-result__link").evaluate_all("all => all.map(a => a.href)")

    assert any(f"/{page}" in each for each in found), found[:10]


@pytest.mark.chromium
def test_a_page_leads_to_its_counterpart(tab, address):
    """The language switch opens the same page in the other language, the words around it too."""
    tab.goto(f"{address}/how-to/draw-and-check.html")
    assert tab.locator("html").get_attribute("lang") == "en"
    tab.get_by_role("button", name="Select language").hover()
    tab.get_by_role("link", name="中文", exact=True).last.click()

    tab.wait_for_url("**/how-to/draw-and-check.zh-CN.html")
    assert tab.locator("html").get_attribute("lang") == "zh"
    assert tab.locator("h1").inner_text().startswith("抽查与核实")


@pytest.mark.chromium
def test_pages_open_without_anything_from_elsewhere(tab, address):
    """On a phone no page is wider than the window, lacks a picture or asks another machine."""
    tab.set_viewport_size({"width": 390, "height": 800})
    api = [each for each in navigation() if "/api/" in each]
    for each in (each for each in navigation() if each not in api[2:]):
        # Whoever leaves before the search is loaded breaks it off, which is told as an error.
        tab.goto(f"{address}/{each.removesuffix('.md')}.html", wait_until="networkidle")
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        empty = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        assert tab.evaluate(wide) <= 0, each
        assert tab.evaluate(empty) == [], each
