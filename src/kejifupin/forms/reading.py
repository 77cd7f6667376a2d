"""From a document to the records that it holds, with an issue for all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve, field, frozen

from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.form_reader import FormReader
from kejifupin.forms.layouts import FormLayout
from kejifupin.forms.margins import with_margins
from kejifupin.forms.recognising import Region, missing_words, regions_of
from kejifupin.forms.scanning import LayoutIndex, index_layouts, scan
from kejifupin.forms.side_by_side import copies_of
from kejifupin.office.grid import Document, Grid
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.terms.collector import collector_paused
from kejifupin.terms.divisions import Resolution
from kejifupin.terms.issues import Issue, Issues, Severity
from kejifupin.terms.origins import Place

CODES: Mapping[str, str] = MappingProxyType(
    {
        "form.unknown": "认不出是哪一种表",
        "form.empty": "表是空白的，什么也没有填",
        "form.internal": "程序读这份表时出了内部错误",
        "form.other_version": "表的版本与现行的不同",
    }
)

_WORTH_TELLING = 0.3
# By identity: comparing settings would compare all their divisions.
_PLACES: dict[int, tuple[Setting, dict[tuple[str, bool], Resolution]]] = {}
_SETTINGS_KEPT = 4
_PLACES_KEPT = 20_000
_NAMED = 8


def _issues(issues: Iterable[Issue]) -> Issues:
    return issues if isinstance(issues, Issues) else Issues(issues)


@frozen(repr=False)
class FormReading:
    """What one document was read as (读表结果).

    Args:
        file: Path of the document.
        records: The records that it holds, in order.
        issues: What was wrong, the document's own issues first.
        forms: Keys of the layouts recognised, in order, one for each form.
    """

    file: str
    records: tuple[Record, ...] = ()
    issues: Issues = field(default=Issues(), converter=_issues)
    forms: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<FormReading {self.file}: {len(self.records)} records, {self.issues.summary()}, "
            f"forms {', '.join(self.forms) or 'none'}>"
        )


@collector_paused()
def read_form(document: Document, layouts: Sequence[FormLayout], setting: Setting) -> FormReading:
    """Read the forms in a document.

    Args:
        document: The document, as `kejifupin.office.read_document` gives it.
        layouts: The forms that it may hold; their kinds are looked up in the setting.
        setting: The programme, its divisions and the day on which they are looked up.

    Returns:
        The records and the issues. Whatever the document holds, the answer is never silent: a
        document that gives no record has an issue that says why.

    Raises:
        UnknownNameError: A layout names a kind or a field that does not exist.
    """
    index = index_layouts(
        tuple(compile_layout(layout, setting.kind(layout.kind)) for layout in layouts)
    )
    if not document.blocks and document.issues:
        return FormReading(document.name, issues=Issues(document.issues))
    try:
        return with_margins(document, lambda each: _read(each, index, setting))
    except Exception as error:  # noqa: BLE001 - one bad file never stops the others
        issue = _internal(document, error, None)
        return FormReading(document.name, issues=Issues((*document.issues, issue)))


def _read(document: Document, index: LayoutIndex, setting: Setting) -> FormReading:
    regions = regions_of(document, scan(document, index), index)
    known = any(each.known for each in regions)
    records: list[Record] = []
    issues: list[Issue] = list(document.issues)
    empty: list[Issue] = []
    forms: list[str] = []
    places = _places(setting)
    for region in regions:
        if not region.known:
            if known and (region.titled or region.share >= _WORTH_TELLING):
                issues.append(_unknown(region, document, index))
            continue
        number = region.layout or 0
        layout = index.layouts[number]
        try:
            copies = copies_of(layout, number, region, document)
            read = [
                FormReader(layout, number, own, alone, setting, places).read()
                for own, alone in copies.forms
            ]
        except Exception as error:  # noqa: BLE001 - one bad form never stops the others
            forms.append(layout.layout.key)
            issues.append(_internal(document, error, region))
            continue
        forms += [layout.layout.key] * len(read)
        found = [record for each, _ in read for record in each]
        told = dict.fromkeys((*copies.issues, *(issue for _, each in read for issue in each)))
        issues += _version(layout.layout, document)
        if found:
            records += found
            issues += told
        else:
            empty.append(_empty(layout.layout, region, document))
    if records:
        # Blank copies beside filled ones are left over, not forgotten.
        empty = [evolve(each, severity=Severity.INFO) for each in empty]
    if not known:
        best = max(regions, key=lambda each: each.share, default=Region(()))
        issues.append(_unknown(best, document, index))
    return FormReading(document.name, tuple(records), Issues((*issues, *empty)), tuple(forms))


def _places(setting: Setting) -> dict[tuple[str, bool], Resolution]:
    """The place names looked up so far, which the files of one county repeat."""
    found = _PLACES.get(id(setting))
    if found is None or found[0] is not setting or len(found[1]) > _PLACES_KEPT:
        if len(_PLACES) >= _SETTINGS_KEPT:
            _PLACES.clear()
        found = _PLACES[id(setting)] = (setting, {})
    return found[1]


def _first_cell(region: Region | None, document: Document) -> str | None:
    if region is None or not region.parts:
        return None
    part = region.parts[0]
    grid = document.blocks[part.block]
    if not isinstance(grid, Grid):
        return None
    first = next((cell for cell in grid.cells if cell.row >= part.top), None)
    return first.address if first is not None else None


def _unknown(region: Region, document: Document, index: LayoutIndex) -> Issue:
    if region.layout is None:
        message = "认不出是哪一种表，没有找到任何一种表的栏目"
    else:
        words = missing_words(region, index)
        more = f"等{len(words)}项" if len(words) > _NAMED else ""
        message = (
            f"认不出是哪一种表；最像“{index.layouts[region.layout].layout.title}”，"
            f"但缺少栏目：{'、'.join(words[:_NAMED])}{more}"
        )
    cell = _first_cell(region, document) if region.layout is not None else None
    return Issue(
        "form.unknown",
        message,
        place=Place(document.name, cell),
        remedy="用下发的空白表重新填写，不要改动标题和栏目名称",
    )


def _empty(layout: FormLayout, region: Region, document: Document) -> Issue:
    return Issue(
        "form.empty",
        f"“{layout.title}”是空白的，什么也没有填",
        Severity.WARNING,
        Place(document.name, _first_cell(region, document)),
        remedy="填好后再报；多余的空白表可以删去",
    )


def _version(layout: FormLayout, document: Document) -> tuple[Issue, ...]:
    written = document.properties.get("version")
    same_form = document.properties.get("form") == layout.key
    if not same_form or written is None or written == layout.version:
        return ()
    return (
        Issue(
            "form.other_version",
            f"“{layout.title}”是第{written}版，现行的是第{layout.version}版，按现行的读",
            Severity.INFO,
            Place(document.name),
            remedy="以后请用现行的空白表",
        ),
    )


def _internal(document: Document, error: Exception, region: Region | None) -> Issue:
    return Issue(
        "form.internal",
        f"程序读这份表时出了内部错误（{type(error).__name__}），没有读出内容",
        place=Place(document.name, _first_cell(region, document)),
        remedy="请保留原文件，把它和这条信息一起反馈给维护者",
    )
