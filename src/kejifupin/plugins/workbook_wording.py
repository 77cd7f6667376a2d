"""Issues about a plugin workbook in its own words: sheets and columns, not files and keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from kejifupin.exchange.config_codes import MISSING_KEY, WRONG_TYPE
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
_SAME = 5
"""So many rows that lack the same are each told; of more, the first."""
_PLAIN = (
    ("是非（true 或 false）", "“是”或“否”"),
    ("写 true 或 false", "写“是”或“否”"),
    ("写 true", "写“是”"),
    ("写 false", "写“否”"),
    ("去掉引号，", ""),
    ("，不加引号", ""),
)
"""What a remedy says of TOML, and what it says of a cell."""


def in_workbook_words(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The same issues; those that point to a cell speak of sheets and columns.

    What row after row of a sheet lacks is told once, at the first: mostly a column is not there.
    """
    told = tuple(_told(issue) if issue.place.cell else issue for issue in issues)
    lacking: dict[tuple[str, str], list[Issue]] = {}
    for each in told:
        if each.code == MISSING_KEY and each.place.cell:
            lacking.setdefault((each.place.cell.partition("!")[0], each.message), []).append(each)
    many = [same for same in lacking.values() if len(same) > _SAME]
    later = {id(each) for same in many for each in same[1:]}
    first = {id(same[0]): same for same in many}
    return tuple(
        _for_all(first[id(each)]) if id(each) in first else each
        for each in told
        if id(each) not in later
    )


def _for_all(same: Sequence[Issue]) -> Issue:
    """One issue for the many rows that lack the same."""
    one, last = same[0], (same[-1].place.cell or "").rpartition("!")[2]
    message = f"{one.message}：到{last}为止共{len(same)}行"
    remedy = f"{one.remedy}；整列都没有的，先看这张表的列名对不对"
    return evolve(one, message=message, remedy=remedy)


def _plainly(issue: Issue, form: SheetForm | None) -> Issue:
    """An issue of a cell that holds one plain value, without the signs that TOML needs."""
    key = tuple(_INDEX.sub("", issue.place.key or "").split("."))
    paths = [column.path for column in form.columns] if form is not None else []
    if not any(path == key[-len(path) :] for path in paths):
        return issue
    message, remedy = issue.message, issue.remedy or ""
    for toml, plain in _PLAIN:
        message, remedy = message.replace(toml, plain), remedy.replace(toml, plain)
    return evolve(issue, message=message, remedy=remedy or None)


def _told(issue: Issue) -> Issue:
    name = (issue.place.cell or "").rpartition("!")[0]
    form = next((each for each in sheet_forms() if each.name == name), None)
    if issue.code == WRONG_TYPE:
        issue = _plainly(issue, form)
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
