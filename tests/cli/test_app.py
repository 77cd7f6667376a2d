"""The command as a whole: version, help, exit codes of nothing."""

from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from kejifupin.cli import main
from kejifupin.cli.app import app, run

COMMANDS = ("plugins", "forms", "blank", "read", "status", "explain", "report", "check", "demo")


def invoke(*arguments):
    return CliRunner().invoke(app, arguments)


def test_version_is_that_of_the_package():
    """One line for a bug report."""
    assert invoke("--version").stdout == f"kejifupin {version('kejifupin')}\n"


def test_without_a_command_the_help_is_shown():
    """Someone who looks around has done nothing wrong."""
    result = invoke()
    assert result.exit_code == 0
    assert all(name in result.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    """Short, in English, with a line to copy."""
    result = invoke(name, "--help")
    assert result.exit_code == 0
    assert f"Example: kejifupin {name}" in " ".join(result.stdout.split())


def test_run_gives_the_exit_code_back():
    """For those who call the command from Python."""
    assert run(["--version"]) == 0
    assert run(["no-such-command"]) == 2


def test_what_is_stopped_ends_with_the_code_of_the_shells(monkeypatch):
    """Ctrl-C, while the command is still being loaded or while it works: no traceback."""

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kejifupin.cli.app.run", stopped)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130

    monkeypatch.undo()
    monkeypatch.setattr("kejifupin.cli.commands_forms.open_plugins", stopped)
    assert run(["plugins"]) == 130
