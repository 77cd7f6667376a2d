"""A programme reads the same however it is read: at once, streamed, kept, interrupted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import attrs
import odd_plugin
import pytest

from kejifupin import make_record, open_programme
from kejifupin.reading import WorkFolderError, open_work
from kejifupin.records import DivisionName


def roles(folder):
    return {"register": folder / "村名册.xlsx", "received": folder / "收文登记.csv"}


def alike(one, other):
    """Whether two programmes were read alike, to the cell of every record."""
    assert one.records == other.records
    assert [each.origin for each in one.records] == [each.origin for each in other.records]
    assert one.reading_issues == other.reading_issues
    assert one.files == other.files
    assert one.receipts == other.receipts
    return True


@pytest.fixture(scope="module")
def kept(winter, example_folder, tmp_path_factory):
    """The example read into a work folder."""
    work = tmp_path_factory.mktemp("kept") / "work"
    winter.read(example_folder / "forms", **roles(example_folder), work=work)
    return work


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_read_what_one_process_reads(winter, example, example_folder, workers):
    """Records, places, issues and their order."""
    read = winter.read(example_folder / "forms", **roles(example_folder), workers=workers)
    assert alike(read, example)


def test_a_plugin_that_reads_itself_is_asked_by_workers_too(example_folder, tmp_path):
    """Its word on the files that it knows is the same."""
    for name, source in (("mine.docx", "附件2-02.docx"), ("broken.docx", "附件2-02.docx")):
        shutil.copy(next((example_folder / "forms").rglob(source)), tmp_path / name)
    programme = open_programme("jilin-winter-2017", [odd_plugin.plugin], entry_points=False)
    here = programme.read(tmp_path)
    assert {"odd.name", "form.internal"} <= {each.code for each in here.reading_issues}
    assert alike(programme.read(tmp_path, workers=2), here)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_work_folder_changes_nothing(winter, example, example_folder, tmp_path, workers):
    """Neither when it is filled nor when it is used."""
    for _ in range(2):
        read = winter.read(
            example_folder / "forms",
            **roles(example_folder),
            work=tmp_path / "work",
            workers=workers,
        )
        assert alike(read, example)


def test_a_work_folder_stands_for_the_files(winter, example, example_folder, kept, as_of):
    """The register comes with it; what is found, valued and judged is the same."""
    read = winter.read(kept, received=example_folder / "收文登记.csv")
    assert alike(read, example)
    assert read.issues == example.issues
    assert read.status(as_of=as_of) == example.status(as_of=as_of)


def test_a_register_given_again_is_not_doubled(winter, example, example_folder, kept):
    """The one named takes the place of the one kept."""
    assert alike(winter.read(kept, **roles(example_folder)), example)


def test_files_beside_their_work_folder_are_not_doubled(winter, example, example_folder, kept):
    """The files themselves are read; what stands for them is passed over."""
    read = winter.read(kept, example_folder / "forms", **roles(example_folder))
    assert Counter(read.files) == Counter(example.files)
    assert len(read.records) == len(example.records)
    assert read.reading_issues == example.reading_issues


def test_two_work_folders_with_one_register(winter, example, example_folder, kept, tmp_path):
    """Each county's clerk has a folder, all read with the same register of villages."""
    register = {"register": example_folder / "村名册.xlsx"}
    for name in ("白山市", "延边州"):
        winter.read(example_folder / "forms" / name, **register, work=tmp_path / name)
    both = winter.read(tmp_path / "白山市", tmp_path / "延边州")
    one = winter.read(
        example_folder / "forms" / "白山市", example_folder / "forms" / "延边州", **register
    )
    assert alike(both, one)


def test_a_work_folder_among_the_forms_is_passed_over(winter, example_folder, tmp_path):
    """Nobody wants to hear of each file in it that it is no form."""
    shutil.copytree(example_folder / "forms" / "白山市", tmp_path / "forms")
    for _ in range(2):
        read = winter.read(tmp_path, work=tmp_path / "forms" / "work")
        assert not [name for name in read.files if "work" in Path(name).parts]
        assert "input.skipped" not in {each.code for each in read.reading_issues}


def test_another_register_is_told_and_read_anew(winter, example_folder, kept, tmp_path):
    """Villages that the register did not name were read as places unknown."""
    (issue,) = [
        each
        for each in winter.read(kept, register=example_folder / "forms").reading_issues
        if each.code.startswith("work.")
    ]
    assert (issue.code, issue.place.file) == ("work.other_definitions", str(kept))
    work = tmp_path / "work"
    forms = example_folder / "forms"
    winter.read(forms, work=work)
    read = winter.read(forms, register=example_folder / "村名册.xlsx", work=work)
    assert alike(read, winter.read(forms, register=example_folder / "村名册.xlsx"))


