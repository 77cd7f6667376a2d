"""The result of an assessment (考核结果): ranks, scores and grades, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from kejifupin.assessments.assessment import UNDECIDED, Assessment, Assessments
from kejifupin.assessments.ranks import Rank
from kejifupin.office.page import Page, TableBlock, TextBlock
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import annex_list, basis_of, issuer_of, report_title, signature_of
from kejifupin.reports.results import Report, Results
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, quoted, say
from kejifupin.reports.status_tables import table
from kejifupin.terms.arithmetic import format_number
from kejifupin.terms.disclosure import MASK, Disclosure
from kejifupin.terms.display import chinese_date

_DETAIL_TITLE = "分项得分表"
_MOST_EXPLAINED: Final = 30
"""Assessed whose figures stand on paper; of more only their points, and the rest in a workbook."""
_SIDE_BY_SIDE: Final = 7


def compose_assessment(results: Results, layout: ReportLayout) -> Report:
    """Who was assessed with which result, in order of rank, and each line's points as an annex.

    Args:
        results: The assessments of the scheme that the layout names, as of the day.
        layout: Its key and title, and who issues it.
    """
    found = results.assessments.by_rank()
    sentences = tuple(_sentences(found, results))
    detail = (_detail(found, results.disclosure),) if found else ()
    annex = detail if len(found) <= _MOST_EXPLAINED else (_points(found, results.disclosure),)
    issuer = issuer_of(results, layout)
    title = found[0].scheme.label if found else results.setting.definition.title
    body = Page(
        f"{issuer}关于{title}{layout.title}",
        (
            TextBlock("".join(each.text for each in sentences)),
            *((_table(found, results.disclosure),) if found else ()),
            *masked_note([each.subject.shown(results.disclosure) for each in found]),
            *annex_list([_DETAIL_TITLE] if annex else []),
            signature_of(results, layout),
        ),
        sheet="考核结果",
    )
    return Report(
        layout.key,
        report_title(results, layout),
        (body, *annex),
        (body, *detail),
        official=True,
        sentences=sentences,
    )


def _sentences(found: Assessments, results: Results) -> Iterator[Sentence]:
    day = Stated(What.DAY, chinese_date(results.setting.as_of), detail="as_of")
    if not found:
        yield say("截至{day}，还没有考核结果。", day=day)
        return
    scheme = found[0].scheme
    yield say(
        "根据{basis}，按照截至{day}的数据，对{n}个对象进行了{scheme}（满分{full}分），现将结果通报如下。",
        basis=label(basis_of(scheme.citation, results.setting)),
        day=day,
        n=count(len(found), "subjects"),
        scheme=label(quoted(scheme.label)),
        full=Stated(What.BOUND, format_number(scheme.full_marks)),
    )
    parts, figures = [], {}
    for grade in scheme.grades:
        number = sum(each.grade == grade for each in found)
        if number:
            parts.append(f"{{name_{grade.key}}}{{n_{grade.key}}}个")
            figures[f"name_{grade.key}"] = label(grade.label)
            figures[f"n_{grade.key}"] = count(number, f"grade:{grade.key}")
    undecided = sum(bool(each.grades) and each.grade is None for each in found)
    if undecided:
        parts.append("等次待核实{undecided}个")
        figures["undecided"] = count(undecided, "grade")
    if undecided == len(found):
        yield say("等次都还待核实。")
    elif len(parts) == 1:
        (name,) = (key for key in figures if key.startswith("name_"))
        yield say(f"等次都是{{{name}}}。", **{name: figures[name]})
    elif parts:
        yield say(f"其中{'，'.join(parts)}。", **figures)
    vetoed = sum(each.vetoed is True for each in found)
    if vetoed:
        yield say("被一票否决的{n}个。", n=count(vetoed, "vetoed"))


def _table(found: Assessments, disclosure: Disclosure) -> TableBlock:
    """Rank, name, points and grade; what struck someone out only where it did or may have."""
    # A group that all are of tells them apart from nobody.
    grouped = len({each.rank.group for each in found}) > 1
    columns: list[tuple[str, int, list[str]]] = [
        ("名次", 30 if grouped else 27, [_rank(each, grouped=grouped) for each in found]),
        ("考核对象", 33, [each.subject.shown(disclosure) for each in found]),
        ("得分", 17, [each.marks.text("") for each in found]),
        ("等次", 30, [each.grade_text() or "—" for each in found]),
    ]
    if any(each.struck is not False for one in found for each in one.strikes):
        columns.append(("一票否决", 26, [_vetoes(each) for each in found]))
    rows = zip(*(cells for _, _, cells in columns), strict=True)
    header = tuple(name for name, _, _ in columns)
    widths = tuple(width for _, width, _ in columns)
    return table(header, widths, rows, centred=(0, 2, 3))


def _rank(assessment: Assessment, *, grouped: bool) -> str:
    rank = assessment.rank
    return rank_text(rank if grouped else attrs.evolve(rank, group=""))


def masked_note(shown: Iterable[str]) -> Iterator[TextBlock]:
    """What the stars in a table stand for, where there are any."""
    if any(MASK in each for each in shown):
        yield TextBlock(f"注：姓名属个人信息，以{MASK}代替。", "note")


def rank_text(rank: Rank) -> str:
    """A rank in a table, with the group that it is of where there are groups.

    >>> from fractions import Fraction
    >>> rank_text(Rank(Fraction(2), Fraction(3), 9, 2, 3, "贫困县"))
    '第2—3名（贫困县）'
    """
    told = rank.text().partition("（")[0]
    return f"{told}（{rank.group}）" if rank.group else told


def _vetoes(assessment: Assessment) -> str:
    told = [
        each.veto.label + ("" if each.struck else f"（{UNDECIDED}）")
        for each in assessment.strikes
        if each.struck is not False
    ]
    return "；".join(told) or "无"


def _detail(found: Assessments, disclosure: Disclosure) -> Page:
    """Each line's points with the figures behind them."""
    header = ("考核对象", "评分项", "满分", "得分", "依据的数据和算法")
    rows = (
        (
            each.subject.shown(disclosure),
            line.criterion.label,
            line.score.full.text(""),
            line.score.points.text(""),
            line.text(),
        )
        for each in found
        for line in each.lines
    )
    return _annex(table(header, (28, 30, 9, 12, 62), rows, centred=(2, 3)))


def _points(found: Assessments, disclosure: Disclosure) -> Page:
    """Each line's points alone, a row for each of many."""
    lines = found[0].scheme.criteria
    tables = []
    for start in range(0, len(lines), _SIDE_BY_SIDE):
        chosen = lines[start : start + _SIDE_BY_SIDE]
        header = ("考核对象", *(each.label for each in chosen), "总分")
        rows = (
            (
                each.subject.shown(disclosure),
                *(_points_of(each, line.key) for line in chosen),
                each.marks.text(""),
            )
            for each in found
        )
        widths = (30, *(18 for _ in chosen), 14)
        tables.append(table(header, widths, rows, centred=range(1, len(header))))
    return _annex(*tables)


def _points_of(assessment: Assessment, criterion: str) -> str:
    for line in assessment.lines:
        if line.criterion.key == criterion:
            return line.score.points.text("")
    return "—"


def _annex(*tables: TableBlock) -> Page:
    head = TextBlock("附件", "annex")
    return Page(_DETAIL_TITLE, (head, *tables), landscape=True, sheet=_DETAIL_TITLE)
