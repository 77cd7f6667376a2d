"""Another office program opens the workbook and finds the same in it."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date

import pytest

from kejifupin.reports.workbook import write_board_workbook
from kejifupin.reports.workbook.signals import state_text

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
DAY = date(2018, 5, 31)
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def board(example):
    return example.compose_report("board", as_of=DAY).board


@pytest.fixture(scope="module")
def sheets(board, tmp_path_factory):
    """Name of a sheet → its rows, as LibreOffice reads and shows them."""
    folder = tmp_path_factory.mktemp("board")
    (folder / "board.xlsx").write_bytes(write_board_workbook(board))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", ALL_SHEETS, "--outdir", str(folder), str(folder / "board.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    found = {}
    for path in folder.glob("board-*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem.removeprefix("board-")] = list(csv.reader(stream))
    return found


def test_every_status_is_read_as_it_was_written(board, sheets):
    rows = sheets["目标任务"]
    head = next(at for at, row in enumerate(rows) if row[0] == "地区")
    statuses = [each for row in board.rows for each in row.standing.statuses]
    for row, status in zip(rows[head + 1 :], statuses, strict=True):
        line = dict(zip(rows[head], row, strict=True))
        assert line["状态"] == state_text(status.state)
        assert line["期限"] == status.due_on.isoformat()
        low = None if status.value is None else status.value.low
        if isinstance(low, int):
            assert line["目前（最低）"].replace(",", "") == str(low)


def test_the_board_has_the_same_lights(board, sheets):
    rows = sheets["状态板"]
    head = next(at for at, row in enumerate(rows) if row[0] == "地区")
    for row, given in zip(rows[head + 1 :], board.rows, strict=True):
        states = [given.cells.get(each.key) for each in board.targets]
        assert row[3:] == [(each and state_text(each.state)) or "" for each in states]


def test_every_sheet_is_there(sheets):
    assert {"状态板", "目标任务", "地区进展", "完成率", "问题", "数据来源", "说明"} <= sheets.keys()
