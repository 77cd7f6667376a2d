"""The table of divisions that the library ships, against facts counted by hand."""

from __future__ import annotations

import csv
import pickle
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kejifupin
from kejifupin.errors import UnknownNameError
from kejifupin.terms.divisions import (
    Designation,
    Division,
    Divisions,
    Level,
    ReportingLine,
    division_from_row,
    reporting_line_from_row,
)

DATA = Path(kejifupin.__file__).parent / "plugins" / "builtin" / "data"
FOUR = ("220000", "410000", "430000", "610000")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def shipped() -> Divisions:
    return Divisions(
        tuple(map(division_from_row, rows("divisions.csv"))),
        tuple(map(reporting_line_from_row, rows("reporting_lines.csv"))),
    )


DAYS = st.dates(date(2013, 6, 1), date(2022, 6, 30))
CODES = st.sampled_from(sorted({row["code"] for row in rows("divisions.csv")}))

# old code, old name, new code, new name, last day of the old, first day of the new
CHANGES = (
    ("610126", "高陵县", "610117", "高陵区", "2014-12-31"),
    ("220181", "九台市", "220113", "九台区", "2014-12-31"),
    ("410224", "开封县", "410212", "祥符区", "2014-12-31"),
    ("410211", "金明区", "410202", "龙亭区", "2014-12-31"),
    ("411222", "陕县", "411203", "陕州区", "2015-12-01"),
    ("610521", "华县", "610503", "华州区", "2015-12-01"),
    ("610823", "横山县", "610803", "横山区", "2015-12-01"),
    ("610624", "安塞县", "610603", "安塞区", "2016-10-01"),
    ("411023", "许昌县", "411003", "建安区", "2016-12-01"),
    ("610125", "户县", "610118", "鄠邑区", "2016-12-01"),
    ("610821", "神木县", "610881", "神木市", "2017-05-01"),
    ("610721", "南郑县", "610703", "南郑区", "2017-10-01"),
    ("430124", "宁乡县", "430182", "宁乡市", "2017-11-01"),
    ("610427", "彬县", "610482", "彬州市", "2018-10-01"),
    ("430221", "株洲县", "430212", "渌口区", "2018-10-01"),
    ("411626", "淮阳县", "411603", "淮阳区", "2019-12-31"),
    ("410728", "长垣县", "410783", "长垣市", "2019-12-31"),
    ("430521", "邵东县", "430582", "邵东市", "2019-12-31"),
    ("610623", "子长县", "610681", "子长市", "2019-12-31"),
    ("220381", "公主岭市", "220184", "公主岭市", "2020-12-31"),
    ("410381", "偃师市", "410307", "偃师区", "2021-12-31"),
    ("410322", "孟津县", "410308", "孟津区", "2021-12-31"),
    ("410306", "吉利区", "410308", "孟津区", "2021-12-31"),
    ("431121", "祁阳县", "431181", "祁阳市", "2021-12-31"),
    ("610322", "凤翔县", "610305", "凤翔区", "2021-12-31"),
    ("610928", "旬阳县", "610981", "旬阳市", "2021-12-31"),
)


@pytest.mark.parametrize("day", [date(2016, 6, 30), date(2019, 4, 30)])
def test_counts_of_counties_and_prefectures(day: date) -> None:
    """Counties, prefectures: 吉林 60, 9; 河南 158 with 济源, 17; 湖南 122, 14; 陕西 107, 10."""
    table = shipped()
    counts = {
        code: (
            len(table.subtree(code, day, level=Level.COUNTY)),
            len(table.subtree(code, day, level=Level.PREFECTURE)),
        )
        for code in FOUR
    }

    assert counts == {
        "220000": (60, 9),
        "410000": (158, 17),
        "430000": (122, 14),
        "610000": (107, 10),
    }


def test_counts_move_only_where_two_became_one() -> None:
    """河南: 159 counties until 金明区 joined 龙亭区, 157 once 吉利区 and 孟津县 were one."""
    counts = [
        len(shipped().subtree("410000", day, level=Level.COUNTY))
        for day in (date(2014, 1, 1), date(2015, 1, 1), date(2021, 12, 30), date(2021, 12, 31))
    ]

    assert counts == [159, 158, 158, 157]


def test_nation_has_34_provinces() -> None:
    """The nation is 000000 全国 and has 34 units of province rank."""
    table = shipped()

    assert table.get("000000").name == "全国"
    assert len(table.children("000000", date(2018, 1, 1))) == 34


