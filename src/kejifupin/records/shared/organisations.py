"""Organisations of science and technology, and the groups that lead the programme."""

from __future__ import annotations

from kejifupin.records.shared.describing import (
    PERSONAL,
    Day,
    Figure,
    Place,
    Rows,
    SharedRecord,
    Text,
    choice,
    day,
    figure,
    place,
    rows,
    shared,
    span,
    text,
)

ORGANISATION_CATEGORIES = (
    "县级农技协联合会",
    "乡镇农技协联合会",
    "农村专业技术协会",
    "农技专家服务站",
    "农技推广站",
    "学会（协会）",
    "农村科普示范基地",
    "农民专业合作社",
)
"""What the documents of 河南 (一（二）, 二（五）) and 西安 (一.1) call a science organisation."""


@shared("organisation", "科技组织", identity=("division", "name"), locality="village")
class Organisation(SharedRecord):
    """A science organisation: an association, a station, a base (科技组织)."""

    name: Text = text("组织名称", required=True)
    category: Text = choice("组织类别", *ORGANISATION_CATEGORIES, required=True)
    division: Place = place("所在地区", required=True)
    village: Text = text("所在乡镇村")
    host: Text = text("依托单位")
    established_on: Day = day("成立日期")
    closed_on: Day = day("注销日期")
    members: Figure = figure("会员数", "人")
    member_households: Figure = figure("联系农户数", "户")
    leader_name: Text = text("负责人", privacy=PERSONAL)


@shared("leading_group", "领导小组", identity=("division", "name"))
class LeadingGroup(SharedRecord):
    """A group that leads the programme in a division (领导小组).

    Its roles are data: 组长, 副组长, 成员, 联系人, each held by a person, a post or a unit.
    """

    name: Text = text("名称", required=True)
    division: Place = place("地区", required=True)
    established_on: Day = day("成立日期")
    office: Text = text("办公室设在")
    agencies: Text = text("组成单位")
    members: Rows = rows(
        "组成人员",
        ("role", text("职务", required=True)),
        ("name", text("姓名", privacy=PERSONAL)),
        ("post", text("本职")),
        ("agency", text("单位")),
        ("term", span("任期")),
    )
