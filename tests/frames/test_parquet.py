"""Records go into Parquet as they come, and the files are what `records_to_frames` gives."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from any_world import FAMILY, VISIT, worlds
from hypothesis import HealthCheck, given, settings
from small_world import GREEN, LAKE, RETURN, record, setting

from kejifupin.frames import parquet, records_from_frame, records_to_frames
from kejifupin.frames.parquet import ParquetFolder
from kejifupin.records import Field, RecordKind, make_record
from kejifupin.terms.disclosure import MASK, Disclosure, Privacy

OPEN = Disclosure.of(["all"])
KINDS = (FAMILY, VISIT, RETURN)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(records=worlds)
def test_the_files_are_the_tables_that_are_made_at_once(records):
    """Same columns, same types, same rows, with row groups of two records."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "ROWS", 2)
        with ParquetFolder(folder, KINDS, disclosure=OPEN) as taking:
            taking.write(records)
            counts = taking.finish()
        tables = {
            key: table
            for key, table in records_to_frames(records, "pyarrow", disclosure=OPEN).items()
            if table.num_rows
        }
        assert counts == {key: table.num_rows for key, table in tables.items()}
        for key, table in tables.items():
            assert pq.read_table(Path(folder) / f"{key}.parquet").equals(table)


def test_numbers_of_later_rows_decide_the_type_of_a_column(tmp_path, monkeypatch):
    """Whole at first, with decimals and beyond 64 bits later on: all are exact."""
    monkeypatch.setattr(parquet, "ROWS", 1)
    people = (3, Decimal("2.125"), 2**70)
    with ParquetFolder(tmp_path, KINDS) as taking:
        taking.write(record(RETURN, GREEN, people=each) for each in people)
        taking.finish()
    table = pq.read_table(tmp_path / "return.parquet")
    back = records_from_frame(table, RETURN, setting())
    assert tuple(each.people for each in back) == people
    assert pq.ParquetFile(tmp_path / "return.parquet").num_row_groups == len(people)


def test_what_is_personal_is_masked_unless_asked_for(tmp_path):
    """The mask counts as not readable, so that nothing is taken for a blank."""
    kind = RecordKind("home", "户", (Field("name", "户名", privacy=Privacy.PERSONAL),), identity=())
    for disclosure, told in ((Disclosure(), [MASK]), (OPEN, None)):
        with ParquetFolder(tmp_path, (kind,), disclosure=disclosure) as taking:
            taking.write([make_record(kind, {"name": "周示例"})])
            taking.finish()
        file = tmp_path / "home.parquet"
        assert pq.read_table(file).to_pydict().get("name__text") == told
        assert ("周示例".encode() in file.read_bytes()) is (told is None)


def test_what_is_not_finished_leaves_the_last_run_in_place(tmp_path):
    """Neither half of a file nor a record twice; what a killed run left goes with the next."""
    for number in (1, 2):
        with ParquetFolder(tmp_path, KINDS) as taking:
            taking.write([record(RETURN, GREEN, people=number)])
            taking.finish()
    (tmp_path / ".return-1.part").write_bytes(b"of a run that was killed")
    with ParquetFolder(tmp_path, KINDS) as taking:
        taking.write([record(RETURN, LAKE, people=9)])
    assert pq.read_table(tmp_path / "return.parquet").to_pydict()["people"] == [2]

    with ParquetFolder(tmp_path, KINDS) as taking:
        assert taking.finish() == {}
    assert list(tmp_path.iterdir()) == []
