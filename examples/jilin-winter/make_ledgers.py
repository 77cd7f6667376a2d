"""Write the ledgers of the example: what stands beside the four forms of that winter.

The four forms say how many, the ledgers say who and when: the roster of experts, the work logs, the
demonstration households, the activities, the techniques of each household. All people are invented.
Run it to write the folder anew::

    python examples/jilin-winter/make_ledgers.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kejifupin import Programme, Record, make_record, open_programme
from kejifupin.records import DivisionName, FieldType

HERE = Path(__file__).resolve().parent
BAISHAN, YANBIAN = "白山市", "延边州"
JINGYU, FUSONG, WANGQING, DUNHUA = (
    "白山市靖宇县",
    "白山市抚松县",
    "延边州汪清县",
    "延边州敦化市",
)

Row = tuple[object, ...]
Table = tuple[tuple[str, ...], tuple[Row, ...]]

# What is wrong on purpose: 唐守信 is below 中级, 罗大成 has a title that no order knows, a pairing
# ended before its goal, one demonstration household fits two of the three criteria, a log is dated
# before the season, and the roster of 汪清县 has fewer experts than its annex 3.
LEDGERS: Mapping[str, Table] = {
    "expert_roster": (
        ("division", "employer", "name", "title", "age", "phone", "source", "honoured"),
        (
            (JINGYU, "省农科院", "尤志农", "研究员", 52, "13600004030", "科研院所", None),
            (JINGYU, "农业技术推广站", "许春芳", "高级农艺师", 47, "13600004031", "企（事）业",
             None),
            (JINGYU, "食用菌协会", "何忠林", "中级农技师", 39, "13600004032", "农技协会长", "是"),
            (JINGYU, "双山子村", "唐守信", "初级农技师", 44, "13600004033", "农村实用技术人才",
             None),
            (WANGQING, "太平岭村", "罗大成", "土专家", 58, "13600004050", "农村实用技术人才", None),
            (WANGQING, "食用菌协会", "何忠林", "农艺师", 39, "13600004052", "农技协会长", "是"),
        ),
    ),
    "roster_check": (
        ("division", "checked_on", "checked", "confirmed"),
        (
            (JINGYU, date(2018, 1, 18), 4, 4),
            (WANGQING, date(2018, 2, 6), 2, 1),
        ),
    ),
    "demonstration_household": (
        ("household", "division", "village", "criteria", "selected_on", "led_households"),
        (
            ("蒋得水", JINGYU, "石人沟村", ("懂科技", "有规模", "善经营"), date(2017, 12, 20), 4),
            ("沈二宝", JINGYU, "石人沟村", ("懂科技", "有规模", "善经营"), date(2017, 12, 20), 3),
            ("韩秋菊", JINGYU, "石人沟村", ("懂科技", "善经营"), date(2017, 12, 20), 2),
        ),
    ),
    "household_ledger": (
        ("household", "division", "address", "techniques", "income_projects"),
        (
            ("周广才", JINGYU, "双山子村1组", 1, 1),
            ("郑福海", FUSONG, "小夹皮沟村1组", 2, 1),
            ("冯振东", WANGQING, "腰营沟村1组", 0, 1),
            ("陈淑芬", DUNHUA, "黑瞎子背村1组", 1, 0),
        ),
    ),
    "activity": (
        ("name", "category", "division", "village", "held_on", "mode", "topics", "attendances"),
        (
            ("靖宇科技大集", "大型科普活动", JINGYU, None, date(2018, 1, 16), "线下",
             ("选育栽培", "特产"), 2600),
            ("食用菌栽培培训", "科技培训", JINGYU, "石人沟村", date(2017, 12, 15), "线下",
             ("选育栽培",), 64),
            ("人参种植讲座", "讲座咨询", FUSONG, None, date(2018, 1, 9), "两者结合",
             ("特产",), 80),
            ("黑木耳文化节", "大型科普活动", WANGQING, None, date(2018, 2, 8), "线下",
             ("特产", "新技术推介"), 3100),
            ("配方施肥现场会", "现场示范", WANGQING, "太平岭村", date(2018, 3, 21), "线下",
             ("配方施肥",), 55),
            ("边境村科普巡讲", "大型科普活动", DUNHUA, None, date(2018, 3, 2), "线下",
             ("科学文明",), 900),
        ),
    ),
    "work_log": (
        ("division", "leader_name", "worked_on", "village", "counterpart_category", "work",
         "mode", "problem", "content"),
        (
            (JINGYU, "杨树森", date(2017, 12, 15), "石人沟村", "贫困村", ("科技培训",), "线下",
             "共性问题", "食用菌栽培培训"),
            (JINGYU, "杨树森", date(2018, 1, 5), "石人沟村", "示范户", ("现场示范",), "线下",
             "个性问题", "大棚通风"),
            (WANGQING, "秦光日", date(2017, 1, 12), "太平岭村", "建档立卡贫困户", ("生产实践",),
             "线下", "个性问题", "菌袋处理"),
        ),
    ),
    "pairing": (
        ("helper", "helper_category", "division", "village", "helped", "helped_category",
         "goal_met_on", "ended_on"),
        (
            ("靖宇县工作队", "科技助力扶贫工作队", JINGYU, "双山子村", "周广才", "建档立卡贫困户",
             date(2018, 3, 30), date(2018, 4, 20)),
            ("靖宇县工作队", "科技助力扶贫工作队", JINGYU, "石人沟村", None, "贫困村", None, None),
            ("汪清县工作队", "科技助力扶贫工作队", WANGQING, "腰营沟村", "冯振东",
             "建档立卡贫困户", None, date(2018, 4, 10)),
        ),
    ),
    "technology": (
        ("name", "category", "division", "confirmed_by", "confirmed_on"),
        (
            ("黑木耳地栽", "选育栽培", WANGQING, "农委", date(2017, 11, 20)),
            ("测土配方施肥", "配方施肥", JINGYU, "农委", date(2017, 11, 22)),
            ("肉牛舍饲", "畜禽饲养", DUNHUA, "畜牧局", date(2017, 11, 24)),
        ),
    ),
    "media_report": (
        ("division", "medium", "outlet", "title", "published_on", "about"),
        (
            (JINGYU, "电视台", "靖宇电视台", "科技大集进山来", date(2018, 1, 18), "实施效果"),
            (WANGQING, "网络", "汪清发布", "木耳也有大学问", date(2018, 2, 10), "先进经验"),
        ),
    ),
    "contact_group": (
        ("division", "channel", "name", "experts", "villages", "households"),
        ((JINGYU, "QQ群", "靖宇科技帮扶群", 4, 3, 26),),
    ),
}  # fmt: skip


def main(folder: Path = HERE) -> None:
    """Write every ledger into a folder ``ledgers``."""
    plugin = HERE.parents[1] / "plugins" / "jilin"
    programme = open_programme("jilin-winter-2017", (plugin,) if plugin.is_dir() else ())
    place = folder / "ledgers"
    place.mkdir(parents=True, exist_ok=True)
    for key, (columns, rows) in LEDGERS.items():
        layout = programme.catalogue.layouts[key]
        records = [record(programme, key, columns, row) for row in rows]
        content = programme.filled_rows(key, records, format="xlsx")
        (place / f"{layout.title}.xlsx").write_bytes(content)


def record(programme: Programme, key: str, columns: tuple[str, ...], row: Row) -> Record:
    """One row of a ledger as a record."""
    kind = programme.catalogue.kinds[key]
    values = dict(zip(columns, row, strict=True))
    for column, value in values.items():
        if kind.field(column).type is FieldType.DIVISION:
            values[column] = DivisionName(str(value))
    return make_record(kind, values)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
