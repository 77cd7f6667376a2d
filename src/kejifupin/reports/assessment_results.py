"""The result of an assessment (考核结果): ranks, scores and grades, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from kejifupin.assessments.assessment import UNDECIDED, Assessment, Assessments
from kejifupin.office.page import Page, TableBlock, TextBlock
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.letterhead import annex_list, issuer_of, report_title, signature_of
from kejifupin.reports.results import Report, Results
from kejifupin.reports.sentences import Sentence, Stated, What, count, label, quoted, say
from kejifupin.reports.status_tables import table
from kejifupin.terms.arithmetic import format_number
from kejifupin.terms.disclosure import Disclosure
from kejifupin.terms.display import chinese_date

_HEADER = ("名次", "考核对象", "得分", "等次", "一票否决")
_WIDTHS = (18, 34, 16, 16, 26)
_DETAIL_TITLE = "分项得分表"


def compose_assessment(results: Results, layout: ReportLayout) -> Report:
    """Who was assessed with which result, in order of rank, and each line's points as an annex.

    Args:
        results: The assessments of the scheme that the layout names, as of the day.
        layout: Its key and title, and who issues it.
    """
    found = results.assessments.by_rank()
    sentences = tuple(_sentences(found, results))
    annex = _detail(found, results.disclosure) if found else None
    issuer = issuer_of(results, layout)
    title = found[0].scheme.label if found else results.setting.definition.title
    body = Page(
        f"{issuer}关于{title}{layout.title}",
        (
            TextBlock("".join(each.text for each in sentences)),
            *((_table(found, results.disclosure),) if found else ()),
            *annex_list([_DETAIL_TITLE] if annex else []),
            signature_of(results, layout),
        ),
        sheet="考核结果",
    )
    return Report(
        layout.key,
        report_title(results, layout),
        (body, *((annex,) if annex else ())),
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
        "根据{clause}，按照截至{day}的数据，对{n}个对象进行了{scheme}，满分{full}分，结果如下。",
        clause=label(str(scheme.citation)),
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
        yield say("等次都待核实。")
    elif len(parts) == 1:
        (name,) = (key for key in figures if key.startswith("name_"))
        yield say(f"等次都是{{{name}}}。", **{name: figures[name]})
    elif parts:
        yield say(f"其中{'，'.join(parts)}。", **figures)
    vetoed = sum(each.vetoed is True for each in found)
    if vetoed:
        yield say("被一票否决的{n}个。", n=count(vetoed, "vetoed"))


def _table(found: Assessments, disclosure: Disclosure) -> TableBlock:
    rows = (
        (
            each.rank.text(),
            each.subject.shown(disclosure),
            each.marks.text(""),
            each.grade_text() or "—",
            _vetoes(each),
        )
        for each in found
    )
    return table(_HEADER, _WIDTHS, rows, centred=(0, 2, 3))


def _vetoes(assessment: Assessment) -> str:
    told = [
        each.veto.label + ("" if each.struck else f"（{UNDECIDED}）")
        for each in assessment.strikes
        if each.struck is not False
    ]
    return "；".join(told) or "无"


def _detail(found: Assessments, disclosure: Disclosure) -> Page:
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
    return Page(
        _DETAIL_TITLE,
        (
            TextBlock("附件", "annex"),
            table(header, (22, 30, 9, 12, 62), rows, centred=(2, 3)),
        ),
        landscape=True,
        sheet=_DETAIL_TITLE,
    )
