"""A folder with mistakes of every kind gets all of them told at once, each at its line."""

import pytest

from kejifupin import ConfigError, Severity, open_programme
from kejifupin.plugins.checking import check_folder

PROGRAMME = """\
key = "guizhou-2018"
title = "示例方案"
scope = "220000"
period = { start = 2018-01-01, end = 2018-12-31 }

[[documents]]
key = "plan"
title = "示例方案"
"""
RECORDS = """\
[[kinds]]
key = "survey"
label = "调查表"
identity = ["division"]

[[kinds.fields]]
key = "division"
label = "地区名称"
type = "division"

[[kinds.fields]]
key = "households"
label = "总户数"
type = "number"
unit = "户"

[[kinds.fields]]
key = "needs"
label = "需求"
type = "choices"
choices = ["种植", "养殖"]
"""
COHORTS = """\
[[cohorts]]
key = "counties"
label = "县"
level = "county"
citation = "一"
"""
INDICATORS = """\
[[indicators]]
key = "households"
label = "户数"
unit = "户"
measure = { do = "sum", records = "survey", field = "households" }
citation = "一"
"""
TARGETS = """\
[[targets]]
key = "all"
label = "100户"
indicator = "households"
bound = { at_least = 100 }
due_on = 2018-12-31
citation = "一"
"""
RULES = """\
[[rules]]
key = "plausible"
kind = "survey"
must = { field = "households", at_most = 10000 }
message = "户数过大"
remedy = "核对户数"
"""
FORM = """\
key = "survey_form"
kind = "survey"
title = "调查表"

[[blocks]]
rows = [
    ["地区名称", "{division}"],
    ["总户数", "{households}"],
    ["需求", "{needs}"],
]
"""
FILES = {
    "programme.toml": PROGRAMME,
    "records.toml": RECORDS,
    "cohorts.toml": COHORTS,
    "indicators.toml": INDICATORS,
    "targets.toml": TARGETS,
    "rules.toml": RULES,
    "forms/survey.toml": FORM,
}


def write(folder):
    """A sound plugin folder."""
    for name, text in FILES.items():
        path = folder / "programmes" / "guizhou-2018" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def line_of(folder, name, text):
    """The line of a file on which a text stands."""
    path = folder / "programmes" / "guizhou-2018" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def errors_of(folder):
    return [issue for issue in check_folder(folder) if issue.severity is Severity.ERROR]


def test_a_sound_folder_has_no_errors(tmp_path):
    """The folder that the tests break is sound before."""
    assert errors_of(write(tmp_path)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "seen", "hint"),
    [
        ("programme.toml", 'scope = "220000"', 'scope = "990000"', "990000", "220000"),
        ("records.toml", 'unit = "户"', 'unit = "沪"', "沪", "单位"),
        ("records.toml", 'label = "总户数"', 'lable = "总户数"', "lable", "label"),
        ("cohorts.toml", '"county"', '"countty"', "countty", "county"),
        ("indicators.toml", 'field = "households"', 'field = "househods"', "househods", "households"),  # noqa: E501
        ("indicators.toml", 'unit = "户"', 'unit = "人次"', "人次", "户"),
        ("targets.toml", 'indicator = "households"', 'indicator = "household"', "household", "households"),  # noqa: E501
        ("targets.toml", "at_least = 100", 'at_least = "100"', "100", "引号"),
        ("targets.toml", "due_on = 2018-12-31", 'due_on = "2018-12-31"', "2018-12-31", "引号"),
        ("rules.toml", 'kind = "survey"', 'kind = "surveys"', "surveys", "survey"),
        ("rules.toml", "at_most = 10000", "at_mots = 10000", "at_mots", "at_most"),
        ("forms/survey.toml", "{households}", "{household}", "household", "households"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_at_its_line(tmp_path, name, old, new, seen, hint):
    """Each mistake is told once, at its file and line, with the nearest right answer."""
    write(tmp_path)
    path = tmp_path / "programmes" / "guizhou-2018" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    found = errors_of(tmp_path)

    assert len(found) == 1, [issue.text() for issue in found]
    issue = found[0]
    assert issue.place.file is not None
    assert issue.place.file.endswith(name)
    assert issue.place.line == line_of(tmp_path, name, new), issue.text()
    assert seen in issue.message
    assert hint in f"{issue.message}{issue.remedy}"


def test_ten_mistakes_are_told_in_one_run(tmp_path):
    """Mistakes in every file are told together, none twice and none hidden by another."""
    write(tmp_path)
    base = tmp_path / "programmes" / "guizhou-2018"
    changes = [
        ("programme.toml", 'title = "示例方案"\nscope', 'titel = "示例方案"\nscope'),
        ("records.toml", 'unit = "户"', 'unit = "沪"'),
        ("records.toml", 'type = "choices"', 'type = "chioces"'),
        ("cohorts.toml", '"county"', '"countty"'),
        ("cohorts.toml", 'citation = "一"', "citation = 1"),
        ("indicators.toml", 'do = "sum"', 'do = "summe"'),
        ("targets.toml", "at_least = 100", 'at_least = "100"'),
        ("targets.toml", "due_on = 2018-12-31", 'due_on = "2018-12-31"'),
        ("rules.toml", "at_most = 10000", "at_mots = 10000"),
        ("forms/survey.toml", 'title = "调查表"', "title = 调查表"),
    ]
    for name, old, new in changes:
        text = (base / name).read_text(encoding="utf-8")
        assert old in text
        (base / name).write_text(text.replace(old, new), encoding="utf-8")

    found = errors_of(tmp_path)

    places = {
        (issue.place.file.rpartition("guizhou-2018/")[2], issue.place.line) for issue in found
    }
    expected = {(name, line_of(tmp_path, name, new.splitlines()[0])) for name, _, new in changes}
    assert expected <= places, sorted(issue.text() for issue in found)
    assert all(issue.remedy for issue in found)


def test_opening_a_folder_with_mistakes_raises_with_all_of_them(tmp_path):
    """A programme with mistakes does not open; the error carries an issue for each."""
    write(tmp_path)
    path = tmp_path / "programmes" / "guizhou-2018" / "targets.toml"
    text = TARGETS.replace('indicator = "households"', 'indicator = "house"')
    path.write_text(text + '\n[[targets]]\nkey = "b"\n', encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        open_programme("guizhou-2018", (tmp_path,), entry_points=False)

    assert {issue.code for issue in caught.value.issues} == {"config.missing_key"}


def test_no_expression_is_run(tmp_path):
    """What looks like code in a folder is text and nothing else."""
    write(tmp_path)
    path = tmp_path / "programmes" / "guizhou-2018" / "rules.toml"
    evil = "__import__('os').system('touch owned')"
    path.write_text(RULES.replace('"户数过大"', f'"{evil}"'), encoding="utf-8")

    programme = open_programme("guizhou-2018", (tmp_path,), entry_points=False)

    assert programme.catalogue.rules["plausible"].message == evil
    assert not (tmp_path / "owned").exists()
