"""Cases of a plugin: records in, values, states, scores and issues out, one file each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from kejifupin.errors import UnknownNameError
from kejifupin.exchange.toml_positions import KeyPath
from kejifupin.indicators.values import interval_text
from kejifupin.programme import Outcome, Programme, open_programme
from kejifupin.records.registers import take_in
from kejifupin.targets.judging import State
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issue
from kejifupin.testing.case_files import (
    Case,
    CaseError,
    ExpectedIssue,
    ExpectedStatus,
    ExpectedValue,
    Range,
    read_case,
)
from kejifupin.testing.case_judgements import Judged
from kejifupin.testing.case_records import find_division, read_records

Wanted = Decimal | int | str | Range | None
_SHOWN = 5


def cases_in(folder: Path | str, *plugins: object) -> Callable[[Path], None]:
    """A test that runs every case of a folder, for one line in a plugin's tests.

    ``test_cases = cases_in(Path(__file__).parent / "cases", kejifupin_jilin.plugin)``

    Args:
        folder: The folder with a TOML file for each case.
        plugins: The plugin, and those that it builds on.

    Raises:
        CaseError: There is no case in the folder.
    """
    paths = sorted(Path(folder).glob("*.toml"))
    if not paths:
        raise CaseError(f"no cases (*.toml) in {folder}")
    opened: dict[str, Programme] = {}

    @pytest.mark.parametrize("path", paths, ids=[each.stem for each in paths])
    def run(path: Path) -> None:
        """The records of the case give what it expects."""
        try:
            wrong = tuple(case_faults(path, *plugins, opened=opened))
        except CaseError as error:
            wrong = (str(error),)
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)

    return run


def case_faults(
    path: Path, *plugins: object, opened: dict[str, Programme] | None = None
) -> Iterator[str]:
    """What comes out otherwise than a case expects, each in Chinese with file and line.

    Args:
        path: The file of the case.
        plugins: The plugin, and those that it builds on.
        opened: Programmes opened before, by key; those opened now are added.

    Raises:
        CaseError: The case itself has mistakes.
    """
    case = read_case(path)
    key = case.setting.programme
    known = {} if opened is None else opened
    if key not in known:
        try:
            known[key] = open_programme(key, plugins, entry_points=False)
        except UnknownNameError as error:
            where = case.source.place(("setting", "programme")).words()
            raise CaseError(f"{where}：没有方案“{key}”（{error}）") from error
    yield from _Run(case, _filled(case, known[key])).faults()


def _filled(case: Case, programme: Programme) -> Programme:
    """The programme with the registers and the records of a case."""
    registers = read_records(case, programme.setting(case.setting.as_of), registers=True)
    period = programme.catalogue.definition.period
    taken = take_in(registers.records, programme.divisions, period)
    larger = attrs.evolve(programme, divisions=taken.divisions)
    others = read_records(case, larger.setting(case.setting.as_of), registers=False)
    return attrs.evolve(
        larger,
        records=(*taken.records, *others.records),
        receipts=others.receipts,
        reading_issues=(*taken.still_open(registers.issues), *taken.issues, *others.issues),
    )


class _Run:
    """One case held against what its records come to."""

    def __init__(self, case: Case, programme: Programme) -> None:
        self._case = case
        self._programme = programme

    def faults(self) -> Iterator[str]:
        for at, value in enumerate(self._case.values):
            yield from self._value(value, ("values", at))
        for at, status in enumerate(self._case.statuses):
            yield from self._status(status, ("statuses", at))
        judged = Judged(self._programme, self._case.setting.as_of, self._told)
        for at, score in enumerate(self._case.scores):
            yield from judged.score(score, ("scores", at))
        for at, award in enumerate(self._case.awards):
            yield from judged.award(award, ("awards", at))
        yield from self._issues()

    def _outcome(self, day: date | None) -> Outcome:
        return self._programme.outcome(day or self._case.setting.as_of)

    def _told(self, path: KeyPath, words: str) -> str:
        return f"{self._case.source.place(path).words()}：{words}"

    def _division(self, name: str, outcome: Outcome) -> str | None:
        return find_division(name, outcome.setting)

    def _value(self, expected: ExpectedValue, path: KeyPath) -> Iterator[str]:
        outcome = self._outcome(expected.as_of)
        if expected.indicator not in self._programme.catalogue.indicators:
            yield self._told((*path, "indicator"), f"没有叫“{expected.indicator}”的指标")
            return
        code = self._division(expected.division, outcome)
        if code is None:
            yield self._told((*path, "division"), f"不能确定“{expected.division}”是哪里")
            return
        found = outcome.values.find(expected.indicator, code)
        what = f"指标“{expected.indicator}”在{expected.division}"
        value = None if found is None else found.value
        unit = self._programme.catalogue.indicators[expected.indicator].unit
        yield from self._amount(expected.value, value, unit, (*path, "value"), what)
        missing = () if found is None else found.missing
        if expected.missing is not None and len(missing) != expected.missing:
            words = f"{what}应缺{expected.missing}处，算得缺{len(missing)}处"
            yield self._told((*path, "missing"), words)

    def _status(self, expected: ExpectedStatus, path: KeyPath) -> Iterator[str]:
        outcome = self._outcome(expected.as_of)
        code = self._division(expected.division, outcome)
        what = f"目标“{expected.target}”在{expected.division}"
        if code is None:
            yield self._told((*path, "division"), f"不能确定“{expected.division}”是哪里")
            return
        try:
            self._programme.find_target(expected.target)
            found = outcome.statuses.get(expected.target, code)
        except UnknownNameError as error:
            close = f"，是否应为“{error.nearest[0]}”？" if error.nearest else ""
            yield self._told(path, f"{what}没有状态{close}")
            return
        if expected.state is not None and found.state is not expected.state:
            words = f"{what}应为{_named(expected.state)}，判为{_named(found.state)}"
            shown = f"（{found.value_text()}，要求{found.bound_text()}）"
            yield self._told((*path, "state"), f"{words}{shown}")
        yield from self._amount(expected.value, found.value, found.unit, (*path, "value"), what)
        if expected.gap is not None and found.gap != expected.gap:
            known = "不明" if found.gap is None else format_number(found.gap)
            words = f"{what}应差{format_number(expected.gap)}{found.unit}，算得差{known}"
            yield self._told((*path, "gap"), words)

    def _amount(
        self, wanted: Wanted, value: Interval | None, unit: str, path: KeyPath, what: str
    ) -> Iterator[str]:
        if wanted is None or _is_as_wanted(wanted, value, unit):
            return
        words = f"{what}应为{_amount_text(wanted, unit)}，算得{interval_text(value, unit)}"
        yield self._told(path, words)

    def _issues(self) -> Iterator[str]:
        issues = self._outcome(None).issues
        met: set[Issue] = set()
        for at, expected in enumerate(self._case.issues):
            fitting = [issue for issue in issues if _fits(expected, issue)]
            met.update(fitting)
            times = expected.times
            if (times is None and fitting) or times == len(fitting):
                continue
            often = "至少报1次" if times is None else f"报{times}次"
            words = f"问题“{expected.code}”应{often}，报了{len(fitting)}次"
            codes = Counter(issue.code for issue in issues)
            told = "、".join(f"{code}×{count}" for code, count in sorted(codes.items()))
            yield self._told(("issues", at), f"{words}；报出的有：{told or '（没有）'}")
        strange = [issue for issue in issues.errors if issue not in met]
        for issue in strange[:_SHOWN]:
            words = f"案例没有列出的错误 {issue.code}（{issue.field or ''}）：{issue.text()}"
            yield self._told((), words)
        if len(strange) > _SHOWN:
            yield self._told((), f"还有{len(strange) - _SHOWN}条案例没有列出的错误")


def _fits(expected: ExpectedIssue, issue: Issue) -> bool:
    return (
        issue.code == expected.code
        and expected.field in (None, issue.field)
        and expected.rule in (None, issue.rule)
    )


def _is_as_wanted(wanted: Decimal | int | str | Range, value: Interval | None, unit: str) -> bool:
    match wanted:
        case str():
            return interval_text(value, unit) == wanted
        case Range():
            return value is not None and (value.low, value.high) == (wanted.low, wanted.high)
    return value is not None and value.exact_value == wanted


def _amount_text(wanted: Decimal | int | str | Range, unit: str) -> str:
    match wanted:
        case str():
            return f"“{wanted}”"
        case Range():
            return f"{_end(wanted.low)}—{_end(wanted.high)}{unit}"
    return f"{format_number(wanted)}{unit}"


def _end(number: Number | None) -> str:
    return "" if number is None else format_number(number)


def _named(state: State) -> str:
    return f"{state.value}（{state.label}）"
