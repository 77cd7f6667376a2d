"""Which division a text names: the hard spellings, on the table that the library ships."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kejifupin
from kejifupin.errors import UnknownNameError
from kejifupin.terms.divisions import Division, Divisions, Level, Resolution, division_from_row

DATA = Path(kejifupin.__file__).parent / "plugins" / "builtin" / "data"
DAY = date(2018, 1, 1)


@cache
def nation() -> Divisions:
    with (DATA / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return Divisions(tuple(map(division_from_row, csv.DictReader(file))))


@cache
def shipped() -> Divisions:
    """The provinces, and what is below four of them: names are read within what is known."""
    return Divisions(
        one
        for one in nation().divisions
        if one.level in {Level.NATION, Level.PROVINCE} or one.code[:2] in {"22", "41", "43", "61"}
    )


def resolve(text: str, on: date = DAY, **limits: object) -> Resolution:
    return shipped().resolve(text, on, **limits)  # type: ignore[arg-type]


def code(found: Resolution) -> str | None:
    return found.division.code if found.division else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("220821", "220821"),
        ("220821000000", "220821"),
        ("２２０８２１", "220821"),
        ("镇赉县", "220821"),
        (" 镇　赉 县\n", "220821"),
        ("吉林省白城市镇赉县", "220821"),
        ("白城市镇赉县", "220821"),
        ("吉林省镇赉县", "220821"),
        ("吉林省 白城市 镇赉县", "220821"),
        ("吉林省·白城市·镇赉县", "220821"),
        ("吉林省-白城市/镇赉县", "220821"),
        ("白城镇赉", "220821"),
        ("吉林白城", "220800"),
        ("镇赉", "220821"),
        ("通榆", "220822"),
        ("大安", "220882"),
        ("220821镇赉县", "220821"),
        ("镇赉县（220821）", "220821"),
        ("延边州", "222400"),
        ("延边", "222400"),
        ("延边朝鲜族自治州", "222400"),
        ("延边地区", "222400"),
        ("白城地区", "220800"),
        ("湘西州", "433100"),
        ("城步县", "430529"),
        ("前郭县", "220721"),
        ("前郭", "220721"),
        ("前郭尔罗斯", "220721"),
        ("长白县", "220623"),
        ("伊通县", "220323"),
        ("靖州县", "431229"),
        ("通道县", "431230"),
        ("管城区", "410104"),
        ("吉林省", "220000"),
        ("吉林市", "220200"),
        ("吉林省吉林市", "220200"),
        ("吉林省长春市市辖区朝阳区", "220104"),
        ("河南省省直辖县级行政区划济源市", "419001"),
        ("河南省济源市", "419001"),
        ("济源", "419001"),
        ("河南新县", "411523"),
        ("睢县", "411422"),
        ("朝阳区（长春市）", "220104"),
        ("西安区", "220403"),
        ("西安市", "610100"),
        ("全国", "000000"),
        ("内蒙古", "150000"),
        ("广西", "450000"),
        ("新疆", "650000"),
        ("香港", "810000"),
    ],
)
def test_names_that_say_one_division(text: str, expected: str) -> None:
    """Codes, full, short and bare names, with and without their path, are understood silently."""
    found = resolve(text)

    assert code(found) == expected
    assert (found.rest, found.note, found.text) == ("", None, text)


@pytest.mark.parametrize("text", ["新", "滑", "睢", "杞", "县", "市", "新 ", "陕"])
def test_one_character_names_nothing(text: str) -> None:
    """新县, 滑县 and 睢县 are never shortened to one character."""
    assert resolve(text).division is None


@pytest.mark.parametrize(
    ("text", "on", "codes"),
    [
        ("许昌", date(2016, 6, 30), ["411000", "411023"]),
        ("吉林", DAY, ["220000", "220200"]),
        ("长沙", DAY, ["430100", "430121"]),
        ("西安", DAY, ["220403", "610100"]),
        ("新乡", DAY, ["410700", "410721"]),
    ],
)
def test_names_that_several_share_are_left_open(text: str, on: date, codes: list[str]) -> None:
    """A name without its rank that several bear is not resolved; all of them are named, by code."""
    found = resolve(text, on)

    assert found.division is None
    assert [one.code for one in found.candidates] == codes
    assert found.note is not None
    assert "请写全称或代码" in found.note


def test_limits_decide_between_namesakes() -> None:
    """Scope or level make one of several namesakes the only one."""
    assert code(resolve("朝阳区", within="220100")) == "220104"
    assert code(resolve("西安", within="610000")) == "610100"
    assert code(resolve("西安", within="220400")) == "220403"
    assert code(resolve("吉林", level=Level.PREFECTURE)) == "220200"
    assert code(resolve("吉林", level=Level.PROVINCE)) == "220000"
    assert code(resolve("长沙", level=Level.COUNTY)) == "430121"
    assert code(resolve("白城市", within="220800")) == "220800"


def test_outside_the_limits_nothing_is_resolved() -> None:
    """A division outside the scope, or of another level, is a candidate and the note says why."""
    outside = resolve("镇赉县", within="220100")
    level = resolve("镇赉县", level=Level.PREFECTURE)

    assert (outside.division, [one.code for one in outside.candidates]) == (None, ["220821"])
    assert outside.note == "镇赉县（220821）不在长春市范围内"
    assert (level.division, [one.code for one in level.candidates]) == (None, ["220821"])
    assert level.note == "镇赉县（220821）不是市州一级，这里要写市州"
    with pytest.raises(UnknownNameError):
        resolve("镇赉县", within="nowhere")


def test_a_scope_written_with_an_old_code_is_followed() -> None:
    """A scope is carried to the day like any other code."""
    assert code(resolve("建安区", within="411023")) == "411003"


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("许昌县", DAY, "411003"),
        ("许昌市许昌县", DAY, "411003"),
        ("河南省许昌市许昌县", DAY, "411003"),
        ("原许昌县", DAY, "411003"),
        ("411023", DAY, "411003"),
        ("建安区", date(2016, 6, 30), "411023"),
        ("411003", date(2016, 6, 30), "411023"),
        ("开封县", DAY, "410212"),
        ("陕县", DAY, "411203"),
        ("四平市公主岭市", date(2021, 6, 1), "220184"),
        ("长春市公主岭市", DAY, "220381"),
        ("洛阳市吉利区", date(2022, 1, 1), "410308"),
    ],
)
def test_names_of_another_day_lead_to_this_one(text: str, on: date, expected: str) -> None:
    """A name or path that held before, or does not hold yet, leads to the division of the day."""
    found = resolve(text, on)

    assert code(found) == expected
    assert found.note is not None


@pytest.mark.parametrize("text", ["邯郸县", "130421", "邯郸市邯郸县"])
def test_what_was_divided_keeps_its_code(text: str) -> None:
    """邯郸县 was divided in 2016: what it wrote stays its own, below 邯郸市."""
    after = nation().resolve(text, date(2018, 6, 30))
    before = nation().resolve(text, date(2016, 6, 30))

    assert (code(after), after.code) == ("130400", "130421")
    assert (code(before), before.code) == ("130421", "130421")


def test_an_old_name_in_brackets_is_no_contradiction() -> None:
    """建安区（原许昌县） is one division; any other bracket is told to have been left out."""
    assert resolve("建安区（原许昌县）").note is None
    assert code(resolve("建安区（原许昌县）")) == "411003"
    assert code(resolve("洪江市（洪江管理区）")) == "431281"
    assert resolve("洪江市（洪江管理区）").note == "括号里的内容没有采用"


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("通榆县开通镇某某村", "220822", "开通镇某某村"),
        ("白城市通榆县开通镇", "220822", "开通镇"),
        ("河北省石家庄市", "130000", "石家庄市"),
        ("白城市大安镇", "220800", "大安镇"),
        ("吉林省长白山管委会", "220000", "长白山管委会"),
    ],
)
def test_the_deepest_known_part_is_taken(text: str, expected: str, rest: str) -> None:
    """What the table does not know stays in rest; a bare name inside another word is not taken."""
    found = resolve(text)

    assert (code(found), found.rest) == (expected, rest)
    assert found.note is not None


@pytest.mark.parametrize("text", ["长白山管委会", "大安镇", "长春堡村", "通化路", "吉林市场"])
def test_a_bare_name_inside_another_word_is_no_name(text: str) -> None:
    """长白 in 长白山, 大安 in 大安镇 and 吉林市 in 吉林市场 do not count."""
    assert resolve(text).division is None


def test_typing_errors_get_look_alikes() -> None:
    """An unknown name brings those that look like it; so does an unknown part of a path."""
    whole, part = resolve("镇赍县"), resolve("吉林省白城市镇赍县")

    assert whole.division is None
    assert whole.candidates[0].code == "220821"
    assert (code(part), part.rest) == ("220800", "镇赍县")
    assert [one.code for one in part.candidates] == ["220821"]


def test_two_names_in_one_cell_are_refused() -> None:
    """镇赉县、通榆县 is two answers, and the note says so."""
    found = resolve("镇赉县、通榆县")

    assert found.division is None
    assert found.note == "写了不止一个地区，每格只写一个"


def test_code_and_name_must_agree() -> None:
    """A code beside the name of another division leaves both as candidates."""
    found = resolve("220821通榆县")

    assert found.division is None
    assert [one.code for one in found.candidates] == ["220821", "220822"]


def test_what_follows_code_and_name_is_kept() -> None:
    """A village after code and name of its county stays in rest."""
    found = resolve("220821镇赉县某某村")

    assert (code(found), found.rest) == ("220821", "某某村")


def test_a_code_that_leads_nowhere_is_told() -> None:
    """An abolished division without successor or parent has a note and no division."""
    table = Divisions((Division("a", "甲县", Level.COUNTY, valid_to=date(2017, 1, 1)),))
    found = table.resolve("a", DAY)

    assert (found.division, found.note) == (None, "甲县（a）在2018-01-01不存在，也没有上级可归")


@pytest.mark.parametrize(
    ("text", "on", "within", "expected"),
    [
        ("大安", DAY, "220000", "220882"),
        ("大安", DAY, "510000", "510304"),
        ("朝阳区", DAY, "110000", "110105"),
        ("务川县", DAY, None, "520326"),
        ("遵义县", date(2016, 1, 1), None, "520321"),
        ("遵义县", DAY, None, "520304"),
        ("威宁", DAY, "520000", "520526"),
        ("黔南州", DAY, None, "522700"),
        ("重庆市武隆县", DAY, None, "500156"),
        ("忠县", DAY, "500000", "500233"),
        ("庐山区", DAY, "360000", "360402"),
        ("儋州市", DAY, None, "460400"),
        ("石河子市", DAY, None, "659001"),
    ],
)
def test_names_of_every_province_are_known(
    text: str, on: date, within: str | None, expected: str
) -> None:
    """The nation's counties are there, and a province told settles what several share."""
    assert code(nation().resolve(text, on, within=within)) == expected


