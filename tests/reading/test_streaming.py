"""Files are read in their order, whatever each of them does to whoever reads it."""

from __future__ import annotations

import gc
import time
import warnings
from pathlib import Path

import pytest
from odd_readers import DyingReader, FailingReader, OddReader, UnpackableReader

from kejifupin.errors import UnknownNameError
from kejifupin.exchange.inputs import InputPath, find_inputs
from kejifupin.reading import WorkerError, read_files


def said(readings):
    """What was said of each file: its words, or the code of what happened."""
    found = []
    for reading in readings:
        (issue,) = reading.issues
        assert issue.place.file == reading.file
        found.append(issue.message if issue.code == "said.so" else issue.code)
    return found


@pytest.mark.parametrize("workers", [0, 1, 2, 3])
def test_readings_come_in_the_order_of_the_files(folder_of, workers):
    """The first is the slowest, and comes first."""
    words = ["slow 0.3", *(f"file {n}" for n in range(20))]
    readings = read_files(folder_of(*words), OddReader(), workers=workers)
    assert said(readings) == words


@pytest.mark.parametrize("workers", [0, 2])
def test_no_files_give_no_readings(workers):
    """And no process is started."""
    assert list(read_files((), OddReader(), workers=workers)) == []


def test_a_file_that_hangs_is_stopped_and_told(folder_of):
    """The others are read, by a fresh worker too."""
    words = ["one", "hang", "two", "spin", "three", "four"]
    began = time.monotonic()
    found = said(read_files(folder_of(*words), OddReader(), workers=2, time_limit=1))
    assert found == ["one", "input.timeout", "two", "input.timeout", "three", "four"]
    assert time.monotonic() - began < 15


def test_a_file_that_kills_its_worker_is_told(folder_of):
    """However it does so; the only worker is replaced each time."""
    words = ["one", "exit", "two", "kill", "raise", "three"]
    found = said(read_files(folder_of(*words), OddReader(), workers=1))
    assert found == [
        *("one", "input.crashed", "two", "input.crashed", "input.crashed", "three"),
    ]


def test_what_is_said_of_a_file_without_an_answer_helps(folder_of):
    """The limit is named, and what to do."""
    (reading,) = read_files(folder_of("hang"), OddReader(), workers=1, time_limit=1)
    assert reading.records == ()
    assert "超过1秒" in reading.issues[0].message
    assert ".docx" in reading.issues[0].remedy


def test_a_file_just_under_the_limit_is_read(folder_of):
    """Its timer must not stop the next one."""
    words = ["slow 0.9", "slow 0.9", "slow 0.9"]
    assert said(read_files(folder_of(*words), OddReader(), workers=1, time_limit=2)) == words


def test_what_a_reader_prints_is_no_answer(folder_of):
    """Libraries print; the pipe is for answers alone."""
    words = ["print", "one", "print", "two"]
    assert said(read_files(folder_of(*words), OddReader(), workers=1)) == words


@pytest.mark.parametrize("workers", [0, 2])
def test_wrong_definitions_are_raised(folder_of, workers):
    """They are the programmer's, whoever reads; the fields of the exception survive."""
    readings = read_files(folder_of("one", "wrong", "two"), OddReader(), workers=workers)
    with pytest.raises(UnknownNameError) as caught:
        list(readings)
    assert caught.value.what == "form"


@pytest.mark.parametrize("workers", [0, 2])
def test_files_that_cannot_be_opened_are_told(folder_of, tmp_path, workers):
    """A picture, a file that went, and a good one."""
    (tmp_path / "a.jpg").write_bytes(b"\xff")
    inputs = (
        InputPath("a.jpg", tmp_path / "a.jpg"),
        InputPath("gone.docx", tmp_path / "gone.docx"),
        *folder_of("one"),
    )
    found = said(read_files(inputs, OddReader(), workers=workers))
    assert found == ["input.skipped", "input.unreadable", "one"]


@pytest.mark.parametrize("workers", [0, 2])
def test_progress_is_told_before_each_reading(folder_of, workers):
    """Number, how many, name."""
    inputs = folder_of("one", "two", "three")
    told = []
    readings = read_files(
        inputs,
        OddReader(),
        workers=workers,
        progress=lambda *what: told.append(what),
    )
    assert told == []
    next(readings)
    assert told == [(0, 3, inputs[0].name)]
    list(readings)
    assert told == [(number, 3, each.name) for number, each in enumerate(inputs)]


@pytest.mark.parametrize(("workers", "ahead"), [(0, 1), (2, 6)])
def test_files_are_opened_when_it_is_their_turn(folder_of, tmp_path, workers, ahead):
    """What was not asked for is not read: a few files a worker, no more."""
    trail = tmp_path / "trail.txt"
    inputs = folder_of(*(f"file {n}" for n in range(40)))
    readings = read_files(inputs, OddReader(str(trail)), workers=workers)
    next(readings)
    time.sleep(0.5)
    assert len(trail.read_text(encoding="utf-8").splitlines()) <= ahead
    readings.close()


def alive():
    """Processes that this one started and that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text().rpartition(")")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if int(parent) == __import__("os").getpid() and state != "Z":
            found.append(name)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_whoever_stops_early_leaves_no_process_behind(folder_of):
    """Not even one that hangs, and no pipe is left open."""
    before = alive()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        readings = read_files(folder_of("one", "hang", "hang", "two"), OddReader(), workers=2)
        next(readings)
        assert len(alive()) > len(before)
        readings.close()
        del readings
        gc.collect()
    assert len(alive()) == len(before)


def test_a_reader_that_cannot_leave_this_process_is_told(folder_of):
    """Before any file is read."""
    with pytest.raises(WorkerError, match="cannot pickle what is open here"):
        list(read_files(folder_of("one"), UnpackableReader(), workers=1))


def test_a_worker_that_cannot_begin_is_told(folder_of):
    """It is not started again and again, and its reason is passed on where it has one."""
    with pytest.raises(WorkerError, match="LookupError: this is no place for a reader"):
        list(read_files(folder_of("one", "two"), FailingReader(), workers=1))
    with pytest.raises(WorkerError, match="before it was ready"):
        list(read_files(folder_of("one", "two"), DyingReader(), workers=2))


def test_fewer_than_no_workers_are_refused():
    """At the call, not with the first file."""
    with pytest.raises(ValueError, match="-1"):
        read_files((), OddReader(), workers=-1)


def test_a_large_file_goes_through_the_pipe(folder_of):
    """Far more than a pipe holds, there and back."""
    words = "long " + "字" * 3_000_000
    (reading,) = read_files(folder_of(words), OddReader(), workers=1)
    assert reading.issues[0].message == words


@pytest.mark.parametrize("workers", [0, 2])
def test_a_zip_is_read_in_the_order_of_its_names(tmp_path, workers):
    """Archives are inputs like any other."""
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in reversed(range(12)):
            archive.writestr(f"{number:02}.docx", f"file {number}")
    readings = list(read_files(find_inputs([tmp_path]), OddReader(), workers=workers))
    assert said(readings) == [f"file {number}" for number in range(12)]
