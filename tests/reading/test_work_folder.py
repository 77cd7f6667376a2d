"""What a work folder keeps, and that nothing is lost, doubled, or shown to others."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from odd_readers import OddReader

from kejifupin.reading import WorkFolderError, is_work_folder, open_work, read_files, work_folder
from kejifupin.reading.work_folder import INDEX, READINGS, RUNNING

PROGRAMME = "some-programme"


def run(inputs, work, trail, *, workers=0, stop_after=None, time_limit=60):
    """Read into a work folder; the words of each file, and how many were found there."""
    reader = OddReader(str(trail))
    with work_folder(work, PROGRAMME) as folder:
        folder.begin_forms("print", len(inputs))
        readings = read_files(inputs, reader, workers=workers, work=folder, time_limit=time_limit)
        found = []
        for reading in readings:
            found.append(words_of(reading))
            if len(found) == stop_after:
                readings.close()
                return found, folder.kept
        folder.finish()
    return found, folder.kept


def words_of(reading):
    return (Path(reading.file).name, *(issue.message for issue in reading.issues))


def opened(work):
    return [words_of(each) for each in open_work(work).forms({})]


def read_so_far(trail):
    return trail.read_text(encoding="utf-8").splitlines() if trail.exists() else []


def kept_files(work):
    return sorted(path for path in (work / READINGS).glob("*/*"))


@pytest.fixture
def work(tmp_path):
    return tmp_path / "work"


@pytest.fixture
def trail(tmp_path):
    return tmp_path / "trail.txt"


@pytest.mark.parametrize("workers", [0, 2])
def test_what_was_read_is_not_read_again(folder_of, work, trail, workers):
    """The second run gives the same and reads nothing."""
    inputs = folder_of("one", "two", "three")
    first, found = run(inputs, work, trail, workers=workers)
    assert found == 0
    again, found = run(inputs, work, trail, workers=workers)
    assert again == first
    assert found == 3
    assert sorted(read_so_far(trail)) == [each.name for each in inputs]


@pytest.mark.parametrize("workers", [0, 2])
def test_an_interrupted_run_goes_on_where_it_was(folder_of, work, trail, workers):
    """Every file is read once in all."""
    inputs = folder_of(*(f"file {n}" for n in range(30)))
    run(inputs, work, trail, stop_after=11)
    assert len(read_so_far(trail)) == 11
    found, kept = run(inputs, work, trail, workers=workers)
    assert kept == 11
    assert [words for _, words in found] == [f"file {n}" for n in range(30)]
    assert sorted(read_so_far(trail)) == [each.name for each in inputs]


def test_a_file_that_changed_is_read_anew(folder_of, work, trail):
    """The others are not; the old reading goes."""
    inputs = folder_of("one", "two")
    run(inputs, work, trail)
    inputs[0].path.write_text("uno", encoding="utf-8")
    found, kept = run(inputs, work, trail)
    assert [words for _, words in found] == ["uno", "two"]
    assert kept == 1
    assert len(kept_files(work)) == 2
    assert not any(b'"one"' in path.read_bytes() for path in kept_files(work))


def test_a_file_that_was_removed_disappears(folder_of, work, trail):
    """From the index and from the disk."""
    inputs = folder_of("one", "two", "three")
    run(inputs, work, trail)
    run(inputs[::2], work, trail)
    assert opened(work) == [("000.docx", "one"), ("002.docx", "three")]
    assert len(kept_files(work)) == 2


def test_one_content_under_two_names_is_read_once(folder_of, work, trail):
    """It appears under both, each with its own place."""
    inputs = folder_of("same", "same", "other")
    found, kept = run(inputs, work, trail)
    assert found == [("000.docx", "same"), ("001.docx", "same"), ("002.docx", "other")]
    assert kept == 1
    assert len(kept_files(work)) == 2
    places = [each.issues[0].place.file for each in open_work(work).forms({})]
    assert places == [each.name for each in inputs]


def test_the_readings_come_back_without_the_files(folder_of, work, trail):
    """In the order in which they were read, those too that could not be opened."""
    inputs = folder_of("one", "two")
    picture = inputs[0].path.with_suffix(".jpg")
    picture.write_bytes(b"\xff")
    inputs = (type(inputs[0])(str(picture), picture), *inputs)
    run(inputs, work, trail)
    for each in inputs:
        each.path.unlink()
    assert opened(work)[1:] == [("000.docx", "one"), ("001.docx", "two")]
    assert opened(work)[0][0] == "000.jpg"
    kept = open_work(work)
    assert kept.names == tuple(each.name for each in inputs)
    assert kept.issues("print") == ()


def test_what_gave_no_answer_is_kept_as_such_and_tried_again(folder_of, work, trail):
    """A crash may have been chance: the folder tells it, the next run reads it."""
    inputs = folder_of("one", "kill", "hang")
    run(inputs, work, trail, workers=1, time_limit=1)
    codes = [reading.issues[0].code for reading in open_work(work).forms({})]
    assert codes == ["said.so", "input.crashed", "input.timeout"]
    inputs[1].path.write_text("two", encoding="utf-8")
    _, kept = run(inputs, work, trail, workers=1, time_limit=1)
    assert kept == 1
    assert read_so_far(trail).count(inputs[2].name) == 2


@pytest.mark.parametrize("left", [b"", b'{"format":1,"fi', b"\0" * 50])
def test_a_half_written_reading_is_read_again(folder_of, work, trail, left):
    """Whatever a power cut left of it."""
    inputs = folder_of("one", "two")
    run(inputs, work, trail)
    damaged = kept_files(work)[0]
    damaged.write_bytes(left)
    found, kept = run(inputs, work, trail)
    assert [words for _, words in found] == ["one", "two"]
    assert kept == 1
    assert damaged.read_bytes() != left


@pytest.mark.parametrize("left", [b"", b'{"format":1,"fi'])
def test_a_damaged_reading_is_told_where_the_files_are_gone(folder_of, work, trail, left):
    """It is not passed over in silence."""
    run(folder_of("one", "two"), work, trail)
    for path in kept_files(work):
        if b'"one"' in path.read_bytes():
            path.write_bytes(left)
    first, second = open_work(work).forms({})
    assert [issue.code for issue in first.issues] == ["work.unreadable"]
    assert first.issues[0].place.file == first.file
    assert words_of(second) == ("001.docx", "two")


def test_a_half_written_line_of_the_index_is_not_there(folder_of, work, trail):
    """The run counts as interrupted, up to the last line that is whole."""
    inputs = folder_of("one", "two", "three")
    run(inputs, work, trail, stop_after=2)
    running = work / RUNNING
    running.write_bytes(running.read_bytes()[:-9])
    assert opened(work) == [("000.docx", "one")]
    (issue,) = open_work(work).issues("print")
    assert issue.code == "work.incomplete"
    assert "共3份，已读1份" in issue.message


def test_an_interrupted_run_leaves_the_last_whole_one(folder_of, work, trail):
    """What can be read back is always one run, told if a later one stopped."""
    inputs = folder_of("one", "two")
    run(inputs, work, trail)
    inputs[0].path.write_text("uno", encoding="utf-8")
    run(inputs, work, trail, stop_after=1)
    assert opened(work) == [("000.docx", "one"), ("001.docx", "two")]
    assert [each.code for each in open_work(work).issues("print")] == ["work.incomplete"]
    run(inputs, work, trail)
    assert opened(work) == [("000.docx", "uno"), ("001.docx", "two")]
    assert open_work(work).issues("print") == ()


def test_other_definitions_are_told(folder_of, work, trail):
    """The readings are given all the same."""
    run(folder_of("one"), work, trail)
    (issue,) = open_work(work).issues("another print")
    assert issue.code == "work.other_definitions"


def test_leftovers_of_a_killed_run_go(folder_of, work, trail):
    """Temporary files are removed when a run comes to its end."""
    inputs = folder_of("one")
    run(inputs, work, trail)
    left = kept_files(work)[0].with_name(".tmp-1-2")
    left.write_bytes(b"half")
    (work / ".tmp-3-4").write_bytes(b"half")
    run(inputs, work, trail)
    assert len(kept_files(work)) == 1
    assert list(work.glob(".tmp-*")) == []


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has modes")
@pytest.mark.parametrize("workers", [0, 1])
def test_only_the_owner_can_read_it(folder_of, work, trail, workers):
    """Folders 0700 and files 0600, under a lax mask and in a folder that was open."""
    work.mkdir(mode=0o777)
    work.chmod(0o777)
    before = os.umask(0)
    try:
        run(folder_of("one", "two"), work, trail, workers=workers)
        run(folder_of("one", "three"), work, trail, workers=workers, stop_after=1)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (work, *work.rglob("*"))}
    assert modes == {0o700, 0o600}
    files = [path for path in work.rglob("*") if path.is_file()]
    assert len(files) >= 5
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    """It is neither closed to others nor cleaned."""
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "a.docx").write_bytes(b"x")
    mode = (tmp_path / "forms").stat().st_mode
    with (
        pytest.raises(WorkFolderError, match="not empty") as caught,
        work_folder(tmp_path / "forms", PROGRAMME),
    ):
        pass
    assert "已有别的文件" in caught.value.chinese
    assert (tmp_path / "forms").stat().st_mode == mode
    with pytest.raises(WorkFolderError, match="no folder"), work_folder(__file__, PROGRAMME):
        pass


def test_a_folder_of_another_programme_is_refused(work):
    """Its readings would be thrown away."""
    with work_folder(work, PROGRAMME):
        pass
    with pytest.raises(WorkFolderError, match="'some-programme'"), work_folder(work, "another"):
        pass


def test_a_folder_of_a_later_version_is_refused(work):
    """To read from and to write to."""
    with work_folder(work, PROGRAMME):
        pass
    marker = json.loads((work / "work.json").read_text(encoding="utf-8"))
    (work / "work.json").write_text(json.dumps({**marker, "version": 2}), encoding="utf-8")
    assert is_work_folder(work)
    with pytest.raises(WorkFolderError, match="version 2"):
        open_work(work)
    with pytest.raises(WorkFolderError, match="version 2"), work_folder(work, PROGRAMME):
        pass


def test_any_other_folder_is_no_work_folder(tmp_path):
    """Nor is a file, or nothing."""
    (tmp_path / "work.json").write_text('["kejifupin-work"]', encoding="utf-8")
    assert not is_work_folder(tmp_path)
    assert not is_work_folder(tmp_path / "work.json")
    assert not is_work_folder(tmp_path / "nothing")
    with pytest.raises(WorkFolderError, match="no work folder"):
        open_work(tmp_path)


def test_two_runs_at_once_are_refused(work):
    """The second is told; a run that was killed holds nothing."""
    code = (
        "import sys; from kejifupin.reading import work_folder\n"
        "with work_folder(sys.argv[1], sys.argv[2]):\n"
        "    print('in', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, work, PROGRAMME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout.readline().strip() == b"in"
        with pytest.raises(WorkFolderError, match="using"), work_folder(work, PROGRAMME):
            pass
        other.kill()
    with work_folder(work, PROGRAMME):
        pass


def test_names_that_are_no_text_come_back(folder_of, work):
    """A name in GBK on a system of UTF-8 is bytes; it is kept as it is."""
    inputs = folder_of("one")
    odd = type(inputs[0])("\udcb1\udced.docx", inputs[0].path)
    with work_folder(work, PROGRAMME) as folder:
        folder.begin_forms("print", 1)
        list(read_files((odd,), OddReader(), work=folder))
        folder.finish()
    assert [each.file for each in open_work(work).forms({})] == [odd.name]
    assert (work / INDEX).exists()


def test_an_index_leads_to_no_other_file(folder_of, work, trail, tmp_path):
    """A work folder may come from anyone."""
    run(folder_of("one"), work, trail)
    key = kept_files(work)[0].stem
    secret = tmp_path / "secret.json"
    kept_files(work)[0].replace(secret)
    index = work / INDEX
    index.write_text(
        index.read_text(encoding="utf-8").replace(key, "../../../secret"), encoding="utf-8"
    )
    (reading,) = open_work(work).forms({})
    assert [issue.code for issue in reading.issues] == ["work.unreadable"]
