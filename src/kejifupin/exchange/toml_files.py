"""TOML files read with the line of every key, and all that keeps them from being read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from kejifupin.exchange.config_codes import ENCODING, UNREADABLE
from kejifupin.exchange.toml_mistakes import parse_toml
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place

MAX_BYTES = 16 * 1024 * 1024
_BARE_KEY = re.compile(r"[\w-]+")


@frozen
class Source:
    """Where configuration was read: the file and the line of every key (配置来源).

    Args:
        file: The file as given.
        positions: Key path → line, counted from 1; empty for data that is no text file.
        incomplete: Paths of tables of which a statement could not be read, so that what is missing
            there may stand in the unreadable line.
    """

    file: str
    positions: Mapping[KeyPath, int] = field(
        factory=lambda: MappingProxyType({}), repr=False, hash=False
    )
    incomplete: frozenset[KeyPath] = frozenset()

    def line(self, path: KeyPath) -> int | None:
        """Line of a key, or of the nearest table around it that has one."""
        for length in range(len(path), -1, -1):
            if (line := self.positions.get(path[:length])) is not None:
                return line
        return None

    def place(self, path: KeyPath) -> Place:
        """The place of a key: file, line and key path.

        >>> Source("a.toml", {("targets", 0): 7}).place(("targets", 0, "label"))
        Place(file='a.toml', cell=None, line=7, key='targets[0].label')
        """
        return Place(self.file, line=self.line(path), key=dotted(path) or None)


def dotted(path: KeyPath) -> str:
    """A key path as people write it.

    >>> dotted(("targets", 2, "bound", "at_least")), dotted(("names", "a b"))
    ('targets[2].bound.at_least', 'names."a b"')
    """
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += "." if words else ""
            words += part if _BARE_KEY.fullmatch(part) else f'"{part}"'
    return words


def read_toml(path: Path) -> tuple[dict[str, Any] | None, Source, tuple[Issue, ...]]:
    """Read a TOML file, numbers with a decimal point as ``Decimal``.

    Args:
        path: The file.

    Returns:
        The data, where it stands, and the issues. The data are None where nothing could be read;
        where single statements could not be read, the rest is there beside the issues.
    """
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, Source(name), (_unreadable(name, "文件太大", "配置文件不超过16MB"),)
        content = path.read_bytes()
    except FileNotFoundError:
        return None, Source(name), (_unreadable(name, "没有这个文件", "检查文件名和所在的文件夹"),)
    except OSError:
        return None, Source(name), (_unreadable(name, "文件打不开", "核对有没有读它的权限"),)
    return read_toml_bytes(content, name)


def read_toml_bytes(
    content: bytes, name: str
) -> tuple[dict[str, Any] | None, Source, tuple[Issue, ...]]:
    """Read the content of a TOML file, as ``read_toml`` does.

    Args:
        content: The bytes.
        name: The file's name, for issues.
    """
    text, encoding_issue = _decode(content, name)
    issues = () if encoding_issue is None else (encoding_issue,)
    if text is None:
        return None, Source(name), issues
    parsed = parse_toml(text, name)
    source = Source(name, parsed.positions, parsed.incomplete)
    return parsed.data, source, (*issues, *parsed.issues)


def _decode(content: bytes, name: str) -> tuple[str | None, Issue | None]:
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    save_again = "用记事本打开，选“另存为”，编码选 UTF-8，再保存"
    utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding, words in (("utf-16", "UTF-16"),) if utf_16 else (("gb18030", "GBK"),):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            continue
        return text, Issue(
            ENCODING,
            f"文件是 {words} 编码，应为 UTF-8",
            place=Place(name, line=1 if utf_16 else line),
            remedy=save_again,
        )
    return None, _unreadable(name, "文件不是文本，或编码认不出来", save_again)


def _unreadable(name: str, message: str, remedy: str | None) -> Issue:
    return Issue(UNREADABLE, message, place=Place(name), remedy=remedy)
