"""What is to be read in one go: which file plays which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from kejifupin.exchange.inputs import InputPath, find_inputs
from kejifupin.forms.reading import FormReading
from kejifupin.reading.errors import WorkFolderError
from kejifupin.reading.kept_readings import KeptReadings, open_work, outside_work_folders
from kejifupin.reading.work_folder import is_work_folder
from kejifupin.records.kinds import RecordKind


@frozen
class Intake:
    """The files of one read, each in its role (读取范围).

    Args:
        registers: Registers, read first.
        forms: Filled forms, each once, in order.
        kept: Work folders that were given among the forms.
        received: The register of receipts.
    """

    registers: tuple[InputPath, ...]
    forms: tuple[InputPath, ...]
    kept: tuple[KeptReadings, ...] = ()
    received: Path | None = None

    @classmethod
    def find(
        cls,
        paths: Iterable[Path | str],
        *,
        register: Path | str | Sequence[Path | str] = (),
        received: Path | str | None = None,
    ) -> Intake:
        """Look for the files under paths.

        Args:
            paths: Files, folders, .zip archives, and work folders.
            register: Registers of villages.
            received: The register of receipts, a CSV file.

        Raises:
            FileNotFoundError: A path is not there.
            WorkFolderError: A work folder is of a later version.
        """
        registers = (register,) if isinstance(register, Path | str) else tuple(register)
        roles = [Path(each) for each in (*registers, *((received,) if received else ()))]
        given = [Path(each) for each in paths]
        kept = tuple(open_work(each) for each in given if is_work_folder(each))
        rest = [each for each in given if not is_work_folder(each)]
        return cls(
            registers=find_inputs(registers),
            forms=tuple(outside_work_folders(find_inputs(rest, leave_out=roles))),
            kept=kept,
            received=None if received is None else Path(received),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all forms, those of work folders first, each once."""
        kept = (name for each in self.kept for name in each.names)
        return tuple(dict.fromkeys((*kept, *(each.name for each in self.forms))))

    def check(self, programme: str, *, working: bool) -> None:
        """Make sure that its work folders can be read.

        Args:
            programme: Key of the programme that reads.
            working: Whether the readings are to be kept in a work folder.

        Raises:
            WorkFolderError: They are of another programme, or would be kept again.
        """
        for each in self.kept:
            if each.programme != programme:
                raise WorkFolderError(
                    f"the work folder {each.path} is of the programme {each.programme!r}",
                    f"工作文件夹“{each.path}”是方案“{each.programme}”的",
                    f"给出方案“{programme}”的工作文件夹",
                )
            if working:
                raise WorkFolderError(
                    f"{each.path} is a work folder: its readings are not kept in another",
                    f"“{each.path}”是工作文件夹，不能再存入工作文件夹",
                    "给出原来的文件，或去掉 --work",
                )

    def kept_registers(self, kinds: Mapping[str, RecordKind]) -> Iterator[FormReading]:
        """The registers of its work folders; what was read as one register is given once.

        Args:
            kinds: Record kinds by key.
        """
        seen: set[str] = set()
        for each in self.kept:
            yield from each.registers(kinds, without=seen)
            seen.update(entry.key for entry in each.index.registers if entry.key)

    def kept_forms(
        self, kinds: Mapping[str, RecordKind], fingerprint: str
    ) -> Iterator[FormReading]:
        """The forms of its work folders; a file that is there itself is left to be read.

        Args:
            kinds: Record kinds by key.
            fingerprint: Hash of all that decides how forms are read now.
        """
        seen = {each.name for each in self.forms}
        for each in self.kept:
            issues = each.issues(fingerprint)
            if issues:
                yield FormReading(str(each.path), (), issues)
            yield from each.forms(kinds, without=seen)
            seen.update(each.names)
