"""What grows and what is known: industries, technologies, varieties, patents."""

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


@shared("industry", "特色产业", identity=("division", "village", "name"), locality="village")
class Industry(SharedRecord):
    """An industry of a county, a township or a village (产业).

    What is hoped for and what came of it are two fields: a forecast is no result.
    """

    name: Text = text("产业名称", required=True)
    category: Text = choice("类别", "特色产业", "特色支柱产业", "一村一品", "一乡一业")
    division: Place = place("地区", required=True)
    village: Text = text("村")
    began_on: Day = day("起始日期")
    area: Figure = figure("面积", "亩", decimals=2)
    area_led: Figure = figure("辐射带动面积", "亩", decimals=2)
    households: Figure = figure("参与户数", "户")
    poor_households: Figure = figure("参与贫困户数", "户")
    expected_income_rate: Figure = figure("预计每亩收益", "元/亩", decimals=2)
    expected_income: Figure = figure("预计收益", "万元", decimals=4)
    income_rate: Figure = figure("实际每亩收益", "元/亩", decimals=2)
    income: Figure = figure("实际收益", "万元", decimals=4)


@shared("technology", "技术推广", identity=("division", "name"))
class Technology(SharedRecord):
    """A technology or a model that is spread (技术)."""

    name: Text = text("名称", required=True)
    category: Text = choice("类别", "新技术", "新模式", "优秀科普扶贫项目")
    division: Place = place("推广地区", required=True)
    promoted_on: Day = day("推广日期")
    promotions: Figure = figure("推广项次", "项次")
    households: Figure = figure("应用户数", "户")
    area: Figure = figure("应用面积", "亩", decimals=2)


@shared("variety", "新品种推广", identity=("division", "name"))
class Variety(SharedRecord):
    """A variety of a plant or an animal that is tried or spread (品种)."""

    name: Text = text("品种名称", required=True)
    category: Text = choice(
        "类别", "粮食", "果树", "蔬菜", "茶叶", "油料", "中药材", "畜禽", "水产", "其他"
    )
    division: Place = place("推广地区", required=True)
    promoted_on: Day = day("推广日期")
    area: Figure = figure("推广面积", "亩", decimals=2)


@shared("patent", "专利技术实施", identity=("number", "division"))
class Patent(SharedRecord):
    """A patent put to use in a poor area (专利技术)."""

    number: Text = text("专利号", required=True)
    name: Text = text("专利名称")
    category: Text = choice("类别", "实用新型", "发明", "外观设计")
    division: Place = place("实施地区", required=True)
    used_on: Day = day("实施日期")
    owner: Text = text("专利权人")
