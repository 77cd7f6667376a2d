"""The record of a draw (抽取记录): what was drawn, from what, and how anyone draws it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kejifupin.checks.draws import Draw, DrawnRecord, Stratum
from kejifupin.office.page import Page, PageCell, TableBlock, TextBlock
from kejifupin.records.homes import division_field, home_of
from kejifupin.records.record import Record
from kejifupin.records.setting import Setting
from kejifupin.records.values import DivisionName
from kejifupin.reports.senders import common_folder
from kejifupin.terms.disclosure import CLOSED, Disclosure
from kejifupin.terms.display import chinese_date

DRAW_TITLE: Final = "抽查抽取记录"
_STRATA: Final = ("抽样层", "名单数", "抽取数", "抽中编号", "替补编号", "名单校验码")
_STRATA_WIDTHS: Final = (34, 9, 9, 18, 12, 22)
_DRAWN: Final = ("序号", "抽样层", "编号", "地区", "对象", "文件")
_DRAWN_WIDTHS: Final = (7, 26, 7, 18, 18, 30)
_MIDDLE: Final = frozenset({"名单数", "抽取数", "抽中编号", "替补编号", "序号", "编号"})
_METHOD: Final = (
    "注：抽取办法：每层名单按内容排序编号；把种子、层的代号、编号各占一行（UTF-8）求SHA-256，"
    "结果小的先抽中，其后的依次为替补。凭种子和名单，任何人都能重抽出同样的结果。"
    "名单校验码是名单内容的SHA-256，名单改动一字即不相同。"
)
_SHOWN_OF_FINGERPRINT: Final = 16


def draw_page(draw: Draw, setting: Setting, *, disclosure: Disclosure = CLOSED) -> Page:
    """The record of a draw as a page.

    Args:
        draw: What was drawn.
        setting: The programme and its day.
        disclosure: Which personal fields are shown in clear.
    """
    check = draw.check
    said = [
        f"方案：{setting.definition.title}（截至{chinese_date(setting.as_of)}计入的记录）",
        f"抽查事项：{check.label}；依据：{check.citation}",
        f"公布的种子：{draw.seed}",
    ]
    short = [each for each in draw.strata if each.short]
    if short:
        names = "、".join(f"{each.label}缺{each.short}份" for each in short)
        said.append(f"替补用尽，未抽足：{names}。")
    return Page(
        DRAW_TITLE,
        (
            *(TextBlock(each) for each in said),
            _table(_STRATA, _STRATA_WIDTHS, (_stratum(each) for each in draw.strata)),
            TextBlock("抽中名单", "subtitle"),
            _table(_DRAWN, _DRAWN_WIDTHS, _drawn(draw, setting, disclosure)),
            TextBlock(_METHOD, "note"),
            TextBlock("抽取人：＿＿＿＿　　监督人：＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日"),
        ),
        landscape=True,
    )


def subject_of(record: Record, disclosure: Disclosure = CLOSED) -> str:
    """Whom a record speaks of: what tells it from others, personal names masked."""
    kind = record.kind
    home, parts = division_field(record), []
    for key in kind.identity:
        value = record.get(key)
        if key == home or value is None:
            continue
        text = value.text if isinstance(value, DivisionName) else str(value)
        parts.append(disclosure.show(text, key, kind.field(key).privacy, kind.key))
    return " ".join(dict.fromkeys(parts)) or "—"


def _stratum(stratum: Stratum) -> tuple[str, ...]:
    return (
        f"{stratum.label}（{stratum.key}）",
        str(stratum.population),
        str(len(stratum.drawn)),
        _numbers(stratum.drawn),
        _numbers(stratum.reserve),
        stratum.fingerprint[:_SHOWN_OF_FINGERPRINT],
    )


def _numbers(drawn: tuple[DrawnRecord, ...]) -> str:
    return "、".join(str(each.number) for each in drawn) or "—"


def _drawn(draw: Draw, setting: Setting, disclosure: Disclosure) -> Iterator[tuple[str, ...]]:
    origins = (drawn.record.origin for _, drawn in draw)
    # Where the files lie on the drawer's own computer is nobody else's business.
    start = len(common_folder(each.file for each in origins if each is not None))
    for place, (stratum, drawn) in enumerate(draw, 1):
        origin, home = drawn.record.origin, home_of(drawn.record, setting)
        where = "" if origin is None or origin.row is None else f" 第{origin.row}行"
        yield (
            str(place),
            stratum.label,
            str(drawn.number),
            setting.division_name(home) if home else "—",
            subject_of(drawn.record, disclosure),
            f"{origin.file[start:]}{where}" if origin else "—",
        )


def _table(
    names: tuple[str, ...], widths: tuple[int, ...], rows: Iterator[tuple[str, ...]]
) -> TableBlock:
    header = tuple(PageCell(each, style="header") for each in names)
    body = tuple(
        tuple(
            PageCell(cell, align="center" if name in _MIDDLE else "left")
            for name, cell in zip(names, row, strict=True)
        )
        for row in rows
    )
    return TableBlock(widths, (header, *body), header_rows=1)
