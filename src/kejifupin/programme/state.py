"""What every side of a programme stands on: its definitions, and the records read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Self

import attrs
from attrs import define, frozen

from kejifupin.checks.findings import Finding
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.programme.outcome import Outcome, Standing
from kejifupin.records.collected import Records
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.submissions.events import SubmissionEvent
from kejifupin.submissions.handed_in import HandedIn
from kejifupin.submissions.receipts import Receipt
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.terms.display import chinese_date
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.issues import Issue
from kejifupin.terms.rule_versions import RuleVersion
from kejifupin.terms.shown import Shown
from kejifupin.terms.views import Cell, Table, View


@define
class Kept:
    """What was worked out once, so that asking again costs nothing."""

    outcomes: dict[date, Outcome] = attrs.Factory(dict)
    standings: dict[tuple[date, str | None, str], Standing] = attrs.Factory(dict)
    version: RuleVersion | None = None
    submissions: dict[date, SubmissionStatuses] = attrs.Factory(dict)


@frozen(repr=False)
class ProgrammeState(Shown):
    """A programme's definitions with the records that were read for it.

    Args:
        catalogue: All definitions of the programme.
        divisions: All divisions, those of the registers among them.
        hooks: What the plugins contribute, and how they behave.
        records: Records as read.
        receipts: File → its entry in the register of receipts.
        files: Names of the files read, in order.
        reading_issues: What was found while reading.
        spot_findings: What spot checks found.
        unreached: Key of a stratum → numbers in its list that could not be visited.
        loose_receipts: Entries of the register of receipts that no file read answers to.
        events: What happened to submissions.
        previous: Records of the cycle before, as far as they counted.
    """

    catalogue: ProgrammeCatalogue = attrs.field(repr=False)
    divisions: Divisions = attrs.field(repr=False)
    hooks: Catalogue = attrs.field(repr=False)
    records: Records = attrs.field(default=Records(), converter=Records, repr=False)
    receipts: Mapping[str, Receipt] = attrs.field(factory=dict, repr=False)
    files: tuple[str, ...] = attrs.field(default=(), repr=False)
    reading_issues: tuple[Issue, ...] = attrs.field(default=(), repr=False)
    spot_findings: tuple[Finding, ...] = attrs.field(default=(), repr=False)
    unreached: Mapping[str, tuple[int, ...]] = attrs.field(factory=dict, repr=False)
    loose_receipts: tuple[Receipt, ...] = attrs.field(default=(), repr=False)
    events: tuple[SubmissionEvent, ...] = attrs.field(default=(), repr=False)
    previous: tuple[Record, ...] = attrs.field(default=(), repr=False)
    _kept: Kept = attrs.field(factory=Kept, init=False, repr=False, eq=False)

    def view(self) -> View:
        """What it rests on, what it declares, and what was read for it; nothing is worked out."""
        definition, catalogue = self.catalogue.definition, self.catalogue
        first, last = definition.period.start, definition.period.end
        documents = "；".join(
            f"《{each.title}》" + (f"（{each.number}）" if each.number else "")
            for each in definition.documents
        )
        declared = {
            "指标": catalogue.indicators,
            "目标": catalogue.targets,
            "表式": catalogue.layouts,
            "审核规则": catalogue.rules,
            "考核办法": catalogue.assessments,
            "报告": catalogue.reports,
        }
        facts = (
            ("代号", self.key),
            ("范围", self.setting().division_name(definition.scope)),
            ("期限", f"{chinese_date(first)}—{chinese_date(last)}"),
            ("依据", documents),
            *((("上级方案", "、".join(catalogue.chain[1:])),) if catalogue.chain[1:] else ()),
            ("载明", "，".join(f"{name}{len(each)}个" for name, each in declared.items() if each)),
            ("已读", self._read_text()),
        )
        return View(definition.title, facts=facts, tables=(self._kind_table(),))

    def _kind_table(self) -> Table:
        """The kinds of records, those of which some were read first."""
        kinds, layouts = self.catalogue.kinds, self.catalogue.layouts.values()
        counts = Counter(each.kind.key for each in self.records)
        tops = [each for each in kinds.values() if each.parent is None]
        tops.sort(key=lambda each: not counts[each.key])

        def cells(kind: RecordKind) -> tuple[Cell, ...]:
            forms = "、".join(each.key for each in layouts if each.kind == kind.key)
            return kind.label, kind.key, forms, str(counts[kind.key])

        header = ("记录类型", "代号", "表式", "已读记录")
        return Table(header, tops, cells, numbers=("已读记录",))

    def _read_text(self) -> str:
        found = Counter(each.severity for each in self.reading_issues)
        told = "，".join(f"{each.label}{count}条" for each, count in found.items())
        read = f"{len(self.files)}个文件，{len(self.records)}份记录"
        return f"{read}；读取时：{told}" if told else read

    @property
    def key(self) -> str:
        """Its key."""
        return self.catalogue.definition.key

    @property
    def title(self) -> str:
        """Its name in Chinese."""
        return self.catalogue.definition.title

    def setting(self, as_of: date | None = None) -> Setting:
        """The setting that the stages are given; as of the programme's last day by default."""
        return Setting(
            definition=self.catalogue.definition,
            divisions=self.divisions,
            as_of=as_of or self.catalogue.definition.period.end,
            kinds=self.catalogue.kinds,
            cohorts=self.catalogue.cohorts,
        )

    @property
    def last_day(self) -> date:
        """The last day that the programme's documents name: its end, or a later schedule's."""
        definition = self.catalogue.definition
        days = [definition.period.end, *(each.due_on for each in definition.all_schedules)]
        received = [receipt.received_on for receipt in self.receipts.values()]
        return max(*days, *received) if len(days) + len(received) > 1 else days[0]

    @property
    def handed_in(self) -> HandedIn:
        """Everything that was handed in, as read."""
        return HandedIn(self.records, self.files, self.receipts, self.loose_receipts, self.events)

    def with_records(self, *records: Record) -> Self:
        """The programme with more records, from a tool of one's own."""
        return attrs.evolve(self, records=(*self.records, *records))

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def _behave(self, hook: str, **arguments: object) -> Any:
        """Ask the programme's owner, then the owners above it, then the core."""
        manager = self.hooks.manager
        for owner in self.hooks.owners(self.key):
            others = [
                plugin for name, plugin in manager.list_name_plugin() if plugin and name != owner
            ]
            caller = manager.subset_hook_caller(hook, remove_plugins=others)
            result = caller(programme=self.key, **arguments)
            if result is not None:
                return result
        return None
