"""Experts, the teams that they form, and those who are posted to a village."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    PERSONAL,
    Day,
    Figure,
    Place,
    Rows,
    Several,
    SharedRecord,
    Span,
    Text,
    choice,
    day,
    figure,
    phone,
    place,
    rows,
    several,
    shared,
    span,
    text,
)

TITLES = (
    ("无职称", "无", "-", "—"),
    ("员级", "农业技术员", "技术员", "农民技术员"),
    (
        "助理级", "初级", "初级农技师", "助理农艺师", "助理畜牧师", "助理兽医师", "助理工程师",
        "研究实习员", "助教", "助理讲师", "农民助理技师",
    ),
    (
        "中级", "中级农技师", "农艺师", "畜牧师", "兽医师", "工程师", "林业工程师", "水产工程师",
        "农机工程师", "经济师", "助理研究员", "讲师", "农民技师",
    ),
    (
        "副高级", "高级", "高级农技师", "高级农艺师", "高级畜牧师", "高级兽医师", "高级工程师",
        "高级经济师", "副研究员", "副教授", "高级讲师", "农民高级技师",
    ),
    (
        "正高级", "正高级农技师", "正高级农艺师", "正高级畜牧师", "正高级兽医师", "正高级工程师",
        "农业技术推广研究员", "推广研究员", "研究员", "教授",
    ),
)  # fmt: skip
"""Titles as they are written, by rank from the lowest up (吉林, 三（二）: 中级农技师以上)."""

ROLES = (
    "科技专家",
    "首席科普专家",
    "科技特派员",
    "“三区”科技人才",
    "乡土人才",
    "科普带头人",
    "致富带头人",
    "新型职业农民",
    "科普信息员",
    "技术骨干",
    "第一书记",
)
"""What people are called who serve: 河南 二（一）（四）, 湖南 三.5, 西安 一.1, 许昌 二（五）."""


@shared("expert", "科技专家", identity=("name", "employer"))
class Expert(SharedRecord):
    """Someone who serves with what they know (科技专家).

    An expert is one person wherever they serve; name and employer tell two apart.
    """

    name: Text = text("姓名", required=True, privacy=PERSONAL)
    employer: Text = text("工作单位")
    division: Place = place("服务地区", required=True)
    role: Text = choice("身份", *ROLES)
    title: Text = text("职称", scale=TITLES)
    level: Text = choice("专家队伍层级", "县级", "市级", "省级", ordered=True)
    specialities: Several = several(
        "专业", "种植", "养殖", "加工", "水产", other="other_speciality"
    )
    other_speciality: Text = text("专业（其它）")
    engagement: Text = choice(
        "参与方式", "政府购买服务", "PPP模式", "公开招投标", "定向委托", "志愿服务", "选派"
    )
    full_time: Text = choice("专兼职", "专职", "兼职")
    capacity: Figure = figure("可服务户数", "户")
    age: Figure = figure("年龄", "岁", minimum=16, privacy=PERSONAL)
    phone: Text = phone("联系电话")
    batch: Text = text("命名批次")
    since: Day = day("参与起始日期")


@shared("team", "扶贫工作队", identity=("division", "name"))
class Team(SharedRecord):
    """A team or service group that goes to the villages (工作队)."""

    name: Text = text("名称", required=True)
    category: Text = choice(
        "类别", "扶贫工作队", "科技专家扶贫服务团", "志愿服务工作队", "驻村工作队"
    )
    division: Place = place("地区", required=True)
    established_on: Day = day("组建日期")
    leader_name: Text = text("带队人员姓名", privacy=PERSONAL)
    leader_contact: Text = phone("带队人员联系方式")
    size: Figure = figure("人数", "人")
    members: Rows = rows(
        "人员组成",
        ("name", text("姓名", required=True, privacy=PERSONAL)),
        ("employer", text("单位")),
        ("title", text("职称", scale=TITLES)),
        ("age", figure("年龄", "岁", minimum=16, privacy=PERSONAL)),
        ("phone", phone("联系电话")),
    )


@shared("posting", "选派驻村", identity=("name", "division", "village"), locality="village")
class Posting(SharedRecord):
    """Someone posted to a village or a county for a term (选派)."""

    name: Text = text("姓名", required=True, privacy=PERSONAL)
    employer: Text = text("派出单位")
    division: Place = place("派往地区", required=True)
    village: Text = text("派往村")
    post: Text = choice("职务", "第一书记", "驻村工作队员", "挂职干部", "科技特派员", "工作联系人")
    mode: Text = choice(
        "方式", "驻点帮扶", "挂职", "任职", "停薪留职", "技术入股", "技术承包", "收益分成"
    )
    term: Span = span("任期")
