"""Where the definitions of a plugin workbook stand: a cell for every key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

from kejifupin.exchange.toml_files import Source, dotted
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.terms.origins import Place


@frozen
class CellSource(Source):
    """A part of a workbook that stands for one file of a plugin folder (工作表来源).

    ``file`` names the part, not the workbook; places name the workbook and the cell.

    Args:
        workbook: The workbook as given.
        prefix: What the keys of this part begin with in places, so that those of two parts differ.
        cells: Key path → ``目标!D7``.
    """

    workbook: str = ""
    prefix: KeyPath = ()
    cells: Mapping[KeyPath, str] = field(
        factory=lambda: MappingProxyType({}), repr=False, hash=False
    )

    def cell(self, path: KeyPath) -> str | None:
        """The cell of a key, or of the nearest table around it that has one."""
        for length in range(len(path), -1, -1):
            if (cell := self.cells.get(path[:length])) is not None:
                return cell
        return None

    def place(self, path: KeyPath) -> Place:
        """The place of a key: workbook, cell and key path.

        >>> cells = {("targets", 0): "目标!A2"}
        >>> source = CellSource("targets.toml", workbook="a.xlsx", cells=cells)
        >>> source.place(("targets", 0, "label"))
        Place(file='a.xlsx', cell='目标!A2', line=None, key='targets[0].label')
        """
        key = dotted((*self.prefix, *path)) or None
        return Place(self.workbook, cell=self.cell(path), key=key)
