"""Who issues a document: a division's own branch of the agency that leads the programme."""

from __future__ import annotations

import re

from kejifupin.records.setting import Setting

# 市科协 in the plan of a city is 科协; 市场监管局 is called so everywhere.
_LEVEL = re.compile("^[省市州县区](?!场|域)(?=..)")


def lead_agency(setting: Setting) -> str:
    """What the agency that leads the programme is called at every level; empty where none does."""
    agencies = setting.definition.agencies
    label = next((each.label for each in agencies if each.leads), "")
    return _LEVEL.sub("", label)


def branch_of(setting: Setting, division: str) -> str:
    """A division's branch of that agency, e.g. 吉林省科协; the bare division where none leads."""
    return setting.division_name(division) + lead_agency(setting)
