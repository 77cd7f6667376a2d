"""The whole path on the example: every figure here was added up by hand from `make_example.py`."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from kejifupin import ConfigError, Interval, UnknownNameError, open_programme
from kejifupin.terms import Bound

JILIN = Path(__file__).resolve().parent.parent / "plugins" / "jilin"

# 靖宇县 + 抚松县 (白山市 handed in no return of its own) + 延边州's own return, in annex 4's order.
# 靖宇县's second line was filled in persons and does not count; 抚松县's funds are 40余万元.
ROLLED_UP = (
    ("outreach_events", 46 + 39 + 104),
    ("outreach_townships", 8 + 14 + 27),
    ("outreach_villages", 31 + 40 + 112),
    ("farmer_attendances", Decimal("2.05") + Decimal("5.35")),
    ("service_teams", 3 + 2 + 9),
    ("staff_attendances", 214 + 187 + 530),
    ("winter_events", 12 + 10 + 31),
    ("winter_event_attendances", 5200 + 4600 + 12600),
    ("training_sessions", 38 + 33 + 72),
    ("training_farmer_attendances", 4310 + 3925 + 9420),
    ("training_staff_attendances", 166 + 140 + 352),
    ("training_demonstration_household_attendances", 205 + 180 + 470),
    ("film_screenings", 27 + 30 + 51),
    ("film_attendances", 2900 + 3100 + 5400),
    ("books_distributed", Decimal("1.2") + Decimal("0.95") + Decimal("2.9")),
    ("posters_distributed", 640 + 500 + 1400),
    ("videos_distributed", 85 + 60 + 80),
    ("kepu_china_users", 1870 + 2210 + 4300),
    ("exhibitions", 9 + 8 + 23),
    ("exhibition_attendances", 3400 + 2750 + 7600),
    ("media_programmes", 14 + 10 + 31),
    ("technology_promotions", 23 + 19 + 50),
    ("varieties_promoted", 11 + 9 + 26),
)


def value(example, key, division="220000", day=date(2018, 6, 30)):
    return example.values(as_of=day).get(f"winter_return.{key}", division)


@pytest.mark.parametrize(("key", "total"), ROLLED_UP)
def test_annex_4_rolls_up_to_the_sum_worked_out_by_hand(example, key, total):
    """The province's figure: a prefecture's own return or, where it has none, its counties'."""
    assert value(example, key).known == Interval.exact(total)


def test_a_vague_figure_stays_vague_in_the_sum(example):
    """58.5 and 150 and 40余: from 248.5 to below 258.5."""
    known = value(example, "funds_invested").known

    assert known == Interval(Decimal("248.5"), Decimal("258.5"), high_open=True)


def test_what_came_late_does_not_exist_before(example):
    """延边州's own return came on 6 June: on 31 May its counties' returns count instead."""
    day = date(2018, 5, 31)

    assert value(example, "training_sessions", day=day).known == Interval.exact(38 + 33 + 41 + 36)
    assert value(example, "videos_distributed", day=day).known == Interval.exact(85 + 60 + 0 + 70)
    assert value(example, "outreach_events", "222400", day).value.low == 52 + 44


def test_counties_that_did_not_report_are_named(example):
    """Missing counties widen the value upwards, and each is named."""
    found = value(example, "outreach_events")

    assert found.value == Interval(189, None)
    assert "220821" in found.missing
    assert "220622" not in found.missing


def shown(total):
    return format(total.normalize(), "f") if isinstance(total, Decimal) else str(total)


def test_the_rolled_up_annex_4_as_word(example, as_of):
    """The document's cells hold the sums, in the order of the form, seen by python-docx."""
    report = example.report("winter_summary", as_of=as_of)

    table = docx.Document(BytesIO(report.content)).tables[0]
    cells = [row.cells[2].text for row in table.rows][1:]
    assert cells[:23] == [shown(total) for _, total in ROLLED_UP]
    assert cells[23].startswith("248.5")


