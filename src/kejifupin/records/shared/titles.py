"""Titles and awards that somebody holds since a day."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    PERSONAL,
    Day,
    Place,
    SharedRecord,
    Text,
    choice,
    day,
    place,
    shared,
    text,
)


@shared("title", "称号", identity=("name", "holder", "division"))
class Title(SharedRecord):
    """A title or an award that a county, an organisation or a person was given (称号).

    河南 一（二）: 科普信息化示范县. 西安 二.5: who was given 基层科普行动计划奖补 in earlier years.
    """

    name: Text = text("称号名称", required=True)
    holder: Text = text("获得者", privacy=PERSONAL)
    holder_category: Text = choice(
        "获得者类别", "县区", "科技组织", "科技专家", "团队", "单位", "个人"
    )
    division: Place = place("所在地区", required=True)
    given_on: Day = day("授予日期")
    withdrawn_on: Day = day("撤销日期")
    level: Text = choice("级别", "县级", "市级", "省级", "国家级", ordered=True)
