"""Organisations named after a place, and words that point at one (省科协, 我县)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kejifupin.terms.division_entries import Division

# What the name of a public body goes on with after the place: the agencies of the programme, other
# departments of a government, party and people's bodies, and kinds of organisation.
_BODY = (
    "科协|科学技术|科技|科普|农技|农业|农村|农牧|农委|农机|农广|农经|扶贫|脱贫|乡村振兴|畜牧|"
    "林业|林草|水利|水务|水产|渔业|气象|民政|财政|教育|教体|教科|卫生|卫健|文化|文广|文旅|广电|"
    "市场监|应急|公安|交通|住建|自然资源|生态环境|人社|人力资源|发改|发展|统计|工信|工业|商务|供销|妇联|妇女|共青团|团委|残联|总工会|工商联|"
    "人民政府|政府|政协|人大|委员会|委|党|宣传|组织部|统战|街道办|办公室|联合会|协会|学会|"
    "专家|工作队|服务团|服务站|服务中心|工作站|领导小组|指挥部"
)
_FOLLOWS = re.compile(_BODY)
_POINTED = re.compile(f"(?:本|我|全)?([省市州盟县区旗乡镇村])(?:直属?|级)?(?={_BODY})")
_POINTED_ALONE = re.compile("(?:本|我|全)([省市州盟县区旗乡镇村])")


def begins_body(rest: str) -> bool:
    """Whether a text goes on as the name of a public body does after its place.

    >>> begins_body("科协"), begins_body("山管委会")
    (True, False)
    """
    return _FOLLOWS.match(rest) is not None


def pointed_rank(text: str, *, organisation: bool) -> tuple[str, str] | None:
    """The word for a rank that stands where a place should, and what follows it.

    >>> pointed_rank("省科协", organisation=True), pointed_rank("我县", organisation=False)
    (('省', '科协'), ('县', ''))
    """
    found = _POINTED.match(text) if organisation else _POINTED_ALONE.fullmatch(text)
    return (found[1], text[found.end() :]) if found else None


def pointed_division(rank: str, around: Iterable[Division]) -> Division | None:
    """The division that 省, 市, 县 … means inside another: the nearest whose name ends so.

    Args:
        rank: The word for the rank.
        around: The division that the text is about, then those above it, nearest first.
    """
    return next((one for one in around if one.name.endswith(rank)), None)
