"""A document clause by clause, and what of a programme answers to each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from kejifupin.exchange.csv_headers import Column
from kejifupin.exchange.csv_tables import read_csv_rows
from kejifupin.plugins.file_tables import CLAUSES
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.plugins.workbook_paths import AnyPath, WorkbookPath
from kejifupin.terms.divisions import Divisions
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place
from kejifupin.terms.text import nearest

CODES: Mapping[str, str] = {
    "clause.unanswered": "条文没有对应的定义，也没有说明原因",
    "clause.unknown_answer": "条文对应的定义不存在",
    "clause.twice": "条文编号重复",
}

COLUMNS = (
    Column("id", ("编号",)),
    Column("document", ("文件",), required=False),
    Column("section", ("章节",), required=False),
    Column("quote", ("原文",)),
    Column("answers", ("对应",), required=False),
    Column("reason", ("说明",), required=False),
)


@frozen
class Clause:
    """One clause of a document, and what answers to it (条文).

    Args:
        id: Its number in the list.
        quote: Its words as printed.
        section: The section of the document.
        document: Key of the document; the programme's first by default.
        answers: Definitions that say it, each as ``table:key``, e.g. ``target:federations_total``,
            ``field:fund.amount`` or ``choice:pairing.cardinality/一对多``.
        reason: Why it cannot be computed, or what is left open.
        place: Where the list says so.
    """

    id: str
    quote: str
    section: str = ""
    document: str = ""
    answers: tuple[str, ...] = ()
    reason: str = ""
    place: Place = Place()


def read_clauses(path: Path | str) -> tuple[tuple[Clause, ...], tuple[Issue, ...]]:
    """The clauses of a list, in order, and what is wrong with it.

    Args:
        path: A CSV file with the columns 编号, 文件, 章节, 原文, 对应 (divided by blanks) and 说明.
    """
    path = Path(path)
    rows, issues = read_csv_rows(path.read_bytes(), path.name, columns=COLUMNS)
    clauses = tuple(
        Clause(
            row["id"],
            row["quote"],
            row["section"],
            row["document"],
            tuple(row["answers"].split()),
            row["reason"],
            row.place(str(path)),
        )
        for row in rows
    )
    return clauses, issues


def clause_issues(
    folder: AnyPath,
    catalogue: ProgrammeCatalogue,
    divisions: Divisions,
    lost: Container[tuple[str, str]] = (),
) -> tuple[Issue, ...]:
    """What is wrong with the list of clauses of a plugin's programme, if it has one.

    Args:
        folder: The plugin's folder, which holds ``programmes``.
        catalogue: Everything that the programme defines or inherits.
        divisions: All divisions with their designations.
        lost: Table and key of definitions that could not be read.
    """
    path = folder / "programmes" / catalogue.definition.key / CLAUSES
    if not path.is_file():
        return ()
    clauses, issues = (
        _clauses_of_sheet(path) if isinstance(path, WorkbookPath) else read_clauses(path)
    )
    return (*issues, *check_clauses(clauses, catalogue, divisions, lost))


def _clauses_of_sheet(path: WorkbookPath) -> tuple[tuple[Clause, ...], tuple[Issue, ...]]:
    data, source, issues = path.read()
    clauses = tuple(
        Clause(
            id=str(row.get("id", "")),
            quote=str(row.get("quote", "")),
            section=str(row.get("section", "")),
            document=str(row.get("document", "")),
            answers=tuple(word for each in row.get("answers", ()) for word in each.split()),
            reason=str(row.get("reason", "")),
            place=source.place(("clauses", index, "answers")),
        )
        for index, row in enumerate((data or {}).get("clauses", ()))
    )
    return clauses, issues


def check_clauses(
    clauses: Iterable[Clause],
    catalogue: ProgrammeCatalogue,
    divisions: Divisions,
    lost: Container[tuple[str, str]] = (),
) -> Iterator[Issue]:
    """Clauses without an answer, and answers that do not exist.

    Args:
        clauses: The clauses of the programme's documents.
        catalogue: Everything that the programme defines or inherits.
        divisions: All divisions with their designations.
        lost: Table and key of definitions that could not be read, of which nothing is told.
    """
    known = answers_of(catalogue, divisions)
    seen: set[str] = set()
    for clause in clauses:
        if clause.id in seen:
            yield Issue(
                "clause.twice",
                f"条文编号“{clause.id}”重复",
                place=clause.place,
                remedy="每条条文一个编号",
            )
        seen.add(clause.id)
        if not clause.answers and not clause.reason:
            yield Issue(
                "clause.unanswered",
                f"条文“{clause.id}”没有对应的定义，也没有说明",
                place=clause.place,
                remedy="在“对应”栏写上定义，如 target:目标键；算不了的，在“说明”栏写明原因",
            )
        for answer in clause.answers:
            table, _, key = answer.partition(":")
            if answer not in known and (_LOST.get(table, ""), key) not in lost:
                close = nearest(answer, [each for each in known if each.startswith(f"{table}:")])
                yield Issue(
                    "clause.unknown_answer",
                    f"条文“{clause.id}”对应的“{answer}”不存在",
                    place=clause.place,
                    remedy=f"是否应为“{close[0]}”？"
                    if close
                    else f"可用的种类：{'、'.join(_TABLES)}",
                )


_LOST: Mapping[str, str] = {
    "kind": "kinds",
    "cohort": "cohorts",
    "indicator": "indicators",
    "target": "targets",
    "rule": "rules",
    "assessment": "assessments",
    "award": "awards",
    "quota": "award_quotas",
    "spot_check": "spot_checks",
    "swing": "swings",
    "form": "layouts",
    "report": "reports",
}
_TABLES = (
    "programme",
    "document",
    "stage",
    "agency",
    "duty",
    "schedule",
    "vocabulary",
    "kind",
    "field",
    "choice",
    "cohort",
    "designation",
    "measure",
    "indicator",
    "target",
    "rule",
    "swing",
    "spot_check",
    "assessment",
    "award",
    "quota",
    "form",
    "report",
)


def answers_of(catalogue: ProgrammeCatalogue, divisions: Divisions) -> frozenset[str]:
    """Everything of a programme that may answer to a clause, as ``table:key``."""
    return frozenset(f"{table}:{key}" for table, key in _named(catalogue, divisions))


def _named(catalogue: ProgrammeCatalogue, divisions: Divisions) -> Iterator[tuple[str, str]]:
    definition = catalogue.definition
    for key in catalogue.chain:
        yield "programme", key
    for table, parts in (
        ("document", definition.documents),
        ("stage", definition.stages),
        ("agency", definition.agencies),
        ("duty", definition.duties),
        ("schedule", definition.schedules),
    ):
        for each in parts:
            yield table, each.key
    for name, words in definition.vocabularies.items():
        yield "vocabulary", name
        for word in words:
            yield "vocabulary", f"{name}/{word}"
    for kind in catalogue.kinds.values():
        yield "kind", kind.key
        for field in kind.fields:
            yield "field", f"{kind.key}.{field.key}"
            for label in field.choices:
                yield "choice", f"{kind.key}.{field.key}/{label}"
    for held in divisions.designations:
        yield "designation", held.key
    for table, found in (
        ("cohort", catalogue.cohorts),
        ("measure", catalogue.measures),
        ("indicator", catalogue.indicators),
        ("target", catalogue.targets),
        ("rule", catalogue.rules),
        ("swing", catalogue.swings),
        ("spot_check", catalogue.spot_checks),
        ("assessment", catalogue.assessments),
        ("award", catalogue.awards),
        ("quota", catalogue.award_quotas),
        ("form", catalogue.layouts),
        ("report", catalogue.reports),
    ):
        for key in found:
            yield table, key
