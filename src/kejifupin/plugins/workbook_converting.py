"""A plugin from a folder of TOML to a workbook and back, nothing lost but comments."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from kejifupin.errors import ConfigError, DefinitionError
from kejifupin.exchange.csv_tables import read_csv_rows
from kejifupin.exchange.toml_writing import toml_file
from kejifupin.plugins.clauses import COLUMNS
from kejifupin.plugins.file_tables import CLAUSES, SINGLE_FILES, TABLE_FILES
from kejifupin.plugins.folder import (
    PluginFolder,
    find_folder,
    programme_folders,
    read_folder,
    single_files,
)
from kejifupin.plugins.workbook_paths import (
    AnyPath,
    WorkbookPath,
    folder_of,
    is_workbook,
    read_plain,
)
from kejifupin.plugins.workbook_writing import workbook_bytes
from kejifupin.terms.issues import Issue, Severity

Files = Mapping[str, Mapping[str, Any]]
"""Path inside a plugin folder → its data; those of ``clauses.csv`` as a list of ``clauses``."""


def plugin_data(path: Path) -> Files:
    """What the files of a plugin folder hold, or a workbook in their place.

    Args:
        path: The folder, the distribution around it, or a workbook.

    Raises:
        ConfigError: There are mistakes in it; carries an issue for each.
    """
    reading = read_folder(path)
    errors = [each for each in reading.issues if each.severity is Severity.ERROR]
    found: dict[str, Mapping[str, Any]] = {}
    for name, data, issues in _files(reading):
        found[name] = data
        errors += [each for each in issues if each.severity is Severity.ERROR]
    if errors:
        raise ConfigError(list(dict.fromkeys(errors)), f"plugin {str(path)!r}")
    return found


def convert_plugin(source: Path, target: Path) -> tuple[Path, ...]:
    """Write a plugin folder as a workbook, or a workbook as a plugin folder.

    Args:
        source: The plugin: a folder of TOML, the distribution around it, or a workbook.
        target: A workbook (.xlsx) or folder that is not there yet; templates of forms are put
            where it looks for them.

    Returns:
        The files written.

    Raises:
        ConfigError: The plugin has mistakes.
        DefinitionError: The target is there already, or cannot hold the plugin.
        OSError: It cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DefinitionError(
            f"{target} exists already, nothing is overwritten",
            f"“{target}”已有，不覆盖",
            "换一个新的文件名或文件夹",
        )
    files = plugin_data(source)
    to_workbook = is_workbook(target)
    if to_workbook:
        if target.suffix.lower() != ".xlsx":
            raise DefinitionError(
                f"{target} is no .xlsx", f"“{target.name}”不是 .xlsx", "文件名以 .xlsx 结尾"
            )
        made = {target: workbook_bytes(files)}
    else:
        made = {target / name: content for name, content in folder_bytes(files).items()}
    for name, content in _templates(source, files):
        place = target.parent / Path(name).name if to_workbook else target / name
        if made.setdefault(place, content) != content or (
            place.exists() and place.read_bytes() != content
        ):
            raise DefinitionError(
                f"two templates are called {place.name}",
                f"有两份模板都叫“{place.name}”，内容不同",
                "给其中一份改名",
            )
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(made)


def folder_bytes(files: Files) -> Mapping[str, bytes]:
    """The files of a plugin folder, as they are written."""
    return {
        name: (_csv(data) if name.endswith(CLAUSES) else toml_file(data)).encode()
        for name, data in files.items()
    }


def _csv(data: Mapping[str, Any]) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([each.names[0] for each in COLUMNS])
    for row in data["clauses"]:
        words = {**row, "answers": " ".join(row.get("answers", ()))}
        writer.writerow([words.get(each.key, "") for each in COLUMNS])
    return stream.getvalue()


def _files(
    reading: PluginFolder,
) -> Iterator[tuple[str, Mapping[str, Any], tuple[Issue, ...]]]:
    root = reading.path
    yield from _file(root / "divisions.toml", "divisions.toml")
    for folder in programme_folders(root):
        home = f"programmes/{folder.name}"
        for name in ("programme.toml", *TABLE_FILES):
            yield from _file(folder / name, f"{home}/{name}")
        for kind in SINGLE_FILES:
            for each in single_files(folder / kind):
                yield from _file(each, f"{home}/{kind}/{each.name}")
        yield from _clauses(folder / CLAUSES, f"{home}/{CLAUSES}")


def _file(path: AnyPath, name: str) -> Iterator[tuple[str, Mapping[str, Any], tuple[Issue, ...]]]:
    if path.is_file():
        data, _, issues = read_plain(path)
        yield name, data or {}, issues


def _clauses(
    path: AnyPath, name: str
) -> Iterator[tuple[str, Mapping[str, Any], tuple[Issue, ...]]]:
    if isinstance(path, WorkbookPath):
        yield from _file(path, name)
    elif path.is_file():
        rows, issues = clauses_of_csv(path.read_bytes(), str(path))
        yield name, {"clauses": rows}, issues


def clauses_of_csv(content: bytes, name: str) -> tuple[list[dict[str, Any]], tuple[Issue, ...]]:
    """The rows of a list of clauses as plain data, blank columns left out.

    Args:
        content: The file.
        name: Its name, for issues.
    """
    rows, issues = read_csv_rows(content, name, columns=COLUMNS)
    made = []
    for row in rows:
        words: dict[str, Any] = {key: text for key, text in row.values.items() if text}
        if "answers" in words:
            words["answers"] = words["answers"].split()
        made.append(words)
    return made, issues


def _templates(source: Path, files: Files) -> Iterator[tuple[str, bytes]]:
    """The documents that forms are written into, by their place in a plugin folder."""
    root = find_folder(source)
    for name, data in files.items():
        template = data.get("template")
        if template is None:
            continue
        called = template if isinstance(template, str) else template.get("name", "")
        inside = str(Path(name).parent / called).replace("\\", "/")
        place = folder_of(root) / (called if isinstance(root, WorkbookPath) else inside)
        yield inside, place.read_bytes()
