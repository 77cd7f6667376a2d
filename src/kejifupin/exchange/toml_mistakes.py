"""TOML that cannot be parsed: every mistake told in Chinese, the rest still read.

``tomllib`` stops at the first mistake. Here the statement with the mistake is taken out and the
rest parsed again, so that an author learns of all of them at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import frozen

from kejifupin.exchange.config_codes import DUPLICATE_KEY, TOML_SYNTAX
from kejifupin.exchange.toml_positions import KeyPath, Positions, Scan, Statement, scan_toml
from kejifupin.exchange.toml_wording import explain
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place

MAX_MISTAKES = 50
_AT = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)
_LONG_NUMBER = re.compile(r"\d[\d_]{999,}")
_ASIDE = "set aside, line "
_REPEATS = (
    "Cannot overwrite a value",
    "Duplicate inline table key",
    "Cannot declare",
    "Cannot mutate immutable namespace",
    "Cannot redefine namespace",
)


@frozen
class ParsedToml:
    """What could be parsed of a TOML text.

    Args:
        data: The data; None where nothing could be saved.
        positions: Key path → line.
        incomplete: Tables of which a statement was taken out.
        issues: One for each mistake.
    """

    data: dict[str, Any] | None
    positions: Mapping[KeyPath, int]
    incomplete: frozenset[KeyPath]
    issues: tuple[Issue, ...]


def parse_toml(text: str, file: str) -> ParsedToml:
    """Parse TOML as far as it goes.

    Args:
        text: The text.
        file: The file's name, for issues.

    Returns:
        The data, positions and issues; never raises for bad text.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    issues: list[Issue] = []
    removed: list[Statement] = []
    while True:
        kept = "\n".join(lines)
        try:
            data = tomllib.loads(kept, parse_float=_decimal)
        except (ValueError, RecursionError) as error:
            scan = scan_toml(kept)
            mistake = _locate(error, kept, scan)
            issues.append(_issue(mistake, scan, lines, file))
            if mistake.statement is None or len(issues) == MAX_MISTAKES:
                break
            removed.append(mistake.statement)
            _take_out(lines, mistake.statement)
        else:
            data = {key: each for key, each in data.items() if not key.startswith(_ASIDE)}
            return ParsedToml(data, Positions(kept), _incomplete(removed, kept), _in_order(issues))
    if len(issues) == MAX_MISTAKES:
        more = Issue(TOML_SYNTAX, f"已有{MAX_MISTAKES}处写法错误，其后未再检查", place=Place(file))
        issues.append(more)
    return ParsedToml(None, scan.positions, frozenset(), _in_order(issues))


@frozen
class _Mistake:
    message: str
    line: int
    column: int | None
    statement: Statement | None


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        # Beyond what any decimal holds; the strict hooks refuse what is not finite.
        return Decimal("Infinity")


def _locate(error: BaseException, text: str, scan: Scan) -> _Mistake:
    found = _AT.match(str(error))
    if found and found[2]:
        line, column = int(found[2]), int(found[3])
    elif not found and (number := _LONG_NUMBER.search(text)):
        line, column = text.count("\n", 0, number.start()) + 1, None
    else:
        line, column = text.count("\n") + 1, None
    message = found[1] if found else str(error)
    if isinstance(error, RecursionError):
        message = "nested too deeply"
    # An open quote or bracket is noticed later than where it stands: the first statement that the
    # scanner could not read either is the one.
    before = [each for each in scan.statements if each.first_line <= line]
    unread = [each for each in before if each.broken]
    holding = [each for each in before if each.last_line >= line]
    statement = next(iter((*unread, *holding, *before[::-1])), None)
    return _Mistake(message, line, column, statement)


def _issue(mistake: _Mistake, scan: Scan, lines: list[str], file: str) -> Issue:
    statement = mistake.statement
    line, column = mistake.line, mistake.column
    if mistake.message.startswith(_REPEATS) and statement is not None:
        return _repeat_issue(mistake.message, statement, scan, file)
    if statement is not None and (column is None or line > statement.last_line):
        line, column = statement.first_line, None
    message, remedy = explain(mistake.message, lines[line - 1], column)
    where = f"第{column}列：" if column else ""
    return Issue(TOML_SYNTAX, where + message, place=Place(file, line=line), remedy=remedy)


def _repeat_issue(message: str, statement: Statement, scan: Scan, file: str) -> Issue:
    span = range(statement.first_line, statement.last_line + 1)
    name = ".".join(statement.key)
    first, line = None, statement.first_line
    for path, at in scan.repeated.items():
        if at in span:
            first, line, name = scan.positions[path], at, str(path[-1])
            break
    before = f"，第{first}行已经写过" if first else ""
    if statement.header:
        words = f"表 [{name}] 写了两次{before}"
        remedy = f"合并成一个；如果是并列的多项，每项都写成 [[{name}]]"
    elif message.startswith(("Cannot mutate", "Cannot redefine")) and not first:
        words = f"“{name}”所在的表已在别处写全，不能在这里再添加"
        remedy = "把这个键移到原来的表里"
    else:
        words = f"键“{name}”写了两次{before}"
        remedy = "删去其中一个，或改成另一个键"
    return Issue(DUPLICATE_KEY, words, place=Place(file, line=line, key=name), remedy=remedy)


def _take_out(lines: list[str], statement: Statement) -> None:
    for number in range(statement.first_line - 1, statement.last_line):
        lines[number] = ""
    if statement.header:
        # Keys below a header that cannot be read would land in the table above it.
        lines[statement.first_line - 1] = f'["{_ASIDE}{statement.first_line}"]'


def _incomplete(removed: list[Statement], text: str) -> frozenset[KeyPath]:
    paths: set[KeyPath] = set()
    statements = scan_toml(text).statements if removed else ()
    for statement in removed:
        table: KeyPath = ()
        for other in statements:
            if other.first_line >= statement.first_line:
                break
            table = other.table
        paths.add(table)
        if statement.header:
            paths.add(())
        for length in range(1, len(statement.key)):
            paths.add((*table, *statement.key[:length]))
    return frozenset(paths)


def _in_order(issues: list[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: issue.place.line or len(issues) * 10**9))
