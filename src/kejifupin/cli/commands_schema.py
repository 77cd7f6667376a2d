"""``schema``: the JSON Schemas by which editors complete and check the TOML of a plugin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kejifupin.cli.arguments import output_file, write_output
from kejifupin.cli.output import show_line
from kejifupin.cli.wrong_use import WrongUseError, unknown


def schema(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="A TOML file of a plugin, or its name: targets."),
    ] = None,
    every: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--all", help="Every schema, into the folder of -o.")
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="File, or with --all folder, to write."
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a TOML file; without FILE, the names of all schemas.

    Example: kejifupin schema --all -o schemas
    """
    from kejifupin.plugins.schemas import (
        ENDING,
        near_schema_names,
        schema_files,
        schema_name,
        schemas,
    )

    if every:
        if file is not None or output is None:
            raise WrongUseError("--all 要和 -o 文件夹 一起用，不写 FILE", "如 --all -o schemas")
        folder = Path(output)
        if folder.exists() and not folder.is_dir():
            raise WrongUseError(f"“{folder}”不是文件夹", "换一个文件夹")
        folder.mkdir(parents=True, exist_ok=True)
        made = schema_files()
        for name, text in made.items():
            write_output(folder / name, text.encode())
        show_line(f"已写出{len(made)}个：{folder}")
        return
    if file is None:
        for name, found in schemas().items():
            show_line(f"{name}\t{found['title']}")
        return
    name_of = schema_name(file)
    if name_of is None:
        raise unknown("文件的 JSON Schema", Path(file).name, near_schema_names(file))
    text = schema_files()[f"{name_of}{ENDING}"]
    if output is None:
        sys.stdout.write(text)
        return
    path, _ = output_file(output, ("json",))
    write_output(path, text.encode())
    show_line(f"已写出：{path}")
