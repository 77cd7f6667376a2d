"""The shorter names that people use for a division, worked out from its full name."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from kejifupin.terms.division_entries import Division
from kejifupin.terms.division_levels import Level


class Form(IntEnum):
    """How far a name is from the full one; the nearer form wins (名称写法)."""

    FULL = 0
    ALIAS = 1
    SHORT = 2
    """A shorter name that still says what it is: 城步县 for 城步苗族自治县."""
    BARE = 3
    """The name without the word for its rank: 镇赉 for 镇赉县."""


# The 55 nationalities other than Han, as division names print them (GB/T 3304), and 各族.
_NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|"
    "东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|"
    "俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
# Autonomous areas of these print the name without 族 (哈萨克自治州).
_WITHOUT_ZU = "蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春"
_PEOPLES = re.compile(f"(?:(?:{_NATIONALITIES})族)+$")
_PEOPLES_AUTONOMOUS = re.compile(f"(?:(?:{_NATIONALITIES})族|{_WITHOUT_ZU})+$")

# Ending of the full name → endings of the short forms; all of them also give the bare name.
_RANKED_ENDINGS: dict[Level, dict[str, tuple[str, ...]]] = {
    Level.NATION: {},
    Level.PROVINCE: {"特别行政区": ("特区",), "自治区": (), "省": (), "市": ()},
    Level.PREFECTURE: {
        "自治州": ("州", "自治州", "地区"),
        "地区": ("地区",),
        "盟": ("盟",),
        "市": ("地区",),
    },
    Level.COUNTY: {
        "自治县": ("县", "自治县"),
        "自治旗": ("旗", "自治旗"),
        "林区": (),
        "特区": (),
        "新区": (),
        "区": ("区",),
        "县": (),
        "市": (),
        "旗": (),
    },
    Level.TOWNSHIP: {
        "街道办事处": ("街道", "街道办"),
        "街道": ("街道办", "街道办事处"),
        "苏木": (),
        "镇": ("镇",),
        "乡": ("乡",),
    },
    Level.VILLAGE: {
        "社区居民委员会": ("社区", "居委会", "社区居委会", "居民委员会"),
        "社区居委会": ("社区", "居委会", "居民委员会", "社区居民委员会"),
        "居民委员会": ("居委会", "社区", "社区居委会"),
        "居委会": ("社区", "居民委员会", "社区居委会"),
        "社区": ("居委会", "居民委员会", "社区居委会"),
        "村民委员会": ("村", "村委会"),
        "村委会": ("村", "村民委员会"),
        "嘎查": (),
        "村": ("村委会", "村民委员会"),
    },
}
_LOCAL_ENDINGS = {
    "管理委员会": ("管委会",),
    "管委会": ("管理委员会",),
    "管理区": (),
}
_ENDINGS = {level: {**_LOCAL_ENDINGS, **_RANKED_ENDINGS[level]} for level in Level}


def forms(division: Division) -> dict[str, Form]:
    """Every name that a division answers to, with how far it is from the full name.

    A name is never stripped to a single character: 新县 has no bare form.

    >>> def of(name, level):
    ...     return sorted(forms(Division("x", name, level)), key=len)
    >>> of("镇赉县", Level.COUNTY), of("睢县", Level.COUNTY)
    (['镇赉', '镇赉县'], ['睢县'])
    >>> of("湘西土家族苗族自治州", Level.PREFECTURE)
    ['湘西', '湘西州', '湘西地区', '湘西自治州', '湘西土家族苗族自治州']
    """
    names = {division.name: Form.FULL}
    for alias in division.aliases:
        names.setdefault(alias, Form.ALIAS)
    for short, form in _shortened(division.name, division.level):
        names.setdefault(short, form)
    return names


# Every table of a run holds the three thousand counties of the nation.
@lru_cache(maxsize=8192)
def _shortened(name: str, level: Level) -> tuple[tuple[str, Form], ...]:
    endings = _ENDINGS[level]
    ending = next((each for each in endings if name.endswith(each)), None)
    if ending is None:
        return ()
    stem = _without_peoples(name.removesuffix(ending), ending)
    # 南坞村村委会 is the village 南坞: the word for its rank stands twice.
    if ending in ("村委会", "村民委员会") and stem.endswith("村") and len(stem) > 2:
        stem = stem.removesuffix("村")
    names = tuple((stem + short, Form.SHORT) for short in (*endings[ending], ending))
    return (*names, (stem, Form.BARE)) if len(stem) > 1 else names


def _without_peoples(stem: str, ending: str) -> str:
    pattern = _PEOPLES_AUTONOMOUS if ending.startswith("自治") else _PEOPLES
    cut = pattern.sub("", stem.removesuffix("民族"))
    # 东乡族自治县 and 内蒙古自治区 are named after a people and little else.
    return cut if len(cut) > 1 else stem.removesuffix("族")
