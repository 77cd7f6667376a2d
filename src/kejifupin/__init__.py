"""Science and technology against poverty: forms, indicators, targets and reports as values.

The names below are the supported ones, with those of each stage (`kejifupin.targets`, …). They are
loaded on first use, so that importing the package costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kejifupin.errors import (
        ConfigError,
        DefinitionError,
        KejifupinError,
        MissingLibraryError,
        OfficeError,
        PluginError,
        UnitMismatchError,
        UnknownNameError,
    )
    from kejifupin.indicators import Indicator, IndicatorValue, Values
    from kejifupin.plugins import TomlPlugin, hookimpl
    from kejifupin.programme import Outcome, Programme, open_catalogue, open_programme
    from kejifupin.records import Record, RecordKind, Records, Unread, make_record
    from kejifupin.targets import Explanation, State, Statuses, Target, TargetStatus
    from kejifupin.terms import (
        NONE_OF_ITEM,
        Bound,
        Citation,
        Disclosure,
        Division,
        Divisions,
        Interval,
        Issue,
        Issues,
        Level,
        Period,
        Severity,
        Vague,
    )

__version__ = "0.1.0"

_STAGES = {
    "errors": (
        "ConfigError",
        "DefinitionError",
        "KejifupinError",
        "MissingLibraryError",
        "OfficeError",
        "PluginError",
        "UnitMismatchError",
        "UnknownNameError",
    ),
    "indicators": ("Indicator", "IndicatorValue", "Values"),
    "plugins": ("TomlPlugin", "hookimpl"),
    "programme": ("Outcome", "Programme", "open_catalogue", "open_programme"),
    "records": ("Record", "RecordKind", "Records", "Unread", "make_record"),
    "targets": ("Explanation", "State", "Statuses", "Target", "TargetStatus"),
    "terms": (
        "NONE_OF_ITEM",
        "Bound",
        "Citation",
        "Disclosure",
        "Division",
        "Divisions",
        "Interval",
        "Issue",
        "Issues",
        "Level",
        "Period",
        "Severity",
        "Vague",
    ),
}
_STAGE_OF = {name: stage for stage, names in _STAGES.items() for name in names}

__all__ = [
    "NONE_OF_ITEM",
    "Bound",
    "Citation",
    "ConfigError",
    "DefinitionError",
    "Disclosure",
    "Division",
    "Divisions",
    "Explanation",
    "Indicator",
    "IndicatorValue",
    "Interval",
    "Issue",
    "Issues",
    "KejifupinError",
    "Level",
    "MissingLibraryError",
    "OfficeError",
    "Outcome",
    "Period",
    "PluginError",
    "Programme",
    "Record",
    "RecordKind",
    "Records",
    "Severity",
    "State",
    "Statuses",
    "Target",
    "TargetStatus",
    "TomlPlugin",
    "UnitMismatchError",
    "UnknownNameError",
    "Unread",
    "Vague",
    "Values",
    "__version__",
    "hookimpl",
    "make_record",
    "open_catalogue",
    "open_programme",
]


def __getattr__(name: str) -> object:
    stage = _STAGE_OF.get(name)
    if stage is None:
        raise AttributeError(f"module 'kejifupin' has no attribute {name!r}")
    return getattr(import_module(f"kejifupin.{stage}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
