"""Words in an order, as a plugin writes them: what is refused when the folder is checked."""

from __future__ import annotations

import pytest

from kejifupin.plugins.checking import check_folder

PROGRAMME = """\
key = "plan"
title = "示例方案"
scope = "220000"
period = { start = 2018-01-01, end = 2018-12-31 }
documents = [{ key = "plan", title = "示例方案" }]
duties = [{ key = "d", label = "建队", agencies = ["a"], shown_by = ["expert"], citation = "一" }]
agencies = [{ key = "a", label = "科协" }]
"""
RECORDS = """\
[[kinds]]
key = "expert"
label = "专家表"
citation = "附件1"
fields = [
    { key = "division", label = "地区", type = "division" },
    { key = "title", label = "职称", scale = [["员级"], ["中级", "农艺师"]] },
    { key = "wanted", label = "要求的职称", scale = [["员级"], ["中级", "农艺师"]] },
    { key = "level", label = "级别", type = "choice", choices = ["县级", "省级"], ordered = true },
    { key = "sort", label = "类别", type = "choice", choices = ["甲", "乙"] },
    { key = "name", label = "姓名" },
    { key = "age", label = "年龄", type = "number", unit = "岁" },
]
"""
RULE = """\
[[rules]]
key = "rule"
kind = "expert"
must = {must}
message = "不够"
remedy = "核对"
"""


def found(tmp_path, must, records=RECORDS, programme=PROGRAMME):
    """Codes, lines and remedies of what is wrong with a rule."""
    place = tmp_path / "programmes" / "plan"
    place.mkdir(parents=True)
    (place / "programme.toml").write_text(programme, encoding="utf-8")
    (place / "records.toml").write_text(records, encoding="utf-8")
    (place / "rules.toml").write_text(RULE.replace("{must}", must), encoding="utf-8")
    weighty = (each for each in check_folder(tmp_path) if each.severity.value == "error")
    return [(each.code, each.place.line, each.remedy) for each in weighty]


@pytest.mark.parametrize(
    "must",
    [
        '{ field = "title", at_least = "农艺师" }',
        '{ field = "title", at_most = { field = "wanted" } }',
        '{ field = "level", between = ["县级", "省级"] }',
        '{ field = "age", at_least = 18 }',
        '{ not = { any = [{ field = "level", at_least = "省级" }] } }',
    ],
)
def test_words_of_one_order_may_be_compared(tmp_path, must):
    assert found(tmp_path, must) == []


@pytest.mark.parametrize(
    ("must", "code", "remedy"),
    [
        ('{ field = "title", at_least = "农艺帅" }', "reference.unknown", "是否应为“农艺师”？"),
        ('{ field = "sort", at_least = "乙" }', "reference.no_order", "ordered = true"),
        ('{ field = "name", at_most = "乙" }', "reference.no_order", "scale"),
        ('{ field = "title", at_least = 2 }', "reference.unlike", "加引号"),
        ('{ field = "title", at_least = { field = "level" } }', "reference.no_order", "次序相同"),
        ('{ all = [{ field = "level", at_most = "市级" }] }', "reference.unknown", "省级"),
    ],
)
def test_what_has_no_common_order_is_told_with_its_line(tmp_path, must, code, remedy):
    ((told, line, words),) = found(tmp_path, must)
    assert (told, line) == (code, 4)
    assert remedy in words


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        (
            '["中级", "农艺师"]] },\n    { key = "wanted"',
            '["员级"]] },\n    { key = "wanted"',
            "一级",
        ),
        ('type = "choice", choices = ["县级"', 'type = "choices", choices = ["县级"', "choice"),
    ],
)
def test_an_order_that_makes_no_sense_is_told(tmp_path, old, new, remedy):
    assert old in RECORDS
    told = found(tmp_path, '{ field = "age", at_least = 18 }', RECORDS.replace(old, new))
    assert [code for code, _, _ in told] == ["config.invalid"]
    assert remedy in told[0][2]


def test_a_duty_is_shown_by_records_that_exist(tmp_path):
    programme = PROGRAMME.replace('["expert"]', '["experts"]')
    told = found(tmp_path, '{ field = "age", at_least = 18 }', programme=programme)
    assert told == [("reference.unknown", 6, "是否应为“expert”？")]
