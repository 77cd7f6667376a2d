"""Projects, money, and what is handed out in kind."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    PERSONAL,
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


@shared("project", "项目", identity=("division", "name"))
class Project(SharedRecord):
    """A project, who applies for it and who carries it out (项目)."""

    name: Text = text("项目名称", required=True)
    category: Text = choice(
        "类别", "科普信息化", "农村电商技能人才培训", "科普大篷车", "流动科技馆", "农村中学科技馆",
        "科普中国e站", "科普惠农", "科普扶贫", "科技攻关", "产业扶贫", "科技示范",
    )  # fmt: skip
    division: Place = place("实施地区", required=True)
    applicant: Text = text("申报单位")
    applicant_category: Text = choice(
        "申报者类别", "科技组织", "科技特派员", "“三区”科技人才", "企业", "合作社"
    )
    began_on: Day = day("起始日期")
    accepted_on: Day = day("验收日期")
    households: Figure = figure("带动户数", "户")
    poor_households: Figure = figure("带动贫困户数", "户")


@shared("fund", "资金", identity=("division", "name", "paid_on"))
class Fund(SharedRecord):
    """Money for a purpose: an amount, or a rate and what it was paid for (资金).

    许昌 二（五）: of the special funds 70% and more go to industry, of those 80% and
    more to registered households. 湖南 四.2: 前资助, 后补助, 绩效奖励.
    """

    name: Text = text("资金名称", required=True)
    category: Text = choice("资助方式", "前资助", "后补助", "绩效奖励", "以奖代补", "补贴", "捐赠")
    source: Text = choice(
        "来源", "中央财政", "省级财政", "市级财政", "县级财政", "社会资金", "金融资本"
    )
    division: Place = place("使用地区", required=True)
    receiver: Text = text("受益方", privacy=PERSONAL)
    receiver_category: Text = choice(
        "受益方类别", "贫困户", "贫困村", "科技组织", "科技专家", "企业", "县区"
    )
    paid_on: Day = day("拨付日期")
    amount: Figure = figure("金额", "万元", decimals=4)
    industry_amount: Figure = figure("其中用于产业扶贫", "万元", decimals=4)
    registered_amount: Figure = figure("其中用于建档立卡户", "万元", decimals=4)
    rate: Figure = figure("补助标准", "元/亩", decimals=2)
    area: Figure = figure("补助面积", "亩", decimals=2)


@shared(
    "goods_given",
    "物资发放",
    identity=("division", "village", "name", "given_on"),
    locality="village",
)
class GoodsGiven(SharedRecord):
    """Things handed out, how many, of what value and to whom (物资)."""

    name: Text = text("物资名称", required=True)
    category: Text = choice("类别", "种子种苗", "农资", "图书资料", "文具玩具", "宣传品", "设备")
    division: Place = place("发放地区", required=True)
    village: Text = text("发放村")
    given_on: Day = day("发放日期")
    quantity: Figure = figure("数量", "件")
    packages: Figure = figure("包数", "包")
    sets: Figure = figure("套数", "套")
    copies: Figure = figure("份数", "份")
    value: Figure = figure("价值", "元", decimals=2)
    households: Figure = figure("受益户数", "户")
    receivers: Text = choice("发放对象", "贫困户", "贫困群众", "学生", "农户")
