"""Files checked one by one tell together what they tell when all are read first."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from kejifupin import make_record
from kejifupin.reading.gathering import KeyTable
from kejifupin.records import DivisionName

_PLACE = DivisionName("白山市靖宇县")
_HOMES = (
    ("a", {"household": "周示例", "address": "双山子村1组", "members": 3}),
    ("b", {"household": "周示例", "address": "双山子村1组", "members": 4}),
    ("c", {"household": "周示例", "address": "石人沟村", "members": 2}),
    ("d", {"household": "吴示例", "address": "石人沟村", "members": 2}),
    ("e", {"household": "吴 示例", "address": "石人沟 村", "members": 2}),
    ("f", {"household": "郑示例", "address": "石人沟村", "members": 2}),
)


@pytest.fixture(scope="module")
def folder(winter, example_folder, tmp_path_factory):
    """The example with households handed in twice, contradicting each other, and namesakes."""
    made = tmp_path_factory.mktemp("together") / "forms"
    shutil.copytree(example_folder / "forms", made)
    kind = winter.catalogue.kinds["household_survey"]
    for name, values in _HOMES:
        record = make_record(kind, {"division": _PLACE, **values})
        (made / f"{name}.docx").write_bytes(winter.filled(record))
    (made / "坏.docx").write_bytes(b"no form")
    return made


def of_files(issues):
    return Counter(each for each in issues if each.place.file is not None)


@pytest.mark.parametrize("way", ["plain", "workers", "work", "kept"])
def test_a_stream_tells_all_that_reading_tells(winter, folder, example_folder, tmp_path, way):
    """Every issue once, however the files are read; the records in the same order."""
    roles = {
        "register": example_folder / "村名册.xlsx",
        "received": example_folder / "收文登记.csv",
    }
    more = {"workers": {"workers": 2}, "work": {"work": tmp_path / "w"}}.get(way, {})
    whole = winter.read(folder, **roles)
    paths = folder
    if way == "kept":
        winter.read(folder, **roles, work=tmp_path / "w")
        paths, roles = tmp_path / "w", {"received": roles["received"]}
    readings = list(winter.stream(paths, **roles, **more, together=True))

    assert of_files(i for each in readings for i in each.issues) == of_files(whole.issues)
    assert [r for each in readings for r in each.records] == list(whole.records)
    codes = {issue.code for each in readings for issue in each.issues}
    assert {
        *("record.repeated", "record.conflict", "record.namesake"),
        *("roll_up.below_children", "rule.broken"),
    } <= codes


def test_what_comes_later_is_told_later(winter, folder):
    """The first file's records and issues are there before the second is opened."""
    opened = []
    stream = winter.stream(
        folder, progress=lambda number, total, name: opened.append(name), together=True
    )
    first = next(stream)
    assert first.records
    assert len(opened) == 1
    stream.close()


def test_files_come_in_their_order_and_then_once_more(winter, folder):
    """What only all tell stands behind, again in the order of the files."""
    names = [each.file for each in winter.stream(folder, together=True)]
    order = list(dict.fromkeys(names))
    again = names[len(order) :]
    assert names[: len(order)] == order
    assert again == sorted(again, key=order.index)
    told = {Path(each).name for each in again}
    assert {"b.docx", "c.docx", "e.docx"} <= told
    assert "f.docx" not in told


def test_keys_are_found_again_and_name_nobody():
    """Equal keys share a hash whatever their numbers look like; no text is kept."""
    from decimal import Decimal

    table = KeyTable()
    table.add(0, [("home", "周示例", Decimal("1.50")), ("home", "吴示例", 1)])
    table.add(1, [("home", "周示例", Decimal("1.5")), ("home", "吴示例", "1")])
    shared = table.shared()
    assert shared.files == {0, 1}
    assert ("home", "周示例", Decimal("1.500")) in shared
    assert ("home", "吴示例", 1) not in shared
    dump = "".join(table._base.iterdump())
    assert "周" not in dump
    assert "周示例".encode().hex() not in dump.lower()
    table.close()
