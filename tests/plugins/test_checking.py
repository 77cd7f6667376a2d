"""What one mistake hides from the others, and what two plugins do to each other."""

import pytest

from kejifupin.plugins.checking import check_folder
from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.terms.issues import Severity

KEY = "guizhou-2018"
FILES = {
    "programme.toml": """\
key = "guizhou-2018"
title = "示例方案"
scope = "220000"
period = { start = 2018-01-01, end = 2018-12-31 }

[[documents]]
key = "plan"
title = "示例方案"
""",
    "records.toml": """\
[[kinds]]
key = "survey"
label = "调查表"
citation = "附件1"

[[kinds.fields]]
key = "division"
label = "地区名称"
type = "division"

[[kinds.fields]]
key = "households"
label = "总户数"
type = "number"
unit = "户"
measure = "stock"

[[kinds.fields]]
key = "needs"
label = "需求"
type = "choices"
choices = ["种植", "养殖"]
""",
    "cohorts.toml": """\
[[cohorts]]
key = "counties"
label = "县"
level = "county"
citation = "一"
""",
    "indicators.toml": """\
[[indicators]]
key = "surveys"
label = "调查表数"
unit = "份"
measure = { do = "count", records = "survey" }
citation = "一"
""",
    "targets.toml": """\
[[targets]]
key = "each_county"
label = "每县一份"
indicator = "surveys"
basis = "each"
cohort = "counties"
bound = { at_least = 1 }
due_on = 2018-12-31
citation = "一"

[[targets]]
key = "many_households"
label = "100户"
indicator = "survey.households"
bound = { at_least = 100 }
due_on = 2018-12-31
citation = "一"
""",
    "rules.toml": """\
[[rules]]
key = "plausible"
kind = "survey"
must = { field = "households", at_most = 10000 }
message = "户数过大"
remedy = "核对户数"
""",
    "forms/survey.toml": """\
key = "survey"
kind = "survey"
title = "调查表"

[[blocks]]
rows = [
    ["地区名称", "{division}"],
    ["总户数", "{households}"],
    ["需求", "{needs}"],
]
""",
    "reports/summary.toml": """\
key = "summary"
title = "汇总"
form = "survey"
citation = "一"
""",
}


@pytest.fixture
def folder(tmp_path):
    """A sound plugin folder."""
    for name, text in FILES.items():
        write(tmp_path / "guizhou", name, text)
    return tmp_path / "guizhou"


def write(folder, name, text, key=KEY):
    path = folder / "programmes" / key / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def spoil(folder, name, old, new):
    path = folder / "programmes" / KEY / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(folder, plugins=()):
    return [each for each in check_folder(folder, plugins) if each.severity is Severity.ERROR]


def keys(folder):
    return {(each.place.file.rsplit("/", 1)[1], each.place.key) for each in errors(folder)}


def test_the_sound_folder_has_nothing_to_tell(folder):
    """Neither a mistake nor a suspicion."""
    assert check_folder(folder) == ()


def test_a_kind_with_a_mistake_hides_none_of_those_that_name_it(folder):
    """The unit of a field is wrong, and so are the form and the rule that read other fields."""
    spoil(folder, "records.toml", 'unit = "户"', 'unit = "户户"')
    spoil(folder, "forms/survey.toml", "{needs}", "{neds}")
    spoil(folder, "rules.toml", '"households"', '"househlods"')
    assert keys(folder) == {
        ("records.toml", "kinds[0].fields[1].unit"),
        ("survey.toml", "blocks[0].rows[2].cells[1].field"),
        ("rules.toml", "rules[0].must"),
    }


def test_what_names_a_broken_field_is_not_blamed(folder):
    """The field with the wrong type is told once; its rule, form and target are sound."""
    spoil(folder, "records.toml", 'type = "number"', 'type = "nummer"')
    assert keys(folder) == {("records.toml", "kinds[0].fields[1].type")}


def test_two_mistakes_in_one_definition_are_both_told(folder):
    """A bound of the wrong type and a cohort that does not exist."""
    spoil(folder, "targets.toml", "at_least = 1 }", 'at_least = "1" }')
    spoil(folder, "targets.toml", '"counties"', '"counteis"')
    assert keys(folder) == {
        ("targets.toml", "targets[0].bound.at_least"),
        ("targets.toml", "targets[0].cohort"),
    }


def test_a_programme_with_a_mistake_hides_nothing(folder):
    """The period is wrong, and a target names no indicator; citations are not blamed."""
    spoil(folder, "programme.toml", "end = 2018-12-31", 'end = "2018-12-31"')
    spoil(folder, "targets.toml", '"surveys"', '"surveyz"')
    assert keys(folder) == {
        ("programme.toml", "period.end"),
        ("targets.toml", "targets[0].indicator"),
    }


def test_a_missing_programme_file_hides_nothing(folder):
    """The other files of the folder are checked all the same."""
    (folder / "programmes" / KEY / "programme.toml").unlink()
    spoil(folder, "targets.toml", '"surveys"', '"surveyz"')
    found = errors(folder)
    assert len(found) == 2
    assert {each.code for each in found} == {"plugin.no_programme", "reference.unknown"}


