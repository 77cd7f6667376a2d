"""The looks of an official document as Word styles and fonts."""

from __future__ import annotations

from typing import Final

from kejifupin.office.looks import (
    BODY_FONT,
    HEAD_FONT,
    KAI_FONT,
    LOOKS,
    NUMBER_FONT,
    TITLE_FONT,
    Look,
)
from kejifupin.office.packing import HEADER

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# What stands in for a font that is not there, before the program guesses.
_FONTS: Final = (
    (TITLE_FONT, "方正小标宋_GBK,华文中宋,宋体,SimSun", "roman"),
    (BODY_FONT, "仿宋,FangSong,华文仿宋", "modern"),
    (HEAD_FONT, "SimHei,微软雅黑", "modern"),
    (KAI_FONT, "楷体,KaiTi,华文楷体", "modern"),
    (NUMBER_FONT, "SimSun", "roman"),
)


def styles_part() -> str:
    """The styles part."""
    return (
        f'{HEADER}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{run_fonts(BODY_FONT)}<w:sz w:val="24"/><w:szCs w:val="24"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr></w:style>{''.join(map(_style, LOOKS.values()))}</w:styles>"
    )


def font_table_part() -> str:
    """The fonts by name, each with what may stand in for it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, others, family in _FONTS
    )
    return f'{HEADER}<w:fonts xmlns:w="{WORD}">{fonts}</w:fonts>'


def _style(look: Look) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{look.name}">'
        f'<w:name w:val="Kejifupin {look.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:before="{look.before}" w:after="{look.after}"/>'
        f'<w:jc w:val="{look.align}"/></w:pPr>'
        f'<w:rPr>{run_fonts(look.font)}<w:sz w:val="{look.half_points}"/>'
        f'<w:szCs w:val="{look.half_points}"/></w:rPr></w:style>'
    )


def run_fonts(name: str) -> str:
    """A font for every script."""
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"'
        ' w:hint="eastAsia"/>'
    )
