"""The ``kejifupin`` command with all its subcommands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Annotated

import typer
from typer.main import get_command

from kejifupin.cli.commands_allocate import allocate
from kejifupin.cli.commands_assess import assess
from kejifupin.cli.commands_award import award
from kejifupin.cli.commands_check import check
from kejifupin.cli.commands_compare import compare
from kejifupin.cli.commands_demo import demo
from kejifupin.cli.commands_draw import draw
from kejifupin.cli.commands_explain import explain
from kejifupin.cli.commands_forms import blank, forms, plugins
from kejifupin.cli.commands_layout import layout
from kejifupin.cli.commands_match import match
from kejifupin.cli.commands_new_plugin import convert_plugin, new_plugin
from kejifupin.cli.commands_read import read
from kejifupin.cli.commands_report import report
from kejifupin.cli.commands_return import send_back
from kejifupin.cli.commands_schema import schema
from kejifupin.cli.commands_status import status
from kejifupin.cli.commands_submissions import remind, submissions
from kejifupin.cli.group import KejifupinGroup

app = typer.Typer(
    name="kejifupin",
    cls=KejifupinGroup,
    help="Forms, indicators, targets and reports of the programme 科技助力精准扶贫.",
    epilog="Start with: kejifupin demo",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
COMMANDS: Mapping[str, Callable[..., None]] = {
    "plugins": plugins,
    "forms": forms,
    "blank": blank,
    "read": read,
    "status": status,
    "explain": explain,
    "compare": compare,
    "award": award,
    "draw": draw,
    "assess": assess,
    "submissions": submissions,
    "remind": remind,
    "report": report,
    "return": send_back,
    "allocate": allocate,
    "match": match,
    "check": check,
    "layout": layout,
    "new-plugin": new_plugin,
    "convert-plugin": convert_plugin,
    "schema": schema,
    "demo": demo,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


def _show_version(asked: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if asked:
        print(f"kejifupin {version('kejifupin')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    show_version: Annotated[  # noqa: ARG001, FBT002 - its callback has done the work
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
    debug: Annotated[  # noqa: ARG001, FBT002 - taken out before Typer sees it
        bool, typer.Option("--debug", help="Show the traceback of an internal error.")
    ] = False,
) -> None:
    """Forms, indicators, targets and reports of the programme 科技助力精准扶贫."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: What stands behind ``kejifupin``; that of the process by default.

    Returns:
        The exit code.
    """
    code: int = get_command(app).main(
        None if arguments is None else list(arguments), "kejifupin", standalone_mode=False
    )
    return code