def test_the_rolled_up_annex_4_as_excel(example, as_of):
    """The workbook's cells hold the same sums as numbers, seen by openpyxl."""
    report = example.report("winter_summary", as_of=as_of, format="xlsx")

    sheet = openpyxl.load_workbook(BytesIO(report.content)).worksheets[0]
    numbers = [
        cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    assert [Decimal(str(number)) for number in numbers] == [
        Decimal(total) for _, total in ROLLED_UP
    ]


def issue_at(example, file, code=None, cell=None, rule=None):
    found = [
        issue
        for issue in example.issues
        if issue.place.file
        and issue.place.file.endswith(file)
        and (code is None or issue.code == code)
        and (cell is None or issue.place.cell == cell)
        and (rule is None or issue.rule == rule)
    ]
    assert len(found) == 1, [issue.text() for issue in example.issues]
    return found[0]


def test_every_mistake_of_the_example_is_told_at_its_cell(example):
    """What the script put in is found, each at the cell in which it stands."""
    issue_at(
        example, "附件1-双山子村.docx", rule="poor_households_within_households", cell="表1!R4C4"
    )
    issue_at(example, "附件2-02.docx", rule="able_workers_within_members", cell="表1!R4C4")
    issue_at(example, "靖宇县/附件4-统计表.xlsx", rule="farmer_attendances_in_ten_thousands")
    issue_at(example, "抚松县/附件3-工作安排表.docx", rule="planned_within_season")
    issue_at(example, "附件1-腰营沟村.xlsx", code="field.required")
    issue_at(example, "附件4-延边州统计表.docx", code="submission.late")
    issue_at(example, "附件4-延边州统计表.docx", code="roll_up.below_children")
    issue_at(example, "敦化市/附件2-03.xlsx", cell="附件2!D3")
    repeated = [issue for issue in example.issues if issue.code == "record.repeated"]
    assert [issue.place.file.rpartition("/")[2] for issue in repeated] == ["附件4-统计表(1).docx"]


def test_nothing_right_is_told_as_wrong(example):
    """There are no more errors than the script put in."""
    assert len(example.issues.errors) == 6, [issue.text() for issue in example.issues.errors]


def test_states_of_the_example(example, as_of):
    """Two of eight poor counties have a team, the rest is silent: undecided, six named."""
    status = example.status(as_of=as_of).get("team_in_each_poor_county", "220000")

    assert status.state.value == "UNDECIDED"
    assert status.value == Interval(2, 8)
    assert status.bound == Bound.exactly(8)
    assert len(status.missing) == 6


def test_a_village_with_too_few_demonstration_households_fails_its_county(example, as_of):
    """石人沟村 has 3 of at least 5: its county missed the target, the neighbours met it."""
    states = {
        each.division_name: each.state.value
        for each in example.status(as_of=as_of, target="demonstration_households_in_each_village")
    }

    assert states["石人沟村"] == "MISSED"
    assert states["靖宇县"] == "MISSED"
    assert states["双山子村"] == "MET"
    assert states["抚松县"] == "MET"
    assert states["柳树河子村"] == "NO_DATA"
    assert states["汪清县"] == "UNDECIDED"
    assert states["吉林省"] == "MISSED"


def test_a_village_that_nobody_surveyed_counts_as_not_surveyed(example, as_of):
    """The survey of 柳树河子村 never came: its silence is zero, and the coverage 8 of 9."""
    statuses = example.status(as_of=as_of, target="every_poor_village_surveyed")

    assert statuses.get("every_poor_village_surveyed", "222424101202").state.value == "MISSED"
    assert statuses.get("every_poor_village_surveyed", "220000").state.value == "MISSED"
    assert statuses.get("every_poor_village_surveyed", "220600").state.value == "MET"


def test_prefectures_that_handed_in_nothing_missed_the_day(example, as_of):
    """We are the ones who receive: what did not come did not come."""
    statuses = example.status(as_of=as_of, target="returns_by_end_of_may")

    assert statuses.get("returns_by_end_of_may", "220100").state.value == "MISSED"
    assert statuses.get("returns_by_end_of_may", "220600").state.value == "MET"
    assert statuses.get("returns_by_end_of_may", "220000").state.value == "MISSED"
    assert statuses.get("returns_by_end_of_may", "220000").value == Interval.exact(2)


def test_an_explanation_leads_to_the_cell_and_the_clause(example, as_of):
    """The status of a village leads to the cell of the register that holds its figure."""
    explanation = example.explain(
        "demonstration_households_in_each_village", as_of=as_of, division="220622101202"
    )

    (found,) = explanation.contributions
    assert found.value == 3
    assert found.file.endswith("村名册.xlsx")
    sheet, _, cell = found.cell.rpartition("!")
    book = openpyxl.load_workbook(found.file)
    assert book[sheet][cell].value == 3
    assert "三（二）" in explanation.text()


def test_explanations_tell_no_names(example, as_of):
    """Nobody's name stands in an explanation of any status."""
    names = [
        record.get("household")
        for record in example.records
        if record.kind.key == "household_survey"
    ]
    for status in example.status(as_of=as_of):
        text = example.explain(status, as_of=as_of, division=status.division).text()
        assert not any(name in text for name in names)


def test_reading_gives_a_new_programme(winter, example_folder):
    """What was opened stays as it was."""
    read = winter.read(example_folder / "forms")

    assert winter.records == ()
    assert len(read.records) > 0


def test_the_order_of_the_files_does_not_matter(winter, example_folder, as_of):
    """The same files in another order give the same values and statuses."""
    files = sorted((example_folder / "forms").rglob("*.*"))
    options = {
        "register": example_folder / "村名册.xlsx",
        "received": example_folder / "收文登记.csv",
    }

    there = winter.read(*files, **options)
    back = winter.read(*reversed(files), **options)

    assert there.values(as_of=as_of) == back.values(as_of=as_of)
    assert [each.state for each in there.status(as_of=as_of)] == [
        each.state for each in back.status(as_of=as_of)
    ]


def test_an_unknown_key_names_the_nearest(winter, example, as_of):
    """Wrong keys fail with what was probably meant."""
    with pytest.raises(UnknownNameError, match="jilin-winter-2017"):
        open_programme("jilin-winter", (JILIN,), entry_points=False)
    with pytest.raises(UnknownNameError, match="two_provincial_teams"):
        example.explain("two_provincial_team", as_of=as_of, division="220000")
    with pytest.raises(UnknownNameError, match="winter_return"):
        winter.blank("winter_returns")
    with pytest.raises(UnknownNameError, match="winter_summary"):
        example.report("summary", as_of=as_of)
    with pytest.raises(UnknownNameError):
        example.status(as_of=as_of, division="999999")


def test_a_path_that_is_not_there_is_an_error(winter, tmp_path):
    """Nothing is read in silence."""
    with pytest.raises(FileNotFoundError):
        winter.read(tmp_path / "nothing")


def test_one_bad_file_does_not_stop_the_others(winter, tmp_path, example_folder):
    """A broken file is told, the rest is read."""
    good = next((example_folder / "forms").rglob("附件4-统计表.xlsx"))
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "b.xlsx").write_bytes(good.read_bytes())
    (tmp_path / "c.docx").write_bytes(b"")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8")

    read = winter.read(tmp_path)

    assert len(read.records) == 1
    told = {issue.place.file.rpartition("/")[2] for issue in read.reading_issues}
    assert {"a.docx", "c.docx", "d.jpg"} <= told


