"""Needs, services and pairings in force, from what surveys and ledgers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from kejifupin.matching.needs import OTHER, Helper, Need, Tie, bare
from kejifupin.records.fields import Field
from kejifupin.records.homes import HomeFinder
from kejifupin.records.kinds import RecordKind
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.shared import Expert, Pairing
from kejifupin.records.values import DivisionName, as_interval
from kejifupin.terms.divisions import Level
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.periods import Period

CODES: Mapping[str, str] = {
    "matching.no_households": "村的调查表没有户数，需求按1户计",
    "matching.no_place": "需求或服务力量的地区不能确定，没有参加匹配",
    "matching.no_speciality": "服务力量没有写专业，没有参加匹配",
    "matching.helper_unknown": "结对的帮扶方不在服务力量名单中",
}
NEEDS_FIELD = "service_needs"
"""The field by which a survey says what is needed."""
_SIZES = ("poor_households", "registered_households", "households")


@frozen
class Gathered:
    """What records say about needs and services (需求与服务力量).

    Args:
        needs: The needs.
        helpers: Who can serve.
        ties: Pairings in force.
        issues: What could not be used.
    """

    needs: tuple[Need, ...] = ()
    helpers: tuple[Helper, ...] = ()
    ties: tuple[Tie, ...] = ()
    issues: tuple[Issue, ...] = ()


def gather(
    records: Iterable[Record], setting: Setting, *, helpers: Iterable[Helper] = ()
) -> Gathered:
    """What accepted records say about needs, services and pairings.

    Every record with a field ``service_needs`` is a need for each choice in it, and for what its
    other words say: a household one of a household; a village, as many as its poor households.
    Households surveyed one by one stand for their village where both need the same. Experts serve
    with their specialities where their division is; pairings of an expert with a household or a
    village bind them to each other.

    Args:
        records: The records that count.
        setting: The programme and its day.
        helpers: Who can serve beside those of the records, e.g. from a table.
    """
    gathering = _Gathering(setting)
    pairings: list[Pairing] = []
    found: list[Helper] = [*helpers]
    for record in records:
        if isinstance(record, Expert):
            found += gathering.expert(record)
        elif isinstance(record, Pairing):
            pairings.append(record)
        elif NEEDS_FIELD in record.kind:
            gathering.survey(record)
    needs = gathering.needs()
    ties = gathering.ties(pairings, needs, found)
    return Gathered(needs, tuple(found), ties, tuple(gathering.told()))


def person_key(name: str, employer: str = "") -> str:
    """The key of a helper that has no number: name and employer tell two apart."""
    return f"{bare(name)}|{bare(employer)}"


class _Gathering:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.homes = HomeFinder(setting)
        self.households: list[Need] = []
        self.villages: list[Need] = []
        self.counts: dict[str, int] = {}

    def survey(self, record: Record) -> None:
        place = self.place(record)
        if place is None:
            self._count("matching.no_place")
            return
        kind = record.kind
        size = next((key for key in _SIZES if key in kind), None)
        name = _name_field(kind)
        words = _text(record.get(name.key)) if name is not None else ""
        for speciality in _specialities(record, kind.field(NEEDS_FIELD)):
            if size is None:
                rest = "|".join(_words(value) for value in record.identity())
                key = f"{kind.key}|{place}|{rest}|{bare(speciality)}"
                self.households.append(Need(key, place, speciality, 1, words, is_personal=True))
                continue
            amount = as_interval(record.get(size))
            households = None if amount is None or amount.low is None else int(amount.low)
            if households is None:
                self._count("matching.no_households")
            key = f"{kind.key}|{place}|{bare(words)}|{bare(speciality)}"
            personal = name is not None and name.privacy.value != "open"
            self.villages.append(
                Need(
                    key, place, speciality, 1 if households is None else households, words, personal
                )
            )

    def place(self, record: Record) -> str | None:
        """The village that a record speaks of, by its address where it names none, or above it."""
        home = self.homes.home(record)
        address = _text(record.get("address")) if "address" in record.kind else ""
        if home is None or not address or record.kind.locality is not None:
            return home
        divisions, day = self.setting.divisions, self.setting.as_of
        found = divisions.resolve(address, day, within=home).division
        return home if found is None or found.level is not Level.VILLAGE else found.code

    def needs(self) -> tuple[Need, ...]:
        """All needs; of a village, those that its surveyed households do not state themselves."""
        stated = {(each.place, bare(each.speciality)) for each in self.households}
        kept = [
            each
            for each in self.villages
            if each.households and (each.place, bare(each.speciality)) not in stated
        ]
        return (*self.households, *kept)

    def expert(self, record: Expert) -> Iterator[Helper]:
        place = self.homes.home(record)
        name = _text(record.name)
        specialities = _specialities(record, record.kind.field("specialities"))
        if place is None or not name:
            self._count("matching.no_place")
            return
        if not specialities:
            self._count("matching.no_speciality")
            return
        amount = as_interval(record.capacity)
        capacity = None if amount is None or amount.low is None else int(amount.low)
        key = person_key(name, _text(record.employer))
        yield Helper(key, name, specialities, place, (place,), capacity)

    def ties(
        self, pairings: Iterable[Pairing], needs: Iterable[Need], helpers: Iterable[Helper]
    ) -> tuple[Tie, ...]:
        """Pairings as ties: for each need of the household or village that the helper fits."""
        by_name: dict[str, list[Helper]] = {}
        for helper in helpers:
            by_name.setdefault(bare(helper.name), []).append(helper)
        at_place: dict[str, list[Need]] = {}
        for need in needs:
            at_place.setdefault(need.place, []).append(need)
        ties: list[Tie] = []
        for pairing in pairings:
            place = self.homes.home(pairing)
            found = by_name.get(bare(_text(pairing.helper)), ())
            if place is None or pairing.helper_category not in (None, "科技专家", "科技组织"):
                continue
            helped = bare(_text(pairing.helped))
            met = _day_passed(pairing.goal_met_on, self.setting.as_of)
            ended = _day_passed(pairing.ended_on, self.setting.as_of)
            for need in at_place.get(place, ()):
                if helped and bare(need.label) != helped:
                    continue
                if len(found) == 1 and not found[0].fits(need.speciality):
                    continue
                if not helped and need.is_personal:
                    continue
                key = found[0].key if len(found) == 1 else person_key(_text(pairing.helper))
                if len(found) != 1:
                    self._count("matching.helper_unknown")
                ties.append(Tie(key, need, met, ended))
        return tuple(ties)

    def told(self) -> Iterator[Issue]:
        """What could not be used, by number: names stay out of it."""
        words = {
            "matching.no_households": ("份村调查表没有户数，需求按1户计", "补填贫困户数"),
            "matching.no_place": ("份记录的地区不能确定，没有参加匹配", "写县（市、区）全称"),
            "matching.no_speciality": ("个服务力量没有写专业，没有参加匹配", "补填专业"),
            "matching.helper_unknown": (
                "个结对的帮扶方不在服务力量名单中（或同名不止一人），需求另行匹配",
                "在名单中补上，或写明单位",
            ),
        }
        for code in sorted(self.counts):
            message, remedy = words[code]
            text = f"{self.counts[code]}{message}"
            yield Issue(code, text, Severity.WARNING, remedy=remedy)

    def _count(self, code: str) -> None:
        self.counts[code] = self.counts.get(code, 0) + 1


def _name_field(kind: RecordKind) -> Field | None:
    """The field that names who needs: a household's name, else a village's."""
    keys = ("household", "name", "village")
    return next((kind.field(key) for key in keys if key in kind), None)


def _specialities(record: Record, field: Field) -> tuple[str, ...]:
    value = record.get(field.key)
    chosen = value if isinstance(value, tuple) else (value,)
    found = [each for each in chosen if isinstance(each, str) and each]
    if field.other is not None:
        found += [f"{OTHER}{words}" for words in _split(_text(record.get(field.other)))]
    return tuple(dict.fromkeys(found))


def _split(text: str) -> Iterator[str]:
    for sign in "；;，,/ ":
        text = text.replace(sign, "、")
    yield from (each.strip() for each in text.split("、") if each.strip())


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _words(value: object) -> str:
    if isinstance(value, DivisionName):
        return value.code or bare(value.text)
    return bare(value) if isinstance(value, str) else ""


def _day_passed(value: object, on: date) -> bool:
    day = value.end if isinstance(value, Period) else value
    return isinstance(day, date) and day <= on
