"""Mistakes in a scheme, with the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "assessment.key": "考核办法里两处用了同一个键或名称",
    "assessment.unknown": "考核办法提到了没有的评分项、组、渠道、等次或评分表",
    "assessment.full_marks": "各项加起来与满分不符，或满分得不到",
    "assessment.cap": "封顶、保底与其中的评分项矛盾",
    "assessment.weights": "权重加起来不是100%，或只写了一部分",
    "assessment.bands": "分档有空档或重叠，或与满分不符",
    "assessment.grades": "等次有空档或重叠，或得不到",
    "assessment.moves": "缺项的分值移来移去，或没有写明移到哪里",
    "assessment.requires": "计分前提做不到，或前提套着前提",
    "assessment.method": "计分方法与所取的依据不相配",
}


@frozen
class SchemeFault:
    """A mistake in a scheme (考核办法的错误).

    Args:
        code: Kind of the mistake, one of ``CODES``.
        path: Path of the key inside the scheme.
        message: What is wrong, in Chinese.
        remedy: What to write instead, in Chinese.
    """

    code: str
    path: tuple[str | int, ...]
    message: str
    remedy: str

    def issue(self, place: Place | None = None) -> Issue:
        """The mistake as an issue.

        Args:
            place: Where the key stands; its path inside the scheme by default.
        """
        key = "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in self.path)
        return Issue(
            self.code,
            self.message,
            place=place or Place(key=key.removeprefix(".") or None),
            remedy=self.remedy,
        )


Faults = Iterator[SchemeFault]
Path = tuple[str | int, ...]


def unknown(what: str, name: str, known: Iterable[str], path: Path) -> Faults:
    """A mistake where a name is not among those known, with the nearest."""
    names = tuple(known)
    if name in names:
        return
    close = nearest(name, names)
    yield SchemeFault(
        "assessment.unknown",
        path,
        f"没有叫“{name}”的{what}",
        f"是否应为“{close[0]}”？" if close else f"可用：{'、'.join(names) or '（还没有）'}",
    )


def twice(what: str, names: Iterable[tuple[str, Path]]) -> Faults:
    """A mistake for each name that stands twice."""
    seen: set[str] = set()
    for name, path in names:
        if name in seen:
            yield SchemeFault("assessment.key", path, f"{what}“{name}”用了两次", "给其中一个换一个")
        seen.add(name)
