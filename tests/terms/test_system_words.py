"""Errors of the operating system, told in Chinese."""

import pytest

from kejifupin.terms.system_words import system_words


def test_what_the_system_refused_is_told_in_chinese(tmp_path):
    """A file that is not there, a folder where a file should be, a file where a folder should."""
    (tmp_path / "file").write_bytes(b"")
    for path, word in (
        (tmp_path / "no", "没有"),
        (tmp_path, "文件夹"),
        (tmp_path / "file/x", "是文件"),
    ):
        with pytest.raises(OSError) as caught:
            path.read_bytes()
        assert word in system_words(caught.value)


def test_a_reason_without_chinese_words_stays_as_the_system_says_it():
    """Better a foreign reason than none."""
    assert system_words(OSError(9999, "odd")) == "odd"
    assert system_words(OSError()) == "OSError"
