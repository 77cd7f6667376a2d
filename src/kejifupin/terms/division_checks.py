"""What a table of divisions leaves open: codes that it names and does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kejifupin.terms.division_entries import Designation, Division, ReportingLine
from kejifupin.terms.division_levels import Level, gb_codes_above, short_gb_code
from kejifupin.terms.issues import Issue, Issues, Severity

Named = Mapping[str, Division]

CODES: Mapping[str, str] = {
    "division.parent": "上级区划的代码不在区划表中",
    "division.circle": "上级关系绕成了圈",
    "division.successor": "变更后的代码不在区划表中",
    "division.reporting_line": "报送关系提到的代码不在区划表中",
    "division.designation": "认定名单提到的代码不在区划表中",
}
"""Every code of an issue about the table of divisions, with what it says."""


def loose_ends(
    divisions: Iterable[Division],
    reporting_lines: Iterable[ReportingLine],
    designations: Iterable[Designation],
) -> Issues:
    """Issues about links that lead nowhere; one for each code that is not known.

    A parent that the table does not know is an error only if the code of the division does not
    say either where it belongs.
    """
    named = {division.code: division for division in divisions}
    return Issues(
        (
            *_parents(named),
            *_circles(named),
            *_unknown(
                "division.successor",
                "后继代码",
                ((each, one.code) for one in named.values() for each in one.successors),
                named,
            ),
            *_unknown(
                "division.reporting_line",
                "报送关系中的代码",
                (
                    (each, line.code)
                    for line in reporting_lines
                    for each in (line.code, line.reports_to)
                ),
                named,
            ),
            *_unknown(
                "division.designation",
                "认定名单中的代码",
                ((one.code, one.key) for one in designations),
                named,
            ),
        )
    )


def _known(code: str, named: Named) -> bool:
    return code in named or short_gb_code(code) in named


def _gathered(pairs: Iterable[tuple[str, str]], named: Named) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for unknown, told_by in pairs:
        if not _known(unknown, named):
            gathered.setdefault(unknown, []).append(told_by)
    return gathered


def _unknown(
    code: str, what: str, pairs: Iterable[tuple[str, str]], named: Named
) -> Iterator[Issue]:
    for unknown, told_by in _gathered(pairs, named).items():
        yield Issue(
            code,
            f"{what}{unknown}不在区划表中（见{told_by[0]}）",
            remedy="改正代码，或在区划表中补上这个地区",
        )


def _parents(named: Named) -> Iterator[Issue]:
    for one in named.values():
        if one.parent is None and one.level is not Level.NATION:
            yield Issue(
                "division.parent",
                f"{one.name}（{one.code}）没有写上级，不会计入任何汇总",
                remedy="写明上级代码",
            )
    pairs = ((one.parent, one.code) for one in named.values() if one.parent is not None)
    for unknown, children in _gathered(pairs, named).items():
        above = next((each for each in gb_codes_above(children[0]) if each in named), None)
        led = f"，先归到{named[above].name}（{above}）" if above else "，不会计入任何汇总"
        yield Issue(
            "division.parent",
            f"{named[children[0]].name}（{children[0]}）等{len(children)}个地区的上级{unknown}"
            f"不在区划表中{led}",
            severity=Severity.WARNING if above else Severity.ERROR,
            remedy="补上这个上级，或改正上级代码",
        )


def _circles(named: Named) -> Iterator[Issue]:
    done: set[str] = set()
    for start in named:
        path: list[str] = []
        code: str | None = start
        while code is not None and code in named and code not in done and code not in path:
            path.append(code)
            code = named[code].parent
        if code in path:
            circle = path[path.index(code) :]
            yield Issue(
                "division.circle",
                f"上下级绕成一圈：{' → '.join((*circle, code))}",
                remedy="改正其中一个的上级",
            )
        done.update(path)
