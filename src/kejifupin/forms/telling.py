"""Collecting the issues of one form while its values are read."""

from __future__ import annotations

from attrs import define, evolve, field

from kejifupin.office.findings import cell_issue
from kejifupin.office.grid import Cell
from kejifupin.records.homes import home_field
from kejifupin.records.kinds import Field, RecordKind
from kejifupin.terms.issues import Effect, Issue, Severity
from kejifupin.terms.origins import Place


@define
class Teller:
    """Words and keeps issues about the fields of one kind in one file (问题收集).

    Args:
        file: Path of the file.
        needed: Keys of the fields without which the record does not say of whom it speaks.
    """

    file: str
    needed: frozenset[str] = frozenset()
    issues: list[Issue] = field(factory=list)

    @classmethod
    def of(cls, file: str, kind: RecordKind) -> Teller:
        """One for the records of a kind: its identity and its home are needed."""
        home = home_field(kind)
        return cls(file, frozenset((*kind.identity, *((home,) if home else ()))))

    def effect(self, target: Field) -> Effect:
        """What follows from a wrong value of a field."""
        return Effect.RECORD if target.key in self.needed else Effect.FIELD

    def wrong(self, code: str, target: Field, cell: Cell, *, message: str, remedy: str) -> None:
        """A value that cannot be used."""
        self._add(code, target, cell, message, remedy, Severity.ERROR, self.effect(target))

    def doubt(
        self,
        code: str,
        target: Field,
        cell: Cell,
        *,
        message: str,
        remedy: str | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """A value that is used, and should be looked at."""
        self._add(code, target, cell, message, remedy, severity, Effect.NONE)

    def about_cell(self, target: Field, cell: Cell) -> Issue | None:
        """What is wrong with the cell itself, kept as an issue about the field."""
        found = cell_issue(cell, self.file)
        if found is not None:
            error = found.severity is Severity.ERROR
            found = evolve(
                found,
                field=target.key,
                seen=cell.text or None,
                effect=self.effect(target) if error else Effect.NONE,
                message=f"“{target.label}”：{found.message}",
            )
            self.issues.append(found)
        return found

    def _add(
        self,
        code: str,
        target: Field,
        cell: Cell,
        message: str,
        remedy: str | None,
        severity: Severity,
        effect: Effect,
    ) -> None:
        self.issues.append(
            Issue(
                code,
                f"“{target.label}”{message}",
                severity,
                Place(self.file, cell.address or None),
                field=target.key,
                remedy=remedy,
                seen=cell.text or None,
                effect=effect,
            )
        )
