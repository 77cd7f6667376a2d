"""Pairings: who helps whom, how, and whether there is an agreement."""

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


@shared(
    "pairing", "结对帮扶", identity=("helper", "division", "village", "helped"), locality="village"
)
class Pairing(SharedRecord):
    """Somebody who helps and somebody who is helped (结对帮扶).

    河南 一（三）3 and 二（一）, 西安 一.1 and 三.8, 湖南 三.5. Between two districts the helped
    one stands in ``division`` and the helping one in ``from_division``.
    """

    helper: Text = text("帮扶方", required=True, privacy=PERSONAL)
    helper_category: Text = choice(
        "帮扶方类别", "科技组织", "科技专家", "学会", "区县科协", "其他单位"
    )
    division: Place = place("受帮扶地区", required=True)
    from_division: Place = place("帮扶方所在地区")
    village: Text = text("受帮扶村")
    helped: Text = text("受帮扶户", privacy=PERSONAL)
    helped_category: Text = choice("受帮扶对象", "贫困户", "贫困村", "乡镇产业", "区县")
    cardinality: Text = choice("结对形式", "一对一", "一对多", "一帮一", "一带一")
    mode: Text = choice("帮扶方式", "结对帮扶", "定点扶贫", "对口援助", "购买服务")
    services: Several = several(
        "帮扶内容", "科技培训", "技术推广", "科普活动", "对接市场", "成果转化", "决策咨询"
    )
    industry: Text = text("产业")
    agreement_on: Day = day("协议签订日期")
    agreement_until: Day = day("协议到期日期")
    goal: Text = text("帮扶目标")
    goal_met_on: Day = day("目标实现日期")
    ended_on: Day = day("结束日期")
    households: Figure = figure("帮扶户数", "户")