def test_names_that_provinces_share_are_left_open() -> None:
    """大安 alone may be a city in Jilin or a district in Sichuan."""
    found = nation().resolve("大安", DAY)

    assert {one.code for one in found.candidates} == {"220882", "510304"}


def test_a_name_changed_without_its_code_leads_to_the_new_name() -> None:
    """Two spells of one code: the old name finds the division that bears the code now."""
    day = date(2017, 1, 1)
    table = shipped().with_divisions(
        (
            Division("zone", "东风区", Level.COUNTY, "220100", valid_to=day),
            Division("zone", "新华区", Level.COUNTY, "220100", day),
        )
    )

    assert table.resolve("东风区", DAY).division == table.get("zone", DAY)
    assert table.resolve("东风区", DAY).note == "旧称，此时为新华区（zone）"
    assert table.carried("zone", DAY).note is None


def test_unknown_codes_name_where_they_should_lie() -> None:
    """A twelve-digit code of an unknown village has its county as candidate."""
    found = resolve("220821100201")

    assert found.division is None
    assert [one.code for one in found.candidates] == ["220821"]


@pytest.mark.parametrize("text", ["", " ", "　", "\n"])
def test_blank_is_told(text: str) -> None:
    """Nothing written is not an unknown place."""
    assert resolve(text) == Resolution(None, text=text, note="没有写明地区")


