"""The forms of Jilin, saved by LibreOffice in every older format, give the same records."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form, write_rows
from kejifupin.office import read_document

sys.path.insert(0, str(Path(__file__).parents[2] / "forms"))

from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records, row_records

pytest.importorskip("xlrd")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
FORMS = [key for key, layout in LAYOUTS.items() if not layout.rows_are_records]
EXAMPLES = Path(__file__).parents[3] / "examples/jilin-winter"
WAYS = [
    *(("docx", "doc"), ("docx", "odt"), ("docx", "odt", "docx"), ("docx", "doc", "odt")),
    *(("xlsx", "xls"), ("xlsx", "ods"), ("xlsx", "ods", "xlsx"), ("xlsx", "xls", "ods")),
]
few = settings(
    max_examples=1,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Saves many files in one format after the other, with a user profile of its own."""
    folder = tmp_path_factory.mktemp("soffice")
    count = iter(range(1_000))

    def run(contents: list[bytes], way: tuple[str, ...]) -> list[bytes]:
        place = folder / str(next(count))
        place.mkdir()
        paths = [place / f"{n}.{way[0]}" for n in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        for step, kind in enumerate(way[1:]):
            out = place / str(step)
            subprocess.run(
                ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                 "--convert-to", kind, "--outdir", str(out), *map(str, paths)],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip
            paths = [out / f"{path.stem}.{kind}" for path in paths]
        return [path.read_bytes() for path in paths]

    return run


def read(content: bytes, name: str):
    return read_form(read_document(content, name), tuple(LAYOUTS.values()), SETTING)


def values(reading) -> list[dict[str, object]]:
    return [dict(record.items()) for record in reading.records]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("key", FORMS)
def test_any_record_comes_back(convert, key, way):
    """Several forms at a time, filled as anybody may fill them."""
    layout, kind = LAYOUTS[key], KINDS[LAYOUTS[key].kind]

    @few
    @given(st.lists(records(kind, layout, SETTING), min_size=6, max_size=8))
    def check(filled):
        written = [write_form(layout, kind, record, format=way[0]) for record in filled]
        for record, content in zip(filled, convert(written, way), strict=True):
            reading = read(content, f"表.{way[-1]}")
            assert reading.forms == (key,), reading.issues.items
            assert values(reading) == [dict(record.items())], reading.issues.items

    check()


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_register_comes_back_row_by_row(convert, way):
    layout, kind = LAYOUTS["village_register"], KINDS["village_register"]

    @few
    @given(st.lists(row_records(kind, SETTING), min_size=3, max_size=9))
    def check(rows):
        (content,) = convert([write_rows(layout, kind, rows, format=way[0])], way)
        assert values(read(content, f"名册.{way[-1]}")) == [dict(row.items()) for row in rows]

    check()


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_the_forms_of_the_example_give_the_same_answer(convert, way):
    """Filled with mistakes: the records are the same, and so is what is wrong, cell by cell."""
    paths = sorted(EXAMPLES.rglob(f"*.{way[0]}"))
    assert len(paths) > 5
    before = [path.read_bytes() for path in paths]
    for path, first, second in zip(paths, before, convert(before, way), strict=True):
        one, other = read(first, path.name), read(second, path.name)
        assert values(other) == values(one), path.name
        assert [(i.code, i.place.cell) for i in other.issues] == [
            (i.code, i.place.cell) for i in one.issues
        ], path.name