def test_a_file_that_is_no_text_excuses_what_it_may_define(folder):
    """One issue for the file, none for the definitions that name what may stand in it."""
    (folder / "programmes" / KEY / "indicators.toml").write_bytes(b"\0\xff\xfe\x00")
    assert {name for name, _ in keys(folder)} == {"indicators.toml"}


def test_a_statement_that_cannot_be_read_hides_nothing_else(folder):
    """A quote is missing in one line, a reference is wrong in another table."""
    spoil(folder, "indicators.toml", 'unit = "份"', "unit = 份")
    spoil(folder, "targets.toml", '"counties"', '"counteis"')
    found = errors(folder)
    assert [(each.place.file.rsplit("/", 1)[1], each.place.line) for each in found] == [
        ("indicators.toml", 4),
        ("targets.toml", 6),
    ]


def test_a_key_that_stands_twice_is_told_at_the_second(folder):
    """With the line of the first."""
    text = FILES["rules.toml"]
    write(folder, "rules.toml", text + "\n" + text)
    (found,) = errors(folder)
    assert found.place.line == 9
    assert "rules.toml 第2行" in found.message


def test_an_unknown_programme_above_is_told_and_guessed(folder):
    """What the nearest programme defines is taken as known, so that nothing else is blamed."""
    spoil(folder, "programme.toml", "title", 'extends = "national-2106"\ntitle')
    spoil(folder, "targets.toml", '"counties"', '"poor_counties"')
    (found,) = errors(folder)
    assert (found.place.key, found.remedy) == ("extends", "是否应为“national-2016”？")


CITY = """key = "{key}"
title = "市里的工作"
scope = "520000"
extends = "{above}"
period = {{ start = 2018-01-01, end = 2018-12-31 }}
documents = [{{ key = "plan", title = "市里的方案" }}]
"""


def test_a_programme_may_extend_another_one_of_the_folder(folder):
    """What the one above defines is known to the one below."""
    write(folder, "programme.toml", CITY.format(key="city-2018", above=KEY), key="city-2018")
    assert errors(folder) == []


def test_programmes_that_extend_each_other_in_a_ring_are_told(folder):
    """Each of them, at its key; nothing is raised."""
    for key, above in (("city-2018", "town-2018"), ("town-2018", "city-2018")):
        write(folder, "programme.toml", CITY.format(key=key, above=above), key=key)
    assert [each.place.key for each in errors(folder)] == ["extends", "extends"]


def test_divisions_that_do_not_fit_are_told_each(folder):
    """A code that is taken, a level above its parent's, a name that nobody has."""
    (folder / "divisions.toml").write_text(
        """\
[[documents]]
key = "list"
title = "名单"

[[divisions]]
code = "220821"
name = "别县"
level = "county"
parent = "220800"

[[divisions]]
code = "park"
name = "示范区"
level = "prefecture"
parent = "220821"

[[designations]]
key = "poor_county"
within = "220000"
valid_from = 2012-03-19
names = ["镇赉县", "没有县"]
citation = "一"
""",
        encoding="utf-8",
    )
    found = {(each.place.line, each.place.key): each for each in errors(folder)}
    assert set(found) == {
        (6, "divisions[0].code"),
        (15, "divisions[1].parent"),
        (21, "designations[0].names[1]"),
    }
    assert "镇赉县" in found[6, "divisions[0].code"].message


def test_another_plugin_with_the_same_programme_is_left_out_and_told(folder, tmp_path):
    """A copy of an installed plugin can be checked beside it."""
    for name, text in FILES.items():
        write(tmp_path / "other", name, text)
    found = check_folder(folder, [TomlPlugin(tmp_path / "other")])
    assert [(each.code, each.severity) for each in found] == [("plugin.beside", Severity.WARNING)]
    assert "other" in found[0].message


def test_another_plugin_with_mistakes_is_left_out_and_told(folder, tmp_path):
    """Its mistakes are its own."""
    write(tmp_path / "other", "programme.toml", "key = 3\n", key="other-2018")
    (found,) = check_folder(folder, [TomlPlugin(tmp_path / "other")])
    assert found.severity is Severity.WARNING
    assert "“other”" in found.message


def test_a_folder_that_adds_to_another_programme_is_checked_against_it(folder, tmp_path):
    """Without ``programme.toml`` of its own; its cohort is known to nobody else."""
    city = tmp_path / "city"
    text = FILES["targets.toml"].replace("each_county", "again").replace("counties", "cuonties")
    write(city, "targets.toml", text.split("\n\n")[0])
    found = [each for each in check_folder(city, [TomlPlugin(folder)]) if each.place.key]
    assert [(each.place.key, each.remedy) for each in found] == [
        ("targets[0].cohort", "是否应为“counties”？")
    ]


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("cut", [0.3, 0.7])
def test_a_file_cut_off_anywhere_is_told_and_never_raises(folder, name, cut):
    """Half a file, as after a full disk."""
    path = folder / "programmes" / KEY / name
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    assert all(each.message and each.place.file for each in check_folder(folder))


def test_a_path_that_holds_nothing_is_told(tmp_path):
    """How to begin."""
    (found,) = check_folder(tmp_path)
    assert found.code == "plugin.no_programme"
