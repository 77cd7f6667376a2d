"""One form in a document, read from its labels to its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from attrs import evolve

from kejifupin.forms.anchors import CompiledLayout
from kejifupin.forms.candidates import Candidate, Spot
from kejifupin.forms.choice_values import read_choice_field
from kejifupin.forms.fallbacks import marked_cells
from kejifupin.forms.finding import find_fields
from kejifupin.forms.form_notes import FormNotes
from kejifupin.forms.growing import TableRow, rows_under
from kejifupin.forms.headers import Header, find_headers
from kejifupin.forms.labels import label_unit
from kejifupin.forms.leftovers import left_over
from kejifupin.forms.recognising import Region
from kejifupin.forms.row_records import RowReader
from kejifupin.forms.telling import Teller
from kejifupin.forms.values import ValueReader
from kejifupin.office.grid import Cell, Document, Grid
from kejifupin.records.kinds import Field, FieldType
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import FieldValue, Unread
from kejifupin.terms.divisions import Resolution
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Origin
from kejifupin.terms.text import clean

_CHOICES = frozenset({FieldType.CHOICE, FieldType.CHOICES})


class FormReader:
    """Reads one form of a document (读表).

    Args:
        layout: Its layout.
        number: Number of the layout among those looked for.
        region: Where it stands.
        document: The document.
        setting: The programme and its day.
        places: Place names already looked up in this document.
    """

    def __init__(
        self,
        layout: CompiledLayout,
        number: int,
        region: Region,
        document: Document,
        setting: Setting,
        places: dict[tuple[str, bool], Resolution],
    ) -> None:
        self.layout, self.number = layout, number
        self.region, self.document = region, document
        self.teller = Teller.of(document.name, layout.kind)
        self.reader = ValueReader(self.teller, setting, places)
        self.notes = FormNotes(self.teller, layout)
        self.values: dict[str, FieldValue] = {}
        self.cells: dict[str, str] = {}
        self.printed: set[str] = set()
        self.shared: frozenset[Spot] = frozenset()
        self.disputed = False

    def read(self) -> tuple[tuple[Record, ...], tuple[Issue, ...]]:
        """The records of the form and the issues about them; no record for a blank form."""
        headers = find_headers(self.layout, self.number, self.region, self.document)
        taken = {
            (header.block, row) for header in headers for row in range(header.top, header.bottom)
        }
        register = self.layout.layout.rows_are_records
        grown = {} if register else self._grown(headers, taken)
        found = find_fields(self.layout, self.number, self.region, self.document, taken=taken)
        self.shared = _shared_cells(found.candidates)
        for target in self.layout.kind.fields:
            candidates = found.candidates.get(target.key)
            if candidates and target.type is not FieldType.ROWS:
                self._fill(target, candidates)
        self._derive_division()
        self.values.update(grown)
        self.notes.about_labels(found)
        first = next((each.cell for each in self.region.hits if not each.title), None)
        self.notes.missing(found, headers, first)
        if not register:
            self.notes.left_over(
                left_over(
                    self.layout,
                    self.number,
                    self.region,
                    self.document,
                    found.candidates,
                    taken=taken,
                )
            )
        if register:
            records = tuple(
                record
                for header, rows in self._tables(headers)
                for record in self._row_records(header, rows)
            )
            return records, tuple(self.teller.issues)
        if not self._is_filled():
            return (), ()
        record = self.layout.make(**self.values, origin=self._origin())
        return (record,), tuple(self.teller.issues)

    def _grown(
        self, headers: tuple[Header, ...], taken: set[tuple[int, int]]
    ) -> Mapping[str, tuple[Record, ...]]:
        """The rows of each growing table by the key of its field; marks their rows as taken."""
        grown: dict[str, tuple[Record, ...]] = {}
        for header, found in self._tables(headers):
            key = self.layout.repeats[header.repeat].key
            if key is None:
                continue
            rows = list(found)
            taken.update((row.block, row.row) for row in rows)
            grown[key] = (*grown.get(key, ()), *self._row_records(header, rows))
            first = next(iter(header.columns.values()), None)
            if first is not None:
                self.cells.setdefault(key, first.address)
        return grown

    def _tables(self, headers: tuple[Header, ...]) -> Iterator[tuple[Header, Iterator[TableRow]]]:
        for at, header in enumerate(headers):
            following = headers[at + 1] if at + 1 < len(headers) else None
            yield header, self._rows(header, following)

    def _rows(self, header: Header, following: Header | None) -> Iterator[TableRow]:
        rows = rows_under(
            header,
            following,
            [each.key for each in self._columns(header)],
            layout=self.layout,
            number=self.number,
            region=self.region,
            document=self.document,
        )
        for row in rows:
            if row.total:
                self.notes.total_row(row)
            else:
                yield row

    def _columns(self, header: Header) -> list[Field]:
        fields = self.layout.repeats[header.repeat].fields
        return [each for key, each in fields.items() if key in header.columns]

    def _row_records(self, header: Header, rows: Iterable[TableRow]) -> list[Record]:
        repeat = self.layout.repeats[header.repeat]
        self.notes.about_columns(header, repeat.fields)
        own = repeat.key is None
        teller = self.teller if own else Teller(self.document.name)
        fields = self._columns(header)
        reader = RowReader(
            repeat=repeat,
            fields=fields,
            cols=[header.columns[each.key].col for each in fields],
            units={each.key: label_unit(header.columns[each.key].text) for each in fields},
            reader=evolve(self.reader, teller=teller),
            file=self.document.name,
            layout=self.layout.layout.key,
            sha256=self.document.sha256 or None,
            shared={key: (value, self.cells.get(key)) for key, value in self.values.items()}
            if own
            else {},
        )
        records = list(reader.records(rows))
        if not own:
            self.teller.issues += teller.issues
        return records

    def _fill(self, target: Field, candidates: tuple[Candidate, ...]) -> None:
        chosen = candidates[0]
        filled: Mapping[str, Candidate] = {}
        if len(candidates) > 1:
            filled = self._filled(target, candidates)
            chosen = next(iter(filled.values()), chosen)
        self.cells[target.key] = chosen.cell.address
        if target.other is not None:
            self.cells.setdefault(target.other, chosen.cell.address)
        if len(filled) > 1:
            self.disputed = True
            self.notes.two_candidates(target, tuple(filled.values()))
        elif not chosen.is_blank:
            self._take(target, chosen)
        elif chosen.cell.issue_code is not None:
            # A formula whose result was not saved looks blank, and is not.
            self.teller.about_cell(target, chosen.cell)
        elif chosen.cell.nested:
            self.teller.wrong(
                "form.nested_table",
                target,
                chosen.cell,
                message="的单元格里是一张表格，没有读",
                remedy="删去里面的表格，把内容直接写在单元格里",
            )

    def _filled(self, target: Field, candidates: tuple[Candidate, ...]) -> Mapping[str, Candidate]:
        """The candidates that say something, each thing once; a hidden marker decides."""
        filled: dict[str, Candidate] = {}
        for each in candidates:
            if not each.is_blank:
                filled.setdefault(clean(each.cell.text) or str(each.cell.number), each)
        return filled if len(filled) < 2 else self._marked(target, filled) or filled

    def _take(self, target: Field, chosen: Candidate) -> None:
        cell, key = chosen.cell, target.key
        if target.type in _CHOICES:
            told = self.teller.about_cell(target, cell) if cell.issue_code is not None else None
            if told is not None and told.severity is Severity.ERROR:
                self.values[key] = Unread(cell.text)
                return
            self.values[key], other = read_choice_field(target, cell, self.teller)
            if target.other is not None and other is not None:
                self.values[target.other] = other
            return
        if self.shared and _spot(chosen) in self.shared:
            self.notes.shared_cell(target, cell)
            if target.type is FieldType.NUMBER:
                self.values[key] = Unread(cell.text or str(cell.number))
                return
        unit = chosen.unit if target.type is FieldType.NUMBER else None
        self.values[key] = self.reader.read(target, cell, unit)
        if key in self.layout.printed and clean(cell.text) in self.layout.printed[key]:
            self.printed.add(key)

    def _marked(self, target: Field, filled: Mapping[str, Candidate]) -> dict[str, Candidate]:
        """The one of several candidates that carries the field's hidden marker, if one does."""
        marked = marked_cells((target.key,), self.region, self.document).get(target.key)
        if marked is None:
            return {}
        return {text: each for text, each in filled.items() if each.cell == marked[0]}

    def _derive_division(self) -> None:
        source = self.layout.layout.division_from
        fields = self.layout.kind.fields
        target = next((each for each in fields if each.type is FieldType.DIVISION), None)
        if source is None or target is None or target.key in self.cells:
            return
        if source in self.cells:
            self.cells[target.key] = self.cells[source]
        text = self.values.get(source)
        if isinstance(text, str) and text:
            cell = Cell(0, 0, text=text, address=self.cells[source])
            self.values[target.key] = self.reader.division(target, cell, organisation=True)

    def _is_filled(self) -> bool:
        return self.disputed or any(
            value is not None and value != () and key not in self.printed
            for key, value in self.values.items()
        )

    def _origin(self) -> Origin:
        blocks = [self.document.blocks[part.block] for part in self.region.parts]
        names = [block.name for block in blocks if isinstance(block, Grid)]
        return Origin(
            file=self.document.name,
            table=names[0] if names else None,
            layout=self.layout.layout.key,
            cells=MappingProxyType(self.cells),
            sha256=self.document.sha256 or None,
        )


def _spot(candidate: Candidate) -> Spot:
    return candidate.block, candidate.cell.row, candidate.cell.col


def _shared_cells(candidates: Mapping[str, tuple[Candidate, ...]]) -> frozenset[Spot]:
    """The merged cells that stand beside the labels of more than one field."""
    seen: dict[Spot, Cell] = {}
    shared: set[Spot] = set()
    for cells in candidates.values():
        for each in cells:
            if each.cell.rowspan > 1 and each.label is not None and not each.is_blank:
                first = seen.setdefault(_spot(each), each.label)
                if first.row != each.label.row:
                    shared.add(_spot(each))
    return frozenset(shared)
