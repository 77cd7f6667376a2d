"""Who handed in which file, told by what the file says or else by the folder that it lies in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from os.path import commonprefix

from attrs import frozen

from kejifupin.records.homes import home_of
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.division_levels import Level

_SLASH = re.compile(r"[\\/]+")
_UNKNOWN = "报送单位不明"


@frozen
class Sender:
    """Who a file came from and goes back to (报送单位).

    Args:
        name: The division's name; where none is known the folder's, with those above it.
        division: Code of a county or of a division above counties.
    """

    name: str
    division: str | None = None


def find_senders(
    files: Sequence[str], records: Iterable[Record], setting: Setting
) -> Mapping[str, Sender]:
    """The sender of each file.

    It is the county that the file's records speak of, and the lowest division above them all if
    they speak of several. A file without such records goes with the others of its folder if these
    are of one sender, else to the division that a folder above it is named after.

    Args:
        files: Names of files, as paths.
        records: What was read from them.
        setting: The programme and its day.
    """
    told = _told(records, setting)
    return _Senders(files, told, setting).found()


def office(setting: Setting) -> Sender:
    """The office that runs the programme, which answers for what no file says."""
    return Sender(setting.division_name(setting.scope), setting.scope)


def parts_of(file: str) -> tuple[str, ...]:
    r"""The folders of a path and its name, whichever way the slashes lean.

    >>> parts_of("表格/敦化市\\附件4.docx")
    ('表格', '敦化市', '附件4.docx')
    """
    return tuple(part for part in _SLASH.split(file) if part)


def common_folder(files: Iterable[str]) -> str:
    """The beginning of all paths: the folder in which all files lie, with its slash.

    >>> common_folder(("收到/甲县/1.docx", "收到/甲乡/2.docx"))
    '收到/'
    """
    start = commonprefix(tuple(files))  # noqa: RUF071 - cut at a slash of either kind below
    return start[: max(start.rfind("/"), start.rfind("\\")) + 1]


class _Senders:
    def __init__(self, files: Sequence[str], told: Mapping[str, str], setting: Setting) -> None:
        self._files = files
        self._told = told
        self._setting = setting
        self._common = common_folder(files)
        self._named: dict[str, str | None] = {}
        self._beside: dict[tuple[str, ...], set[str]] = {}
        for file, code in told.items():
            self._beside.setdefault(parts_of(file)[:-1], set()).add(code)

    def found(self) -> Mapping[str, Sender]:
        return {file: self._sender(file) for file in self._files}

    def _sender(self, file: str) -> Sender:
        folders = parts_of(file)[:-1]
        code = self._told.get(file) or self._by_folder(folders)
        if code is not None:
            return Sender(self._setting.division_name(code), code)
        below = parts_of(file[len(self._common) :])[:-1]
        own = [folder for folder in below if folder.strip(".")]
        return Sender("/".join(own) or _UNKNOWN)

    def _by_folder(self, folders: tuple[str, ...]) -> str | None:
        beside = self._beside.get(folders, set())
        if len(beside) == 1:
            return next(iter(beside))
        named = (self._division_of(folder) for folder in reversed(folders))
        return next((code for code in named if code is not None), None)

    def _division_of(self, folder: str) -> str | None:
        if folder not in self._named:
            setting = self._setting
            found = setting.divisions.resolve(folder, setting.as_of, within=setting.scope)
            clear = found.division is not None and not found.rest
            chain = _chain(found.division.code, setting) if found.division and clear else ()
            self._named[folder] = chain[0] if chain else None
        return self._named[folder]


def _told(records: Iterable[Record], setting: Setting) -> Mapping[str, str]:
    """File → the division that all its records lie in."""
    chains: dict[str, tuple[str, ...]] = {}
    for record in records:
        home = home_of(record, setting) if record.origin is not None else None
        if record.origin is not None and home is not None and (chain := _chain(home, setting)):
            file = record.origin.file
            before = chains.setdefault(file, chain)
            chains[file] = tuple(code for code in before if code in chain)
    return {file: chain[0] for file, chain in chains.items() if chain}


def _chain(code: str, setting: Setting) -> tuple[str, ...]:
    """A division and all above it, from the county upwards, nearest first."""
    divisions, day = setting.divisions, setting.as_of
    found = divisions.find(code, day)
    if found is None:
        return ()
    chain = (found, *divisions.ancestors(found.code, day))
    return tuple(each.code for each in chain if each.level.rank <= Level.COUNTY.rank)
