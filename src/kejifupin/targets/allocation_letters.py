"""Letters of responsibility: what a unit takes on, who answers for it, by when (目标责任书)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs
from attrs import frozen

from kejifupin.indicators.indicator import Indicator
from kejifupin.records.cohort_members import division_members
from kejifupin.records.reach import Reach
from kejifupin.records.setting import Setting
from kejifupin.targets.allocation import Allocation, ResponsibleUnit
from kejifupin.targets.allocations import scope_of
from kejifupin.targets.bases import Basis
from kejifupin.targets.target import Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.disclosure import CLOSED, Disclosure, Privacy


@frozen
class ResponsiblePerson:
    """Who answers for a unit's part (责任人).

    Args:
        name: The person's name.
        position: What they are.
        phone: Their phone.
    """

    name: str = attrs.field(repr=False)
    position: str = ""
    phone: str = attrs.field(default="", repr=False)

    def shown(self, disclosure: Disclosure = CLOSED) -> str:
        """Position and name, the name masked unless it may be shown."""
        name = disclosure.show(self.name, "responsible", Privacy.PERSONAL) if self.name else ""
        return f"{self.position}{name}"

    def shown_phone(self, disclosure: Disclosure = CLOSED) -> str:
        """The phone, masked unless it may be shown."""
        return disclosure.show(self.phone, "phone", Privacy.PERSONAL) if self.phone else ""


@frozen
class LetterTask:
    """One thing that a unit takes on (责任事项).

    Args:
        target: Key of the target.
        label: Its words.
        demand: What the unit takes on, in Chinese.
        due_on: Last day.
        citation: The clause that promises it.
        bound: The unit's own bound, where it has a part of a total.
        measured_in: Unit of the bound.
    """

    target: str
    label: str
    demand: str
    due_on: date
    citation: Citation
    bound: Bound | None = None
    measured_in: str = ""


@frozen
class ResponsibilityLetter:
    """What a unit takes on towards the one above (目标责任书).

    Args:
        programme: Title of the programme.
        issuer: Who hands the tasks down.
        unit: Who takes them on.
        tasks: What, in the order of the programme's targets.
        starts_on: First day.
        ends_on: Last day.
        signed_on: When it is signed; None leaves the day open.
        responsible: Who answers for it at the unit; None leaves the name open.
        issuer_responsible: Who signs for the issuer.
    """

    programme: str
    issuer: str
    unit: ResponsibleUnit
    tasks: tuple[LetterTask, ...]
    starts_on: date
    ends_on: date
    signed_on: date | None = None
    responsible: ResponsiblePerson | None = None
    issuer_responsible: ResponsiblePerson | None = None

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.programme}目标责任书（{self.unit.name}）"

    def signatories(self, disclosure: Disclosure = CLOSED) -> tuple[tuple[str, str, str], ...]:
        """Who signs: role, unit and person; the person is empty where nobody is named.

        Args:
            disclosure: Whether names are shown in clear.
        """
        return tuple(
            (role, name, person.shown(disclosure) if person is not None else "")
            for role, name, person in (
                ("下达单位", self.issuer, self.issuer_responsible),
                ("责任单位", self.unit.name, self.responsible),
            )
        )


def make_letters(
    allocations: Sequence[Allocation],
    *,
    targets: Mapping[str, Target],
    indicators: Mapping[str, Indicator],
    setting: Setting,
    people: Mapping[str, ResponsiblePerson] | None = None,
    issuer: str | None = None,
    signed_on: date | None = None,
    shared: bool = True,
    reach: Reach | None = None,
) -> tuple[ResponsibilityLetter, ...]:
    """One letter for each unit that has a part.

    Beside its parts of totals a division answers for what is asked of each member of a cohort that
    lies in it, or of itself (每个贫困县……).

    Args:
        allocations: The parts.
        targets: The programme's targets.
        indicators: Its indicators.
        setting: The programme and its day.
        people: Key of a unit, or of the issuer's division → who answers for it.
        issuer: Who hands down; the division that the targets are for by default.
        signed_on: When the letters are signed.
        shared: Whether targets of each member go in as well.
        reach: Who stands below whom; by parent by default.

    Returns:
        The letters in the order of the units' keys.
    """
    people = people or {}
    units: dict[str, ResponsibleUnit] = {}
    for allocation in allocations:
        for part in allocation.parts:
            units.setdefault(part.unit.key, part.unit)
    scope = scope_of(allocations[0].target, setting) if allocations else setting.scope
    period = setting.definition.period
    order = {key: place for place, key in enumerate(targets)}
    letters = []
    for key in sorted(units):
        unit = units[key]
        tasks = [*_parts(unit, allocations, setting)]
        if shared and unit.is_division:
            tasks += _of_members(
                unit, targets.values(), indicators, setting=setting, reach=reach or setting.reach
            )
        tasks.sort(key=lambda task: order.get(task.target, len(order)))
        letters.append(
            ResponsibilityLetter(
                setting.definition.title,
                issuer or setting.division_name(scope),
                unit,
                tuple(tasks),
                period.start,
                max([period.end, *(task.due_on for task in tasks)]),
                signed_on,
                people.get(key),
                people.get(scope),
            )
        )
    return tuple(letters)


def _parts(
    unit: ResponsibleUnit, allocations: Iterable[Allocation], setting: Setting
) -> Iterator[LetterTask]:
    for allocation in allocations:
        part = allocation.find(unit.key)
        if part is None or not part.number:
            continue
        target = allocation.target
        yield LetterTask(
            target.key,
            target.label,
            part.bound.text(allocation.measured_in),
            target.due_on or setting.definition.period.end,
            target.citation,
            part.bound,
            allocation.measured_in,
        )


def _of_members(
    unit: ResponsibleUnit,
    targets: Iterable[Target],
    indicators: Mapping[str, Indicator],
    *,
    setting: Setting,
    reach: Reach,
) -> Iterator[LetterTask]:
    for target in targets:
        cohort = setting.cohorts.get(target.cohort or "")
        if cohort is None or cohort.indicator is not None:
            continue
        if not reach.is_within(unit.key, scope_of(target, setting)):
            continue
        each = f"每{cohort.unit.removeprefix('个')}" if cohort.unit != "个" else "每个"
        demand = target.bound.text(indicators[target.indicator].unit)
        if target.basis is Basis.SHARE and target.share is not None:
            each = f"{target.share}%以上的{cohort.label}"
        elif target.basis in (Basis.COVERAGE, Basis.BASIC_COVERAGE):
            covers = "覆盖全部" if target.basis is Basis.COVERAGE else "基本覆盖"
            each = f"{covers}{cohort.label}，每个"
        if cohort.records is not None:
            size = f"（{cohort.label}，以登记为准）"
        else:
            members = division_members(cohort, setting)
            inside = [code for code in members if reach.is_within(code, unit.key)]
            if not inside:
                continue
            own = inside == [unit.key]
            size = "" if own else f"（本地{len(inside)}{cohort.unit}）"
            each = "" if own else each
        yield LetterTask(
            target.key,
            target.label,
            f"{each}{demand}{size}",
            target.due_on or setting.definition.period.end,
            target.citation,
        )
