"""What the register of receipts (收文登记) says of each file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from posixpath import normpath

from attrs import evolve, field, frozen

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
        division: Code of the division that handed it in, where the sender was understood.
        form: The form, as entered.
        part: What of the submission it is, as entered, e.g. ``书面总结``.
        earlier: Entries of the same file that this one takes the place of, oldest first.
    """

    file: str
    received_on: date
    recipient: str | None = None
    sender: str | None = None
    line: int | None = None
    division: str | None = None
    form: str | None = None
    part: str | None = None
    earlier: tuple[Receipt, ...] = field(default=(), repr=False)

    @property
    def all(self) -> tuple[Receipt, ...]:
        """All entries of its file, oldest first."""
        return (*self.earlier, evolve(self, earlier=()))

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
        entered = _Spelling.of(self.file)
        return entered.distance(_Spelling.of(path), entered.inside(folder))


@frozen
class _Spelling:
    """A path made tidy, and the same with its spelling set aside (路径写法)."""

    tidy: str
    spelled: str
    stem: str

    @classmethod
    def of(cls, path: str) -> _Spelling:
        tidy = _tidy(path)
        spelled = _spelled(tidy)
        return cls(tidy, spelled, spelled.removesuffix(PurePosixPath(spelled).suffix))

    def inside(self, folder: str) -> str:
        """The path as written against a folder."""
        return _tidy(f"{folder}/{self.tidy}")

    def distance(self, given: _Spelling, inside: str) -> int | None:
        """How far what was entered is from the path of a file, as `Receipt.distance` tells."""
        if given.tidy in (self.tidy, inside):
            return 0
        if _is_end(self.tidy, given.tidy):
            return 1
        if _is_end(self.spelled, given.spelled):
            return 2
        return 3 if _is_end(self.spelled, given.stem) else None


@frozen
class FileNames:
    """Files that people call by their paths, by the ends of them, or nearly so (文件名对照).

    Args:
        files: Paths of the files.
        folder: Folder against which entries may be written.
    """

    files: tuple[str, ...]
    folder: str = ""
    _named: dict[str, list[tuple[str, _Spelling]]] = field(init=False, repr=False, eq=False)

    @_named.default
    def _by_name(self) -> dict[str, list[tuple[str, _Spelling]]]:
        named: dict[str, list[tuple[str, _Spelling]]] = {}
        for file in dict.fromkeys(self.files):
            spelling = _Spelling.of(file)
            for name in dict.fromkeys(_names(file)):
                named.setdefault(name, []).append((file, spelling))
        return named

    def meant(self, entry: Receipt) -> tuple[str, ...]:
        """The files that an entry comes closest to: one, or none, or several of one name."""
        near, entered = self._named.get(_names(entry.file)[0], ()), _Spelling.of(entry.file)
        inside = entered.inside(self.folder)
        distances = {file: entered.distance(each, inside) for file, each in near}
        least = min((each for each in distances.values() if each is not None), default=None)
        if least is None:
            return ()
        return tuple(file for file, each in distances.items() if each == least)

    @classmethod
    def beside(cls, files: Iterable[str], register: str) -> FileNames:
        """The names of files, entered in a register from its own folder or from elsewhere."""
        return cls(tuple(files), _tidy(register).rpartition("/")[0])


@frozen
class Matching:
    """Which entries of a register of receipts mean which files (收文对照).

    Args:
        receipts: File → its latest entry, with the earlier ones in it.
        loose: Entries that no file read answers to: paper, and files that are not there.
        issues: Entries without a file or with several, files without an entry.
    """

    receipts: Mapping[str, Receipt]
    loose: tuple[Receipt, ...]
    issues: tuple[Issue, ...]


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
    matching = match_entries(files, receipts, register)
    return matching.receipts, matching.issues


def match_entries(files: Sequence[str], receipts: Sequence[Receipt], register: str) -> Matching:
    """The same as `match_receipts` tells, with the entries that no file answers to.

    Args:
        files: Paths of the files read.
        receipts: Entries of the register.
        register: Path of the register.
    """
    names = FileNames.beside(files, register)
    found: dict[str, list[Receipt]] = {}
    loose: list[Receipt] = []
    issues: list[Issue] = []
    for entry in receipts:
        hits = names.meant(entry) if entry.file else ()
        if len(hits) == 1:
            found.setdefault(hits[0], []).append(entry)
            continue
        loose.append(entry)
        if entry.file:
            issues.append(_unmatched(entry, hits, register))
    matched = {file: _latest(entries) for file, entries in found.items()}
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
    return Matching(matched, tuple(loose), tuple(issues))


def _latest(entries: Sequence[Receipt]) -> Receipt:
    *earlier, last = sorted(entries, key=lambda each: each.received_on)
    # Of one day the first entry stands, as one line entered twice says no more than once.
    same = [each for each in earlier if each.received_on == last.received_on]
    kept = same[0] if same else last
    others = tuple(each for each in (*earlier, last) if each is not kept)
    return evolve(kept, earlier=others)


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
