"""The register of receipts, led to the files that it means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kejifupin.submissions import Receipt, match_receipts
from kejifupin.terms.issues import Severity

DAY, LATER = date(2018, 5, 2), date(2018, 5, 9)
REGISTER = "报表/收文登记.csv"


def matched(files, *entries, register=REGISTER):
    """What the entries lead to, and the codes of the issues."""
    receipts = [
        Receipt(entry, DAY, line=line) if isinstance(entry, str) else entry
        for line, entry in enumerate(entries, start=2)
    ]
    found, issues = match_receipts(files, receipts, register)
    return {file: entry.file for file, entry in found.items()}, [each.code for each in issues]


FILE = "报表/靖宇县/附件4.docx"


@pytest.mark.parametrize(
    "entered",
    [
        "报表/靖宇县/附件4.docx",
        "靖宇县/附件4.docx",
        "附件4.docx",
        "./附件4.docx",
        "./靖宇县/附件4.docx",
        "靖宇县\\附件4.docx",
        ".\\靖宇县\\附件4.docx",
        "D:\\桌面\\报表\\靖宇县\\附件4.docx",
        "/home/user/报表/靖宇县/附件4.docx",
        "../报表/靖宇县/附件4.docx",
        " 靖宇县 / 附件4.DOCX ",
        "靖宇县/附件４.docx",
        "靖宇县/附件4",
        "附件4",
    ],
)
def test_an_entry_means_a_path_or_the_end_of_one(entered):
    """With either slash, from the root or from the folder, spelling and extension set aside."""
    assert matched([FILE], entered) == ({FILE: entered}, [])


@pytest.mark.parametrize(
    "entered",
    [
        "件4.docx",
        "附件14.docx",
        "镇赉县/附件4.docx",
        "附件4.xlsx",
        "靖宇县",
        "xx/靖宇县/附件4.docx",
    ],
)
def test_anything_else_means_another_file(entered):
    """Part of a name is no name; another folder is another file."""
    assert matched([FILE], entered) == ({}, ["receipt.no_such_file", "receipt.not_entered"])


def test_a_leading_dot_of_a_name_is_part_of_it():
    """./ is no part of a path, the dot of .附件 is part of a name."""
    receipt = Receipt("./附件4.docx", DAY)

    assert receipt.is_for("a/附件4.docx")
    assert not Receipt(".附件4.docx", DAY).is_for("a/附件4.docx")
    assert not Receipt("../附件4.docx", DAY).is_for("附件5.docx")


def test_two_files_of_one_name_need_their_folder():
    """The entry is told with both, and neither gets its day."""
    files = ["报表/靖宇县/附件4.docx", "报表/镇赉县/附件4.docx"]

    found, codes = matched(files, "附件4.docx")
    assert found == {}
    assert codes == ["receipt.ambiguous", "receipt.not_entered", "receipt.not_entered"]

    found, codes = matched(files, "靖宇县/附件4.docx", "镇赉县/附件4.docx")
    assert found == dict(zip(files, ["靖宇县/附件4.docx", "镇赉县/附件4.docx"], strict=True))
    assert codes == []


@pytest.mark.parametrize(
    ("entered", "meant"),
    [
        ("附件4.docx", "报表/附件4.docx"),
        ("报表/附件4.docx", "报表/附件4.docx"),
        ("旧/附件4.docx", "报表/旧/附件4.docx"),
        ("附件4", None),
    ],
)
def test_the_closest_file_is_meant(entered, meant):
    """What stands beside the register comes before what stands deeper."""
    files = ["报表/旧/附件4.docx", "报表/附件4.docx"]

    found, codes = matched(files, entered)

    assert found == ({} if meant is None else {meant: entered})
    assert ("receipt.ambiguous" in codes) is (meant is None)


def test_a_name_without_its_extension_may_mean_two_files():
    """附件4.docx and 附件4.xlsx beside each other."""
    files = ["a/附件4.docx", "a/附件4.xlsx"]

    assert matched(files, "附件4")[1][0] == "receipt.ambiguous"
    assert matched(files, "附件4.xlsx")[0] == {"a/附件4.xlsx": "附件4.xlsx"}


@given(st.permutations([date(2018, 5, day) for day in (2, 5, 9)]))
def test_of_several_entries_for_one_file_the_latest_counts(days):
    """The version at hand is the one that came last."""
    entries = [Receipt("附件4.docx", day, line=line) for line, day in enumerate(days)]

    found, issues = match_receipts([FILE], entries, REGISTER)

    assert found[FILE].received_on == date(2018, 5, 9)
    assert issues == ()


def test_what_does_not_fit_is_told_where_it_stands():
    """An entry without a file at its line, a file without an entry by its name."""
    entries = [Receipt("附件9.docx", DAY, line=7)]

    _, (entry, file) = match_receipts([FILE], entries, REGISTER)

    assert (entry.code, entry.place.file, entry.place.line) == ("receipt.no_such_file", REGISTER, 7)
    assert (entry.severity, file.severity) == (Severity.WARNING, Severity.INFO)
    assert (file.code, file.place.file) == ("receipt.not_entered", FILE)


def test_an_empty_register_says_nothing_of_each_file():
    """Nobody is told a thousand times that nothing was entered."""
    assert matched([FILE]) == ({}, [])


def test_thousands_of_files_are_matched_at_once():
    """Every file of 5,000 in folders of their own, by the end of its path."""
    files = [f"报表/{number:04}/附件4.docx" for number in range(5000)]
    entries = [Receipt(f"{number:04}\\附件4.docx", DAY) for number in range(0, 5000, 50)]

    found, issues = match_receipts(files, entries, REGISTER)

    assert len(found) == 100
    assert len(issues) == 4900
