"""Enterprises, and how they tie poor households in."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    PERSONAL,
    Day,
    Figure,
    Place,
    Several,
    SharedRecord,
    Text,
    choice,
    day,
    figure,
    place,
    several,
    shared,
    text,
)


@shared("enterprise", "新型经营主体", identity=("division", "name"))
class Enterprise(SharedRecord):
    """An enterprise, a cooperative, a family farm (新型经营主体)."""

    name: Text = text("名称", required=True)
    category: Text = choice(
        "类别", "示范企业", "龙头企业", "农业专业合作社", "家庭农场", "种养大户", "科技示范户",
        required=True,
    )  # fmt: skip
    division: Place = place("所在地区", required=True)
    supported_on: Day = day("扶持日期")
    models: Several = several(
        "经营模式", "扶贫对象+龙头企业+银行", "龙头企业+特派员+基地+农户", "专家+龙头企业+农民",
        "专家+农技推广机构+农民", "专家+农村专业协会+农民", "协会（基地、合作社）+示范商铺",
    )  # fmt: skip
    jobs: Figure = figure("提供就业岗位", "个")
    poor_households: Figure = figure("带动贫困户数", "户")


@shared(
    "household_tie",
    "带动关系",
    identity=("enterprise", "division", "village", "household"),
    locality="village",
)
class HouseholdTie(SharedRecord):
    """How an enterprise ties a household in, and on what terms (带动关系).

    河南 二（二）: 土地托管, 牲畜托养, 入股, 就业. 许昌 二（五）三是: 收购 at a
    floor price that may float upwards.
    """

    enterprise: Text = text("经营主体", required=True)
    division: Place = place("地区", required=True)
    village: Text = text("村")
    household: Text = text("户名", privacy=PERSONAL)
    mode: Text = choice("方式", "土地托管", "牲畜托养", "入股", "就业", "收购", "承包")
    contributed: Several = several("入股要素", "资金", "土地", "劳动", "技术")
    agreement_on: Day = day("协议签订日期")
    ended_on: Day = day("结束日期")
    floor_price: Figure = figure("保底价", "元/斤", decimals=2)
    floats: Text = choice("随市场上浮", "是", "否")
    households: Figure = figure("带动户数", "户")