def test_pointing_words_need_a_place_to_point_from() -> None:
    """我县 and 全省 mean the county and the province of the scope, if there is one."""
    assert code(resolve("我县", within="220821")) == "220821"
    assert code(resolve("全省", within="220821")) == "220000"
    assert code(resolve("本市", within="220882")) == "220882"
    assert resolve("我县").division is None
    assert resolve("我县").note == "没有写明是哪个县"


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("长春市科协", "220100", "科协"),
        ("白城市科学技术协会", "220800", "科学技术协会"),
        ("吉林省科协", "220000", "科协"),
        ("镇赉县扶贫办", "220821", "扶贫办"),
        ("通榆县科协", "220822", "科协"),
        ("通榆科协", "220822", "科协"),
        ("吉林省白城市通榆县科协", "220822", "科协"),
        ("长春市朝阳区科协", "220104", "科协"),
        ("延边州科协", "222400", "科协"),
        ("前郭县农业局", "220721", "农业局"),
        ("许昌市科学技术协会", "411000", "科学技术协会"),
        ("许昌县科协", "411003", "科协"),
        ("新县科协", "411523", "科协"),
        ("中国科协", "000000", "科协"),
        ("吉林市市场监管局", "220200", "市场监管局"),
        ("通榆县开通镇农技协", "220822", "开通镇农技协"),
        ("镇赉县", "220821", ""),
    ],
)
def test_organisations_lie_where_their_name_begins(text: str, expected: str, rest: str) -> None:
    """The division in front of an organisation's name is found, the rest kept."""
    found = shipped().resolve_organisation(text, DAY)

    assert (code(found), found.rest) == (expected, rest)


