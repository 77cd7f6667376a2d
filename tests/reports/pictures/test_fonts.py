"""A font that has the characters is found, or people are told what to install."""

import pickle

import pytest
from matplotlib import font_manager
from stand_in_letters import make_font

from kejifupin.reports.pictures import FontMissingError, fonts


@pytest.fixture
def fresh():
    """No font remembered, before and after."""
    for remembered in (fonts.main_face, fonts.face_for):
        remembered.cache_clear()
    yield
    for remembered in (fonts.main_face, fonts.face_for):
        remembered.cache_clear()


def test_the_face_in_use_has_every_character_asked_for():
    """Looked up in the font file itself."""
    face = fonts.face_for(fonts.PROBE)

    known = font_manager.get_font(face.path).get_charmap()
    assert all(ord(each) in known for each in fonts.PROBE)


def test_without_a_chinese_font_people_are_told_what_to_install(fresh, monkeypatch):
    """The fonts that come with matplotlib have no Chinese."""
    latin = tuple(face for face in fonts.faces() if "mpl-data" in face.path)
    monkeypatch.setattr(fonts, "faces", lambda: latin)

    with pytest.raises(FontMissingError) as missing:
        fonts.face_for("吉林省")

    message = str(missing.value)
    assert latin
    for told in ("fonts-noto-cjk", "Windows", "macOS", "中文字体"):
        assert told in message
    assert "fonts-noto-cjk" in missing.value.remedy
    assert str(pickle.loads(pickle.dumps(missing.value))) == message


def test_a_character_that_no_font_has_is_named():
    """A box in its place would go unseen; U+10FFFD is of private use and nobody's."""
    with pytest.raises(FontMissingError) as missing:
        fonts.face_for("吉林\U0010fffd")

    assert missing.value.characters == "\U0010fffd"


def test_a_font_of_boxes_is_never_taken():
    """It comes with matplotlib and has a box for everything."""
    assert not [face for face in fonts.faces() if "Last Resort" in face.family]


def test_a_text_goes_to_another_font_where_the_first_lacks_a_character(fresh, monkeypatch):
    """As a village's rare character does."""
    known = {"甲": fonts.PROBE, "乙": fonts.PROBE + "㙦"}
    faces = tuple(fonts.Face(f"{name}.ttf", 0, name) for name in known)
    monkeypatch.setattr(fonts, "faces", lambda: faces)
    monkeypatch.setattr(fonts, "_characters", lambda face: set(map(ord, known[face.family])))

    assert fonts.face_for("科技").family == "甲"
    assert fonts.face_for("㙦科").family == "乙"


def test_fonts_installed_since_matplotlib_looked_are_found(fresh, monkeypatch, tmp_path):
    """Its list is kept in a file and may be older than the font."""
    path = tmp_path / "new.ttf"
    make_font(path)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(path)])

    assert fonts.main_face().path == str(path)


def test_outlines_of_postscript_are_known_in_files_and_in_collections(tmp_path):
    """By the four letters with which a face begins, wherever in the file it does."""
    alone, several = tmp_path / "a.otf", tmp_path / "b.ttc"
    alone.write_bytes(b"OTTO" + bytes(8))
    offsets = (20).to_bytes(4, "big") + (24).to_bytes(4, "big")
    several.write_bytes(b"ttcf\x00\x01\x00\x00\x00\x00\x00\x02" + offsets + b"\x00\x01\x00\x00OTTO")

    assert fonts.Face(str(alone), 0, "甲").is_postscript
    assert [fonts.Face(str(several), at, "乙").is_postscript for at in (0, 1)] == [False, True]
