"""One value decides a reading; another process and another day get the same."""

from __future__ import annotations

import importlib
import pickle
import sys
from datetime import date

import attrs
import odd_plugin
import pytest

from kejifupin import open_programme
from kejifupin.exchange.inputs import InputFile
from kejifupin.plugins import TomlPlugin, hookimpl
from kejifupin.reading import FileReader, WorkerError
from kejifupin.reading.fingerprints import reading_fingerprint
from kejifupin.reading.packing import pack, unpack
from kejifupin.records.kinds import Field
from kejifupin.terms.divisions import Division, Level

KEY = "jilin-winter-2017"


@pytest.fixture(scope="module")
def reader(winter):
    return winter.reader()


@pytest.fixture(scope="module")
def form(example_folder):
    path = next((example_folder / "forms").rglob("附件2-02.docx"))
    return InputFile("表.docx", path.read_bytes())


def test_a_reader_reads_what_its_programme_reads(winter, reader, form):
    """`read_input` is the same."""
    assert len(reader(form).records) == 1
    assert reader(form) == winter.read_input(form, winter.setting())


def test_a_reader_arrives_whole(reader, form):
    """Packed, it reads the same and stands for the same."""
    there = unpack(pack(reader))
    assert there(form) == reader(form)
    assert there.fingerprint == reader.fingerprint
    assert there.plugins == reader.plugins
    assert len(pack(reader)) < 1_000_000


def test_the_fingerprint_is_that_of_the_definitions(winter, reader):
    """Opened anew it is the same, without the rules and targets that decide no reading."""
    again = open_programme(KEY, [TomlPlugin(odd_plugin.JILIN)], entry_points=False)
    assert again.reader().fingerprint == reader.fingerprint
    owned = {**winter.catalogue.owned, "rules": {}, "targets": {}}
    fewer = attrs.evolve(winter, catalogue=attrs.evolve(winter.catalogue, owned=owned))
    assert fewer.reader().fingerprint == reader.fingerprint


def test_whatever_decides_a_reading_changes_the_fingerprint(reader):
    """A village of the register, a field, a layout, the programme's period, the day."""
    setting = reader.setting
    village = Division("220622101299", "新屯村", Level.VILLAGE, "220622")
    kind = setting.kinds["household_survey"]
    longer = attrs.evolve(kind, fields=(*kind.fields, Field("extra", "另外")))
    definition = attrs.evolve(setting.definition, title="另一个")
    settings = (
        attrs.evolve(setting, divisions=setting.divisions.with_divisions([village])),
        attrs.evolve(setting, kinds={**setting.kinds, kind.key: longer}),
        attrs.evolve(setting, definition=definition),
        attrs.evolve(setting, as_of=date(2018, 1, 1)),
    )
    others = [attrs.evolve(reader, setting=each) for each in settings]
    others.append(attrs.evolve(reader, layouts=reader.layouts[1:]))
    others.append(attrs.evolve(reader, layouts=reader.layouts[::-1]))
    prints = {each.fingerprint for each in (reader, *others)}
    assert len(prints) == 1 + len(others)


def test_the_core_reads_alike_under_any_name(reader):
    """The same content has the same key; another content another."""
    assert reader.key("甲.docx", "ab") == reader.key("乙.docx", "ab") != reader.key("甲.docx", "cd")


@pytest.fixture(scope="module")
def odd():
    return open_programme(KEY, [odd_plugin.plugin], entry_points=False).reader()


def test_a_plugin_that_reads_itself_may_look_at_the_name(odd, reader, form):
    """Hence its readings are kept for each name, and apart from those of the core."""
    mine = attrs.evolve(form, name="mine.docx")
    assert odd(mine).issues[-1].code == "odd.name"
    assert odd(form) == reader(form)
    assert odd.key("甲.docx", "ab") != odd.key("乙.docx", "ab")
    assert odd.fingerprint != reader.fingerprint


def test_a_plugin_of_a_module_arrives_by_name(odd, form):
    """The worker imports it."""
    there = unpack(pack(odd))
    assert there.plugins[0] is odd_plugin.plugin
    assert there(attrs.evolve(form, name="mine.docx")).issues[-1].code == "odd.name"


def test_a_plugin_that_fails_on_a_file_is_an_issue_of_that_file(odd, form):
    """With what it raised, and without what the file says."""
    reading = odd(attrs.evolve(form, name="broken.docx"))
    (issue,) = reading.issues
    assert (issue.code, issue.place.file) == ("form.internal", "broken.docx")
    assert "ZeroDivisionError" in issue.message


def test_a_plugin_made_on_the_spot_stays_in_this_process(form):
    """Workers are refused with a word on what to do; reading here goes on."""

    class Spot(TomlPlugin):
        @hookimpl
        def read_form(self, document):
            return None

    reader = open_programme(KEY, [Spot(odd_plugin.JILIN, "jilin")], entry_points=False).reader()
    assert len(reader(form).records) == 1
    with pytest.raises(WorkerError, match="workers=0"):
        pack(reader)


@pytest.mark.parametrize("package", [True, False])
def test_the_code_of_a_plugin_is_part_of_the_fingerprint(tmp_path, monkeypatch, package):
    """A module beside the plugin's counts where they are a package."""
    name = f"code_of_{package}".lower()
    folder = tmp_path / name if package else tmp_path
    folder.mkdir(exist_ok=True)
    main = folder / ("__init__.py" if package else f"{name}.py")
    main.write_text("x = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module(name)
    before = reading_fingerprint((), [module])
    assert before == reading_fingerprint((), [module])
    changed = folder / "more.py" if package else main
    changed.write_text("x = 2\n", encoding="utf-8")
    assert before != reading_fingerprint((), [module])
    del sys.modules[name]


def test_errors_of_this_stage_survive_a_pickle():
    """Worker processes hand them on."""
    error = WorkerError("so")
    assert str(pickle.loads(pickle.dumps(error))) == "so"


def test_a_file_that_was_not_opened_has_its_issue(reader):
    """Without one, nothing is said of it."""
    assert reader(InputFile("a.docx")).issues.items == ()
    assert isinstance(reader, FileReader)
