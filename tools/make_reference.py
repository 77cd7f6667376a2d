"""Write the generated parts of the reference pages, from the code that they speak of.

    python tools/make_reference.py           # rewrite the pages
    python tools/make_reference.py --check   # exit with 1 if a page is out of date

A generated part stands between ``<!-- generated: name -->`` and ``<!-- end -->``; everything else
on the page is written by hand.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import kejifupin
from kejifupin.records.fields import Field
from kejifupin.records.shared.classes import SHARED

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
STAGES = (
    *("terms", "records", "records.shared", "submissions", "checks", "indicators", "targets"),
    *("assessments", "matching", "frames", "office", "forms", "exchange", "reports"),
    *(
        "reports.pictures",
        "plugins",
        "reading",
        "programme",
        "testing",
        "testing.strategies",
        "errors",
    ),
)
_PART = re.compile(
    r"(?P<start><!-- generated: (?P<name>[\w-]+) -->\n)(?P<old>.*?)(?P<end><!-- end -->)", re.DOTALL
)


def modules() -> Iterator[tuple[str, object]]:
    """Every module of the package that needs no extra, by its name."""
    for found in pkgutil.walk_packages(kejifupin.__path__, "kejifupin."):
        if not found.name.startswith(("kejifupin.cli", "kejifupin.testing")):
            yield found.name, importlib.import_module(found.name)


def issue_codes() -> Mapping[str, tuple[str, str]]:
    """Issue code → its meaning and the module that declares it, sorted by code."""
    found: dict[str, tuple[str, str]] = {}
    for name, module in modules():
        for listed in ("CODES", "FINDINGS"):
            for code, meaning in getattr(module, listed, {}).items():
                text = meaning if isinstance(meaning, str) else meaning.message
                known = found.setdefault(code, (text, name))
                if known[0] != text:
                    raise ValueError(f"{code} means {known[0]} in {known[1]} and {text} in {name}")
    return dict(sorted(found.items()))


def issue_table() -> Iterator[str]:
    """The table of all issue codes."""
    yield "| 编码 | 含义 | 出自 |"
    yield "|---|---|---|"
    for code, (text, module) in issue_codes().items():
        stage = module.split(".")[1]
        yield f"| `{code}` | {text} | {stage} |"


def supported_names() -> Iterator[str]:
    """The table of the names that one imports from the package itself."""
    yield "| name | what it is |"
    yield "|---|---|"
    for name in kejifupin.__all__:
        if name != "__version__":
            yield f"| {_entry('kejifupin', name)} | {_summary(getattr(kejifupin, name))} |"


def stage_names() -> Iterator[str]:
    """A table of names for each stage."""
    for stage in STAGES:
        module = importlib.import_module(f"kejifupin.{stage}")
        names = [name for name in _public(module) if name != "CODES"]
        if not names:
            continue
        yield f"### `kejifupin.{stage}`"
        yield ""
        yield (module.__doc__ or "").strip()
        yield ""
        yield ", ".join(
            f"[`{name}`](api/{stage}.{name}.md)"
            if isinstance(getattr(module, name), ModuleType)
            else _entry(f"kejifupin.{stage}", name)
            for name in names
        )
        yield ""


def _public(module: ModuleType) -> Sequence[str]:
    own = (name for name, value in vars(module).items() if _defined_in(module, value))
    return getattr(module, "__all__", None) or sorted(own)


def _defined_in(module: ModuleType, value: object) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


def _entry(module: str, name: str) -> str:
    page = module.removeprefix("kejifupin.")
    return f"[`{name}`](api/{page}.md#{module}.{name})"


def shared_kinds() -> Iterator[str]:
    """A table of the fields of each shared kind."""
    for key, class_ in sorted(SHARED.items()):
        kind = class_.kind
        yield f"### `{key}` {kind.label}"
        yield ""
        yield f"认定：{'、'.join(f'`{each}`' for each in kind.identity)}"
        yield ""
        yield "| 键 | 名称 | 类型 | 单位 | 选项 |"
        yield "|---|---|---|---|---|"
        for field in kind.fields:
            yield _field_row(field.key, field)
            for column in field.fields:
                yield _field_row(f"{field.key}.{column.key}", column)
        yield ""


def _field_row(key: str, field: Field) -> str:
    words = "、".join(field.choices) or "、".join(each[0] for each in field.scale)
    named = f"{field.label}（必填）" if field.required else field.label
    cells = (f"`{key}`", named, f"`{field.type.value}`", field.unit or "", words)
    return f"| {' | '.join(cells)} |"


def _summary(value: object) -> str:
    own = getattr(value, "__doc__", None) if _documented(value) else type(value).__doc__
    return (own or "").strip().splitlines()[0].replace("|", "\\|")


def _documented(value: object) -> bool:
    return isinstance(value, type) or callable(value)


PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "issue-codes": issue_table,
    "supported-names": supported_names,
    "stage-names": stage_names,
    "shared-kinds": shared_kinds,
}


def renewed(text: str) -> str:
    """A page with its generated parts made anew."""

    def fill(match: re.Match[str]) -> str:
        lines = "\n".join(PARTS[match["name"]]()).rstrip()
        return f"{match['start']}\n{lines}\n\n{match['end']}"

    return _PART.sub(fill, text)


def main(words: list[str] | None = None) -> int:
    """Rewrite or check the pages; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing")
    arguments = parser.parse_args(words)
    stale = []
    for page in sorted(REFERENCE.glob("*.md")):
        old = page.read_text(encoding="utf-8")
        new = renewed(old)
        if new != old:
            stale.append(page)
            if not arguments.check:
                page.write_text(new, encoding="utf-8")
    for page in stale:
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
