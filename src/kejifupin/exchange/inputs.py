"""The files under the paths that a user names: single files, folders, zip archives."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import attrs
from attrs import frozen

from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.system_words import system_words

CODES: Mapping[str, str] = {
    "input.skipped": "不是 Word 或 Excel 文件，没有读取",
    "input.unreadable": "文件打不开",
    "input.bad_zip": "文件过大，或压缩包损坏、加密",
}

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 50_000
_OTHER = frozenset(
    [
        ".csv",
        ".txt",
        ".md",
        ".json",
        ".jsonl",
        ".toml",
        ".py",
        ".ipynb",
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".bmp",
        ".heic",
        ".mp4",
        ".mp3",
        ".log",
        ".ini",
        ".db",
        ".lnk",
        ".url",
    ]
)


@frozen
class InputFile:
    """One file to read (输入文件).

    Args:
        name: The path as given, or as found under the path given.
        content: Its bytes; None where it could not be read, told by ``issue``.
        issue: Why it is not read.
    """

    name: str
    content: bytes | None = attrs.field(default=None, repr=False)
    issue: Issue | None = None


@frozen
class InputPath:
    """A file that is there to be read, not yet opened (待读文件)."""

    name: str
    path: Path
    member: str | None = None


def find_inputs(
    paths: Iterable[Path | str], leave_out: Iterable[Path] = ()
) -> tuple[InputPath, ...]:
    """The files under paths, in the order of the paths and then of their names, each once.

    Temporary and hidden files are passed over.

    Args:
        paths: Files, folders and .zip archives.
        leave_out: Files that are read in another role, such as the register.

    Raises:
        FileNotFoundError: A path is not there.
    """
    known = {each.resolve() for each in leave_out}
    found: dict[str, InputPath] = {}
    for given in map(Path, paths):
        if not given.exists():
            raise FileNotFoundError(str(given))
        files = sorted(given.rglob("*")) if given.is_dir() else [given]
        for file in files:
            inside = file.relative_to(given).parts if given.is_dir() else ()
            if not file.is_file() or file.resolve() in known or _hidden(inside):
                continue
            for each in _members(file):
                found.setdefault(each.name, each)
    return tuple(found.values())


def is_other(name: str) -> bool:
    """Whether the ending of a file's name says that no form is in it, so that it is not read.

    >>> is_other("照片.JPG"), is_other("调查表.docx")
    (True, False)
    """
    return PurePosixPath(name).suffix.lower() in _OTHER


def read_input(given: InputPath) -> InputFile:
    """One file with its bytes, or the issue that tells why it is not read."""
    if is_other(given.member or given.path.name):
        remedy = "收文登记请用 --received 指定" if "收文" in given.name else None
        message = "不是 Word 或 Excel 文件，没有读取"
        return InputFile(given.name, issue=_issue("input.skipped", message, given.name, remedy))
    try:
        content = _content(given)
    except Exception as error:  # noqa: BLE001 - damaged archives raise whatever their codecs do
        reason = system_words(error) if isinstance(error, OSError) else type(error).__name__
        return InputFile(
            given.name,
            issue=Issue(
                "input.unreadable",
                f"文件打不开（{reason}）",
                place=Place(given.name),
                remedy="关闭正在使用它的程序，或重新复制一份",
            ),
        )
    if content is None:
        return InputFile(
            given.name,
            issue=Issue(
                "input.bad_zip",
                "文件过大，或压缩包损坏、加密",
                place=Place(given.name),
                remedy="解压后把文件夹交来；单个文件不超过64MB，不要加密",
            ),
        )
    return InputFile(given.name, content)


def _members(file: Path) -> Iterator[InputPath]:
    if file.suffix.lower() != ".zip":
        yield InputPath(str(file), file)
        return
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()[: MAX_MEMBERS + 1]
    except Exception:  # noqa: BLE001 - reading it tells what is wrong
        yield InputPath(str(file), file, "")
        return
    if len(members) > MAX_MEMBERS:
        yield InputPath(str(file), file, "")
        return
    for member in sorted(members, key=lambda each: each.filename):
        name = _member_name(member)
        if not member.is_dir() and not _hidden(PurePosixPath(name).parts):
            yield InputPath(f"{file}/{name}", file, member.filename)


def _member_name(member: zipfile.ZipInfo) -> str:
    # Archives made on Chinese Windows carry GBK names without saying so.
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _content(given: InputPath) -> bytes | None:
    if given.member is None:
        return given.path.read_bytes() if given.path.stat().st_size <= MAX_BYTES else None
    if not given.member:
        return None
    with zipfile.ZipFile(given.path) as archive:
        member = archive.getinfo(given.member)
        if member.file_size > MAX_BYTES or member.flag_bits & 1:
            return None
        with archive.open(member) as stream:
            content = stream.read(MAX_BYTES + 1)
    return None if len(content) > MAX_BYTES else content


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) or part == "Thumbs.db" for part in parts)


def _issue(code: str, message: str, name: str, remedy: str | None) -> Issue:
    return Issue(code, message, Severity.INFO, Place(name), remedy=remedy)
