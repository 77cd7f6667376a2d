"""Tables about matching: who can serve, how far it is, and which pairings are in force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import define

from kejifupin.exchange.csv_headers import Column
from kejifupin.exchange.given_tables import GivenRow, read_given_table
from kejifupin.matching.gathering import person_key
from kejifupin.matching.needs import Helper, Need, Tie, stand_in
from kejifupin.matching.result import Matching, helper_name, need_name
from kejifupin.records.setting import Setting
from kejifupin.terms.arithmetic import Number, format_number
from kejifupin.terms.dates import read_date
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.numerals import read_amount

CODES: Mapping[str, str] = {
    "matching.unknown_place": "服务力量表、距离表或结对表里的地区不能确定",
    "matching.no_name": "服务力量表的一行没有写名称或专业",
    "matching.no_number": "服务力量表、距离表或结对表里的数看不懂",
    "matching.no_day": "结对表里的日期看不懂",
    "matching.same_helper": "服务力量表里两行是同一个人",
}
_SEPARATORS = re.compile(r"[、，,；;/\s]+")
_HELPERS = (
    Column("name", ("姓名", "名称", "专家", "工作队", "服务方")),
    Column("specialities", ("专业", "特长", "服务内容")),
    Column("districts", ("服务地区", "服务范围", "负责地区")),
    Column("base", ("所在地区", "驻地"), required=False),
    Column("capacity", ("可服务户数", "户数上限", "可服务数"), required=False),
    Column("code", ("编号", "序号编号"), required=False),
    Column("employer", ("工作单位", "单位"), required=False),
    Column("kind", ("类别",), required=False),
    Column("note", ("备注",), required=False),
)
_DISTANCES = (
    Column("one", ("出发地", "甲地", "起点")),
    Column("other", ("目的地", "乙地", "终点")),
    Column("distance", ("距离", "里程", "公里")),
)
TIE_HEADER = (
    "地区代码",
    "地区",
    "需求",
    "需求方",
    "需求编号",
    "户数",
    "服务方",
    "服务方编号",
    "距离",
    "原有结对",
    "目标实现日期",
    "结束日期",
)
"""Header of a table of pairings, written and read alike."""
_TIES = (
    Column("place", ("地区代码",)),
    Column("name", ("地区",), required=False),
    Column("speciality", ("需求",)),
    Column("label", ("需求方",), required=False),
    Column("need", ("需求编号",)),
    Column("households", ("户数",)),
    Column("helper_name", ("服务方",), required=False),
    Column("helper", ("服务方编号",)),
    Column("distance", ("距离",), required=False),
    Column("kept", ("原有结对",), required=False),
    Column("goal_met_on", ("目标实现日期",), required=False),
    Column("ended_on", ("结束日期",), required=False),
)


def read_helpers(
    data: bytes, name: str, setting: Setting
) -> tuple[tuple[Helper, ...], tuple[Issue, ...]]:
    """Who can serve: 姓名（名称）, 专业, 服务地区, 可服务户数, and 所在地区, 编号, 工作单位.

    Args:
        data: The file's content: CSV, Excel, Word or TOML.
        name: Its name.
        setting: The programme and its day.
    """
    rows, found = read_given_table(data, name, columns=_HELPERS)
    reading = _Reading(setting, list(found))
    helpers: dict[str, Helper] = {}
    for row in rows:
        specialities = tuple(each for each in _SEPARATORS.split(row["specialities"]) if each)
        if not row["name"] or not specialities:
            what = "名称" if not row["name"] else "专业"
            reading.tell("matching.no_name", f"这一行没有写{what}", row, f"补填{what}")
            continue
        words = [each for each in _SEPARATORS.split(row["districts"]) if each]
        districts = [reading.place(each, row) for each in words or [setting.scope]]
        base = reading.place(row["base"], row) if row["base"] else districts[0]
        known = tuple(each for each in districts if each is not None)
        if base is None or len(known) < len(districts):
            continue
        amount = reading.number(row, "capacity")
        # Blank is no limit; what cannot be read may be a limit, and then serves nobody.
        if row["capacity"] and amount is None:
            continue
        capacity = None if amount is None else int(amount)
        key = row["code"] or person_key(row["name"], row["employer"])
        if key in helpers:
            message = "与前面一行是同一个人（编号或姓名、单位相同），没有用"
            reading.tell("matching.same_helper", message, row, "写明编号或单位")
            continue
        personal = row["kind"] in ("", "专家", "科技专家", "个人")
        helpers[key] = Helper(
            key, row["name"], specialities, base, known, capacity, personal, row["code"]
        )
    return tuple(helpers.values()), tuple(reading.issues)


def read_distances(
    data: bytes, name: str, setting: Setting
) -> tuple[Mapping[tuple[str, str], Number], tuple[Issue, ...]]:
    """How far it is between divisions: 出发地, 目的地, 距离（公里）.

    Args:
        data: The file's content.
        name: Its name.
        setting: The programme and its day.
    """
    rows, found = read_given_table(data, name, columns=_DISTANCES)
    reading = _Reading(setting, list(found))
    distances: dict[tuple[str, str], Number] = {}
    for row in rows:
        one, other = reading.place(row["one"], row), reading.place(row["other"], row)
        distance = reading.number(row, "distance", whole=False)
        if one is not None and other is not None and distance is not None:
            distances[one, other] = distance
    return distances, tuple(reading.issues)


def read_ties(
    data: bytes,
    name: str,
    *,
    needs: Iterable[Need],
    helpers: Iterable[Helper],
    on: date,
) -> tuple[tuple[Tie, ...], tuple[Issue, ...]]:
    """Pairings in force, as an earlier matching wrote them, 目标实现日期 filled in since.

    Args:
        data: The file's content.
        name: Its name.
        needs: The needs as they are now.
        helpers: Who can serve now.
        on: The day; a goal met later is not met yet.
    """
    rows, found = read_given_table(data, name, columns=_TIES)
    issues = list(found)
    by_number = {each.number: each for each in needs}
    keys = {each.number: each.key for each in helpers}
    ties = []
    for row in rows:
        reading = read_amount(row["households"])
        households = reading.amount if reading is not None else None
        if not isinstance(households, int) or households < 1 or not row["need"]:
            message = "户数看不懂，或没有需求编号"
            issues.append(_issue("matching.no_number", message, row, "照原来写出的表填写"))
            continue
        days = [_day(row, key, issues) for key in ("goal_met_on", "ended_on")]
        known = by_number.get(row["need"])
        need = Need(
            known.key if known is not None else stand_in(row["need"]),
            known.place if known is not None else row["place"],
            known.speciality if known is not None else row["speciality"],
            households,
            known.label if known is not None else row["label"],
            known is None or known.is_personal,
        )
        met, ended = (day is not None and day <= on for day in days)
        ties.append(Tie(keys.get(row["helper"], stand_in(row["helper"])), need, met, ended))
    return tuple(ties), tuple(issues)


def tie_rows(
    matching: Matching, setting: Setting, *, disclosure: Disclosure = CLOSED
) -> tuple[tuple[str, ...], ...]:
    """The services of a matching under `TIE_HEADER`.

    Args:
        matching: The matching.
        setting: The programme and its day.
        disclosure: Whether names of people are shown in clear.
    """
    return tuple(
        (
            each.need.place,
            setting.division_name(each.need.place),
            each.need.speciality,
            need_name(each.need, disclosure),
            each.need.number,
            str(each.households),
            helper_name(each.helper, disclosure),
            each.helper.number,
            "" if each.distance is None else format_number(each.distance),
            "是" if each.kept else "",
            "",
            "",
        )
        for each in matching.services
    )


def _day(row: GivenRow, key: str, issues: list[Issue]) -> date | None:
    if not row[key]:
        return None
    reading = read_date(row[key])
    if reading is None:
        issues.append(_issue("matching.no_day", "日期看不懂", row, "写成 2018-04-30 的样子"))
        return None
    return reading.end


def _issue(code: str, message: str, row: GivenRow, remedy: str) -> Issue:
    return Issue(code, message, Severity.ERROR, row.place, remedy=remedy)


@define
class _Reading:
    setting: Setting
    issues: list[Issue]

    def place(self, text: str, row: GivenRow) -> str | None:
        setting = self.setting
        found = setting.divisions.resolve(text, setting.as_of)
        if found.division is not None and found.rest:
            found = setting.divisions.resolve(text, setting.as_of, within=setting.scope)
        elif found.division is None:
            inside = setting.divisions.resolve(text, setting.as_of, within=setting.scope)
            found = inside if inside.division is not None else found
        if found.division is not None and not found.rest:
            return found.division.code
        near = [f"{each.name}（{each.code}）" for each in found.candidates[:3]]
        remedy = f"可写：{'、'.join(near)}" if near else "写全称或代码"
        self.tell("matching.unknown_place", f"地区“{text}”不能确定", row, remedy)
        return None

    def number(self, row: GivenRow, key: str, *, whole: bool = True) -> Number | None:
        text = row[key]
        if not text:
            return None
        reading = read_amount(text)
        amount = None if reading is None else reading.amount
        allowed = int if whole else (int, Decimal)
        if isinstance(amount, allowed) and amount >= 0:
            return amount
        self.tell("matching.no_number", f"“{text}”看不懂，这一行没有用", row, "写一个确定的数")
        return None

    def tell(self, code: str, message: str, row: GivenRow, remedy: str) -> None:
        self.issues.append(_issue(code, message, row, remedy))