@pytest.mark.parametrize("text", ["吉林科协", "农业局", "长白山管委会", "省科协", "某某公司"])
def test_organisations_without_a_clear_place_are_left_open(text: str) -> None:
    """Two 吉林, no place at all, and a bare word of rank name no division."""
    found = shipped().resolve_organisation(text, DAY)

    assert found.division is None
    assert found.note is not None


@pytest.mark.parametrize(
    ("text", "within", "expected"),
    [
        ("省科协", "220821", "220000"),
        ("市科协", "220821", "220800"),
        ("市科协", "220882", "220882"),
        ("县扶贫办", "220821", "220821"),
        ("州科协", "222424", "222400"),
        ("长春科协", "220000", "220100"),
    ],
)
def test_offices_named_by_rank_belong_to_the_scope(text: str, within: str, expected: str) -> None:
    """省科协 in the return of a county is that county's province."""
    assert code(shipped().resolve_organisation(text, DAY, within)) == expected


def town() -> Divisions:
    """鄢陵县 with one town and its villages, 村委会 and 居委会 of one name among them."""
    return shipped().with_divisions(
        (
            Division("411024110", "南坞镇", Level.TOWNSHIP, "411024"),
            Division("411024110201", "南坞村委会", Level.VILLAGE, "411024110"),
            Division("411024110213", "杨树湾村委会", Level.VILLAGE, "411024110"),
            Division("411024110001", "南寨居委会", Level.VILLAGE, "411024110"),
            Division("411024110214", "南寨村委会", Level.VILLAGE, "411024110"),
            Division("411024110215", "东风村村民委员会", Level.VILLAGE, "411024110"),
            Division("411024110216", "卜村委会", Level.VILLAGE, "411024110"),
        )
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("杨树湾村", "411024110213"),
        ("杨树湾村民委员会", "411024110213"),
        ("杨树湾", "411024110213"),
        ("鄢陵县南坞镇杨树湾村", "411024110213"),
        ("鄢陵县杨树湾村", "411024110213"),
        ("河南省许昌市鄢陵县南坞乡", None),
        ("南坞", None),
        ("南坞镇", "411024110"),
        ("南坞村", "411024110201"),
        ("南寨村", "411024110214"),
        ("南寨社区", "411024110001"),
        ("南寨", None),
        ("东风村", "411024110215"),
        ("东风", "411024110215"),
        ("卜村", "411024110216"),
        ("卜", None),
    ],
)
def test_villages_by_the_names_people_write(text: str, expected: str | None) -> None:
    """村, 村委会 and 村民委员会 are one; a village and a community of one name are two."""
    found = town().resolve(text, DAY, within="411024", level=None)

    assert (code(found) if not found.rest else None) == expected


def test_local_units_have_keys_of_their_own() -> None:
    """A 功能区 with a key of its own is found by key, name and short name beside its namesake."""
    table = shipped().with_divisions(
        (
            Division("changbaishan", "长白山管委会", Level.COUNTY, "220000"),
            Division("hongjiang", "洪江管理区", Level.COUNTY, "431200", aliases=("洪江区",)),
        )
    )

    assert code(table.resolve("changbaishan", DAY)) == "changbaishan"
    assert code(table.resolve("长白山管理委员会", DAY)) == "changbaishan"
    assert code(table.resolve("吉林省长白山", DAY)) == "changbaishan"
    assert code(table.resolve("洪江区", DAY)) == "hongjiang"
    assert [one.code for one in table.resolve("洪江", DAY).candidates] == ["431281", "hongjiang"]


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Any text gets an answer with itself in it, and a reason where there is no division."""
    for found in (resolve(text), shipped().resolve_organisation(text, DAY)):
        assert found.text == text
        assert found.division is not None or found.note


PIECES = st.sampled_from(
    [
        "吉林",
        "吉林省",
        "市",
        "白城",
        "县",
        "镇赉县",
        "（",
        "）",
        "长春",
        "区",
        "、",
        "原",
        "科协",
        "2208",
        "21",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_mixture_of_names_breaks_it(text: str) -> None:
    """Names in any order and number, brackets open or not, get an answer."""
    found = resolve(text)

    assert found.division is not None or found.note


def test_long_texts_take_no_longer_than_they_must() -> None:
    """Ten thousand characters of names are answered."""
    assert resolve("吉林" * 5000).division is None
    assert code(resolve("吉林省白城市" + "某" * 10_000)) == "220800"


def test_what_was_typed_is_not_shown() -> None:
    """A phone number in a cell for a place appears neither in the note nor in the repr."""
    for text in ("13800138000", "镇赉县13800138000", "张三", "镇赉县（13800138000）"):
        found = resolve(text)

        assert "13800138000" not in repr(found)
        assert "张三" not in repr(found)
        assert "138" not in (found.note or "")
