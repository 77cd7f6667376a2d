"""Citations that name their document by its title and number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs

from kejifupin.plugins.folder_contents import Located
from kejifupin.terms.citations import Citation
from kejifupin.terms.definitions import SourceDocument
from kejifupin.terms.issues import Issue

T = TypeVar("T")

CODES: Mapping[str, str] = {
    "plugin.no_clause": "出处没有写条目",
    "plugin.unknown_document": "引用的文件没有列在 documents 中",
}


def cited(
    items: Iterable[Located[T]], documents: tuple[SourceDocument, ...] | None, issues: list[Issue]
) -> tuple[Located[T], ...]:
    """The same definitions with each citation naming its document by title and number.

    Args:
        items: The definitions.
        documents: The documents that they may cite; None where those could not be read.
        issues: Takes an issue for every document that is not among them.
    """
    if documents is None:
        return tuple(items)
    by_key = {document.key: document for document in documents}
    done = []
    for item in items:
        unknown: dict[str, None] = {}
        if _lacks_clause(item.value):
            issues.append(
                Issue(
                    "plugin.no_clause",
                    "出处没有写条目",
                    place=item.place("citation"),
                    remedy='照文件写，如 citation = "三（一）"、citation = "附件1"',
                )
            )
        value = _with_titles(item.value, by_key, unknown)
        issues.extend(
            Issue(
                "plugin.unknown_document",
                f"引用的文件“{key}”没有列在 documents 中",
                place=item.place("citation"),
                remedy=f"可用：{'、'.join(by_key) or '（还没有列出文件）'}",
            )
            for key in unknown
        )
        done.append(attrs.evolve(item, value=value))
    return tuple(done)


def _lacks_clause(value: object) -> bool:
    citation = getattr(value, "citation", None)
    return isinstance(citation, Citation) and not citation.clause.strip()


def _with_titles(
    value: Any, documents: Mapping[str, SourceDocument], unknown: dict[str, None]
) -> Any:
    if isinstance(value, Citation):
        key = value.document or next(iter(documents), "")
        if key not in documents:
            unknown[key] = None
            return value
        document = documents[key]
        return attrs.evolve(value, document=document.title, number=value.number or document.number)
    if isinstance(value, tuple):
        new = tuple(_with_titles(each, documents, unknown) for each in value)
        return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
    if attrs.has(type(value)):
        changes = {}
        for attribute in attrs.fields(type(value)):
            if not attribute.init:
                continue
            old = getattr(value, attribute.name)
            if (new := _with_titles(old, documents, unknown)) is not old:
                changes[attribute.alias or attribute.name] = new
        return attrs.evolve(value, **changes) if changes else value
    return value
