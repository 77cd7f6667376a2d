"""The example that ships with the library: filled forms, a register, and the plugin behind them."""

from __future__ import annotations

from pathlib import Path

from kejifupin.cli.wrong_use import WrongUseError

PROGRAMME = "jilin-winter-2017"
REPORT = "winter_summary"
FORMS, REGISTER, RECEIVED = "forms", "村名册.xlsx", "收文登记.csv"

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = Path(__file__).parents[3]


def example_folder() -> Path:
    """The folder of the example: in a checkout ``examples/jilin-winter``, else the packaged copy.

    Raises:
        WrongUseError: The example is not there.
    """
    for folder in (_CHECKOUT / "examples" / "jilin-winter", _PACKAGE / "_example"):
        if (folder / FORMS).is_dir():
            return folder
    raise WrongUseError("找不到示例", "重新安装：pip install --force-reinstall 'kejifupin[cli]'")


def example_plugin() -> Path:
    """The folder of the plugin that the example needs.

    Raises:
        WrongUseError: The plugin is not there.
    """
    checkout = _CHECKOUT / "plugins" / "jilin" / "src" / "kejifupin_jilin"
    for folder in (checkout, _PACKAGE / "_example" / "plugin"):
        if (folder / "programmes").is_dir():
            return folder
    raise WrongUseError(
        "找不到示例的插件", "重新安装：pip install --force-reinstall 'kejifupin[cli]'"
    )
