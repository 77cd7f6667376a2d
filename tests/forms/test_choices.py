"""Ticks in every shape are one notion; what could mean two things is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.forms.choices import read_choices

NEEDS = ("种植", "养殖", "加工", "水产")
CAUSES = (
    "因病",
    "因残",
    "因学",
    "因灾",
    "缺土地",
    "缺水",
    "缺技术",
    "缺劳力",
    "自身发展动力不足",
)

OPTIONS = st.sampled_from([NEEDS, CAUSES])
FULL = st.sampled_from("☑☒■√✓✔")


@st.composite
def ticked(draw):
    """Options, the subset chosen, and a text in which somebody chose it."""
    options = draw(OPTIONS)
    chosen = draw(st.sets(st.sampled_from(options)))
    full, gap = draw(FULL), draw(st.sampled_from(["", " ", "  ", "\n", "　"]))
    pairs = {
        "in place, box behind": lambda o, on: o + (full if on else "□"),
        "in place, box in front": lambda o, on: (full if on else "□") + o,
        "beside, before the box": lambda o, on: o + ("√□" if on else "□"),
        "in brackets": lambda o, on: f"{o}（{'√' if on else ' '}）",
        "spaced box": lambda o, on: f"{o} {full if on else '□'}",
    }
    style = draw(st.sampled_from(sorted(pairs)))
    make = pairs[style]
    if style == "spaced box" and gap == "":
        gap = "  "
    text = gap.join(make(each, each in chosen) for each in options)
    return options, tuple(each for each in options if each in chosen), text


@given(ticked())
def test_a_tick_in_or_beside_the_box_chooses_its_label(case):
    """Whatever glyph, order and spacing: the labels chosen are those ticked."""
    options, chosen, text = case
    found = read_choices(text, options)
    assert found.chosen == chosen
    assert found.problem is None


@given(ticked(), st.text("编织采摘电商旅游", min_size=1, max_size=6))
def test_what_stands_behind_other_is_kept_apart(case, other):
    """其它：… is text of its own and takes no tick away."""
    options, chosen, text = case
    found = read_choices(f"{text}\n其它：{other}\n", options)
    assert (found.chosen, found.other) == (chosen, other)


@given(OPTIONS, st.data())
def test_labels_alone_are_a_list(options, data):
    """With all boxes gone, the labels that are left are those chosen."""
    chosen = data.draw(st.sets(st.sampled_from(options), min_size=1, max_size=len(options) - 1))
    mark = data.draw(st.sampled_from(["、", "，", " ", "\n", "；", "和"]))
    ordered = tuple(each for each in options if each in chosen)
    assert read_choices(mark.join(ordered), options).chosen == ordered


@given(OPTIONS, st.data())
def test_ticks_without_boxes_belong_to_the_label_they_touch(options, data):
    """√种植 √养殖 and 种植√ 养殖√ say the same."""
    chosen = data.draw(st.sets(st.sampled_from(options), min_size=1))
    before = data.draw(st.booleans())
    words = [(f"√{each}" if before else f"{each}√") if each in chosen else each for each in options]
    found = read_choices(" ".join(words), options)
    assert found.chosen == tuple(each for each in options if each in chosen)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("种植□养殖□加工□水产□\n其它:", ()),
        ("种植□√ 养殖□ 加工□ 水产□", ("种植",)),
        ("种植□ √养殖□ 加工□ 水产□", ("养殖",)),
        ("√种植□养殖□加工□水产□", ("种植",)),
        ("√种植□√养殖□加工□水产□", ("种植", "养殖")),
        ("种植□√养殖□√加工□水产□√", ("种植", "养殖", "水产")),
        ("□√种植□养殖", ("种植",)),
        ("种植R养殖□加工□水产□", ("种植",)),
        ("1.种植√ 2.养殖 3.加工", ("种植",)),
        ("种植1养殖0加工0水产0", ("种植",)),
        ("种植1养殖□加工□水产□", ("种植",)),
        ("种植：√ 养殖： 加工：√", ("种植", "加工")),
        ("种 植 ☑ 养 殖 □", ("种植",)),
        ("种植×养殖√加工×水产×", ("养殖",)),
        ("种植业、养殖业", ("种植", "养殖")),
        ("种植、养殖、加工、水产", NEEDS),
        ("☑ 种植\n□ 养殖\n☑ 加工\n□ 水产", ("种植", "加工")),
        ("□种植 □养殖 □加工 ☑水产 □其它：", ("水产",)),
        ("□种植□养殖□加工□水产☑其它：编织", ()),
        ("种植", ("种植",)),
        ("[√]种植 [ ]养殖 []加工", ("种植",)),
        ("【√】种植【】养殖", ("种植",)),
        ("种植〔√〕养殖〔 〕", ("种植",)),
        ("种植☑\ufe0f养殖☐\ufe0f", ("种植",)),
        ("种植✔\ufe0f 养殖", ("种植",)),
        ("种植✅ 养殖❌", ("种植",)),
    ],
)
def test_other_shapes_that_people_use(text, chosen):
    """Each is read without a doubt."""
    found = read_choices(text, NEEDS)
    assert found.chosen == chosen
    assert found.problem is None


@pytest.mark.parametrize(
    ("text", "problem", "chosen"),
    [
        ("种植□√养殖□加工□水产□", "doubtful", ("种植",)),
        ("种植√养殖", "doubtful", ("种植",)),
        ("种植养殖加工水产", "unclear", ()),
        ("种植 养殖 加工 水产", "unclear", ()),
        ("13", "unclear", ()),
        ("5", "unclear", ()),
        ("1、3", "by_number", ("种植", "加工")),
        ("①③", "by_number", ("种植", "加工")),
        ("种植×养殖□加工□水产□", "crossed", ()),
        ("种植玉米、养殖", "unknown", ()),
        ("需要技术指导", "unknown", ()),
        ("编织☑种植□养殖□", "unknown", ()),
        ("种植☑玉米 养殖□", "remark", ("种植",)),
    ],
)
def test_what_can_mean_two_things_has_a_problem(text, problem, chosen):
    """It is told, and used only where one reading is much the likelier."""
    found = read_choices(text, NEEDS)
    assert (found.problem, found.chosen) == (problem, chosen)
    assert found.certain is (problem in ("doubtful", "by_number", "remark"))


@pytest.mark.parametrize(
    ("text", "other", "ticked_"),
    [
        ("种植□ 其它：", None, False),
        ("种植□ 其它：____", None, False),
        ("种植□ 其他:电商", "电商", False),
        ("种植□ 其它☑：电商", "电商", True),
        ("种植□\n☑其它：电商\n和旅游", "电商\n和旅游", True),
        ("种植□\n其它 电商", "电商", False),
        ("种植□\n其它：种植药材", "种植药材", False),
        ("其它：电商\n种植☑ 养殖□", "电商", False),
        ("种植☑其它□", None, False),
        ("种植□\n其它：☑ 电商", "电商", True),
        ("种植□\n其它：□", None, False),
        ("种植☑其它 □养殖□", None, False),
    ],
)
def test_the_words_behind_other(text, other, ticked_):
    """They end where the list goes on, and a blank line to write on is nothing."""
    found = read_choices(text, NEEDS)
    assert (found.other, found.other_ticked) == (other, ticked_)


def test_yes_and_no_in_brackets_answer_for_their_label():
    found = read_choices("种植（是） 养殖（否） 加工（是） 水产（）", NEEDS)
    assert (found.chosen, found.problem) == (("种植", "加工"), None)


def test_yes_and_no_may_be_the_labels_themselves():
    assert read_choices("□是 ☑否", ("是", "否")).chosen == ("否",)
    assert read_choices("是（√） 否（ ）", ("是", "否")).chosen == ("是",)


def test_ticks_beside_crossed_boxes_are_told():
    """☒ is how Word ticks a box; where others are ticked by ☑ it may be meant as not."""
    mixed = read_choices("☑种植 ☒养殖 □加工 □水产", NEEDS)
    assert (mixed.chosen, mixed.problem, mixed.certain) == (("种植", "养殖"), "mixed", True)
    assert read_choices("☒种植 ☒养殖 □加工 □水产", NEEDS).problem is None
