"""The places of a layout's fields in an official document, found by the labels of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from kejifupin.errors import OfficeError
from kejifupin.forms.anchors import CompiledLayout
from kejifupin.forms.candidates import Candidate
from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.fillers import Fillers
from kejifupin.forms.finding import find_fields
from kejifupin.forms.growing_rows import BlankRows, blank_rows
from kejifupin.forms.headers import Header, find_headers
from kejifupin.forms.layouts import FormLayout, text_pieces
from kejifupin.forms.recognising import Region, regions_of
from kejifupin.forms.rendering import (
    FieldFiller,
    boxes_filler,
    field_filler,
    place_filler,
)
from kejifupin.forms.scanning import index_layouts, scan
from kejifupin.forms.slots import read_inline, read_slots
from kejifupin.forms.template_files import TemplateFile
from kejifupin.forms.template_places import cell_spot, opens_blank, slot_stretch
from kejifupin.office.filling import compile_document
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.office.refusal import RefusedFileError
from kejifupin.office.spots import ChoiceSpot, FormSpots, GrowingSpot, Spot, TextSpot
from kejifupin.office.templates import DocumentTemplate
from kejifupin.records.kinds import Field, FieldType, RecordKind

Misfit = tuple[str, str]
"""What does not fit, in Chinese, and the remedy."""

PUT_RIGHT = "核对模板是不是这张表的空白表，或改正表式里的栏目名称"
_LEAVE_BLANK = "在模板里把这一格清空，或留出空格、横线"


@frozen
class FittedTemplate:
    """A template whose places are known (已定位模板).

    Args:
        file: The document.
        layout: The layout.
        spots: What stands once, with what fills it.
        growing: The growing tables, in the order of the layout.
    """

    file: TemplateFile
    layout: FormLayout
    spots: tuple[tuple[Spot, FieldFiller], ...]
    growing: tuple[BlankRows, ...]

    def compiled(
        self, shape: Sequence[int] | None, notes: Sequence[str] = ()
    ) -> tuple[Fillers, DocumentTemplate]:
        """What fills the document with so many rows in each growing table.

        Args:
            shape: Filled rows of each growing table; None for a blank form.
            notes: Paragraphs to set below everything else.

        Raises:
            OfficeError: It cannot be filled.
        """
        counts = shape or (0,) * len(self.growing)
        hole = len(self.spots)
        growing: list[GrowingSpot] = []
        for rows, count in zip(self.growing, counts, strict=True):
            growing.append(rows.spots(hole, count))
            hole += count * len(rows.fillers)
        markers = {"form": self.layout.key, "version": self.layout.version}
        spots = tuple(evolve(spot, hole=at) for at, (spot, _) in enumerate(self.spots))
        form = FormSpots(spots, tuple(growing), markers, tuple(notes))
        fillers = Fillers(
            tuple(fill for _, fill in self.spots), tuple(rows.fillers for rows in self.growing)
        )
        return fillers, compile_document(self.file.content, self.file.format, form)


class TemplateFitter:
    """Finds the fields of one layout in one document (模板定位).

    Args:
        layout: The layout.
        kind: The kind that it prints.
        file: The document.
        document: The same as read.
    """

    def __init__(
        self, layout: FormLayout, kind: RecordKind, file: TemplateFile, document: Document
    ) -> None:
        self.layout, self.kind, self.file, self.document = layout, kind, file, document
        self.compiled: CompiledLayout = compile_layout(layout, kind)
        self.misfits: list[Misfit] = []
        self.printed = {
            piece.field: piece.words
            for block in layout.blocks
            for piece in text_pieces(block.text or "")
            if piece.field is not None
        }

    def fit(self) -> tuple[FittedTemplate | None, tuple[Misfit, ...]]:
        """The document with its places, None if it does not fit, and all that does not fit."""
        region = self._region()
        if region is None:
            told = f"模板“{self.file.name}”里找不到“{self.layout.title}”的栏目"
            return None, ((told, PUT_RIGHT),)
        headers = find_headers(self.compiled, 0, region, self.document)
        growing = tuple(self._growing(region, headers))
        taken = {
            (header.block, row) for header in headers for row in range(header.top, header.bottom)
        }
        taken.update(spot for rows in growing for spot in rows.taken)
        register = self.layout.rows_are_records
        found = find_fields(self.compiled, 0, region, self.document, taken=taken).candidates
        spots = tuple(self._spots(region, found)) if not register else ()
        self._overlaps([spot for spot, _ in spots])
        fitted = FittedTemplate(self.file, self.layout, spots, growing)
        if not self.misfits:
            try:
                fitted.compiled(tuple(len(rows.rows) + 1 for rows in growing))
            except (OfficeError, RefusedFileError) as error:
                self.misfits.append((f"模板“{self.file.name}”填不进去（{error}）", _LEAVE_BLANK))
        return (None if self.misfits else fitted), tuple(self.misfits)

    def _region(self) -> Region | None:
        index = index_layouts((self.compiled,))
        regions = [
            each
            for each in regions_of(self.document, scan(self.document, index), index)
            if each.layout == 0 and each.known
        ]
        return max(regions, key=lambda each: (each.titled, each.share), default=None)

    def _growing(self, region: Region, headers: Sequence[Header]) -> Iterator[BlankRows]:
        for number, repeat in enumerate(self.compiled.repeats):
            label = self.layout.title if repeat.key is None else self.kind.field(repeat.key).label
            header = next((each for each in headers if each.repeat == number), None)
            if header is None:
                self.misfits.append((f"模板“{self.file.name}”里找不到“{label}”的表头", PUT_RIGHT))
                continue
            printed = [key for key in repeat.columns.values() if key is not None]
            missing = [repeat.fields[key].label for key in printed if key not in header.columns]
            if missing:
                told = f"模板“{self.file.name}”里“{label}”缺少列：{'、'.join(missing)}"
                self.misfits.append((told, PUT_RIGHT))
            after = [
                each for each in headers if (each.block, each.top) > (header.block, header.top)
            ]
            rows = blank_rows(
                header,
                next(iter(after), None),
                repeat,
                layout=self.compiled,
                region=region,
                document=self.document,
            )
            if rows is None:
                told = f"模板“{self.file.name}”里“{label}”的表头下面没有空行"
                self.misfits.append((told, "在表头下面留一行空行"))
            else:
                yield rows

    def _spots(
        self, region: Region, found: Mapping[str, Sequence[Candidate]]
    ) -> Iterator[tuple[Spot, FieldFiller]]:
        placed = {
            each.field for row in self.layout.rows for each in row.cells if each.field is not None
        }
        placed.update(self.printed)
        originals = self._originals()
        for target in self.kind.fields:
            if target.type is FieldType.ROWS or target.key not in placed:
                continue
            candidates = found.get(target.key, ())
            if not candidates:
                self._misfit(f"找不到“{target.label}”一栏", PUT_RIGHT)
                continue
            seen = candidates[0].cell
            cell = originals[seen.address]
            inside = seen.text != cell.text or seen.address.startswith("段落")
            spot = (
                self._slot(target, cell, region)
                if inside
                else self._before_unit(target, candidates[0]) or cell_spot(target, cell, 0)
            )
            if spot is None:
                words = " ".join(cell.text.split())[:20]
                self._misfit(f"“{target.label}”处印有“{words}”，没有可填的空", _LEAVE_BLANK)
                continue
            yield spot, self._filler(target, spot, cell.text)

    def _before_unit(self, target: Field, candidate: Candidate) -> Spot | None:
        """The blank in front of a unit that stands alone in the cell beside the label."""
        grid = self.document.blocks[candidate.block] if candidate.block >= 0 else None
        if target.type is not FieldType.NUMBER or candidate.label is None:
            return None
        beside = grid.right_of(candidate.label) if isinstance(grid, Grid) else None
        if beside is None or beside == candidate.cell or not opens_blank(beside.text):
            return None
        return cell_spot(target, beside, 0)

    def _filler(self, target: Field, spot: Spot, text: str) -> FieldFiller:
        if isinstance(spot, ChoiceSpot):
            return boxes_filler(target, len(spot.boxes))
        if spot.end is not None:
            return place_filler(target, text[spot.start : spot.end], whole=spot.whole)
        return field_filler(target, sheet=True, words=True)

    def _slot(self, target: Field, cell: Cell, region: Region) -> TextSpot | None:
        below: bool | None = None
        for number, block in enumerate(self.document.blocks):
            if not isinstance(block, Grid) and block.address == cell.address:
                below = number in region.below

        def read(text: str) -> str | None:
            told = evolve(cell, text=text)
            for slot in read_slots(self.compiled, told, below=below):
                if slot.field == target.key:
                    return slot.cell.text
            for inline in read_inline(self.compiled, told, {target.key}):
                return inline.cell.text
            return None

        stretch = slot_stretch(cell.text, self.printed.get(target.key, ""), read)
        return None if stretch is None else TextSpot(0, cell.address, *stretch)

    def _originals(self) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        for block in self.document.blocks:
            if isinstance(block, Grid):
                for cell in block.cells:
                    found[cell.address] = cell
                for row in range(block.n_rows) if block.sheet else ():
                    for cell in block.row_cells(row):
                        found.setdefault(cell.address, cell)
            else:
                # What hangs on a paragraph in a text box has its address, and comes after it.
                told = Cell(0, 0, text=block.text, address=block.address, marks=block.marks)
                found.setdefault(block.address, told)
        return found

    def _overlaps(self, spots: Sequence[Spot]) -> None:
        held: dict[str, list[tuple[int, int]]] = {}
        for spot in spots:
            if isinstance(spot, TextSpot) and spot.end is not None and not spot.whole:
                stretch = spot.start, spot.end
                if any(
                    start < stretch[1] and stretch[0] < end
                    for start, end in held.get(spot.address, ())
                ):
                    self._misfit(f"两个字段要填在同一处（{spot.address}）", PUT_RIGHT)
                held.setdefault(spot.address, []).append(stretch)

    def _misfit(self, told: str, remedy: str) -> None:
        self.misfits.append((f"模板“{self.file.name}”：{told}", remedy))