def test_a_kind_that_changed_since_is_told_for_each_file(winter, kept):
    """Nothing is taken over half."""
    kinds = winter.catalogue.owned["kinds"]
    survey = kinds["household_survey"]
    changed = attrs.evolve(survey, value=attrs.evolve(survey.value, label="另一张表"))
    owned = {**winter.catalogue.owned, "kinds": {**kinds, "household_survey": changed}}
    other = attrs.evolve(winter, catalogue=attrs.evolve(winter.catalogue, owned=owned))
    codes = Counter(each.code for each in other.read(kept).reading_issues)
    surveys = sum("附件2" in name for name in open_work(kept).names)
    assert surveys > 0
    assert codes["work.unreadable"] == surveys
    assert codes["work.other_definitions"] == 1


def test_a_work_folder_is_not_read_into_another(winter, kept, tmp_path):
    """Nor into itself, which would empty it."""
    for work in (kept, tmp_path / "work"):
        with pytest.raises(WorkFolderError, match="not kept in another"):
            winter.read(kept, work=work)
    assert len(open_work(kept).names) > 0


def test_a_work_folder_of_another_programme_is_refused(kept):
    """Whichever way it is named."""
    national = open_programme("national-2016", entry_points=False)
    with pytest.raises(WorkFolderError, match="'jilin-winter-2017'"):
        national.read(kept)
    with pytest.raises(WorkFolderError, match="'jilin-winter-2017'"):
        national.read(work=kept)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_stream_gives_what_reading_gives(winter, example, example_folder, workers):
    """All records in order, and every issue that a file has by itself."""
    readings = list(
        winter.stream(
            example_folder / "forms", **roles(example_folder), workers=workers, checked=False
        )
    )
    assert tuple(record for each in readings for record in each.records) == example.records
    found = Counter(issue for each in readings for issue in each.issues)
    assert found == Counter(example.reading_issues)
    assert [each.file for each in readings if each.file in example.files] == list(example.files)


def test_a_stream_checks_each_file_by_itself(winter, example_folder):
    """A rule that a record breaks is told with its file."""
    readings = winter.stream(example_folder / "forms", **roles(example_folder))
    broken = [
        (Path(each.file).name, issue.rule)
        for each in readings
        for issue in each.issues
        if issue.code == "rule.broken"
    ]
    assert ("附件2-02.docx", "able_workers_within_members") in broken


def test_a_stream_that_is_left_leaves_an_unfinished_work_folder(winter, example_folder, tmp_path):
    """What was read is kept; what was not is told."""
    stream = winter.stream(example_folder / "forms", work=tmp_path / "work")
    first = [next(stream).file for _ in range(3)]
    stream.close()
    kept = open_work(tmp_path / "work")
    assert list(kept.names) == first
    assert not kept.index.complete
    codes = [each.code for each in winter.read(tmp_path / "work").reading_issues]
    assert "work.incomplete" in codes


def test_a_stream_taken_to_its_end_leaves_a_whole_work_folder(
    winter, example, example_folder, kept
):
    """The same as reading does."""
    work = kept.with_name("streamed")
    for _ in winter.stream(example_folder / "forms", **roles(example_folder), work=work):
        pass
    assert alike(winter.read(work, received=example_folder / "收文登记.csv"), example)


# Killed in the middle

ROUNDS = 100
SCRIPT = """
import sys
from kejifupin import open_programme
programme = open_programme("jilin-winter-2017", [sys.argv[1]], entry_points=False)
stream = programme.stream(sys.argv[2], work=sys.argv[3], workers=int(sys.argv[4]))
for number, reading in enumerate(stream):
    print(number, reading.file, flush=True)
"""


@pytest.fixture(scope="module")
def many_forms(winter, tmp_path_factory):
    """A folder of household forms, each of another invented household."""
    folder = tmp_path_factory.mktemp("many")
    kind = winter.catalogue.kinds["household_survey"]
    for number in range(ROUNDS):
        values = {
            "household": f"周{number}",
            "division": DivisionName("白山市靖宇县"),
            "address": f"{number}组",
            "members": number % 7 + 1,
            "able_workers": 1,
        }
        content = winter.filled(make_record(kind, values))
        (folder / f"{number:04}.docx").write_bytes(content)
    return folder


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_that_is_killed_goes_on_where_it_was(winter, many_forms, tmp_path, workers):
    """Killed twice, without a chance to tidy up; then every household is there once."""
    work = tmp_path / "work"
    command = [sys.executable, "-c", SCRIPT, odd_plugin.JILIN, many_forms, work, str(workers)]
    written = {}
    for stop_at in (15, 55):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            for line in running.stdout:
                if line.startswith(f"{stop_at} ".encode()):
                    running.send_signal(signal.SIGKILL)
                    break
        before = dict(written)
        written = {path: path.stat().st_mtime_ns for path in (work / "readings").glob("*/*.json")}
        assert stop_at < len(written) < ROUNDS
        assert before.items() <= written.items(), "a reading that was kept was read again"
        kept = open_work(work)
        assert not kept.index.complete
        assert stop_at <= len(kept.names) <= len(written)

    read = winter.read(many_forms, work=work, workers=workers)

    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert alike(read, winter.read(many_forms))
    households = Counter(record.get("household") for record in read.records)
    assert households == Counter(f"周{number}" for number in range(ROUNDS))
    assert alike(winter.read(work), read)
