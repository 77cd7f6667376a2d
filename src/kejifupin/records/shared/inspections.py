"""Inspections: what a higher level saw on the spot, and whether it was put right."""

from __future__ import annotations

from kejifupin.records.fields import Accumulation
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

_FLOW = Accumulation.FLOW


@shared("inspection", "督导检查", identity=("division", "subject", "inspected_on"))
class Inspection(SharedRecord):
    """One inspection of a place or a body, with what is to be put right (督导检查)."""

    division: Place = place("被检查地区", required=True)
    subject: Text = text("被检查单位")
    inspected_on: Day = day("检查日期")
    mode: Text = choice(
        "检查方式", "督导检查", "集中检查", "暗访", "调研指导", "年度核查", "第三方评估"
    )
    inspecting_unit: Text = text("检查单位")
    inspector: Text = text("检查人", privacy=PERSONAL)
    problems: Figure = figure("发现问题", "个", measure=_FLOW)
    serious_problems: Figure = figure("其中严重问题", "个", measure=_FLOW)
    problem: Text = text("问题描述", privacy=PERSONAL)
    due_on: Day = day("整改期限")
    mended: Figure = figure("已整改", "个", measure=_FLOW)
    mended_on: Day = day("整改完成日期")
