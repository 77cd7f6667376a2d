"""Activities, who came, and who was taught."""

from __future__ import annotations

from kejifupin.records.fields import Accumulation
from kejifupin.records.shared.describing import (
    PERSONAL,
    Day,
    Figure,
    Place,
    Several,
    SharedRecord,
    Text,
    When,
    choice,
    day,
    figure,
    place,
    several,
    shared,
    text,
    when,
)

_FLOW = Accumulation.FLOW


@shared("activity", "活动", identity=("division", "name", "held_on"), locality="village")
class Activity(SharedRecord):
    """Something held once: a training, an exhibition, a fair (活动)."""

    name: Text = text("活动名称", required=True)
    category: Text = choice(
        "活动类别", "科技培训", "科技下乡", "科普活动", "报告会", "竞赛", "宣传", "会议", "督导检查"
    )
    campaign: Text = text("所属专项活动")
    division: Place = place("举办地区", required=True)
    village: Text = text("举办村")
    held_on: When = when("日期")
    topics: Several = several(
        "内容", "种植", "养殖", "加工", "水产", "电商", "防灾减灾", "卫生与健康", "青少年科技教育",
        "专业技能", "安全生产", "公共知识", "法律道德", "城市生活", other="other_topic",
    )  # fmt: skip
    other_topic: Text = text("内容（其它）")
    mode: Text = choice(
        "形式", "定点", "定向", "订单", "田间讲解", "地头培训", "面对面传授", "示范带动", "网络"
    )
    organisers: Text = text("主办单位")
    sessions: Figure = figure("场次", "场次", measure=_FLOW)
    attendances: Figure = figure("参加人次", "人次", measure=_FLOW)
    expert_attendances: Figure = figure("专家人次", "人次", measure=_FLOW)
    people: Figure = figure("参加人数", "人")
    reached: Figure = figure("辐射带动人数", "人")
    materials: Figure = figure("发放资料", "份", measure=_FLOW)
    free_of_charge: Text = choice("是否免费", "是", "否")


@shared("attendance", "参加活动", identity=("activity", "person", "held_on"))
class Attendance(SharedRecord):
    """Someone who was at an activity: twice there is two attendances of one person (参加活动)."""

    activity: Text = text("活动名称", required=True)
    held_on: Day = day("日期")
    division: Place = place("地区", required=True)
    person: Text = text("姓名", required=True, privacy=PERSONAL)
    group: Text = choice("人员类别", "农民", "科技人员", "示范户", "贫困户", "科技教师", "青少年")


@shared("trainee", "培训学员", identity=("division", "village", "person"), locality="village")
class Trainee(SharedRecord):
    """Someone who was trained, and what they can do since (培训学员).

    西安 二.4 counts techniques by trained person, 河南 一（二） by household.
    """

    person: Text = text("姓名", required=True, privacy=PERSONAL)
    division: Place = place("地区", required=True)
    village: Text = text("村")
    registered: Text = choice("是否建档立卡", "是", "否")
    able_worker: Text = choice("是否有劳动能力", "是", "否")
    group: Text = choice(
        "学员类别", "种养大户", "家庭农场主", "合作社骨干", "乡土技术骨干", "贫困劳动力",
        "科技教师", "青少年科技辅导员", "电商学员",
    )  # fmt: skip
    trained_on: Day = day("培训日期")
    techniques: Figure = figure("掌握实用技术和技能", "项")
    employed_elsewhere_on: Day = day("转移就业日期")
