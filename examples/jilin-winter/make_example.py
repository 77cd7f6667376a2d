"""Write the forms of the example: what four invented counties might have handed in.

Everything here is invented: people, villages, figures. Most of it is right; what is wrong is wrong
in the ways in which people get it wrong, and stands in `MISTAKES` so that anyone can see what was
put in. Run it to write the folder anew::

    python examples/jilin-winter/make_example.py [FOLDER]
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
from attrs import frozen
from openpyxl import load_workbook

from kejifupin import NONE_OF_ITEM, Programme, Record, Vague, make_record, open_programme
from kejifupin.records import DivisionName

HERE = Path(__file__).resolve().parent
PROVINCE, BAISHAN, YANBIAN = "吉林省", "白山市", "延边朝鲜族自治州"

MISTAKES = """
forms/白山市/靖宇县/附件1-双山子村.docx      贫困户数（231）大于总户数（213）
forms/白山市/靖宇县/附件4-统计表.xlsx        受服务农民总人数按人次填成18600（应为1.86万人次）
forms/白山市/抚松县/附件2-02.docx            有劳动能力人口数（4）大于家庭人口总数（3）
forms/白山市/抚松县/附件3-工作安排表.docx    活动2的时间写成2017年1月5日，在活动期之前
forms/延边州/汪清县/附件1-腰营沟村.xlsx      总人口空着
forms/延边州/敦化市/附件4-统计表.docx        交了两次（另一份文件名加“(1)”）
forms/延边州/附件4-延边州统计表.docx         培训班次数少于所辖汪清、敦化之和；6月6日才收到
forms/延边州/敦化市/附件2-03.xlsx            地区名称写成没有的“敦化县”
村名册.xlsx                                  石人沟村只有3户示范户；柳树河子村示范户数未填
附件2                                        每县只交一两份，少于附件1的贫困户数
附件4                                        服务团支数多于附件3的份数
没有交的：省里第2支工作队的附件3；敦化市的附件3
"""


@frozen
class Village:
    """A village of the register (村)."""

    code: str
    name: str
    county: str
    households: int
    poor: int
    demonstration: int | None
    is_poor: bool = True


VILLAGES = (
    Village("220622101201", "双山子村", "靖宇县", 213, 32, 6),
    Village("220622101202", "石人沟村", "靖宇县", 187, 41, 3),
    Village("220622102203", "黄泥岗子村", "靖宇县", 264, 38, 8),
    Village("220622102204", "大青川村", "靖宇县", 305, 12, 0, is_poor=False),
    Village("220621101201", "小夹皮沟村", "抚松县", 176, 22, 5),
    Village("220621101202", "碱场沟村", "抚松县", 241, 19, 10),
    Village("222424101201", "腰营沟村", "汪清县", 158, 44, 7),
    Village("222424101202", "柳树河子村", "汪清县", 132, 29, None),
    Village("222424102203", "太平岭村", "汪清县", 221, 35, 9),
    Village("222403101201", "黑瞎子背村", "敦化市", 198, 17, 6),
    Village("222403101202", "二道荒沟村", "敦化市", 289, 8, 0, is_poor=False),
)

RETURNS: Mapping[str, tuple[str, ...]] = {
    # In the order of annex 4. A bare number is exact; the rest is written as people write it.
    "靖宇县": (
        "46",
        "8",
        "31",
        "1.86",
        "3",
        "214",
        "12",
        "5200",
        "38",
        "4310",
        "166",
        "205",
        "27",
        "2900",
        "1.2",
        "640",
        "85",
        "1870",
        "9",
        "3400",
        "14",
        "23",
        "11",
        "58.5",
    ),
    "抚松县": (
        "39",
        "14",
        "40",
        "2.05",
        "2",
        "187",
        "10",
        "4600",
        "33",
        "3925",
        "140",
        "180",
        "30",
        "3100",
        "0.95",
        "500",
        "60",
        "2210",
        "8",
        "2750",
        "10",
        "19",
        "9",
        "46",
    ),
    "汪清县": (
        "52",
        "9",
        "47",
        "2.4",
        "3",
        "260",
        "15",
        "6100",
        "41",
        "4780",
        "172",
        "246",
        "22",
        "2300",
        "1.5",
        "720",
        "-",
        "1560",
        "11",
        "3900",
        "12",
        "26",
        "13",
        "63.25",
    ),
    "敦化市": (
        "44",
        "16",
        "58",
        "2.6",
        "4",
        "231",
        "13",
        "5750",
        "36",
        "4105",
        "155",
        "198",
        "25",
        "2650",
        "1.1",
        "580",
        "70",
        "2480",
        "10",
        "3300",
        "16",
        "21",
        "10",
        "71",
    ),
    # The prefecture's own return speaks of itself and everything below it; its training sessions
    # (72) are fewer than the 41 and 36 of the two counties together.
    "延边朝鲜族自治州": (
        "104",
        "27",
        "112",
        "5.35",
        "9",
        "530",
        "31",
        "12600",
        "72",
        "9420",
        "352",
        "470",
        "51",
        "5400",
        "2.9",
        "1400",
        "80",
        "4300",
        "23",
        "7600",
        "31",
        "50",
        "26",
        "150",
    ),
}

RECEIVED = (
    # file, received on, sender; the province is the recipient
    ("白山市/靖宇县/附件1-双山子村.docx", "2017-11-28", "白山市科协"),
    ("白山市/靖宇县/附件1-石人沟村.docx", "2017-11-28", "白山市科协"),
    ("白山市/靖宇县/附件1-黄泥岗子村.xlsx", "2017-11-28", "白山市科协"),
    ("白山市/靖宇县/附件2-01.docx", "2017-11-28", "白山市科协"),
    ("白山市/靖宇县/附件2-02.docx", "2017-11-28", "白山市科协"),
    ("白山市/抚松县/附件1-小夹皮沟村.docx", "2017-11-28", "白山市科协"),
    ("白山市/抚松县/附件1-碱场沟村.xlsx", "2017-11-28", "白山市科协"),
    ("白山市/抚松县/附件2-01.docx", "2017-11-28", "白山市科协"),
    ("白山市/抚松县/附件2-02.docx", "2017-11-28", "白山市科协"),
    ("延边州/汪清县/附件1-腰营沟村.xlsx", "2017-11-30", "延边州科协"),
    ("延边州/汪清县/附件1-太平岭村.docx", "2017-11-30", "延边州科协"),
    ("延边州/汪清县/附件2-01.xlsx", "2017-11-30", "延边州科协"),
    ("延边州/敦化市/附件1-黑瞎子背村.xlsx", "2017-11-30", "延边州科协"),
    ("延边州/敦化市/附件2-01.docx", "2017-11-30", "延边州科协"),
    ("延边州/敦化市/附件2-02.docx", "2017-11-30", "延边州科协"),
    ("延边州/敦化市/附件2-03.xlsx", "2017-11-30", "延边州科协"),
    ("附件3-省工作队1.docx", "2017-12-01", "吉林省科协"),
    ("白山市/附件3-白山市工作队.docx", "2017-12-14", "白山市科协"),
    ("白山市/靖宇县/附件3-工作安排表.docx", "2017-12-14", "白山市科协"),
    ("白山市/抚松县/附件3-工作安排表.docx", "2017-12-14", "白山市科协"),
    ("延边州/附件3-延边州工作队.xlsx", "2017-12-15", "延边州科协"),
    ("延边州/汪清县/附件3-工作安排表.docx", "2017-12-15", "延边州科协"),
    ("白山市/靖宇县/附件4-统计表.xlsx", "2018-05-25", "白山市科协"),
    ("白山市/抚松县/附件4-统计表.docx", "2018-05-25", "白山市科协"),
    ("延边州/附件4-延边州统计表.docx", "2018-06-06", "延边州科协"),
    ("延边州/汪清县/附件4-统计表.docx", "2018-05-30", "延边州科协"),
    ("延边州/敦化市/附件4-统计表.docx", "2018-05-30", "延边州科协"),
    ("延边州/敦化市/附件4-统计表(1).docx", "2018-05-30", "延边州科协"),
)


def main(folder: Path = HERE) -> None:
    """Write the register, the register of receipts and all forms into a folder."""
    plugin = HERE.parents[1] / "plugins" / "jilin"
    programme = open_programme("jilin-winter-2017", (plugin,) if plugin.is_dir() else ())
    forms = folder / "forms"
    if forms.exists():
        shutil.rmtree(forms)
    for name, content in everything(programme):
        path = forms / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "村名册.xlsx").write_bytes(register(programme))
    with (folder / "收文登记.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("文件", "收文日期", "报送单位"))
        writer.writerows(RECEIVED)


def everything(programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Every form with its place in the folder."""
    yield from village_surveys(programme)
    yield from household_surveys(programme)
    yield from workplans(programme)
    yield from returns(programme)


