"""Which edition of a programme's definitions is at work."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, entry_points, version

from kejifupin.exchange.content_hashes import content_hash
from kejifupin.plugins.catalogue import Catalogue
from kejifupin.plugins.hookspecs import PROJECT
from kejifupin.plugins.manager import BUILTIN
from kejifupin.plugins.programme_catalogue import ProgrammeCatalogue
from kejifupin.terms.rule_versions import RuleVersion


def rule_version(catalogue: ProgrammeCatalogue, hooks: Catalogue) -> RuleVersion:
    """The version of what a programme's plugins define for counting and judging.

    A measure in Python counts by its key, its formula in words, and its parts.

    Args:
        catalogue: The programme's definitions.
        hooks: The plugins that they come from.
    """
    key = catalogue.definition.key
    measures = [(each.key, each.label, each.parts) for each in catalogue.measures.values()]
    tables = (
        catalogue.kinds,
        catalogue.cohorts,
        catalogue.indicators,
        catalogue.targets,
        catalogue.rules,
        catalogue.assessments,
        catalogue.awards,
        catalogue.award_quotas,
    )
    owner = hooks.owners(key)[0]
    return RuleVersion(
        key,
        content_hash(catalogue.definition, measures, *tables),
        owner,
        _plugin_version(owner, hooks),
        _library_version(),
    )


def _plugin_version(name: str, hooks: Catalogue) -> str | None:
    """The version of the distribution that a plugin was loaded from, None for a folder."""
    if name == BUILTIN:
        return _library_version()
    plugin = hooks.manager.get_plugin(name)
    for entry in entry_points(group=PROJECT, name=name):
        if entry.dist is not None and entry.load() is plugin:
            return entry.dist.version
    return None


def _library_version() -> str:
    try:
        return version("kejifupin")
    except PackageNotFoundError:
        return ""
