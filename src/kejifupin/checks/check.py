"""All checks of records, in one call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kejifupin.checks.fields import check_fields
from kejifupin.checks.namesakes import check_namesakes
from kejifupin.checks.rules import Rule, check_rules
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.issues import Issue


def check_records(
    records: Sequence[Record], rules: Iterable[Rule], setting: Setting
) -> tuple[Issue, ...]:
    """Check records against what their kind demands, a programme's rules, and each other.

    Args:
        records: Records as read.
        rules: The programme's rules.
        setting: The programme and its day.

    Returns:
        Issues, each at the cell of the field to blame.
    """
    found = check_fields(records) + check_rules(records, rules, setting)
    return found + check_namesakes(records, setting)
