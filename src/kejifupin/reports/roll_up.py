"""The statistical form filled with what was rolled up (汇总表)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from kejifupin.errors import DefinitionError, UnknownNameError
from kejifupin.forms.filling import compile_form
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.writing import form_page
from kejifupin.indicators.values import IndicatorValue, interval_text
from kejifupin.office.page import TextBlock
from kejifupin.records.kinds import Field, FieldType, RecordKind
from kejifupin.records.record import Record, make_record
from kejifupin.records.values import DivisionName, FieldValue
from kejifupin.reports.issuers import branch_of
from kejifupin.reports.layouts import ReportLayout
from kejifupin.reports.results import Report, Results
from kejifupin.terms.display import chinese_date
from kejifupin.terms.quantities import Vague
from kejifupin.terms.text import nearest


def compose_roll_up(results: Results, layout: ReportLayout) -> Report:
    """The form that a layout names, filled with the values of its own indicators.

    Args:
        results: What it draws on.
        layout: The report's layout.

    Raises:
        DefinitionError: The layout names no form.
        UnknownNameError: The layout names a form that the programme does not have.
    """
    form = form_of(layout, results)
    record = rolled_up_record(form, results)
    said = tuple(_notes(form, results))
    notes = tuple(TextBlock(note, "note") for note in said)
    paper, sheet = (
        form_page(form, record.kind, record, sheet=sheet, setting=results.setting)
        for sheet in (False, True)
    )
    return Report(
        layout.key,
        f"{results.setting.division_name(results.division)}{layout.title}",
        (attrs.evolve(paper, blocks=(*paper.blocks, *notes)),),
        (attrs.evolve(sheet, blocks=(*sheet.blocks, *notes)),),
        _official(form, record, said, results),
    )


def _official(
    form: FormLayout, record: Record, notes: tuple[str, ...], results: Results
) -> Mapping[str, bytes]:
    """The official document that the form names, filled."""
    if form.template is None:
        return {}
    format_ = form.template.format
    filler = compile_form(
        form,
        record.kind,
        "xlsx" if format_ == "xlsx" else "docx",
        results.setting,
        notes=notes,
    )
    return {format_: filler.fill(record)}


def rolled_up_record(form: FormLayout, results: Results) -> Record:
    """The record of a form's kind whose measured fields are the values rolled up.

    What nobody reported stays blank. Where some are missing, the sum of what was reported stands;
    where figures are vague, so is the sum.
    """
    kind = results.setting.kind(form.kind)
    values = {field.key: _amount(value) for field, value in _measured(kind, results)}
    return make_record(kind, {**_head(form, kind, results), **values})


def form_of(layout: ReportLayout, results: Results) -> FormLayout:
    """The form that a layout names.

    Raises:
        DefinitionError: It names none.
        UnknownNameError: It names one that the programme does not have.
    """
    if layout.form is None:
        raise DefinitionError(
            f"report {layout.key!r} names no form",
            f"报告“{layout.key}”没有写明用哪张表（form）",
            "加上 form",
        )
    if layout.form not in results.layouts:
        raise UnknownNameError("form", layout.form, nearest(layout.form, results.layouts))
    return results.layouts[layout.form]


def _measured(kind: RecordKind, results: Results) -> Iterator[tuple[Field, IndicatorValue]]:
    for field in kind.measured:
        value = results.values.find(f"{kind.key}.{field.key}", results.division)
        if value is not None:
            yield field, value


def _amount(value: IndicatorValue) -> FieldValue:
    known = value.known
    if known is None:
        return None
    if known.exact_value is not None:
        return known.exact_value
    if known.low is None and known.high is None:
        return None
    return Vague(known.low, known.high, interval_text(known), known.high_open)


def _head(form: FormLayout, kind: RecordKind, results: Results) -> Mapping[str, FieldValue]:
    name = results.setting.division_name(results.division)
    head: dict[str, FieldValue] = {}
    for field in kind.fields:
        if field.type is FieldType.DIVISION:
            head[field.key] = DivisionName(name, results.division)
        elif field.type is FieldType.PERIOD:
            head[field.key] = results.setting.definition.period
        elif field.key == form.division_from:
            head[field.key] = branch_of(results.setting, results.division)
    return head


def _notes(form: FormLayout, results: Results) -> Iterator[str]:
    kind = results.setting.kind(form.kind)
    values = [value for _, value in _measured(kind, results)]
    missing = {code for value in values for code in value.missing}
    yield f"注：截至{chinese_date(results.setting.as_of)}汇总。"
    if missing:
        names = [results.setting.division_name(code) for code in sorted(missing)]
        shown = "、".join(names[:30]) + (f"等{len(names)}个地区" if len(names) > 30 else "")
        yield f"未报或未填全、未计入的地区：{shown}。"
    vague = [value.indicator.label for value in values if value.known and not value.known.is_exact]
    if vague:
        yield f"含约数、以区间表示的：{'、'.join(vague)}。"
