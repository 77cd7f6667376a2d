"""What goes wrong when there is nothing to draw or write with."""

from __future__ import annotations

from kejifupin.errors import KejifupinError


class PlotMissingError(KejifupinError, ImportError):
    """The library that draws is not installed."""

    chinese = "没有安装绘图库 matplotlib，不能画图"
    remedy = "pip install 'kejifupin[plot]'"

    def __init__(self) -> None:
        super().__init__("pictures need matplotlib: pip install 'kejifupin[plot]'")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()


class FontMissingError(KejifupinError, RuntimeError):
    """No installed font has the characters that a picture needs.

    Args:
        characters: Those that none has, in order; empty where there is no Chinese font at all.
    """

    remedy = (
        "安装一种中文字体后再画。Debian、Ubuntu：sudo apt install fonts-noto-cjk；"
        "Windows：设置→应用→可选功能→添加“简体中文补充字体”；"
        "macOS：在“字体册”里下载“苹方-简”，或装 Noto Sans CJK SC（思源黑体）"
    )

    def __init__(self, characters: str = "") -> None:
        self.characters = characters
        if characters:
            self.remedy = f"{self.remedy}；生僻字另装花园明朝（fonts-hanazono）"
        what = f"the characters {characters}" if characters else "Chinese characters"
        self.chinese = (
            f"电脑上没有一种字体有这些字：{characters}" if characters else "电脑上没有中文字体"
        )
        super().__init__(
            f"no installed font has {what}; install one: on Debian and Ubuntu "
            "'apt install fonts-noto-cjk', on Windows the optional feature 'Chinese (Simplified) "
            "Supplemental Fonts', on macOS 'PingFang SC' from Font Book, or Noto Sans CJK SC "
            f"({self.chinese}；{self.remedy})"
        )

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.characters,)
