"""One record to a filled form, against docxtpl and against openpyxl with a template.

    python benchmarks/fill_forms.py [ROUNDS]

The template of the others is the blank form that this library writes, with their own placeholders
typed into its cells, and is read once or for every form as each of them needs. All sides get the
same texts. Needs ``docxtpl``. Rounds are interleaved, so that all meet the same machine; printed is
the median of the ratios of the rounds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter_ns

import docx
from attrs import evolve
from docxtpl import DocxTemplate
from openpyxl import load_workbook

from kejifupin import Programme, Record, make_record, open_programme
from kejifupin.forms.filling import Filler, compile_form
from kejifupin.forms.template_files import TemplateFile
from kejifupin.records import DivisionName, RecordKind

PLUGIN = Path(__file__).resolve().parent.parent / "plugins" / "jilin"
OURS, THEIRS = 200, 4

Write = Callable[[int], bytes]


def household(programme: Programme, number: int) -> Record:
    """An invented household; no two are alike."""
    values = {
        "household": f"周广{number}",
        "division": DivisionName("白山市靖宇县"),
        "address": f"双山子村{number}组",
        "contact": f"周广{number}",
        "phone": f"138{number:08d}",
        "members": 1 + number % 6,
        "able_workers": number % 4,
        "farmland_per_capita": Decimal(number % 50) / 10,
        "poverty_causes": ("缺技术",),
        "strengths": "有旱田和庭院",
        "service_needs": ("种植",),
    }
    return make_record(programme.catalogue.kinds["household_survey"], values)


def filler_for(programme: Programme, kind: RecordKind, format_: str, *, official: bool) -> Filler:
    """A layout, or one that names its blank form as the official document to be filled."""
    layout = programme.catalogue.layouts["household_survey"]
    if official:
        blank = compile_form(layout, kind, format_).fill()
        layout = evolve(layout, template=TemplateFile.of(f"表.{format_}", blank))
    return compile_form(layout, kind, format_, programme.setting())


def in_word(
    programme: Programme, records: list[Record], *, official: bool = False
) -> tuple[Write, Write]:
    """Ours, and docxtpl with one tag in each cell that is filled."""
    filler = filler_for(programme, records[0].kind, "docx", official=official)
    texts = [_word_cells(filler.fill(record)) for record in records]
    document = docx.Document(BytesIO(filler.fill()))
    empty = _word_cells(filler.fill())
    open_cells = [n for n in range(len(empty)) if any(each[n] != empty[n] for each in texts)]
    cells = _own_cells(document)
    for number in open_cells:
        cells[number].text = f"{{{{ v{number} }}}}"
    buffer = BytesIO()
    document.save(buffer)

    def theirs(number: int) -> bytes:
        template = DocxTemplate(BytesIO(buffer.getvalue()))
        row = texts[number % len(texts)]
        template.render({f"v{each}": row[each] for each in open_cells}, autoescape=True)
        out = BytesIO()
        template.save(out)
        return out.getvalue()

    assert "周广" in "".join(_word_cells(theirs(0)))
    return lambda number: filler.fill(records[number % len(records)]), theirs


def in_excel(
    programme: Programme, records: list[Record], *, official: bool = False
) -> tuple[Write, Write]:
    """Ours, and openpyxl, which loads the blank form, sets the cells and saves."""
    filler = filler_for(programme, records[0].kind, "xlsx", official=official)
    blank = filler.fill()
    empty = _excel_cells(blank)
    values = [_excel_cells(filler.fill(record)) for record in records]
    changed = [{at: v for at, v in each.items() if v != empty.get(at)} for each in values]

    def theirs(number: int) -> bytes:
        book = load_workbook(BytesIO(blank))
        sheet = book.worksheets[0]
        for at, value in changed[number % len(changed)].items():
            sheet[at] = value
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    assert _excel_cells(theirs(0)) == values[0]
    return lambda number: filler.fill(records[number % len(records)]), theirs


def _own_cells(document: docx.document.Document) -> list[docx.table._Cell]:
    """Every cell once, however many columns it covers."""
    found: list[docx.table._Cell] = []
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                if not found or found[-1]._tc is not cell._tc:  # noqa: SLF001
                    found.append(cell)
    return found


def _word_cells(content: bytes) -> list[str]:
    return [cell.text for cell in _own_cells(docx.Document(BytesIO(content)))]


def _excel_cells(content: bytes) -> dict[str, object]:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value}


def timed(write: Write, times: int) -> float:
    """Milliseconds for one form, the mean of several."""
    start = perf_counter_ns()
    for number in range(times):
        write(number)
    return (perf_counter_ns() - start) / 1e6 / times


def main(rounds: int = 20) -> None:
    """Measure and print."""
    programme = open_programme("jilin-winter-2017", [PLUGIN])
    assert programme.setting(date(2018, 5, 31)) is not None
    records = [household(programme, number) for number in range(OURS)]
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, milliseconds for one form")
    print()
    print("| form | kejifupin | peer | median of ratios | quartiles |")
    print("|---|---|---|---|---|")
    for title, peer, make in (
        ("一户一策 .docx", "docxtpl", in_word),
        ("一户一策 .xlsx", "openpyxl, from a template", in_excel),
        ("official .docx", "docxtpl", partial(in_word, official=True)),
        ("official .xlsx", "openpyxl, from a template", partial(in_excel, official=True)),
    ):
        ours, theirs = make(programme, records)
        timed(ours, OURS), timed(theirs, 1)
        pairs = [(timed(ours, OURS), timed(theirs, THEIRS)) for _ in range(rounds)]
        ratios = [other / own for own, other in pairs]
        low, _, high = quantiles(ratios, n=4)
        print(
            f"| {title} | {median(own for own, _ in pairs):.3f} "
            f"| {peer}: {median(other for _, other in pairs):.1f} "
            f"| {median(ratios):.0f} times faster | {low:.0f} to {high:.0f} |"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
