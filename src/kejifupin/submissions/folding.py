"""Everything handed in, folded into how each form that each division owes stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import attrs
from attrs import frozen

from kejifupin.records.cohort_members import division_members, find_cohort
from kejifupin.records.kinds import RecordKind, Silence
from kejifupin.records.setting import Setting
from kejifupin.submissions.documents import (
    Document,
    VersionChain,
    all_in_time,
    state_of_all,
    version_chains,
)
from kejifupin.submissions.events import RECEIPTS, EventKind, SubmissionEvent, in_order
from kejifupin.submissions.handed_in import Gathered, HandedIn
from kejifupin.submissions.lives import covers_subtree
from kejifupin.submissions.owing import Owing
from kejifupin.submissions.parts import PartReceipt, part_statuses
from kejifupin.submissions.placing import known_to, place_submissions
from kejifupin.submissions.states import SubmissionState, SubmissionStatus
from kejifupin.submissions.statuses import SubmissionStatuses
from kejifupin.submissions.submission import Submission
from kejifupin.terms.schedules import Schedule


def fold_statuses(
    handed: HandedIn, setting: Setting, counting: Collection[tuple[str, str]] = ()
) -> SubmissionStatuses:
    """How each form that each division owes stands on the setting's day.

    Args:
        handed: What was handed in.
        setting: The programme and its day.
        counting: Form and file of every document with a record that counts, as the one place that
            decides it has decided.

    Returns:
        One status for each schedule, form and division that owes, in the order of the schedules
        and then of the divisions' codes; what nobody owes stands beside them.
    """
    gathered, counts = Gathered(handed, setting), frozenset(counting)
    owings = tuple(Owing(each, setting) for each in setting.definition.all_schedules)
    placed = place_submissions(gathered, owings)
    found: list[SubmissionStatus] = []
    for owing in owings:
        judge = _Judge(owing, gathered, counts)
        for form in owing.schedule.forms:
            for division in owing.recipients:
                key = (owing.schedule.key, form, division)
                found.append(judge.status(form, division, placed.owed.get(key, ())))
    return SubmissionStatuses(found, tuple(sorted(placed.unasked, key=_age)))


@frozen(eq=False)
class _Judge:
    """What tells how the forms due under one schedule stand."""

    owing: Owing
    gathered: Gathered
    counting: frozenset[tuple[str, str]]

    @property
    def schedule(self) -> Schedule:
        return self.owing.schedule

    @property
    def setting(self) -> Setting:
        return self.gathered.setting

    def status(
        self, form: str, division: str, submissions: Sequence[Submission]
    ) -> SubmissionStatus:
        """How one form of one division stands."""
        schedule, setting = self.schedule, self.setting
        chains = self._chains(form, division, submissions)
        documents = [each for chain in chains for each in chain.documents]
        live = [each for chain in chains for each in chain.live]
        files = tuple(dict.fromkeys(each.submission.file for each in live if each.submission.file))
        state = self._state(chains)
        first_on, began_on = _first_on(chains), min(_days(live, "first_on"), default=None)
        here = state.is_handed_in
        timely = self._timely(chains, state)
        events = self._events(form, division, documents)
        kind = setting.kinds.get(form)
        then = setting.divisions.find(division, self.owing.day)
        return SubmissionStatus(
            form=form,
            division=division,
            schedule=schedule.key,
            cycle=_cycle(schedule, setting),
            state=state,
            due_on=schedule.due_on,
            timely=timely,
            received_on=first_on,
            last_received_on=max(_days(live, "last_on"), default=None),
            days_late=self._days_late(first_on, in_time=timely is True, here=here),
            as_of=setting.as_of,
            recipient=self.owing.recipients[division],
            home=setting.division_now(division),
            division_name=then.name if then else division,
            form_label=kind.label if kind else form,
            label=schedule.label,
            versions=tuple(sorted((each.submission for each in documents), key=_age)),
            counting=tuple(each for each in files if (form, each) in self.counting),
            silent=self._silent(form, division, live),
            parts=part_statuses(
                schedule,
                (here, began_on if here else None, files),
                self._part_receipts.get(division, ()),
                events,
            ),
            events=events,
        )

    def _chains(
        self, form: str, division: str, submissions: Iterable[Submission]
    ) -> tuple[VersionChain, ...]:
        recipient = self.schedule.recipient
        known = (known_to(recipient, each, self.setting) for each in submissions)
        documents = [each for each in known if each is not None]
        if covers_subtree(form, self.setting):
            # A return that covers all below its division stands for the returns below.
            own = [each for each in documents if self._is_own(each, division)]
            documents = own if any(not each.submission.is_withdrawn for each in own) else documents
        return version_chains(documents, self.gathered.subjects)

    def _silent(self, form: str, division: str, live: Sequence[Document]) -> tuple[str, ...]:
        """Divisions below whose forms are to be among those handed in, and are not."""
        kind = self.setting.kinds.get(form)
        if kind is None or not live or kind.silence is Silence.ZERO:
            return ()
        members = self._reporters(kind)
        if not kind.reported_by and members is None:
            return ()
        subtree = covers_subtree(form, self.setting)
        if subtree and any(self._is_own(each, division) for each in live):
            return ()
        divisions, day, reach = self.setting.divisions, self.owing.day, self.owing.reach

        def reports(code: str) -> bool:
            if members is not None:
                return code in members
            return divisions.get(code, day).level in kind.reported_by

        spoken: set[str] = set()
        for each in live:
            written = each.submission.division
            home = None if written is None else divisions.carried(written, day).code
            chain = () if home is None else reach.chain(home)
            spoken.update(chain if subtree else [next(filter(reports, chain), division)])
        return tuple(
            code
            for code in sorted(reach.below(division))
            if code not in spoken
            and reports(code)
            and self.owing.sender_of(code) == division
            and not (subtree and code == division)
        )

    def _reporters(self, kind: RecordKind) -> frozenset[str] | None:
        """The divisions that alone report a kind; None where whole levels do."""
        if kind.reporters is None:
            return None
        then = attrs.evolve(self.setting, as_of=self.owing.day)
        return frozenset(division_members(find_cohort(kind.reporters, then), then))

    def _is_own(self, document: Document, division: str) -> bool:
        written = document.submission.division
        divisions = self.setting.divisions
        return written is not None and divisions.carried(written, self.owing.day).code == division

    def _state(self, chains: Sequence[VersionChain]) -> SubmissionState:
        if chains:
            return state_of_all(chains, self.schedule.due_on)
        return SubmissionState.MISSING if self._is_over else SubmissionState.NOT_YET_DUE

    @property
    def _is_over(self) -> bool:
        return self.setting.as_of > self.schedule.due_on

    def _timely(self, chains: Sequence[VersionChain], state: SubmissionState) -> bool | None:
        if state.is_handed_in:
            return all_in_time(chains, self.schedule.due_on)
        return False if self._is_over else None

    def _days_late(self, first_on: date | None, *, in_time: bool, here: bool) -> int | None:
        if in_time:
            return 0
        day = first_on if here else self.setting.as_of
        return None if day is None else max(0, (day - self.schedule.due_on).days)

    @cached_property
    def _part_receipts(self) -> Mapping[str, Sequence[PartReceipt]]:
        """Division that owes → what came from it that may be a part."""
        found: dict[str, list[PartReceipt]] = {}
        for each in self.gathered.part_receipts:
            sender = self.owing.sender_of(each.division)
            if sender is not None:
                found.setdefault(sender, []).append(each)
        return found

    @cached_property
    def _told(self) -> Mapping[str, Sequence[SubmissionEvent]]:
        """Division that owes → what happened to parts of its submissions, and reasons it gave."""
        found: dict[str, list[SubmissionEvent]] = {}
        for each in self.gathered.lives.standing.events:
            if each.part is None and each.kind is not EventKind.EXPLAINED:
                continue
            sender = None if each.division is None else self.owing.sender_of(each.division)
            if sender is not None and each.file is None:
                found.setdefault(sender, []).append(each)
        return found

    def _events(
        self, form: str, division: str, documents: Sequence[Document]
    ) -> tuple[SubmissionEvent, ...]:
        """What happened to a submission and its parts; entries of the register left aside."""

        def found() -> Iterator[SubmissionEvent]:
            for document in documents:
                life = document.submission.life
                yield from (each for each in life if each.source or each.kind not in RECEIPTS)
            told = self._told.get(division, ())
            yield from (each for each in told if each.form in (None, form))
            files = {each.submission.file for each in documents}
            for each in self.gathered.lives.standing.events:
                if each.kind is EventKind.EXPLAINED and each.file in files:
                    yield each

        return in_order(dict.fromkeys(found()))


def _first_on(chains: Sequence[VersionChain]) -> date | None:
    """When the last of several documents first came, None where that cannot be said."""
    days = [each.first_on for each in chains if each.live]
    known = [each for each in days if each is not None]
    return max(known) if known and len(known) == len(days) else None


def _days(documents: Iterable[Document], which: str) -> list[date]:
    days = (getattr(each, which) for each in documents)
    return [each for each in days if each is not None]


def _cycle(schedule: Schedule, setting: Setting) -> str:
    if schedule.period is not None:
        return f"{schedule.period.start}—{schedule.period.end}"
    return setting.definition.cycle or setting.definition.title


def _age(submission: Submission) -> tuple[date, int, str]:
    """Oldest first; of one day the shorter name, as a copy is called 统计表(1)."""
    days = [each.on for each in submission.life if each.kind in RECEIPTS]
    return (min(days, default=date.max), len(submission.file), submission.file)
