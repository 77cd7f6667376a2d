"""The schema of a class says what the codec takes: keys, types, words to choose from."""

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from kejifupin.exchange.json_schemas import schema_of_class, schema_of_tables
from kejifupin.records.conditions import Condition
from kejifupin.targets.target import Target


class Colour(Enum):
    RED = 1
    GREEN = 2


@frozen
class Leaf:
    """A leaf (叶)."""

    name: str

    @classmethod
    def from_shorthand(cls, name: str) -> "Leaf":
        return cls(name)


@frozen
class Tree:
    """A tree (树)."""

    leaf: Leaf
    height: int | Decimal | None = None
    colours: tuple[Colour, ...] = ()
    planted_on: date | None = None
    pair: tuple[int, str] = (1, "a")
    in_: bool = field(default=False, metadata={"key": "in"})
    hidden: str = field(default="", metadata={"key": None})


SCHEMA = schema_of_class(Tree, title="tree.toml", describe=lambda class_, key: f"{key}的说明")


def test_keys_are_those_of_files():
    """A key is named as files name it; what files cannot say is not there."""
    assert list(SCHEMA["properties"]) == ["leaf", "height", "colours", "planted_on", "pair", "in"]
    assert SCHEMA["required"] == ["leaf"]
    assert SCHEMA["additionalProperties"] is False


def test_types_of_values():
    """Numbers, dates, choices and pairs are held to what the codec holds them to."""
    keys = SCHEMA["properties"]
    assert keys["height"]["type"] == "number"
    assert keys["colours"]["items"] == {"enum": ["red", "green"]}
    assert keys["planted_on"]["format"] == "date"
    assert [each["type"] for each in keys["pair"]["prefixItems"]] == ["integer", "string"]
    assert (keys["pair"]["minItems"], keys["pair"]["maxItems"]) == (2, 2)
    assert keys["in"]["default"] is False


def test_a_class_may_be_written_short():
    """Where a class has a shorthand, either is right."""
    assert SCHEMA["properties"]["leaf"]["$ref"] == "#/$defs/Leaf"
    table, short = SCHEMA["$defs"]["Leaf"]["anyOf"]
    assert table["required"] == ["name"]
    assert short == {"type": "string"}


def test_every_key_is_described():
    """What is said of a key comes from the function given."""
    assert SCHEMA["properties"]["height"]["description"] == "height的说明"


def test_a_class_inside_itself_is_named_once():
    """Conditions hold conditions; the schema ends all the same."""
    schema = schema_of_class(Condition, title="x")
    assert schema["$defs"]["Condition"]["properties"]["not"]["$ref"] == "#/$defs/Condition"


def test_lists_of_tables():
    """A file of targets is a list under its key and nothing else."""
    schema = schema_of_tables({"targets": Target}, title="targets.toml")
    assert list(schema["properties"]) == ["targets"]
    assert schema["properties"]["targets"]["description"] == "目标任务"
    assert "期限" in schema["$defs"]["Target"]["properties"]["due_on"]["description"]
