"""The register of receipts (收文登记.csv) read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kejifupin.exchange.csv_tables import Column
from kejifupin.exchange.given_tables import read_register_rows
from kejifupin.records.setting import Setting
from kejifupin.submissions.naming import find_form, find_part, form_names, part_labels
from kejifupin.submissions.receipts import Receipt
from kejifupin.terms.display import chinese_date
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.periods import Period, read_date

CODES: Mapping[str, str] = {
    "receipt.no_date": "收文登记的日期看不懂",
    "receipt.no_file": "收文登记有一行没有写文件",
    "receipt.recipient": "收文登记的收文单位不能确定",
    "receipt.sender": "收文登记的报送单位不能确定",
    "receipt.early": "收文日期早于方案开始",
    "receipt.part": "收文登记的内容不是规定要报送的",
}

_COLUMNS = (
    Column("file", ("文件", "文件名", "文件名称", "附件名")),
    Column("received_on", ("收文日期", "收到日期", "收件日期", "日期")),
    Column("sender", ("报送单位", "来文单位", "填报单位"), required=False),
    Column("recipient", ("收文单位", "接收单位"), required=False),
    Column("form", ("表式", "表名", "报表"), required=False),
    Column("part", ("内容", "部分", "报送内容", "材料"), required=False),
    Column("note", ("备注", "说明"), required=False),
)


def read_receipts(
    data: bytes, name: str, setting: Setting
) -> tuple[tuple[Receipt, ...], tuple[Issue, ...]]:
    """The entries of a register of receipts.

    Args:
        data: The file: CSV, or a workbook with the same columns.
        name: Its name, for issues.
        setting: The programme, to know recipients by name and the year of a date without one.

    Returns:
        The entries in order, and an issue for every row that cannot be understood.
    """
    rows, issues = read_register_rows(data, name, columns=_COLUMNS)
    receipts: list[Receipt] = []
    told = list(issues)
    for row in rows:
        place = row.place(name)
        on_paper = bool(row["part"] or row["form"]) and bool(row["sender"])
        if not row["file"] and not on_paper:
            remedy = "写文件名；纸质材料写明报送单位和内容"
            told.append(Issue("receipt.no_file", "这一行没有写文件", place=place, remedy=remedy))
            continue
        reading = read_date(row["received_on"], within=days_of_receipt(setting))
        if reading is None or not reading.exact:
            told.append(
                Issue(
                    "receipt.no_date",
                    f"收文日期“{row['received_on']}”看不懂"
                    if row["received_on"]
                    else "没有写收文日期",
                    place=place,
                    remedy="写成 2018-05-31 的样子",
                )
            )
            continue
        if reading.start < setting.definition.period.start:
            told.append(_early(reading.start, place, setting))
        if row["part"] and not _is_known(row["part"], setting):
            told.append(_strange_part(row["part"], place, setting))
        recipient, issue = _recipient(row["recipient"], place, setting)
        told.extend([issue] if issue else [])
        sender = find_office(row["sender"], setting)
        if sender is None and not row["file"]:
            told.append(_no_sender(row["sender"], place))
            continue
        receipts.append(
            Receipt(
                row["file"],
                reading.start,
                recipient,
                row["sender"] or None,
                row.line,
                division=sender,
                form=row["form"] or None,
                part=row["part"] or None,
            )
        )
    return tuple(receipts), tuple(told)


def days_of_receipt(setting: Setting) -> Period:
    """The days among which a date without a year belongs: the programme's, to its last schedule.

    Args:
        setting: The programme and its day.
    """
    definition = setting.definition
    last = max(definition.period.end, *(each.due_on for each in definition.all_schedules), date.min)
    return Period(definition.period.start, last)


def find_office(text: str, setting: Setting) -> str | None:
    """Code of the division that an office or a place belongs to; None where that is not clear.

    Args:
        text: As people write it: 白山市科协, 靖宇县, 220622.
        setting: The programme and its day.
    """
    if not text:
        return None
    divisions, day, scope = setting.divisions, setting.as_of, setting.scope
    found = divisions.resolve_organisation(text, day, within=scope)
    if found.division is None:
        found = divisions.resolve(text, day, within=scope)
    return found.division.code if found.division is not None else None


def _is_known(text: str, setting: Setting) -> bool:
    return bool(find_part(text, None, setting)) or find_form(text, setting) is not None


def _strange_part(text: str, place: Place, setting: Setting) -> Issue:
    listed = part_labels(setting) or form_names(setting)
    return Issue(
        "receipt.part",
        f"内容“{text}”不是规定要报送的内容",
        Severity.WARNING,
        place,
        remedy=f"可写：{listed}" if listed else "不写内容",
    )


def _early(day: date, place: Place, setting: Setting) -> Issue:
    start = chinese_date(setting.definition.period.start)
    return Issue(
        "receipt.early",
        f"收文日期{chinese_date(day)}早于方案开始（{start}）",
        Severity.WARNING,
        place,
        remedy="核对年份",
    )


def _no_sender(text: str, place: Place) -> Issue:
    return Issue(
        "receipt.sender",
        f"报送单位“{text}”不能确定是哪个地区，这一行没有计入",
        Severity.WARNING,
        place,
        remedy="写全称，如 白城市镇赉县科协",
    )


def _recipient(text: str, place: Place, setting: Setting) -> tuple[str | None, Issue | None]:
    if not text:
        return None, None
    found = setting.divisions.resolve_organisation(text, setting.as_of, within=setting.scope)
    if found.division is not None:
        return found.division.code, None
    return None, Issue(
        "receipt.recipient",
        f"收文单位“{text}”不能确定是哪一级，按本方案的上报单位计",
        Severity.WARNING,
        place,
        remedy="写全称，如 吉林省科协、白城市科协",
    )
