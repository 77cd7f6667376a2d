"""Who belongs to a cohort of divisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.records.cohorts import Cohort, Reference
from kejifupin.records.setting import Setting
from kejifupin.terms.text import nearest


def division_members(cohort: Cohort, setting: Setting) -> tuple[str, ...]:
    """Codes of a cohort's divisions inside the programme's scope, in order.

    Who is a member is decided on the cohort's reference day, the programme's first by default. A
    member that changed since counts as what it became, each of its parts if it was divided.

    Args:
        cohort: A cohort of divisions.
        setting: The programme and its day.

    Raises:
        DefinitionError: The cohort, or one that it derives from, is one of records, or derives
            from itself.
        UnknownNameError: It derives from a cohort that does not exist.
    """
    _refuse_conditional(cohort)
    return _members(cohort, setting, ())


def candidates(cohort: Cohort, setting: Setting) -> tuple[str, ...]:
    """Codes of the divisions among which a cohort's members are, in order.

    Of a cohort with a condition on an indicator, all those of which the condition is asked; of any
    other, the members.

    Args:
        cohort: A cohort of divisions.
        setting: The programme and its day.

    Raises:
        DefinitionError: As for `division_members`.
        UnknownNameError: It derives from a cohort that does not exist.
    """
    return _members(cohort, setting, ())


def reference_day(cohort: Cohort, setting: Setting) -> date:
    """The day whose members count; never later than the day that is asked about."""
    start = setting.definition.period.start
    return min(start, setting.as_of) if cohort.reference is Reference.FIXED else setting.as_of


def find_cohort(key: str, setting: Setting) -> Cohort:
    """The cohort of that key.

    Raises:
        UnknownNameError: No such cohort.
    """
    try:
        return setting.cohorts[key]
    except KeyError:
        raise UnknownNameError("cohort", key, nearest(key, setting.cohorts)) from None


def _refuse_conditional(cohort: Cohort) -> None:
    if cohort.indicator is not None:
        raise DefinitionError(
            f"cohort {cohort.key!r} is known only once indicator {cohort.indicator!r} is",
            f"口径“{cohort.key}”的成员要看指标“{cohort.indicator}”，只能用于目标",
            "此处改用按 level、designation 定的口径",
        )


def _members(cohort: Cohort, setting: Setting, through: tuple[str, ...]) -> tuple[str, ...]:
    if cohort.records is not None:
        raise DefinitionError(
            f"cohort {cohort.key!r} is one of records, not of divisions",
            f"口径“{cohort.key}”的成员是记录，不是行政区划",
            "此处改用 level 的口径",
        )
    if cohort.key in through:
        raise DefinitionError(
            f"cohort {cohort.key!r} derives from itself",
            f"口径“{cohort.key}”绕一圈又由自己导出",
            "去掉其中一个 ancestors_of",
        )
    found: set[str] | None = None
    if cohort.ancestors_of is not None:
        other = find_cohort(cohort.ancestors_of, setting)
        _refuse_conditional(other)
        lower = _members(other, setting, (*through, cohort.key))
        found = {above for code in lower for above in setting.reach.chain(code)[1:]}
    if cohort.designation is not None:
        held = _designated(cohort.designation, cohort, setting)
        found = held if found is None else found & held
    if found is None:
        found = _of_level(cohort, setting)
    # 片区 hold counties and villages alike: a designation alone does not say the level.
    return tuple(
        sorted(
            code
            for code in found
            if code in setting.reach
            and setting.divisions.get(code, setting.as_of).level is cohort.level
        )
    )


def _designated(key: str, cohort: Cohort, setting: Setting) -> set[str]:
    day = reference_day(cohort, setting)
    held = (
        each.code
        for each in setting.divisions.designations
        if each.key == key
        and (
            each.valid_from is None or each.valid_from <= day
            if cohort.reference is Reference.EVER
            else each.holds_on(day)
        )
    )
    return _heirs(held, setting)


def _of_level(cohort: Cohort, setting: Setting) -> set[str]:
    day = reference_day(cohort, setting)
    scope = setting.divisions.carried(setting.scope, day).code
    if scope is None:
        return set()
    return _heirs(setting.divisions.subtree(scope, day, level=cohort.level), setting)


def _heirs(codes: Iterable[str], setting: Setting) -> set[str]:
    """What divisions became by the day of the setting, all parts of those that were divided."""
    found: set[str] = set()
    waiting, seen = list(codes), set[str]()
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        alive = setting.divisions.find(code, setting.as_of)
        last = setting.divisions.find(code)
        if alive is not None:
            found.add(alive.code)
        elif last is not None and last.successors:
            waiting.extend(last.successors)
        elif (led := setting.division_now(code)) is not None:
            found.add(led)
    return found
