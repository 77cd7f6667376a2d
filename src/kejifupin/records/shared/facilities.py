"""Places and things that stay: halls, stations, vans; and where the travelling ones have been."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    Day,
    Figure,
    Place,
    SharedRecord,
    Text,
    choice,
    day,
    figure,
    place,
    shared,
    text,
)

FACILITIES = (
    "农民科技网络书屋",
    "农村中学科技馆",
    "流动科技馆",
    "科普大篷车",
    "科普中国乡村e站",
    "科普中国社区e站",
    "科普中国校园e站",
    "农村电商技能人才培训基地",
    "电商示范店铺",
    "科普宣传栏",
    "科普服务站",
    "校园科技活动中心",
    "科普示范基地",
    "科普教育基地",
    "少年科普馆",
    "电子科普画廊",
    "种植示范基地",
    "星创天地",
    "企业孵化器",
    "农业科技园区",
    "农业信息化服务网络",
)
"""What is built: 河南 一（二）, 二（五）（六）; 西安 二.6; 湖南 二, 三.3; 许昌 二（三）（五）."""


@shared("facility", "设施", identity=("division", "category", "name"), locality="village")
class Facility(SharedRecord):
    """A facility, and whose premises it stands on (设施)."""

    name: Text = text("名称", required=True)
    category: Text = choice("类别", *FACILITIES, required=True)
    division: Place = place("所在地区", required=True)
    village: Text = text("所在村")
    host: Text = text("依托单位")
    host_category: Text = choice(
        "依托单位类别", "农技协", "农村科普示范基地", "合作社", "学校", "农业科技园区",
        "农业龙头骨干企业", "新农村发展研究院", "科技特派员服务站",
    )  # fmt: skip
    level: Text = choice("级别", "县级", "市级", "省级", "国家级", ordered=True)
    built_on: Day = day("建成日期")
    closed_on: Day = day("停用日期")
    area: Figure = figure("面积", "亩", decimals=2)


@shared("exhibition", "巡展", identity=("facility", "division", "opened_on"))
class Exhibition(SharedRecord):
    """A stay of a touring museum or van in a county (巡展)."""

    facility: Text = text("设施名称", required=True)
    category: Text = choice("类别", "流动科技馆", "科普大篷车")
    division: Place = place("巡展地区", required=True)
    opened_on: Day = day("开展日期")
    closed_on: Day = day("撤展日期")
    visits: Figure = figure("参观人次", "人次")
