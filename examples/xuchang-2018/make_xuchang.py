"""Write the ledgers of the example: what the summary of 许昌市 for 2018 reports, figure by figure.

The figures are those of the published summary, vague as they are printed, each with the passage
that it comes from. The summary names no person, nor does anything here. What is questionable in it
stays as it is, for the rules of the programme to find. Run it to write the folder anew::

    python examples/xuchang-2018/make_xuchang.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kejifupin import Period, Programme, Record, make_record, open_programme
from kejifupin.records import DivisionName
from kejifupin.records.fields import FieldType
from kejifupin.terms import Amount, Unit, find_unit, read_amount
from kejifupin.terms.quantities import convert_amount

HERE = Path(__file__).resolve().parent
CITY, YANLING, YUZHOU = "许昌市", "鄢陵县", "禹州市"
YANGSHUWAN, NANZHAI = "杨树湾村", "南寨村"

WATERMARK = "CjN许昌市科学技术协会"
HOSTS = "禹州市金银花协会、襄城县益农种植合作社,建安区青年食用菌协会等基地"
TRAINING = (
    "先后邀请专家20余人次,举办培训30余场次,免费培训学员300余人,辐射科普农户和贫困户10000余人,"
    f"为群众发放电商科普资料12000多份,不少贫困户对电商很感兴趣。{WATERMARK}"
)
SHOWS = "科普大篷车进乡村校园,科普戏剧进偏远和贫困乡村活动10余场次"
SYSTEM = "国家扶贫信息系统显示有建档立卡贫困户103户378人,2014年12月已全部实现脱贫"
STATE = (
    "2016年新识别贫困户9户38人,动态管理工作开展以来,自然增加2人,"
    "目前已经成功摘掉贫困村的帽子共有贫困户9户40人"
)
PEPPER = (
    "目前,我村已发展种植新型辣椒面积1200余亩,辐射带动周边新增500余亩,"
    "预计收益每亩5000-6000元,共计创收600余万元"
)
GUIDANCE = "由合作社全程参与辣椒种植过程,手把手为农民提供技术指导"
SUPPORT = "由我村帮扶单位许昌市科协、县群工部、县公安局等单位领导"
PROBLEMS = (
    "当前工作中存在的各县(市、区)推进不平衡、精准政策不够到位、扶贫产业带动力不够强、"
    "脱贫增收办法不够多等问题"
)

Row = Mapping[str, object]
LEDGERS: Mapping[str, tuple[Row, ...]] = {
    # A figure is a text as it is printed, read by the library.
    "chief_experts": (
        {
            "division": CITY,
            "batch": "第一批",
            "named": "30名",
            "serving": "10余名",
            "data_source": "总结二（一）：第一批命名首席科普专家30名,"
            "其中10余名专家均投身扶贫扶智一线",
        },
    ),
    "city_team": (
        {
            "division": CITY,
            "name": "市科协扶贫扶智志愿服务工作队",
            "category": "志愿服务工作队",
            "data_source": "总结二（一）：市科协组织了市科协扶贫扶智志愿服务工作队",
        },
    ),
    "team": (
        {
            "division": CITY,
            "name": "市科技专家扶贫服务团",
            "category": "科技专家扶贫服务团",
            "data_source": "总结二（一）：建立市、县科技专家扶贫服务团",
        },
        {
            "division": CITY,
            "name": "市科技扶贫专家队伍",
            "category": "科技扶贫专家队伍",
            "data_source": "总结二（一）：建全市、县科技扶贫专家队伍",
        },
    ),
    "base_report": (
        {
            "division": CITY,
            "bases": "5个",
            "data_source": "总结二（三）：依托5个全省农村电商技能人才培训基地和其他科普示范基地",
        },
    ),
    "activity": (
        {
            "name": "农村电商技能人才培训和电商科普",
            "category": "科技培训",
            "division": CITY,
            "held_on": Period(date(2018, 1, 1), date(2018, 12, 31)),
            "topics": ("电商",),
            "organisers": HOSTS,
            "sessions": "30余场次",
            "expert_attendances": "20余人次",
            "people": "300余人",
            "reached": "10000余人",
            "materials": "12000多份",
            "free_of_charge": "是",
            "data_source": f"总结二（三）：{TRAINING}",
        },
        {
            "name": "科普大篷车进乡村校园、科普戏剧进乡村",
            "category": "科普活动",
            "campaign": "许昌科普行",
            "division": CITY,
            "held_on": Period(date(2018, 1, 1), date(2018, 12, 31)),
            "organisers": "市科协、市委组织部、市民进、许昌学院",
            "sessions": "10余场次",
            "data_source": f"总结二（四）：{SHOWS}",
        },
        {
            "name": "辣椒种植技术指导",
            "category": "科技培训",
            "division": YANLING,
            "village": YANGSHUWAN,
            "held_on": Period(date(2018, 1, 1), date(2018, 12, 31)),
            "topics": ("种植",),
            "organisers": "及时雨种植专业合作社",
            "data_source": f"总结二（五）三是：{GUIDANCE}",
        },
    ),
    "city_goods": (
        {
            "name": "科普反邪、精准扶贫等主题礼品",
            "category": "主题罩衣、方便袋等礼品",
            "division": CITY,
            "sets": "2000余套",
            "receivers": "贫困群众",
            "data_source": "总结二（四）：主题罩衣、方便袋等礼品2000余套",
        },
        {
            "name": "学习用品",
            "category": "书包、益智机器人、文具、玩具、科普图书等",
            "division": CITY,
            "sets": "500多套",
            "receivers": "贫困村学生",
            "data_source": "总结二（四）：赠送书包、益智机器人、文具、玩具、科普图书等500多套",
        },
        {
            "name": "辣椒种子",
            "category": "种子",
            "division": YANLING,
            "village": YANGSHUWAN,
            "packages": "40余包",
            "value": "约2000余元",
            "households": "2户",
            "receivers": "贫困户",
            "data_source": "总结二（五）：已向2户贫困户免费发放辣椒种子40余包,价值约2000余元",
        },
    ),
    "village_assignment": (
        {
            "division": YANLING,
            "village": YANGSHUWAN,
            "unit": "许昌市科协",
            "mode": "驻村帮扶",
            "team": "是",
            "first_secretary": "是",
            "data_source": "总结二（五）：市科协驻村工作队负责驻村帮扶鄢陵县南坞镇杨树湾村,"
            "派驻了第一书记常年驻村帮扶",
        },
        {
            "division": YANLING,
            "village": YANGSHUWAN,
            "unit": "鄢陵县群工部",
            "mode": "协调补助",
            "data_source": f"总结二（五）：{SUPPORT}",
        },
        {
            "division": YANLING,
            "village": YANGSHUWAN,
            "unit": "鄢陵县公安局",
            "mode": "协调补助",
            "data_source": f"总结二（五）：{SUPPORT}",
        },
        {
            "division": YUZHOU,
            "village": NANZHAI,
            "unit": "禹州市科协",
            "mode": "驻村帮扶",
            "team": "是",
            "first_secretary": "是",
            "lifted_people": "200人",
            "data_source": "总结二（五）：禹州市科协向鸠山镇南寨村派驻了工作队和第一书记,"
            "积极对该村进行驻村帮扶,助力该村脱贫200人",
        },
    ),
    "lifted_report": (
        {
            "division": CITY,
            "people": "650人",
            "data_source": "总结二（五）：全市共助力脱贫650人",
        },
        {
            "division": YUZHOU,
            "village": NANZHAI,
            "people": "200人",
            "data_source": "总结二（五）：助力该村脱贫200人",
        },
    ),
    "village_state": (
        {
            "name": YANGSHUWAN,
            "division": YANLING,
            "poor_village": "是",
            "as_of": Period(date(2014, 12, 1), date(2014, 12, 31)),
            "registered_households": "103户",
            "registered_people": "378人",
            "lifted_people": "378人",
            "data_source": f"国家扶贫信息系统；总结二（五）：{SYSTEM}",
        },
        {
            "name": YANGSHUWAN,
            "division": YANLING,
            "poor_village": "已退出",
            "as_of": Period(date(2018, 1, 1), date(2018, 12, 31)),
            "registered_households": "9户",
            "registered_people": "40人",
            "newly_registered_households": "9户",
            "newly_registered_people": "38人",
            "natural_increase": "2人",
            "newly_registered_on": Period(date(2016, 1, 1), date(2016, 12, 31)),
            "data_source": f"总结二（五）：{STATE}",
        },
    ),
    "industry": (
        {
            "name": "辣椒",
            "category": "特色产业",
            "division": YANLING,
            "village": YANGSHUWAN,
            "area": "1200余亩",
            "area_led": "500余亩",
            "expected_income_rate": "5000-6000",
            "income": "600余万元",
            "data_source": f"总结二（五）：{PEPPER}",
        },
    ),
    "planting_base": (
        {
            "name": "杨树湾村辣椒种植示范基地",
            "category": "种植示范基地",
            "division": YANLING,
            "village": YANGSHUWAN,
            "data_source": "总结二（五）：成立杨树湾村辣椒种植示范基地",
        },
    ),
    "household_tie": (
        {
            "enterprise": "及时雨种植专业合作社",
            "division": YANLING,
            "village": YANGSHUWAN,
            "mode": "收购",
            "floor_price": "1",
            "floats": "是",
            "data_source": "总结二（五）：以每市斤1元的保底价格向农户收购辣椒,"
            "并随当年市场价格适当上浮",
        },
    ),
    "fund_shares": (
        {
            "division": YANLING,
            "village": YANGSHUWAN,
            "fund": "财政专项扶贫资金",
            "industry_share": "70%以上",
            "registered_share": "80%以上",
            "data_source": "总结二（五）：将财政专项扶贫资金70%以上用于产业扶贫,"
            "其中80%以上用于建档立卡扶贫对象的生产发展",
        },
    ),
    "problem": tuple(
        {"division": CITY, "problem": each, "data_source": f"总结三（一）：{PROBLEMS}"}
        for each in ("推进不平衡", "精准政策不够到位", "扶贫产业带动力不够强", "脱贫增收办法不够多")
    ),
}

# Code and county of the two villages that the summary names, and since when it knows one as poor.
VILLAGES = (
    ("411024110213", YANGSHUWAN, YANLING, date(2014, 12, 1)),
    ("411081109214", NANZHAI, YUZHOU, None),
)


def main(folder: Path = HERE) -> None:
    """Write the register of the two villages and all ledgers into a folder."""
    programme = open_programme("xuchang-2018", plugins())
    ledgers = folder / "ledgers"
    ledgers.mkdir(parents=True, exist_ok=True)
    for key, rows in LEDGERS.items():
        title = programme.find_layout(key).title
        records = tuple(record(programme, key, row) for row in rows)
        (ledgers / f"{title}.xlsx").write_bytes(programme.filled_rows(key, records))
    register = tuple(
        record(
            programme,
            "village_register",
            {"code": code, "name": name, "parent": county, "poor_village_from": day},
        )
        for code, name, county, day in VILLAGES
    )
    (folder / "村名册.xlsx").write_bytes(programme.filled_rows("village_register", register))


def plugins() -> tuple[Path, ...]:
    """The plugin beside this folder; where it is not there, the installed one is used."""
    plugin = HERE.parents[1] / "plugins" / "henan"
    return (plugin,) if plugin.is_dir() else ()


def record(programme: Programme, key: str, row: Row) -> Record:
    """A record of a kind, its figures read from the words of the summary."""
    kind = programme.catalogue.kinds[key]
    values: dict[str, object] = {}
    for name, value in row.items():
        field = kind.field(name)
        if field.type is FieldType.DIVISION:
            values[name] = DivisionName(f"{value}")
        elif field.type is FieldType.NUMBER:
            values[name] = figure(f"{value}", find_unit(field.unit or ""))
        else:
            values[name] = value
    return make_record(kind, values)


def figure(text: str, unit: Unit) -> Amount:
    """A figure in the unit of its column; a rate is printed without what it is per (每亩…元)."""
    reading = read_amount(text, counted=unit.is_counted)
    if reading is None:
        raise ValueError(f"{text!r} is no amount")
    written = find_unit(reading.unit or unit.symbol)
    same = written.dimension == unit.dimension
    return convert_amount(reading.amount, written, unit) if same else reading.amount


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
