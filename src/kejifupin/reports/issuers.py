"""Who issues a document: a division's own branch of the agency that leads the programme."""

from __future__ import annotations

import re

from kejifupin.records.setting import Setting
from kejifupin.terms.divisions import Level

# 市科协 in the plan of a city is 科协; 市场监管局 is called so everywhere.
_LEVEL = re.compile("^[省市州县区](?!场|域)(?=..)")


def lead_agency(setting: Setting, level: Level = Level.PROVINCE) -> str:
    """What the agency that leads the programme is called; empty where none does.

    Args:
        setting: The programme and its day.
        level: At which level: what is a 厅 in a province is a 局 below it.
    """
    agencies = setting.definition.agencies
    label = next((each.label for each in agencies if each.leads), "")
    bare = _LEVEL.sub("", label)
    below = level.rank > Level.PROVINCE.rank
    return f"{bare[:-1]}局" if below and bare.endswith("厅") else bare


def branch_of(setting: Setting, division: str) -> str:
    """A division's branch of that agency, e.g. 吉林省科协; the bare division where none leads."""
    found = setting.divisions.find(division, setting.as_of)
    agency = lead_agency(setting, found.level if found is not None else Level.PROVINCE)
    name = setting.division_name(division)
    # 中国科协 is the 科协 of 全国.
    return f"中国{agency}" if agency and name == "全国" else name + agency
