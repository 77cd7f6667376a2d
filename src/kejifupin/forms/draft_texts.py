"""Blanks in the paragraphs of a form: runs of spaces, lines to write on, 年 月 日."""

from __future__ import annotations

import re

from attrs import frozen

from kejifupin.forms.draft_fields import Fields
from kejifupin.forms.draft_words import guess, tidy
from kejifupin.forms.labels import anchor_key
from kejifupin.records.fields import FieldType

_B = r"[ \t\u3000\xa0]"
_L = r"[ \t\u3000\xa0_＿]"
_DAY = r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?"
_OPEN_DAY = rf"(?:20)?{_L}*年{_L}+月(?:{_L}*日)?"
_SLOT = re.compile(
    rf"(?P<dates>{_OPEN_DAY}{_B}*[—\-－至~～到]+{_OPEN_DAY})"
    rf"|(?P<date>{_OPEN_DAY})"
    rf"|(?P<printed>(?<=[：:]){_B}*{_DAY}(?:{_B}*[—\-－至~～到]+{_B}*{_DAY})?)"
    rf"|(?P<line>[_＿]{_L}*[_＿]|[_＿])"
    rf"|(?P<gap>(?<=[：:])(?:{_B}{{2,}}|{_B}*(?=$|\n|[）)]|[（(][^（()）]*[章签][^（()）]*[）)])"
    rf"|{_B}+(?=[^\s：:，。]{{1,10}}[：:])))"
    rf"|(?P<place>(?:^|(?<=\S)){_B}{{3,}}(?=(?:省|市|州|县|区|乡|镇|村|地区)[^：:]*$))"
)
_NOTE = re.compile(r"^\s*(?:备?注|说明|填表说明|注意事项)\s*[：:\d]")
_PLACES = (
    (re.compile("^(?:地区|县|区)"), "division", FieldType.DIVISION),
    (re.compile("^[省]"), "province", FieldType.TEXT),
    (re.compile("^[市州]"), "prefecture", FieldType.TEXT),
    (re.compile("^[乡镇]"), "township", FieldType.TEXT),
    (re.compile("^村"), "village", FieldType.TEXT),
)
_TAIL = re.compile(r"[^，。；、\s]*$")


@frozen
class _Piece:
    words: str
    what: str | None = None


def is_note(text: str) -> bool:
    """Whether a paragraph explains the form instead of asking for anything."""
    return _NOTE.match(text) is not None and not _is_open(text)


def has_slots(text: str) -> bool:
    """Whether a paragraph has a place to fill in."""
    return any(each.what for each in _pieces(text))


def draft_text(text: str, fields: Fields) -> str:
    """A paragraph of a layout with its blanks as slots; adds their fields.

    Args:
        text: The paragraph as printed.
        fields: Takes the fields.

    >>> draft_text("填表单位：        （统计时间：2017年12月—2018年4月）", Fields())
    '填表单位：{reporting_unit|        }（统计时间：{period|2017年12月—2018年4月}）'
    """
    pieces = _pieces(text.strip("\n"))
    made: list[str] = []
    for at, piece in enumerate(pieces):
        if piece.what is None:
            made.append(piece.words.replace("{", "｛").replace("}", "｝"))
            continue
        before = pieces[at - 1].words if at and pieces[at - 1].what is None else ""
        after = pieces[at + 1].words if at + 1 < len(pieces) else ""
        key = _field(piece, before, after, fields)
        made.append(f"{{{key}|{piece.words}}}" if piece.words else f"{{{key}}}")
    return "".join(made).strip("\n")


def _is_open(text: str) -> bool:
    return re.search(rf"^\s*[^：:]*[：:]{_L}*$", text) is not None


def _pieces(text: str) -> list[_Piece]:
    found: list[_Piece] = []
    end = 0
    for match in _SLOT.finditer(text):
        if _NOTE.match(text) and not _is_open(text) and match.lastgroup != "line":
            continue
        before, after = text[end : match.start()], text[match.end() :]
        following = _SLOT.search(after)
        after = after[: following.start()] if following is not None else after
        if not (anchor_key(before) or anchor_key(after)):
            continue
        if before:
            found.append(_Piece(before))
        found.append(_Piece(match[0], match.lastgroup))
        end = match.end()
    if end < len(text):
        found.append(_Piece(text[end:]))
    return found


def _field(piece: _Piece, before: str, after: str, fields: Fields) -> str:
    if piece.what == "place" or not anchor_key(before):
        draft = None
        for pattern, key, type_ in _PLACES:
            if pattern.match(after.strip()):
                draft = fields.add(after, key=key, label=_place_label(after))
                draft.type = type_
                break
        if draft is None:
            draft = fields.add(after, label=tidy(after)[:20])
        draft.doubts.append("空白印在名称的前面；如果只是排版用的空格，请删去这个字段")
        return draft.key
    tail = _TAIL.search(tidy_end(before))
    name = tail[0] if tail is not None and anchor_key(tail[0]) else before
    draft = fields.add(name)
    if piece.what == "dates":
        draft.type = FieldType.PERIOD
    elif piece.what == "date" and guess(name).type not in (FieldType.WHEN, FieldType.PERIOD):
        draft.type = FieldType.DATE
    elif piece.what == "printed":
        if re.search("[—\\-－至~～到]", piece.words):
            draft.type = FieldType.PERIOD
        draft.doubts.append(f"原表印有“{piece.words.strip()}”，空白表照印；填表时可以改")
    return draft.key


def tidy_end(words: str) -> str:
    """Words without the colon and the blanks at their end."""
    return words.rstrip(" \t\u3000\xa0_＿：:")


def _place_label(after: str) -> str:
    found = re.match(r"(?:地区|.)(?:（[^（）]*）)?", after.strip())
    return "地区" if found is None else re.sub("（.*）", "", found[0])
