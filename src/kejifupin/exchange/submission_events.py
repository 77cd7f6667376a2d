"""The register of what happened to submissions (报送记录.csv), read and written."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kejifupin.exchange.csv_tables import Column, CsvRow
from kejifupin.exchange.given_tables import read_register_rows
from kejifupin.exchange.receipts import days_of_receipt, find_office
from kejifupin.exchange.register_rows import RegisterRows
from kejifupin.records.setting import Setting
from kejifupin.submissions.events import EventKind, SubmissionEvent
from kejifupin.submissions.naming import find_form, find_part, form_names, part_labels
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.text import clean

CODES: Mapping[str, str] = {
    "event.no_date": "报送记录的日期看不懂",
    "event.kind": "报送记录的事项看不懂",
    "event.subject": "报送记录有一行没有写是哪一份报送",
    "event.division": "报送记录的地区不能确定",
    "event.form": "报送记录的表式不能确定",
    "event.part": "报送记录的报送内容不能确定",
    "event.field": "报送记录的栏目不能确定",
    "event.number": "报送记录的序号不是整数，或用了两次",
    "event.no_reason": "报送记录没有写原因",
}

COLUMNS = (
    Column("number", ("序号", "编号"), required=False),
    Column("on", ("日期", "时间", "办理日期")),
    Column("kind", ("事项", "办理情况", "状态")),
    Column("division", ("地区", "报送单位", "填报单位"), required=False),
    Column("form", ("表式", "表名", "报表"), required=False),
    Column("file", ("文件", "文件名", "文件名称"), required=False),
    Column("part", ("内容", "部分", "报送内容", "材料"), required=False),
    Column("field", ("栏目", "指标"), required=False),
    Column("reason", ("原因", "说明", "事由", "备注"), required=False),
    Column("by", ("经办人", "经办", "办理人"), required=False),
    Column("recipient", ("收文单位", "接收单位"), required=False),
    Column("undoes", ("撤销序号", "撤销第几号"), required=False),
)
"""The columns of a register of events."""

_WORDS: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.RECEIVED: ("收到", "收文", "报送", "已收"),
    EventKind.RETURNED: ("退回", "退改", "退回修改", "打回"),
    EventKind.RESUBMITTED: ("重报", "重新报送", "退回后重报", "再次报送", "补报"),
    EventKind.ACCEPTED: ("受理", "已受理", "通过", "审核通过", "接收"),
    EventKind.WITHDRAWN: ("撤回", "已撤回", "收回"),
    EventKind.EXPLAINED: ("说明", "说明原因", "情况说明"),
    EventKind.UNDONE: ("撤销", "取消", "作废"),
}
_NEEDS_REASON = (EventKind.RETURNED, EventKind.WITHDRAWN, EventKind.EXPLAINED, EventKind.UNDONE)


def read_events(
    data: bytes, name: str, setting: Setting
) -> tuple[tuple[SubmissionEvent, ...], tuple[Issue, ...]]:
    """The events of a register, in the order of its lines; that order decides nothing.

    Args:
        data: The file: CSV, or a workbook with the same columns.
        name: Its name, for issues and as the source of each event.
        setting: The programme, to know forms, parts and divisions by name.

    Returns:
        The events, and an issue for every row that cannot be understood; all others stand.
    """
    rows, issues = read_register_rows(data, name, columns=COLUMNS)
    reading = _Reading(RegisterRows(name, "event", _WORDS, days_of_receipt(setting)), setting)
    events = [event for row in rows if (event := reading.event(row)) is not None]
    return tuple(events), (*issues, *reading.rows.issues)


@frozen
class _Reading:
    rows: RegisterRows[EventKind]
    setting: Setting

    def event(self, row: CsvRow) -> SubmissionEvent | None:
        """The event of a row, None where it cannot be understood."""
        rows = self.rows
        day, kind = rows.day(row), rows.kind(row)
        number, undoes = rows.number(row, "number"), rows.number(row, "undoes")
        form, known_form = self._form(row)
        division, known_division = self._division(row)
        part, form, known_part = self._part(row, form)
        known = known_form and known_division and known_part
        if day is None or kind is None or not known:
            return None
        if not row["file"] and not division and not (kind is EventKind.UNDONE and undoes):
            remedy = "写文件，或写地区和表式"
            self.rows.tell(row, "subject", "这一行没有写是哪一份报送", remedy)
            return None
        if kind is EventKind.RECEIVED and not row["file"] and form is None and part is None:
            self.rows.tell(row, "subject", "收到的是什么没有写", "写文件、表式或内容")
            return None
        number = rows.own_number(row, number)
        if kind in _NEEDS_REASON and not row["reason"]:
            message = f"{kind.label}没有写原因"
            self.rows.tell(row, "no_reason", message, "补写原因", Severity.INFO)
        return SubmissionEvent(
            kind,
            day,
            file=row["file"] or None,
            form=form,
            division=division,
            part=part,
            by=row["by"] or None,
            reason=row["reason"] or None,
            recipient=find_office(row["recipient"], self.setting),
            number=number,
            undoes=undoes,
            field=self._field(row, form),
            source=rows.name,
            line=row.line,
        )

    def _form(self, row: CsvRow) -> tuple[str | None, bool]:
        if not row["form"]:
            return None, True
        found = find_form(row["form"], self.setting)
        if found is None:
            message = f"表式“{row['form']}”不能确定是哪一种表"
            self.rows.tell(row, "form", message, f"可写：{form_names(self.setting)}")
        return found, found is not None

    def _division(self, row: CsvRow) -> tuple[str | None, bool]:
        if not row["division"]:
            return None, True
        found = find_office(row["division"], self.setting)
        if found is None:
            message = f"地区“{row['division']}”不能确定"
            self.rows.tell(row, "division", message, "写全称，如 白城市镇赉县科协")
        return found, found is not None

    def _part(self, row: CsvRow, form: str | None) -> tuple[str | None, str | None, bool]:
        """Key of the part and of the form, and whether the cell was understood.

        What names the form itself is no part beside it.
        """
        if not row["part"]:
            return None, form, True
        found = find_part(row["part"], form, self.setting)
        if not found:
            message = f"内容“{row['part']}”不是规定要报送的内容"
            listed = part_labels(self.setting)
            self.rows.tell(row, "part", message, f"可写：{listed}" if listed else "不写内容")
            return None, form, False
        schedule, part = found[0]
        own = form or (schedule.forms[0] if len(schedule.forms) == 1 else None)
        return (None if part.form else part.key), own, True

    def _field(self, row: CsvRow, form: str | None) -> str | None:
        text = clean(row["field"])
        if not text:
            return None
        kinds = (self.setting.kinds[form],) if form and form in self.setting.kinds else ()
        fields = [each for kind in kinds or self.setting.kinds.values() for each in kind.fields]
        found = {each.key for each in fields if text in (each.key, each.label)}
        if len(found) == 1:
            return next(iter(found))
        self.rows.tell(
            row,
            "field",
            f"栏目“{text}”不能确定，按整张表计",
            "照表上的栏目名称写，并写表式",
            Severity.WARNING,
        )
        return None