@pytest.mark.parametrize(("old", "old_name", "new", "new_name", "day"), CHANGES)
def test_every_change_of_2014_to_2021(
    old: str, old_name: str, new: str, new_name: str, day: str
) -> None:
    """The old unit ends on the day the new one counts from, and each leads to the other."""
    table, first = shipped(), date.fromisoformat(day)
    before = first - timedelta(days=1)

    assert table.get(old, before).name == old_name
    assert table.find(old, first) is None
    assert table.get(new, first).name == new_name
    assert table.carried(old, first).code == new
    assert table.carried(old, first).path == (old, new)
    if new == "410202":
        assert table.find(new, before) is not None
    elif new == "410308":
        assert table.carried(new, before).code == "410300"
    else:
        assert table.find(new, before) is None
        assert table.carried(new, before).code == old


def test_only_these_changes_stand_in_the_table() -> None:
    """No unit of the four provinces has an end, or a successor, but by the 26 changes."""
    ended = {
        (one.code, *one.successors, one.valid_to)
        for one in shipped().divisions
        if one.valid_to and one.code[:2] in {"22", "41", "43", "61"}
    }

    assert ended == {(old, new, date.fromisoformat(day)) for old, _, new, _, day in CHANGES}


@pytest.mark.parametrize(
    ("province", "prefectures", "counties"),
    [("520000", 9, 88), ("500000", 0, 38), ("460000", 4, 23), ("650000", 14, 106)],
)
def test_every_province_has_its_counties(province: str, prefectures: int, counties: int) -> None:
    """As the Ministry of Civil Affairs counts them at the end of 2019."""
    table, day = shipped(), date(2020, 6, 1)

    assert len(table.subtree(province, day, level=Level.PREFECTURE)) == prefectures
    assert len(table.subtree(province, day, level=Level.COUNTY)) == counties


def test_the_nation_has_its_prefectures_and_counties() -> None:
    """333 prefectures and 2844 counties at the end of 2020, without Taiwan, Hong Kong and Macao.

    Statistical communiqué of the Ministry of Civil Affairs, 2020.
    """
    table, day = shipped(), date(2021, 6, 1)

    assert len(table.subtree("000000", day, level=Level.PREFECTURE)) == 333
    assert len(table.subtree("000000", day, level=Level.COUNTY)) == 2844


def test_gongzhuling_moves_to_another_prefecture() -> None:
    """公主岭市 keeps its name and changes both code and prefecture in 2020."""
    table = shipped()

    parents = [
        table.parent(code, day)
        for code, day in (("220381", date(2020, 1, 1)), ("220184", date(2021, 1, 1)))
    ]

    assert [one and one.code for one in parents] == ["220300", "220100"]
    assert not table.is_within("220184", "220300", date(2021, 1, 1))


def test_jiyuan_has_no_prefecture() -> None:
    """济源 419001 stands directly under the province."""
    above = shipped().ancestors("419001", date(2018, 1, 1))

    assert [one.code for one in above] == ["410000", "000000"]


def test_ten_counties_report_to_henan() -> None:
    """Ten counties of 河南 report to the province and keep their prefecture as parent."""
    table = shipped()
    for day, changyuan in ((date(2014, 1, 1), "410728"), (date(2020, 6, 1), "410783")):
        direct = [
            one.name
            for one in table.children("410000", day, reporting=True, level=Level.COUNTY)
            if one.code != "419001"
        ]

        assert "".join(name[:2] for name in direct) == "巩义兰考汝州滑县长垣邓州永城固始鹿邑新蔡"
        assert table.parent(changyuan, day) == table.get("410700")
        assert table.is_within(changyuan, "410700", day)
        assert not table.is_within(changyuan, "410700", day, reporting=True)
    assert table.parent("410526", date(2013, 12, 31), reporting=True) == table.get("410500")


@given(day=DAYS, reporting=st.booleans())
def test_a_subtree_is_its_root_and_its_childrens_subtrees(day: date, *, reporting: bool) -> None:
    """Subtrees of the children are disjoint, and with the root they are the whole subtree."""
    table = shipped()
    for code in table.subtree("000000", day):
        parts = [
            table.subtree(child.code, day, reporting=reporting)
            for child in table.children(code, day, reporting=reporting)
        ]
        joined = [code, *(each for part in parts for each in part)]

        assert sorted(joined) == list(table.subtree(code, day, reporting=reporting))


