"""Printed labels and typed ones compare as the same, however they are set out."""

from __future__ import annotations

import pytest
from forms_jilin import load_kinds, load_layouts
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.forms.compiled import compile_layout
from kejifupin.forms.labels import anchor_key, blank_out, inline_pattern, label_unit

PRINTED = sorted(
    {
        anchor.words[0]
        for layout in load_layouts().values()
        for anchor in compile_layout(layout, load_kinds()[layout.kind]).anchors
    }
)
NOISE = st.sampled_from(["", " ", "  ", "\n", "\u3000", "\xa0"])


@given(st.sampled_from(PRINTED), st.data())
def test_spaces_breaks_colons_and_hints_do_not_change_a_label(words, data):
    """Every label of every Jilin form keeps its key under what typing does to it."""
    noisy = "".join(char + data.draw(NOISE) for char in words)
    tail = data.draw(st.sampled_from(["", "：", ":", "（盖章）", "（在对应□内打√", "*"]))
    assert anchor_key(noisy + tail) == anchor_key(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.开展科技下乡活动次数", "1、开展科技下乡活动次数"),
        ("1.开展科技下乡活动次数", "①开展科技下乡活动次数"),
        ("1.开展科技下乡活动次数", "一、开展科技下乡活动次数"),
        ("1.开展科技下乡活动次数", "（1）开展科技下乡活动次数"),
        ("1.开展科技下乡活动次数", "开展科技下乡活动次数"),
        ("举办“科技之冬”专场活动数量", '举办"科技之冬"专场活动数量'),
        ("举办“科技之冬”专场活动数量", "举办科技之冬专场活动数量"),
        ("户  名", "户名："),
        ("职    务", "职　务"),
    ],
)
def test_numbering_and_punctuation_do_not_change_a_label(one, other):
    """People retype numbers and quotation marks."""
    assert anchor_key(one) == anchor_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("一村一品", "村一品"), ("联系人", "联系电话"), ("8个县", "个县")]
)
def test_other_words_stay_other_words(one, other):
    """A number that belongs to the words is no numbering."""
    assert anchor_key(one) != anchor_key(other)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("______", ""),
        ("＿＿安图县＿＿", "安图县"),
        ("  延边州科协        ", "延边州科协"),
        ("2017年12月—2018年4月）", "2017年12月—2018年4月"),
        ("甲（乙）", "甲（乙）"),
        ("甲__乙", "甲乙"),
        ("甲  乙", "甲 乙"),
    ],
)
def test_the_line_to_write_on_is_not_what_was_written(text, filled):
    """Underscores, blanks and the bracket of the printed words go, the words stay."""
    assert blank_out(text) == filled


def test_a_unit_in_brackets_is_known_by_being_one():
    """盖章 in brackets is no unit, 公顷 is."""
    assert label_unit("人均耕地面积（公顷）") == "公顷"
    assert label_unit("人数（单位：人次）") == "人次"
    assert label_unit("村名（盖章）") is None
    assert label_unit("户名（1）") is None


def test_an_inline_label_needs_its_colon():
    """联系人李四 may be a name; 联系人：李四 is a label and its value."""
    assert inline_pattern("联系人").search("联系人：李四")
    assert inline_pattern("联系人").search("联 系 人（必填）： 李四")
    assert not inline_pattern("联系人").search("联系人李四")
