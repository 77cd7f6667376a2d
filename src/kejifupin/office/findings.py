"""What can be wrong with a file or a cell, in the words that people are shown."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from attrs import frozen

from kejifupin.office.grid import Cell
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place


@frozen
class Finding:
    """The wording of one kind of issue (问题条目)."""

    message: str
    remedy: str | None = None
    severity: Severity = Severity.ERROR


_SAVE_DOCX = "用 Word 或 WPS 打开，另存为 .docx 后再报"
_SAVE_XLSX = "用 Excel 或 WPS 打开，另存为 .xlsx 后再报"
_REPAIR = "用 Word、Excel 或 WPS 打开看看；能打开就另存一份再报，打不开请让报送单位重新发送"
_FILL_IN = "请在 .docx 或 .xlsx 表格里填写后再报"
_COPY = "把表格复制到新建的文件里，另存后再报"

FINDINGS: Final = MappingProxyType(
    {
        "file.empty": Finding("文件是空的（0 字节）", "请让报送单位重新发送"),
        "file.encrypted": Finding("文件加了密码，打不开", "去掉打开密码后另存，再报"),
        "file.word_95": Finding("这是 Word 95 或更早的文档，读不了", _SAVE_DOCX),
        "file.open_document_text": Finding("这是单个 XML 文件的 ODF 文档", _SAVE_DOCX),
        "file.needs_extra": Finding(
            "读这种文件要另外安装程序库",
            '运行 pip install "kejifupin[legacy]" 后再读，或者另存为 .docx、.xlsx 后再报',
        ),
        "file.needs_libreoffice": Finding(
            "没有找到 LibreOffice，不能转换", "安装 LibreOffice 后再读，或者另存后再报"
        ),
        "file.conversion_failed": Finding("LibreOffice 没有转换成功", _REPAIR),
        "file.tables_lost": Finding("LibreOffice 转换时丢了表格，转换的结果没有采用", _SAVE_DOCX),
        "file.converted": Finding(
            "由 LibreOffice 转换后读取", "请抽查几处，与原件核对", Severity.INFO
        ),
        "file.converted_uncounted": Finding(
            "由 LibreOffice 转换后读取，原件里有几个表格无法核对",
            "请与原件逐表核对",
            Severity.WARNING,
        ),
        "file.html": Finding("这其实是网页（HTML）文件，只是换了后缀名", _SAVE_DOCX),
        "file.mht": Finding("这其实是单个文件网页（MHT）", _SAVE_DOCX),
        "file.rtf": Finding("这其实是 RTF 文档", _SAVE_DOCX),
        "file.word_xml": Finding("这是 XML 格式的 Word 文档", _SAVE_DOCX),
        "file.excel_xml": Finding("这是 XML 格式的 Excel 工作簿", _SAVE_XLSX),
        "file.xml": Finding("这是 XML 文件，不是表格", _FILL_IN),
        "file.pdf": Finding("这是 PDF 文件，填写的内容取不出来", "请报 Word 或 Excel 原件"),
        "file.ofd": Finding("这是 OFD 版式文件，填写的内容取不出来", "请报 Word 或 Excel 原件"),
        "file.picture": Finding("这是图片或扫描件，填写的内容取不出来", "请报 Word 或 Excel 原件"),
        "file.archive": Finding("这是压缩包", "解压后把里面的文件分别报送"),
        "file.presentation": Finding("这是演示文稿（幻灯片），不是表格", _FILL_IN),
        "file.text": Finding("这是纯文本文件，不是 Word 或 Excel 表格", _FILL_IN),
        "file.not_supported": Finding("认不出这是什么文件", _SAVE_DOCX),
        "file.broken": Finding("文件已损坏或不完整", _REPAIR),
        "file.dangerous": Finding("文件的构造异常，为安全起见没有读", _COPY),
        "file.internal": Finding(
            "程序读这个文件时出了内部错误", "请保留原文件，把它和这条信息一起反馈给维护者"
        ),
        "file.no_sheet": Finding("工作簿里没有可见的工作表", "取消隐藏后另存，再报"),
        "file.only_pictures": Finding(
            "文档里只有图片，没有可读的文字和表格", "请报 Word 或 Excel 原件，不要贴扫描件"
        ),
        "file.form_controls": Finding(
            "文件里有窗体控件（如复选框控件），它们的状态没有读",
            "请在单元格里直接打√或填写",
            Severity.WARNING,
        ),
        "file.embedded_part": Finding(
            "文档里嵌着另一份文件，没有读", "把嵌入的内容直接粘贴为表格", Severity.WARNING
        ),
        "file.oversized_part": Finding("文件里有一个过大的附件，没有读", severity=Severity.WARNING),
        "file.external_link": Finding(
            "文档引用了外部的图片、模板或文件，没有去读",
            "需要上报的内容请直接放在文档里",
            Severity.INFO,
        ),
        "file.tracked_changes": Finding(
            "文档里有未接受的修订，按全部接受后的样子读",
            "报送前请接受或拒绝全部修订",
            Severity.INFO,
        ),
        "file.hidden_sheets": Finding(
            "隐藏的工作表没有读", "需要上报的内容请放在可见的工作表里", Severity.INFO
        ),
        "sheet.hidden_cells": Finding(
            "有隐藏的行或列，也一并读了", "不需要上报的内容请删除", Severity.INFO
        ),
        "sheet.text_box": Finding(
            "工作表上的文本框或图形里写有文字，没有读",
            "要上报的内容请直接写在单元格里",
            Severity.INFO,
        ),
        "cell.covered_text": Finding(
            "合并单元格下面还藏着内容，没有读", "取消合并后核对，只留一处", Severity.WARNING
        ),
        "cell.box_state": Finding(
            "勾选框看起来的样子与它记下的状态相反，按记下的状态读",
            "删去这个勾选框，在原处重新打√或□",
            Severity.WARNING,
        ),
        "cell.struck_text": Finding(
            "有划去的文字（删除线），按删去读",
            "删去的文字请直接删掉；没有删的请去掉删除线",
            Severity.WARNING,
        ),
        "cell.formula_without_value": Finding(
            "单元格是公式，但文件里没有保存计算结果",
            "用 Excel 或 WPS 打开并保存一次，或直接填写数值",
        ),
        "cell.long_number": Finding(
            "超过 15 位的号码按数字保存，后几位已经失真",
            "把单元格格式改为“文本”，重新填写完整号码",
        ),
        "cell.error_value": Finding("单元格里是公式错误值", "改正公式，或直接填写数值"),
    }
)
"""Code → wording of everything that `kejifupin.office` can find."""


def finding(
    code: str,
    file: str | None,
    detail: str = "",
    *,
    cell: str | None = None,
    seen: str | None = None,
) -> Issue:
    """An issue of the catalogue, with what was found in particular."""
    entry = FINDINGS[code]
    message = f"{entry.message}：{detail}" if detail else entry.message
    place = Place(file, cell)
    return Issue(code, message, entry.severity, place, remedy=entry.remedy, seen=seen)


def cell_issue(cell: Cell, file: str | None = None) -> Issue | None:
    """What is wrong with a cell itself, or None.

    >>> print(cell_issue(Cell(6, 1, address="表!B7", issue_code="cell.error_value")).text())
    [错误] 工作表“表”的B7单元格：单元格里是公式错误值 → 改正公式，或直接填写数值
    """
    return finding(cell.issue_code, file, cell=cell.address) if cell.issue_code else None
