"""The fields of a drafted kind, collected while a blank form is gone through."""

from __future__ import annotations

import re

from attrs import Factory, define

from kejifupin.forms.draft_words import guess, tidy
from kejifupin.forms.labels import anchor_key
from kejifupin.office.glyphs import BOXES
from kejifupin.records.fields import Field, FieldType
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.units import find_unit

_BOX = "[" + "".join(sorted(BOXES)) + "]"
_HINT = re.compile(rf"[（(][^（()）]*(?:打|选|勾|√|{_BOX})[^（()）]*[）)]?")
_OTHER = re.compile(r"^其[它他](?:需求|原因|情况)?")
_AROUND = " \t\n\r\u3000\xa0_＿、，,；;。.：:（()）"
_LEAD = re.compile(r"^[^：:]*[：:]")
_ONE = re.compile("单选|选一|任选|只选")
_PAIRS = ({"是", "否"}, {"有", "无"}, {"男", "女"})
_PLAIN_PAIR = re.compile(r"^\s*(是|有|男)\s*[/／、\s]\s*(否|无|女)\s*$")


@define(eq=False)
class FieldDraft:
    """One field as far as it is known (字段草稿).

    Args:
        key: Its key.
        label: Its label as the kind words it.
        printed: Its label as printed.
        unit: The unit that the form prints for it.
        choices: Its options.
        single: Whether one of them is ticked, not several.
        type: Its type where the form itself shows it.
        columns: The fields of its rows.
        other: Key of the field that takes what is written behind 其它.
        doubts: What the author should check, in Chinese.
        privacy: How closely it is held, where that does not follow from its label.
    """

    key: str
    label: str
    printed: str
    unit: str | None = None
    choices: tuple[str, ...] = ()
    single: bool = False
    type: FieldType | None = None
    columns: Fields | None = None
    other: str | None = None
    doubts: list[str] = Factory(list)
    privacy: Privacy | None = None

    def field(self) -> Field:
        """The field, its type, unit and privacy guessed."""
        found = guess(self.printed, self.unit)
        privacy = self.privacy or found.privacy
        if self.columns is not None:
            made = self.columns.made()
            return Field(self.key, self.label, FieldType.ROWS, fields=made)
        if self.choices:
            type_ = FieldType.CHOICE if self.single else FieldType.CHOICES
            return Field(
                self.key,
                self.label,
                type_,
                choices=self.choices,
                other=self.other,
                privacy=privacy,
            )
        type_ = self.type or found.type
        if type_ is not FieldType.NUMBER:
            return Field(self.key, self.label, type_, privacy=privacy)
        unit = found.unit or "个"
        return Field(
            self.key,
            self.label,
            type_,
            unit=unit,
            decimals=_decimals(unit),
            privacy=privacy,
            minimum=0,
        )

    def remarks(self) -> tuple[str, ...]:
        """What the author should check, what was guessed about it among it."""
        found = guess(self.printed, self.unit)
        told = list(self.doubts)
        made = self.field()
        if found.key is None and self.key.startswith("field_"):
            told.append("键是编号，请换成英文名")
        if made.type is FieldType.NUMBER and not found.stated:
            told.append(f"表上没有印计量单位，按“{made.unit}”猜的，请核对")
        if made.type is FieldType.NUMBER and made.decimals:
            told.append(f"小数位数（{made.decimals}位）是猜的")
        if made.choices and not self.single:
            told.append('按多选起草；只能选一项的，改为 type = "choice"')
        if made.type in (FieldType.DATE, FieldType.WHEN, FieldType.PERIOD, FieldType.DIVISION):
            told.append(f"按{made.type.label}起草，请核对类型")
        if made.privacy is not Privacy.OPEN:
            told.append("按个人信息起草，对外不显示；请核对 privacy")
        return tuple(told)


class Fields:
    """Fields with keys of their own, in the order of the form (字段草稿集)."""

    def __init__(self) -> None:
        self.drafts: list[FieldDraft] = []

    def made(self) -> tuple[Field, ...]:
        """All fields."""
        return tuple(each.field() for each in self.drafts)

    def add(self, printed: str, *, key: str | None = None, label: str | None = None) -> FieldDraft:
        """A further field under a label.

        Args:
            printed: The label as printed.
            key: Its key, if not what the glossary says.
            label: How the kind words it, if not as printed.
        """
        wanted = key or guess(printed).key or f"field_{len(self.drafts) + 1}"
        draft = FieldDraft(self._free(wanted), label or tidy(printed) or "栏目", printed)
        self.drafts.append(draft)
        return draft

    def offer(self, draft: FieldDraft, text: str, hint: str = "") -> None:
        """Give a field the options that are printed in its cell."""
        options, other = options_of(text)
        draft.choices = options
        draft.single = _ONE.search(hint + text) is not None or set(options) in _PAIRS
        if other is not None and options:
            extra = self.add(
                draft.printed, key=f"{draft.key}_other", label=f"{draft.label}（其它）"
            )
            extra.type = FieldType.TEXT
            extra.privacy = guess(draft.printed).privacy
            extra.doubts.append("“其它：”后面填的文字；可能写到个人情况，请核对 privacy")
            draft.other = extra.key

    def _free(self, wanted: str) -> str:
        taken = {each.key for each in self.drafts}
        if wanted not in taken:
            return wanted
        number = 2
        while f"{wanted}_{number}" in taken:
            number += 1
        return f"{wanted}_{number}"


def without_hint(text: str) -> tuple[str, str]:
    """A label and its hint on how to tick.

    >>> without_hint("科技服务需求（在对应□内打√）")
    ('科技服务需求', '（在对应□内打√）')
    """
    found = _HINT.search(text)
    if found is None or not anchor_key(text[: found.start()]):
        return text.strip(), ""
    return (text[: found.start()] + text[found.end() :]).strip(), found[0].strip()


def has_options(text: str) -> bool:
    """Whether a cell prints options to choose from."""
    bare = _HINT.sub("", text)
    return re.search(_BOX, bare) is not None or _PLAIN_PAIR.match(text) is not None


def options_of(text: str) -> tuple[tuple[str, ...], str | None]:
    r"""The options of a cell, and the words of the one for anything else.

    >>> options_of("种植□ 养殖□\n其它：")
    (('种植', '养殖'), '其它')
    >>> options_of("□因病 □因学 □其他____")
    (('因病', '因学'), '其他')
    """
    pair = _PLAIN_PAIR.match(text)
    if pair is not None:
        return (pair[1], pair[2]), None
    bare = _HINT.sub("", text).strip()
    pieces = re.split(_BOX, bare)
    leads = not pieces[0].strip(_AROUND) or (
        _LEAD.fullmatch(pieces[0].strip()) is not None and bool(pieces[-1].strip(_AROUND))
    )
    found = pieces[1:] if leads else pieces
    options: list[str] = []
    other: str | None = None
    for at, piece in enumerate(found):
        words = piece.strip(_AROUND)
        match = _OTHER.match(words)
        if match is not None:
            other = match[0]
            continue
        last = not leads and at == len(found) - 1
        if not last and at == 0 and not leads and (lead := _LEAD.match(piece)) is not None:
            words = piece[lead.end() :].strip(_AROUND)
        if words and not last and words not in options:
            options.append(re.sub(r"\s+", "", words))
    return tuple(options), other


def _decimals(unit: str) -> int:
    found = find_unit(unit)
    if not found.is_counted:
        return 2 if found.symbol != "岁" else 0
    return 4 if found.factor >= 10_000 else 0
