"""A reader who believes no sentence: every figure is worked out anew, from the raw results alone.

Nothing that composes sentences is imported: a figure that is not known here is a failure.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

import attrs

from kejifupin.submissions.states import SubmissionState
from kejifupin.targets.bases import Basis
from kejifupin.targets.judging import State
from kejifupin.terms.issues import Severity

GOOD, LATE = (State.MET, State.ON_TRACK), (State.BEHIND, State.MISSED)
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
NO_FAULT = {"record.replaced", "record.not_yet_received"}


def shown_day(day):
    return f"{day.year}年{day.month}月{day.day}日"


def number(text):
    """The one number of a text."""
    (found,) = DIGITS.findall(text)
    return Fraction(found)


def is_per_cent(text, share, edges=()):
    """Whether a text is a share of a hundred with one decimal, never rounded onto an edge."""
    exact = Fraction(share) * 100
    found = number(text.removesuffix("%"))
    assert text.endswith("%")
    near = abs(found - exact) <= Fraction(1, 10)
    tenth = Decimal("0.1")
    rounded = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = Fraction(rounded.quantize(tenth, ROUND_HALF_UP))
    crossed = any(rounded == edge != exact for edge in (0, 100, *edges))
    return (
        near
        and (found == rounded or crossed)
        and all(
            (found >= edge) == (exact >= edge) and (found <= edge) == (exact <= edge)
            for edge in (0, 100, *edges)
        )
    )


class Reader:
    """One who has the results of a division and reads a report of it."""

    def __init__(self, results):
        self.results = results
        self.setting = results.setting
        self.day = self.setting.as_of
        self.own = [
            each
            for each in results.statuses
            if each.division == results.division and each.target.of is None
        ]
        reach = self.setting.reach
        self.around = reach.below(results.division)
        self.children = [
            each for each in self.around if reach.chain(each)[1:2] == (results.division,)
        ]
        self.below = {}
        for status in results.statuses:
            if status.division in self.children and status.target.of is None:
                self.below.setdefault(status.division, []).append(status)
        self.owed = [each for each in results.submissions if each.division in self.around]

    # -- what is told of a target ---------------------------------------------------------------

    def status(self, key, division=None):
        return self.results.statuses.get(key, division or self.results.division)

    def count(self, status):
        if status.headcount is not None:
            return status.headcount
        return status.table.headcount(status.places)

    def asked(self, status):
        """What the pace asks for, as it may be printed: never less than it is, little more."""
        return Fraction(status.pace)

    def due(self, statuses):
        return [
            each
            for each in statuses
            if each.clock.is_over
            or each.pace is not None
            or each.bound.at_least is None
            or each.state is State.MET
        ]

    # -- one figure ------------------------------------------------------------------------------

    def check(self, stated):
        """Raise unless the figure is what it says it is."""
        return getattr(self, f"_{stated.what.value}")(stated)

    def _label(self, stated):
        text = stated.text
        if stated.detail:
            keys = stated.detail.split(" ")
            words = [self.status(key).target.label for key in keys]
            counted = re.search(r"等(\d+)项$", text)
            named = text[: counted.start()] if counted else text
            if counted:
                assert int(counted[1]) == len(keys)
            flat = named.translate(str.maketrans("‘’", "“”"))
            pieces = [word.strip("。；;，,、 ") for word in words]
            if len(keys) == 1 and not flat.startswith("“" + pieces[0]):
                assert flat == pieces[0], text
                return
            at = 0
            for piece in pieces[: flat.count("”“") + 1 if not counted else None]:
                found = flat.find(piece, at)
                if found < 0:
                    assert counted, text
                    break
                at = found + len(piece)
            if not counted:
                assert all(piece in flat for piece in pieces)
            return
        setting = self.setting
        known = {f"《{each.title}》" for each in setting.definition.documents}
        known |= {
            f"{one}（{each.number}）"
            for one in list(known)
            for each in setting.definition.documents
        }
        known |= {setting.definition.title, setting.division_name(self.results.division)}
        known |= {each.label for each in setting.kinds.values()}
        known |= {each.indicator.label for each in self.results.values}
        known |= {status.target.label for status in self.results.statuses}
        flat = text.translate(str.maketrans("‘’〈〉", "“”《》"))
        if any(char.isdigit() for char in text):
            parts = flat.strip("“”").split("”“")
            assert flat in known or all(part in known for part in parts), text

    def _names(self, stated):
        if stated.target and stated.detail:
            status = self.status(stated.target, stated.detail)
            names = dict(zip(status.table.roster.codes, status.table.roster.names, strict=True))
            called = [names[code] for code in stated.divisions]
        else:
            called = [self.setting.division_name(code) for code in stated.divisions]
        counted = re.search(r"等(\d*)\D*$", stated.text) if len(called) > 10 else None
        assert stated.text.startswith("、".join(called[:10]))
        if counted and counted[1]:
            assert int(counted[1]) == len(called)
        if len(called) <= 10:
            assert stated.text == "、".join(called)

    def _day(self, stated):
        period, detail = self.setting.definition.period, stated.detail
        if detail.startswith("due:"):
            days = [self.status(key).due_on for key in detail.removeprefix("due:").split(" ")]
            assert stated.text == "、".join(map(shown_day, days))
            return
        days = {"as_of": self.day, "start": period.start, "end": period.end}
        if detail == "due":
            days["due"] = self.status(stated.target).due_on
        if detail == "nearest_due":
            days[detail] = min(each.due_on for each in self.own if each.state is State.BEHIND)
        if detail == "common_due":
            dues = [each.due_on for each in self.own]
            days[detail] = max(set(dues), key=lambda day: (dues.count(day), day))
        assert stated.text == shown_day(days[detail])

    def _count(self, stated):
        detail = stated.detail
        if stated.target is not None:
            self._target_count(stated)
            return
        if detail.startswith("rest:"):
            assert int(stated.text) == len(detail.removeprefix("rest:").split(" "))
            return
        if detail.startswith("missing:"):
            self._missing_form(stated)
            return
        assert int(stated.text) == self._counts(stated)[detail], stated

    def _counts(self, stated):
        own, below, files = self.own, self.below, self.files()
        mine = own if not stated.divisions else below[stated.divisions[0]]
        states = [each.state for each in own]
        due = self.due(mine)
        known = {
            code: each
            for code, each in below.items()
            if {one.state for one in each} != {State.NO_DATA}
        }
        late = {code: sum(one.state in LATE for one in each) for code, each in known.items()}
        with_due = [each for each in known.values() if self.due(each)]
        shares = [self.on_course(each) for each in with_due]
        on_track = [each for each in own if each.state is State.ON_TRACK]
        overdue = [each for each in self.owed if self.is_missing(each)]
        rates = self.rates()
        return {
            "目标任务": len(own) if stated.state is None else states.count(stated.state),
            "分期目标": self.periods(stated.state),
            "due": len(due),
            "on_course": sum(each.state in GOOD for each in due),
            # Held against the labels beside it.
            "alike": int(stated.text),
            "below": len(below),
            "known": len(known),
            "silent": len(below) - len(known),
            "with_due": len(with_due),
            "best": shares.count(max(shares)) if shares else None,
            "last": shares.count(min(shares)) if shares else None,
            "late": max(late.values(), default=0),
            "late_divisions": sum(each > 0 for each in late.values()),
            "worst": list(late.values()).count(max(late.values(), default=0)),
            "on_track_due": len(self.due(on_track)),
            "on_track_later": len(on_track) - len(self.due(on_track)),
            "missing_units": len({each.division for each in overdue}),
            "missing_due": len(overdue),
            "files": len({each.place.file for each in files}),
            "errors": sum(each.severity is Severity.ERROR for each in files),
            "warnings": sum(each.severity is not Severity.ERROR for each in files),
            "left_out": sum(each.code not in NO_FAULT for each in self.results.acceptance.left_out),
            **rates,
        }

    def periods(self, state):
        found = [
            each
            for each in self.results.statuses
            if each.division == self.results.division and each.target.of is not None
        ]
        return sum(state is None or each.state is state for each in found)

    def on_course(self, statuses):
        due = self.due(statuses)
        return Fraction(sum(each.state in GOOD for each in due), len(due))

    def files(self):
        results = self.results
        found = [
            each
            for each in results.issues
            if each.severity is not Severity.INFO and each.place.file
        ]
        if results.division != results.setting.scope:
            mine = {version.file for each in self.owed for version in each.versions}
            found = [each for each in found if each.place.file in mine]
        return found

    def is_missing(self, each):
        return each.is_overdue and each.state in (
            SubmissionState.MISSING,
            SubmissionState.WITHDRAWN,
        )

    def rates(self):
        """Counted one by one: what is owed by the day, what came, what came late."""
        owed = self.owed
        waiting = sum(each.state is SubmissionState.NOT_YET_DUE for each in owed)
        came = [each for each in owed if each.state.is_handed_in]
        timely = [each.timely for each in came]
        return {
            "owed_expected": len(owed),
            "owed_due": len(owed) - waiting,
            "owed_not_yet_due": waiting,
            "owed_received": len(came),
            "owed_missing": len(owed) - waiting - len(came),
            "owed_timely": timely.count(True),
            "owed_late": timely.count(False),
            "owed_undated": timely.count(None),
        }

    def _missing_form(self, stated):
        owing = {}
        for each in self.owed:
            if self.is_missing(each):
                owing.setdefault(each.form, set()).add(each.division)
        if stated.detail == "missing:rest":
            assert int(stated.text) <= sum(map(len, owing.values()))
            return
        for form in stated.detail.removeprefix("missing:").split(" "):
            assert int(stated.text) == len(owing[form])

    def _target_count(self, stated):
        if stated.detail in ("exact", "inexact"):
            rates = [
                one.value is not None and one.completion.is_exact
                for each in self.below.values()
                for one in each
                if one.target.key == stated.target
            ]
            assert int(stated.text) == rates.count(stated.detail == "exact")
            return
        status = self.status(stated.target, stated.divisions[0])
        count = self.count(status)
        expected = {
            "size": count.size,
            "held": count.held + count.maybe_held,
            "failed": count.failed,
        }
        if stated.detail == "stretch":
            hoped = status.target.bound.stretch
            members = [status.table.member(at) for at in status.places]
            reached = [m for m in members if m.value is not None and m.value.low is not None]
            assert number(stated.text) == sum(m.value.low >= hoped for m in reached)
            return
        assert number(stated.text) == expected[stated.detail], stated

    def _share(self, stated):
        if stated.detail == "held":
            status = self.status(stated.target, stated.divisions[0])
            count = self.count(status)
            held = Fraction(count.held + count.maybe_held, count.size)
            assert is_per_cent(stated.text, held, (status.bound.at_least,))
        elif stated.detail == "time":
            period = self.setting.definition.period
            passed = (self.day - period.start).days + 1
            assert is_per_cent(stated.text, Fraction(passed, (period.end - period.start).days + 1))
        elif stated.detail == "owed_received":
            rates = self.rates()
            share = Fraction(rates["owed_received"], rates["owed_due"])
            assert is_per_cent(stated.text, share)
        else:
            assert stated.detail == "on_course"
            for statuses in [self.below[code] for code in stated.divisions] or [self.own]:
                assert is_per_cent(stated.text, self.on_course(statuses))

    def _value(self, stated):
        if not stated.state:
            value = self.results.values.find(stated.target, stated.divisions[0])
            assert self._says(stated.text, value.known), stated
            return
        status = self.status(stated.target, stated.divisions[0])
        assert self._says(stated.text, status.value, percent=status.unit == "%"), stated

    def _says(self, text, value, *, percent=False):
        """Whether the numbers of a text are the ends of an interval."""
        if text == "零":
            return value.exact_value == 0
        found = [Fraction(each) for each in DIGITS.findall(text)]
        ends = [end for end in (value.low, value.high) if end is not None]
        if text.endswith("增幅为零"):
            return value.exact_value == 0
        if text.startswith(("下降", "减少")):
            assert all(end <= 0 for end in ends)
            low = None if value.high is None else -value.high
            value = attrs.evolve(value, low=low, high=None if value.low is None else -value.low)
        elif text.startswith("增幅"):
            assert text.count("-") == sum(end < 0 for end in ends)
            found = [-one if end < 0 else one for one, end in zip(found, ends, strict=True)]
        near = Fraction(1, 10) if percent else Fraction(1, 100)
        if value.is_exact:
            return len(found) == 1 and abs(found[0] - Fraction(value.exact_value)) < near
        ends = [Fraction(end) for end in (value.low, value.high) if end is not None]
        if value.high is not None and value.high_open:
            assert "不足" in text
        return len(found) == len(ends) and all(
            abs(one - other) < near for one, other in zip(found, ends, strict=True)
        )

    def _bound(self, stated):
        status = self.status(stated.target, stated.divisions[0])
        bound, text = status.target.bound, stated.text
        if stated.detail == "stretch":
            assert number(text) == bound.stretch
            return
        if stated.detail == "share" or (not stated.detail and status.target.growth is None):
            bound = status.bound
        if status.target.growth is not None:
            assert text == status.bound_text()
            return
        if text in ("不低于零", "不超过零", "为零"):
            zero = {"不低于零": (0, None), "不超过零": (None, 0)}.get(text)
            found = (bound.at_least, bound.at_most)
            assert found == zero if zero else found in ((None, 0), (0, 0))
            return
        ends = [bound.at_least, bound.at_most]
        if bound.at_least == bound.at_most:
            ends = ends[:1]
        ends = [Fraction(end) for end in (*ends, bound.stretch) if end is not None]
        assert [Fraction(each) for each in DIGITS.findall(text)] == ends, stated
        assert ("不超过" in text) == (bound.at_least is None)

    def _pace(self, stated):
        status = self.status(stated.target, stated.divisions[0])
        if stated.detail == "at_most":
            assert number(stated.text) == Fraction(status.expected.at_most)
            return
        asked = Fraction(status.pace)
        if stated.detail == "members":
            size = self.count(status).size
            asked = ceil(asked * size / 100) if status.unit == "%" else ceil(asked)
            assert number(stated.text) == asked
            return
        printed = number(stated.text)
        # Rounded up to whole things; to one decimal below a hundred of what is measured.
        assert asked - Fraction(1, 10) <= printed < asked + 1, stated
        for value in filter(None, (status.value,)):
            if value.is_exact and Fraction(value.exact_value).denominator == 1:
                assert (value.exact_value < printed) == (value.exact_value < asked), stated

    def _ahead(self, stated):
        status = self.status(stated.target, stated.divisions[0])
        asked = Fraction(status.pace)
        if stated.detail == "members":
            count = self.count(status)
            asked = ceil(asked * count.size / 100) if status.unit == "%" else ceil(asked)
            assert number(stated.text) == abs(count.held + count.maybe_held - asked)
            return
        end = status.value.low if status.state is State.ON_TRACK else status.value.high
        apart = abs(Fraction(end) - asked)
        assert abs(number(stated.text) - apart) <= 1, stated

    def _gap(self, stated):
        status = self.status(stated.target, stated.divisions[0])
        low, high = status.value.low, status.value.high
        bound = status.bound
        short = bound.at_least is not None and low is not None and low < bound.at_least
        apart = (
            Fraction(bound.at_least) - Fraction(low) if short else Fraction(high) - bound.at_most
        )
        assert abs(number(stated.text) - apart) <= Fraction(1, 10)
        assert ("还差" in stated.text) == short
        assert ("最多" in stated.text) == (low != high)

    def _completion(self, stated):
        divisions = stated.divisions or [
            code
            for code, each in self.below.items()
            if stated.target in [s.target.key for s in each]
        ]
        for code in divisions:
            status = self.status(stated.target, code)
            value, bound = status.value, status.bound
            assert value.is_exact
            if bound.at_most is None and status.rhythm.start is None:
                assert is_per_cent(
                    stated.text, Fraction(value.exact_value) / Fraction(bound.at_least)
                ), stated
            else:
                assert is_per_cent(stated.text, Fraction(status.completion.exact_value) / 100)

    def _missing(self, stated):
        status = self.status(stated.target, stated.divisions[0])
        if stated.detail == "members":
            count = self.count(status)
            unknown = count.size - count.held - count.maybe_held - count.failed
            assert number(stated.text) == unknown
            return
        missing = status.headcount.undecided if status.headcount else len(status.missing)
        assert int(stated.text) == missing

    def _note(self, stated):
        status = self.status(stated.target, stated.divisions[0])
        told = "；".join(each for each in status.notes() if not each.startswith("其中"))
        written = re.sub(
            r"\d{4}-\d\d-\d\d", lambda found: shown_day(date.fromisoformat(found[0])), told
        )
        assert stated.text == written


CLAIMS = (
    ("情况相同", lambda reader, keys: True),
    ("还没有数据", lambda reader, keys: {reader.status(k).state for k in keys} == {State.NO_DATA}),
    (
        "还没有掌握所涉对象的名单",
        lambda reader, keys: all(
            reader.status(k).target.basis is not Basis.TOTAL and reader.status(k).table is None
            for k in keys
        ),
    ),
)


def check_report(report, results):
    """Read a report and believe nothing in it; returns how many figures were looked at."""
    reader, looked, same = Reader(results), 0, ()
    for sentence in report.sentences:
        stated = dict(sentence.stated)
        if "labels" in stated:
            keys = tuple(stated["labels"].detail.split(" "))
            found = [claim for words, claim in CLAIMS if words in sentence.text]
            if found:
                assert all(claim(reader, keys) for claim in found), sentence.text
            same = keys if "情况相同" in sentence.text else ()
            if "n" in stated and same:
                assert int(stated["n"].text) == len(keys)
        elif "label" in stated:
            same = ()
        for figure in stated.values():
            reader.check(figure)
            looked += 1
            if same and figure.target == same[0]:
                for other in same[1:]:
                    reader.check(_of(figure, other))
                    looked += 1
        if "ahead" in stated and not stated["ahead"].detail:
            beside(reader, stated)
        left = sentence.text
        for figure in sorted(stated.values(), key=lambda each: -len(each.text)):
            left = left.replace(figure.text, "")
        assert not DIGITS.search(left), sentence.text
    return looked


def beside(reader, stated):
    """A difference is that of the two figures as they are printed beside each other."""
    figure = stated["value"]
    status = reader.status(figure.target, figure.divisions[0])
    end = status.value.low if status.state is State.ON_TRACK else status.value.high
    apart = abs(Fraction(end) - number(stated["pace"].text))
    allowed = Fraction(1, 10) if status.unit == "%" else 0
    assert abs(number(stated["ahead"].text) - apart) <= allowed, stated["ahead"]


def _of(figure, target):
    """The same figure as one of another target."""
    return attrs.evolve(figure, target=target)
