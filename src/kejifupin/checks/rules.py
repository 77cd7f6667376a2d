"""Rules that a plugin sets for its records, and what breaking them means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from kejifupin.errors import DefinitionError
from kejifupin.records.conditions import Condition, holds
from kejifupin.records.identities import place_of
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.citations import Citation
from kejifupin.terms.issues import Effect, Issue, Severity

CODES: Mapping[str, str] = {"rule.broken": "记录不符合方案设定的审核规则"}


@frozen
class Rule:
    """A rule that every record of a kind must keep (审核规则).

    A rule about something that was not reported stays silent. An error takes the blamed field as
    not reported; a warning or an info leaves the figures as they stand.

    Args:
        key: Key of the rule.
        kind: Kind of the records; ``kind.field`` for rows.
        must: What must hold.
        message: What is wrong when it does not, in Chinese.
        remedy: What to write or check, in Chinese.
        when: Only where this holds.
        blames: Key of the field whose cell is shown; the first that ``must`` reads by default.
        severity: How much it weighs.
        citation: Where the rule comes from.
    """

    key: str
    kind: str
    must: Condition
    message: str
    remedy: str
    when: Condition | None = None
    blames: str | None = None
    severity: Severity = Severity.ERROR
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if not self.must.fields():
            raise DefinitionError(
                f"rule {self.key!r} reads no field",
                f"审核规则“{self.key}”没有用到任何字段",
                "在 must 中写 field",
            )

    @property
    def blamed(self) -> str:
        """Key of the field whose cell is shown."""
        return self.blames or self.must.fields()[0]

    def fields(self) -> tuple[str, ...]:
        """All fields that it reads."""
        return self.must.fields() + (self.when.fields() if self.when else ())


def check_rules(
    records: Iterable[Record], rules: Iterable[Rule], setting: Setting
) -> tuple[Issue, ...]:
    """The issues of records that break rules; rows are checked by the rules of their own kind."""
    by_kind: dict[str, list[Rule]] = {}
    for rule in rules:
        by_kind.setdefault(rule.kind, []).append(rule)
    return tuple(
        _broken(rule, each)
        for record in records
        for each in (record, *record.rows())
        for rule in by_kind.get(each.kind.key, ())
        if _breaks(rule, each, setting)
    )


def _breaks(rule: Rule, record: Record, setting: Setting) -> bool:
    period = setting.definition.period
    if rule.when is not None and holds(rule.when, record, period) is not True:
        return False
    return holds(rule.must, record, period) is False


def _broken(rule: Rule, record: Record) -> Issue:
    return Issue(
        "rule.broken",
        rule.message,
        rule.severity,
        place_of(record, rule.blamed),
        field=rule.blamed,
        rule=rule.key,
        remedy=rule.remedy,
        effect=Effect.FIELD if rule.severity is Severity.ERROR else Effect.NONE,
    )
