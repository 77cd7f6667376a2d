"""What people write on the command line."""

from datetime import date

import pytest

from kejifupin.cli.arguments import find_division, read_day, read_level, write_output
from kejifupin.cli.wrong_use import WrongUseError, suggestion
from kejifupin.plugins.division_tables import base_divisions
from kejifupin.terms.divisions import Level


@pytest.mark.parametrize("level", list(Level))
def test_a_level_is_known_by_its_key_and_its_word(level):
    """Upper case and the word of the tables are taken too."""
    assert read_level(level.value) is level
    assert read_level(level.value.upper()) is level
    assert read_level(level.label) is level


@pytest.mark.parametrize(
    ("word", "level"),
    [("市（州）", Level.PREFECTURE), ("县", Level.COUNTY), ("乡镇", Level.TOWNSHIP)],
)
def test_words_of_the_documents_are_levels(word, level):
    """As the plans write them."""
    assert read_level(word) is level


def test_a_day_in_any_usual_form():
    """The same day five times."""
    texts = ("2018-04-30", "2018/4/30", "2018.4.30", "2018年4月30日", "20180430")
    assert {read_day(text, "--as-of") for text in texts} == {date(2018, 4, 30)}


@pytest.mark.parametrize("text", ["2018", "2018-04", "上旬", "2018-02-29", "30.4.2018"])
def test_what_is_no_day(text):
    """Told, never guessed."""
    with pytest.raises(WrongUseError):
        read_day(text, "--as-of")


def test_a_division_by_code_name_and_path():
    """All of them mean the same county."""
    for text in ("220821", "镇赉县", "镇赉", "白城市镇赉县"):
        code, note = find_division(text, base_divisions(), scope="220000", on=date(2018, 4, 30))
        assert (code, note) == ("220821", None)


def test_a_division_of_another_day_is_followed_with_a_note():
    """许昌县 became 建安区 in 2016-12."""
    code, note = find_division("411023", base_divisions(), scope="410000", on=date(2018, 4, 30))
    assert code == "411003"
    assert note


def test_a_name_of_two_divisions_is_not_guessed():
    """吉林 is a province and a city."""
    with pytest.raises(WrongUseError) as error:
        find_division("吉林", base_divisions(), scope="220000", on=date(2018, 4, 30))
    assert "吉林市（220200）" in error.value.lines[0]


def test_a_file_closed_to_writing_stays_as_it_was(tmp_path, monkeypatch):
    """A write that fails leaves the old file and no other behind."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")

    def full(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kejifupin.cli.arguments.Path.replace", full)
    with pytest.raises(WrongUseError):
        write_output(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_list_of_names_says_how_many():
    """What is not listed is counted."""
    names = [f"名称{number}号" for number in range(40)]
    assert suggestion("zzz", names).endswith("等40个")
