"""The divisions and designations of a plugin folder, checked one against the other."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from kejifupin.plugins.folder import Located, PluginFolder
from kejifupin.plugins.named_designations import resolve_designations, resolve_reporting
from kejifupin.terms.divisions import Designation, Division, Divisions, ReportingLine
from kejifupin.terms.issues import Issue
from kejifupin.terms.origins import Place


@frozen
class CheckedDivisions:
    """What fits into the table of divisions, and what does not (区划检查结果).

    Args:
        divisions: The units that fit.
        designations: The designations that fit.
        reporting_lines: The reporting lines that fit.
        issues: An issue for each that does not.
    """

    divisions: tuple[Division, ...] = ()
    designations: tuple[Designation, ...] = ()
    issues: tuple[Issue, ...] = ()
    reporting_lines: tuple[ReportingLine, ...] = ()


def check_divisions(folder: PluginFolder, table: Divisions) -> CheckedDivisions:
    """Hold the divisions and designations of a folder against the table that they go into.

    Args:
        folder: The folder as it was read.
        table: The divisions of all other plugins.
    """
    units, issues = _fitting(folder.divisions, table)
    full = table.with_divisions(units)
    found, unresolved = resolve_designations(folder.designations, full)
    known = frozenset(table.designations)
    designations = tuple(dict.fromkeys(each for each in found if each not in known))
    kept, clashes = _apart(designations, full, folder)
    lines, told_lines = _lines(folder, full)
    loose = set(full.with_designations(kept).loose_ends()) - set(table.loose_ends())
    told = [_placed(each, folder) for each in loose]
    every = (*issues, *unresolved, *clashes, *told_lines, *told)
    return CheckedDivisions(units, kept, every, lines)


def _lines(
    folder: PluginFolder, table: Divisions
) -> tuple[tuple[ReportingLine, ...], tuple[Issue, ...]]:
    """Those of the folder's reporting lines that fit; each list is taken whole or not at all."""
    kept = table.reporting_lines
    issues: list[Issue] = []
    for each in folder.reporting:
        found, unresolved = resolve_reporting((each,), table)
        issues += unresolved
        added = tuple(line for line in found if line not in kept)
        try:
            evolve(table, reporting_lines=(*kept, *added))
        except ValueError:
            message = "名单里有的单位同一时间已另有报送关系"
            remedy = "删去重复的，或用 valid_from、valid_to 错开"
            place = each.place("names")
            issues.append(Issue("catalogue.twice", message, place=place, remedy=remedy))
        else:
            kept = (*kept, *added)
    own = tuple(line for line in kept if line not in table.reporting_lines)
    return own, tuple(issues)


def _fitting(
    located: tuple[Located[Division], ...], table: Divisions
) -> tuple[tuple[Division, ...], list[Issue]]:
    units = tuple(each.value for each in located)
    try:
        table.with_divisions(units)
    except ValueError:
        pass
    else:
        return units, []
    kept: list[Division] = []
    issues = []
    for each in located:
        try:
            table.with_divisions((*kept, each.value))
        except ValueError:
            issues.append(_misfit(each, table.with_divisions(kept)))
        else:
            kept.append(each.value)
    return tuple(kept), issues


def _misfit(located: Located[Division], table: Divisions) -> Issue:
    division = located.value
    same = [each for each in table.divisions if each.code == division.code]
    if same:
        names = "、".join(dict.fromkeys(each.name for each in same))
        return Issue(
            "catalogue.twice",
            f"代码“{division.code}”在同一时间已是{names}",
            place=located.place("code"),
            remedy="核对代码；名称或建制变化的，用 valid_from、valid_to 错开",
        )
    above = table.find(division.parent) if division.parent else None
    name = f"{above.name}（{above.level.label}）" if above else "它的上级"
    return Issue(
        "division.parent",
        f"{division.name}（{division.level.label}）不能属于{name}，层级反了",
        place=located.place("parent"),
        remedy="核对 parent 和 level",
    )


def _apart(
    designations: tuple[Designation, ...], table: Divisions, folder: PluginFolder
) -> tuple[tuple[Designation, ...], list[Issue]]:
    try:
        table.with_designations(designations)
    except ValueError:
        pass
    else:
        return designations, []
    kept: list[Designation] = []
    issues = []
    for each in designations:
        try:
            table.with_designations((*kept, each))
        except ValueError:
            division = table.find(each.code)
            name = division.name if division else each.code
            places = [
                one.place("names") for one in folder.designations if one.value.key == each.key
            ]
            issues.append(
                Issue(
                    "catalogue.twice",
                    f"{name}（{each.code}）两次认定为“{each.key}”，时间重叠",
                    place=places[-1] if places else Place(),
                    remedy="删去重复的一处，或用 valid_from、valid_to 错开",
                )
            )
        else:
            kept.append(each)
    return tuple(kept), issues


def _placed(issue: Issue, folder: PluginFolder) -> Issue:
    """An issue about the table, placed at the unit that it names first."""
    return evolve(issue, place=next(_places(issue, folder), issue.place))


def _places(issue: Issue, folder: PluginFolder) -> Iterator[Place]:
    for each in folder.divisions:
        if each.value.code in issue.message:
            yield each.place()
    for one in folder.designations:
        if one.value.key in issue.message:
            yield one.place()
    yield Place(str(folder.path / "divisions.toml"))
