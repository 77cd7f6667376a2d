"""Invented statuses and boards to draw, and what can be read off a picture."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import cycle

from matplotlib.colors import to_hex
from matplotlib.font_manager import get_font
from matplotlib.text import Text

from kejifupin.indicators.values import Values
from kejifupin.records.setting import Setting
from kejifupin.reports.board import Board, BoardRow
from kejifupin.reports.overview import Standing
from kejifupin.reports.results import Results
from kejifupin.targets.judging import judge
from kejifupin.targets.pace import LINEAR, Clock, expected_by
from kejifupin.targets.status import Demand, TargetStatus
from kejifupin.targets.statuses import Statuses
from kejifupin.targets.target import Target
from kejifupin.terms.bounds import Bound
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import ProgrammeDefinition, SourceDocument
from kejifupin.terms.divisions import Division, Divisions, Level
from kejifupin.terms.intervals import Interval
from kejifupin.terms.issues import Issues
from kejifupin.terms.periods import Period

START, DUE, DAY = date(2017, 11, 1), date(2018, 4, 30), date(2018, 1, 15)
LABEL = "举办科技培训班100场次以上"
SOURCE = SourceDocument("plan", "小方案通知")


def exact(number):
    return Interval.exact(number)


def status(
    value,
    bound=None,
    *,
    key="sessions",
    label=LABEL,
    name="延吉市",
    code="222401",
    day=DAY,
    rhythm=LINEAR,
    unit="场次",
):
    """How a target stands; judged as the programme would."""
    bound = bound or Bound(at_least=100)
    clock = Clock(START, DUE, day)
    target = Target(key, label, "kind.field", bound, Citation("一", "计划"))
    demand = Demand(target, bound, unit, clock, rhythm, expected_by(bound, clock, rhythm))
    state = judge(value, bound, clock, rhythm, can_be_lost=target.can_be_lost)
    return TargetStatus(demand, code, name, state, value)


def vague():
    """One division of each sort: exact, a range, open at one end or at both, none, no data."""
    values = (exact(120), Interval(40, 49), Interval(60, None), Interval(None, 30))
    values += (Interval.unknown(), exact(0), None, exact(Decimal("33.5")))
    return [
        status(value, name=f"{sign}县", code=f"22240{place}")
        for place, (value, sign) in enumerate(zip(values, "甲乙丙丁戊己庚辛", strict=True), 1)
    ]


def divisions(prefectures, counties):
    """A province with prefectures that have some counties each."""
    found = [Division("220000", "吉林省", Level.PROVINCE)]
    for place in range(1, prefectures + 1):
        above = f"22{place:02}00"
        found.append(Division(above, f"第{place}市", Level.PREFECTURE, "220000"))
        found += [
            Division(f"22{place:02}{at:02}", f"{place}市{at}县", Level.COUNTY, above)
            for at in range(1, counties + 1)
        ]
    return Divisions(tuple(found))


def board(prefectures=1, counties=2, targets=3, values=None):
    """A board on which every county has every target, and the province has them as well."""
    table = divisions(prefectures, counties)
    definition = ProgrammeDefinition("p", "小方案", "220000", Period(START, DUE), (SOURCE,))
    setting = Setting(definition, table, DAY)
    given = cycle(values or (exact(120), exact(50), exact(3), Interval(20, 60), None))
    rows = []
    for each in table.divisions:
        kept = [
            status(next(given), key=f"t{at}", label=f"第{at}项目标", name=each.name, code=each.code)
            for at in range(targets)
            if each.level is not Level.PREFECTURE
        ]
        rows.append(
            BoardRow(Standing(each.code, each.name, tuple(kept)), each.level, each.parent, 0)
        )
    depths = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}
    rows = [BoardRow(row.standing, row.level, row.parent, depths[row.level]) for row in rows]
    results = Results(setting, "220000", Values(()), Statuses(()), Issues(), {})
    columns = tuple(each.target for each in rows[0].standing.statuses)
    return Board(results, columns, tuple(sorted(rows, key=lambda row: row.division)))


def texts(figure):
    """Every text of a figure that is not empty."""
    return [each.get_text() for each in figure.findobj(Text) if each.get_text()]


@cache
def characters(file):
    """What a font file has glyphs for."""
    return get_font(file).get_charmap()


def uncovered(figure):
    """Texts of a figure in a font that lacks one of their characters, or that nobody chose."""
    found = []
    for each in figure.findobj(Text):
        text, file = each.get_text(), each.get_fontproperties().get_file()
        known = characters(file) if file else {}
        if any(ord(sign) not in known for sign in text if not sign.isspace() or sign == "　"):
            found.append(text)
    return found


def filled(figure, colour):
    """Boxes of a colour: how many, and how many inches they are wide."""
    found = []
    for collection in figure.axes[0].collections:
        faces = collection.get_facecolor()
        if len(faces) and to_hex(faces[0]).lstrip("#").upper() == colour.upper():
            found += [path.get_extents().width for path in collection.get_paths()]
    return found
