"""The awards side of a programme: who is proposed, made public, confirmed; next year's places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kejifupin.assessments.assessment import Assessments
from kejifupin.assessments.award import Awards
from kejifupin.assessments.award_events import AwardEvent, PastAward
from kejifupin.assessments.award_quotas import QuotaResult, divide_quota
from kejifupin.assessments.award_scheme import AwardScheme
from kejifupin.assessments.awarding import decide_awards
from kejifupin.errors import UnknownNameError
from kejifupin.exchange.award_tables import read_award_events, read_past_awards
from kejifupin.office.writing import write_official
from kejifupin.programme.assessments_side import AssessmentsSide
from kejifupin.reports.public_notice import notice_page, public_notice
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.issues import Issue, Issues
from kejifupin.terms.text import nearest


class AwardsSide(AssessmentsSide):
    """What a programme gives for what was done."""

    __slots__ = ()

    def find_award(self, key: str | None = None) -> AwardScheme:
        """The award of that key; the only one where none is named.

        Raises:
            UnknownNameError: No such award, or several and none is named.
        """
        known = self.catalogue.awards
        if key is None and len(known) == 1:
            return next(iter(known.values()))
        if key is None or key not in known:
            close = tuple(known) if key is None else nearest(key, known) or tuple(known)
            raise UnknownNameError("award", key or "", close)
        return known[key]

    def awards(
        self,
        award: str | AwardScheme | None = None,
        *,
        as_of: date,
        events: Sequence[AwardEvent | Path | str] = (),
        past: Sequence[PastAward | Path | str] = (),
        assessed: Assessments | None = None,
    ) -> Awards:
        """Decide an award, as things stand on a day.

        Args:
            award: The award, or its key; the programme's only one by default.
            as_of: The day asked about.
            events: What happened on the way, and registers of it (评奖记录.csv).
            past: Awards of earlier years, and registers of them (历年获奖.csv).
            assessed: The results that it rests on; by default its own assessment scheme's.

        Raises:
            UnknownNameError: No such award.
            OSError: A register cannot be read.
        """
        found = award if isinstance(award, AwardScheme) else self.find_award(award)
        results = assessed if assessed is not None else self.assess(found.assessment, as_of=as_of)
        setting = self.setting(as_of)
        issues: list[Issue] = []
        happened: list[AwardEvent] = []
        known = {**self.catalogue.awards, found.key: found}
        own = {key: results for key, each in known.items() if each.assessment == found.assessment}
        for each in events:
            if isinstance(each, AwardEvent):
                happened.append(each)
                continue
            data = Path(each).read_bytes()
            read, told = read_award_events(data, str(each), known, own, setting)
            happened.extend(read)
            issues.extend(told)
        earlier: list[PastAward] = []
        for one in past:
            if isinstance(one, PastAward):
                earlier.append(one)
                continue
            data = Path(one).read_bytes()
            years, told = read_past_awards(data, str(one), known, own, setting)
            earlier.extend(years)
            issues.extend(told)
        decided = decide_awards(found, results, setting, events=happened, past=earlier)
        return Awards(decided, Issues((*issues, *decided.issues)))

    def award_quota(self, key: str | None = None, *, as_of: date) -> QuotaResult:
        """Next year's places, by this year's result.

        Args:
            key: Key of the quota; the programme's only one by default.
            as_of: The day asked about.

        Raises:
            UnknownNameError: No such quota, or several and none is named.
        """
        known = self.catalogue.award_quotas
        if key is None and len(known) == 1:
            key = next(iter(known))
        if key is None or key not in known:
            close = tuple(known) if key is None else nearest(key, known) or tuple(known)
            raise UnknownNameError("award quota", key or "", close)
        quota = known[key]
        return divide_quota(quota, self.assess(quota.assessment, as_of=as_of))

    def public_notice(
        self, awards: Awards, *, published_on: date, disclosure: Disclosure = CLOSED
    ) -> bytes | None:
        """The public notice of an award as a .docx document; None where there is nobody to name.

        Args:
            awards: The candidates as they stand.
            published_on: The day of publication.
            disclosure: Which personal names are shown in clear.
        """
        setting = self.setting(published_on)
        notice = public_notice(awards, setting, published_on=published_on)
        if notice is None:
            return None
        return write_official((notice_page(notice, setting, disclosure=disclosure),))
