"""Every TOML file that ships fits its schema; what the schema can see wrong, it refuses."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from kejifupin.plugins.scaffolding import plan_plugin, plugin_files
from kejifupin.plugins.schemas import schema_name, schemas

ROOT = Path(__file__).parents[2]
SHIPPED = [
    path
    for pattern in ("plugins/*/src/*/**/*.toml", "src/kejifupin/plugins/builtin/**/*.toml")
    for path in sorted(ROOT.glob(pattern))
]
SCHEMAS = schemas()
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}


def misfits(value, schema, root, path="$"):
    """Where a value breaks a schema: the part of JSON Schema that ours are made of."""
    known = {"$schema", "$defs", "title", "description", "default", "format", "x-taplo"}
    known |= {"$ref", "anyOf", "enum", "type", "properties", "required", "additionalProperties"}
    known |= {"items", "prefixItems", "minItems", "maxItems"}
    assert set(schema) <= known, set(schema) - known
    if "$ref" in schema:
        yield from misfits(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, path)
    if "anyOf" in schema and all(any(misfits(value, e, root, path)) for e in schema["anyOf"]):
        yield f"{path}: none of several"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value} not in {schema['enum']}"
    kind = TYPES.get(schema.get("type"), object)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind not in (bool, object)):
        yield f"{path}: no {schema['type']}"
    elif isinstance(value, dict):
        properties = schema.get("properties", {})
        for key, each in value.items():
            rest = schema.get("additionalProperties", {})
            if key in properties or isinstance(rest, dict):
                yield from misfits(each, properties.get(key, rest), root, f"{path}.{key}")
            else:
                yield f"{path}: unknown key {key}"
        yield from (f"{path}: {e} missing" for e in schema.get("required", ()) if e not in value)
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{path}: {len(value)} items"
        listed = schema.get("prefixItems", [])
        for index, each in enumerate(value):
            inner = listed[index] if index < len(listed) else schema.get("items", {})
            yield from misfits(each, inner, root, f"{path}[{index}]")


def as_json(value):
    """TOML data as a schema sees them: dates as text."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def told(text, name):
    schema = SCHEMAS[schema_name(name)]
    return list(misfits(as_json(tomllib.loads(text)), schema, schema))


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
        ("targets.toml", TARGET, 'label = "甲"\n', "", "label missing"),
        ("targets.toml", TARGET, "label =", "lable =", "unknown key lable"),
        ("targets.toml", TARGET, 'citation = "一"', "citation = 1", "citation"),
        ("targets.toml", TARGET, "[[targets]]", "[[target]]", "unknown key target"),
        ("targets.toml", TARGET + 'basis = "each"\n', '"each"', '"eahc"', "basis"),
        ("rules.toml", RULE, "at_most", "at_mots", "unknown key at_mots"),
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
