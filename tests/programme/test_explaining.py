"""Every kind of target and figure is explained down to cells that say so."""

from __future__ import annotations

import pytest
from follow import cell_number, cell_text

from kejifupin import UnknownNameError

GONGYI, XINMI, SONG, LUSHI = "410181", "410183", "410325", "411224"


def numbers(told, field):
    """Division → what the cells of one field say, added up."""
    found: dict[str, int] = {}
    for each in told.contributions:
        if each.field == field:
            found[each.home] = found.get(each.home, 0) + cell_number(each.file, each.cell)
    return found


def places(told, kind):
    """The cells that records of a kind are pointed to by, as they are written."""
    return [
        cell_text(each.file, each.cell)
        for each in told.contributions
        if each.record.kind.key == kind
    ]


def test_a_total(hills, after):
    """10 of 20: 3, 5 and 2 in three files."""
    told = hills.explain("twenty_sessions", as_of=after)

    assert numbers(told, "sessions") == {GONGYI: 3, XINMI: 5, SONG: 2}
    assert told.status.value.exact_value == 10


def test_a_split_part(hills, after):
    """种植: two rows of 巩义市 and one of 嵩县, by their places in the ledger."""
    told = hills.explain("two_on_planting", as_of=after)
    value = hills.explain_value("activities:养殖", as_of=after)

    assert places(told, "activity") == ["巩义市", "巩义市", "嵩县"]
    assert [each.cell.rpartition("!")[2] for each in told.contributions] == ["A3", "A5", "A6"]
    assert [each.cell.rpartition("!")[2] for each in value.contributions] == ["A3", "A4"]
    ticked = [cell_text(each.file, each.cell.replace("A", "C")) for each in value.contributions]
    assert ticked == ["种植☑ 养殖☑", "种植□ 养殖☑"]


def test_a_derived_figure(hills, after):
    """410 people in 4 activities: both figures with their formulas, the cells of both."""
    told = hills.explain("fifty_people", as_of=after)

    assert sum(numbers(told, "attendances").values()) == 410
    assert len(places(told, "activity")) == 4
    assert [each.value.value.exact_value for each in told.operands] == [410, 4]
    assert "其中（2）：\n  参加人数＝410人次" in told.text()
    assert told.status.value.exact_value * 4 == 410


def test_each(hills, after):
    """巩义市 3 and 嵩县 1; 卢氏县 has none and fails."""
    told = hills.explain("activity_in_each", as_of=after)

    assert sorted(places(told, "activity")) == ["嵩县", "巩义市", "巩义市", "巩义市"]
    assert [each.name for each in told.failing] == ["卢氏县"]


def test_coverage_of_either_or(hills, after):
    """Both the ledger and the returns stand behind it; 卢氏县 cannot be told."""
    told = hills.explain("every_county_active", as_of=after)

    assert numbers(told, "sessions") == {GONGYI: 3, SONG: 2}
    assert len(places(told, "activity")) == 4
    assert told.missing_names == (f"卢氏县（{LUSHI}）",)
    assert "至少1场次或" in told.formula


def test_members_that_are_records(hills, after):
    """Of three able households two have a skill; their cells say 1, 0 and 2."""
    told = hills.explain("skills_of_most", as_of=after)

    cells = [cell_text(each.file, each.cell) for each in told.contributions]
    assert sorted(cells) == ["0", "1", "2"]
    assert len(told.failing) == 1
    text = told.text()
    assert not any(name in text for name in ("甲某", "乙某", "丙某", "丁某"))


def test_the_whole_is_not_asked_for_by_another_key(hills, after):
    """Unknown targets, indicators and divisions fail with the nearest."""
    with pytest.raises(UnknownNameError, match="activities"):
        hills.explain_value("activites", as_of=after)
    with pytest.raises(UnknownNameError):
        hills.explain_value("sessions", as_of=after, division=LUSHI)
    with pytest.raises(UnknownNameError):
        hills.explain("two_on_planting", as_of=after, division=GONGYI)


def test_conflicts_are_findings_at_their_cells(hills, after):
    """新密市 reports 5 and 嵩县 2, the ledger has 0 and 1: both told where the figure stands."""
    outcome = hills.outcome(after)
    found = outcome.issues.where(code="indicator.conflict")

    assert [each.place.file.rpartition("/")[2] for each in found] == [
        "统计表-新密市.docx",
        "统计表-嵩县.docx",
    ]
    assert [cell_text(each.place.file, each.place.cell) for each in found] == ["5", "2"]
    assert tuple(outcome.findings) == tuple(found)


def test_conflicts_stand_in_the_annotated_copies(hills, hills_folder, after):
    """As a comment in the very cell of the copy that goes back."""
    from io import BytesIO

    import docx

    from kejifupin.reports.returning import group_returns, return_files

    outcome = hills.outcome(after)
    returns = group_returns(
        outcome.issues, files=hills.files, records=hills.records, setting=outcome.setting
    )

    def content(name):
        return (hills_folder / "forms" / name.rpartition("/")[2]).read_bytes()

    copies = {
        each.name.rpartition("/")[2]: each.content
        for each in return_files(returns, content, on=after)
    }
    document = docx.Document(BytesIO(copies["统计表-嵩县.docx"]))
    (comment,) = document.comments
    cell = document.tables[0].cell(1, 1)
    assert "2" in cell.text
    assert "commentRangeStart" in cell._tc.xml
    assert "“台账里的活动”是1场次" in comment.text
    assert "台账.xlsx" in comment.text