def test_a_zip_is_read_like_a_folder(winter, tmp_path, example_folder):
    """Files in an archive are found under its name, names in GBK too."""
    import zipfile

    good = next((example_folder / "forms").rglob("附件4-统计表.xlsx"))
    with zipfile.ZipFile(tmp_path / "上报.zip", "w") as archive:
        archive.writestr("靖宇县/附件4.xlsx", good.read_bytes())
        archive.writestr("~$附件4.xlsx", b"lock")

    read = winter.read(tmp_path / "上报.zip")

    assert [name.rpartition("上报.zip/")[2] for name in read.files] == ["靖宇县/附件4.xlsx"]
    assert len(read.records) == 1


def test_a_plugin_with_mistakes_does_not_open(tmp_path):
    """A folder without a programme fails loudly."""
    with pytest.raises(ConfigError):
        open_programme("anything", (tmp_path,), entry_points=False)


def test_a_form_can_be_previewed_and_made_fillable():
    """As HTML, and as a Word document with controls; there is no fillable workbook."""
    programme = open_programme("jilin-winter-2017", [JILIN], entry_points=False)

    assert "一户一策调查表" in programme.preview("household_survey")
    assert programme.blank("household_survey", fillable=True).startswith(b"PK")
    with pytest.raises(UnknownNameError):
        programme.blank("household_survey", "xlsx", fillable=True)
    with pytest.raises(UnknownNameError):
        programme.preview("household")


def test_two_runs_of_a_programme_are_compared():
    """Without and with its forms: the same rules, and records behind every change."""
    from kejifupin.targets import compare_runs

    empty = open_programme("jilin-winter-2017")
    day = date(2018, 5, 31)
    version = empty.rule_version

    found = compare_runs(empty.run(as_of=day), empty.run(as_of=day))

    assert (found.statuses, found.rules_changed) == ((), False)
    assert (version.programme, version.plugin) == ("jilin-winter-2017", "jilin")
    assert len(version.definitions) == 64
    assert version.plugin_version
    assert open_programme("national-2016").rule_version.definitions != version.definitions
