"""Forms opened and saved by LibreOffice read back as they were."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from forms_jilin import load_kinds, load_layouts, make_setting
from forms_strategies import records, row_records
from hypothesis import strategies as st

from kejifupin.forms.reading import read_form
from kejifupin.forms.writing import write_form, write_rows
from kejifupin.office import read_document

pytestmark = pytest.mark.libreoffice
KINDS, LAYOUTS = load_kinds(), load_layouts()
SETTING = make_setting(date(2018, 5, 31))
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


def forms(format_: str) -> dict[str, tuple[bytes, list]]:
    """File name → a filled form and its records."""
    made = {}
    for key, layout in LAYOUTS.items():
        kind = KINDS[layout.kind]
        if layout.rows_are_records:
            rows = examples(st.lists(row_records(kind, SETTING), min_size=3, max_size=5), 1)[0]
            made[f"{key}.{format_}"] = (write_rows(layout, kind, rows, format=format_), rows)
            continue
        for number, record in enumerate(examples(records(kind, layout, SETTING), 3)):
            data = write_form(layout, kind, record, format=format_)
            made[f"{key}-{number}.{format_}"] = (data, [record])
    return made


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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize(("format_", "other"), WAYS)
def test_a_form_saved_by_libreoffice_reads_back_whole(format_, other, tmp_path):
    """Through another format and back, every record is the same."""
    made = forms(format_)
    start = tmp_path / "start"
    start.mkdir()
    for name, (data, _) in made.items():
        (start / name).write_bytes(data)
    profile = tmp_path / "profile"
    convert(sorted(start.iterdir()), other, tmp_path / "there", profile)
    convert(sorted((tmp_path / "there").iterdir()), format_, tmp_path / "back", profile)
    for name, (_, expected) in made.items():
        document = read_document((tmp_path / "back" / name).read_bytes(), name)
        reading = read_form(document, tuple(LAYOUTS.values()), SETTING)
        found = [dict(record.items()) for record in reading.records]
        assert found == [dict(record.items()) for record in expected], name
