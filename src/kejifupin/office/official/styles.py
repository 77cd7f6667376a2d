"""The looks of an official document as Word styles."""

from __future__ import annotations

from kejifupin.office.docx.styles import WORD, run_fonts
from kejifupin.office.looks import BODY_FONT
from kejifupin.office.official.looks import OFFICIAL_LOOKS, OfficialLook
from kejifupin.office.packing import HEADER


def official_styles() -> str:
    """The styles part."""
    return (
        f'{HEADER}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{run_fonts(BODY_FONT)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(map(_style, OFFICIAL_LOOKS.values()))}</w:styles>"
    )


def _style(look: OfficialLook) -> str:
    kept = "<w:keepNext/>" if look.kept else ""
    line = f' w:line="{look.line}" w:lineRule="exact"' if look.line else ""
    indent = f'<w:ind w:firstLine="{look.indent}"/>' if look.indent else ""
    level = "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>'
    spacing = f'<w:spacing w:val="{look.spacing}"/>' if look.spacing else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Official{look.name}">'
        f'<w:name w:val="Official {look.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{kept}<w:widowControl w:val="0"/><w:adjustRightInd w:val="0"/>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{look.before}"'
        f' w:after="{look.after}"{line}/>{indent}<w:jc w:val="{look.align}"/>{level}</w:pPr>'
        f"<w:rPr>{run_fonts(look.font)}{spacing}"
        f'<w:sz w:val="{look.half_points}"/><w:szCs w:val="{look.half_points}"/></w:rPr></w:style>'
    )
