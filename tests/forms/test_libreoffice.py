"""Forms opened and saved by LibreOffice read back as they were."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records, row_records
from hypothesis import strategies as st

from kejifupin import open_programme
from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form, write_rows
from kejifupin.office import read_document
from kejifupin.records.setting import Setting

pytestmark = pytest.mark.libreoffice
KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
PROGRAMMES = ("henan-2016", "hunan-2016", "jilin-winter-2017", "xian-2017", "xuchang-2018")
NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
WAYS = [("docx", "odt"), ("docx", "doc"), ("xlsx", "ods"), ("xlsx", "xls")]


def examples(strategy, count: int) -> list:
    """A few values of a strategy, the same every time."""
    found: list = []

    @hypothesis.seed(20171110)
    @hypothesis.settings(
        max_examples=20,
        database=None,
        phases=[hypothesis.Phase.generate],
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return found[-count:]


class Filled(NamedTuple):
    """A filled form, what is in it, and how it is read."""

    data: bytes
    records: list
    layouts: tuple
    setting: Setting


def forms(
    format_: str, kinds=KINDS, layouts=LAYOUTS, setting=SETTING, *, each=3
) -> dict[str, Filled]:
    """File name → a filled form."""
    made = {}
    read_by = (tuple(layouts.values()), setting)
    for key, layout in layouts.items():
        kind = kinds[layout.kind]
        if layout.rows_are_records:
            rows = examples(st.lists(row_records(kind, setting), min_size=3, max_size=5), 1)[0]
            data = write_rows(layout, kind, rows, format=format_)
            made[f"{key}.{format_}"] = Filled(data, rows, *read_by)
            continue
        for number, record in enumerate(examples(records(kind, layout, setting), each)):
            data = write_form(layout, kind, record, format=format_)
            made[f"{key}-{number}.{format_}"] = Filled(data, [record], *read_by)
    return made


def forms_of(key: str, format_: str) -> dict[str, Filled]:
    """File name → a filled form of each layout of a programme, ledgers too."""
    owner = open_programme(key)
    catalogue, setting = owner.catalogue, owner.setting(date(2018, 5, 31))
    return forms(format_, catalogue.kinds, catalogue.layouts, setting, each=1)


def convert(files, ending: str, folder: Path, profile: Path) -> None:
    folder.mkdir()
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            ending,
            "--outdir",
            folder,
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )


def convert_and_read(made: dict[str, Filled], format_: str, other: str, folder: Path) -> None:
    """Save through another format and back; every record is the same, there and back."""
    start, profile = folder / "start", folder / "profile"
    start.mkdir()
    for name, filled in made.items():
        (start / name).write_bytes(filled.data)
    convert(sorted(start.iterdir()), other, folder / "there", profile)
    convert(sorted((folder / "there").iterdir()), format_, folder / "back", profile)
    for name, (_, expected, layouts, setting) in made.items():
        there = folder / "there" / name.replace(f".{format_}", f".{other}")
        for path in (there, folder / "back" / name):
            reading = read_form(read_document(path.read_bytes(), path.name), layouts, setting)
            found = [dict(record.items()) for record in reading.records]
            assert found == [dict(record.items()) for record in expected], path.name


@NEEDS_OFFICE
@pytest.mark.parametrize(("format_", "other"), WAYS)
def test_a_form_saved_by_libreoffice_reads_back_whole(format_, other, tmp_path):
    """Through another format and back, every record is the same."""
    convert_and_read(forms(format_), format_, other, tmp_path)


@NEEDS_OFFICE
@pytest.mark.parametrize("key", PROGRAMMES)
@pytest.mark.parametrize(("format_", "other"), WAYS)
def test_every_form_and_ledger_of_a_programme_survives_libreoffice(format_, other, key, tmp_path):
    """Whatever a province declares is read back from what LibreOffice makes of it."""
    convert_and_read(forms_of(key, format_), format_, other, tmp_path)
