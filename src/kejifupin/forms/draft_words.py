"""What common labels of official forms mean: an English key, a type, a unit, how closely held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from kejifupin.forms.labels import anchor_key, label_unit
from kejifupin.records.fields import FieldType
from kejifupin.terms.disclosure import Privacy
from kejifupin.terms.units import is_unit

# Labels with the key, then type, unit and privacy where they are not text, none and open.
_GLOSSARY = """
村名,行政村,行政村名称,村名称,所在村,贫困村,贫困村名称: village
地区名称,地区,县市区,县区,所在县,所属县,县名,县,区县,县名称: division division
行政区划,填报地区,所在地区: division division
乡镇,乡镇名称,所在乡镇,乡,镇,乡镇街道: township
省,省份: province
市州,所在市州,市,州,地市: prefecture
村民小组,组,自然屯,屯: village_group
户名,户主,户主姓名,农户姓名,贫困户姓名: household personal
详细地址,地址,住址,家庭住址,通讯地址,联系地址: address personal
姓名,专家姓名,人员姓名,成员姓名: name personal
名称,项目名称,单位名称,基地名称: name
联系人,经办人: contact personal
联系电话,电话,手机,手机号,手机号码,电话号码,办公电话: phone phone personal
联系方式: contact_details personal
电子邮箱,邮箱,电子邮件: email personal
身份证号,身份证号码,公民身份号码: id_number sensitive
性别: gender personal
民族: ethnicity personal
年龄: age number 岁 personal
出生年月,出生日期: born_on when personal
文化程度,学历: education personal
政治面貌: political_status personal
健康状况,身体状况: health sensitive
与户主关系: relation_to_head personal
总户数,户数,农户总数: households number 户
贫困户数,建档立卡贫困户数,贫困户总数: poor_households number 户
示范户数,科技示范户数: demonstration_households number 户
总人口,总人口数,人口数,人口总数,人口: population number 人
贫困人口,贫困人口数,建档立卡贫困人口: poor_population number 人
家庭人口总数,家庭人口,家庭人口数,家庭成员数: members number 人
有劳动能力人口数,劳动力人数,劳动力,劳动力数: able_workers number 人
人均耕地面积,人均耕地: farmland_per_capita number 亩
耕地面积,耕地总面积: farmland number 亩
人均收入,人均纯收入,人均年收入,家庭人均纯收入: income_per_capita number 元 personal
年收入,家庭年收入: income number 元 personal
致贫原因,主要致贫原因: poverty_causes sensitive
发展潜在优势,发展优势: strengths personal
科技服务需求,科技需求,服务需求,技术需求: service_needs
其它需要说明事项,其他需要说明事项,备注,说明: notes personal
填表单位,填报单位,上报单位,单位盖章,报送单位: reporting_unit
填表人,填报人,制表人: filled_in_by personal
审核人,负责人签字: reviewed_by personal
负责人,单位负责人,主要负责人: person_in_charge personal
填表日期,填报日期,填表时间,填报时间,报送日期,上报日期: filled_in_on date
日期: on date
时间,活动时间: when when
起止时间,统计时间,实施期限,活动起止时间,统计期间: period period
地点,活动地点: where
主要内容,内容,活动内容: content
主题,活动主题: topic
单位,工作单位,所在单位: employer
职务,现任职务: position
职称,技术职称: title
专业,从事专业,专业特长,特长: speciality
培训人数,参加人数,参训人数: attendances number 人次
计量单位: unit
投入资金,经费总投入金额,资金投入,总投资,投资额: funds number 万元
成效,主要成效,工作成效: results
存在问题,问题: problems
措施,帮扶措施,主要措施: measures
行政区划代码,统计用区划代码,代码,区划代码,村代码: code
人员组成,扶贫工作队人员组成,工作队成员,专家组成,专家名单: experts
家庭成员,家庭成员情况: family_members
送科技下乡活动安排,活动安排,工作安排: planned_activities
"""
_PRIVACY = {each.value: each for each in Privacy}
_TYPES = {each.value: each for each in FieldType}
_PERSONAL = re.compile("姓名|联系人|电话|手机|住址|户主|签名|签字|身份证|出生|年龄|银行|账号")
_SENSITIVE = re.compile("病|残|健康|身份证|致贫|低保")
_NUMBERS = (
    (re.compile("户数$|户数量$"), "户"),
    (re.compile("人次$|人次数$"), "人次"),
    (re.compile("人数$|人口数?$|劳动力$|人员数量$"), "人"),
    (re.compile("场次$|场数$|期数$"), "场次"),
    (re.compile("次数$"), "次"),
    (re.compile("面积$"), "亩"),
    (re.compile("金额$|经费$|资金$|投资$"), "万元"),
    (re.compile("收入$|单价$|补助$"), "元"),
    (re.compile("册数$"), "册"),
    (re.compile("比例$|占比$|比率$|率$"), "%"),
    (re.compile("数量$|个数$|总数$|数$"), "个"),
)
_TYPED = (
    (re.compile("电话|手机"), FieldType.PHONE),
    (re.compile("起止|统计时间|期限$|期间$"), FieldType.PERIOD),
    (re.compile("日期$|年月日$"), FieldType.DATE),
    (re.compile("时间$|年月$"), FieldType.WHEN),
    (re.compile("^(?:所[在属])?(?:地区|县|县市区)(?:名称)?$"), FieldType.DIVISION),
)
_WHITE = re.compile(r"\s+")
_ORDER = re.compile(
    r"^\s*(?:[(（]\s*[\d一二三四五六七八九十]+\s*[)）]|\d+\s*[.．、]|[一二三四五六七八九十]+\s*[、.．])"
    r"\s*"
)


@frozen
class Guess:
    """What a label probably asks for (栏目推测).

    Args:
        key: English key, None where the glossary does not know the label.
        type: What is filled in.
        unit: Unit of a number.
        stated: Whether the form itself prints the unit.
        privacy: How closely it is held.
    """

    key: str | None
    type: FieldType = FieldType.TEXT
    unit: str | None = None
    stated: bool = False
    privacy: Privacy = Privacy.OPEN


def guess(label: str, unit: str | None = None) -> Guess:
    """What a label probably asks for.

    Args:
        label: The label as printed.
        unit: The unit that the form prints for it, elsewhere than in the label.

    >>> guess("贫困户数"), guess("投入（单位：万元）").unit
    (Guess(key='poor_households', type=<FieldType.NUMBER: 'number'>, unit='户', stated=False, \
privacy=<Privacy.OPEN: 'open'>), '万元')
    """
    name = anchor_key(label)
    known = _glossary().get(name)
    key = None if known is None else known.key
    stated = unit or label_unit(label)
    if stated is not None and not is_unit(stated):
        stated = None
    privacy = _privacy(name)
    if known is not None:
        type_, likely, privacy = known.type, known.unit, known.privacy
    else:
        type_, likely = _type_and_unit(name)
    if stated is not None and type_ in (FieldType.TEXT, FieldType.NUMBER):
        return Guess(key, FieldType.NUMBER, stated, stated=True, privacy=privacy)
    return Guess(key, type_, likely, privacy=privacy)


def tidy(label: str) -> str:
    r"""A label as the kind words it: without numbering, spaces, colon and unit.

    >>> tidy("户  名"), tidy("1.开展活动\n次数："), tidy("面积（亩）"), tidy("（统计时间：")
    ('户名', '开展活动次数', '面积', '统计时间')
    """
    words = _WHITE.sub("", _ORDER.sub("", label)).strip("：:_＿")
    if label_unit(words) is not None:
        words = re.sub("[（(〔\\[][^（()）]*[）)〕\\]]$", "", words)
    if words.count("（") + words.count("(") != words.count("）") + words.count(")"):
        words = words.strip("（()）").strip("：:")
    return words


def _privacy(name: str) -> Privacy:
    if _SENSITIVE.search(name):
        return Privacy.SENSITIVE
    return Privacy.PERSONAL if _PERSONAL.search(name) else Privacy.OPEN


def _type_and_unit(name: str) -> tuple[FieldType, str | None]:
    for pattern, type_ in _TYPED:
        if pattern.search(name):
            return type_, None
    for pattern, unit in _NUMBERS:
        if pattern.search(name):
            return FieldType.NUMBER, unit
    return FieldType.TEXT, None


@cache
def _glossary() -> Mapping[str, Guess]:
    return dict(_entries())


def _entries() -> Iterator[tuple[str, Guess]]:
    for line in _GLOSSARY.strip().splitlines():
        labels, _, rest = line.partition(":")
        key, *more = rest.split()
        type_ = next((_TYPES[each] for each in more if each in _TYPES), FieldType.TEXT)
        privacy = next((_PRIVACY[each] for each in more if each in _PRIVACY), Privacy.OPEN)
        unit = next((each for each in more if each not in _TYPES and each not in _PRIVACY), None)
        for label in labels.split(","):
            yield anchor_key(label), Guess(key, type_, unit, privacy=privacy)
