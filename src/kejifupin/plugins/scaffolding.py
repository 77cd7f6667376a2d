"""A new plugin distribution: every file of it, complete and passing, with a small example each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from importlib.resources import files
from keyword import iskeyword
from pathlib import Path
from typing import Any

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.exchange.toml_files import read_toml_bytes
from kejifupin.exchange.toml_writing import toml_text
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.plugins.file_tables import CLAUSES
from kejifupin.plugins.schemas import schema_files
from kejifupin.plugins.workbook_converting import clauses_of_csv
from kejifupin.plugins.workbook_writing import workbook_bytes
from kejifupin.terms.division_levels import Level
from kejifupin.terms.divisions import Division
from kejifupin.terms.spans import Period
from kejifupin.terms.text import nearest

DEFAULT_PERIOD = Period(date(2016, 10, 1), date(2020, 12, 31))
"""The period of the national programme (科协发计字〔2016〕94号)."""
_TABLES = (
    "programme",
    "records",
    "cohorts",
    "indicators",
    "targets",
    "rules",
    "spot_checks",
    "assessment",
    "awards",
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PROGRAMME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HOLE = re.compile(r"@([A-Za-z_]+)@")
_RESERVED = frozenset({"builtin", "kejifupin", "test", "tests"})


@frozen
class NewPlugin:
    """What a new plugin is called and what it plans (新插件).

    Args:
        name: Name of the plugin, the end of its package's name.
        division: The division that its programme is for.
        title: Title of the programme.
        programme: Key of the programme.
        period: From when to when it runs.
    """

    name: str
    division: Division
    title: str
    programme: str
    period: Period


def plan_plugin(
    name: str,
    division: str,
    *,
    title: str | None = None,
    programme: str | None = None,
    start: date | None = None,
    end: date | None = None,
    taken: Collection[str] = (),
) -> NewPlugin:
    """A new plugin, its names and dates checked.

    Args:
        name: Name of the plugin, e.g. ``guizhou``.
        division: Code of the division that its programme is for.
        title: Title of the programme; made from the division's name by default.
        programme: Key of the programme; name and year by default.
        start: First day; that of the national programme by default.
        end: Last day; that of the national programme by default.
        taken: Keys of programmes that exist.

    Raises:
        DefinitionError: A name cannot be used, there is no such division, or the last day comes
            before the first.

    >>> plan_plugin("guizhou", "520000").programme
    'guizhou-2016'
    >>> plan_plugin("Gui-Zhou", "520000")
    Traceback (most recent call last):
        ...
    kejifupin.errors.DefinitionError: 'Gui-Zhou' is not usable as a plugin name, try 'gui_zhou'
    """
    if not _NAME.fullmatch(name) or iskeyword(name) or name in _RESERVED:
        raise _unusable("plugin name", "插件名", name, _as_name(name))
    start, end = start or DEFAULT_PERIOD.start, end or DEFAULT_PERIOD.end
    if end < start:
        raise DefinitionError(
            f"the last day {end} comes before the first day {start}",
            f"最后一天{end}早于第一天{start}",
            "核对 --from 和 --to",
        )
    key = programme or f"{name.replace('_', '-').strip('-')}-{start.year}"
    if not _PROGRAMME.fullmatch(key):
        raise _unusable("programme key", "方案键", key, _as_name(key).replace("_", "-"))
    if key in taken:
        raise DefinitionError(
            f"a programme {key!r} exists already",
            f"已有方案“{key}”",
            f"用 --programme 换一个键，如 {key}-plan",
        )
    found = _division(division, start)
    given = (title or f"{found.name}科技助力精准扶贫工程").strip()
    if not given.isprintable():
        raise DefinitionError("the title holds control characters", "名称里有换行或控制符", "去掉")
    return NewPlugin(name, found, given, key, Period(start, end))


def plugin_files(plan: NewPlugin) -> Mapping[str, str]:
    """Every file of a new plugin distribution, by its path inside it.

    Args:
        plan: What the plugin is called and plans.
    """
    package = f"src/kejifupin_{plan.name}"
    home = f"{package}/programmes/{plan.programme}"
    words = _words(plan)
    made = {
        "pyproject.toml": _filled("pyproject.toml", words),
        "README.md": _filled("README.md", words),
        f"{package}/__init__.py": _filled("init.py", words),
        f"{package}/py.typed": "",
        f"{package}/divisions.toml": _filled("divisions.toml", {**words, "schemas": _up(2)}),
        "tests/conftest.py": _filled("conftest.py", words),
        f"tests/test_{plan.name}.py": _filled("test.py", words),
    }
    for name in _TABLES:
        made[f"{home}/{name}.toml"] = _filled(f"{name}.toml", {**words, "schemas": _up(4)})
    for name in ("training_return", "village_register"):
        made[f"{home}/forms/{name}.toml"] = _filled(f"{name}.toml", {**words, "schemas": _up(5)})
    report = _filled("training_summary.toml", {**words, "schemas": _up(5)})
    made[f"{home}/reports/training_summary.toml"] = report
    made[f"{home}/clauses.csv"] = _filled("clauses.csv", words)
    return made | {f"schemas/{name}": text for name, text in schema_files().items()}


def workbook_of(plan: NewPlugin) -> bytes:
    """The same plugin as an Excel workbook.

    Args:
        plan: What the plugin is called and plans.
    """
    inside = f"src/kejifupin_{plan.name}/"
    data: dict[str, Mapping[str, Any]] = {}
    for name, text in plugin_files(plan).items():
        if name.startswith(inside) and name.endswith(".toml"):
            data[name.removeprefix(inside)] = read_toml_bytes(text.encode(), name)[0] or {}
        elif name.endswith(CLAUSES):
            rows, _ = clauses_of_csv(text.encode(), name)
            data[name.removeprefix(inside)] = {"clauses": rows}
    return workbook_bytes(data)


def write_plugin(plan: NewPlugin, folder: Path) -> tuple[Path, ...]:
    """Write a new plugin distribution into a folder that is new or empty.

    Args:
        plan: What the plugin is called and plans.
        folder: The folder.

    Returns:
        The files written.

    Raises:
        DefinitionError: There is something in the folder, or a file in its place.
        OSError: It cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DefinitionError(
            f"{folder} exists already, nothing is overwritten",
            f"“{folder}”已有内容，不覆盖",
            "换一个新的文件夹",
        )
    written = []
    for name, text in plugin_files(plan).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def _up(steps: int) -> str:
    return "/".join((".",) + ("..",) * steps + ("schemas",))


