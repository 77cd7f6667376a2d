"""What reports name in other files: forms, kinds, fields, indicators, schemes, awards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kejifupin.plugins.reference_base import ReferenceBase
from kejifupin.reports.layouts import ReportKind, ReportLayout
from kejifupin.terms.issues import Issue

CODES: Mapping[str, str] = {"reference.report": "报告没有写明它要用的表、记录、考核办法或奖项"}
_NEEDS: Mapping[ReportKind, tuple[tuple[str, ...], str]] = {
    ReportKind.ROLL_UP: (("form",), "加上 form，写表式的键"),
    ReportKind.STATISTICS: (("form", "indicators"), "加上 form，或用 indicators 列出指标"),
    ReportKind.ROSTER: (("records",), "加上 records，写记录类型的键"),
}


def report_references(base: ReferenceBase, key: str, report: ReportLayout) -> Iterator[Issue]:
    """What a report names and there is not, and what it does not name and needs.

    Args:
        base: The definitions of the programme, with their places.
        key: Key of the report.
        report: The report.
    """
    catalogue = base.catalogue
    for path, what, table, name, known in (
        ("form", "表式", "layouts", report.form, catalogue.layouts),
        ("records", "记录类型", "kinds", report.records, catalogue.kinds),
        ("assessment", "考核办法", "assessments", report.assessment, catalogue.assessments),
        ("award", "奖项", "awards", report.award, catalogue.awards),
    ):
        if name is not None:
            yield from base.unknown(what, table, name, known, base.place("reports", key, path))
    kind = catalogue.kinds.get(report.records or "")
    for at, field in enumerate(report.fields if kind is not None else ()):
        place = base.place("reports", key, "fields", at)
        known_fields = [each.key for each in kind.fields] if kind is not None else []
        yield from base.unknown("字段", "fields", field, known_fields, place)
    for at, indicator in enumerate(report.indicators):
        place = base.place("reports", key, "indicators", at)
        yield from base.unknown("指标", "indicators", indicator, catalogue.indicators, place)
    yield from _needs(base, key, report)


def _needs(base: ReferenceBase, key: str, report: ReportLayout) -> Iterator[Issue]:
    names, remedy = _NEEDS.get(report.kind, ((), ""))
    if names and not any(getattr(report, name) for name in names):
        yield _lacks(base, key, report, remedy)
    for kind, known, named in (
        (ReportKind.ASSESSMENT, base.catalogue.assessments, report.assessment),
        (ReportKind.NOTICE, base.catalogue.awards, report.award),
    ):
        if report.kind is kind and named is None and len(known) != 1:
            remedy = "在 assessment.toml 中写考核办法"
            if kind is ReportKind.NOTICE:
                remedy = "在 awards.toml 中写奖项"
            if known:
                remedy = f"写明用哪一个：{'、'.join(known)}"
            yield _lacks(base, key, report, remedy)


def _lacks(base: ReferenceBase, key: str, report: ReportLayout, remedy: str) -> Issue:
    return Issue(
        "reference.report",
        f'报告“{report.title}”（kind = "{report.kind.value}"）没有写明它要用的内容',
        place=base.place("reports", key),
        remedy=remedy,
    )