@given(DAYS)
def test_nothing_hangs_outside_the_tree(day: date) -> None:
    """Every division that exists on a day stands below the nation on that day."""
    table = shipped()
    alive = sorted(one.code for one in table.divisions if one.exists_on(day))

    assert list(table.subtree("000000", day)) == alive
    assert list(table.subtree("000000", day, reporting=True)) == alive


@given(CODES, DAYS)
def test_carried_codes_exist_and_stay(code: str, day: date) -> None:
    """What a code is carried to exists on that day, and is carried to itself."""
    table = shipped()
    carried = table.carried(code, day)

    assert carried.code is not None
    assert table.get(carried.code, day).exists_on(day)
    assert table.carried(carried.code, day).code == carried.code
    assert (carried.note is None) == (carried.code == code)
    assert carried.path[0] == code
    assert carried.path[-1] == carried.code


@given(DAYS)
@settings(max_examples=settings().max_examples // 12)
def test_the_full_path_names_every_division(day: date) -> None:
    """On every day each division is found by its code, and by its name with those above it."""
    table = shipped()
    for code in table.subtree("000000", day):
        line = (table.get(code, day), *table.ancestors(code, day))
        path = "".join(one.name for one in reversed(line) if one.level is not Level.NATION)

        assert table.resolve(code, day).division == line[0]
        assert table.resolve(path or "全国", day).division == line[0]
        assert table.resolve(path, day).rest == ""


def test_unknown_codes_are_reported() -> None:
    """A code that the table does not know leads nowhere, and the note says where it should lie."""
    carried = shipped().carried("220899", date(2018, 1, 1))

    assert carried.code is None
    assert carried.note == "区划表中没有这个代码，按代码应在白城市（220800）"
    with pytest.raises(UnknownNameError, match="220899"):
        shipped().get("220899")


def test_get_names_the_code_of_the_day() -> None:
    """Asking for a code on a day when it is gone names the code that took its place."""
    with pytest.raises(UnknownNameError) as caught:
        shipped().get("411023", date(2018, 1, 1))

    assert caught.value.nearest == ("411003",)


def small() -> Divisions:
    """One prefecture whose county 1 is split in 2017, and whose county 4 has a village."""
    day = date(2017, 1, 1)
    return Divisions(
        (
            Division("n", "全国", Level.NATION),
            Division("p", "某某市", Level.PREFECTURE, "n"),
            Division("1", "老一县", Level.COUNTY, "p", valid_to=day, successors=("2", "3")),
            Division("2", "东一县", Level.COUNTY, "p", day),
            Division("3", "西一县", Level.COUNTY, "p", day),
            Division("4", "老四县", Level.COUNTY, "p", valid_to=day, successors=("5",)),
            Division("5", "新四区", Level.COUNTY, "p", day),
            Division("4v", "榆树村", Level.VILLAGE, "4"),
            Division("6", "老六县", Level.COUNTY, "p", valid_to=day),
        )
    )


def test_a_split_division_stays_at_the_common_parent() -> None:
    """Split, the old code counts for the prefecture; before, a part counts for the old county."""
    after, before = date(2018, 1, 1), date(2016, 1, 1)

    assert small().carried("1", after).code == "p"
    assert (
        small().carried("1", after).note
        == "老一县（1）已分为东一县（2）、西一县（3），归到某某市（p）"
    )
    assert small().carried("2", before).code == "1"


def test_a_division_without_trace_stays_at_its_parent() -> None:
    """A county that was abolished without a stated successor counts for its prefecture."""
    carried = small().carried("6", date(2018, 1, 1))

    assert (carried.code, carried.path) == ("p", ("6", "p"))
    assert carried.note == "老六县（6）已撤销，去向未载明，归到某某市（p）"


def test_links_written_with_an_old_code_are_followed() -> None:
    """A village registered under a county that changed its code hangs under the county of today."""
    assert small().parent("4v", date(2018, 1, 1)) == small().get("5")
    assert small().parent("4v", date(2016, 1, 1)) == small().get("4")
    assert small().subtree("p", date(2018, 1, 1)) == ("2", "3", "4v", "5", "p")


def test_a_reporting_line_follows_its_county() -> None:
    """A line written for the old code holds for the new one, but not for what was split."""
    table = small().with_reporting_lines(
        (ReportingLine("4", "n", date(2014, 1, 1)), ReportingLine("1", "n"))
    )
    after = date(2018, 1, 1)

    assert table.parent("5", after, reporting=True) == table.get("n")
    assert table.parent("2", after, reporting=True) == table.get("p")
    assert table.parent("p", after, reporting=True) == table.get("n")
    assert table.parent("4", date(2013, 1, 1), reporting=True) == table.get("p")
    assert table.subtree("p", after, reporting=True) == ("2", "3", "p")


def test_members_are_the_divisions_of_the_day() -> None:
    """Designated codes lead to the divisions of the day; all parts of a split are designated."""
    table = small().with_designations(
        (
            Designation("poor", "1", date(2014, 1, 1), date(2019, 1, 1)),
            Designation("poor", "4"),
            Designation("poor_village", "4v"),
        )
    )

    assert table.members("poor", date(2016, 1, 1)) == ("1", "4")
    assert table.members("poor", date(2018, 12, 31)) == ("2", "3", "5")
    assert table.members("poor", date(2019, 1, 1)) == ("5",)
    assert table.members("poor_village", date(2018, 1, 1), within="4") == ("4v",)
    assert table.members("poor_village", date(2018, 1, 1), within="2") == ()
    assert table.ever_designated("poor") == ("1", "4")
    assert table.members("nothing", date(2018, 1, 1)) == ()


def test_clashes_name_both() -> None:
    """Two divisions, lines or designations of one code on one day are refused, with both named."""
    table = small()
    with pytest.raises(ValueError, match=r"老四县 .* and for 又四县"):
        table.with_divisions((Division("4", "又四县", Level.COUNTY, "p", date(2016, 12, 31)),))
    with pytest.raises(ValueError, match="2 reports to n and to p on the same day"):
        table.with_reporting_lines((ReportingLine("2", "n"), ReportingLine("2", "p")))
    with pytest.raises(ValueError, match="2 is designated poor twice"):
        table.with_designations((Designation("poor", "2"), Designation("poor", "2")))
    again = table.with_divisions((Division("4", "又四县", Level.COUNTY, "p", date(2017, 1, 1)),))
    assert again.get("4", date(2018, 1, 1)).name == "又四县"
    assert again.get("4").name == "又四县"


def test_a_division_cannot_stand_below_a_lower_one() -> None:
    """A county under a village is refused; units of equal rank may stand under one another."""
    with pytest.raises(ValueError, match="ranks lower"):
        small().with_divisions((Division("x", "某县", Level.COUNTY, "4v"),))
    local = small().with_divisions((Division("zone", "某管理区", Level.COUNTY, "5"),))

    assert local.parent("zone", date(2018, 1, 1)) == local.get("5")


def test_circles_do_not_hang() -> None:
    """Two divisions above each other are told, and every look-up still comes back."""
    table = Divisions(
        (
            Division("a", "甲县", Level.COUNTY, "b"),
            Division("b", "乙县", Level.COUNTY, "a"),
        )
    )
    day = date(2018, 1, 1)

    assert [one.code for one in table.ancestors("a", day)] == ["b"]
    assert table.subtree("a", day) == ("a", "b")
    assert [each.code for each in table.loose_ends()] == ["division.circle"]
    assert table.resolve("甲县", day).division == table.get("a")


def test_successors_in_a_circle_do_not_hang() -> None:
    """Codes that lead to each other and never exist together end at what is known."""
    day = date(2017, 1, 1)
    table = Divisions(
        (
            Division("a", "甲县", Level.COUNTY, None, valid_to=day, successors=("b",)),
            Division("b", "乙县", Level.COUNTY, None, valid_to=day, successors=("a",)),
        )
    )

    assert table.carried("a", date(2018, 1, 1)).code is None
    assert table.carried("a", date(2016, 1, 1)).code == "a"


def test_loose_ends_are_told_once_for_each_code() -> None:
    """Unknown parents, successors, lines and designations are told; the shipped table has none."""
    table = (
        small()
        .with_divisions(
            (
                Division("220821100201", "甲村", Level.VILLAGE, "220821100"),
                Division("220821100202", "乙村", Level.VILLAGE, "220821100"),
                Division("z", "丙县", Level.COUNTY, valid_to=date(2018, 1, 1), successors=("y",)),
            )
        )
        .with_designations((Designation("poor", "q"),))
        .with_reporting_lines((ReportingLine("2", "r"),))
    )

    assert sorted(each.code for each in table.loose_ends()) == [
        "division.designation",
        "division.parent",
        "division.parent",
        "division.reporting_line",
        "division.successor",
    ]
    assert len(shipped().loose_ends()) == 0


def test_a_village_whose_township_is_unknown_hangs_under_its_county() -> None:
    """A GB code says where a division belongs when the table does not know its parent."""
    village = Division("220821100201", "甲村委会", Level.VILLAGE, "220821100")
    table = shipped().with_divisions((village,))

    assert table.parent("220821100201", date(2018, 1, 1)) == shipped().get("220821")
    (issue,) = table.loose_ends()
    assert "先归到镇赉县（220821）" in issue.message


def test_a_parent_that_nobody_knows_makes_a_root() -> None:
    """A division whose parent is unknown and whose key says nothing stands alone, and is told."""
    table = small().with_divisions((Division("z", "丙县", Level.COUNTY, "q"),))

    assert table.parent("z", date(2018, 1, 1)) is None
    assert [each.message for each in table.loose_ends()] == [
        "丙县（z）等1个地区的上级q不在区划表中，不会计入任何汇总"
    ]


def test_many_days_are_answered_alike_again() -> None:
    """Trees of many days do not pile up, and a day asked again gives the same answer."""
    born = [date(2000 + n, 1, 1) for n in range(100)]
    table = small().with_divisions(
        Division(f"t{n:03}", f"第{n}镇", Level.TOWNSHIP, "5", day) for n, day in enumerate(born)
    )

    for _ in range(2):
        counts = [len(table.children("p", day, level=Level.COUNTY)) for day in born]
        towns = [len(table.subtree("n", day, level=Level.TOWNSHIP)) for day in born]
        assert counts == [3] * 100
        assert towns == list(range(1, 101))


def test_repr_is_short() -> None:
    """A table of thousands of rows prints its size."""
    assert repr(shipped()) == "<Divisions: 3504 divisions, 11 reporting lines, 0 designations>"


def test_codes_filled_with_zeros_are_the_same() -> None:
    """220821000000, as the statistical lists write it, is 220821."""
    assert shipped().get("220821000000", date(2018, 1, 1)).name == "镇赉县"
    assert shipped().carried("411023000000", date(2018, 1, 1)).code == "411003"


def test_a_table_is_a_value() -> None:
    """Tables of equal content are equal whatever the order, hash alike, and survive pickling."""
    table = shipped()
    again = Divisions(tuple(reversed(table.divisions)), tuple(reversed(table.reporting_lines)))

    assert again == table
    assert hash(again) == hash(table)
    assert pickle.loads(pickle.dumps(table)) == table
    assert pickle.loads(pickle.dumps(table)).resolve("镇赉", date(2018, 1, 1)).division is not None


def test_fifty_thousand_villages_are_found_by_name() -> None:
    """A province's villages fit into the table beside the divisions above them."""
    day = date(2018, 1, 1)
    counties = [
        shipped().get(code) for code in shipped().subtree("220000", day, level=Level.COUNTY)
    ]
    villages = [
        Division(
            f"{counties[n % 60].code}{n // 60:06}", f"第{n}村", Level.VILLAGE, counties[n % 60].code
        )
        for n in range(1000, 51000)
    ]
    table = shipped().with_divisions(villages)

    assert table.resolve("第4711村", day).division == villages[3711]
    assert len(table.subtree("220000", day)) == 50_000 + 60 + 9 + 1


def test_all_heirs_of_a_code_are_known() -> None:
    """A county that was split has two, one that lives itself, one that went nowhere none."""
    county, day = Level.COUNTY, date(2018, 3, 1)
    table = Divisions(
        (
            Division("990100", "东州", Level.PREFECTURE),
            Division("990121", "大县", county, "990100", None, day, ("990123", "990122")),
            Division("990122", "东县", county, "990100", day),
            Division("990123", "西县", county, "990100", day),
            Division("990124", "失县", county, "990100", None, day),
        )
    )

    assert table.heirs("990121", date(2018, 4, 1)) == ("990122", "990123")
    assert table.heirs("990121", date(2018, 1, 1)) == ("990121",)
    assert table.heirs("990124", date(2018, 4, 1)) == ()
    assert table.heirs("123456", date(2018, 4, 1)) == ()