def _words(plan: NewPlugin) -> Mapping[str, str]:
    """What fills the holes of the templates."""
    scope = plan.division.level
    level = Level.COUNTY if scope.rank < Level.COUNTY.rank else Level.TOWNSHIP
    if scope.rank >= Level.TOWNSHIP.rank:
        level = Level.VILLAGE
    return {
        "name": plan.name,
        "dashed": plan.name.replace("_", "-"),
        "Class": "".join(map(str.capitalize, plan.name.split("_"))),
        "title": plan.title,
        "place": plan.division.name,
        "division": plan.division.code,
        "programme": plan.programme,
        "start": plan.period.start.isoformat(),
        "end": plan.period.end.isoformat(),
        "year": str(plan.period.start.year),
        "level": level.value,
        "level_label": level.label,
        "recipient": scope.value,
        "zone_code": f"{plan.name.replace('_', '-')}-zone",
        "zone_name": f"{plan.division.name}示例开发区",
        "zone_level": level.value,
    }


def _filled(name: str, words: Mapping[str, str]) -> str:
    """A template with its holes filled; in TOML a word is escaped as the text that it stands in."""
    template = files("kejifupin.plugins") / "scaffold" / f"{name}.tmpl"
    toml = name.endswith(".toml")

    def fill(match: re.Match[str]) -> str:
        word = words[match[1]]
        return toml_text(word)[1:-1] if toml else word

    return _HOLE.sub(fill, template.read_text(encoding="utf-8"))


def _division(text: str, on: date) -> Division:
    divisions = base_divisions()
    found = divisions.find(text, on) or divisions.find(text, on + timedelta(days=3650))
    if found is not None:
        return found
    known = {each.code: each.name for each in divisions.divisions}
    around = (f"{text[:4]}00", f"{text[:2]}0000")
    codes = dict.fromkeys((*(code for code in around if code in known), *nearest(text, known)))
    close = [f"{code}（{known[code]}）" for code in codes]
    close += [f"{code}（{name}）" for code, name in known.items() if text and text in name][:3]
    raise DefinitionError(
        f"no division with the code {text!r}",
        f"没有代码为“{text}”的地区",
        f"相近的：{'、'.join(close)}" if close else "写六位行政区划代码，如 520000",
    )


def _as_name(text: str) -> str:
    """The usable name that is nearest to one that is not."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_0123456789")
    return f"{plain}_plan" if iskeyword(plain) or plain in _RESERVED else plain


def _unusable(what: str, called: str, name: str, close: str) -> DefinitionError:
    hint = f", try {close!r}" if close else ""
    return DefinitionError(
        f"{name!r} is not usable as a {what}{hint}",
        f"{called}“{name}”不能用",
        f"是否应为“{close}”？" if close else "用小写英文字母（拼音），如 guizhou",
    )
