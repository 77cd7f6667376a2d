"""The forms of the Jilin plugin and a small setting, loaded for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from kejifupin.exchange.codec import structure, structure_tables
from kejifupin.exchange.toml_files import read_toml
from kejifupin.forms.layouts import FormLayout
from kejifupin.records.kinds import RecordKind
from kejifupin.records.setting import Setting
from kejifupin.records.shared import SharedUse
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Division, Divisions, Level
from kejifupin.terms.periods import Period

FOLDER = (
    Path(__file__).parents[2] / "plugins/jilin/src/kejifupin_jilin/programmes/jilin-winter-2017"
)


ANNEXES = (
    "village_survey",
    "household_survey",
    "team_workplan",
    "winter_return",
    "village_register",
)
"""The annexes and the register; the plugin's other ledgers are tables of one row a record."""


@cache
def load_kinds() -> Mapping[str, RecordKind]:
    """The kinds of the annexes, kinds of rows included."""
    data, source, issues = read_toml(FOLDER / "records.toml")
    assert not issues
    tables, issues = structure_tables(
        data, {"kinds": RecordKind, "shared": SharedUse}, source=source
    )
    assert not issues, [issue.text() for issue in issues]
    kinds = {}
    for _, kind in tables["kinds"]:
        if kind.key not in ANNEXES:
            continue
        kinds[kind.key] = kind
        kinds.update({row.key: row for row in kind.row_kinds})
    return kinds


@cache
def load_layouts() -> Mapping[str, FormLayout]:
    """The layouts of the annexes by key."""
    layouts = {}
    for key in sorted(ANNEXES):
        data, source, issues = read_toml(FOLDER / "forms" / f"{key}.toml")
        assert not issues
        layout, issues = structure(data, FormLayout, source=source)
        assert layout is not None, [issue.text() for issue in issues]
        layouts[layout.key] = layout
    return layouts


DIVISIONS = Divisions(
    (
        Division("000000", "中华人民共和国", Level.NATION, None),
        Division("220000", "吉林省", Level.PROVINCE, "000000"),
        Division("220100", "长春市", Level.PREFECTURE, "220000"),
        Division("220200", "吉林市", Level.PREFECTURE, "220000"),
        Division("220400", "辽源市", Level.PREFECTURE, "220000"),
        Division("220403", "西安区", Level.COUNTY, "220400"),
        Division("220800", "白城市", Level.PREFECTURE, "220000"),
        Division("220821", "镇赉县", Level.COUNTY, "220800"),
        Division("220822", "通榆县", Level.COUNTY, "220800"),
        Division("220882", "大安市", Level.COUNTY, "220800"),
        Division("222400", "延边朝鲜族自治州", Level.PREFECTURE, "220000"),
        Division("222406", "和龙市", Level.COUNTY, "222400"),
        Division("222426", "安图县", Level.COUNTY, "222400"),
        Division("220104", "朝阳区", Level.COUNTY, "220100"),
        Division("220203", "龙潭区", Level.COUNTY, "220200"),
        Division("110000", "北京市", Level.PROVINCE, "000000"),
        Division("110105", "朝阳区", Level.COUNTY, "110000"),
    )
)


def make_setting(as_of: date, kinds: Mapping[str, RecordKind] | None = None) -> Setting:
    """A setting of the programme with a few divisions."""
    definition = ProgrammeDefinition(
        key="jilin-winter-2017",
        title="“科技之冬”活动",
        scope="220000",
        period=Period(date(2017, 11, 10), date(2018, 4, 30)),
        documents=(SourceDocument("plan", "活动方案"),),
    )
    return Setting(definition, DIVISIONS, as_of, load_kinds() if kinds is None else kinds)
