"""What the register of receipts (收文登记) says of each file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from posixpath import normpath

from attrs import frozen

from kejifupin.records.identities import spelling_key
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "receipt.not_entered": "收文登记中没有这份文件，收到日期不明",
    "receipt.no_such_file": "收文登记列有的文件没有找到",
    "receipt.ambiguous": "收文登记的一条对上了几份文件",
}

_NAMED = 5


@frozen
class Receipt:
    """One entry of the register of receipts (收文登记).

    No form carries the day of its receipt, and the times of files mean nothing.

    Args:
        file: The file as entered: a path or the end of one, with either kind of slash.
        received_on: Day of receipt.
        recipient: Code of the division that received it; the programme's scope by default.
        sender: Who handed it in, as entered.
        line: Line of the entry.
    """

    file: str
    received_on: date
    recipient: str | None = None
    sender: str | None = None
    line: int | None = None

    def is_for(self, path: str) -> bool:
        r"""Whether the entry speaks of the file at a path, as written or as the end of it.

        >>> Receipt("靖宇县\\附件4.docx", date(2018, 5, 2)).is_for("报表/靖宇县/附件4.docx")
        True
        """
        return self.distance(path) is not None

    def distance(self, path: str, folder: str = "") -> int | None:
        """How far what was entered is from the path of a file.

        Args:
            path: Path of the file.
            folder: Folder of the register, against which entries may be written.

        Returns:
            0 for the path itself, 1 where the entry is the end of it, or the whole of it from the
            root, 2 where that holds but for the spelling, 3 where the entry leaves out the file's
            extension; None for none of these.
        """
        entered, given = _tidy(self.file), _tidy(path)
        if given in (entered, _tidy(f"{folder}/{entered}")):
            return 0
        if _is_end(entered, given):
            return 1
        entered, given = _spelled(entered), _spelled(given)
        if _is_end(entered, given):
            return 2
        return 3 if _is_end(entered, given.removesuffix(PurePosixPath(given).suffix)) else None


def match_receipts(
    files: Sequence[str], receipts: Sequence[Receipt], register: str
) -> tuple[Mapping[str, Receipt], tuple[Issue, ...]]:
    """Lead each file to its entry in the register of receipts.

    An entry means the file that it comes closest to. Of several entries for one file the latest
    day counts, since it is the version at hand.

    Args:
        files: Paths of the files read.
        receipts: Entries of the register.
        register: Path of the register, for issues and for paths entered from its folder.

    Returns:
        File → entry, and issues: entries without a file or with several, files without an entry.
    """
    folder = _tidy(register).rpartition("/")[0]
    named: dict[str, list[str]] = {}
    for file in dict.fromkeys(files):
        for name in dict.fromkeys(_names(file)):
            named.setdefault(name, []).append(file)
    matched: dict[str, Receipt] = {}
    issues: list[Issue] = []
    for entry in receipts:
        hits = _closest(entry, named.get(_names(entry.file)[0], ()), folder)
        if len(hits) != 1:
            issues.append(_unmatched(entry, hits, register))
            continue
        known = matched.get(hits[0])
        if known is None or known.received_on < entry.received_on:
            matched[hits[0]] = entry
    issues.extend(
        Issue(
            "receipt.not_entered",
            "收文登记中没有这份文件，收到日期不明",
            Severity.INFO,
            Place(file),
            remedy="在收文登记中补上一行",
        )
        for file in files
        if file not in matched and receipts
    )
    return matched, tuple(issues)


def _closest(entry: Receipt, files: Iterable[str], folder: str) -> tuple[str, ...]:
    distances = {file: entry.distance(file, folder) for file in files}
    least = min((each for each in distances.values() if each is not None), default=None)
    return tuple(file for file, each in distances.items() if each is not None and each == least)


def _unmatched(entry: Receipt, hits: Sequence[str], register: str) -> Issue:
    place = Place(register, line=entry.line)
    if not hits:
        return Issue(
            "receipt.no_such_file",
            f"收文登记列有“{entry.file}”，但没有读到这份文件",
            Severity.WARNING,
            place,
            remedy="核对文件名，或把文件放回原处",
        )
    shown = "、".join(sorted(hits)[:_NAMED]) + ("等" if len(hits) > _NAMED else "")
    return Issue(
        "receipt.ambiguous",
        f"“{entry.file}”对上了{len(hits)}份文件：{shown}",
        Severity.WARNING,
        place,
        remedy="在收文登记中写明所在文件夹，如 靖宇县/附件4.docx",
    )


def _tidy(path: str) -> str:
    """A path with plain slashes and nothing superfluous; ``./`` and a trailing slash go."""
    return normpath(path.strip().replace("\\", "/"))


def _spelled(path: str) -> str:
    return "/".join(spelling_key(part) for part in path.split("/"))


def _is_end(entered: str, path: str) -> bool:
    if entered.startswith("/") or entered[1:2] == ":":
        return entered.endswith(f"/{path.removeprefix('/')}")
    while entered.startswith("../"):
        entered = entered[3:]
    return f"/{path}".endswith(f"/{entered}")


def _names(path: str) -> tuple[str, str]:
    """The file's name and the name without its extension, spelling set aside."""
    name = PurePosixPath(_tidy(path)).name
    return spelling_key(name), spelling_key(PurePosixPath(name).stem)
