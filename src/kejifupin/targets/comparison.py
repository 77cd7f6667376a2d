"""The difference between two runs: as a value, and as Chinese text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import evolve, field, frozen

from kejifupin.indicators.explain import SHOWN
from kejifupin.targets.changes import RecordChange, StatusChange
from kejifupin.targets.history import Run, StatusPoint
from kejifupin.terms.display import chinese_date
from kejifupin.terms.shown import Tabular
from kejifupin.terms.streams import folded
from kejifupin.terms.views import Cell, Marked, Table, View


@frozen(repr=False)
class Comparison(Tabular):
    """Two runs held against each other (前后对比).

    Args:
        before: The earlier run.
        after: The later run.
        statuses: Every status that differs.
        records: Every record that differs, whether a status changed with it or not.
    """

    before: Run = field(repr=False)
    after: Run = field(repr=False)
    statuses: tuple[StatusChange, ...]
    records: tuple[RecordChange, ...]
    column_types: ClassVar[Mapping[str, str]] = {
        "low_before": "whole",
        "high_before": "whole",
        "low_after": "whole",
        "high_after": "whole",
        "records": "whole",
    }

    def columns(self) -> Mapping[str, tuple[object, ...]]:
        """The statuses that differ as columns, for any data frame library."""
        rows = self.statuses
        sides = {"before": [each.before for each in rows], "after": [each.after for each in rows]}
        found: dict[str, tuple[object, ...]] = {
            "target": tuple(each.point.target for each in rows),
            "label": tuple(each.point.label for each in rows),
            "division": tuple(each.point.division for each in rows),
            "division_name": tuple(each.point.division_name for each in rows),
            "unit": tuple(each.point.unit for each in rows),
        }
        for name, points in sides.items():
            values = [each.value if each else None for each in points]
            found[f"state_{name}"] = tuple(each.state.value if each else None for each in points)
            found[f"low_{name}"] = tuple(each.low if each else None for each in values)
            found[f"high_{name}"] = tuple(each.high if each else None for each in values)
        found["records"] = tuple(len(each.records) for each in rows)
        return found

    def view(self) -> View:
        """The statuses that differ, side by side."""
        header = ("目标", "地区", "原状态", "现状态", "原数值", "现数值", "有关记录变动")
        numbers = ("原数值", "现数值", "有关记录变动")
        days = f"{chinese_date(self.before.as_of)} → {chinese_date(self.after.as_of)}"
        facts: list[tuple[str, Cell]] = [("变动", self.summary())]
        if self.rules_changed:
            versions = self.before.version.text(), self.after.version.text()
            facts.append(("规则", " → ".join(versions)))
        table = Table(header, self.statuses, _cells, numbers)
        return View(f"前后对比：{days}", facts=tuple(facts), tables=(table,))

    def where(self, *, target: str | None = None, division: str | None = None) -> Comparison:
        """Only the changes of a target, of a division, or both, with the records behind them.

        Args:
            target: Key of the target; None for all.
            division: Code of the division; None for all.
        """
        if target is None and division is None:
            return self
        kept = tuple(
            each
            for each in self.statuses
            if target in (None, each.point.target) and division in (None, each.point.division)
        )
        behind = {id(one): one for each in kept for one in each.records}
        return evolve(self, statuses=kept, records=tuple(behind.values()))

    @property
    def rules_changed(self) -> bool:
        """Whether the two runs rest on different definitions."""
        return self.before.version.definitions != self.after.version.definitions

    def text(self, *, limit: int | None = SHOWN) -> str:
        """The comparison as lines of Chinese text; long lists are folded with their count.

        Args:
            limit: Records that are shown of each status; None for all.
        """
        return "\n".join(self.lines(limit))

    def __str__(self) -> str:
        return self.text()

    def lines(self, limit: int | None = SHOWN) -> Iterator[str]:
        """The same line by line; lines inside of a list are set in."""
        days = f"{chinese_date(self.before.as_of)} → {chinese_date(self.after.as_of)}"
        yield f"对比：{days}"
        if self.rules_changed:
            versions = self.before.version.text(), self.after.version.text()
            yield f"规则有变动：{versions[0]} → {versions[1]}"
        if self.before.group != self.after.group:
            groups = (each.group or "全部地区" for each in (self.before, self.after))
            yield f"范围不同：{' → '.join(groups)}"
        yield self.summary()
        names = {**self.before.names, **self.after.names}
        target = None
        for change in self.statuses:
            if change.point.target != target:
                target = change.point.target
                yield f"目标：{change.point.label}（{target}）"
            yield f"  {change.text()}"
            yield from self._reasons(change, names, limit)

    def _reasons(
        self, change: StatusChange, names: Mapping[str, str], limit: int | None
    ) -> Iterator[str]:
        if not change.records:
            others = [
                "日期不同" if self.before.as_of != self.after.as_of else "",
                "规则有变动" if self.rules_changed else "",
            ]
            why = "、".join(filter(None, others)) or "名册、区划等其他变动"
            yield f"    有关的记录没有变动，原因：{why}"
            return
        listed = folded("有关的记录变动", change.records, lambda each: each.text(names), limit)
        yield from (f"    {line}" for line in listed)

    def summary(self) -> str:
        """How much changed, in one line."""
        moves = Counter("→".join(change.states) for change in self.statuses if change.state_changed)
        listed = "，".join(f"{move} {count}项" for move, count in moves.items())
        words = {"added": "新增", "gone": "减少", "moved": "改地区", "changed": "改动"}
        counts = Counter(each.change for each in self.records)
        records = "，".join(f"{words[key]}{counts[key]}份" for key in words if counts[key])
        return (
            f"目标状态有变动的{len(self.statuses)}项"
            + (f"（{listed}）" if listed else "")
            + f"；记录{records or '没有变动'}"
        )


def _cells(change: StatusChange) -> tuple[Cell, ...]:
    point = change.point
    return (
        point.label,
        point.division_name,
        _state(change.before),
        _state(change.after),
        change.before.value_text() if change.before else "",
        change.after.value_text() if change.after else "",
        str(len(change.records) or ""),
    )


def _state(point: StatusPoint | None) -> Cell:
    return "（没有）" if point is None else Marked(point.state.label, point.state.look)
