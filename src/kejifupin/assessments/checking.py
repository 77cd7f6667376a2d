"""Whether a scheme holds together: sums, weights, caps, bands, grades, names."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kejifupin.assessments.checking_criteria import criterion_faults
from kejifupin.assessments.checking_grades import grade_faults
from kejifupin.assessments.criteria import Role
from kejifupin.assessments.faults import Faults, Path, SchemeFault, twice, unknown
from kejifupin.assessments.marks import ENDLESS, fraction_text, round_half_up
from kejifupin.assessments.scheme import AssessmentScheme, Group, RoundingStage
from kejifupin.assessments.tree import Node, PartKind, tree_of
from kejifupin.records.identities import spelling_key
from kejifupin.terms.arithmetic import format_number


def check_scheme(scheme: AssessmentScheme) -> tuple[SchemeFault, ...]:
    """Every mistake of a scheme that can be told without the rest of the programme.

    Args:
        scheme: The scheme.

    Returns:
        The mistakes, in the order of the scheme; a scheme with any of them is not used.
    """
    return tuple(_faults(scheme))


def _faults(scheme: AssessmentScheme) -> Faults:
    yield from _keys(scheme)
    yield from _places(scheme)
    if not scheme.criteria:
        yield SchemeFault(
            "assessment.full_marks",
            ("criteria",),
            f"考核办法“{scheme.label}”没有评分项",
            "加上 [[assessments.criteria]]",
        )
        return
    for index, criterion in enumerate(scheme.criteria):
        yield from criterion_faults(criterion, scheme, ("criteria", index))
    tree = tree_of(scheme)
    for node in _nodes(tree):
        yield from _weights(node, scheme)
        yield from _sums(node, scheme)
        yield from _caps(node, scheme)
        yield from _decimals(node, scheme)
    yield from _requirements(tree, scheme)
    yield from _vetoes(scheme)
    # Where the sums are wrong that is told once, not again with each grade.
    most = max(_most(tree), Fraction(scheme.full_marks))
    keys = [each.key for each in scheme.channels], [each.key for each in scheme.groups]
    parts = (*keys[0], *keys[1], *(each.key for each in scheme.criteria))
    yield from grade_faults(scheme, most, parts)


def _keys(scheme: AssessmentScheme) -> Faults:
    parts = [
        (each.key, (name, index))
        for name in ("channels", "groups", "criteria")
        for index, each in enumerate(getattr(scheme, name))
    ]
    yield from twice("键", [(key, (*path, "key")) for key, path in parts])
    for what, name in (("评分表", "sheets"), ("否决项", "vetoes"), ("等次", "grades")):
        keys = [
            (each.key, (name, index, "key")) for index, each in enumerate(getattr(scheme, name))
        ]
        yield from twice(what, keys)
    by_name = {each.key for each in scheme.sheets if each.criterion is not None}
    labels: list[tuple[str, Path]] = [
        (spelling_key(each.label), ("criteria", index, "label"))
        for index, each in enumerate(scheme.criteria)
        if each.reads.sheet in by_name
    ]
    yield from twice("评分表里的评分项名称", labels)


def _places(scheme: AssessmentScheme) -> Faults:
    """Groups and channels that are named are there, and no group stands inside itself."""
    groups = {each.key: each for each in scheme.groups}
    channels = {each.key for each in scheme.channels}
    for name in ("groups", "criteria"):
        for index, each in enumerate(getattr(scheme, name)):
            outer = each.within if isinstance(each, Group) else each.group
            key = "within" if isinstance(each, Group) else "group"
            if outer is not None:
                yield from unknown("评分项组", outer, groups, (name, index, key))
            if each.channel is not None:
                yield from unknown("考核渠道", each.channel, channels, (name, index, "channel"))
            if outer is not None and each.channel is not None:
                yield SchemeFault(
                    "assessment.unknown",
                    (name, index, "channel"),
                    f"“{each.label}”已在组“{outer}”里，渠道由组决定",
                    "去掉 channel，写在最外层的组上",
                )
    for index, group in enumerate(scheme.groups):
        passed, at = {group.key}, group
        while at.within is not None and at.within in groups:
            at = groups[at.within]
            if at.key == group.key:
                yield SchemeFault(
                    "assessment.unknown",
                    ("groups", index, "within"),
                    f"组“{group.label}”绕一圈又在自己里面",
                    "去掉其中一个 within",
                )
            if at.key in passed:
                break
            passed.add(at.key)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from _nodes(part)


def _path(node: Node, scheme: AssessmentScheme, *keys: str) -> Path:
    names = {PartKind.CHANNEL: "channels", PartKind.GROUP: "groups", PartKind.CRITERION: "criteria"}
    name = names.get(node.kind)
    if name is None:
        return keys
    index = [each.key for each in getattr(scheme, name)].index(node.key)
    return (name, index, *keys)


def _weights(node: Node, scheme: AssessmentScheme) -> Faults:
    if not node.weighted:
        return
    counted = [part for part in node.parts if part.weight is not None or part.top > 0]
    for part in counted:
        if part.weight is None:
            yield SchemeFault(
                "assessment.weights",
                _path(part, scheme),
                f"“{node.label}”之下有的写了权重，“{part.label}”没有写",
                "都写 weight，或都不写",
            )
        elif part.weight <= 0 or part.top <= 0:
            yield SchemeFault(
                "assessment.weights",
                _path(part, scheme, "weight"),
                f"“{part.label}”有权重，却没有计入满分的评分项，或权重不大于0",
                "加上评分项，或去掉权重",
            )
    total = sum(Fraction(part.weight) for part in counted if part.weight is not None)
    if total != 100:
        first = next(part for part in counted if part.weight is not None)
        yield SchemeFault(
            "assessment.weights",
            _path(first, scheme, "weight"),
            f"“{node.label}”之下各项权重加起来是{fraction_text(Fraction(total))}%，应为100%",
            "改权重，使之合计100",
        )


def _sums(node: Node, scheme: AssessmentScheme) -> Faults:
    if node.kind is PartKind.CRITERION:
        return
    if not node.parts:
        yield SchemeFault(
            "assessment.full_marks",
            _path(node, scheme),
            f"“{node.label}”里没有评分项",
            "加上评分项，或去掉它",
        )
        return
    if node.printed is None or node.weighted:
        return
    if node.top != Fraction(node.printed):
        listed = "＋".join(fraction_text(node.share_of(part)) for part in node.parts if part.top)
        wrong = "达不到" if node.top < node.printed else "超过"
        capped = "" if node.cap is None else f"（封顶{format_number(node.cap)}）"
        yield SchemeFault(
            "assessment.full_marks",
            _path(node, scheme, "full_marks"),
            f"“{node.label}”各项满分相加{listed or '0'}＝{fraction_text(node.top)}分{capped}，"
            f"{wrong}所写的满分{format_number(node.printed)}分",
            "改满分或改各项分值；加起来多于满分、以满分为限的，写 cap",
        )


def _caps(node: Node, scheme: AssessmentScheme) -> Faults:
    cap, floor = node.cap, node.floor
    if cap is not None:
        most = _taken(node) if node.only_minus else _most(node, capped=False)
        if cap <= 0 or Fraction(cap) > most:
            yield SchemeFault(
                "assessment.cap",
                _path(node, scheme, "cap"),
                f"“{node.label}”封顶{format_number(cap)}分，各项加起来至多"
                f"{fraction_text(most)}分，到不了",
                "降低 cap，或去掉",
            )
        for part in node.parts:
            if part.top > Fraction(cap) and part.weight is None:
                yield SchemeFault(
                    "assessment.cap",
                    _path(part, scheme),
                    f"“{part.label}”满分{fraction_text(part.top)}分，"
                    f"超过“{node.label}”的封顶{format_number(cap)}分",
                    "提高 cap，或降低这一项的分值",
                )
    if node.kind is PartKind.TOTAL and cap is not None and cap < scheme.full_marks:
        yield SchemeFault(
            "assessment.cap",
            ("cap",),
            f"总分封顶{format_number(cap)}分，低于满分{format_number(scheme.full_marks)}分",
            "cap 不低于 full_marks",
        )
    if floor is not None and node.top > 0 and Fraction(floor) >= node.top:
        yield SchemeFault(
            "assessment.cap",
            _path(node, scheme, "floor"),
            f"“{node.label}”保底{format_number(floor)}分，不低于它的满分",
            "降低 floor",
        )


def _decimals(node: Node, scheme: AssessmentScheme) -> Faults:
    """Full marks that rounding would change can never be reached, or are exceeded."""
    digits, each = scheme.rounding.digits, scheme.rounding.stage is RoundingStage.EACH
    shares = [(part, node.share_of(part)) for part in node.parts] if each else []
    if node.kind is PartKind.TOTAL:
        shares.append((node, Fraction(scheme.full_marks)))
    for part, full in shares:
        if round_half_up(full, digits) != full:
            yield SchemeFault(
                "assessment.full_marks",
                _path(part, scheme),
                f"“{part.label}”满分{fraction_text(full)}分，按{digits}位小数舍入后不是这个数",
                "多保留几位小数（rounding），或改分值、权重",
            )


def _most(node: Node, *, capped: bool = True) -> Fraction:
    """The most that a part comes to, bonuses included."""
    criterion = node.criterion
    if criterion is not None:
        return Fraction(0) if criterion.role is Role.MINUS else criterion.full
    total = sum((_worth(node, part) for part in node.parts), Fraction(0))
    if not capped or node.cap is None or node.only_minus:
        return min(total, ENDLESS)
    return min(total, Fraction(node.cap))


def _worth(node: Node, part: Node) -> Fraction:
    if part.weight is None or part.top <= 0:
        return _most(part)
    return _most(part) / part.top * node.share_of(part)


def _requirements(tree: Node, scheme: AssessmentScheme) -> Faults:
    """What another part must have can be had there, and rests on no requirement itself."""
    nodes = {each.key: each for each in _nodes(tree)}
    for index, criterion in enumerate(scheme.criteria):
        asked = criterion.requires
        if asked is None:
            continue
        path = ("criteria", index, "requires")
        name = scheme.key if asked.part is None else asked.part
        yield from unknown("评分项、组或渠道", name, nodes, (*path, "part"))
        node = nodes.get(name)
        if node is None:
            continue
        free = [each for each in node.criteria() if each.requires is None]
        if not free:
            yield SchemeFault(
                "assessment.requires",
                (*path, "part"),
                f"“{criterion.label}”的计分前提“{node.label}”自己也有前提",
                "写没有前提的评分项、组，或不写 part（看总分）",
            )
        elif asked.at_least is not None and Fraction(asked.at_least) > _most(node):
            yield SchemeFault(
                "assessment.requires",
                (*path, "at_least"),
                f"“{criterion.label}”要“{node.label}”得{format_number(asked.at_least)}分，"
                f"它最多{fraction_text(_most(node))}分",
                "降低 at_least",
            )


def _taken(node: Node) -> Fraction:
    """The most that a part of minuses takes."""
    if node.criterion is not None:
        return node.criterion.full
    total = sum((_taken(part) for part in node.parts), Fraction(0))
    return min(total, ENDLESS)


def _vetoes(scheme: AssessmentScheme) -> Faults:
    grades = [each.key for each in scheme.grades]
    for index, veto in enumerate(scheme.vetoes):
        path = ("vetoes", index)
        for key in ("grade", "at_best"):
            named = getattr(veto, key)
            if named is not None:
                yield from unknown("等次", named, grades, (*path, key))
        sheet = veto.reads.sheet
        if sheet is not None:
            yield from unknown(
                "评分表（sheets）", sheet, scheme.sheet_of, (*path, "reads", "sheet")
            )
        entered = veto.reads.source in ("sheet", "field")
        if veto.words and not entered:
            yield SchemeFault(
                "assessment.method",
                (*path, "words"),
                f"否决项“{veto.label}”的 words 只用于评分表里的文字",
                "数字写 when = { at_least = 1 }",
            )
