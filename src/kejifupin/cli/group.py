"""The command group: exit codes, one line for what is wrong, quiet ends."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from kejifupin.cli import INTERRUPTED
from kejifupin.cli.telling import ClickException, UsageError, told, told_usage
from kejifupin.cli.wrong_use import WrongUseError, unknown
from kejifupin.errors import KejifupinError
from kejifupin.terms.system_words import system_words

OK, ISSUES, WRONG_USE, INTERNAL = 0, 1, 2, 3
DEBUG = "--debug"


class KejifupinGroup(TyperGroup):
    """The commands, none of which ever ends in a traceback."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - the signature is Typer's
        **extra: Any,
    ) -> Any:
        """Run a command and give its exit code, or end the process with it."""
        use_utf8()
        given = list(sys.argv[1:] if args is None else args)
        debug = DEBUG in given
        given = [each for each in given if each != DEBUG]
        code = OK
        try:
            result = super().main(
                given, prog_name or "kejifupin", complete_var, standalone_mode=False, **extra
            )
            code = result if isinstance(result, int) else OK
        except UsageError as error:
            code = _tell(told_usage(error))
        except ClickException as error:
            code = _tell(WrongUseError(str(error)))
        except (typer.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except WrongUseError as error:
            code = _tell(error)
        except KejifupinError as error:
            code = _tell(told(error))
        except OSError as error:
            code = _tell(WrongUseError(_system_words(error)))
            _drop_output()
        except Exception as error:  # noqa: BLE001 - the last resort: a line, not a traceback
            print(_internal(error), file=sys.stderr)
            code = INTERNAL
            if debug:
                traceback.print_exc()
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a reader who has seen enough (``| head``) ends it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(OK) from None
        return result

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of a name, or the nearest to it."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            names = self.list_commands(ctx)
            close = get_close_matches(name, names, n=2)
            raise unknown("命令", name, close or names)
        return super().resolve_command(ctx, args)


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written never stops the command."""
    # A process without an output (>&-) has None for it.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def end(*, strict: bool, errors: int) -> NoReturn:
    """End a command that did its work: with 1 only where ``--strict`` asks for it."""
    raise typer.Exit(ISSUES if strict and errors else OK)


def _tell(error: WrongUseError) -> int:
    with contextlib.suppress(OSError):
        for line in error.lines:
            print(line, file=sys.stderr)
    return WRONG_USE


def _system_words(error: OSError) -> str:
    where = f"：{error.filename}" if error.filename is not None else ""
    return f"文件操作不成（{system_words(error)}）{where}"


def _internal(error: Exception) -> str:
    # The message of an exception may quote what stood in a form.
    kind = type(error).__name__
    return f"内部错误（{kind}），这是程序的问题：加 {DEBUG} 再运行一次，把显示的内容报告给开发者"


def _drop_output() -> None:
    """Let nothing more be written to an output that is gone, not even at the end."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
