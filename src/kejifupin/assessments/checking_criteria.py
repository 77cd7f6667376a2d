"""Whether each criterion can be scored as it is written, and reach its full marks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kejifupin.assessments.bands import band_faults
from kejifupin.assessments.criteria import Criterion, NotApplicable, Role
from kejifupin.assessments.evidence import BOUNDED, Take
from kejifupin.assessments.faults import Faults, Path, SchemeFault, unknown
from kejifupin.assessments.ranks import Ties
from kejifupin.assessments.scheme import AssessmentScheme
from kejifupin.targets.judging import State
from kejifupin.terms.arithmetic import Number, format_number

_NOT_NEGATIVE = frozenset(Take) - {Take.VALUE, Take.ONLY, Take.SUM, Take.AVERAGE}


def criterion_faults(criterion: Criterion, scheme: AssessmentScheme, path: Path) -> Faults:
    """Every mistake of one criterion.

    Args:
        criterion: The criterion.
        scheme: Its scheme.
        path: Its path inside the scheme.
    """
    yield from _method(criterion, path)
    yield from _sheet(criterion, scheme, path)
    yield from _points(criterion, path)
    yield from _reachable(criterion, path)
    yield from _absence(criterion, scheme, path)
    if criterion.weight is not None and criterion.role is not Role.NORMAL:
        yield SchemeFault(
            "assessment.weights",
            (*path, "weight"),
            f"“{criterion.label}”是加分或扣分项，不写权重",
            "去掉 weight",
        )


def _method(criterion: Criterion, path: Path) -> Faults:
    reads, method = criterion.reads, criterion.method
    entered = reads.source in ("sheet", "field")
    told = None
    if method == "as_entered" and not entered:
        told = "直接评分（as_entered）须取自评分表", '写 reads = { sheet = "…" }，或换一种计分方法'
    elif method == "graded" and not entered and not criterion.takes_state:
        told = "评等（graded）须取自评分表，或目标的完成状态", '写 reads = { sheet = "…" }'
    elif method != "graded" and criterion.takes_state:
        told = "完成状态不是数，只能用 graded", 'graded = { "已完成" = 10, "未完成" = 0 }'
    elif criterion.needs_bound:
        key = "full_at" if method == "proportional" else "at_least"
        told = f"没有写到多少算满分（{key}）", f"例：{method} = {{ {key} = 100 }}"
    elif method == "deduct" and criterion.role is Role.BONUS:
        told = "加分项不能用扣分的方法", "改用 per_event、steps、graded 或 as_entered"
    elif method in ("proportional", "by_rank", "scaled") and criterion.points is None:
        told = "这种计分方法须写 points", "例：points = 10"
    elif criterion.by_rank is not None and criterion.by_rank.points and _takes(criterion):
        told = (
            "扣分项按名次的，写各档扣几分",
            "例：by_rank = { steps = [{ at_most = 3, points = 0 }, …] }",
        )
    if told is not None:
        yield SchemeFault(
            "assessment.method", (*path, method), f"“{criterion.label}”：{told[0]}", told[1]
        )
    if criterion.takes_state:
        for word in criterion.graded:
            yield from unknown(
                "完成状态", word, [each.label for each in State], (*path, "graded", word)
            )


def _sheet(criterion: Criterion, scheme: AssessmentScheme, path: Path) -> Faults:
    name = criterion.reads.sheet
    if name is None:
        return
    yield from unknown("评分表（sheets）", name, scheme.sheet_of, (*path, "reads", "sheet"))
    sheet = scheme.sheet_of.get(name)
    counts = criterion.reads.taken is Take.COUNT
    if sheet is not None and sheet.value is None and criterion.reads.field is None and not counts:
        yield SchemeFault(
            "assessment.method",
            (*path, "reads"),
            f"“{criterion.label}”没有写明取评分表的哪一栏",
            f'在评分表写 value，或写 reads = {{ sheet = "{name}", field = "…" }}',
        )


def _takes(criterion: Criterion) -> bool:
    return criterion.role is Role.MINUS


def _points(criterion: Criterion, path: Path) -> Faults:
    """Steps and grades: no gap, none overlapping, and the best of them is full marks."""
    label, points = criterion.label, criterion.points
    told: list[tuple[str, Number]] = []
    keys: Path = ("steps",)
    bands, places = criterion.steps, criterion.by_rank
    if places is not None and places.steps:
        bands, keys = places.steps, ("by_rank", "steps")
    if bands:
        ranks = places is not None and not places.per_cent
        whole = places is None or (ranks and places.ties is not Ties.SHARED)
        for fault in band_faults(bands, least=1 if ranks else 0, whole=whole):
            yield SchemeFault(
                "assessment.bands",
                (*path, *keys),
                f"“{label}”：{fault}",
                "各档首尾相接，如 at_least = 90、at_least = 80、其余不写上下限",
            )
        told = [(each.text(), each.points) for each in bands]
    keys = keys if bands else ("graded",)
    told += list(criterion.graded.items())
    for words, worth in told:
        if worth < 0:
            yield SchemeFault(
                "assessment.bands",
                (*path, *keys),
                f"“{label}”的“{words}”是负分",
                '扣分项写 role = "minus"，分数写正数',
            )
    most = max((worth for _, worth in told), default=None)
    if most is None or points is None or most == points:
        return
    wrong = "达不到" if most < points else "超过"
    yield SchemeFault(
        "assessment.full_marks",
        (*path, "points"),
        f"“{label}”满分{format_number(points)}分，最高一档{format_number(most)}分，{wrong}满分",
        "改满分，或改最高一档的分数",
    )


def _reachable(criterion: Criterion, path: Path) -> Faults:
    """Full marks lie where a value can be."""
    label, taken = criterion.label, criterion.reads.taken
    for key, end in _full_ends(criterion):
        beyond = taken in BOUNDED and end > 100
        if beyond or (taken in _NOT_NEGATIVE and end < 0):
            yield SchemeFault(
                "assessment.full_marks",
                (*path, criterion.method, key),
                f"“{label}”要到{format_number(end)}才得满分，{taken.label}到不了",
                "写在0到100之间" if taken in BOUNDED else "写0或正数",
            )
    way = criterion.proportional
    if way is not None and way.none_below is not None and way.full_at is not None:
        rises = way.full_at > way.zero_at
        if way.none_below > way.full_at if rises else way.none_below < way.full_at:
            yield SchemeFault(
                "assessment.full_marks",
                (*path, "proportional", "none_below"),
                f"“{label}”到了满分线仍不得分：none_below 比 full_at 更严",
                "none_below 写在 zero_at 与 full_at 之间",
            )
    for floored in (criterion.deduct, criterion.by_rank):
        if floored is None or 0 <= Fraction(floored.floor) < criterion.full:
            continue
        yield SchemeFault(
            "assessment.cap",
            (*path, criterion.method, "floor"),
            f"“{label}”的保底分应在0到满分之间",
            "扣完为止写 floor = 0，或不写",
        )


def _full_ends(criterion: Criterion) -> Iterator[tuple[str, Number]]:
    """Where a value must be for full marks, with the key that says so."""
    ways = (criterion.proportional, criterion.all_or_nothing, criterion.deduct)
    for way in ways:
        for key in ("full_at", "at_least", "at_most"):
            end = getattr(way, key, None)
            if end is not None:
                yield key, end


def _absence(criterion: Criterion, scheme: AssessmentScheme, path: Path) -> Faults:
    label, target = criterion.label, criterion.moves_to
    moves = scheme.absence(criterion) is NotApplicable.MOVE
    if target is None:
        if moves:
            yield SchemeFault(
                "assessment.moves",
                (*path, "not_applicable"),
                f"“{label}”缺项时分值移走，没有写移到哪一项",
                'moves_to = "同组另一项的键"',
            )
        return
    if not moves:
        yield SchemeFault(
            "assessment.moves",
            (*path, "moves_to"),
            f"“{label}”写了 moves_to，缺项时却不移分",
            '加上 not_applicable = "move"，或去掉 moves_to',
        )
    known = [each.key for each in scheme.criteria if each.key != criterion.key]
    yield from unknown("评分项", target, known, (*path, "moves_to"))
    other = scheme.criterion_of.get(target)
    if other is None or other.key == criterion.key:
        return
    together = (other.group, other.channel) == (criterion.group, criterion.channel)
    if not together or other.role is not Role.NORMAL:
        yield SchemeFault(
            "assessment.moves",
            (*path, "moves_to"),
            f"“{label}”的分值只能移到同组的评分项，“{other.label}”不是",
            "改为同组、计入满分的一项",
        )
    if criterion.weight is not None or other.weight is not None:
        yield SchemeFault(
            "assessment.moves",
            (*path, "moves_to"),
            f"“{label}”按权重计分，分值不能移到另一项",
            '改用 not_applicable = "reweight"，权重自会折算',
        )
    yield from _ring(criterion, scheme, path)


def _ring(criterion: Criterion, scheme: AssessmentScheme, path: Path) -> Faults:
    passed, at = [criterion.key], criterion
    while at.moves_to is not None and scheme.absence(at) is NotApplicable.MOVE:
        after = scheme.criterion_of.get(at.moves_to)
        if after is None:
            return
        if after.key in passed:
            if after.key == criterion.key:
                way = "→".join((*passed, after.key))
                yield SchemeFault(
                    "assessment.moves",
                    (*path, "moves_to"),
                    f"缺项的分值绕一圈又移回来：{way}",
                    "去掉其中一个 moves_to",
                )
            return
        passed.append(after.key)
        at = after
