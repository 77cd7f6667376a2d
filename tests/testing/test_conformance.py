"""The demands on plugins find what is wrong with one."""

from __future__ import annotations

import pytest

from kejifupin.plugins.toml_plugin import TomlPlugin
from kejifupin.testing import PluginConformance


@pytest.fixture
def broken(tmp_path):
    """A plugin whose only target speaks of an indicator that nobody defined."""
    folder = tmp_path / "programmes" / "small"
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(
        'key = "small"\ntitle = "小方案"\nscope = "220800"\n'
        "period = { start = 2017-01-01, end = 2017-12-31 }\n"
        '[[documents]]\nkey = "plan"\ntitle = "方案"\n',
        encoding="utf-8",
    )
    (folder / "targets.toml").write_text(
        '[[targets]]\nkey = "two"\nlabel = "建站2个"\nindicator = "stations"\n'
        'bound = { at_least = 2 }\ncitation = "一"\n',
        encoding="utf-8",
    )

    class Broken(PluginConformance):
        plugin = TomlPlugin(tmp_path)

    return Broken()


def test_a_name_that_leads_nowhere_is_found(broken):
    """The demand fails with the file and the line of the name."""
    with pytest.raises(AssertionError, match=r"targets\.toml 第4行.*没有叫“stations”的指标"):
        broken.test_the_check_finds_no_errors()


def test_a_demand_that_fails_is_not_lost_when_the_time_to_shrink_is_up(broken, monkeypatch):
    """Without any time for smaller examples the first one that failed is told."""
    monkeypatch.setattr("kejifupin.testing.demands._SHRINKING_SECONDS", -1)
    from hypothesis import strategies as st

    def never(written):
        raise AssertionError("never")

    with pytest.raises(AssertionError, match="never"):
        broken._for_any(st.lists(st.integers()), never)
