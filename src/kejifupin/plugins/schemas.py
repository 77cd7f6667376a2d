"""The JSON Schema of each TOML file of a plugin folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from kejifupin.exchange.json_schemas import (
    Schema,
    schema_lines,
    schema_of_class,
    schema_of_tables,
)
from kejifupin.plugins.file_tables import DIVISION_TABLES, SINGLE_FILES, TABLE_FILES
from kejifupin.terms.definitions import ProgrammeDefinition
from kejifupin.terms.text import nearest

ENDING = ".schema.json"


def schemas() -> Mapping[str, Schema]:
    """Name of a schema (``targets``, ``form``) → the schema, for every file of a plugin folder."""
    made: dict[str, Schema] = {
        "programme": schema_of_class(ProgrammeDefinition, title="programme.toml"),
        "divisions": schema_of_tables(DIVISION_TABLES, title="divisions.toml"),
    }
    for file, tables in TABLE_FILES.items():
        made[file.removesuffix(".toml")] = schema_of_tables(tables, title=file)
    for folder, class_ in SINGLE_FILES.items():
        made[folder.removesuffix("s")] = schema_of_class(class_, title=f"{folder}/*.toml")
    return made


def schema_files() -> Mapping[str, str]:
    """Every schema as a file: its name and its text."""
    return {
        f"{name}{ENDING}": "\n".join(schema_lines(schema)) + "\n"
        for name, schema in schemas().items()
    }


def schema_name(file: str) -> str | None:
    """The name of the schema that a file is held against; None where there is none.

    Args:
        file: A path or name of a TOML file, or the name itself.

    >>> schema_name("programmes/x/forms/survey.toml"), schema_name("targets"), schema_name("a.toml")
    ('form', 'targets', None)
    """
    path = PurePath(file)
    if path.parent.name in SINGLE_FILES:
        return path.parent.name.removesuffix("s")
    stem = path.name.removesuffix(ENDING).removesuffix(".toml")
    names = (*schemas(), *SINGLE_FILES)
    return stem.removesuffix("s") if stem in SINGLE_FILES else stem if stem in names else None


def near_schema_names(file: str) -> tuple[str, ...]:
    """Names of schemas that look like the one asked for; all where none does."""
    known = tuple(schemas())
    return nearest(PurePath(file).stem, known) or known