def folder_of(county: str) -> str:
    """The folder that a county's forms lie in."""
    return f"{'白山市' if county in ('靖宇县', '抚松县') else '延边州'}/{county}"


def full_name(county: str) -> str:
    """A county's name with its prefecture's in front."""
    return ("白山市" if county in ("靖宇县", "抚松县") else "延边州") + county


def record(programme: Programme, kind: str, **values: object) -> Record:
    """A record of a kind of the programme."""
    return make_record(programme.catalogue.kinds[kind], values)


def village_surveys(programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Annex 1: every poor village but one hands one in."""
    for number, village in enumerate(each for each in VILLAGES if each.is_poor):
        if village.name == "柳树河子村":
            continue
        poor = 231 if village.name == "双山子村" else village.poor
        survey = record(
            programme,
            "village_survey",
            village=village.name,
            division=DivisionName(full_name(village.county)),
            address=f"{village.county}{village.name}村部",
            contact=("赵保田", "钱有粮", "孙长林", "李满仓")[number % 4],
            phone=f"1390000{1000 + number}",
            households=village.households,
            poor_households=poor,
            population=None if village.name == "腰营沟村" else village.households * 3 + number,
            farmland_per_capita=Decimal("4.5") + number,
            poverty_causes="地块零散，缺少技术和销路",
            strengths="林地多，适合发展食用菌和中药材",
            service_needs=("种植", "养殖") if number % 2 else ("种植", "加工"),
            service_needs_other="电商培训" if number == 2 else None,
        )
        ending = "xlsx" if number % 3 == 2 or village.name == "腰营沟村" else "docx"
        if village.name == "碱场沟村":
            ending = "xlsx"
        name = f"{folder_of(village.county)}/附件1-{village.name}.{ending}"
        yield name, programme.filled(survey, format=ending)


def household_surveys(programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Annex 2: a few households of each county."""
    people = ("周广才", "吴玉珍", "郑福海", "王桂兰", "冯振东", "陈淑芬", "褚长顺", "卫秀英")
    households = (
        # county, number, members, able, causes, needs, ending
        ("靖宇县", "01", 4, 2, ("缺技术",), ("种植",), "docx"),
        ("靖宇县", "02", 2, 0, ("因病", "缺劳力"), (), "docx"),
        ("抚松县", "01", 5, 3, ("因学", "缺技术"), ("养殖", "加工"), "docx"),
        ("抚松县", "02", 3, 4, ("缺土地",), ("种植",), "docx"),
        ("汪清县", "01", 3, 1, ("因残",), ("养殖",), "xlsx"),
        ("敦化市", "01", 6, 3, ("缺技术", "缺水"), ("种植", "水产"), "docx"),
        ("敦化市", "02", 1, 1, ("自身发展动力不足",), ("种植",), "docx"),
        ("敦化市", "03", 4, 2, ("因灾",), ("加工",), "xlsx"),
    )
    for person, (county, number, members, able, causes, needs, ending) in zip(
        people, households, strict=True
    ):
        village = next(each.name for each in VILLAGES if each.county == county)
        place = "延边州敦化县" if (county, number) == ("敦化市", "03") else full_name(county)
        survey = record(
            programme,
            "household_survey",
            household=person,
            division=DivisionName(place),
            address=f"{village}{int(number)}组",
            contact=person,
            phone=f"1380000{2000 + members * 10 + able}",
            members=members,
            able_workers=able,
            farmland_per_capita=Decimal("3.2"),
            poverty_causes=causes,
            strengths="有旱田和庭院",
            service_needs=needs or None,
        )
        name = f"{folder_of(county)}/附件2-{number}.{ending}"
        yield name, programme.filled(survey, format=ending)


def workplans(programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Annex 3: one team of the province, one of each prefecture, three of the four counties."""
    teams = (
        (PROVINCE, "蒋立新", "附件3-省工作队1.docx"),
        (BAISHAN, "沈国栋", "白山市/附件3-白山市工作队.docx"),
        ("延边州", "韩英爱", "延边州/附件3-延边州工作队.xlsx"),
        ("白山市靖宇县", "杨树森", "白山市/靖宇县/附件3-工作安排表.docx"),
        ("白山市抚松县", "朱凤岐", "白山市/抚松县/附件3-工作安排表.docx"),
        ("延边州汪清县", "秦光日", "延边州/汪清县/附件3-工作安排表.docx"),
    )
    kind = programme.catalogue.kinds["team_workplan"]
    experts = (
        ("尤志农", "省农科院", "研究员", 52),
        ("许春芳", "农业技术推广站", "高级农艺师", 47),
        ("何忠林", "食用菌协会", "中级农技师", 39),
    )
    for number, (place, leader, name) in enumerate(teams):
        second = date(2017, 1, 5) if "抚松" in place else date(2018, 1, 5 + number)
        plan = record(
            programme,
            "team_workplan",
            division=DivisionName(place),
            leader_name=leader,
            leader_contact=f"1370000{3000 + number}",
            leader_employer=f"{place}科协",
            leader_position="副主席",
            experts=tuple(
                make_record(
                    kind.row_kind("experts"),
                    {
                        "name": who,
                        "employer": where,
                        "title": title,
                        "age": age,
                        "phone": f"1360000{4000 + number * 10 + row}",
                    },
                )
                for row, (who, where, title, age) in enumerate(experts)
            ),
            planned_activities=tuple(
                make_record(
                    kind.row_kind("planned_activities"),
                    {"when": when, "where": where, "content": content},
                )
                for when, where, content in (
                    (date(2017, 12, 12 + number), f"{place}文化站", "食用菌栽培培训"),
                    (second, f"{place}各贫困村", "入户指导、赠送图书"),
                )
            ),
        )
        yield name, programme.filled(plan, format=name.rpartition(".")[2])


def returns(programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Annex 4: the four counties and one of the two prefectures."""
    kind = programme.catalogue.kinds["winter_return"]
    keys = [field.key for field in kind.measured]
    for place, cells in RETURNS.items():
        values: dict[str, object] = {}
        for key, text in zip(keys, cells, strict=True):
            values[key] = NONE_OF_ITEM if text == "-" else Decimal(text)
        if place == "抚松县":
            values["funds_invested"] = Vague(40, 50, "40余万元", high_open=True)
        whose = "延边州" if place == YANBIAN else place
        values["reporting_unit"] = f"{whose}科协"
        filled = record(programme, "winter_return", **values)
        if place == "靖宇县":
            workbook = programme.filled(filled, format="xlsx")
            yield "白山市/靖宇县/附件4-统计表.xlsx", in_persons(workbook)
        elif place == YANBIAN:
            yield "延边州/附件4-延边州统计表.docx", programme.filled(filled)
        else:
            content = with_spaces(programme.filled(filled)) if place == "汪清县" else None
            content = content or programme.filled(filled)
            yield f"{folder_of(place)}/附件4-统计表.docx", content
            if place == "敦化市":
                yield f"{folder_of(place)}/附件4-统计表(1).docx", content


def in_persons(workbook: bytes) -> bytes:
    """The mistake that is made most often: persons written where ten thousands are asked for."""
    book = load_workbook(BytesIO(workbook))
    for row in book.worksheets[0].iter_rows():
        for label, _, figure in zip(row, row[1:], row[2:], strict=False):
            if "受服务的农民总人数" in str(label.value):
                figure.value = 18600
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_spaces(form: bytes) -> bytes:
    """The same form after somebody has tidied its labels by hand."""
    document = docx.Document(BytesIO(form))
    for cell in document.tables[0].columns[0].cells:
        for run in cell.paragraphs[0].runs:
            run.text = run.text.replace("科技下乡", "科技 下乡")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def register(programme: Programme) -> bytes:
    """The register of villages (村名册)."""
    kind = programme.catalogue.kinds["village_register"]
    rows = tuple(
        make_record(
            kind,
            {
                "code": each.code,
                "name": each.name,
                "parent": DivisionName(full_name(each.county)),
                "poor_village_from": date(2014, 12, 1) if each.is_poor else None,
                "households": each.households,
                "poor_households": each.poor,
                "demonstration_households": each.demonstration,
            },
        )
        for each in VILLAGES
    )
    return programme.filled_rows("village_register", rows, format="xlsx")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
