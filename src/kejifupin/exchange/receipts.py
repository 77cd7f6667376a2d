"""The register of receipts (收文登记.csv) read."""

from __future__ import annotations

from collections.abc import Mapping

from kejifupin.exchange.csv_tables import Column, read_csv_rows
from kejifupin.records.setting import Setting
from kejifupin.submissions.receipts import Receipt
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place
from kejifupin.terms.periods import read_date

CODES: Mapping[str, str] = {
    "receipt.no_date": "收文登记的日期看不懂",
    "receipt.no_file": "收文登记有一行没有写文件",
    "receipt.recipient": "收文登记的收文单位不能确定",
}

_COLUMNS = (
    Column("file", ("文件", "文件名", "文件名称", "附件名")),
    Column("received_on", ("收文日期", "收到日期", "收件日期", "日期")),
    Column("sender", ("报送单位", "来文单位", "填报单位"), required=False),
    Column("recipient", ("收文单位", "接收单位"), required=False),
    Column("note", ("备注", "说明"), required=False),
)


def read_receipts(
    data: bytes, name: str, setting: Setting
) -> tuple[tuple[Receipt, ...], tuple[Issue, ...]]:
    """The entries of a register of receipts.

    Args:
        data: The CSV file.
        name: Its name, for issues.
        setting: The programme, to know recipients by name and the year of a date without one.

    Returns:
        The entries in order, and an issue for every row that cannot be understood.
    """
    rows, issues = read_csv_rows(data, name, columns=_COLUMNS)
    receipts: list[Receipt] = []
    told = list(issues)
    for row in rows:
        place = Place(name, line=row.line)
        if not row["file"]:
            told.append(
                Issue("receipt.no_file", "这一行没有写文件", place=place, remedy="写文件名")
            )
            continue
        reading = read_date(row["received_on"], within=setting.definition.period)
        if reading is None or not reading.exact:
            told.append(
                Issue(
                    "receipt.no_date",
                    f"收文日期“{row['received_on']}”看不懂",
                    place=place,
                    remedy="写成 2018-05-31 的样子",
                )
            )
            continue
        recipient, issue = _recipient(row["recipient"], place, setting)
        if issue is not None:
            told.append(issue)
        receipts.append(
            Receipt(row["file"], reading.start, recipient, row["sender"] or None, row.line)
        )
    return tuple(receipts), tuple(told)


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
