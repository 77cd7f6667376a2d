"""Which sheets a plugin workbook has, and which column says which key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import attrs
from attrs import frozen

from kejifupin.assessments.criteria import Criterion
from kejifupin.assessments.scheme import AssessmentScheme, Channel, Grade, Group, Sheet, Veto
from kejifupin.exchange.strict_values import TypeForm
from kejifupin.exchange.type_forms import bare, is_class, is_union, keys_of, plain, shorthand_type
from kejifupin.forms.layouts import Block, FormLayout, LayoutCell, Row
from kejifupin.forms.template_files import TemplateFile
from kejifupin.indicators.indicator import Counterpart
from kejifupin.plugins.file_tables import (
    CLAUSES,
    SINGLE_FILES,
    TABLE_FILES,
    DesignationList,
    ReportingList,
)
from kejifupin.plugins.workbook_words import header_of
from kejifupin.records.fields import Field
from kejifupin.records.kinds import RecordKind
from kejifupin.records.shared import SharedUse
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import (
    Agency,
    Duty,
    ProgrammeDefinition,
    SourceDocument,
    Stage,
)
from kejifupin.terms.divisions import Division
from kejifupin.terms.schedules import Schedule, SubmissionPart

HELP = "说明"
PROGRAMME = ("programme",)
"""Path of the column that says for which programme a row is."""
OF_DIVISIONS = "区划"
"""Stands in that column for the documents of ``divisions.toml``."""
CELLS = 12
"""Cells of a row of a form that have a column of their own."""
SHORT_KEYS: Mapping[Any, str] = {
    Citation: "clause",
    Counterpart: "indicator",
    SubmissionPart: "label",
    TemplateFile: "name",
}
"""Classes of which one key may be written in the place of the whole."""
_OWN_SHEETS: Mapping[Any, frozenset[str]] = {
    ProgrammeDefinition: frozenset(
        {"documents", "stages", "agencies", "duties", "schedules", "vocabularies"}
    ),
    RecordKind: frozenset({"fields"}),
    SharedUse: frozenset({"fields"}),
    Field: frozenset({"fields"}),
    FormLayout: frozenset({"blocks"}),
    AssessmentScheme: frozenset({"criteria", "groups", "channels", "sheets", "vetoes", "grades"}),
    Block: frozenset({"rows"}),
}


@frozen
class Vocabulary:
    """One vocabulary of a programme (词表)."""

    name: str
    words: tuple[str, ...]


@frozen
class ClauseRow:
    """One clause of a document, as the list of clauses has it (条文)."""

    id: str
    quote: str
    section: str = ""
    document: str = ""
    answers: tuple[str, ...] = ()
    reason: str = ""


@frozen
class SheetColumn:
    """One column of a sheet (列).

    Args:
        path: The keys that lead to what stands in it.
        header: Its header.
        type: What it holds.
        required: Whether a row is nothing without it.
        owner: The class that the last key belongs to, and that key.
    """

    path: tuple[str, ...]
    header: str
    type: TypeForm = str
    required: bool = False
    owner: tuple[str, str] = ("", "")


@frozen
class SheetForm:
    """One sheet of a plugin workbook (工作表).

    Args:
        name: Its name.
        class_: The class that a row is structured into.
        file: The file of a programme that its rows stand in; a folder where each is a file.
        key: The list in that file; empty where a row is the file itself.
        before: Columns before those of the class.
        after: Columns behind them.
        divided: Whether its rows belong to programmes.
    """

    name: str
    class_: type[Any]
    file: str
    key: str = ""
    before: tuple[SheetColumn, ...] = ()
    after: tuple[SheetColumn, ...] = ()
    divided: bool = True

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        """Its columns in order."""
        first = (SheetColumn(PROGRAMME, "方案"),) if self.divided else ()
        return (*first, *self.before, *class_columns(self.class_), *self.after)


def class_columns(class_: type[Any]) -> tuple[SheetColumn, ...]:
    """The columns for the keys of a class; those of a small class inside it are dotted."""
    return tuple(_columns(class_))


def _columns(class_: type[Any]) -> Iterator[SheetColumn]:
    attrs.resolve_types(class_)
    left_out = _OWN_SHEETS.get(class_, frozenset())
    for key, attribute in keys_of(class_).items():
        if key in left_out:
            continue
        required = attribute.default is attrs.NOTHING
        inner = dotted_class(attribute.type)
        if inner is None or inner in SHORT_KEYS:
            yield _column(class_, (key,), attribute.type, required=required, owner=class_)
        if inner is not None:
            for below, each in keys_of(inner).items():
                if below != SHORT_KEYS.get(inner):
                    yield _column(class_, (key, below), each.type, required=False, owner=inner)


def _column(
    class_: type[Any], path: tuple[str, ...], type_: TypeForm, *, required: bool, owner: type[Any]
) -> SheetColumn:
    header = header_of(class_.__name__, path)
    return SheetColumn(path, header, type_, required, (owner.__name__, path[-1]))


def dotted_class(type_: TypeForm) -> type[Any] | None:
    """The small class that a key holds, whose own keys have columns; None for anything else."""
    type_ = plain(type_)
    if is_union(type_):
        members = [each for each in get_args(type_) if each is not type(None)]
        type_ = plain(members[0]) if len(members) == 1 else None
    if type_ is None or not is_class(type_):
        return None
    class_: type[Any] = bare(type_)
    if class_ in SHORT_KEYS:
        return class_
    attrs.resolve_types(class_)
    simple = shorthand_type(class_) is None and not any(
        _holds_class(each.type) for each in keys_of(class_).values()
    )
    return class_ if simple else None


def _holds_class(type_: TypeForm) -> bool:
    type_ = plain(type_)
    return is_class(type_) or any(map(_holds_class, get_args(type_)))


_KIND_OF_FIELD = (
    SheetColumn(("kind",), "记录类型", str, required=True),
    SheetColumn(("rows",), "明细栏"),
)
_FORM_OF_ROW = (
    SheetColumn(("form",), "表式", str, required=True),
    SheetColumn(("block",), "版块", int),
)
_CELLS_OF_ROW = (
    SheetColumn(("row",), "整行", Row),
    *(SheetColumn(("cells", str(index)), f"格{index + 1}", LayoutCell) for index in range(CELLS)),
)
_NAMES: Mapping[str, str] = {
    "kinds": "记录类型",
    "shared": "共用记录",
    "cohorts": "口径",
    "indicators": "指标",
    "targets": "目标",
    "rules": "规则",
    "swings": "波动核查",
    "spot_checks": "抽查",
    "assessments": "考核",
    "awards": "评奖",
    "award_quotas": "奖补指标",
    "forms": "表式",
    "reports": "报告",
}
PLAN = SheetForm("方案", ProgrammeDefinition, "programme.toml", divided=False)
FIELDS = SheetForm("字段", Field, "records.toml", before=_KIND_OF_FIELD)
ROWS = SheetForm("版面", Block, "forms", before=_FORM_OF_ROW, after=_CELLS_OF_ROW)
_SCHEME_OF_PART = (SheetColumn(("assessment",), "考核办法", str, required=True),)
SCHEME_PARTS = tuple(
    SheetForm(name, class_, "assessment.toml", key, before=_SCHEME_OF_PART)
    for name, class_, key in (
        ("评分项", Criterion, "criteria"),
        ("评分项组", Group, "groups"),
        ("考核渠道", Channel, "channels"),
        ("评分表", Sheet, "sheets"),
        ("否决项", Veto, "vetoes"),
        ("等次", Grade, "grades"),
    )
)
VOCABULARIES = SheetForm("词表", Vocabulary, "programme.toml", "vocabularies")
DOCUMENTS = SheetForm("文件", SourceDocument, "programme.toml", "documents")
CLAUSE_LIST = SheetForm("条文", ClauseRow, CLAUSES, "clauses")


@cache
def sheet_forms() -> tuple[SheetForm, ...]:
    """Every sheet of a plugin workbook, in order."""
    tables = [
        SheetForm(_NAMES.get(key, key), class_, file, key)
        for file, classes in TABLE_FILES.items()
        for key, class_ in classes.items()
    ]
    kinds = [each for each in tables if each.file == FIELDS.file]
    others = [each for each in tables if each.file != FIELDS.file]
    singles = [
        SheetForm(_NAMES.get(folder, folder), class_, folder)
        for folder, class_ in SINGLE_FILES.items()
    ]
    forms = [each for each in singles if each.class_ is FormLayout]
    return (
        PLAN,
        DOCUMENTS,
        SheetForm("阶段", Stage, "programme.toml", "stages"),
        SheetForm("部门", Agency, "programme.toml", "agencies"),
        SheetForm("分工", Duty, "programme.toml", "duties"),
        SheetForm("报送", Schedule, "programme.toml", "schedules"),
        VOCABULARIES,
        *kinds,
        FIELDS,
        *others,
        *SCHEME_PARTS,
        *forms,
        ROWS,
        *(each for each in singles if each not in forms),
        SheetForm("区划", Division, "divisions.toml", "divisions", divided=False),
        SheetForm("认定", DesignationList, "divisions.toml", "designations", divided=False),
        SheetForm("直管", ReportingList, "divisions.toml", "reporting_lines", divided=False),
        CLAUSE_LIST,
    )
