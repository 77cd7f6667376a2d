"""Villages and households: how they are registered, what they earn, whether they are content."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    PERSONAL,
    SENSITIVE,
    Day,
    Figure,
    Place,
    Rows,
    Several,
    SharedRecord,
    Text,
    When,
    choice,
    day,
    figure,
    place,
    rows,
    several,
    shared,
    text,
    when,
)

CAUSES = (
    "因病", "因残", "因学", "因灾", "缺土地", "缺水", "缺技术", "缺劳力", "缺资金", "交通条件落后",
    "自身发展动力不足",
)  # fmt: skip
"""Causes of poverty: annex 2 of the plan of 吉林, and 缺资金 of the summary of 许昌."""


@shared("village", "贫困村情况", identity=("division", "name"), locality="name")
class Village(SharedRecord):
    """A village with its registered households at a time (村).

    It may have left the list while some households are still registered: 许昌 二（五）.
    """

    name: Text = text("村名", required=True)
    division: Place = place("所在地区", required=True)
    poor_village: Text = choice("是否贫困村", "是", "否", "已退出")
    left_on: When = when("退出日期")
    as_of: When = when("数据时间")
    households: Figure = figure("总户数", "户")
    population: Figure = figure("总人口", "人")
    registered_households: Figure = figure("建档立卡户数", "户")
    registered_people: Figure = figure("建档立卡人数", "人")
    newly_registered_households: Figure = figure("新识别户数", "户")
    newly_registered_people: Figure = figure("新识别人数", "人")
    natural_increase: Figure = figure("自然增加人数", "人", minimum=None)
    lifted_people: Figure = figure("脱贫人数", "人")
    demonstration_households: Figure = figure("示范户数", "户")


@shared("household", "建档立卡户", identity=("division", "village", "name"), locality="village")
class Household(SharedRecord):
    """A registered household, its spells on the register and its income (建档立卡户)."""

    name: Text = text("户名", required=True, privacy=PERSONAL)
    division: Place = place("所在地区", required=True)
    village: Text = text("村")
    address: Text = text("详细地址", privacy=PERSONAL)
    members: Figure = figure("家庭人口", "人")
    able_workers: Figure = figure("有劳动能力人口数", "人")
    poverty_causes: Several = several("致贫原因", *CAUSES, other="other_cause", privacy=SENSITIVE)
    other_cause: Text = text("致贫原因（其它）", privacy=SENSITIVE)
    techniques: Figure = figure("掌握实用技术和技能", "项")
    income_projects: Figure = figure("参与农业增收项目", "项")
    income_before: Figure = figure("帮扶前人均收入", "元", decimals=2, privacy=PERSONAL)
    income_after: Figure = figure("帮扶后人均收入", "元", decimals=2, privacy=PERSONAL)
    spells: Rows = rows(
        "建档立卡情况",
        ("event", choice("变动", "新识别", "自然增加", "自然减少", "脱贫", "返贫", required=True)),
        ("from_on", when("起")),
        ("until_on", when("止")),
        ("people", figure("人数", "人")),
    )


@shared("satisfaction", "满意度", identity=("division", "subject", "asked_on"))
class Satisfaction(SharedRecord):
    """How content people are with the help of somebody (满意度).

    许昌, last paragraph.
    """

    division: Place = place("地区", required=True)
    subject: Text = text("评价对象", required=True)
    asked_on: Day = day("调查日期")
    asked: Figure = figure("受访人数", "人")
    content: Figure = figure("满意人数", "人")
