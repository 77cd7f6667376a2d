"""Issues about a plugin workbook in its own words: sheets and columns, not files and keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import evolve

from kejifupin.exchange.config_codes import MISSING_KEY
from kejifupin.plugins.workbook_cells import labels_of
from kejifupin.plugins.workbook_sheets import (
    FIELDS,
    PLAN,
    ROWS,
    SHORT_KEYS,
    SheetForm,
    sheet_forms,
)
from kejifupin.terms.issues import Issue

NO_PLAN = ("工作簿里没有方案", f"在“{PLAN.name}”工作表里写一行：键、名称、地区、起止")
"""What is wrong with a workbook without a programme, and the remedy."""
_ELSEWHERE = {"fields": FIELDS.name, "blocks": ROWS.name, "documents": "文件"}
_KEY = re.compile(r"缺少必填的键“([^”]+)”")
_OPTIONS = "可选："
_QUOTED = re.compile(r"“(\w+)”")
_INDEX = re.compile(r"\[\d+\]")


def in_workbook_words(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The same issues; those that point to a cell speak of sheets and columns."""
    return tuple(_told(issue) if issue.place.cell else issue for issue in issues)


def _told(issue: Issue) -> Issue:
    name = (issue.place.cell or "").rpartition("!")[0]
    form = next((each for each in sheet_forms() if each.name == name), None)
    if issue.code == MISSING_KEY and (found := _KEY.search(issue.message)):
        return _missing(issue, found[1], form)
    message, remedy = _files(issue.message), _files(issue.remedy or "")
    labels = _labels(message, issue, form)
    if labels:
        message = f"{message.partition(_OPTIONS)[0]}{_OPTIONS}{'、'.join(labels.values())}"
        remedy = _QUOTED.sub(lambda found: f"“{labels.get(found[1], found[1])}”", remedy)
    return evolve(issue, message=message, remedy=remedy or None)


def _missing(issue: Issue, key: str, form: SheetForm | None) -> Issue:
    if key in _ELSEWHERE:
        sheet = _ELSEWHERE[key]
        message = f"“{sheet}”表里没有属于这一行的内容"
        return evolve(issue, message=message, remedy=f"在“{sheet}”表里写上")
    columns = form.columns if form is not None else ()
    # The first key of a citation has no column of its own: it stands for the whole.
    around = tuple(_INDEX.sub("", issue.place.key or "").split(".")[-2:-1])
    short = key in SHORT_KEYS.values()
    whole = [each.header for each in columns if short and each.path == around]
    headers = whole or [each.header for each in columns if key in each.path]
    named = "、".join(f"“{each}”" for each in headers[:3]) or f"“{key}”"
    return evolve(issue, message=f"没有填{named}", remedy=f"在{named}列填写")


def _labels(message: str, issue: Issue, form: SheetForm | None) -> Mapping[str, str]:
    """Key → Chinese word of what a message lists to choose from; none where it lists nothing."""
    _, mark, listed = message.partition(_OPTIONS)
    last = _INDEX.sub("", issue.place.key or "").rpartition(".")[2]
    for column in form.columns if form is not None and mark else ():
        labels = labels_of(column.type)
        if column.path[-1] == last and labels and listed.split("、") == list(labels):
            return labels
    return {}


def _files(text: str) -> str:
    for form in sheet_forms():
        if form.file.endswith(".toml") and (form.key or form is PLAN):
            text = text.replace(f" {form.file} 的 [[{form.key}]] ", f"“{form.name}”表")
            text = text.replace(f"在 {form.file} 中", f"在“{form.name}”表中")
            text = text.replace(f" {form.file} ", f"“{form.name}”表")
            text = text.replace(form.file, f"“{form.name}”表")
    return text
