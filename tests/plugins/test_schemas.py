"""Every TOML file that ships fits its schema; what the schema can see wrong, it refuses."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kejifupin.plugins.scaffolding import plan_plugin, plugin_files
from kejifupin.plugins.schemas import schema_name, schemas

ROOT = Path(__file__).parents[2]
SHIPPED = [
    path
    for pattern in ("plugins/*/src/*/**/*.toml", "src/kejifupin/plugins/builtin/**/*.toml")
    for path in sorted(ROOT.glob(pattern))
]
SCHEMAS = schemas()
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def deepest(error):
    """What is wrong, and where: of several ways to write a thing, each way's own complaint."""
    for each in error.context or ():
        yield from deepest(each)
    path = ".".join(str(each) for each in error.absolute_path)
    yield f"{path}: {error.message}"


def as_json(value):
    """TOML data as a schema sees them: dates as text."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def told(text, name):
    errors = VALIDATORS[schema_name(name)].iter_errors(as_json(tomllib.loads(text)))
    return [words for each in errors for words in deepest(each)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name):
    """Draft 2020-12 of JSON Schema, as its own schema has it, with the keys in it described."""
    Draft202012Validator.check_schema(SCHEMAS[name])

    assert SCHEMAS[name]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_files_are_found():
    """There are files of all five programmes."""
    assert len(SHIPPED) > 40


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_shipped_file_fits_its_schema(path):
    """What the codec takes, the schema takes."""
    assert told(path.read_text(encoding="utf-8"), str(path)) == []


def test_a_new_plugin_fits_the_schemas_that_it_names():
    """Each `#:schema` line leads to a schema that is written beside, and the file fits it."""
    files = plugin_files(plan_plugin("guizhou", "520000"))
    for name, text in files.items():
        if not name.endswith(".toml") or name == "pyproject.toml":
            continue
        stated = re.match(r"#:schema (\S+)\n", text)[1]
        where = Path("/x", name).parent.joinpath(stated)
        led = "/".join(where.parts).replace("//", "/")
        while ".." in led:
            led = re.sub(r"/[^/]+/\.\.", "", led.replace("/./", "/"), count=1)
        assert led.removeprefix("/x/") in files
        assert led.endswith(f"/{schema_name(name)}.schema.json")
        assert told(text, name) == []


FORM = 'key = "a"\nkind = "b"\ntitle = "表"\nblocks = [{ rows = [["甲", "{b}"]] }]\n'
TARGET = (
    '[[targets]]\nkey = "a"\nlabel = "甲"\nindicator = "b"\nbound = { at_least = 1 }\n'
    'citation = "一"\ndue_on = 2018-12-31\n'
)
RULE = (
    '[[rules]]\nkey = "a"\nkind = "b"\nmust = { field = "c", at_most = 3 }\n'
    'message = "错"\nremedy = "改"\n'
)


@pytest.mark.parametrize(
    ("name", "sound", "old", "new", "where"),
    [
        ("targets.toml", TARGET, "at_least = 1", 'at_least = "1"', "bound.at_least"),
        ("targets.toml", TARGET, 'label = "甲"\n', "", "'label' is a required"),
        ("targets.toml", TARGET, "label =", "lable =", "'lable' was unexpected"),
        ("targets.toml", TARGET, 'citation = "一"', "citation = 1", "citation"),
        ("targets.toml", TARGET, "[[targets]]", "[[target]]", "'target' was unexpected"),
        ("targets.toml", TARGET + 'basis = "each"\n', '"each"', '"eahc"', "basis"),
        ("rules.toml", RULE, "at_most", "at_mots", "'at_mots' was unexpected"),
        ("rules.toml", RULE + 'severity = "warning"\n', '"warning"', '"warn"', "severity"),
        ("forms/a.toml", FORM, 'title = "表"', "title = 3", "title"),
        ("forms/a.toml", FORM, '["甲", "{b}"]', "3", "rows"),
    ],
)
def test_a_structural_mistake_is_refused(name, sound, old, new, where):
    """What a file may not hold the schema refuses at its place, and only that."""
    assert told(sound, name) == []
    assert old in sound

    found = told(sound.replace(old, new), name)

    assert found
    assert where in " ".join(found)
