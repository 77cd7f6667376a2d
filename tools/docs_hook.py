"""What `mkdocs build` does beside its configuration: pictures, pages from outside, two languages.

The pictures are made anew from the example. The README files, the changelog and the pages of the
benchmarks and examples become pages of the site, with their links led to where they are there. Each
page knows its counterpart in the other language, and the words around it are in its own language.
The search knows the words of the glossary as words.
"""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import Any

import jieba
from make_pictures import PICTURES, MissingProgramError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {
    "README.md": "start.md",
    "README.zh-CN.md": "start.zh-CN.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
    "examples/jilin-winter/README.md": "examples/jilin-winter.zh-CN.md",
    "examples/xian-awards/README.md": "examples/xian-awards.zh-CN.md",
    "examples/xuchang-2018/README.md": "examples/xuchang-2018.zh-CN.md",
}
"""File of the checkout → its page of the site."""
CHINESE = ".zh-CN.md"

_LOG = logging.getLogger("mkdocs.hooks.pictures")

_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)"
)
_WIDE = r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef”]"
_BROKEN = re.compile(rf"(?<={_WIDE})\n(?={_WIDE}|“)")
_FENCE = re.compile(r"^(```.*?^```)$", re.DOTALL | re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the segmenter of Chinese text the words of the glossary."""
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for cell in re.findall(r"^\| ([^|`]*[\u4e00-\u9fff][^|`]*) \| `", glossary, re.MULTILINE):
        for word in re.split(r"[、 ]", cell):
            jieba.add_word(word)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that come from outside docs/, and the pictures."""
    for source, page in OUTSIDE.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=text))
    for name, make in PICTURES.items():
        known = files.get_file_from_path(f"images/{name}")
        if known is not None:
            files.remove(known)
        try:
            files.append(File.generated(config, f"images/{name}", content=make()))
        except MissingProgramError as error:
            _LOG.warning("%s: %s", name, error)
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Lead links to files of the checkout to their pages, or show the file's name alone."""
    own = page.file.src_uri
    source = next((each for each, made in OUTSIDE.items() if made == own), f"docs/{own}")
    pieces = _FENCE.split(markdown)
    pieces[::2] = (_LINK.sub(lambda found: _led(found, source, own), each) for each in pieces[::2])
    return "".join(pieces)


def _led(found: re.Match[str], source: str, own: str) -> str:
    target = found["target"]
    if "://" in target or target.startswith("mailto:"):
        return found[0]
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    if file in OUTSIDE:
        place = OUTSIDE[file]
    elif file.startswith("docs/") and not (ROOT / file).is_dir():
        place = file.removeprefix("docs/")
    else:
        return found["text"]
    back = posixpath.relpath(place, posixpath.dirname(own) or ".")
    return f"{found['picture']}[{found['text']}]({back}{found['anchor'] or ''})"


def on_page_content(html: str, **_: object) -> str:
    """Let no line break of the source stand as a space between Chinese characters."""
    pieces = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    pieces[::2] = (_BROKEN.sub("", each) for each in pieces[::2])
    return "".join(pieces)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Put the words around a page into its language, and lead to its counterpart."""
    own = page.file.src_uri
    addresses = {each.file.src_uri: each.url for each in nav.pages}
    english, chinese = own.replace(CHINESE, ".md"), own.removesuffix(".md") + CHINESE
    if own.endswith(CHINESE):
        chinese = own
    config.theme["language"] = "zh" if own == chinese else "en"
    config.extra["alternate"] = [
        {"name": "English", "lang": "en", "link": addresses.get(english, "index.html")},
        {"name": "中文", "lang": "zh-CN", "link": addresses.get(chinese, "index.zh-CN.html")},
    ]
    return context


def on_post_page(output: str, **_: object) -> str:
    """Leave out the links that make the theme ask for a site map in each folder of the site."""
    return re.sub(r'\s*<link rel="alternate"[^>]*hreflang[^>]*>', "", output)
