"""Figures picked at random, explained down to cells that openpyxl and python-docx read as well."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import docx
import openpyxl
import pytest

from kejifupin import open_programme
from kejifupin.exchange.explanations import explanation_json

ROOT = Path(__file__).resolve().parents[2]
DIGITS = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}

ORGANISATIONS = (
    ("所在地区", "组织名称", "组织类别", "会员数", "所在乡镇村", "数据来源"),
    ("兰考县", "兰考县农技协联合会", "县级农技协联合会", 118, None, None),
    ("兰考县", "兰考县蜜瓜协会", "农村专业技术协会", "60余", None, None),
    ("新县", "新县农技协联合会", "县级农技协联合会", None, None, "县科协"),
    ("新县", "新县油茶协会", "农村专业技术协会", "不详", None, None),
    ("宁陵县", "宁陵县酥梨协会", "农村专业技术协会", 0, None, None),
)
ACTIVITIES = (
    (
        "举办地区",
        "活动名称",
        "活动类别",
        "日期",
        "场次",
        "参加人次",
        "专家人次",
        "发放资料",
        "参加人数",
    ),
    ("兰考县", "蜜瓜栽培", "科技培训", "2018年3月2日", 3, 240, "10余人次", "约1000份", 80),
    ("兰考县", "送科技下乡", "科普活动", "2018年5月9日", "2场次", "1,200", None, 1500, None),
    ("新县", "油茶修剪", "科技培训", "2018年4月", "4", "三百", "-", "没有统计", "100-120"),
    ("信阳市", "科普日", "科普活动", "2018-09-15", 1, 5000, 12, "2000余份", None),
)
FUNDS = (
    ("使用地区", "资金名称", "资助方式", "拨付日期", "金额", "其中用于产业扶贫", "受益方类别"),
    ("兰考县", "以奖代补一批", "以奖代补", "2018年6月1日", "20万元", 12.5, "科技组织"),
    ("新县", "以奖代补二批", "以奖代补", "2018年7月1日", "150000元", "9", "贫困村"),
    ("新县", "以奖代补三批", "以奖代补", "2018年8月1日", "十多万", None, None),
)


@pytest.fixture(scope="session")
def henan(tmp_path_factory):
    """Ledgers set up by hand: columns in another order, figures as people write them."""
    folder = tmp_path_factory.mktemp("henan")
    ledgers = {"科技组织台账": ORGANISATIONS, "活动台账": ACTIVITIES, "资金台账": FUNDS}
    for title, rows in ledgers.items():
        book = openpyxl.Workbook()
        book.active.append([title])
        for row in rows:
            book.active.append(row)
        book.save(folder / f"{title}.xlsx")
    programme = open_programme("henan-2016", (ROOT / "plugins" / "henan",), entry_points=False)
    return programme.read(folder)


@pytest.fixture(params=["jilin", "xuchang", "henan"])
def programme(request):
    return request.getfixturevalue(request.param)


@cache
def opened(file):
    return docx.Document(file) if file.endswith("docx") else openpyxl.load_workbook(file)


def text_at(file, cell):
    """What another library reads in a cell."""
    document = opened(file)
    if file.endswith("xlsx"):
        sheet, address = cell.rsplit("!", 1)
        value = document[sheet][address].value
        return "" if value is None else str(value)
    if found := re.fullmatch(r"表(\d+)!R(\d+)C(\d+)", cell):
        table, row, column = (int(each) - 1 for each in found.groups())
        return document.tables[table].rows[row].cells[column].text
    return document.paragraphs[int(cell.removeprefix("段落")) - 1].text


CONVERTED = {"150000元": Decimal(15), "三百": Decimal(300), "十多万": Decimal(10)}


def lowest(text):
    """The least that a figure may be; 余 starts at what is printed, and “-” is nothing."""
    if text in CONVERTED:
        return CONVERTED[text]
    found = re.search(r"\d+(\.\d+)?", text.replace(",", ""))
    assert found or text in ("", "-"), text
    number = Decimal(found[0]) if found else Decimal(0)
    return number * Decimal("0.9") if text.startswith("约") else number


def checked(record):
    """What a record adds for certain, after looking its cell up."""
    if record["cell"] is None:
        assert record["kind"] == "submission"
        assert Path(record["file"]).is_file()
        return Decimal(record["certain"])
    text = text_at(record["file"], record["cell"]).strip()
    if record["field"] is None or record["value"] == "***":
        assert text
        return Decimal(record["certain"])
    if record["issue"] is not None:
        assert text
        return Decimal(0)
    if record["value"] in ("未填", "未能识别"):
        assert not text or record["value"] == "未能识别"
        return Decimal(0)
    kept = lowest(text) if record["certain"] else Decimal(0)
    assert record["value"] in (text, "-") or text in CONVERTED or lowest(record["value"]) == kept
    return kept


def plain(explanation):
    return json.loads("".join(explanation_json(explanation)))


def low_of(value):
    low = value["low"] if isinstance(value, dict) else value
    return None if low is None else Decimal(str(low))


def picked(items, seed, count):
    return Random(seed).sample(items, min(count, len(items)))


DAYS = {"jilin-winter-2017": date(2018, 6, 10), "xuchang-2018": date(2018, 12, 31)}


def day_of(programme):
    return DAYS.get(programme.setting(date(2018, 12, 31)).definition.key, date(2018, 12, 31))


def is_added(indicator):
    return indicator.measure.kind.value in ("sum", "count")


def test_sums_and_counts_add_up_from_what_stands_in_the_cells(programme):
    """Up to forty figures that are known, of as many indicators and places as there are."""
    day = day_of(programme)
    known = [each for each in programme.values(as_of=day) if each.reported]
    added = [each for each in known if is_added(each.indicator)]
    assert len(added) >= 20
    for value in picked(added, 7, 40):
        told = plain(
            programme.explain_value(value.indicator.key, as_of=day, division=value.division)
        )
        assert sum(map(checked, told["records"])) == (low_of(told["value"]) or 0)
        assert told["record_count"] == len(told["records"])


def test_twenty_statuses_come_from_what_stands_in_the_cells(programme):
    """Totals add up; of members, as many as the status says have a figure within the bound."""
    day = day_of(programme)
    known = [each for each in programme.status(as_of=day) if each.value is not None]
    told = Counter()
    for status in picked(known, 20, 20):
        target = status.target
        key, division = target.key, status.division
        indicator = programme.catalogue.indicators[target.indicator]
        data = plain(programme.explain(key, as_of=day, division=division))
        amounts = [(each["division"], checked(each)) for each in data["records"]]
        if not is_added(indicator):
            continue
        cohort = programme.catalogue.cohorts.get(target.cohort or "")
        digits = DIGITS[cohort.level.value] if cohort is not None and cohort.level else None
        own = len(division.rstrip("0")) if len(division) == 6 else len(division)
        if cohort is None or (digits is not None and own > digits - 2):
            found = sum(amount for _, amount in amounts)
        else:
            found = sum(map(target.bound.__contains__, by_member(amounts, digits)))
            if target.basis.value == "coverage":
                size = found + len(data["failing"])
                found = Decimal(found * 100) / size if data["complete"] and size else None
        if found is not None:
            assert abs(found - low_of(data["value"])) < Decimal("1e-9"), (key, division)
            told[target.basis.value] += 1
    assert sum(told.values()) >= 5


def by_member(amounts, digits):
    """What each member has; of households each record is one."""
    if digits is None:
        return [amount for _, amount in amounts]
    sums = Counter()
    for division, amount in amounts:
        sums[division[:digits]] += amount
    return list(sums.values())
