"""Records that do not count, each with its reason, and how people are told."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kejifupin.records.homes import division_field
from kejifupin.records.identities import place_of
from kejifupin.records.record import Record
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = {
    "record.repeated": "同一内容报了两次，只计一次",
    "record.replaced": "后来收到的一份代替了这一份",
    "record.conflict": "同一对象有几份内容不同的记录，先后不明",
    "record.wrong_identity": "填的是谁、是哪里有误，记录不计入",
    "record.no_division": "地区名称不能确定，记录不计入",
    "record.outside_scope": "填报地区不在本方案范围内",
    "record.not_yet_received": "截至日之后才收到，不计入",
    "record.withdrawn": "报送单位已撤回，记录不计入",
    "record.returned": "已退回，重报之前不计入",
    "record.fabricated": "抽查认定弄虚作假，记录不计入",
    "record.not_found": "抽查时查无此人此事，记录不计入",
    "record.differs": "抽查不符又没有写明哪一项，记录不计入",
}

_REMEDIES: Mapping[str, str] = {
    "record.repeated": "删去多余的一份",
    "record.replaced": "无须处理；如以前一份为准，请重新报送",
    "record.conflict": "在收文登记中写明各自的收到日期，或只保留正确的一份",
    "record.no_division": "写全地区名称，如 白城市镇赉县",
    "record.outside_scope": "核对地区名称；不属本方案的表请另行报送",
    "record.withdrawn": "如系误撤回，在报送记录中撤销这一条",
    "record.returned": "改正后重新报送，并在收文登记中写明收到日期",
    "record.fabricated": "查明情况；如有异议，连同凭据向抽查单位申请复核",
    "record.not_found": "核对名称和地址后重新报送；如有异议，向抽查单位申请复核",
    "record.differs": "请抽查单位写明是哪一项，或按核实情况重新报送",
}
_SEVERITIES: Mapping[str, Severity] = {
    "record.repeated": Severity.WARNING,
    "record.replaced": Severity.INFO,
    "record.withdrawn": Severity.INFO,
    "record.returned": Severity.WARNING,
}


@frozen
class LeftOut:
    """A record that does not count, and why (未计入的记录).

    Args:
        record: The record as read.
        code: Kind of the reason, one of ``CODES``.
        reason: The reason in Chinese.
    """

    record: Record
    code: str
    reason: str


def left_out_issue(left: LeftOut) -> Issue | None:
    """How people are told that a record does not count.

    Returns:
        The issue, None where there is nothing to mend: what was received later does not exist
        yet, and a wrong identity was told when it was found.
    """
    if left.code not in _REMEDIES:
        return None
    record, key = left.record, _shown(left.record)
    ends = "几份都不计入" if left.code == "record.conflict" else "这一份不计入"
    return Issue(
        left.code,
        f"{record.kind.label}：{left.reason}，{ends}",
        _SEVERITIES.get(left.code, Severity.ERROR),
        _place(record, key),
        field=key,
        remedy=_REMEDIES[left.code],
    )


def _shown(record: Record) -> str | None:
    """Key of the field that is shown: the first of its identity that has a cell."""
    home = division_field(record)
    keys = (*record.kind.identity, *((home,) if home else ()))
    origin = record.origin
    placed = (each for each in keys if origin is not None and origin.cell(each))
    return next(placed, keys[0] if keys else None)


def _place(record: Record, key: str | None) -> Place:
    origin = record.origin
    if key is None or (origin is not None and origin.cell(key) is None):
        return Place(origin.file if origin else None)
    return place_of(record, key)
